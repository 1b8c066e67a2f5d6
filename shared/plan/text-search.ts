/** What features whose lists are searched by words need from a project. */
import { hasSearch } from '../feature/search.js';
import { refuseEdit } from '../python/edits.js';
import { addFromImport } from '../python/imports.js';
import { replaceCode } from '../python/replacements.js';
import type { Capability, Registration } from './architecture.js';
import { onlyIf } from './conditions.js';

/** Where the environment of Alembic says what it compares: in ours, and in the one that Alembic writes. */
const OPTIONS = [
  { from: '"render_item": render_item,', more: '"include_name": include_name,' },
  { from: 'target_metadata=target_metadata', more: ', include_name=include_name' },
] as const;

/** What Alembic asks whether it is to look at a table or an index of a database. */
const HOOK = 'include_name';

/**
 * Returns the capability that searches lists.
 *
 * @param path the module with the indexes.
 * @param words the module that says what words are.
 */
export function textSearch(path: string, words: string): Capability {
  return {
    id: 'text-search',
    why: 'Lists that are searched by words, which an index of the database finds.',
    evidence: { path, symbol: 'TextSearch' },
    files: [`${path}.ejs`, `${words}.ejs`],
    when: hasSearch,
  };
}

/**
 * Returns the registration that lets Alembic pass over what lists are searched by, as no model has it.
 *
 * @param path the environment of Alembic.
 * @param module the module with the indexes.
 */
export function searchInAlembic(path: string, module: string): Registration {
  return {
    path,
    layer: 'migrations',
    why: 'Lets `alembic check` pass over the indexes of words, which migrations create and no model has.',
    when: onlyIf(({ spec }, project) => hasSearch(spec) && project.exists(path), ''),
    edit: (source) => {
      if (importsHook(source, module)) return source;
      if (new RegExp(`\\b${HOOK}\\b`).test(source)) {
        refuseEdit(
          path,
          `it has an ${HOOK} of its own, which would propose to drop the indexes of words`,
          [
            `from ${module} import ${HOOK} as has_model`,
            `# and in your own ${HOOK}(name, kind, parent_names), at its beginning:`,
            'if not has_model(name, kind, parent_names):',
            '    return False',
          ],
        );
      }
      const { from, more } = OPTIONS.find((each) => source.includes(each.from)) ?? OPTIONS[0];
      const indent = new RegExp(`^([ \\t]*)${from}`, 'm').exec(source)?.[1] ?? '';
      const to = more.startsWith(',') ? from + more : `${from}\n${indent}${more}`;
      const places = Math.max(1, source.split(from).length - 1);
      const put = Array.from({ length: places }).reduce<string>(
        (text) => replaceCode(text, { path, from, to }),
        source,
      );
      return addFromImport(put, { path, module, name: HOOK });
    },
    bare: (source) => {
      if (!source.includes(`from ${module} import ${HOOK}\n`)) return source;
      return source
        .split(/(?<=\n)/)
        .filter((line) => ![OPTIONS[0].more, `from ${module} import ${HOOK}`].includes(line.trim()))
        .join('')
        .replaceAll(OPTIONS[1].more, '');
    },
  };
}

/** Whether a module has the hook, under whatever name. */
function importsHook(source: string, module: string): boolean {
  const start = `from ${module} import `;
  return source.split('\n').some((line) => line.startsWith(start) && line.includes(HOOK));
}
