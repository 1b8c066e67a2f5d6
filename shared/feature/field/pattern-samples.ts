/** Texts that match a pattern. */

import { type CharacterSet, isWord } from './pattern-characters.js';
import { programOf, type Step } from './pattern-program.js';

/** How many different texts are looked for. */
const WANTED = 20;

/** How often one of each length is tried. */
const TRIES = 60;

/** How many states are looked at, which takes a fraction of a second. */
const MOST_STATES = 200_000;

/** How many characters are made of texts that are of no use: known already, or such as fit nowhere, as blank ones. */
const MOST_WASTED = 2_000_000;

/** What can be before or after a place between two characters. */
const EDGE = 1;
const WORD = 2;
const OTHER = 4;
const ANY = EDGE | WORD | OTHER;

/** A step of the program, after some characters. */
interface State {
  readonly step: Step;
  /** What is before it. */
  readonly before: number;
  /** What may be after it, so that all assertions on the way here hold. */
  readonly after: number;
  /** The ways here: the state before, and what the character between them can be, if there is one. */
  readonly ways: Way[];
}

interface Way {
  readonly from: State;
  readonly characters?: readonly string[];
}

/** A state to be added, and how it was reached. */
type Arrival = Omit<State, 'ways'> & { readonly way?: Way };

/**
 * Returns texts that match a pattern, the shortest first, in printable ASCII where that matches.
 *
 * All ways through the program of the pattern are followed at once, so the time it takes depends on
 * the size of the pattern only.
 *
 * @param pattern one that can be used.
 * @param shortest the fewest characters of a text.
 * @param longest the most characters of a text.
 * @param fits what else a text has to satisfy.
 * @returns up to twenty different texts; none if there is none, or none was found in good time.
 */
export function matchingTexts(
  pattern: string,
  shortest: number,
  longest: number,
  fits: (text: string) => boolean,
): string[] {
  const found = new Set<string>();
  const random = randomNumbers();
  const examples = findExamples(/\\b/i.test(pattern) ? [WORD, OTHER] : [WORD | OTHER]);
  let states = statesFrom([{ step: programOf(pattern), before: EDGE, after: ANY }]);
  let looked = 0;
  let wasted = 0;
  for (let length = 0; length <= longest && states.length > 0; length += 1) {
    const ends = states.filter(({ after, step }) => step.kind === 'end' && after & EDGE);
    const tries = length < shortest || ends.length === 0 ? 0 : TRIES;
    for (let tried = 0; tried < tries && found.size < WANTED; tried += 1) {
      const text = textTo(pick(ends, random), random);
      if (found.has(text) || !fits(text)) wasted += length;
      else found.add(text);
    }
    looked += states.length;
    if (found.size === WANTED || looked > MOST_STATES || wasted > MOST_WASTED) break;
    states = statesFrom(states.flatMap((state) => withCharacter(state, examples)));
  }
  return [...found];
}

/** Returns all states that can be reached without a further character. */
function statesFrom(arrivals: readonly Arrival[]): State[] {
  const states: State[] = [];
  const numbers = new Map<Step, Map<number, number>>();
  /** Adds a way to a state; the state too, unless it is known. */
  const arrive = ({ way, ...state }: Arrival, from: number) => {
    const key = state.before * (ANY + 1) + state.after;
    const ofStep = numbers.get(state.step) ?? new Map<number, number>();
    numbers.set(state.step, ofStep);
    const known = ofStep.get(key);
    if (known === undefined) {
      ofStep.set(key, states.length);
      states.push({ ...state, ways: way === undefined ? [] : [way] });
    } else if (from < known && way !== undefined) {
      // A way from a later state could lead in a circle.
      states[known]?.ways.push(way);
    }
  };
  for (const arrival of arrivals) arrive(arrival, -1);
  for (let number = 0; number < states.length; number += 1) {
    const state = states[number] as State;
    for (const arrival of withoutCharacter(state)) {
      arrive({ ...arrival, way: { from: state } }, number);
    }
  }
  return states;
}

function withoutCharacter({ after, before, step }: State): Omit<Arrival, 'way'>[] {
  if (step.kind === 'fork') return step.branches.map((branch) => ({ step: branch, before, after }));
  if (step.kind !== 'assert') return [];
  const allowed = after & allowedAfter(step.assertion, before);
  return allowed === 0 ? [] : [{ step: step.next, before, after: allowed }];
}

function allowedAfter(assertion: string, before: number): number {
  if (assertion === 'start') return before === EDGE ? ANY : 0;
  if (assertion === 'end') return EDGE;
  const isWordNext = (before === WORD) !== (assertion === 'boundary');
  return isWordNext ? WORD : EDGE | OTHER;
}

function withCharacter(state: State, examples: Examples): Arrival[] {
  const { after, step } = state;
  if (step.kind !== 'take') return [];
  return examples(step.set).flatMap(([before, characters]) =>
    (before & after) === 0
      ? []
      : [{ step: step.next, before, after: ANY, way: { from: state, characters } }],
  );
}

function textTo(end: State, random: () => number): string {
  const characters: string[] = [];
  for (let state = end; state.ways.length > 0; ) {
    const way = pick(state.ways, random);
    if (way.characters !== undefined) characters.push(pick(way.characters, random));
    state = way.from;
  }
  return characters.reverse().join('');
}

// --- characters ---------------------------------------------------------------------------------

/** Returns some characters of a set, those of words apart from others where that matters. */
type Examples = (set: CharacterSet) => readonly (readonly [kind: number, characters: string[]])[];

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index));

function findExamples(kinds: readonly number[]): Examples {
  const known = new Map<CharacterSet, ReturnType<Examples>>();
  return (set) => {
    const found = known.get(set) ?? kinds.map((kind) => [kind, charactersOf(set, kind)] as const);
    known.set(set, found);
    return found.filter(([, characters]) => characters.length > 0);
  };
}

/** Returns some characters of a set: letters and digits if it has any, else what can be seen. */
function charactersOf(set: CharacterSet, kind: number): string[] {
  const isOne = (character: string) =>
    set.has(character) && (kind & (isWord(character) ? WORD : OTHER)) !== 0;
  const printable = PRINTABLE.filter(isOne);
  for (const preferred of [/[A-Za-z0-9]/, /[!-~]/, / /]) {
    const some = printable.filter((character) => preferred.test(character));
    if (some.length > 0) return some;
  }
  const named = set.named.filter(isOne);
  return named.length > 0 ? named : farCharacters(isOne);
}

/** Returns some visible characters beyond ASCII. */
function farCharacters(isOne: (character: string) => boolean): string[] {
  const found: string[] = [];
  for (let code = 0xa1; code < 0x20000 && found.length < WANTED; code += 1) {
    const character = String.fromCodePoint(code);
    if (/[\p{L}\p{M}\p{N}\p{P}\p{S}\u00a0]/u.test(character) && isOne(character)) {
      found.push(character);
    }
  }
  return found;
}

// --- chance -------------------------------------------------------------------------------------

function pick<T>(among: readonly T[], random: () => number): T {
  return among[Math.floor(random() * among.length)] as T;
}

/** Returns numbers between 0 and 1: the same ones in each run, so that samples stay the same. */
function randomNumbers(): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}
