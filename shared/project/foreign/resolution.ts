/**
 * Resolves what a change writes before it is written: everything that its modules import, inherit and name while they
 * are imported has to be there.
 */
import type { Problem } from '../../errors.js';
import { hasHiddenNames } from '../../python/import-steps.js';
import type { ClassFact } from '../../python/module-facts.js';
import { parsePython, type Statement } from '../../python/syntax.js';
import type { PlannedFile, Workspace } from '../workspace.js';
import { type FailedImport, ImportRun } from './import-run.js';
import { isTest } from './models.js';
import { type Definition, Modules } from './modules.js';
import { findApplications } from './routers.js';

/**
 * Returns what would not work after a change and works, or is not there, before it.
 *
 * @param workspace the project, whether it knows of the change or not.
 * @param files what happens to each file.
 */
export function unresolvedAfter(workspace: Workspace, files: readonly PlannedFile[]): Problem[] {
  const changed = files.filter(({ action, path }) => action !== 'unchanged' && isPython(path));
  const touched = changed.flatMap(({ action, path }) => (action === 'delete' ? [] : [path]));
  if (touched.length === 0) return [];
  const after = new Modules(
    workspace,
    new Map(changed.map((file) => [file.path, file.action === 'delete' ? undefined : file.after])),
  );
  const found = [...failuresOf(after, touched), ...faultsOf(after, touched)];
  if (found.length === 0) return [];
  const before = new Modules(workspace, new Map(changed.map((file) => [file.path, file.before])));
  const stood = touched.filter((path) => before.has(path));
  const known = new Set([...failuresOf(before, stood), ...faultsOf(before, stood)].map(keyOf));
  const changes = new Set(changed.map(({ path }) => path));
  const isNew = ({ about, key }: Fault) =>
    !known.has(key) && about.some((path) => changes.has(path));
  return found.filter(isNew).map(({ about, message }) => ({ message, place: about[0] }));
}

/** Something that fails while modules are imported. */
interface Fault {
  /** What tells it from others. */
  readonly key: string;
  /** The files that have part in it, first the one in which it fails. */
  readonly about: readonly string[];
  readonly message: string;
}

function keyOf({ key }: Fault): string {
  return key;
}

function isPython(path: string): boolean {
  return path.endsWith('.py');
}

/**
 * Imports what is started: the applications, the environments of Alembic, and tests after what they all share. Files that
 * nothing of it has imported are then imported by themselves.
 */
function failuresOf(modules: Modules, touched: readonly string[]): Fault[] {
  const environments = modules.paths.filter((path) => /(^|\/)env\.py$/.test(path));
  const tests = touched.filter((path) => isTest(path, modules));
  const shared = modules.paths.filter((path) => /(^|\/)conftest\.py$/.test(path));
  const starts = [
    ...findApplications(modules).map(({ path }) => [path]),
    ...environments.map((path) => [path]),
    ...tests.map((path) => [...shared.filter((each) => isAbove(each, path)), path]),
  ];
  const found = new Map<string, Fault>();
  const seen = new Set<string>();
  const start = (paths: readonly string[]) => {
    const run = new ImportRun(modules);
    for (const path of paths) {
      const failed = run.load(path);
      if (failed === undefined) continue;
      const fault = describe(modules, failed);
      if (!found.has(fault.key)) found.set(fault.key, fault);
      break;
    }
    for (const path of run.finished) seen.add(path);
  };
  for (const paths of starts) start(paths);
  const isTold = (path: string) => [...found.values()].some(({ about }) => about.includes(path));
  for (const path of touched) if (!seen.has(path) && !isTold(path)) start([path]);
  return [...found.values()];
}

/** Whether a `conftest.py` is for the tests in a file. */
function isAbove(conftest: string, path: string): boolean {
  return path.startsWith(conftest.slice(0, -'conftest.py'.length));
}

function describe(modules: Modules, { chain, imported, lacks, path, target }: FailedImport): Fault {
  const { module, name } = imported;
  const written = module === '' ? name : module;
  const key = `${path} ${lacks} ${written} ${name}`;
  if (lacks === 'module') {
    return {
      key,
      about: [path],
      message: `${path} would import ${written}, and there is no such module. Add it, or correct what names it, and run the same command again.`,
    };
  }
  const where = target ?? written;
  if (lacks === 'name') {
    return {
      key,
      about: [path, where],
      message: `${path} would import ${name} from ${written}, but ${where} has no ${name}. Define it there, or import it there from where it is defined, and run the same command again.`,
    };
  }
  const circle = [...chain.slice(chain.indexOf(where)), where];
  return {
    key,
    about: [path, ...circle],
    message:
      `${path} would import ${name} from ${modules.nameOf(where)}, while that is still being imported: ${circle.join(' -> ')}. ` +
      `Move ${name} into a module that imports none of these, and run the same command again.`,
  };
}

/** What cannot be evaluated in the bodies of touched modules. */
function faultsOf(modules: Modules, touched: readonly string[]): Fault[] {
  return touched.flatMap((path) => {
    const { statements } = parsePython(modules.source(path));
    return [
      ...modules.facts(path).classes.flatMap((fact) => faultsOfClass(modules, path, fact)),
      ...faultsAmong(modules, path, statements),
      ...repeatedTables(modules, path),
    ];
  });
}

/** Tables that a module defines and another one, too, which has the same metadata: SQLAlchemy defines a table once. */
function repeatedTables(modules: Modules, path: string): Fault[] {
  const root = modules.importRootOf(path);
  if (isTest(path, modules)) return [];
  return tablesIn(modules, path).flatMap(({ name, table }) => {
    const others = modules
      .mentioning(new RegExp(`["']${table}["']`))
      .filter((each) => each !== path && !isTest(each, modules))
      .filter((each) => modules.importRootOf(each) === root)
      .flatMap((each) => tablesIn(modules, each).map((one) => ({ ...one, path: each })))
      .filter((one) => one.table === table && one.bases === basesOf(modules, path, name));
    const [other] = others;
    if (other === undefined) return [];
    return [
      {
        key: `${path} table ${table}`,
        about: [path, other.path],
        message: `${path} would define the table ${table} in ${name}, which ${other.path} defines already, in ${other.name}. Name another feature that stands with --like, or none, and run the same command again.`,
      },
    ];
  });
}

function tablesIn(modules: Modules, path: string) {
  return modules.facts(path).classes.flatMap(({ bases, fields, name }) => {
    const table = /^["'](\w+)["']$/.exec(fields.get('__tablename__')?.value ?? '')?.[1];
    return table === undefined ? [] : [{ bases: bases.join(), name, table }];
  });
}

function basesOf(modules: Modules, path: string, wanted: string): string | undefined {
  return modules
    .facts(path)
    .classes.find(({ name }) => name === wanted)
    ?.bases.join();
}

function faultsOfClass(modules: Modules, path: string, fact: ClassFact): Fault[] {
  const { bases, name } = fact;
  const line = linearised(modules, { path, name });
  if (line === undefined) {
    return [
      {
        key: `${path} order ${name}`,
        about: [path],
        message: `${path} would define class ${name}(${bases.join(', ')}), whose base classes have no order that Python accepts: one that others derive from comes before them. Give the neighbours of ${name} their bases in another order, or one base fewer, and run the same command again.`,
      },
    ];
  }
  if (!isTable(fact) || line.some((each) => each.fact === undefined)) return [];
  const hasKey = line.some(
    (each) =>
      each.fact !== undefined &&
      (each.fact.fields.has('id') ||
        each.fact.methods.has('id') ||
        [...each.fact.fields.values()].some(({ value }) => /primary_key\s*=\s*True/.test(value)) ||
        [...each.fact.methods.values()].some(({ body }) => body.includes('primary_key')) ||
        /PrimaryKeyConstraint/.test(each.fact.fields.get('__table_args__')?.value ?? '') ||
        [...each.fact.fields.values()].some(({ annotation }) => mayHaveKey(annotation))),
  );
  if (hasKey) return [];
  return [
    {
      key: `${path} key ${name}`,
      about: [path],
      message: `${path} would define the model ${name} without a primary key: none of ${bases.join(', ')} has one. Give a base class of the models an id, and run the same command again.`,
    },
  ];
}

/** Whether a type may bring its column along: `Mapped[intpk]`. */
function mayHaveKey(annotation: string): boolean {
  const inner = /Mapped\[\s*([\w.]+)\s*\]/.exec(annotation)?.[1];
  return (
    inner !== undefined &&
    !/^(int|str|bool|float|bytes|UUID|uuid\.UUID|datetime|date|time|Decimal)$/.test(inner)
  );
}

function isTable({ fields, keywords }: ClassFact): boolean {
  if (fields.get('__abstract__')?.value === 'True') return false;
  return keywords.get('table') === 'True' || fields.has('__tablename__');
}

/** A class among those that another derives from; one that is not the project's own has no fact. */
interface Ancestor {
  readonly key: string;
  readonly fact: ClassFact | undefined;
}

const ROOTS = new Set([
  'DeclarativeBase',
  'MappedAsDataclass',
  'AsyncAttrs',
  'SQLModel',
  'object',
  'Generic',
  'ABC',
]);

/** Returns a class and its ancestors in the order in which Python looks into them; undefined if there is no such order. */
function linearised(
  modules: Modules,
  { path, name }: Definition,
  depth = 0,
): Ancestor[] | undefined {
  const fact = modules.facts(path).classes.find((each) => each.name === name);
  const own = { key: `${path}:${name}`, fact };
  if (fact === undefined || depth > 12) return [{ ...own, fact: undefined }];
  const lines: Ancestor[][] = [];
  const direct: Ancestor[] = [];
  for (const base of fact.bases) {
    const text = base.replace(/\[[\s\S]*$/, '');
    const definition = modules.resolve(path, text);
    const line =
      definition === undefined
        ? [{ key: text.split('.').at(-1) ?? text, fact: factOfRoot(text) }]
        : linearised(modules, definition, depth + 1);
    if (line === undefined) return undefined;
    lines.push(line);
    direct.push(line[0] as Ancestor);
  }
  const merged = merge([...lines, direct]);
  return merged && [own, ...merged];
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** What is known of a class of a package: of those that models usually have, that they have no columns. */
function factOfRoot(text: string): ClassFact | undefined {
  const name = text.split('.').at(-1) ?? text;
  if (!ROOTS.has(name)) return undefined;
  return { name, bases: [], decorators: [], fields: NONE, keywords: NONE, methods: NONE };
}

/** Merges orders into one that keeps each of them; undefined if there is none. */
function merge(lines: readonly (readonly Ancestor[])[]): Ancestor[] | undefined {
  const rest = lines.map((line) => [...line]);
  const merged: Ancestor[] = [];
  for (;;) {
    const open = rest.filter((line) => line.length > 0);
    if (open.length === 0) return merged;
    const next = open
      .map(([first]) => first as Ancestor)
      .find(({ key }) => open.every((line) => !line.slice(1).some((each) => each.key === key)));
    if (next === undefined) return undefined;
    merged.push(next);
    for (const line of rest) if (line[0]?.key === next.key) line.shift();
  }
}

/** Finds `name.attribute` where the name is a module or a class of the project that has none such. */
function faultsAmong(modules: Modules, path: string, statements: readonly Statement[]): Fault[] {
  return statements.flatMap(({ block, decorators, keyword, tokens }) => {
    // The bodies of functions run later; conditions may not hold.
    const inside = keyword === 'class' ? faultsAmong(modules, path, block ?? []) : [];
    if (keyword !== '' && keyword !== 'class') return inside;
    const texts = [...decorators, tokens].flat().map(({ text }) => text);
    const end = texts.indexOf('lambda');
    const evaluated = end < 0 ? texts : texts.slice(0, end);
    const found = evaluated.flatMap((name, index) => {
      const attribute = evaluated[index + 2];
      if (evaluated[index + 1] !== '.' || evaluated[index - 1] === '.' || attribute === undefined)
        return [];
      const owner = ownerLacking(modules, path, name, attribute);
      if (owner === undefined) return [];
      return [
        {
          key: `${path} attribute ${name}.${attribute}`,
          about: [path, owner],
          message: `${path} would use ${name}.${attribute}, but ${name} in ${owner} has no ${attribute}. Define it there, or say with --backend what to use instead, and run the same command again.`,
        },
      ];
    });
    return [...inside, ...found];
  });
}

/** Returns the file of what a name means, if that certainly has no such attribute. */
function ownerLacking(
  modules: Modules,
  path: string,
  name: string,
  attribute: string,
): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name) || attribute.startsWith('__')) return undefined;
  const definition = modules.resolve(path, name);
  if (definition === undefined) return moduleLacking(modules, path, name, attribute);
  const fact = modules.facts(definition.path).classes.find((each) => each.name === definition.name);
  if (fact === undefined || fact.decorators.length > 0) return undefined;
  const line = linearised(modules, definition);
  const isKnown = line?.every(
    (each) => each.fact !== undefined && !ROOTS.has(each.key) && each.fact.keywords.size === 0,
  );
  if (line === undefined || !isKnown) return undefined;
  const has = line.some(
    (each) => each.fact?.fields.has(attribute) || each.fact?.methods.has(attribute),
  );
  return has ? undefined : definition.path;
}

function moduleLacking(
  modules: Modules,
  path: string,
  name: string,
  attribute: string,
): string | undefined {
  const imported = modules.facts(path).imports.find(({ bound }) => bound === name);
  if (imported === undefined || imported.module === '' || imported.name === '*') return undefined;
  const { module } = imported;
  const written = `${module}${module.endsWith('.') ? '' : '.'}${imported.name}`;
  const file = modules.find(path, written);
  const isHidden = (each: string) => hasHiddenNames(modules.source(each));
  if (file === undefined || file.endsWith('__init__.py') || isHidden(file)) return undefined;
  const { steps } = modules.facts(file);
  const has = steps.some((step) =>
    'binds' in step ? step.binds === attribute : step.imports.name === '*',
  );
  return has ? undefined : file;
}
