/** The statements of migrations that keep what lists are searched by: an index of PostgreSQL, or a table of SQLite. */
import { columnInSql } from '../feature/reserved-words.js';
import { nameSearch } from '../feature/search.js';

/** How many characters of a row are indexed: of more, PostgreSQL may make what is longer than it stores. */
const INDEXED_CHARACTERS = 200_000;

const IN_POSTGRESQL = 'if op.get_context().dialect.name == "postgresql":';

/** What triggers keep the table of SQLite up to date at. */
const EVENTS = ['insert', 'update', 'delete'] as const;

/**
 * Returns the statement that creates what a list is searched by, in lines; rows that are there are found, too.
 *
 * @param table the table.
 * @param columns those with the words.
 * @param keyColumn the one that identifies the rows.
 */
export function searchCreation(
  table: string,
  columns: readonly string[],
  keyColumn: string,
): readonly string[] {
  const key = columnInSql(keyColumn);
  const [index, rows] = [nameSearch(table), table].map(columnInSql);
  const words = (row: string) =>
    columns.map(
      (column, at) => `${at > 0 ? "|| ' ' || " : ''}coalesce(${row}${columnInSql(column)}, '')`,
    );
  const insertion = [`INSERT INTO ${index} (id, words)`];
  const addition = [...insertion, 'VALUES (', `    new.${key},`, ...indented(words('new.')), ');'];
  const deletion = [
    `DELETE FROM ${index}`,
    `WHERE id MATCH '"' || old.${key} || '"' AND id = old.${key};`,
  ];
  const trigger = (event: (typeof EVENTS)[number], on: string, statements: readonly string[]) =>
    executed([
      `CREATE TRIGGER IF NOT EXISTS ${columnInSql(triggerAt(event, table))}`,
      `AFTER ${on} ON ${rows} BEGIN`,
      ...indented(statements),
      'END',
    ]);
  return [
    IN_POSTGRESQL,
    ...executed([
      `CREATE INDEX ${index} ON ${rows} USING gin (`,
      "    to_tsvector('simple', left(regexp_replace(",
      ...indented(indented(words(''))),
      `    , '\\W+', ' ', 'g'), ${INDEXED_CHARACTERS}))`,
      ')',
    ]),
    'else:',
    ...executed([
      `CREATE VIRTUAL TABLE ${index}`,
      "USING fts5(id, words, tokenize = 'unicode61 remove_diacritics 0')",
    ]),
    ...executed([...insertion, `SELECT ${key},`, ...indented(words('')), `FROM ${rows}`]),
    ...trigger('insert', 'INSERT', addition),
    ...trigger('update', [`UPDATE OF ${key}`, ...columns.map(columnInSql)].join(',\n'), [
      ...deletion,
      ...addition,
    ]),
    ...trigger('delete', 'DELETE', deletion),
  ];
}

/** Returns the statement that drops what a table was searched by, in lines. */
export function searchDropping(table: string): readonly string[] {
  const index = nameSearch(table);
  return [
    IN_POSTGRESQL,
    `    op.drop_index("${index}", table_name="${table}")`,
    'else:',
    ...EVENTS.map(
      (event) => `    op.execute('DROP TRIGGER IF EXISTS "${triggerAt(event, table)}"')`,
    ),
    `    op.drop_table("${index}")`,
  ];
}

/** Returns the statement that drops the table of SQLite, where triggers go with the table that they are about. */
export function searchLeaving(table: string): string {
  return `op.execute('DROP TABLE IF EXISTS "${nameSearch(table)}"')`;
}

/** Returns the table whose search a statement creates, in lines; undefined for any other. */
export function searchedTable(statement: string): string | undefined {
  const [, quoted, plain] =
    /^\s*CREATE INDEX \S+(?: \S+)* ON (?:"([^"]+)"|(\S+)) USING gin/m.exec(statement) ?? [];
  return statement.startsWith('if op.get_context()') ? (quoted ?? plain) : undefined;
}

/**
 * Returns the statement that creates the triggers again where SQLite has copied their table, in lines.
 *
 * @param creation what created them.
 */
export function searchTriggers(creation: string): readonly string[] {
  const executions = creation.match(/^ {4}op\.execute\([\s\S]*?^ {4}\)$/gm) ?? [];
  return [
    'if op.get_context().dialect.name == "sqlite":',
    ...executions
      .filter((each) => each.includes('CREATE TRIGGER'))
      .join('\n')
      .split('\n'),
  ];
}

function triggerAt(event: (typeof EVENTS)[number], table: string): string {
  return `${nameSearch(table)}_${event}`;
}

/** Returns the call that executes a statement of SQL. */
function executed(sql: readonly string[]): string[] {
  const text = sql.join('\n').split('\n');
  const raw = text.some((line) => line.includes('\\')) ? 'r' : '';
  return indented(['op.execute(', `    ${raw}"""`, ...indented(text), '    """', ')']);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}
