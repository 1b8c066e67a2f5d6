/** Texts that match a pattern, one for each number: the larger the number, the later the text comes in order. */
import { pythonString } from '../../python/literals.js';
import type { CharacterSet } from './pattern-characters.js';
import { occurs } from './pattern-program.js';
import { type PatternNode, readPattern } from './portable-pattern.js';

/** As many texts as the tests of a project ask for, with room to spare. */
const FEWEST = 500;

/** More places than these are not counted: that many digits are more than a test run, or a development database, needs. */
const MOST_COUNTED = 6;

/** As many texts as these are enough, so that further letters are not counted. */
const ENOUGH = 100_000;

/** Texts that are counted up. */
export interface CountedTexts {
  /** Returns the text of a number. */
  readonly at: (number: number) => string;
  /** The same as an expression in Python, of `n`. */
  readonly ofN: string;
}

/** Characters in a row, of which a place in a text has one. */
interface Run {
  readonly first: string;
  readonly count: number;
}

const RUNS: readonly Run[] = [
  { first: '0', count: 10 },
  { first: 'A', count: 26 },
  { first: 'a', count: 26 },
];

/** What is tried where a place takes none of the runs. */
const SINGLE = [...'-_.~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];

/**
 * Returns texts of a pattern, if each of its places can be told.
 *
 * @param pattern one that can be used.
 * @param shortest the fewest characters of a text.
 * @param longest the most characters of a text.
 * @returns undefined if it has too few texts of that kind.
 */
export function countedTexts(
  pattern: string,
  shortest: number,
  longest: number,
): CountedTexts | undefined {
  const wanted = Math.min(longest, Math.max(shortest, MOST_COUNTED));
  const places = placesOf(readPattern(pattern), wanted)?.slice(0, longest);
  if (places === undefined) return undefined;
  const texts = counted(places.flatMap(runOf));
  const fits = [1, 2, FEWEST].map(texts.at).every((text) => {
    return text.length >= shortest && text.length <= longest && occurs(pattern, text);
  });
  return fits && texts.size >= FEWEST ? texts : undefined;
}

/**
 * Returns texts that begin with the same words.
 *
 * @param before the words.
 * @param longest the most characters of a text.
 * @returns undefined if that leaves too few of them.
 */
export function countedAfter(before: string, longest: number): CountedTexts | undefined {
  const [digit, letter] = RUNS as [Run, Run];
  const room = longest - before.length;
  const single = [...before].map((first) => ({ first, count: 1 }));
  const run = room > 2 ? digit : letter;
  const texts = counted([...single, ...Array<Run>(Math.min(room, MOST_COUNTED)).fill(run)]);
  return texts.size >= FEWEST ? texts : undefined;
}

/** Returns what each place of a text can be; undefined if that cannot be told. */
function placesOf(node: PatternNode, wanted: number): CharacterSet[] | undefined {
  switch (node.kind) {
    case 'set':
      return [node.set];
    case 'assertion':
      return [];
    case 'choice':
      return node.parts[0] && placesOf(node.parts[0], wanted);
    case 'repetition': {
      const once = placesOf(node.part, wanted);
      const times = Math.max(node.fewest, Math.min(node.most, wanted));
      return once && Array.from({ length: times }, () => once).flat();
    }
    case 'sequence': {
      const parts = node.parts.map((part) => placesOf(part, wanted));
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
    }
  }
}

function runOf(set: CharacterSet): Run[] {
  const run = RUNS.find(({ count, first }) => charactersOf({ count, first }).every(set.has));
  if (run !== undefined) return [run];
  const single = SINGLE.find((character) => set.has(character));
  return single === undefined ? [] : [{ first: single, count: 1 }];
}

function counted(places: readonly Run[]): CountedTexts & { readonly size: number } {
  const runs = withFixedHead(places);
  const weights = runs.map((_, index) =>
    runs.slice(index + 1).reduce((product, { count }) => product * count, 1),
  );
  const size = runs.reduce((product, { count }) => product * count, 1);
  return {
    size,
    at: (number) =>
      runs
        .map((run, index) => characterAt(run, Math.floor(number / (weights[index] ?? 1))))
        .join(''),
    ofN: expressionOf(runs, weights, size),
  };
}

/** Leaves as many places to count, from the end, as are enough. */
function withFixedHead(places: readonly Run[]): Run[] {
  let size = 1;
  return places
    .toReversed()
    .map((run) => {
      if (size >= ENOUGH && run.count !== 10) return { ...run, count: 1 };
      if (size >= 10 ** MOST_COUNTED) return { ...run, count: 1 };
      size *= run.count;
      return run;
    })
    .toReversed();
}

function charactersOf({ count, first }: Run): string[] {
  return Array.from({ length: count }, (_, at) => characterAt({ first, count }, at));
}

function characterAt({ count, first }: Run, number: number): string {
  return String.fromCharCode(first.charCodeAt(0) + (number % count));
}

function expressionOf(runs: readonly Run[], weights: readonly number[], size: number): string {
  const from = runs.findIndex(({ count }) => count > 1);
  const head = runs.slice(0, from).map(({ first }) => first);
  const tail = runs.slice(from);
  if (tail.every(({ count }) => count === 10)) {
    const number = size >= 10 ** MOST_COUNTED ? 'n' : `n % ${size}`;
    return `f"${head.join('')}{${number}:0${tail.length}}"`;
  }
  const pieces = tail.map(({ count, first }, index) => {
    if (count === 1) return first;
    const weight = weights[from + index] ?? 1;
    const number = `${weight > 1 ? `n // ${weight}` : 'n'} % ${count}`;
    return count === 10 ? `{${number}}` : `{chr(${first.charCodeAt(0)} + ${number})}`;
  });
  return `f"${head.join('')}${pieces.join('')}"`;
}

/** Returns a text in Python. */
export function literalOf({ at }: CountedTexts, number: number): string {
  return pythonString(at(number));
}
