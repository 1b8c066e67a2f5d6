/** Defines choices in the module that has those of all features. */
import { newlineOf } from '../../python/edits.js';
import { addFromImport } from '../../python/imports.js';
import type { PartRegistration } from '../layout.js';
import type { Choices } from './choices.js';
import { importsFor } from './needed-imports.js';

/** Defines the choices of a feature where those of all features are. */
export function gatheredChoices(
  { definitions, home, imports, isGathered, members }: Choices,
  quoted: (text: string) => string,
): PartRegistration[] {
  if (!isGathered || definitions === '') return [];
  const withNeeded = (text: string) =>
    importsFor(home, text, [], imports).reduce(
      (result, one) => addFromImport(result, { ...one, path: home }),
      text,
    );
  return [
    {
      path: home,
      layer: 'feature',
      why: 'Defines its choices where those of all features are.',
      edit: (source = '') => {
        const [first = ''] = members.keys();
        if (new RegExp(`^class ${first}\\b`, 'm').test(source)) return source;
        const newline = newlineOf(source);
        const text = `${source.trimEnd()}\n\n\n${quoted(definitions)}\n`;
        const edited = newline === '\n' ? text : text.replaceAll(/\r?\n/g, newline);
        return withNeeded(edited);
      },
      defines: () => withNeeded(quoted(definitions)),
    },
  ];
}
