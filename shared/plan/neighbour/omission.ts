/** Leaves out of a function what is about fields that the new feature lacks, as far as the rest is whole without it. */
import { lineStart } from '../../python/edits.js';
import { isFormatted } from '../../python/formatted-strings.js';
import type { Statement } from '../../python/syntax.js';
import {
  closingOf,
  depthsOf,
  isClosing,
  isOpening,
  isString,
  isWord,
  spanOf,
  type Token,
  tokenize,
} from '../../python/tokens.js';
import type { FieldContext } from './field-context.js';
import { isCall, type Piece, piecesOf, takePiece } from './pieces.js';

/** Links of a chain that say what is loaded with the rows of a query, and those that say which rows. */
const LOADING = /^(options|join|outerjoin)$/;
const NARROWING = /^(where|filter|filter_by|having)$/;

/** Arguments that say which fields are none of what is passed on. */
const EXCEPT = /^exclude(_fields)?$/;

/** Calls that only tell of what was done. */
const TELLING = /^(log|logger|_logger|logging|print|structlog)$/;

/** Calls that collect things, each of which may be missing. */
const COLLECTING = /^(append|extend|add|insert|setdefault|update)$/;

/**
 * Leaves out of a function what is about fields that the new feature lacks.
 *
 * What a statement needs that is left out is missing to others, which are left out in turn. What is returned, what is
 * done with rows, and either way of a choice are never left out: then the function cannot be written without those fields.
 *
 * @param block the statements of the function.
 * @param optional the parameters that are left out: what nobody gave, nothing was done with.
 * @param isOfMany whether it is about any number of rows, of which it may find more.
 * @returns whether the rest is whole. Where it is not, the edits are for the caller to forget.
 */
export function leaveOut(
  context: FieldContext,
  block: readonly Statement[],
  optional: ReadonlySet<string>,
  isOfMany: boolean,
): boolean {
  return new Omission(context, block, optional, isOfMany).isWhole();
}

/** Leaves out of a function what is worked out for what is left out of it already. */
export function leaveUnused(context: FieldContext, block: readonly Statement[]): void {
  new Omission(context, block, new Set(), false).dropUnused();
}

class Omission {
  /** The variables that nothing gives a value any more. */
  readonly #gone: Set<string>;

  constructor(
    private readonly context: FieldContext,
    private readonly block: readonly Statement[],
    optional: ReadonlySet<string>,
    private readonly isOfMany: boolean,
  ) {
    this.#gone = new Set(optional);
  }

  isWhole(): boolean {
    for (let size = -1; size < this.#gone.size; ) {
      size = this.#gone.size;
      if (!this.#visit(this.block)) return false;
    }
    this.dropUnused();
    const left = this.#left(this.block);
    const isEmptied = left.every(
      ({ tokens }) => tokens.length === 1 && isString(tokens[0] as Token),
    );
    const answers = (all: readonly Statement[]) => all.some(({ keyword }) => keyword === 'return');
    return !isEmptied && answers(left) === answers(flat(this.block)) && !this.#usesGone();
  }

  /** Whether what was written for the new fields needs a variable that nothing gives a value any more. */
  #usesGone(): boolean {
    return [...this.#usedNow()].some((name) => this.#gone.has(name));
  }

  /** Returns the names that the function uses as it is written by now. */
  #usedNow(): ReadonlySet<string> {
    const from = lineStart(this.context.module.text, this.block[0]?.from ?? 0);
    const to = this.block.at(-1)?.to ?? from;
    const { lines } = tokenize(this.context.edits.appliedIn({ from, to }));
    return new Set(lines.flatMap(({ tokens }) => usedIn(tokens)));
  }

  /** Takes out what is worked out for what is left out, as nothing else uses it, unless that leaves something empty. */
  dropUnused(): void {
    const before = this.context.edits.count;
    this.#dropAllUnused();
    const hasEmptied = this.#left(this.block).some(
      ({ block = [] }) =>
        block.length > 0 && block.every((each) => this.context.edits.isRemoved(each)),
    );
    if (hasEmptied) this.context.edits.forget(before);
  }

  #dropAllUnused(): void {
    const used = new Set(flat(this.block).flatMap(({ tokens }) => usedIn(tokens)));
    for (let count = -1; count < this.context.edits.count; ) {
      count = this.context.edits.count;
      const now = this.#usedNow();
      for (const statement of this.#left(this.block)) {
        const [name = '', ...others] = targetsOf(statement);
        const isUnused = used.has(name) && !now.has(name) && others.length === 0;
        if (isUnused && !this.context.edits.isEdited(statement)) this.#remove(statement);
      }
      this.#visit(this.block);
    }
  }

  /** Returns the statements at any depth that are there still. */
  #left(block: readonly Statement[]): Statement[] {
    return flat(block).filter((each) => !this.context.edits.isRemoved(each));
  }

  #visit(block: readonly Statement[]): boolean {
    return block.every((statement) => {
      // Functions in functions are visited for themselves.
      if (this.context.edits.isRemoved(statement) || isDefinition(statement)) return true;
      if (this.#isAboutOwner(statement.tokens)) return false;
      if (this.#isAbout(statement.tokens) && this.#dropCheck(statement)) return true;
      this.#narrow(statement.tokens);
      if (this.#isAbout(statement.tokens)) return this.#drop(block, statement);
      const inner = statement.block ?? [];
      if (!this.#visit(inner)) return false;
      const isEmptied =
        inner.length > 0 && inner.every((each) => this.context.edits.isRemoved(each));
      return !isEmptied || this.#drop(block, statement);
    });
  }

  /** Whether a statement is about whose row it is: without it, anybody could do what is done there. */
  #isAboutOwner(tokens: readonly Token[]): boolean {
    const { change } = this.context;
    return tokens.some(
      ({ text }, at) =>
        change.unasked.has(text.replaceAll(/["']/g, '')) && this.context.mentionsAt(tokens, at),
    );
  }

  #isAbout(tokens: readonly Token[]): boolean {
    return tokens.some((_, at) => this.#isWrong(tokens, at));
  }

  /** Whether a token is a field that the new feature lacks, or a variable that nothing gives a value. */
  #isWrong(tokens: readonly Token[], at: number): boolean {
    return this.context.mentionsAt(tokens, at) || this.#isGone(tokens, at);
  }

  #isGone(tokens: readonly Token[], at: number): boolean {
    const token = tokens[at] as Token;
    if (!isWord(token) || !this.#gone.has(token.text) || this.context.edits.isEdited(token))
      return false;
    const isArgument = tokens[at + 1]?.text === '=' && at > 0;
    return tokens[at - 1]?.text !== '.' && !isArgument;
  }

  /** Takes out what is looked up only to refuse what was found, or was not. */
  #dropCheck(statement: Statement): boolean {
    const names = targetsOf(statement);
    const users = this.#left(this.block).filter(
      (each) =>
        each !== statement &&
        each.tokens.some(
          ({ text }, at) => names.includes(text) && each.tokens[at - 1]?.text !== '.',
        ),
    );
    const areChecks = users.every(
      (user) =>
        user.keyword === 'if' &&
        !this.#hasBranches(user) &&
        (user.block ?? []).every(({ keyword }) => keyword === 'raise'),
    );
    if (names.length !== 1 || users.length === 0 || !areChecks) return false;
    for (const each of [statement, ...users]) this.context.edits.remove(each);
    return true;
  }

  #hasBranches(condition: Statement): boolean {
    return hasBranches(blockWith(this.block, condition), condition);
  }

  /** Takes the pieces out of a statement that it is whole without: an argument, a condition of a query, an entry. */
  #narrow(tokens: readonly Token[]): void {
    for (let at = 0; at < tokens.length; at += 1) {
      if (!this.#isWrong(tokens, at)) continue;
      const around = openingsAround(tokens, at).toReversed();
      const open = around.find((each) => this.#canGoWithout(tokens, each, at));
      if (open !== undefined) this.#takeFrom(tokens, open, at);
    }
  }

  /** Whether the piece of a bracket that a token is in may be missing there. */
  #canGoWithout(tokens: readonly Token[], open: number, at: number): boolean {
    const pieces = piecesOf(tokens, open);
    const piece = pieceWith(pieces, tokens[at] as Token);
    const [first, second] = piece;
    if (first === undefined) return false;
    const before = tokens[open - 1]?.text ?? '';
    const isAlone = pieces.every((each) => each === piece || this.#isRemoved(each));
    const isLoop = piece.some(({ text }) => text === 'for');
    switch (tokens[open]?.text) {
      case '{':
        if (second === undefined) return isString(first) && !isAlone;
        return second.text === ':' && isString(first) && !isLoop;
      case '[':
        return !isLoop && !isAlone && !isCall(tokens, open);
    }
    if (isLink(tokens, open, LOADING)) return true;
    if (isLink(tokens, open, NARROWING)) {
      return !isAlone || this.isOfMany || this.#isGone(tokens, at) || hasOtherLink(tokens, open);
    }
    if (/^(and_|or_)$/.test(before)) return !isAlone;
    const isNamed = second?.text === '=';
    const isLeft = this.context.lacks(first.text) || this.#gone.has(first.text);
    if (isNamed && (isLeft || EXCEPT.test(first.text))) return true;
    // What may be missing where the function is defined may be here: `find(page, status)`, `find(codes=tags)`.
    const value = isNamed ? piece.slice(2) : piece;
    const isOptional = this.context.change.parametersOf(before).get(first.text) === true;
    const isKnown = isNamed || this.context.lacks(first.text);
    return value.length === 1 && this.#isGone(tokens, at) && isOptional && isKnown;
  }

  #isRemoved(piece: readonly Token[]): boolean {
    return this.context.edits.isRemoved(spanOf(piece));
  }

  /** Takes a piece out of a bracket with its comma, and the link of a chain that has nothing else to say. */
  #takeFrom(tokens: readonly Token[], open: number, at: number): void {
    const pieces = piecesOf(tokens, open);
    const taken = pieceWith(pieces, tokens[at] as Token);
    const isAll = pieces.every((each) => each === taken || this.#isRemoved(each));
    if (isAll && (isLink(tokens, open, LOADING) || isLink(tokens, open, NARROWING))) {
      const dot = tokens[open - 2] as Token;
      const closing = tokens[closingOf(tokens, open)] as Token;
      this.context.edits.replace({ from: dot.from, to: closing.to }, '');
      return;
    }
    takePiece(this.context.edits, pieces, taken);
  }

  /** Leaves a statement out, if the others are whole without it or can go, too. */
  #drop(block: readonly Statement[], statement: Statement): boolean {
    const { keyword, tokens } = statement;
    if (/^(if|for|while)$/.test(keyword))
      return !hasBranches(block, statement) && this.#remove(statement);
    if (keyword === 'elif' || keyword === 'assert') return this.#remove(statement);
    if (keyword !== '' || statement.block !== undefined) return false;
    const equals = equalsOf(tokens);
    if (equals > 0) return this.#dropAssignment(statement, equals);
    return this.#canGo(tokens) && this.#remove(statement);
  }

  #dropAssignment(statement: Statement, equals: number): boolean {
    const { tokens } = statement;
    const names = targetsOf(statement);
    // A query that is narrowed stays what it was, and so does a row of which a field is set.
    const value = tokens.slice(equals + 1).filter(({ text }) => text !== 'await' && text !== '(');
    const isGoingOn = names.length === 1 && value[0]?.text === names[0];
    if (names.length > 0 && !isGoingOn) return this.#remove(statement);
    this.context.edits.remove(statement);
    return true;
  }

  /** Whether a call may be missing: it tells of something, collects something, or is of a function that is left out. */
  #canGo(tokens: readonly Token[]): boolean {
    const call = tokens.filter(({ text }, at) => at > 0 || text !== 'await');
    const open = call.findIndex(({ text }) => text === '(');
    const callee = call[open - 1]?.text ?? '';
    if (open < 1) return false;
    return (
      TELLING.test(call[0]?.text ?? '') ||
      callee === 'setattr' ||
      (COLLECTING.test(callee) && call[open - 2]?.text === '.') ||
      this.context.change.gone.has(callee)
    );
  }

  /** Takes a statement out, and notes the variables that only it gives a value. */
  #remove(statement: Statement): true {
    this.context.edits.remove(statement);
    const others = new Set(this.#left(this.block).flatMap(targetsOf));
    for (const name of [statement, ...flat(statement.block ?? [])].flatMap(targetsOf)) {
      if (!others.has(name) && name !== '_') this.#gone.add(name);
    }
    return true;
  }
}

/** Returns the names that tokens use: no attribute, and none that gets a value. */
function usedIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, at) => {
    if (isFormatted(token))
      return [...token.text.matchAll(/\{[^{}]*\}/g)].join(' ').match(/\w+/g) ?? [];
    const isUsed = isWord(token) && tokens[at - 1]?.text !== '.' && tokens[at + 1]?.text !== '=';
    return isUsed ? [token.text] : [];
  });
}

/** Returns the variables that statements and those in their blocks give a value. */
export function assignedIn(block: readonly Statement[]): string[] {
  return flat(block).flatMap(targetsOf);
}

/** Returns statements with those in their blocks. */
function flat(block: readonly Statement[]): Statement[] {
  return block.flatMap((each) => [each, ...flat(each.block ?? [])]);
}

function isDefinition({ keyword }: Statement): boolean {
  return keyword === 'def' || keyword === 'class';
}

/** Returns the variables that a statement gives a value: `total` in `rows, total = ...` as well. */
function targetsOf({ block, keyword, tokens }: Statement): string[] {
  if (keyword !== '' || block !== undefined) return [];
  const equals = equalsOf(tokens);
  if (equals < 1) return [];
  const colon = tokens.findIndex(({ text }) => text === ':');
  const target = tokens.slice(0, colon > 0 && colon < equals ? colon : equals);
  const isPlain = target.every((token) => isWord(token) || /^[,()]$/.test(token.text));
  return isPlain ? target.filter(isWord).map(({ text }) => text) : [];
}

/** Returns where a value is assigned; -1 where none is. */
function equalsOf(tokens: readonly Token[]): number {
  const depths = depthsOf(tokens);
  return tokens.findIndex(({ text }, at) => text === '=' && depths[at] === 0);
}

/** Returns the indices of the brackets that a token is in, the outermost first. */
function openingsAround(tokens: readonly Token[], at: number): number[] {
  const open: number[] = [];
  for (let index = 0; index < at; index += 1) {
    const token = tokens[index] as Token;
    if (isOpening(token)) open.push(index);
    else if (isClosing(token)) open.pop();
  }
  return open;
}

function pieceWith(pieces: readonly Piece[], token: Token): Piece {
  return pieces.find((each) => each.includes(token)) ?? [];
}

/** Whether a bracket is that of one of these links. */
function isLink(tokens: readonly Token[], open: number, links: RegExp): boolean {
  return links.test(tokens[open - 1]?.text ?? '') && tokens[open - 2]?.text === '.';
}

/** Whether something else narrows a query in which one link does. */
function hasOtherLink(tokens: readonly Token[], open: number): boolean {
  return tokens.some((_, at) => at !== open && isLink(tokens, at, NARROWING));
}

/** Returns the block that a statement is in directly. */
function blockWith(block: readonly Statement[], statement: Statement): readonly Statement[] {
  if (block.includes(statement)) return block;
  return block.flatMap((each) => blockWith(each.block ?? [], statement));
}

/** Whether something else is done where a condition does not hold. */
function hasBranches(block: readonly Statement[], condition: Statement): boolean {
  const next = block[block.indexOf(condition) + 1];
  return condition.keyword === 'if' && ['elif', 'else'].includes(next?.keyword ?? '');
}
