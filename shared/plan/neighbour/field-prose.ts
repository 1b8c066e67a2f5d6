/** What comments, docstrings and messages say of the fields that only the neighbour has. */
import { isFormatted } from '../../python/formatted-strings.js';
import type { Statement } from '../../python/syntax.js';
import { isString, type Span, type Token } from '../../python/tokens.js';
import type { FieldContext } from './field-context.js';

/** What joins the fields of a list: `title, author and/or year`. */
const JOINED =
  '(?:,? and/or |,? and |,? or |, | & |/)(?:(?:optional|required|its|their|the|an?) )?';

/** Says of the new fields, in the words of a module, what is said of those of the neighbour. */
export function writeProse(context: FieldContext): void {
  const { edits, module } = context;
  const write = sentenceWriter(context);
  if (write === undefined) return;
  for (const token of [...module.comments, ...saidIn(module.statements)]) {
    if (edits.isEdited(token)) continue;
    if (context.isTest && token.text.startsWith('#') && isOfLost(context, [token])) {
      dropComment(context, token);
      continue;
    }
    const text = isFormatted(token)
      ? token.text.replaceAll(/\{[^{}]*\}|[^{}]+/g, (part) =>
          part.startsWith('{') ? part : write(part),
        )
      : write(token.text);
    if (text !== token.text) edits.replace(token, text);
  }
}

/** Takes out the comments of fields: those above lines that are replaced, and those behind them. */
export function dropFieldComments(context: FieldContext, fields: readonly Span[]): void {
  const { edits, module } = context;
  const { comments, text } = module;
  for (const [index, { from, to }] of fields.entries()) {
    const behind = comments.find(
      (each) => each.from >= to && !text.slice(to, each.from).includes('\n'),
    );
    if (index === 0 && behind !== undefined) edits.replace({ from: to, to: behind.to }, '');
    // What is above the first may be about all of them.
    if (index === 0 && !isOfLost(context, aboveOf(comments, text, from))) continue;
    for (const each of aboveOf(comments, text, from)) edits.remove(each);
  }
}

/** Takes out a comment, with its line if nothing else is on it. */
function dropComment({ edits, module }: FieldContext, comment: Token): void {
  const before = module.text.slice(0, comment.from);
  const blanks = /[ \t]*$/.exec(before)?.[0].length ?? 0;
  if (/(^|\n)[ \t]*$/.test(before)) edits.remove(comment);
  else edits.replace({ from: comment.from - blanks, to: comment.to }, '');
}

/** Returns the comments on the lines directly above a statement. */
function aboveOf(comments: readonly Token[], text: string, from: number): Token[] {
  const found: Token[] = [];
  let end = from;
  for (const each of comments.toReversed()) {
    if (each.to > end) continue;
    const between = text.slice(each.to, end);
    const isAlone = /(^|\n)[ \t]*$/.test(text.slice(0, each.from));
    if (!/^\r?\n[ \t]*$/.test(between) || !isAlone) break;
    found.push(each);
    end = each.from;
  }
  return found;
}

function isOfLost(context: FieldContext, comments: readonly Token[]): boolean {
  const words = comments.flatMap(({ text }) => text.toLowerCase().match(/\w+/g) ?? []);
  return lostIn(context).some((name) => words.includes(name));
}

/** Returns the fields that the new feature lacks. */
function lostIn({ change, kept }: FieldContext): string[] {
  return [...change.old].filter((name) => !kept.has(name) && !change.relationships.has(name));
}

/** Returns what writes a sentence anew; undefined if no field is gone. */
function sentenceWriter(context: FieldContext): ((sentence: string) => string) | undefined {
  const { change, holes } = context;
  const lost = lostIn(context);
  const [shown = change.fields[0]] = change.fields.filter(({ target }) => target === undefined);
  if (lost.length === 0 || shown === undefined) return undefined;
  const inWords = (name: string) => name.replaceAll('_', ' ');
  const forms = (names: readonly string[]) =>
    [...new Set(names.flatMap((name) => [name, inWords(name)]))]
      .toSorted((a, b) => b.length - a.length)
      .join('|');
  const field = `(?:${forms([...change.old].filter((name) => !change.relationships.has(name)))})`;
  const list = new RegExp(`(?<![\\w.])${field}(?:${JOINED}${field})+(?![\\w(]|\\.\\w)`, 'gi');
  const isLost = new RegExp(`(?<!\\w)(?:${forms(lost)})(?!\\w)`, 'i');
  const single = new RegExp(`(?<![\\w.])(\\w+)('s)? (${forms(lost)})(?![\\w(]|\\.\\w)`, 'gi');
  return (sentence) =>
    sentence
      .replaceAll(list, (found) => {
        if (!isLost.test(found)) return found;
        return /^[A-Z]/.test(found) ? 'Fields' : 'fields';
      })
      .replaceAll(single, (found, before: string, of: string | undefined, name: string) => {
        const word = before.toLowerCase();
        const isOwn = change.rename(word) !== word;
        if (!isOwn && !/^(its|their|same|by)$/.test(word)) return found;
        const standing = change.standing?.get(name.toLowerCase().replaceAll(' ', '_'));
        const other = standing?.name ?? (word === 'by' ? change.key : shown.name);
        return `${before}${of ?? ''} ${holes.of(inWords(other))}`;
      });
}

/** Returns the texts that are read by people: docstrings, messages, and what is told of endpoints. */
function saidIn(statements: readonly Statement[]): Token[] {
  return statements.flatMap(({ block = [], decorators, tokens }) => {
    const isSaid = tokens.length === 1 || ['raise', 'assert'].includes(tokens[0]?.text ?? '');
    const own = isSaid ? tokens : [];
    const told = [...decorators.flat(), ...tokens].filter(
      (_, at, all) =>
        all[at - 1]?.text === '=' &&
        /^(summary|description|detail|message)$/.test(all[at - 2]?.text ?? ''),
    );
    const said = [...new Set([...own, ...told])].filter(
      (each) => isString(each) && /\s/.test(each.text),
    );
    return [...said, ...saidIn(block)];
  });
}
