/** The types of keys as the migrations of a backend have written them: what refers to them has the same. */
import type { MigrationsFact } from '../../project/foreign/alembic.js';
import type { Modules } from '../../project/foreign/modules.js';
import { callAt, readArguments } from './written-calls.js';

/** A type in a migration. */
export interface WrittenType {
  /** As it is written: `fastapi_users_db_sqlalchemy.generics.GUID()`. */
  readonly text: string;
  /** The import that it needs, besides `import sqlalchemy as sa`; undefined if none. */
  readonly import: string | undefined;
}

/**
 * Returns the type of a key, as the last migration that creates its table has it.
 *
 * @param table the table, and its schema where it has one: `auth.users`.
 * @param key the column.
 * @returns undefined if no migration creates it, or says there what it is in a way that another could not repeat.
 */
export function writtenKeyType(
  modules: Modules,
  { folder }: MigrationsFact,
  table: string,
  key: string,
): WrittenType | undefined {
  const name = table.split('.').at(-1) ?? table;
  const start = new RegExp(`create_table\\(\\s*["']${name}["'],`);
  const paths = modules.paths.filter((path) => path.startsWith(`${folder}/`)).toReversed();
  for (const path of paths) {
    const source = modules.source(path);
    const found = start.exec(source);
    const creation = found === null ? undefined : callAt(source, found.index);
    const column = creation?.search(new RegExp(`\\bColumn\\(\\s*["']${key}["'],`)) ?? -1;
    if (creation === undefined || column < 0) continue;
    const text = readArguments(callAt(creation, column) ?? '').positional[1];
    return text === undefined ? undefined : importable(modules, path, text);
  }
  return undefined;
}

function importable(modules: Modules, path: string, text: string): WrittenType | undefined {
  const first = /^\w+/.exec(text)?.[0];
  if (first === 'sa') return { text, import: undefined };
  const named = modules
    .facts(path)
    .imports.find(({ bound, module, name }) =>
      module === '' ? text.startsWith(`${name}.`) : bound === first && bound === name,
    );
  if (named === undefined) return undefined;
  const { module, name } = named;
  return { text, import: module === '' ? `import ${name}` : `from ${module} import ${name}` };
}
