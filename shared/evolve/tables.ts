/** The tables that a migration of ours creates. */
import { definedName, parseOnce, type Statement } from '../python/syntax.js';
import { type Span, spanOf, splitTokens, type Token } from '../python/tokens.js';

/** A column as a migration creates it, in source texts on one line. */
export interface Column {
  readonly name: string;
  /** `sa.String(length=120)` */
  readonly type: string;
  /** `sa.ForeignKey("categories.id")` */
  readonly reference: string | undefined;
  /** The further keyword arguments by name: `nullable` is `False`. */
  readonly options: ReadonlyMap<string, string>;
}

/** What a migration creates. */
export interface Tables {
  /** The columns by their names, of each table by its name. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Column>>;
  /** The statement that creates each table, by its name. */
  readonly creations: ReadonlyMap<string, string>;
  /** The statement that creates each further index, by its name. */
  readonly indexes: ReadonlyMap<string, string>;
}

/** Reads what the `upgrade()` of a migration of ours creates. */
export function readTables(text: string): Tables {
  const upgrade = parseOnce(text).statements.find((each) => definedName(each) === 'upgrade');
  const calls = (upgrade?.block ?? []).map((statement) => ({
    statement,
    words: statement.tokens
      .slice(0, 3)
      .map((token) => token.text)
      .join(''),
    args: argumentsOf(statement.tokens),
  }));
  const nameOf = (args: readonly Token[][]) => (args[0]?.[0]?.text ?? '').slice(1, -1);
  const created = calls.filter(({ words }) => words === 'op.create_table');
  return {
    tables: new Map(created.map(({ args }) => [nameOf(args), columnsOf(text, args)])),
    creations: new Map(
      created.map(({ args, statement }) => [nameOf(args), dedented(text, statement)]),
    ),
    indexes: new Map(
      calls
        .filter(({ words }) => words === 'op.create_index')
        .map(({ args, statement }) => [nameOf(args), dedented(text, statement)]),
    ),
  };
}

function columnsOf(text: string, args: readonly Token[][]): Map<string, Column> {
  return new Map(
    args
      .filter(
        (tokens) =>
          tokens
            .slice(0, 3)
            .map((token) => token.text)
            .join('') === 'sa.Column',
      )
      .map((tokens) => {
        const [name = [], type = [], ...rest] = argumentsOf(tokens);
        const isOption = (each: readonly Token[]) => each[1]?.text === '=';
        const reference = rest.find((each) => !isOption(each));
        const column = {
          name: (name[0]?.text ?? '').slice(1, -1),
          type: onOneLine(text, type),
          reference: reference && onOneLine(text, reference),
          options: new Map(
            rest
              .filter(isOption)
              .map((each) => [each[0]?.text ?? '', onOneLine(text, each.slice(2))]),
          ),
        };
        return [column.name, column] as const;
      }),
  );
}

/** Returns the arguments of a call. */
function argumentsOf(tokens: readonly Token[]): Token[][] {
  const open = tokens.findIndex(({ text }) => text === '(');
  return open < 0 ? [] : splitTokens(tokens.slice(open + 1, -1), ',');
}

function onOneLine(text: string, tokens: readonly Token[]): string {
  const { from, to } = spanOf(tokens);
  return text
    .slice(from, to)
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/([([]) | ?,? (?=[)\]])/g, '$1');
}

function dedented(text: string, { from, to }: Span | Statement): string {
  return text.slice(from, to).replaceAll(/\n {4}/g, '\n');
}
