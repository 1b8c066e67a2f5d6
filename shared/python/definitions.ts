import { EditedModule } from './edited-module.js';
import { newlineOf, refuseEdit } from './edits.js';
import { addFromImport, type PythonImport, writeFromImport } from './imports.js';
import {
  bindsName,
  factsOf,
  importStatementsOf,
  type ModuleFacts,
  readModuleFacts,
} from './module-facts.js';
import { parsePython } from './syntax.js';

/** Definitions to add to a module. */
interface DefinitionsRequest {
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
  const imports = importStatementsOf(parsePython(text));
  const start = imports.at(-1)?.to ?? 0;
  const body = text.slice(start).trim();
  const module = EditedModule.open(path, source, () => body.split('\n'));
  const newline = newlineOf(source);
  const lines = body.replaceAll('\n', newline);
  if (source.includes(lines)) return source;

  const wanted = readModuleFacts(text);
  const standing = factsOf(module.parsed);
  const names = [
    ...[...wanted.classes, ...wanted.functions].map(({ name }) => name),
    ...wanted.variables.keys(),
  ];
  const taken = names.find((name) => bindsName(standing, name));
  if (taken !== undefined) {
    return refuseEdit(path, `it defines ${taken} already, and otherwise`, body.split('\n'));
  }
  const end = source.trimEnd().length;
  const gap = newline.repeat(3);
  const appended =
    source.slice(end) === newline
      ? module.insert([{ at: end, text: gap + lines }], ['imports'])
      : module.rewrite(source.slice(0, end) + gap + lines + newline);
  const own = request.module ?? path.replace(/\.py$/, '').replaceAll('/', '.');
  return imports
    .filter((one) => one.module !== own)
    .flatMap(({ names }) => names)
    .map(({ module, name, bound }) => ({
      path,
      module,
      name,
      ...(bound === name ? {} : { alias: bound }),
    }))
    .filter((request) => !isBound(path, standing, request))
    .reduce((edited, request) => addFromImport(edited, request), appended);
}

/**
 * Whether a module has the name already, from the same package.
 *
 * @throws RefusalError where the name stands for something else there, which a further import would take away.
 */
function isBound(path: string, standing: ModuleFacts, wanted: PythonImport): boolean {
  const { alias, module, name } = wanted;
  const bound = alias ?? name;
  if (!bindsName(standing, bound)) return false;
  const [top] = module.split('.');
  const isNear = (from: string) =>
    from !== '' && (from.startsWith('.') || from.split('.')[0] === top);
  const same = standing.imports.some(
    (one) => one.bound === bound && one.name === name && isNear(one.module),
  );
  if (same) return true;
  return refuseEdit(path, `it has something else called ${bound}`, [writeFromImport(wanted)]);
}
