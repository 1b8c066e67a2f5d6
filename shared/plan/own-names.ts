/**
 * Keeps apart what a module calls the same: the names that are made from those of features, and all
 * others.
 *
 * In rendered text, names that are made from those of features carry a mark. So it can be told what
 * is the feature's (`Table` of a restaurant) and what is the template's (`Table` of SQLAlchemy), and
 * where both are in one module, one of them gets another name there.
 */
import { UsageError } from '../errors.js';
import { expressionsIn, isFormatted } from '../python/formatted-strings.js';
import { isImport, readImport } from '../python/import-statements.js';
import type { PythonImport } from '../python/imports.js';
import { definedName, parseOnce, type Statement } from '../python/syntax.js';
import { depthsOf, isWord, type Token } from '../python/tokens.js';
import type { NamesView } from './names-view.js';

/**
 * The marks: one for each feature that a text is about. These control characters are in nobody's text,
 * count as letters of Python here, and leave a string in one byte for each character, so that
 * everything that reads it stays quick.
 */
const MARKS = Array.from({ length: 32 }, (_, index) => String.fromCharCode(0x80 + index));
const ANY_MARK = /[\x80-\x9F]/g;
const IS_MARKED = /[\x80-\x9F]/;

const WORDS = /[\w\x80-\x9F]+/g;

/** The feature of every foundation: templates name it themselves. */
const FOUNDATION = 'user';

/** Marks the names of features. */
export interface Marking {
  /** Returns the names of a feature with its mark. */
  names<Names extends NamesView & { readonly Model?: string }>(names: Names): Names;
  /** Returns a name that is made from that of the first feature. */
  own(name: string): string;
}

/** Marks nothing. */
export const NO_MARKING: Marking = { names: (names) => names, own: (name) => name };

/** Returns what marks the names of a feature and then, each differently, those of others. */
export function marking(): Marking {
  const known = new Map<string, string>();
  const markOf = (feature: string) => {
    const mark = known.get(feature) ?? (MARKS[known.size % MARKS.length] as string);
    known.set(feature, mark);
    return mark;
  };
  return {
    names: (names) =>
      names.feature === FOUNDATION ? names : withMark(names, markOf(names.feature)),
    own: (name) => name + MARKS[0],
  };
}

function withMark<Names extends NamesView & { readonly Model?: string }>(
  names: Names,
  mark: string,
): Names {
  const { Feature, Features, Model, aLabel, feature, features, label, labels, path } = names;
  return {
    ...names,
    Feature: Feature + mark,
    Features: Features + mark,
    ...(Model === undefined ? {} : { Model: Model.replace(Feature, Feature + mark) }),
    aLabel: aLabel + mark,
    feature: feature + mark,
    features: features + mark,
    label: label + mark,
    labels: labels + mark,
    path: path + mark,
  };
}

/** Returns a text without marks. */
export function unmarked(text: string): string {
  return text.replaceAll(ANY_MARK, '');
}

/** A module in which each name has one meaning. */
export interface Apart {
  readonly text: string;
  /** What it may need to import. */
  readonly imports: readonly PythonImport[];
}

/**
 * Gives each name in a module one meaning, and takes the marks out.
 *
 * @param path where the module will be, for messages.
 * @param text what a template gave.
 * @param imports further imports that the module may need.
 * @throws UsageError where two things have to have one name.
 */
export function keepApart(path: string, text: string, imports: readonly PythonImport[]): Apart {
  // Reading all of a module takes long, and most of them have nothing to tell apart but in strings.
  const suspects = ambiguousWords(text);
  if (suspects.size === 0 || ambiguousWords(codeOf(text)).size === 0) {
    return { text: unmarked(text), imports };
  }
  const uses = usesOf(text, suspects);
  const renamed = new Map<string, string>();
  for (const name of suspects) {
    let other = name;
    for (const { spelling } of renamable(path, name, meaningsOf(name, uses, imports))) {
      do other += '_';
      while (text.includes(other));
      renamed.set(spelling, other);
    }
  }
  return {
    text: unmarked(withRenamed(text, uses, renamed)),
    imports: imports.map((one) => {
      const alias = renamed.get(one.alias ?? one.name);
      return alias === undefined ? one : { ...one, alias };
    }),
  };
}

/** Returns a text without what is in its strings but for the expressions of formatted ones. */
function codeOf(text: string): string {
  return text.replaceAll(/"[^"\n]*"/g, (string) => (string.match(/\{[^}]*\}/g) ?? []).join(' '));
}

/** Returns the words that are spelt the same but for marks. */
function ambiguousWords(text: string): ReadonlySet<string> {
  const spellings = new Set(text.match(WORDS));
  const ambiguous = new Set<string>();
  const seen = new Set<string>();
  for (const spelling of spellings) {
    if (!IS_MARKED.test(spelling)) continue;
    const name = unmarked(spelling);
    if (seen.has(name) || spellings.has(name)) ambiguous.add(name);
    seen.add(name);
  }
  return ambiguous;
}

/** A place where a module uses a name. */
interface Use extends Token {
  /** What the place does with the name, other than reading it. */
  readonly binds?: 'import' | 'definition' | 'variable' | 'parameter';
  /** Which of the statements of the module it is in. */
  readonly statement: number;
  /** Whether it is in a function, whose names nobody else sees. */
  readonly isInFunction: boolean;
  /** The module that it is imported from. */
  readonly module?: string;
  /** Whether it is what `as` calls something. */
  readonly isAlias?: boolean;
}

/** One of the things that a module has one name for. */
interface Meaning {
  readonly spelling: string;
  readonly uses: readonly Use[];
  /** Whether it is made from the name of a feature. */
  readonly isOwn: boolean;
  readonly isImported: boolean;
  /** Whether it is known in functions only, each of which has its own. */
  readonly isLocal: boolean;
}

function meaningsOf(
  name: string,
  uses: readonly Use[],
  imports: readonly PythonImport[],
): readonly Meaning[] {
  const all = uses.filter(({ text }) => unmarked(text) === name);
  return [...new Set(all.map(({ text }) => text))].map((spelling) => {
    const own = all.filter(({ text }) => text === spelling);
    const bindings = own.filter(({ binds }) => binds !== undefined);
    const isAdded = imports.some((one) => (one.alias ?? one.name) === spelling);
    const isLocal = !isAdded && bindings.every(({ isInFunction }) => isInFunction);
    return {
      spelling,
      uses: own,
      isOwn: spelling !== name,
      isImported: isAdded || (!isLocal && bindings.every(({ binds }) => binds === 'import')),
      isLocal,
    };
  });
}

/**
 * Returns which of the meanings of a name are called something else: all but one.
 *
 * @throws UsageError where more than one cannot be.
 */
function renamable(path: string, name: string, meanings: readonly Meaning[]): readonly Meaning[] {
  if (areOne(meanings)) return [];
  // What is local and not the feature's may be a fixture, or an argument that callers name.
  const canBe = meanings.filter(
    ({ isImported, isLocal, isOwn }) => isImported || (isLocal && isOwn),
  );
  const fixed = meanings.filter((one) => !canBe.includes(one));
  if (fixed.length > 1 && !areSeparate(fixed)) throw clash(path, name);
  // A local name is easier to change than what readers know from elsewhere.
  const order = ({ isLocal, isOwn }: Meaning) => (isLocal ? 0 : isOwn ? 2 : 1);
  const sorted = canBe.toSorted((a, b) => order(a) - order(b));
  return fixed.length > 0 ? sorted : sorted.slice(0, -1);
}

/** Whether all of these are imported from one module: they are the same. */
function areOne(meanings: readonly Meaning[]): boolean {
  const modules = meanings.flatMap(({ uses }) => uses.flatMap(({ module }) => module ?? []));
  return (
    meanings.every(({ isImported }) => isImported) && new Set(modules.map(unmarked)).size === 1
  );
}

/** Whether no statement uses two of these, so that one that hides the other does no harm. */
function areSeparate(meanings: readonly Meaning[]): boolean {
  const statements = meanings.flatMap(({ uses }) => [
    ...new Set(uses.map(({ statement }) => statement)),
  ]);
  return meanings.some(({ isLocal }) => isLocal) && new Set(statements).size === statements.length;
}

function clash(path: string, name: string): UsageError {
  return new UsageError(
    `${path} would call two things "${name}": one that every feature has there, and one of this feature. ` +
      'Choose a more specific name for the feature.',
  );
}

function withRenamed(
  text: string,
  uses: readonly Use[],
  renamed: ReadonlyMap<string, string>,
): string {
  let result = '';
  let done = 0;
  for (const { binds, from, isAlias, text: spelling, to } of uses) {
    const other = renamed.get(spelling);
    if (other === undefined) continue;
    const isFirst = binds === 'import' && !isAlias;
    result += text.slice(done, from) + (isFirst ? `${spelling} as ${other}` : other);
    done = to;
  }
  return result + text.slice(done);
}

// --- where a module uses a name -----------------------------------------------------------------

/** Returns the places where a module uses one of these names, in their order. */
function usesOf(text: string, names: ReadonlySet<string>): readonly Use[] {
  return parseOnce(text)
    .statements.flatMap((each, statement) => usesIn(each, { statement, isInFunction: false }))
    .filter((use) => names.has(unmarked(use.text)))
    .sort((a, b) => a.from - b.from);
}

type Place = Pick<Use, 'isInFunction' | 'statement'>;

function usesIn(statement: Statement, place: Place): Use[] {
  if (isImport(statement)) {
    return readImport(statement).names.map(({ alias, bound, module, to }) => ({
      ...place,
      module,
      binds: 'import',
      text: bound,
      from: to - bound.length,
      to,
      isAlias: alias !== undefined,
    }));
  }
  const { block = [], decorators, keyword, tokens } = statement;
  const inside = keyword === 'def' ? { ...place, isInFunction: true } : place;
  const defined = definedName(statement);
  const name = tokens.find(({ text }) => text === defined);
  return [
    ...decorators.flatMap((each) => namesAmong(each, place)),
    ...(name === undefined ? [] : [{ ...name, ...place, binds: 'definition' as const }]),
    ...namesAmong(tokens, inside, keyword === 'def').filter(({ from }) => from !== name?.from),
    ...block.flatMap((each) => usesIn(each, inside)),
  ];
}

/**
 * Returns the tokens that are names: neither attributes nor, in a call, those of arguments.
 *
 * @param isHead whether they are the head of a function.
 */
function namesAmong(tokens: readonly Token[], place: Place, isHead = false): Use[] {
  const depths = depthsOf(tokens);
  return tokens.flatMap((token, index): readonly Use[] => {
    if (isFormatted(token)) return namesAmong(expressionsIn(token) ?? [], place);
    const before = tokens[index - 1]?.text ?? '';
    const next = tokens[index + 1]?.text ?? '';
    if (!isWord(token) || before === '.') return [];
    const isItem = /^[(,*]$|^\*\*$/.test(before);
    if (isHead && isItem && depths[index] === 1)
      return [{ ...token, ...place, binds: 'parameter' }];
    if (next === '=' && isItem) return [];
    const isTarget = index === 0 && /^[:=,]$/.test(next);
    const isBound = isTarget || next === ':=' || /^(as|for|lambda)$/.test(before);
    return [{ ...token, ...place, ...(isBound ? { binds: 'variable' as const } : {}) }];
  });
}
