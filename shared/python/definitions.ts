import { EditedModule } from './edited-module.js';
import { newlineOf, refuseEdit } from './edits.js';
import { addFromImport, type PythonImport, writeFromImport } from './imports.js';
import { factsOf, importStatementsOf } from './module-facts.js';
import { definedBy, isTaken, type Names, namesIn, noteDefined } from './names.js';
import { parseOnce } from './syntax.js';

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
  const added = parseOnce(text);
  const imports = importStatementsOf(added);
  const body = behindImports(text, imports);
  const module = EditedModule.open(path, source, () => body.split('\n'));
  const newline = newlineOf(source);
  const lines = body.replaceAll('\n', newline);
  if (source.includes(lines)) return source;

  const standing = namesIn(module);
  const names = definedBy(factsOf(added));
  const taken = names.find((name) => isTaken(standing, name));
  if (taken !== undefined) {
    return refuseEdit(path, `it defines ${taken} already, and otherwise`, body.split('\n'));
  }
  const own = request.module ?? path.replace(/\.py$/, '').replaceAll('/', '.');
  const missing = imports
    .filter((one) => one.module !== own)
    .flatMap(({ names }) => names)
    .map(({ module, name, bound }) => ({
      path,
      module,
      name,
      ...(bound === name ? {} : { alias: bound }),
    }))
    .filter((request) => !isBound(path, standing, request));
  const appended = append(module, newline.repeat(3) + lines, names);
  return missing.reduce((edited, request) => addFromImport(edited, request), appended);
}

/** Returns what a module has besides its docstring and its imports, as it is added to another one. */
export function definitionsOf(text: string): string {
  return behindImports(text, importStatementsOf(parseOnce(text)));
}

function behindImports(text: string, imports: ReturnType<typeof importStatementsOf>): string {
  return text.slice(imports.at(-1)?.to ?? 0).trim();
}

/** Adds lines with definitions to the end of a module. */
function append(module: EditedModule, lines: string, names: readonly string[]): string {
  const { text } = module;
  const end = text.trimEnd().length;
  const newline = newlineOf(text);
  if (text.slice(end) !== newline) {
    return module.rewrite(text.slice(0, end) + lines + newline);
  }
  noteDefined(module, names);
  return module.insert([{ at: end, text: lines }], ['imports', 'names']);
}

/**
 * Whether a module has the name already, from the same package.
 *
 * @throws RefusalError where the name stands for something else there, which a further import would take away.
 */
function isBound(path: string, standing: Names, wanted: PythonImport): boolean {
  const { alias, module, name } = wanted;
  const bound = alias ?? name;
  if (!isTaken(standing, bound)) return false;
  const [top] = module.split('.');
  const isNear = (from: string) =>
    from !== '' && (from.startsWith('.') || from.split('.')[0] === top);
  const same = standing.imports.some(
    (one) => one.bound === bound && one.name === name && isNear(one.module),
  );
  if (same) return true;
  return refuseEdit(path, `it has something else called ${bound}`, [writeFromImport(wanted)]);
}
