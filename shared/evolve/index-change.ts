/** What makes the indexes of tables others where no migration does: SQL, for people to run. */
import { columnInSql } from '../feature/reserved-words.js';
import { indexesOf, type ModelIndex } from '../project/model-indexes.js';
import { plainString } from '../python/literals.js';
import { readModuleFacts } from '../python/module-facts.js';

/**
 * Returns the statements that bring the indexes of tables that stand to what a module with models says now.
 *
 * @param before the module as it was written, with the same tables.
 */
export function indexStatements(before: string, after: string): string[] {
  const [standing, wanted] = [before, after].map(indexesIn) as [Tables, Tables];
  return [...wanted].flatMap(([table, indexes]) => {
    const old = standing.get(table);
    if (old === undefined) return [];
    const changed = (some: readonly ModelIndex[], others: readonly ModelIndex[]) =>
      some.filter(
        (one) => !others.some((each) => creationOf(each, table) === creationOf(one, table)),
      );
    return [
      ...changed(old, indexes).map(({ name }) => `DROP INDEX ${columnInSql(name)};`),
      ...changed(indexes, old).map((one) => creationOf(one, table)),
    ];
  });
}

/** The indexes of tables, by the names of these. */
type Tables = ReadonlyMap<string, readonly ModelIndex[]>;

function indexesIn(module: string): Tables {
  return new Map(
    readModuleFacts(module).classes.flatMap((model) => {
      const table = plainString(model.fields.get('__tablename__')?.value ?? '');
      return table === undefined ? [] : [[table, indexesOf(model, table)] as const];
    }),
  );
}

function creationOf({ columns, isUnique, name }: ModelIndex, table: string): string {
  const [index, on, ...over] = [name, table, ...columns].map(columnInSql);
  return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${index} ON ${on} (${over.join(', ')});`;
}
