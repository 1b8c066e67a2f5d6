/** What a module says: all that is known of a person's Python, whether to add a feature beside it or to edit it. */
import {
  type ImportFact,
  type ImportStatement,
  isImport,
  readImport,
} from './import-statements.js';
import { type ImportStep, importStepsOf } from './import-steps.js';
import {
  definedName,
  type ParsedModule,
  parsePython,
  plainBlocks,
  type Statement,
  textOf,
} from './syntax.js';
import { depthsOf, type Span, spanOf, splitTokens, type Token } from './tokens.js';

/** A variable or an attribute with its value, as source texts; the offsets are those of the statement. */
export interface AssignmentFact extends Span {
  readonly annotation: string;
  readonly value: string;
}

/** A class at the top level. */
export interface ClassFact {
  readonly name: string;
  /** The decorators without `@`, as source texts. */
  readonly decorators: readonly string[];
  /** The bases as source texts. */
  readonly bases: readonly string[];
  /** The keywords after the bases: `table` is `True`. */
  readonly keywords: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, AssignmentFact>;
  readonly methods: ReadonlyMap<string, FunctionFact>;
}

/** A function at the top level, or of a class. */
export interface FunctionFact {
  readonly name: string;
  readonly isAsync: boolean;
  /** Source texts: decorators without `@`, parameters without parentheses, what it returns, its body. */
  readonly decorators: readonly string[];
  readonly parameters: string;
  readonly returns: string;
  readonly body: string;
}

/** A call of `include_router`, wherever in the module. */
export interface IncludeFact {
  readonly receiver: string;
  /** The router as a source text. */
  readonly router: string;
  /** The further keyword arguments, as source texts by name. */
  readonly options: ReadonlyMap<string, string>;
  /** The call as a statement that always runs in its block; undefined inside a condition, a loop or the like. */
  readonly statement: BlockStatement | undefined;
  readonly inLoop: boolean;
}

/** A statement, and which block it stands in: where the owner of the block starts. */
interface BlockStatement extends Span {
  readonly block: number;
}

/** Everything that is read of a module. */
export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly classes: readonly ClassFact[];
  readonly functions: readonly FunctionFact[];
  readonly variables: ReadonlyMap<string, AssignmentFact>;
  readonly includes: readonly IncludeFact[];
  /** What it does while it is imported. */
  readonly steps: readonly ImportStep[];
}

/** What a module defines itself. */
export type Definitions = Pick<ModuleFacts, 'classes' | 'functions' | 'variables'>;

/** Reads a module. What is not Python gives what can be read of it. */
export function readModuleFacts(text: string): ModuleFacts {
  return factsOf(parsePython(text));
}

/** Reads a module that is parsed already. */
export function factsOf(module: ParsedModule): ModuleFacts {
  const { statements } = module;
  return {
    imports: importsAmong(statements, false),
    classes: statements
      .filter(({ keyword }) => keyword === 'class')
      .map((statement) => classOf(module, statement)),
    functions: functionsAmong(module, statements),
    variables: assignmentsAmong(module, statements),
    includes: module.text.includes('include_router') ? includesIn(module) : [],
    steps: importStepsOf(statements),
  };
}

/** Returns the imports at the top level, in order. */
export function importStatementsOf({ statements }: ParsedModule): ImportStatement[] {
  return statements.filter(isImport).map((each) => readImport(each));
}

/** Whether a module has a class, a function or a variable of that name. */
export function definesName(
  { classes, functions, variables }: Definitions,
  wanted: string,
): boolean {
  return (
    variables.has(wanted) ||
    [classes, functions].some((all) => all.some((one) => one.name === wanted))
  );
}

/** Whether a name stands for something in a module that runs: defined there, or imported. */
export function bindsName(facts: Omit<ModuleFacts, 'includes' | 'steps'>, wanted: string): boolean {
  return definesName(facts, wanted) || importsName(facts.imports, wanted);
}

/**
 * Whether a line of a module begins by defining a name: most names that are looked for are found without parsing.
 *
 * @param text the source of the module.
 * @param wanted an identifier.
 */
export function definesPlainly(text: string, wanted: string): boolean {
  const definition = `^(?:(?:class|def|async def) ${wanted}\\b|${wanted}(?:: [^=\\n]+)? = )`;
  return new RegExp(definition, 'm').test(text);
}

/** Whether one of these imports gives a name a meaning in a module that runs. */
export function importsName(
  imports: readonly Pick<ImportFact, 'bound' | 'typeOnly'>[],
  wanted: string,
): boolean {
  return imports.some(({ bound, typeOnly }) => bound === wanted && !typeOnly);
}

/** Blocks whose imports count as the module's own. */
const TRIED = new Set(['if', 'elif', 'else', 'try', 'except', 'finally']);

function importsAmong(statements: readonly Statement[], typeOnly: boolean): ImportFact[] {
  let isGuarded = false;
  return statements.flatMap((statement): readonly ImportFact[] => {
    const { block = [], keyword, tokens } = statement;
    if (isImport(statement)) return readImport(statement, typeOnly).names;
    if (!TRIED.has(keyword)) return [];
    if (keyword === 'if' || keyword === 'try') {
      isGuarded = tokens.some(({ text }) => text === 'TYPE_CHECKING');
    }
    return importsAmong(block, typeOnly || isGuarded);
  });
}

function functionsAmong(module: ParsedModule, statements: readonly Statement[]): FunctionFact[] {
  return statements
    .filter(({ keyword }) => keyword === 'def')
    .map((statement) => readFunction(module, statement));
}

/** The decorators above a definition, without `@`. */
function decoratorsOf(module: ParsedModule, { decorators }: Statement): string[] {
  return decorators.map((each) => textOf(module, spanOf(each)));
}

/** What is between the first parentheses of a definition, and where they close. */
function parenthesesOf(tokens: readonly Token[]) {
  const depths = depthsOf(tokens);
  const open = tokens.findIndex(({ text }, index) => text === '(' && depths[index] === 1);
  const close = tokens.findIndex(
    ({ text }, index) => index > open && text === ')' && depths[index] === 1,
  );
  const end = close < 0 ? tokens.length : close;
  return { inside: open < 0 ? [] : tokens.slice(open + 1, end), end };
}

/** What was read of classes: where a module only grows, the statements in front stay the same objects. */
const knownClasses = new WeakMap<Statement, ClassFact>();

function classOf(module: ParsedModule, statement: Statement): ClassFact {
  const known = knownClasses.get(statement) ?? readClass(module, statement);
  knownClasses.set(statement, known);
  return known;
}

function readClass(module: ParsedModule, statement: Statement): ClassFact {
  const { block = [], tokens } = statement;
  const { positional, keywords } = readArguments(module, parenthesesOf(tokens).inside);
  return {
    name: definedName(statement) ?? '',
    decorators: decoratorsOf(module, statement),
    bases: positional,
    keywords,
    fields: assignmentsAmong(module, block),
    methods: new Map(functionsAmong(module, block).map((method) => [method.name, method])),
  };
}

function readFunction(module: ParsedModule, statement: Statement): FunctionFact {
  const { to, tokens } = statement;
  const { end, inside } = parenthesesOf(tokens);
  const [, ...returns] = tokens.slice(end + 1);
  const head = tokens.at(-1)?.to ?? to;
  return {
    name: definedName(statement) ?? '',
    isAsync: tokens[0]?.text === 'async',
    decorators: decoratorsOf(module, statement),
    parameters: textOf(module, spanOf(inside)).trim(),
    returns: textOf(module, spanOf(returns)),
    body: module.text.slice(head, to).replace(/^\s*:/, ''),
  };
}

function assignmentsAmong(
  module: ParsedModule,
  statements: readonly Statement[],
): Map<string, AssignmentFact> {
  const found = new Map<string, AssignmentFact>();
  for (const { block, from, keyword, to, tokens } of statements) {
    const [target, next] = tokens;
    if (block !== undefined || keyword !== '' || target === undefined) continue;
    if (!/^[:=,]$/.test(next?.text ?? '')) continue;
    const depths = depthsOf(tokens);
    const operator = tokens.findIndex(({ text }, index) => text === '=' && depths[index] === 0);
    if (next?.text !== ':' && operator < 0) continue;
    const annotation =
      next?.text === ':' ? tokens.slice(2, operator < 0 ? undefined : operator) : [];
    found.set(target.text, {
      annotation: textOf(module, spanOf(annotation)),
      value: operator < 0 ? '' : textOf(module, spanOf(tokens.slice(operator + 1))),
      from,
      to,
    });
  }
  return found;
}

/** Reads what is between the parentheses of a call or a class. */
function readArguments(module: ParsedModule, inside: readonly Token[]) {
  const positional: string[] = [];
  const keywords = new Map<string, string>();
  for (const item of splitTokens(inside, ',')) {
    const [first, operator, ...value] = item;
    if (first !== undefined && operator?.text === '=') {
      keywords.set(first.text, textOf(module, spanOf(value)));
    } else {
      positional.push(textOf(module, spanOf(item)));
    }
  }
  return { positional, keywords };
}

function includesIn(module: ParsedModule): IncludeFact[] {
  const owners = new Map(
    plainBlocks(module).flatMap(({ owner, statements }) =>
      statements.map((statement) => [statement, owner] as const),
    ),
  );
  const includesAmong = (statements: readonly Statement[], inLoop: boolean): IncludeFact[] =>
    statements.flatMap((statement) => [
      ...includesOf(module, statement, owners.get(statement), inLoop),
      ...includesAmong(statement.block ?? [], inLoop || /^(for|while)$/.test(statement.keyword)),
    ]);
  return includesAmong(module.statements, false);
}

/** Returns the calls in a statement; `owner` is that of the plain block it stands in, if any. */
function includesOf(
  module: ParsedModule,
  { from, to, tokens }: Statement,
  owner: number | undefined,
  inLoop: boolean,
): IncludeFact[] {
  const depths = depthsOf(tokens);
  return tokens.flatMap(({ text }, at): readonly IncludeFact[] => {
    const isCall = tokens[at - 1]?.text === '.' && tokens[at + 1]?.text === '(';
    if (text !== 'include_router' || !isCall) return [];
    const depth = depths[at] as number;
    const close = tokens.findIndex(
      ({ text }, index) => index > at && text === ')' && depths[index] === depth + 1,
    );
    const start = startOfPrimary(tokens, depths, at - 1);
    if (close < 0 || start === at - 1) return [];
    const { positional, keywords } = readArguments(module, tokens.slice(at + 2, close));
    const router = keywords.get('router') ?? positional[0];
    if (router === undefined) return [];
    const isWhole = start === 0 && close === tokens.length - 1;
    return [
      {
        receiver: textOf(module, spanOf(tokens.slice(start, at - 1))),
        router,
        options: new Map([...keywords].filter(([name]) => name !== 'router')),
        statement: isWhole && owner !== undefined ? { from, to, block: owner } : undefined,
        inLoop: inLoop || isInComprehension(tokens, depths, at),
      },
    ];
  });
}

/** Words after which an expression starts. */
const BEFORE_EXPRESSION = new Set('and assert await else if in is not or return yield'.split(' '));

/** Returns the index of the first token of the expression that the dot at `dot` takes something of. */
function startOfPrimary(tokens: readonly Token[], depths: readonly number[], dot: number): number {
  let start = dot;
  while (start > 0) {
    const before = tokens[start - 1] as Token;
    if (/^[)\]]$/.test(before.text)) {
      const depth = depths[start - 1];
      start = tokens.findLastIndex(
        ({ text }, index) => index < start - 1 && depths[index] === depth && /^[([]$/.test(text),
      );
    } else if (/^[\w."']/.test(before.text) && !BEFORE_EXPRESSION.has(before.text)) {
      start -= 1;
    } else {
      break;
    }
  }
  return start;
}

/** Whether one of the brackets around a token holds a comprehension. */
function isInComprehension(
  tokens: readonly Token[],
  depths: readonly number[],
  at: number,
): boolean {
  return tokens.some(({ text }, index) => {
    const depth = depths[index] as number;
    if (text !== 'for' || depth === 0 || depth > (depths[at] as number)) return false;
    const between = depths.slice(Math.min(index, at), Math.max(index, at));
    return Math.min(...between) >= depth;
  });
}
