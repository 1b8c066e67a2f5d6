/** How a type is written that has no value, too: `Optional[str]`, `Union[str, None]`, `str | None`. */
import { depthsOf, spanOf, tokenize } from '../../python/tokens.js';
import { splitArguments } from './written-fields.js';

/** Writes a type so that it has no value, too. */
export type Nullable = (type: string) => string;

/** As new Python has it. */
export const plainNullable: Nullable = (type) => `${type} | None`;

/** Returns the way in which an annotation says that there may be no value; undefined if it does not say so. */
export function nullableIn(annotation: string): Nullable | undefined {
  const [, of, inside = ''] =
    /^((?:\w+\.)*(?:Mapped|Annotated))\[([\s\S]*)\]$/.exec(annotation.trim()) ?? [];
  if (of !== undefined) return nullableIn(splitArguments(inside)[0] ?? '');
  const [, optional] = /^((?:\w+\.)*Optional)\[[\s\S]*\]$/.exec(annotation.trim()) ?? [];
  if (optional !== undefined) return (type) => `${optional}[${type}]`;
  const [, union, members = ''] = /^((?:\w+\.)*Union)\[([\s\S]*)\]$/.exec(annotation.trim()) ?? [];
  if (union !== undefined) {
    const none = splitArguments(members).find(isNone);
    return none === undefined ? undefined : (type) => `${union}[${type}, ${none}]`;
  }
  const all = alternatives(annotation.trim());
  const none = all.find(isNone);
  if (none === undefined || all.length < 2) return undefined;
  return all[0] === none ? (type) => `${none} | ${type}` : (type) => `${type} | ${none}`;
}

/** Whether an annotation says that there may be no value, and that nobody is told of it: `str | SkipJsonSchema[None]`. */
export function isUntold(annotation: string): boolean {
  return /\w\[None\]/.test(annotation);
}

/** Returns the way of the first of several annotations that says so to everybody. */
export function firstNullable(annotations: readonly string[]): Nullable | undefined {
  for (const each of annotations) {
    const found = isUntold(each) ? undefined : nullableIn(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Takes from a type that there may be no value, if it ends like that: `str` of `str | None`. */
export function withoutNone(type: string): string {
  return type.replace(/ \| None$/, '');
}

/** Returns the type of a value in an annotation, without its rules: `str` of `Annotated[str, Field(max_length=9)] | None`. */
export function plainType(annotation: string): string {
  const text = annotation.trim();
  const [, of = '', inside = ''] =
    /^(?:\w+\.)*(Mapped|Annotated|Optional|Union)\[([\s\S]*)\]$/.exec(text) ?? [];
  if (of !== '') return plainType(splitArguments(inside)[0] ?? '');
  const all = alternatives(text);
  const [value = text] = all.filter((each) => !isNone(each));
  return all.length > 1 ? plainType(value) : text;
}

function isNone(member: string): boolean {
  return /^(None|\w+\[None\])$/.test(member);
}

/** Returns what is between the bars of an annotation, which may be in parentheses and strings inside. */
function alternatives(annotation: string): string[] {
  const inside = /^\(([\s\S]*)\)$/.exec(annotation)?.[1] ?? annotation;
  const text = `(${inside})`;
  const tokens = tokenize(text).lines[0]?.tokens.slice(1, -1) ?? [];
  const depths = depthsOf(tokens);
  const ends = tokens.flatMap(({ text: word }, at) =>
    word === '|' && depths[at] === 0 ? [at] : [],
  );
  return [...ends, tokens.length].map((end, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] as number) + 1;
    const { from, to } = spanOf(tokens.slice(start, end));
    return text.slice(from, to);
  });
}
