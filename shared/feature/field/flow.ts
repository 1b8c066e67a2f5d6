/**
 * The state machine of an enum: the paths that were written, and the steps that they allow.
 *
 * A path is `draft-active-archived`. As a value can have hyphens itself, the longest value that fits is
 * taken; where that is not the one that is meant, dots are between the values, which no value can have:
 * `on.hold`.
 */
import { suggest } from '../../suggestion.js';
import { type CheckedField, FieldProblem, type SettingValues } from './settings.js';

/** A state, and those that may follow it. */
export interface State {
  readonly state: string;
  /** In the order of the enum. */
  readonly next: readonly string[];
}

type Path = readonly string[];

const FORM =
  'Paths are joined by "/", their values by "-": flow=draft-active-archived/draft-archived.';

/** Turns the paths of a spec file into what a token has. */
export function flowAsText(paths: SettingValues['paths']): string {
  if (typeof paths === 'string') return paths;
  return paths.map((path) => (typeof path === 'string' ? path : path.join('.'))).join('/');
}

/**
 * Checks a state machine against the values of its enum.
 *
 * @returns its canonical text.
 * @throws FieldProblem for what is no value, a step from a value to itself, and a value that nothing leads to.
 */
export function checkFlow(text: string, values: readonly string[]): string {
  const paths = readPaths(text, values);
  const [start = ''] = paths[0] ?? [];
  const reached = reachedFrom(start, paths);
  const lost = values.find((value) => !reached.has(value));
  if (lost !== undefined) {
    throw problem(
      `no step leads to "${lost}".`,
      `New rows begin as "${start}", the first value of the first path. Add a path that leads on to "${lost}", or remove it from the enum. ${FORM}`,
    );
  }
  return paths.map((path) => writePath(path, values)).join('/');
}

/** Returns the value that new rows begin with. */
export function startOf(flow: string, values: readonly string[]): string | undefined {
  return readPaths(flow, values)[0]?.[0];
}

/** Returns the states of a field, the one that rows begin with first; none if it has no state machine. */
export function stepsOf({ flow, values = [] }: CheckedField): readonly State[] {
  if (flow === undefined) return [];
  const paths = readPaths(flow, values);
  const start = paths[0]?.[0];
  return [
    ...values.filter((value) => value === start),
    ...values.filter((value) => value !== start),
  ].map((state) => {
    const after = nextOf(state, paths);
    return { state, next: values.filter((value) => after.has(value)) };
  });
}

function readPaths(text: string, values: readonly string[]): readonly Path[] {
  const written = text.split('/');
  const paths = written.map((path) => readPath(path, values));
  for (const [index, path] of paths.entries()) {
    const again = paths.slice(0, index).some((other) => isSame(other, path));
    if (again) throw problem(`the path "${written[index]}" appears twice.`, 'Remove one of them.');
  }
  return paths;
}

function readPath(text: string, values: readonly string[]): Path {
  if (text === '') throw problem('a path is empty.', `Remove the slash. ${FORM}`);
  const path = text.includes('.') ? text.split('.') : splitAtHyphens(text, values);
  const unknown = path.find((state) => !values.includes(state));
  if (unknown !== undefined) throw unknownState(unknown, text, values);
  if (path.length < 2) {
    throw problem(`the path "${text}" has a single value, and so no step.`, FORM);
  }
  const index = path.findIndex((state, at) => state === path[at + 1]);
  if (index < 0) return path;
  throw problem(
    `the path "${text}" has a step from "${path[index]}" to itself.`,
    'A row that stays what it is needs no step. Remove it.',
  );
}

/** Takes a path apart. The longest value that fits is taken, so that values can have hyphens. */
function splitAtHyphens(text: string, values: readonly string[]): Path {
  const longestFirst = values.toSorted((one, other) => other.length - one.length);
  const path: string[] = [];
  for (let rest = text; ; ) {
    const whole = longestFirst.find((value) => rest === value);
    const state = whole ?? longestFirst.find((value) => rest.startsWith(`${value}-`));
    if (state === undefined) throw unreadable(rest, text, values);
    path.push(state);
    if (whole !== undefined) return path;
    rest = rest.slice(state.length + 1);
  }
}

/** Says why a path cannot be taken apart: some of it is no value, or hyphens are read otherwise than they are meant. */
function unreadable(rest: string, text: string, values: readonly string[]): FieldProblem {
  const meant = readingOf(text, values);
  if (meant === undefined) return unknownState(rest.split('-')[0] ?? '', text, values);
  return problem(
    `the hyphens of "${text}" can be read in several ways.`,
    'Put dots between the values of the path, or write it as a list in a spec file.',
    `flow=${meant.join('.')}`,
  );
}

/** Returns a way to take a path apart into values, whichever of them fit; undefined if there is none. */
function readingOf(text: string, values: readonly string[]): Path | undefined {
  // What is left after some of the path is read once, however it was come to.
  const known = new Map<string, Path | undefined>();
  const read = (rest: string): Path | undefined => {
    if (values.includes(rest)) return [rest];
    if (known.has(rest)) return known.get(rest);
    known.set(rest, undefined);
    for (const value of values) {
      const after = rest.startsWith(`${value}-`) ? read(rest.slice(value.length + 1)) : undefined;
      if (after !== undefined) known.set(rest, [value, ...after]);
    }
    return known.get(rest);
  };
  return read(text);
}

function unknownState(word: string, path: string, values: readonly string[]): FieldProblem {
  const complaint =
    word === ''
      ? `a value is missing in the path "${path}".`
      : `"${word}" in the path "${path}" is no value of the enum.`;
  const near = word === '' ? undefined : suggest(word, values);
  return problem(complaint, `Values: ${values.join(', ')}. ${FORM}`, near);
}

function problem(complaint: string, advice: string, suggestion?: string): FieldProblem {
  return new FieldProblem('flow.value', complaint, advice, suggestion);
}

/** Writes a path so that it is read as it is. */
function writePath(path: Path, values: readonly string[]): string {
  const text = path.join('-');
  try {
    if (isSame(splitAtHyphens(text, values), path)) return text;
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
  }
  return path.join('.');
}

function isSame(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((state, index) => state === other[index]);
}

function nextOf(state: string, paths: readonly Path[]): ReadonlySet<string> {
  return new Set(
    paths.flatMap((path) =>
      path.flatMap((each, index) => {
        const next = path[index + 1];
        return each === state && next !== undefined ? [next] : [];
      }),
    ),
  );
}

function reachedFrom(start: string, paths: readonly Path[]): ReadonlySet<string> {
  const reached = new Set([start]);
  // What is added while the set is walked is walked, too.
  for (const state of reached) for (const next of nextOf(state, paths)) reached.add(next);
  return reached;
}
