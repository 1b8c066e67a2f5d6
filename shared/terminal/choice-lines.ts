/** How a list of choices is shown, whether one of them is chosen or several are ticked. */
import { isUpKey, type KeypressEvent } from '@inquirer/core';
import { wrappedLines } from '../show/text-width.js';
import { type Choice, pageOf } from './choices.js';

/** The size of the window. */
export interface Window {
  readonly columns: number;
  readonly rows: number;
}

/** How texts are told apart. */
export interface Styles {
  error(text: string): string;
  help(text: string): string;
  highlight(text: string): string;
}

/** A list as it is at the moment. */
export interface List {
  readonly choices: readonly Choice[];
  /** Those of them that are found by what is typed. */
  readonly matches: readonly Choice[];
  /** What is typed. */
  readonly text: string;
  /** The place of the cursor among those that are found. */
  readonly active: number;
  readonly window: Window;
  /** How many choices are in sight at most. */
  readonly most: number;
  /** Returns what is in front of a choice, besides the cursor. */
  readonly mark: (choice: Choice) => string;
  /** What the keys do. */
  readonly keys: readonly string[];
}

/** The lines of a question that are no choices: the question, an empty line, and the keys. */
const OTHER_LINES = 4;
const FEWEST_CHOICES = 4;
/** The cursor, a box and a space. */
const MARKS = 3;
/** Nothing is typed where the cursor is. Inquirer shows it again in the end. */
const HIDE_CURSOR = '\u001B[?25l';

/** Returns the place of the cursor after an arrow key: it stays in the list. */
export function movedBy(key: KeypressEvent, { active, matches }: Pick<List, 'active' | 'matches'>) {
  const next = active + (isUpKey(key) ? -1 : 1);
  return next >= 0 && next < matches.length ? next : active;
}

/**
 * Returns the lines of a question: its message, the choices, what the one under the cursor means, and the keys.
 *
 * The cursor waits below them, where it stays if the window gets narrower.
 */
export function listText(header: string, list: List, style: Styles): string {
  const { active, keys, matches, text, window } = list;
  const about = aboutOf(matches[active], window);
  const isEmpty = matches.length === 0;
  return (
    [
      header.trimEnd(),
      ...linesOf(list, style),
      ...(isEmpty ? [style.error(`Nothing here is like "${text.trim()}".`)] : []),
      '',
      ...about,
      style.help((isEmpty ? ['backspace to see more', 'ctrl-u to see all'] : keys).join(' • ')),
    ].join('\n') + HIDE_CURSOR
  );
}

function linesOf(
  { active, choices, mark, matches, most, window }: List,
  style: Styles,
): readonly string[] {
  const width = window.columns - 1;
  // The list keeps its size while the cursor moves.
  const heights = choices.map((choice) => aboutOf(choice, window).length);
  const left = window.rows - OTHER_LINES - Math.max(...heights);
  const { from, more, to } = pageOf(
    matches.length,
    active,
    Math.min(Math.max(left, FEWEST_CHOICES), most),
  );
  const shown = matches.slice(from, to).map((choice, index) => {
    const isActive = from + index === active;
    const line = shortened(`${isActive ? '❯' : ' '}${mark(choice)} ${choice.name}`, width);
    return isActive ? style.highlight(line) : line;
  });
  return more === undefined ? shown : [...shown, style.help(`  ${more}`)];
}

/** Returns what is said of the choice under the cursor: of one that is too long for its line, all of it. */
function aboutOf(choice: Choice | undefined, { columns }: Window): readonly string[] {
  const { description, name = '' } = choice ?? {};
  const isCut = name.length > columns - 1 - MARKS;
  const about = description ?? (isCut ? name.replace(/ {2,}/g, ' ') : '');
  return about === '' ? [] : wrappedLines(about, columns - 1).split('\n');
}

function shortened(line: string, width: number): string {
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}
