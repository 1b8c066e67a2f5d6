/** How a backend writes the values that one may choose from: as classes, as literals, and in columns. */
import { looksLikeDigit } from '../../feature/reserved-words.js';
import type { PythonImport } from '../../python/imports.js';
import { plainString } from '../../python/literals.js';
import type { ClassFact } from '../../python/module-facts.js';
import { isTest } from './models.js';
import type { Modules } from './modules.js';

/** What a column of choices is declared as, besides its annotation. */
export interface EnumColumn {
  /** What is called: `Enum`, `sa.Enum`; empty where the annotation says everything. */
  readonly callee: string;
  /** The arguments after the class, `name` left out. */
  readonly options: readonly string[];
  /** Whether the database is told a name for the type. */
  readonly isNamed: boolean;
  readonly imports: readonly PythonImport[];
}

/** How a backend writes choices. */
export interface EnumHabits {
  /** The base classes: `str, Enum`; undefined where choices are literals. */
  readonly bases: string | undefined;
  readonly imports: readonly PythonImport[];
  /** Whether members are called like `draft`, not like `DRAFT`. */
  readonly lowerCase: boolean;
  /** Whether the classes are called `OrderStatusEnum`. */
  readonly suffix: string;
  /** The module that has those of all features, if there is one. */
  readonly gathered: string | undefined;
  /** How columns have them; undefined where none has. */
  readonly column: EnumColumn | undefined;
}

interface StandingEnum {
  readonly path: string;
  readonly fact: ClassFact;
}

const ENUM = /(^|\.)(Str)?Enum$/;

/** Returns the enums of strings that a backend defines. */
function enumsIn(modules: Modules): StandingEnum[] {
  return modules
    .mentioning(/\b(Str)?Enum\)/)
    .filter((path) => !isTest(path, modules))
    .flatMap((path) => modules.facts(path).classes.map((fact) => ({ path, fact })))
    .filter(
      ({ fact }) =>
        fact.bases.some((base) => ENUM.test(base)) &&
        [...fact.fields.values()].some(({ value }) => plainString(value) !== undefined),
    );
}

/**
 * Reads how a backend writes choices.
 *
 * @param owned the modules that belong to a feature, in which those of others are not gathered.
 * @param usual the base classes where the backend has no choices at all.
 */
export function readEnums(
  modules: Modules,
  models: readonly StandingModel[],
  owned: ReadonlySet<string>,
  usual: string,
): EnumHabits {
  const standing = enumsIn(modules);
  const [first] = standing;
  if (first === undefined) {
    const isLiteral = modules
      .mentioning(/\bLiteral\[["']/)
      .some((path) =>
        modules
          .facts(path)
          .classes.some(({ fields }) =>
            [...fields.values()].some(({ annotation }) => /\bLiteral\[["']/.test(annotation)),
          ),
      );
    return {
      bases: isLiteral ? undefined : usual,
      imports: isLiteral
        ? [{ module: 'typing', name: 'Literal' }]
        : usual.split(', ').flatMap((name) => (name === 'str' ? [] : [{ module: 'enum', name }])),
      lowerCase: false,
      suffix: '',
      gathered: undefined,
      column: undefined,
    };
  }
  const bases = mostFrequent(standing.map(({ fact }) => fact.bases.join(', '))) as string;
  const sample = standing.find(({ fact }) => fact.bases.join(', ') === bases) ?? first;
  const members = standing.flatMap(({ fact }) => [...fact.fields.keys()]);
  const counted = standing.filter(({ path }) => !owned.has(path)).map(({ path }) => path);
  // One that stands in settings or the like is there for itself.
  const isGathering = (path: string) =>
    /(^|[/_])(enums?|choices|constants|types)(\.py|\/)/.test(path) ||
    (!/(^|[/_])(config|settings)(\.py|\/)/.test(path) &&
      counted.filter((each) => each === path).length > 1);
  const gathered = mostFrequent(
    counted.filter((path) => isGathering(path) && !models.some((each) => each.path === path)),
  );
  const ends = standing.filter(({ fact }) => fact.name.endsWith('Enum')).length;
  return {
    bases,
    imports: importsOf(modules, sample.path, bases),
    lowerCase: members.every((name) => name === name.toLowerCase()),
    suffix: ends * 2 > standing.length ? 'Enum' : '',
    gathered,
    column: readColumn(modules, models, standing),
  };
}

interface StandingModel {
  readonly path: string;
  readonly name: string;
}

function mostFrequent(names: readonly string[]): string | undefined {
  const count = (name: string) => names.filter((each) => each === name).length;
  return [...new Set(names)].toSorted((a, b) => count(b) - count(a))[0];
}

/** Returns the imports behind names in a text of a module. */
function importsOf(modules: Modules, path: string, text: string): PythonImport[] {
  const words = new Set(text.match(/(?<![\w.])[A-Za-z_]\w*/g) ?? []);
  return modules
    .facts(path)
    .imports.filter(({ bound }) => words.has(bound))
    .map(({ bound, module, name }) => ({
      module,
      name,
      ...(bound === name ? {} : { alias: bound }),
    }));
}

/** Reads the column of the first model that has one of the enums. */
function readColumn(
  modules: Modules,
  models: readonly StandingModel[],
  standing: readonly StandingEnum[],
): EnumColumn | undefined {
  const names = standing.map(({ fact }) => fact.name).join('|');
  const called = new RegExp(`((?:\\w+\\.)*\\w*Enum)\\(\\s*(?:\\w+\\.)*(?:${names})\\s*([,)][^]*)`);
  const annotated = new RegExp(`Mapped\\[(?:Optional\\[)?(?:${names})\\b`);
  for (const { name, path } of models) {
    const fact = modules.facts(path).classes.find((each) => each.name === name);
    for (const { annotation, value } of fact?.fields.values() ?? []) {
      const [, callee = '', rest = ''] = called.exec(value) ?? [];
      if (callee !== '') {
        const options = argumentsIn(rest);
        return {
          callee,
          options: options.filter((each) => !each.startsWith('name=')),
          isNamed: options.some((each) => each.startsWith('name=')),
          imports: importsOf(modules, path, callee),
        };
      }
      if (annotated.test(annotation) && !/\bString\b/.test(value)) {
        return { callee: '', options: [], isNamed: false, imports: [] };
      }
    }
  }
  return undefined;
}

/** Returns the arguments of a call behind its first one, up to where it is closed. */
function argumentsIn(rest: string): string[] {
  const found: string[] = [];
  let [depth, text] = [0, ''];
  for (const char of rest) {
    if (')]}'.includes(char) && depth === 0) break;
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    if (char === ',' && depth === 0) {
      found.push(text);
      text = '';
    } else text += char;
  }
  return [...found, text].map((each) => each.trim().replaceAll(/\s+/g, ' ')).filter(Boolean);
}

/** Returns what a member is called in a backend: `DRAFT`, `draft`. */
export function memberIn({ lowerCase }: EnumHabits, upper: string): string {
  const lower = upper.toLowerCase();
  return lowerCase && !looksLikeDigit(lower) && !KEYWORDS.has(lower) ? lower : upper;
}

/** What a member cannot be called, or what an enum has already. */
const KEYWORDS = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is lambda ' +
    'mro name nonlocal not or pass raise return try value while with yield title count index format lower upper strip split join'
  ).split(' '),
);
