/** What additions change in the files of a project, whatever its architecture. */
import { addClassFields } from '../python/class-fields.js';
import { newlineOf } from '../python/edits.js';
import { addVariables } from '../python/env-file.js';
import { addToAll } from '../python/exports.js';
import { addFromImport, type PythonImport } from '../python/imports.js';
import { replaceCode } from '../python/replacements.js';
import { addSettings } from '../python/settings.js';
import type { AdditionRegistration } from './architecture.js';
import type { ItemView } from './item-view.js';

/** A setting: what stands behind its name in the class, and what `.env.example` says of it. */
export interface Setting {
  /** `: float = Field(default=10, gt=0)` */
  readonly declared: string;
  /** `=10  # seconds` */
  readonly example: string;
}

/** Adds settings, each by its name, to the class and to the example of an `.env` file. */
export function settingsIn(
  [settings, environment]: readonly [settings: string, environment: string],
  of: (item: ItemView) => Readonly<Record<string, Setting>>,
  what: string,
): AdditionRegistration[] {
  const entries = (item: ItemView) => Object.entries(of(item));
  return [
    {
      path: settings,
      layer: 'core',
      why: `Adds the settings ${what}.`,
      edit: (source, item) =>
        addSettings(
          source,
          settings,
          Object.fromEntries(entries(item).map(([name, { declared }]) => [name, declared])),
        ),
    },
    {
      path: environment,
      layer: 'core',
      why: `Lists the settings ${what}.`,
      edit: (source, item) =>
        addVariables(
          source,
          Object.fromEntries(
            entries(item).map(([name, { example }]) => [name, `# ${name}${example}`]),
          ),
        ),
    },
  ];
}

/** Adds a section to the README, at its end. */
export function readmeIn(
  path: string,
  title: string | ((item: ItemView) => string),
  text: (item: ItemView) => string,
): AdditionRegistration {
  return {
    path,
    layer: 'project',
    why: 'Says in the README how it is set up and used.',
    edit: (source, item) => {
      const heading = `## ${typeof title === 'string' ? title : title(item)}`;
      if (source.split(/\r?\n/).includes(heading)) return source;
      const newline = newlineOf(source);
      const section = `\n${heading}\n\n${text(item).trim()}\n`;
      return source.trimEnd() + newline + section.replaceAll('\n', newline);
    },
  };
}

/** Puts code in the place of ours, in a file, and imports what it uses. */
export function instead(
  path: string,
  layer: string,
  why: string,
  pairs: readonly (readonly [from: string, to: string])[],
  imports: readonly PythonImport[] = [],
): AdditionRegistration {
  return {
    path,
    layer,
    why,
    edit: (source) =>
      imports.reduce(
        (text, one) => addFromImport(text, { path, ...one }),
        pairs.reduce((text, [from, to]) => replaceCode(text, { path, from, to }), source),
      ),
  };
}

/** Adds fields to a class. */
export function fields(
  path: string,
  layer: string,
  why: string,
  className: string,
  added: Readonly<Record<string, string>>,
): AdditionRegistration {
  return {
    path,
    layer,
    why,
    edit: (source) => addClassFields(source, { path, className, fields: added }),
  };
}

/** Exports what a package imports from its modules. */
export function exported(
  path: string,
  layer: string,
  why: string,
  imports: readonly PythonImport[],
): AdditionRegistration {
  return {
    path,
    layer,
    why,
    edit: (source) =>
      imports.reduce(
        (text, one) =>
          addToAll(addFromImport(text, { path, ...one }), { path, name: one.alias ?? one.name }),
        source,
      ),
  };
}
