/** The statements of Python: a module as a tree of them, whatever they mean. */
import {
  depthsOf,
  type LogicalLine,
  type Span,
  spanOf,
  splitTokens,
  type Token,
  tokenize,
} from './tokens.js';

/** A statement. Its span includes its decorators and its block, and no comment behind it. */
export interface Statement extends Span {
  /** The word that says what it is, if there is one: `import`, `class`, `def` (of `async def` too), `elif`. */
  readonly keyword: string;
  /** All of it or, where it has a block, what comes before the colon. */
  readonly tokens: readonly Token[];
  /** The tokens of each decorator, without `@`. */
  readonly decorators: readonly (readonly Token[])[];
  /** The statements of its block; undefined if it has none. */
  readonly block: readonly Statement[] | undefined;
}

/** A parsed module. */
export interface ParsedModule {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly comments: readonly Token[];
}

/** Statements that have a block. */
const COMPOUND = new Set([
  'class',
  'def',
  'if',
  'elif',
  'else',
  'for',
  'while',
  'try',
  'except',
  'finally',
  'with',
]);
/** Words that are names elsewhere. */
const SOFT_COMPOUND = new Set(['match', 'case']);
const SIMPLE = new Set([
  'import',
  'from',
  'return',
  'raise',
  'del',
  'pass',
  'assert',
  'global',
  'nonlocal',
]);

/** The modules parsed last: an edit asks for the same few several times. */
const recent: ParsedModule[] = [];
const MOST_RECENT = 8;

/**
 * Parses a module. Text that is not Python parses too: whether it is, is for ruff to say.
 *
 * Statements that a module parsed before has at the same place are the same objects here.
 */
export function parsePython(text: string): ParsedModule {
  const known = recent.find((module) => module.text === text);
  if (known !== undefined) return known;
  const { comments, end, statements } = beginningOf(text);
  const rest = tokenize(text, end);
  const module = {
    text,
    statements: [...statements, ...readBlock(rest.lines, { at: 0 }, 0)],
    comments: [...comments, ...rest.comments],
  };
  recent.unshift(module);
  recent.length = Math.min(recent.length, MOST_RECENT);
  return module;
}

/** Parses a text that nobody will ask for again. */
export function parseOnce(text: string): ParsedModule {
  const { comments, lines } = tokenize(text);
  return { text, statements: readBlock(lines, { at: 0 }, 0), comments };
}

/** What a text begins with that is parsed already, and where that ends: most edits add to the end of a long file. */
function beginningOf(text: string) {
  const none = { statements: [], comments: [], end: 0 };
  const half = text.length >> 1;
  const earlier = recent.find(
    (module) => module.text.length >= half && text.startsWith(module.text.slice(0, half)),
  );
  if (earlier === undefined) return none;
  const commonLines = text.lastIndexOf('\n', commonStart(text, earlier.text) - 1);
  // The last of them may go on where the texts part. Behind a backslash, none begins.
  const last = earlier.statements.findLastIndex(
    ({ from }) =>
      from < commonLines && /[^\\\r]\r?\n$/.test(text.slice(Math.max(0, from - 3), from)),
  );
  const end = earlier.statements[last]?.from;
  if (end === undefined) return none;
  return {
    statements: earlier.statements.slice(0, last),
    comments: earlier.comments.filter(({ from }) => from < end),
    end,
  };
}

/** Returns how many characters two texts have in common at their start. */
function commonStart(a: string, b: string): number {
  let [low, high] = [0, Math.min(a.length, b.length)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.startsWith(b.slice(low, middle), low)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where the reading of lines is. */
interface Position {
  at: number;
}

/** Reads lines as long as they are indented so far. */
function readBlock(lines: readonly LogicalLine[], position: Position, indent: number): Statement[] {
  const statements: Statement[] = [];
  let decorators: (readonly Token[])[] = [];
  for (
    let line = lines[position.at];
    line !== undefined && line.indent >= indent;
    line = lines[position.at]
  ) {
    position.at += 1;
    if (line.tokens[0]?.text === '@') {
      decorators.push(line.tokens);
      continue;
    }
    statements.push(...readLine(line, lines, position, decorators));
    decorators = [];
  }
  return statements;
}

function readLine(
  line: LogicalLine,
  lines: readonly LogicalLine[],
  position: Position,
  decorators: readonly (readonly Token[])[],
): Statement[] {
  const { tokens } = line;
  const colon = colonOf(tokens);
  if (colon < 0) return splitTokens(tokens, ';').map(readSimple);
  const head = tokens.slice(0, colon);
  const behind = tokens.slice(colon + 1);
  const next = lines[position.at];
  let block: Statement[] = [];
  if (behind.length > 0) block = splitTokens(behind, ';').map(readSimple);
  else if (next !== undefined && next.indent > line.indent) {
    block = readBlock(lines, position, next.indent);
  }
  const { from } = spanOf(decorators[0] ?? tokens);
  const to = block.at(-1)?.to ?? spanOf(tokens).to;
  return [
    {
      from,
      to,
      keyword: keywordOf(tokens),
      tokens: head,
      decorators: decorators.map((each) => each.slice(1)),
      block,
    },
  ];
}

function readSimple(tokens: readonly Token[]): Statement {
  const keyword = tokens[0]?.text ?? '';
  const { from, to } = spanOf(tokens);
  return {
    from,
    to,
    keyword: SIMPLE.has(keyword) ? keyword : '',
    tokens,
    decorators: [],
    block: undefined,
  };
}

function keywordOf(tokens: readonly Token[]): string {
  const [first, second] = tokens;
  return (first?.text === 'async' ? second?.text : first?.text) ?? '';
}

/** Returns the index of the colon that a block comes after; -1 if the line is no such statement. */
function colonOf(tokens: readonly Token[]): number {
  const keyword = keywordOf(tokens);
  const isSoft =
    SOFT_COMPOUND.has(keyword) && !/^(:|=|\.|,|\)|[-+*/%@&|^]=)$/.test(tokens[1]?.text ?? '');
  if (!COMPOUND.has(keyword) && !isSoft) return -1;
  const depths = depthsOf(tokens);
  let lambdas = 0;
  for (const [index, { text }] of tokens.entries()) {
    if (depths[index] !== 0) continue;
    if (text === 'lambda') lambdas += 1;
    else if (text === ':' && lambdas > 0) lambdas -= 1;
    else if (text === ':') return index;
  }
  return -1;
}

/** Returns the name that a `def` or a `class` defines; undefined for any other statement. */
export function definedName({ keyword, tokens }: Statement): string | undefined {
  if (keyword !== 'class' && keyword !== 'def') return undefined;
  return tokens[tokens[0]?.text === 'async' ? 2 : 1]?.text;
}

/** The source text of a stretch. */
export function textOf({ text }: Pick<ParsedModule, 'text'>, { from, to }: Span): string {
  return text.slice(from, to);
}

/** A block whose statements run unconditionally: a module's own, or that of one of its functions. */
export interface PlainBlock {
  /** Where its owner starts; -1 for the module itself. */
  readonly owner: number;
  readonly statements: readonly Statement[];
}

/** Returns the module's own block, then those of its functions, as far as they can take further lines. */
export function plainBlocks({ statements, text }: ParsedModule): PlainBlock[] {
  const functions = statements.filter(
    ({ block, keyword, tokens }) =>
      keyword === 'def' && text.slice(tokens.at(-1)?.to, block?.[0]?.from).includes('\n'),
  );
  return [
    { owner: -1, statements },
    ...functions.map(({ block = [], from }) => ({ owner: from, statements: block })),
  ];
}
