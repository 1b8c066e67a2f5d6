/** What stands in a project: its models and migrations, read from its Python. */
import type { ModelConvention } from './architecture.js';
import type { FileTree } from './file-tree.js';
import { type FeatureNames, nameFeature } from './naming.js';
import { assignmentsOf, classesOf, parsePython, plainString } from './python/syntax.js';

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
}

/** One of Alembic's migrations. */
export interface Migration {
  readonly revision: string;
  /** The revisions it follows: none for the first, several for a merge. */
  readonly downRevisions: readonly string[];
  readonly path: string;
}

/** The models of a project that follow the convention, sorted by their files. */
export function findModels(tree: FileTree, { folder, suffix }: ModelConvention): ProjectModel[] {
  return pythonFiles(tree, folder).flatMap(([path, source]) =>
    classesOf(parsePython(source)).flatMap(({ name: className, values }) => {
      const table = plainString(values.get('__tablename__') ?? '');
      if (table === undefined || !className.endsWith(suffix)) return [];
      const name = className.slice(0, className.length - suffix.length);
      return [{ name, names: nameFeature(snakeOf(path), table), className, table, path }];
    }),
  );
}

/** All migrations of a project. */
export function findMigrations(tree: FileTree, folder: string): Migration[] {
  return pythonFiles(tree, folder).flatMap(([path, source]) => {
    const values = assignmentsOf(parsePython(source));
    const revision = plainString(values.get('revision') ?? '');
    if (revision === undefined) return [];
    return [{ revision, downRevisions: stringsIn(values.get('down_revision') ?? ''), path }];
  });
}

/** The migrations that no other follows. */
export function headsOf(migrations: readonly Migration[]): Migration[] {
  const followed = new Set(migrations.flatMap(({ downRevisions }) => downRevisions));
  return migrations.filter(({ revision }) => !followed.has(revision));
}

function pythonFiles(tree: FileTree, folder: string): [string, string][] {
  return tree
    .list(folder)
    .filter((name) => name.endsWith('.py'))
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      const source = tree.read(path);
      return source === undefined ? [] : [[path, source] as [string, string]];
    });
}

function snakeOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.py'.length);
}

/** The texts of a string, or of a tuple of strings. */
function stringsIn(value: string): string[] {
  return [...value.matchAll(/["']([^"'\\]+)["']/g)].map((match) => match[1] as string);
}
