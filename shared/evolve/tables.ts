/** The tables that a migration of ours creates. */
import { nameTogether } from '../feature/together.js';
import { searchedTable } from '../plan/search-statements.js';
import { nameCheck } from '../project/constraint-names.js';
import { definedName, parseOnce, type Statement } from '../python/syntax.js';
import { type Span, spanOf, splitTokens, type Token } from '../python/tokens.js';

/** A column as a migration creates it, in source texts on one line. */
export interface Column {
  readonly name: string;
  /** `sa.String(length=120)` */
  readonly type: string;
  /** `sa.ForeignKey("categories.id")` */
  readonly reference: string | undefined;
  /** What is checked of it, as SQL: `price > 0`. */
  readonly condition: string | undefined;
  /** The further keyword arguments by name: `nullable` is `False`. */
  readonly options: ReadonlyMap<string, string>;
}

/** Columns that are unique together. */
export interface UniqueColumns {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What the database makes sure of in a table. */
export interface Check {
  readonly name: string;
  /** The condition, as Python: `"price > 0"`. */
  readonly condition: string;
}

/** What a migration creates. */
export interface Tables {
  /** The columns by their names, of each table by its name. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Column>>;
  /** The columns that are unique together, of each table by its name. */
  readonly together: ReadonlyMap<string, readonly UniqueColumns[]>;
  /** What is checked in the rows of each table by its name. */
  readonly checks: ReadonlyMap<string, readonly Check[]>;
  /** The statement that creates each table, by its name. */
  readonly creations: ReadonlyMap<string, string>;
  /** The statement that creates each further index, by its name. */
  readonly indexes: ReadonlyMap<string, string>;
  /** The statement that creates what the list of each table is searched by, by its name. */
  readonly searches: ReadonlyMap<string, string>;
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
    together: new Map(created.map(({ args }) => [nameOf(args), togetherIn(nameOf(args), args)])),
    checks: new Map(created.map(({ args }) => [nameOf(args), checksIn(text, args)])),
    creations: new Map(
      created.map(({ args, statement }) => [nameOf(args), dedented(text, statement)]),
    ),
    indexes: new Map(
      calls
        .filter(({ words }) => words === 'op.create_index')
        .map(({ args, statement }) => [nameOf(args), dedented(text, statement)]),
    ),
    searches: new Map(
      (upgrade?.block ?? []).flatMap((statement, index, all) => {
        const next = all[index + 1];
        const to = next?.tokens[0]?.text === 'else' ? next.to : statement.to;
        const creation = dedented(text, { from: statement.from, to });
        const table = searchedTable(creation);
        return table === undefined ? [] : [[table, creation] as const];
      }),
    ),
  };
}

/** Returns the calls of a function among the arguments of a call. */
function callsOf(name: string, args: readonly Token[][]): readonly (readonly Token[])[] {
  const wordsOf = (tokens: readonly Token[]) => tokens.slice(0, 3).map(({ text }) => text);
  return args.filter((tokens) => wordsOf(tokens).join('') === name);
}

function togetherIn(table: string, args: readonly Token[][]): UniqueColumns[] {
  return callsOf('sa.UniqueConstraint', args).map((tokens) => {
    const [columns, options] = [[], []] as [string[], string[]];
    for (const [first, equals, value] of argumentsOf(tokens)) {
      const [text, into] = equals?.text === '=' ? [value?.text, options] : [first?.text, columns];
      into.push((text ?? '').slice(1, -1));
    }
    // Without a name, it gets the one of the naming convention.
    return { columns, name: options[0] ?? nameTogether('unique', table, columns) };
  });
}

function checksIn(text: string, args: readonly Token[][]): Check[] {
  return callsOf('sa.CheckConstraint', args).flatMap((tokens) => {
    const [condition = [], name = []] = argumentsOf(tokens);
    // It is named by the whole name that the naming convention gives it: name=op.f("ck_products_price").
    const called = name.find((token) => /^["']/.test(token.text))?.text.slice(1, -1);
    return called === undefined ? [] : [{ name: called, condition: onOneLine(text, condition) }];
  });
}

function columnsOf(text: string, args: readonly Token[][]): Map<string, Column> {
  const table = (args[0]?.[0]?.text ?? '').slice(1, -1);
  const checks = new Map(checksIn(text, args).map(({ condition, name }) => [name, condition]));
  return new Map(
    callsOf('sa.Column', args).map((tokens) => {
      const [name = [], type = [], ...rest] = argumentsOf(tokens);
      const isOption = (each: readonly Token[]) => each[1]?.text === '=';
      const reference = rest.find((each) => !isOption(each));
      const called = (name[0]?.text ?? '').slice(1, -1);
      const column = {
        name: called,
        condition: checks.get(nameCheck(table, called))?.slice(1, -1),
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
