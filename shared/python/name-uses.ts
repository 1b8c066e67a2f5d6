/** Which of the names that a module imports it uses, said only where tokens are enough to tell. */
import { expressionsIn, isFormatted } from './formatted-strings.js';
import { definedName, type Statement } from './syntax.js';
import {
  depthsOf,
  isClosing,
  isOpening,
  isString,
  isWord,
  splitTokens,
  type Token,
} from './tokens.js';

/** Thrown where it takes more than tokens to understand what a name is. */
class Unclear extends Error {}

/** What is there without an import. With any other name, ruff decides whether it is defined. */
const BUILT_IN = new Set(
  (
    'ArithmeticError AssertionError AttributeError BaseException BlockingIOError ConnectionError Exception FileNotFoundError ' +
    'IndexError KeyError LookupError NotImplemented NotImplementedError OSError OverflowError PermissionError ' +
    'RecursionError RuntimeError StopIteration SystemExit TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError ' +
    'ValueError ZeroDivisionError __doc__ __file__ __name__ abs all anext any bool bytes callable classmethod dict enumerate filter ' +
    'float frozenset getattr hasattr hash id int isinstance issubclass iter len list map max min next object open ' +
    'print property range repr reversed round set setattr sorted staticmethod str sum super tuple type vars zip'
  ).split(' '),
);

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def elif else except finally for from if in is ' +
    'lambda not or pass raise return try while with yield'
  ).split(' '),
);

/** Statements that bind or take names in ways of their own. */
const UNUSUAL = new Set(['import', 'from', 'global', 'nonlocal', 'del', 'match', 'case']);

/** What reads a type from a string. */
const TYPING_CALLS = /^(cast|assert_type|NewType|TypeVar|TypeVarTuple|ParamSpec|TypeAliasType)$/;

/**
 * Finds out which imported names a module uses. A name that is bound anywhere else, in whatever scope, or that nothing
 * seems to bind, is not clear.
 *
 * @param statements the module without its imports.
 * @param imported the imported names.
 * @returns those that it uses; undefined where that is not clear.
 */
export function usedNames(
  statements: readonly Statement[],
  imported: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  const names = new NameUses();
  try {
    names.addModule(statements);
  } catch (error) {
    if (error instanceof Unclear) return undefined;
    throw error;
  }
  const { bound, perhaps, read } = names;
  const isKnown = (name: string) => imported.has(name) || bound.has(name) || BUILT_IN.has(name);
  const isUnclear = (name: string) => bound.has(name) || (perhaps.has(name) && !read.has(name));
  if ([...read].some((name) => !isKnown(name)) || [...imported].some(isUnclear)) return undefined;
  return read;
}

/** A bracket that is open, and what was before it. */
interface Bracket {
  readonly kind: 'call' | 'parameters' | 'subscript' | 'values' | 'group';
  /** Whether what is around it is an annotation. */
  readonly inAnnotation: boolean;
}

/** The names of a module, whatever their scopes. */
class NameUses {
  readonly bound = new Set<string>();
  readonly read = new Set<string>();
  /** Variables, of which those that nothing reads are too many. */
  readonly assigned = new Set<string>();
  /** The words of strings that may be types. */
  readonly perhaps = new Set<string>();

  addModule(statements: readonly Statement[]): void {
    const isExports = ({ tokens }: Statement) => tokens[0]?.text === '__all__';
    for (const { tokens } of statements.filter(isExports)) this.addExports(tokens);
    this.addBlock(statements.filter((each) => !isExports(each)));
  }

  private addBlock(statements: readonly Statement[]): void {
    const defined = statements.flatMap((each) => definedName(each) ?? []);
    if (new Set(defined).size < defined.length) throw new Unclear();
    for (const statement of statements) {
      if (statement.keyword === 'def') this.addFunction(statement);
      else this.addStatement(statement);
    }
  }

  private addFunction(statement: Statement): void {
    const inner = new NameUses();
    inner.addStatement(statement);
    if ([...inner.assigned].some((name) => !inner.read.has(name))) throw new Unclear();
    for (const name of inner.bound) this.bound.add(name);
    for (const name of inner.read) this.read.add(name);
    for (const name of inner.perhaps) this.perhaps.add(name);
  }

  private addStatement({ block = [], decorators, keyword, tokens }: Statement): void {
    const isAlias = tokens[0]?.text === 'type' && !/^[=.:,[(]$/.test(tokens[1]?.text ?? '');
    const isExports = tokens[0]?.text === '__all__';
    if (UNUSUAL.has(keyword) || isAlias || isExports) throw new Unclear();
    for (const decorator of decorators) this.addTokens(decorator);
    if (block.length > 0 || keyword !== '') this.addTokens(tokens);
    else this.addSimple(tokens);
    this.addBlock(block);
  }

  /** `__all__` uses what it lists. */
  private addExports([, equals, ...list]: readonly Token[]): void {
    const items = splitTokens(list.slice(1, -1), ',');
    const isPlain =
      equals?.text === '=' &&
      list[0]?.text === '[' &&
      items.every(([item, more]) => item && isString(item) && !more);
    if (!isPlain) throw new Unclear();
    for (const [item] of items) this.read.add((item as Token).text.slice(1, -1));
  }

  private addSimple(tokens: readonly Token[]): void {
    const depths = depthsOf(tokens);
    const top = tokens.flatMap((token, index) => (depths[index] === 0 ? [{ token, index }] : []));
    const equals = top.filter(({ token }) => token.text === '=');
    if (equals.length > 1 || tokens[0]?.text === 'lambda') throw new Unclear();
    const value = equals[0]?.index ?? tokens.length;
    const colon = top.find(({ index, token }) => token.text === ':' && index < value);
    const annotated = colon?.index ?? value;
    if (annotated === tokens.length) {
      this.addTokens(tokens);
      return;
    }
    this.addTargets(tokens.slice(0, annotated));
    this.addTokens(tokens.slice(annotated + 1, value), true);
    this.addTokens(tokens.slice(value + 1));
  }

  private addTargets(tokens: readonly Token[]): void {
    const isList = tokens.every((token) => isWord(token) || /^[,[\]]$/.test(token.text));
    const isItem = isWord(tokens[0] as Token) && tokens[1]?.text === '[';
    if (isList && !isItem) {
      for (const token of tokens) if (isWord(token)) this.bound.add(token.text);
      if (tokens.length === 1) this.assigned.add((tokens[0] as Token).text);
    } else this.addTokens(tokens);
  }

  private addTokens(tokens: readonly Token[], inAnnotation = false): void {
    const reader = new Reader(tokens, this, inAnnotation);
    for (const index of tokens.keys()) reader.add(index);
  }
}

/** Reads the tokens of one statement or expression. */
class Reader {
  private readonly open: Bracket[] = [];
  private inAnnotation: boolean;
  /** Whether the names that follow are bound: by `for`, or as the parameters of a lambda. */
  private binding: { readonly by: 'for' | 'lambda'; readonly depth: number } | undefined;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: NameUses,
    inAnnotation: boolean,
  ) {
    this.inAnnotation = inAnnotation;
  }

  add(index: number): void {
    const token = this.tokens[index] as Token;
    const { text } = token;
    if (isWord(token)) this.addWord(text, index);
    else if (isString(token)) {
      if (isFormatted(token)) this.addFormatted(token);
      else this.addString(text, index);
    } else if (isOpening(token)) this.addOpening(index);
    else if (isClosing(token)) {
      this.inAnnotation = this.open.pop()?.inAnnotation === true;
    } else this.addOperator(text);
  }

  private addOpening(index: number): void {
    const before = this.tokens[index - 1];
    const kind = this.kindOf(this.tokens[index]?.text ?? '', before, index);
    this.open.push({ kind, inAnnotation: this.inAnnotation });
    if (kind === 'call' || kind === 'values' || kind === 'parameters') this.inAnnotation = false;
  }

  private kindOf(bracket: string, before: Token | undefined, index: number): Bracket['kind'] {
    const isBehindValue =
      before !== undefined &&
      ((isWord(before) && !KEYWORDS.has(before.text)) || /["')\]}]$/.test(before.text));
    if (!isBehindValue || bracket === '{') return 'group';
    if (bracket === '[') return before.text === 'Literal' ? 'values' : 'subscript';
    if (TYPING_CALLS.test(before.text)) return 'subscript';
    return this.tokens[index - 2]?.text === 'def' ? 'parameters' : 'call';
  }

  private addOperator(text: string): void {
    const kind = this.open.at(-1)?.kind;
    if (text === '->') this.inAnnotation = true;
    else if (kind === 'parameters' && text === ':') this.inAnnotation = true;
    else if (kind === 'parameters' && (text === '=' || text === ',')) this.inAnnotation = false;
    const { binding } = this;
    if (text === ':' && binding?.by === 'lambda' && binding.depth === this.open.length) {
      this.binding = undefined;
    }
  }

  private addWord(text: string, index: number): void {
    const before = this.tokens[index - 1]?.text ?? '';
    const next = this.tokens[index + 1]?.text;
    const kind = this.open.at(-1)?.kind;
    if (before === '.') return;
    if (text === 'lambda' || text === 'for') {
      if (this.binding !== undefined) throw new Unclear();
      this.binding = { by: text, depth: this.open.length };
    } else if (text === 'in' && this.binding?.by === 'for') this.binding = undefined;
    if (KEYWORDS.has(text)) return;
    const isFirst = /^[(,*]$|^\*\*$/.test(before);
    const isParameter = this.binding?.by === 'lambda' && (isFirst || before === 'lambda');
    const takesArguments = kind === 'call' || kind === 'subscript';
    if (takesArguments && next === '=' && isFirst && !isParameter) return;
    const isBound =
      /^(as|def|class)$/.test(before) ||
      next === ':=' ||
      (kind === 'parameters' && isFirst) ||
      this.binding?.by === 'for' ||
      isParameter;
    (isBound ? this.names.bound : this.names.read).add(text);
    if (before === 'as' || next === ':=') this.names.assigned.add(text);
  }

  private addFormatted(token: Token): void {
    const expressions = expressionsIn(token);
    if (expressions === undefined) throw new Unclear();
    const inner = new Reader(expressions, this.names, false);
    for (const index of expressions.keys()) inner.add(index);
  }

  private addString(text: string, index: number): void {
    const kind = this.open.at(-1)?.kind;
    const words = () => text.match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [];
    if (this.inAnnotation && kind !== 'values') {
      // A type in quotes, or something else that only looks like one.
      if (!/^["'][\w .,|[\]]+["']$/.test(text) || this.isAnnotated(index)) throw new Unclear();
      for (const word of words()) if (!KEYWORDS.has(word)) this.names.read.add(word);
    } else if (kind === 'subscript') {
      for (const word of words()) this.names.perhaps.add(word);
    }
  }

  /** Whether a string is directly in `Annotated[...]`, where only the first item is a type. */
  private isAnnotated(index: number): boolean {
    return this.tokens.slice(0, index).some(({ text }) => text === 'Annotated');
  }
}
