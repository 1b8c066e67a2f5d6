/** What a module does while it is imported, as far as other modules can tell: it imports, and names come to be. */
import { type ImportFact, isImport, readImport } from './import-statements.js';
import { definedName, type Statement } from './syntax.js';
import { depthsOf, type Token } from './tokens.js';

/** A name that comes to be, or an import that runs. */
export type ImportStep =
  | { readonly binds: string }
  | {
      readonly imports: ImportFact;
      /** Whether the module goes on without it: it is tried, or may not run at all. */
      readonly isTried: boolean;
    };

/** What gives a module names that cannot be read. */
const MAKES_NAMES = /\b(__getattr__|globals\(\)|sys\.modules|exec\()/;

/** Whether a module may have names that its statements do not show. */
export function hasHiddenNames(text: string): boolean {
  return MAKES_NAMES.test(text);
}

/** Returns the steps of a module's statements, in order. What is for type checkers only, and the bodies of functions, do not run. */
export function importStepsOf(statements: readonly Statement[]): ImportStep[] {
  return stepsAmong(statements, { isTried: false, isClass: false });
}

interface Surrounding {
  readonly isTried: boolean;
  /** Names in the body of a class are not the module's. */
  readonly isClass: boolean;
}

function stepsAmong(statements: readonly Statement[], within: Surrounding): ImportStep[] {
  return statements.flatMap((statement): ImportStep[] => {
    const { block, keyword, tokens } = statement;
    if (isImport(statement)) {
      return readImport(statement).names.flatMap((imports): ImportStep[] => [
        { imports, isTried: within.isTried },
        ...(within.isClass || imports.name === '*' ? [] : [{ binds: imports.bound }]),
      ]);
    }
    if (keyword === 'def') return named(statement, within);
    if (keyword === 'class') {
      return [
        ...stepsAmong(block ?? [], { ...within, isClass: true }),
        ...named(statement, within),
      ];
    }
    if (keyword === 'if' && isForTypes(tokens)) return [];
    const own = within.isClass ? [] : boundBy(statement).map((binds) => ({ binds }));
    if (block === undefined) return own;
    const isTried = within.isTried || keyword !== 'with';
    return [...own, ...stepsAmong(block, { ...within, isTried })];
  });
}

function isForTypes(tokens: readonly Token[]): boolean {
  return (
    tokens.some(({ text }) => text === 'TYPE_CHECKING') &&
    !tokens.some(({ text }) => text === 'not')
  );
}

function named(statement: Statement, { isClass }: Surrounding): ImportStep[] {
  const name = definedName(statement);
  return isClass || name === undefined ? [] : [{ binds: name }];
}

const NAME = /^[A-Za-z_\u0080-\uFFFE][\w\u0080-\uFFFE]*$/;

/** Returns the names that a statement may give a value: rather too many than too few. */
function boundBy({ keyword, tokens }: Statement): string[] {
  const texts = tokens.map(({ text }) => text);
  const walrus = texts.filter((_, index) => texts[index + 1] === ':=');
  if (keyword === 'for') return [...walrus, ...namesIn(texts.slice(1, texts.indexOf('in')))];
  if (keyword === 'with' || keyword === 'except') {
    return [
      ...walrus,
      ...texts.flatMap((text, index) => (text === 'as' ? namesIn(texts.slice(index + 1)) : [])),
    ];
  }
  if (keyword === 'case') return namesIn(texts.slice(1));
  if (keyword !== '') return walrus;
  if (texts[0] === 'type' && NAME.test(texts[1] ?? '')) return [texts[1] as string];
  const depths = depthsOf(tokens);
  const last = texts.findLastIndex(
    (text, index) => depths[index] === 0 && /^([-+*/%@&|^]|\*\*|\/\/|>>|<<)?=$/.test(text),
  );
  return [...walrus, ...(last < 0 ? [] : namesIn(texts.slice(0, last)))];
}

function namesIn(texts: readonly string[]): string[] {
  return texts.filter((text, index) => NAME.test(text) && texts[index - 1] !== '.');
}
