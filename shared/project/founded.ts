/** What stands in a project: its models and migrations, read from its Python. */
import { posix } from 'node:path';
import { RefusalError } from '../errors.js';
import type { IdKind } from '../feature/field/dialect.js';
import { type FeatureNames, nameFeature, snakeOf } from '../feature/naming.js';
import { assignmentsOf, classesOf, parsePython, plainString } from '../python/syntax.js';
import type { ModelConvention } from './conventions.js';
import type { Workspace } from './workspace.js';

/** A model that features can refer to. */
export interface ProjectModel {
  /** The feature's name: `OrderItem`. */
  readonly name: string;
  readonly names: FeatureNames;
  /** `OrderItemModel` */
  readonly className: string;
  readonly table: string;
  /** Where it is defined. */
  readonly path: string;
  /** What its rows are identified by. */
  readonly id: { readonly name: string; readonly kind: IdKind };
}

/** One of Alembic's migrations. */
export interface Migration {
  readonly revision: string;
  /** The revisions it follows: none for the first, several for a merge. */
  readonly downRevisions: readonly string[];
  readonly path: string;
}

/** The models of a project that follow the convention, sorted by their files. */
export function findModels(
  workspace: Workspace,
  { ids = 'integer', module, suffix }: ModelConvention,
): ProjectModel[] {
  return inPythonFiles(workspace, patternOf(module), `models ${suffix}`, (path, source) =>
    classesOf(parsePython(source)).flatMap(({ name: className, values }) => {
      const table = plainString(values.get('__tablename__') ?? '');
      if (table === undefined || !className.endsWith(suffix)) return [];
      const name = className.slice(0, className.length - suffix.length);
      const names = nameFeature(snakeOf(name), table);
      return [{ name, names, className, table, path, id: { name: 'id', kind: ids } }];
    }),
  );
}

/** A table that a project's models define, by a class or as the association of two. */
export interface ProjectTable {
  readonly table: string;
  /** The class or the variable that defines it. */
  readonly name: string;
  readonly path: string;
}

/** The tables of a project's models, those of associations among them. */
export function findTables(workspace: Workspace, { module }: ModelConvention): ProjectTable[] {
  return inPythonFiles(workspace, patternOf(module), 'tables', (path, source) => {
    const parsed = parsePython(source);
    const classes = classesOf(parsed).map(
      ({ name, values }) => [name, values.get('__tablename__') ?? ''] as const,
    );
    const associations = [...assignmentsOf(parsed)].map(
      ([name, value]) =>
        [name, /^(?:sa\.)?Table\(\s*(["'][^"']+["'])/.exec(value)?.[1] ?? ''] as const,
    );
    return [...classes, ...associations].flatMap(([name, literal]) => {
      const table = plainString(literal);
      return table === undefined ? [] : [{ table, name, path }];
    });
  });
}

/**
 * The module of models that defines a name. Where each model has a module, those of their package are looked
 * through, as the package itself may not be imported from while it imports them.
 */
export function moduleOf(workspace: Workspace, { module }: ModelConvention, name: string): string {
  const path = workspace.match(patternOf(module)).find((candidate) => {
    const parsed = parsePython(workspace.read(candidate) ?? '');
    return assignmentsOf(parsed).has(name) || classesOf(parsed).some((one) => one.name === name);
  });
  return (path ?? posix.dirname(module)).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** All migrations of a project. */
export function findMigrations(workspace: Workspace, folder: string): Migration[] {
  return inPythonFiles(workspace, `${folder}/*.py`, 'migrations', (path, source) => {
    const values = assignmentsOf(parsePython(source));
    const revision = plainString(values.get('revision') ?? '');
    if (revision === undefined) return [];
    return [{ revision, downRevisions: stringsIn(values.get('down_revision') ?? ''), path }];
  });
}

/** The migrations that no other follows. */
function headsOf(migrations: readonly Migration[]): Migration[] {
  const followed = new Set(migrations.flatMap(({ downRevisions }) => downRevisions));
  return migrations.filter(({ revision }) => !followed.has(revision));
}

/**
 * The migration that the next one follows; undefined where there is none yet.
 *
 * @throws RefusalError where the history has ended in several heads.
 */
export function onlyHead(migrations: readonly Migration[]): Migration | undefined {
  const heads = headsOf(migrations);
  if (heads.length <= 1) return heads[0];
  const list = heads.map(({ revision, path }) => `  ${revision} (${path})`).join('\n');
  throw new RefusalError(
    `the migrations have ${heads.length} heads, so it is not clear where a new one belongs:\n${list}\n` +
      'Merge them with `alembic merge heads`, or leave the migration out with --no-migration.',
  );
}

/** What `find` finds in the Python files whose paths match a pattern, in the order of their paths. */
function inPythonFiles<T>(
  workspace: Workspace,
  pattern: string,
  what: string,
  find: (path: string, source: string) => readonly T[],
): T[] {
  return workspace
    .match(pattern)
    .flatMap((path) => workspace.reading(what, path, (source) => find(path, source)));
}

/** The modules of all features, from that of one. */
function patternOf(module: string): string {
  return module.replace(/\[features?\]/, '*');
}

/** The texts of a string, or of a tuple of strings. */
function stringsIn(value: string): string[] {
  return [...value.matchAll(/["']([^"'\\]+)["']/g)].map((match) => match[1] as string);
}
