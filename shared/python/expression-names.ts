/** The names in an expression. */
import { bracketAt, isClosing, isOpening } from './statement-tokens.js';
import type { Token } from './tokens.js';

/** A place where a name stands for its value. */
export interface Read {
  readonly name: string;
  /** Its offset; without end where it is read later than what is around it. */
  readonly at: number;
  readonly isAnnotation: boolean;
}

/** The names in an expression, by what they are to it. */
export interface ExpressionNames {
  /** Those that it reads, without those that a lambda or a comprehension binds for itself. */
  readonly reads: readonly Read[];
  /** Those that lambdas and comprehensions bind. */
  readonly passing: readonly Token[];
  /** The strings that are names of types if they stand behind a type: `x["this"]`. */
  readonly items: readonly string[];
}

/** What is in brackets, or a lambda. */
interface Frame {
  readonly kind: string;
  readonly outer: Frame | undefined;
  /** The names that it binds for itself. */
  readonly names: Set<string>;
}

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** A type in quotes that has nothing but names. */
const QUOTED_TYPE = /^["'][\w .,|[\]]+["']$/;

/**
 * Finds the names in an expression, or in several with anything between them.
 *
 * @param isAnnotation whether it has annotations: strings in it are types.
 * @param isBases whether these are the bases of a class, in their brackets.
 * @returns undefined where it is not certain what a name is.
 */
export function namesIn(
  tokens: readonly Token[],
  { isAnnotation = false, isBases = false }: { isAnnotation?: boolean; isBases?: boolean } = {},
): ExpressionNames | undefined {
  const reader = new ExpressionReader(tokens, isAnnotation);
  const isCertain = tokens.every((token, index) => reader.add(token, index, isBases));
  return isCertain ? reader : undefined;
}

class ExpressionReader implements ExpressionNames {
  readonly passing: Token[] = [];
  readonly items: string[] = [];
  private readonly all: { read: Read; frame: Frame | undefined }[] = [];
  private frame: Frame | undefined;
  private depth = 0;
  /** The lambda or the brackets of the comprehension whose names are being listed. */
  private binding: Frame | undefined;
  /** Whether this is the default of a parameter. */
  private isDefault = false;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly isAnnotation: boolean,
  ) {}

  get reads(): readonly Read[] {
    return this.all
      .filter(({ frame, read }) => !isWithin(frame, ({ names }) => names.has(read.name)))
      .map(({ read }) => read);
  }

  /** Adds a token; returns whether it is certain what it is. */
  add(token: Token, index: number, isBases: boolean): boolean {
    const { kind, text } = token;
    if (kind === 'string') return this.addString(token);
    if (kind === 'name') return this.addName(token, index);
    if (isOpening(token)) {
      this.open(isBases && index === 0 ? 'call' : bracketAt(this.tokens, index));
      this.depth += 1;
    } else if (isClosing(token)) {
      this.endLambdas();
      this.frame = this.frame?.outer;
      this.depth -= 1;
    } else if (text === ':' && this.binding?.kind === 'lambda') {
      if (this.binding === this.frame) this.binding = undefined;
    } else if ((text === ',' || text === ':') && this.binding === undefined) this.endLambdas();
    if ((text === '=' || text === ',') && this.depth === 1) this.isDefault = text === '=';
    return true;
  }

  private open(kind: string): Frame {
    this.frame = { kind, outer: this.frame, names: new Set() };
    return this.frame;
  }

  private endLambdas(): void {
    while (this.frame?.kind === 'lambda') this.frame = this.frame.outer;
  }

  private addName(token: Token, index: number): boolean {
    const { from, text } = token;
    const [before = '', next = ''] = [this.tokens[index - 1]?.text, this.tokens[index + 1]?.text];
    const { frame } = this;
    if (text === 'lambda' || text === 'for') {
      if (this.binding !== undefined || (text === 'for' && frame === undefined)) return false;
      this.binding = text === 'lambda' ? this.open(text) : frame;
    } else if (text === 'in' && this.binding === frame) this.binding = undefined;
    if (before === '.' || KEYWORDS.has(text)) return true;
    if (next === '=' && frame?.kind === 'call' && /^[(,]$/.test(before)) return true;
    if (this.binding !== undefined) {
      this.binding.names.add(text);
      this.passing.push(token);
    } else this.addRead(text, from);
    return next !== ':=';
  }

  private addString({ text }: Token): boolean {
    let around = this.frame;
    while (around !== undefined && !/^(annotated|call|literal|subscript)$/.test(around.kind)) {
      around = around.outer;
    }
    const isValue = around?.kind === 'call' || around?.kind === 'literal';
    if (isValue) return true;
    if (!this.isAnnotation || this.isDefault) {
      if (around !== undefined) this.items.push(text);
      return true;
    }
    if (around?.kind === 'annotated' || !QUOTED_TYPE.test(text)) return false;
    for (const [name] of text.matchAll(/(?<![\w.])[a-z_]\w*/gi)) {
      if (!KEYWORDS.has(name)) this.addRead(name, Number.POSITIVE_INFINITY);
    }
    return true;
  }

  private addRead(name: string, from: number): void {
    const isLater = isWithin(this.frame, ({ kind }) => kind === 'lambda');
    const at = isLater ? Number.POSITIVE_INFINITY : from;
    this.all.push({ read: { name, at, isAnnotation: this.isAnnotation }, frame: this.frame });
  }
}

function isWithin(frame: Frame | undefined, is: (frame: Frame) => boolean): boolean {
  return frame !== undefined && (is(frame) || isWithin(frame.outer, is));
}
