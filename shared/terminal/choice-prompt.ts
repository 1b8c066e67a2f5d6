/** Asks for one of several: a list that says how long it is, and that can be searched by typing. */
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isUpKey,
  makeTheme,
  type Theme,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';
import { wrappedLines } from '../show/text-width.js';
import { type Choice, found, pageOf } from './choices.js';

/** What there is to choose. */
export interface ChoiceQuestion {
  readonly message: string;
  readonly choices: readonly Choice[];
  /** The value on which the cursor begins. */
  readonly default?: unknown;
  /** What is styled otherwise than inquirer does. */
  readonly theme: Pick<Theme, never>;
  /** The size of the window. */
  readonly window: { readonly columns: number; readonly rows: number };
}

/** The lines of a question that are no choices: the question, an empty line, and the keys. */
const OTHER_LINES = 4;
const FEWEST_CHOICES = 4;
/** Nothing is typed where the cursor is. Inquirer shows it again in the end. */
const HIDE_CURSOR = '\u001B[?25l';
/** More would push what was said before out of sight. */
const MOST_CHOICES = 12;

/** Shows a list, and returns the value of the choice that was made. */
export const choicePrompt = createPrompt<unknown, ChoiceQuestion>((question, done) => {
  const theme = makeTheme(question.theme);
  const { style } = theme;
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [text, setText] = useState('');
  const [active, setActive] = useState(() => startOf(question));
  const prefix = usePrefix({ status, theme });
  const matches = found(question.choices, text);
  const chosen = matches[active];

  useKeypress((key, readline) => {
    if (isEnterKey(key)) {
      if (chosen === undefined) {
        // Readline has taken the line away.
        readline.write(text);
        return;
      }
      setStatus('done');
      done(chosen.value);
    } else if (isUpKey(key) || isDownKey(key)) {
      const next = active + (isUpKey(key) ? -1 : 1);
      if (next >= 0 && next < matches.length) setActive(next);
    } else if (readline.line !== text) {
      setText(readline.line);
      setActive(0);
    }
  });

  const message = style.message(question.message, status);
  if (status === 'done' && chosen !== undefined) {
    return `${prefix} ${message} ${style.answer(chosen.short ?? chosen.name)}`;
  }
  const about = chosen?.description ?? '';
  const lines = [
    ...linesOf(question, matches, active, style),
    ...(matches.length === 0 ? [style.error(`Nothing here is like "${text.trim()}".`)] : []),
    '',
    ...(about === '' ? [] : [wrappedLines(about, question.window.columns - 1)]),
    style.help(
      matches.length === 0 ? 'backspace to see more' : '↑↓ move • type to search • ⏎ select',
    ),
  ];
  // The cursor waits below the list, where it stays if the window gets narrower.
  const header = `${prefix} ${message} ${style.answer(text)}`.trimEnd();
  return [header, ...lines].join('\n') + HIDE_CURSOR;
});

function startOf({ choices, default: wanted }: ChoiceQuestion): number {
  return Math.max(
    choices.findIndex(({ value }) => wanted !== undefined && value === wanted),
    0,
  );
}

function linesOf(
  { choices, window }: ChoiceQuestion,
  matches: readonly Choice[],
  active: number,
  style: { highlight(text: string): string; help(text: string): string },
): string[] {
  const width = window.columns - 1;
  // The list keeps its size while the cursor moves.
  const heights = choices.map(({ description: about = '' }) =>
    about === '' ? 0 : wrappedLines(about, width).split('\n').length,
  );
  const left = window.rows - OTHER_LINES - Math.max(...heights);
  const { from, more, to } = pageOf(
    matches.length,
    active,
    Math.min(Math.max(left, FEWEST_CHOICES), MOST_CHOICES),
  );
  const shown = matches.slice(from, to).map(({ name }, index) => {
    const line = `${from + index === active ? '❯' : ' '} ${name}`.slice(0, width);
    return from + index === active ? style.highlight(line) : line;
  });
  return more === undefined ? shown : [...shown, style.help(`  ${more}`)];
}
