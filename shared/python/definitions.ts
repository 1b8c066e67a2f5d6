import { insert, parseForEdit, refuseEdit } from './edits.js';
import { addFromImport, type PythonImport, writeFromImport } from './imports.js';
import { readModuleFacts } from './module-facts.js';
import { assignmentsOf, classesOf, definesName, fromImportsOf, parsePython } from './syntax.js';

/** Definitions to add to a module. */
export interface DefinitionsRequest {
  /** The file they are added to, for messages; `database/models.py` is the module `database.models`. */
  readonly path: string;
  /** How the file is imported, where its path does not say: `app.models` for `backend/app/models.py`. */
  readonly module?: string;
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
export function addDefinitions(source: string, request: DefinitionsRequest): string {
  const { path, text } = request;
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
  const own = request.module ?? path.replace(/\.py$/, '').replaceAll('/', '.');
  return imports
    .filter((one) => one.module !== own)
    .flatMap((one) =>
      one.names.map(({ name, bound }) => ({
        path,
        module: one.module,
        name,
        ...(bound === name ? {} : { alias: bound }),
      })),
    )
    .filter((request) => !isBound(path, source, request))
    .reduce((edited, request) => addFromImport(edited, request), appended);
}

/**
 * Whether a module has the name already, from the same package.
 *
 * @throws RefusalError where the name stands for something else there, which a further import would take away.
 */
function isBound(path: string, source: string, { module, name, alias }: PythonImport): boolean {
  const bound = alias ?? name;
  if (!definesName(source, bound) && !importsModuleAs(source, bound)) return false;
  const [top] = module.split('.');
  const same = fromImportsOf(parsePython(source)).some(
    (one) =>
      one.names.some((each) => each.bound === bound && each.name === name) &&
      (one.module === module || one.module.split('.')[0] === top || one.module.startsWith('.')),
  );
  if (same) return true;
  return refuseEdit(path, `it has something else called ${bound}`, [
    writeFromImport({ module, name, ...(alias === undefined ? {} : { alias }) }),
  ]);
}

/** Whether `import name` or `import x as name` is there. */
function importsModuleAs(source: string, name: string): boolean {
  return readModuleFacts(source).imports.some(
    ({ module, bound }) => module === '' && bound === name,
  );
}
