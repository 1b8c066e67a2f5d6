/** Closed sets of words in a module: `Role = Literal["admin", "user"]`, or the members of an enum. */
import { EditedModule } from './edited-module.js';
import { indentAt, lineEnd, lineStart, linesAfter, newlineOf, refuseEdit } from './edits.js';
import { plainString } from './literals.js';
import { type ParsedModule, parsePython, type Statement } from './syntax.js';
import { isString, type Span, splitTokens } from './tokens.js';
import { wrapped } from './wrapping.js';

/** A word of a set, and where the set is. */
interface ChoiceRequest {
  /** The file, for messages. */
  readonly path: string;
  /** What the set is called: `UserRole`. */
  readonly name: string;
  /** The word: `editor`. */
  readonly word: string;
}

/** A set of words as it is written: a `Literal`, or an enum whose members are assigned strings. */
type Choices =
  | { readonly kind: 'literal'; readonly span: Span; readonly words: readonly string[] }
  | {
      readonly kind: 'enum';
      readonly members: readonly { readonly span: Span; readonly word: string }[];
    };

/**
 * Adds a word to a closed set, behind the others.
 *
 * @returns the edited text; the same text where the set has the word, or where it is open.
 * @throws RefusalError where the file is not valid Python, or a comment stands within the set.
 */
export function addChoice(source: string, { name, path, word }: ChoiceRequest): string {
  const module = EditedModule.open(path, source, () => [`"${word}" in ${name}`]);
  const found = choicesOf(module.parsed, name);
  if (found === undefined) return source;
  if (found.kind === 'enum') {
    const last = found.members.at(-1);
    if (last === undefined || found.members.some((each) => each.word === word)) return source;
    const line = indentAt(source, last.span.from) + memberOf(word);
    return module.insert([linesAfter(source, last.span.to, [line])]);
  }
  if (found.words.includes(word)) return source;
  if (module.parsed.comments.some(({ from }) => isIn(from, found.span))) {
    refuseEdit(path, `${name} has a comment within it`, [`"${word}" in ${name}`]);
  }
  return module.replace(found.span, literalOf(name, [...found.words, word], source));
}

/** Returns a text without a word of a closed set, as it was before {@link addChoice}. */
export function withoutChoice(source: string, { name, word }: ChoiceRequest): string {
  const found = choicesOf(parsePython(source), name);
  if (found?.kind === 'enum') {
    const member = found.members.find((each) => each.word === word);
    if (member === undefined) return source;
    const next = lineEnd(source, member.span.to) + newlineOf(source).length;
    return source.slice(0, lineStart(source, member.span.from)) + source.slice(next);
  }
  if (found?.words.includes(word) !== true) return source;
  const { from, to } = found.span;
  const left = found.words.filter((each) => each !== word);
  return source.slice(0, from) + literalOf(name, left, source) + source.slice(to);
}

function choicesOf({ statements }: ParsedModule, name: string): Choices | undefined {
  for (const statement of statements) {
    const [first, second, third] = statement.tokens;
    if (first?.text === name && second?.text === '=' && third?.text === 'Literal') {
      const words = splitTokens(statement.tokens.slice(4, -1), ',').map(
        ([word]) => plainString(word?.text ?? '') ?? '',
      );
      return { kind: 'literal', span: { from: statement.from, to: statement.to }, words };
    }
    if (first?.text === 'class' && second?.text === name) {
      return { kind: 'enum', members: (statement.block ?? []).flatMap(memberIn) };
    }
  }
  return undefined;
}

function memberIn({ from, to, tokens }: Statement) {
  const [, equals, value] = tokens;
  if (tokens.length !== 3 || equals?.text !== '=' || value === undefined || !isString(value)) {
    return [];
  }
  return [{ span: { from, to }, word: plainString(value.text) ?? '' }];
}

function memberOf(word: string): string {
  return `${word.toUpperCase().replaceAll('-', '_')} = "${word}"`;
}

function literalOf(name: string, words: readonly string[], source: string): string {
  const written = words.map((word) => `"${word}"`).join(', ');
  return wrapped(`${name} = Literal[${written}]`, '').join(newlineOf(source));
}

function isIn(at: number, { from, to }: Span): boolean {
  return from <= at && at < to;
}
