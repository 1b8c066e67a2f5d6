/** What exists in a project of ours: its models and migrations, read from its Python. */
import { posix } from 'node:path';
import { RefusalError } from '../errors.js';
import type { IdKind } from '../feature/field/dialect.js';
import { type FeatureNames, nameFeature, snakeOf } from '../feature/naming.js';
import { plainString } from '../python/literals.js';
import { definesName, type ModuleFacts, readModuleFacts } from '../python/module-facts.js';
import type { ModelConvention } from './conventions.js';
import type { Workspace } from './workspace.js';

/** A model that features can refer to. */
export interface ProjectModel {
  /** The name of its feature: `OrderItem`. */
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

/** An Alembic migration. */
export interface Migration {
  readonly revision: string;
  /** The revisions it follows: none for the first, several for a merge. */
  readonly downRevisions: readonly string[];
  readonly path: string;
}

/** Returns the models of a project that follow the convention, sorted by their files. */
export function findModels(
  workspace: Workspace,
  { ids = 'integer', module, suffix }: ModelConvention,
): ProjectModel[] {
  return inPythonFiles(workspace, patternOf(module), `models ${suffix}`, (path, { classes }) =>
    classes.flatMap(({ name: className, fields }) => {
      const table = plainString(fields.get('__tablename__')?.value ?? '');
      if (table === undefined || !className.endsWith(suffix)) return [];
      const name = className.slice(0, className.length - suffix.length);
      const names = nameFeature(snakeOf(name), table);
      return [{ name, names, className, table, path, id: { name: 'id', kind: ids } }];
    }),
  );
}

/** A table that the models of a project define, by a class or as an association. */
export interface ProjectTable {
  readonly table: string;
  /** The class or the variable that defines it. */
  readonly name: string;
  readonly path: string;
}

/** Returns the tables of a project's models, including associations. */
export function findTables(workspace: Workspace, { module }: ModelConvention): ProjectTable[] {
  return inPythonFiles(workspace, patternOf(module), 'tables', (path, { classes, variables }) => {
    const models = classes.map(
      ({ name, fields }) => [name, fields.get('__tablename__')?.value ?? ''] as const,
    );
    const associations = [...variables].map(
      ([name, { value }]) =>
        [name, /^(?:sa\.)?Table\(\s*(["'][^"']+["'])/.exec(value)?.[1] ?? ''] as const,
    );
    return [...models, ...associations].flatMap(([name, literal]) => {
      const table = plainString(literal);
      return table === undefined ? [] : [{ table, name, path }];
    });
  });
}

/**
 * Returns the module that defines a name. If each model has its own module, all modules of the
 * package are searched, because the package itself cannot be imported from while it imports them.
 */
export function moduleOf(workspace: Workspace, { module }: ModelConvention, name: string): string {
  const path = workspace
    .match(patternOf(module))
    .find((candidate) => definesName(workspace.facts(candidate), name));
  return (path ?? posix.dirname(module)).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** Returns all migrations of a project. */
export function findMigrations(workspace: Workspace, folder: string): Migration[] {
  return inPythonFiles(workspace, `${folder}/*.py`, 'migrations', (path, { variables }) => {
    const revision = plainString(variables.get('revision')?.value ?? '');
    if (revision === undefined) return [];
    const downRevisions = stringsIn(variables.get('down_revision')?.value ?? '');
    return [{ revision, downRevisions, path }];
  });
}

/** Returns the migrations that no other one follows. */
function headsOf(migrations: readonly Migration[]): Migration[] {
  const followed = new Set(migrations.flatMap(({ downRevisions }) => downRevisions));
  return migrations.filter(({ revision }) => !followed.has(revision));
}

/**
 * Returns the migration that the next one follows; undefined if there is none yet.
 *
 * @throws RefusalError if the history has several heads.
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

/**
 * Returns what `find` finds in the Python files whose paths match a pattern, in the order of their
 * paths.
 */
function inPythonFiles<T>(
  workspace: Workspace,
  pattern: string,
  what: string,
  find: (path: string, facts: ModuleFacts) => readonly T[],
): T[] {
  return workspace
    .match(pattern)
    .flatMap((path) => workspace.reading(what, path, (text) => find(path, readModuleFacts(text))));
}

/** Turns the module of one feature into a pattern for all. */
function patternOf(module: string): string {
  return module.replace(/\[features?\]/, '*');
}

/** Returns the contents of a string, or of a tuple of strings. */
function stringsIn(value: string): string[] {
  return [...value.matchAll(/["']([^"'\\]+)["']/g)].map((match) => match[1] as string);
}
