/**
 * Patterns as programs, and whether a text matches: as Pydantic sees it, and in time that grows
 * only with the length of pattern and text.
 */
import { type CharacterSet, isWord } from './pattern-characters.js';
import { type Assertion, type PatternNode, readPattern } from './portable-pattern.js';

/** A step of a program: takes a character, holds at a place, goes on in several ways, or is the end. */
export type Step =
  | { readonly kind: 'take'; readonly set: CharacterSet; readonly next: Step }
  | { readonly kind: 'assert'; readonly assertion: Assertion; readonly next: Step }
  | { readonly kind: 'fork'; readonly branches: Step[] }
  | { readonly kind: 'end' };

const ANYTHING: CharacterSet = { named: [], has: () => true };

/**
 * Returns the first step of a program that takes exactly the texts in which the pattern occurs.
 *
 * @param pattern one that can be used.
 */
export function programOf(pattern: string): Step {
  const after = loop({ kind: 'set', set: ANYTHING }, { kind: 'end' });
  return loop({ kind: 'set', set: ANYTHING }, compile(readPattern(pattern), after));
}

/** Returns the first step of what a node stands for, followed by `next`. */
function compile(node: PatternNode, next: Step): Step {
  switch (node.kind) {
    case 'set':
      return { kind: 'take', set: node.set, next };
    case 'assertion':
      return { kind: 'assert', assertion: node.assertion, next };
    case 'sequence':
      return node.parts.reduceRight((following, part) => compile(part, following), next);
    case 'choice':
      return { kind: 'fork', branches: node.parts.map((part) => compile(part, next)) };
    case 'repetition': {
      const { fewest, most, part } = node;
      let first = next;
      if (most === Number.POSITIVE_INFINITY) first = loop(part, next);
      else {
        for (let copy = fewest; copy < most; copy += 1) {
          first = { kind: 'fork', branches: [compile(part, first), next] };
        }
      }
      for (let copy = 0; copy < fewest; copy += 1) first = compile(part, first);
      return first;
    }
  }
}

function loop(part: PatternNode, next: Step): Step {
  const branches = [next];
  const fork: Step = { kind: 'fork', branches };
  branches.push(compile(part, fork));
  return fork;
}

/**
 * Whether a pattern occurs in a text.
 *
 * @param pattern one that can be used.
 */
export function occurs(pattern: string, text: string): boolean {
  const characters = [...text];
  let steps = reachable([programOf(pattern)], undefined, characters[0]);
  characters.forEach((character, index) => {
    const taken = steps.flatMap((step) =>
      step.kind === 'take' && step.set.has(character) ? [step.next] : [],
    );
    steps = reachable(taken, character, characters[index + 1]);
  });
  return steps.some(({ kind }) => kind === 'end');
}

/**
 * Whether a pattern may occur in a text with a slash. What depends on the borders of words is taken to hold.
 *
 * @param pattern one that can be used.
 */
export function takesSlash(pattern: string): boolean {
  const seen = new Map<Step, Set<string>>();
  const open: Way[] = [{ step: programOf(pattern), isFirst: true, isLast: false, hasSlash: false }];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const { hasSlash, isFirst, isLast, step } = way;
    const known = seen.get(step) ?? new Set();
    const place = `${isFirst} ${isLast} ${hasSlash}`;
    if (known.has(place)) continue;
    seen.set(step, known.add(place));
    if (step.kind === 'end' && hasSlash) return true;
    open.push(...waysFrom(way));
  }
  return false;
}

/** A step of a program, and what is known of the text on the way to it. */
interface Way {
  readonly step: Step;
  /** Whether nothing is before it. */
  readonly isFirst: boolean;
  /** Whether nothing may follow. */
  readonly isLast: boolean;
  readonly hasSlash: boolean;
}

function waysFrom(way: Way): Way[] {
  const { isFirst, isLast, step } = way;
  switch (step.kind) {
    case 'end':
      return [];
    case 'fork':
      return step.branches.map((branch) => ({ ...way, step: branch }));
    case 'assert':
      if (step.assertion === 'start' && !isFirst) return [];
      return [{ ...way, step: step.next, isLast: isLast || step.assertion === 'end' }];
    case 'take': {
      if (isLast) return [];
      const taken = { ...way, step: step.next, isFirst: false };
      return step.set.has('/') ? [taken, { ...taken, hasSlash: true }] : [taken];
    }
  }
}

/** Returns the steps that take a character or end, and can be reached at a place without one. */
function reachable(
  from: readonly Step[],
  before: string | undefined,
  after: string | undefined,
): Step[] {
  const seen = new Set<Step>();
  const open = [...from];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (seen.has(step)) continue;
    seen.add(step);
    if (step.kind === 'fork') open.push(...step.branches);
    if (step.kind === 'assert' && holds(step.assertion, before, after)) open.push(step.next);
  }
  return [...seen].filter(({ kind }) => kind === 'take' || kind === 'end');
}

function holds(
  assertion: Assertion,
  before: string | undefined,
  after: string | undefined,
): boolean {
  if (assertion === 'start') return before === undefined;
  if (assertion === 'end') return after === undefined;
  const isBoundary =
    (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
  return isBoundary === (assertion === 'boundary');
}
