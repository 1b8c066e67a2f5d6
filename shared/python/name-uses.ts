/** Which of the names that a module imports it uses, said only where it is certain. */
import { namesIn } from './expression-names.js';
import { Scope } from './scopes.js';
import { endOfHeader, parametersOf, topLevel } from './statement-tokens.js';
import type { Line, Token } from './tokens.js';

/** Thrown where it takes more to understand what a name is. */
class Unclear extends Error {}

/** What is there without an import. With any other name, ruff decides whether it is defined. */
const BUILT_IN = new Set(
  (
    'ArithmeticError AssertionError AttributeError BaseException ConnectionError Exception FileNotFoundError ' +
    'IndexError KeyError LookupError NotImplemented NotImplementedError OSError OverflowError PermissionError ' +
    'RecursionError RuntimeError StopIteration TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError ' +
    'ValueError ZeroDivisionError __file__ __name__ abs all any bool bytes callable classmethod dict enumerate filter ' +
    'float frozenset getattr hasattr hash id int isinstance issubclass iter len list map max min next object open ' +
    'print property range repr reversed round set setattr sorted staticmethod str sum super tuple type zip'
  ).split(' '),
);

/** What reads a type from a string. */
const TYPING_CALLS =
  /^(cast|assert_type|NewType|TypeVar|TypeVarTuple|ParamSpec|TypeAlias|TypeAliasType|NamedTuple|TypedDict|\w*Arg)$/;

/** What a simple statement starts with that binds nothing. */
const PLAIN = /^(return|raise|assert|yield|await|pass|break|continue|not|lambda)$/;

/** What a compound statement starts with, other than a definition. */
const BLOCK = /^(if|elif|while|else|try|finally|for|with|except)$/;

const CHANGING = /^(\*\*|\/\/|>>|<<|[-+*/%&|^@])=$/;

/**
 * Finds out which imported names a module uses.
 *
 * @param lines the module without its imports.
 * @param names the imported names.
 * @param isDeferred whether annotations are only read when everything is defined.
 * @returns those that it uses; undefined where that is not certain, where a function has a variable that it
 *   does not use, or where something may not be defined or be defined twice.
 */
export function usedNames(
  lines: readonly Line[],
  names: ReadonlySet<string>,
  isDeferred: boolean,
): ReadonlySet<string> | undefined {
  const uses = new NameUses(names);
  try {
    for (const line of lines) uses.addLine(line);
    return uses.resolve(isDeferred);
  } catch (error) {
    if (error instanceof Unclear) return undefined;
    throw error;
  }
}

class NameUses {
  private readonly used = new Set<string>();
  /** Strings that are types if they stand behind one. */
  private readonly items: string[] = [];
  /** What handles exceptions here: how far it is indented, and what it calls them. */
  private handlers: { indent: number; name: string }[] = [];
  /** The names of exceptions that have been handled. */
  private readonly gone = new Set<string>();
  private scope = new Scope('module', -1);
  private readonly scopes = [this.scope];

  constructor(private readonly names: ReadonlySet<string>) {}

  addLine({ from, indent, tokens }: Line): void {
    for (const handler of this.handlers) if (indent <= handler.indent) this.gone.add(handler.name);
    this.handlers = this.handlers.filter((handler) => indent > handler.indent);
    while (indent <= this.scope.indent && this.scope.outer !== undefined) {
      const { name, outer } = this.scope;
      // A class is there once its body has run.
      if (name !== undefined) outer.bound.set(name, from);
      this.scope = outer;
    }
    this.addStatement(tokens, indent);
  }

  /** Returns the names that are used. */
  resolve(isDeferred: boolean): ReadonlySet<string> {
    const unclear = new Set<string>();
    const unused = new Map(this.scopes.map((scope) => [scope, new Set(scope.variables)]));
    for (const scope of this.scopes) {
      for (const read of scope.reads) {
        const { name } = read;
        const owner = scope.ownerOf(name);
        if (owner?.kind === 'function' && scope.isBefore(owner, read)) throw new Unclear();
        if (this.names.has(name)) {
          const isImport = scope.readsModule(read, isDeferred);
          if (isImport === undefined) unclear.add(name);
          else if (isImport) this.used.add(name);
        } else if (owner === undefined) {
          if (!BUILT_IN.has(name)) throw new Unclear();
        } else if (scope.isBefore(owner, read)) throw new Unclear();
        if (!read.isAnnotation && owner !== undefined) unused.get(owner)?.delete(name);
      }
    }
    for (const [{ kind }, variables] of unused) {
      if (kind === 'function' && variables.size > 0) throw new Unclear();
    }
    const quoted = this.items.join('\n');
    for (const name of this.names) {
      if (this.used.has(name)) continue;
      if (unclear.has(name) || new RegExp(`\\b${name}\\b`).test(quoted)) throw new Unclear();
    }
    return this.used;
  }

  private addStatement(tokens: readonly Token[], indent: number): void {
    const [first, second] = tokens;
    if (first === undefined) return;
    const head = first.kind === 'name' ? first.text : '';
    if (head === 'async') this.addStatement(tokens.slice(1), indent);
    else if (head === 'def') this.addFunction(tokens, indent);
    else if (head === 'class') this.addClass(tokens, indent);
    else if (BLOCK.test(head)) this.addBlock(head, tokens, indent);
    else if (PLAIN.test(head) || first.text === '@') this.addReads(tokens);
    else if (head === 'del') this.addDeletion(tokens.slice(1));
    else if (head === '__all__') this.addExports(tokens);
    else if (
      /^(from|global|import|nonlocal)$/.test(head) ||
      // Words that are keywords where they start certain statements.
      (/^(match|case|type)$/.test(head) && !/^[=.:,[(]$/.test(second?.text ?? '')) ||
      (/^(match|case)$/.test(head) && tokens.at(-1)?.text === ':')
    ) {
      throw new Unclear();
    } else this.addSimple(tokens);
  }

  /** `__all__` uses what it lists. */
  private addExports(tokens: readonly Token[]): void {
    const list = tokens.slice(3, -1);
    const isPlain =
      this.scope.kind === 'module' &&
      tokens[1]?.text === '=' &&
      tokens[2]?.text === '[' &&
      tokens.at(-1)?.text === ']' &&
      list.every(({ text }, at) => (at % 2 === 0 ? /^["']\w+["']$/.test(text) : text === ','));
    if (!isPlain) throw new Unclear();
    for (const [index, { from, text }] of list.entries()) {
      if (index % 2 === 1) continue;
      this.scope.reads.push({ name: text.slice(1, -1), at: from, isAnnotation: false });
    }
  }

  private addFunction(tokens: readonly Token[], indent: number): void {
    const [, name, open] = tokens;
    const end = endOfHeader(tokens);
    if (name === undefined || open?.text !== '(' || end === undefined) throw new Unclear();
    const parameters = parametersOf(tokens);
    const rest = tokens.slice(2, end).filter((token) => !parameters.has(token));
    this.addReads(rest, { isAnnotation: true });
    this.define(name, tokens[end]?.from ?? name.to);
    this.enter(new Scope('function', indent, this.scope));
    for (const { text } of parameters) this.bind(text, -1);
    this.addStatement(tokens.slice(end + 1), indent);
  }

  private addClass(tokens: readonly Token[], indent: number): void {
    const [, name, next] = tokens;
    const end = endOfHeader(tokens);
    if (name === undefined || !/^[(:]$/.test(next?.text ?? '') || end === undefined) {
      throw new Unclear();
    }
    this.addReads(tokens.slice(2, end), { isBases: true });
    this.define(name, Number.POSITIVE_INFINITY);
    this.enter(new Scope('class', indent, this.scope, name.text));
    this.addStatement(tokens.slice(end + 1), indent);
  }

  /** Adds `if`, `for`, `with` and the like, and what follows on the same line. */
  private addBlock(head: string, tokens: readonly Token[], indent: number): void {
    const end = endOfHeader(tokens);
    if (end === undefined) throw new Unclear();
    const header = tokens.slice(1, end);
    if (head === 'for') {
      const before = header.findIndex(({ text }) => text === 'in');
      // A loop over an imported name is a mistake in itself.
      this.refuse(header.slice(0, before));
      this.addTargets(header.slice(0, before), header[before]?.from ?? 0, { isUnpacked: true });
      this.addReads(header.slice(before + 1));
    } else {
      const targets = header.filter((_, index) => header[index - 1]?.text === 'as');
      for (const target of targets) {
        const next = header[header.indexOf(target) + 1];
        if (target.kind !== 'name' || !/^[,)]?$/.test(next?.text ?? '')) throw new Unclear();
        this.bindVariable(target, target.from);
        if (head === 'with') continue;
        this.refuse(targets);
        // An exception of the module would be gone when its functions run.
        if (this.scope.kind === 'module') throw new Unclear();
        this.handlers.push({ indent, name: target.text });
      }
      this.addReads(header.filter((token) => !targets.includes(token) && token.text !== 'as'));
    }
    this.addStatement(tokens.slice(end + 1), indent);
  }

  private addDeletion(tokens: readonly Token[]): void {
    const isItem = /^[.[]$/.test(tokens[1]?.text ?? '');
    if (!isItem || topLevel(tokens).some((at) => tokens[at]?.text === ',')) throw new Unclear();
    this.addReads(tokens);
  }

  private addSimple(tokens: readonly Token[]): void {
    const end = tokens.at(-1)?.to ?? 0;
    const top = topLevel(tokens);
    const colon = top.find((index) => tokens[index]?.text === ':') ?? tokens.length;
    const equals = top.filter((index) => tokens[index]?.text === '=');
    const value = equals[0] ?? tokens.length;
    if (equals.length > 1) throw new Unclear();
    if (top.some((index) => CHANGING.test(tokens[index]?.text ?? ''))) {
      const [first] = tokens;
      if (first?.kind !== 'name') throw new Unclear();
      this.refuse([first]);
      this.addReads(tokens);
    } else if (colon < value) {
      this.addReads(tokens.slice(colon + 1, value), { isAnnotation: true });
      this.addReads(tokens.slice(value + 1));
      if (equals.length === 0) this.addAnnotated(tokens.slice(0, colon), end);
      else this.addTargets(tokens.slice(0, colon), end);
    } else if (equals.length === 0) this.addReads(tokens);
    else {
      this.addReads(tokens.slice(value + 1));
      this.addTargets(tokens.slice(0, value), end);
    }
  }

  /** Adds what is only annotated. It has no value yet, so reads may pass it by. */
  private addAnnotated(tokens: readonly Token[], end: number): void {
    const [target, ...others] = tokens;
    if (target === undefined || others.length > 0 || this.scope.kind !== 'class')
      throw new Unclear();
    this.bind(target.text, this.names.has(target.text) ? end : Number.POSITIVE_INFINITY);
  }

  /**
   * Adds what an assignment or a loop gives values to.
   *
   * @param isUnpacked whether a name may stay unused, as not every value of several has to be.
   */
  private addTargets(
    tokens: readonly Token[],
    end: number,
    { isUnpacked = false }: { isUnpacked?: boolean } = {},
  ): void {
    const [target, ...others] = tokens;
    if (target === undefined) throw new Unclear();
    if (target.text === '[' && tokens.at(-1)?.text === ']') {
      // `[only] = several`.
      this.addTargets(tokens.slice(1, -1), end, { isUnpacked: true });
    } else if (others.length === 0 && !isUnpacked) this.bindVariable(target, end);
    else if (tokens.every(({ kind, text }) => kind === 'name' || text === ',')) {
      for (const { kind, text } of tokens) if (kind === 'name') this.bind(text, end);
    } else if (
      isUnpacked ||
      target.kind !== 'name' ||
      topLevel(tokens).some((index) => /^[,*]$/.test(tokens[index]?.text ?? ''))
    ) {
      throw new Unclear();
      // An attribute or an item of something is no name.
    } else this.addReads(tokens);
  }

  private addReads(
    tokens: readonly Token[],
    context?: { isAnnotation?: boolean; isBases?: boolean },
  ): void {
    const names = namesIn(tokens, context);
    if (names === undefined) throw new Unclear();
    if (tokens.some((_, index) => mayReadTypes(tokens, index))) throw new Unclear();
    this.refuse(names.passing);
    if (names.reads.some(({ name }) => this.gone.has(name))) throw new Unclear();
    this.scope.reads.push(...names.reads);
    this.items.push(...names.items);
  }

  private enter(scope: Scope): void {
    this.scope = scope;
    this.scopes.push(scope);
  }

  /** Binds the name of a class or a function. */
  private define({ text }: Token, from: number): void {
    if (this.scope.bound.has(text)) throw new Unclear();
    this.bind(text, from);
    this.scope.definitions.add(text);
  }

  /** Binds a name to a value that has to be used. */
  private bindVariable({ text }: Token, from: number): void {
    this.scope.variables.add(text);
    this.bind(text, from);
  }

  private bind(name: string, from: number): void {
    if (this.scope.definitions.has(name)) throw new Unclear();
    if (this.scope.kind === 'module' && this.names.has(name)) throw new Unclear();
    this.gone.delete(name);
    this.scope.bind(name, from);
  }

  /** @throws Unclear if an imported name is among these. */
  private refuse(tokens: readonly Token[]): void {
    if (tokens.some(({ kind, text }) => kind === 'name' && this.names.has(text))) {
      throw new Unclear();
    }
  }
}

/** Whether a token is the name of something that may read a type from a string: it does in `TypeVar("T", bound="x")`. */
function mayReadTypes(tokens: readonly Token[], index: number): boolean {
  const [{ kind, text } = {}, , argument, close] = tokens.slice(index, index + 4);
  if (kind !== 'name' || !TYPING_CALLS.test(text ?? '')) return false;
  return text !== 'TypeVar' || argument?.kind !== 'string' || close?.text !== ')';
}
