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
import { listText, movedBy, type Window } from './choice-lines.js';
import { type Choice, found } from './choices.js';

/** What there is to choose. */
export interface ChoiceQuestion {
  readonly message: string;
  readonly choices: readonly Choice[];
  /** The value on which the cursor begins. */
  readonly default?: unknown;
  /** What is styled otherwise than inquirer does. */
  readonly theme: Pick<Theme, never>;
  readonly window: Window;
}

/** More would push what was said before out of sight. */
const MOST_CHOICES = 12;
const KEYS = ['↑↓ move', 'type to search', '⏎ select'];

/** Shows a list, and returns the value of the choice that was made. */
export const choicePrompt = createPrompt<unknown, ChoiceQuestion>((question, done) => {
  const { choices, window } = question;
  const theme = makeTheme(question.theme);
  const { style } = theme;
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [text, setText] = useState('');
  const [active, setActive] = useState(() => startOf(question));
  const prefix = usePrefix({ status, theme });
  const matches = found(choices, text);
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
      setActive(movedBy(key, { active, matches }));
    } else if (readline.line !== text) {
      setText(readline.line);
      setActive(0);
    }
  });

  const message = style.message(question.message, status);
  if (status === 'done' && chosen !== undefined) {
    return `${prefix} ${message} ${style.answer(chosen.short ?? chosen.name)}`;
  }
  return listText(
    `${prefix} ${message} ${style.answer(text)}`,
    { choices, matches, text, active, window, most: MOST_CHOICES, mark: () => '', keys: KEYS },
    style,
  );
});

function startOf({ choices, default: wanted }: ChoiceQuestion): number {
  return Math.max(
    choices.findIndex(({ value }) => wanted !== undefined && value === wanted),
    0,
  );
}
