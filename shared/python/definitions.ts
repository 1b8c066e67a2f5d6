import { insert, parseForEdit, refuseEdit } from './edits.js';
import { addFromImport } from './imports.js';
import { assignmentsOf, classesOf, definesName, fromImportsOf, parsePython } from './syntax.js';

/** Definitions to add to a module. */
export interface DefinitionsRequest {
  /** The file they are added to, for messages; `database/models.py` is the module `database.models`. */
  readonly path: string;
  /** A module that has nothing but a docstring, `from` imports, and the definitions. */
  readonly text: string;
}

/**
 * Adds definitions to the end of a module, and what they import to its imports.
 *
 * What they import from the module itself is there already and is not imported.
 *
 * @returns the edited text; the same text where the definitions are there already.
 * @throws RefusalError where the module defines one of the names otherwise.
 */
export function addDefinitions(source: string, { path, text }: DefinitionsRequest): string {
  const wanted = parsePython(text);
  const imports = fromImportsOf(wanted);
  const start = imports.at(-1)?.node.to ?? 0;
  const body = text.slice(start).trim();
  const module = parseForEdit(path, source, body.split('\n'));
  const lines = body.replaceAll('\n', module.newline);
  if (source.includes(lines)) return source;

  const names = [...classesOf(wanted).map(({ name }) => name), ...assignmentsOf(wanted).keys()];
  const taken = names.find((name) => definesName(source, name));
  if (taken !== undefined) {
    return refuseEdit(path, `it defines ${taken} already, and otherwise`, body.split('\n'));
  }
  const end = source.trimEnd().length;
  const gap = module.newline.repeat(3);
  const appended = insert(source.slice(0, end) + module.newline, [{ at: end, text: gap + lines }]);
  const own = path.replace(/\.py$/, '').replaceAll('/', '.');
  return imports
    .filter((one) => one.module !== own)
    .flatMap((one) => one.names.map(({ name }) => ({ path, module: one.module, name })))
    .reduce((edited, request) => addFromImport(edited, request), appended);
}
