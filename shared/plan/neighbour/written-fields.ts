/** How somebody has written the fields of a class, in pieces: `title: Optional[str] = Field(None, max_length=80)`. */
import { type ParsedModule, parsePython, type Statement, textOf } from '../../python/syntax.js';
import { depthsOf, spanOf, splitTokens, tokenize } from '../../python/tokens.js';

/** A line that declares a field, as source texts. */
export interface WrittenField {
  readonly name: string;
  /** Empty where it has none: `title = Column(String)`. */
  readonly annotation: string;
  readonly value: string;
}

/** A call with its arguments, as source texts. */
export interface WrittenCall {
  /** What is called, with what it is of: `sa.Column`. */
  readonly callee: string;
  readonly positional: readonly string[];
  readonly keywords: ReadonlyMap<string, string>;
  readonly args: readonly string[];
}

/** Returns the fields that statements of a class declare. */
export function writtenFields(
  module: Pick<ParsedModule, 'text'>,
  statements: readonly Statement[],
): WrittenField[] {
  return statements.flatMap(({ block, keyword, tokens }) => {
    const [name, next] = tokens;
    if (block !== undefined || keyword !== '' || name === undefined) return [];
    if (next?.text !== ':' && next?.text !== '=') return [];
    const depths = depthsOf(tokens);
    const equals = tokens.findIndex(({ text }, at) => text === '=' && depths[at] === 0);
    const typed = next.text === ':' ? tokens.slice(2, equals < 0 ? undefined : equals) : [];
    const given = equals < 0 ? [] : tokens.slice(equals + 1);
    return [
      {
        name: name.text,
        annotation: textOf(module, spanOf(typed)),
        value: textOf(module, spanOf(given)),
      },
    ];
  });
}

/** Returns the field that a line declares. */
export function writtenField(line: string): WrittenField {
  const module = parsePython(line);
  return writtenFields(module, module.statements)[0] ?? { name: line, annotation: '', value: '' };
}

/** Returns the line of a field. */
export function fieldLine({ annotation, name, value }: WrittenField): string {
  return `${name}${annotation && `: ${annotation}`}${value && ` = ${value}`}`;
}

/** Returns what is between the commas of a list of arguments, or of types. */
export function splitArguments(text: string): string[] {
  const tokens = tokenize(`(${text})`).lines[0]?.tokens.slice(1, -1) ?? [];
  return splitTokens(tokens, ',').map((each) => {
    const { from, to } = spanOf(each);
    return `(${text})`.slice(from, to);
  });
}

/** Returns the call that a value is; undefined if it is none. */
export function writtenCall(value: string): WrittenCall | undefined {
  const [, callee, inside] = /^([\w.]+)\(([\s\S]*)\)$/.exec(value) ?? [];
  if (callee === undefined || inside === undefined) return undefined;
  const args = splitArguments(inside);
  const pairs = args.map((each) => /^(\w+)\s*=(?!=)\s*([\s\S]*)$/.exec(each));
  return {
    callee,
    args,
    positional: args.filter((_, at) => pairs[at] === null),
    keywords: new Map(
      pairs.flatMap((each) => (each === null ? [] : [[each[1], each[2]]])) as [string, string][],
    ),
  };
}

/** Returns the name of an argument; undefined if it has its place instead. */
export function keywordOf(argument: string): string | undefined {
  return /^(\w+)\s*=(?!=)/.exec(argument)?.[1];
}
