/** Asks for any of several: a list with a box in front of each, that can be searched by typing as all others are. */
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  makeTheme,
  type Theme,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';
import { listText, movedBy, type Window } from './choice-lines.js';
import { type Choice, found } from './choices.js';

/** A choice that can be ticked. */
export interface Box extends Choice {
  /** Whether it is from the start. */
  readonly checked?: boolean;
}

/** What there is to tick. */
export interface BoxesQuestion {
  readonly message: string;
  readonly choices: readonly Box[];
  /** Whether at least one has to be ticked. */
  readonly required?: boolean;
  /** Checks the values of what is ticked: true, or what is wrong. */
  readonly validate?: (values: readonly unknown[]) => true | string;
  /** What is styled otherwise than inquirer does. */
  readonly theme: Pick<Theme, never>;
  readonly window: Window;
}

const KEYS = ['↑↓ move', 'space tick', 'type to search', '⏎ done'];
/** Whoever searches for something wants it: Enter ends nothing until it is ticked. */
const KEYS_OF_SEARCH = ['↑↓ move', '⏎ tick it', 'ctrl-u to see all'];

/** Shows a list, and returns the values of what is ticked. */
export const boxesPrompt = createPrompt<unknown, BoxesQuestion>((question, done) => {
  const { choices, validate = () => true, window } = question;
  const theme = makeTheme(question.theme);
  const { style } = theme;
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [ticked, setTicked] = useState<readonly Box[]>(() => choices.filter(isChecked));
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const prefix = usePrefix({ status, theme });
  const matches: readonly Box[] = found(choices, text);
  const chosen = matches[active];

  useKeypress((key, readline) => {
    const isEnter = isEnterKey(key);
    if (isEnter && text === '') {
      const values = ticked.map(({ value }) => value);
      const verdict =
        question.required === true && values.length === 0
          ? 'Tick at least one of them.'
          : validate(values);
      setWrong(verdict === true ? undefined : verdict);
      if (verdict !== true) return;
      setStatus('done');
      done(values);
    } else if (isEnter || (text === '' && isSpaceKey(key))) {
      readline.clearLine(0);
      if (chosen === undefined) {
        // It stays to be corrected.
        readline.write(text);
        return;
      }
      setTicked(choices.filter((each) => ticked.includes(each) !== (each === chosen)));
      setWrong(undefined);
      setText('');
      setActive(choices.indexOf(chosen));
    } else if (isUpKey(key) || isDownKey(key)) {
      setActive(movedBy(key, { active, matches }));
      setWrong(undefined);
    } else if (readline.line !== text) {
      setText(readline.line);
      setActive(0);
      setWrong(undefined);
    }
  });

  const message = style.message(question.message, status);
  if (status === 'done') {
    const names = ticked.map(({ name, short }) => short ?? name);
    return `${prefix} ${message} ${style.answer(names.join(', '))}`.trimEnd();
  }
  const list = listText(
    `${prefix} ${message} ${style.answer(text)}`,
    {
      choices,
      matches,
      text,
      active,
      window,
      most: choices.length,
      mark: (choice) => (ticked.includes(choice) ? '◉' : '◯'),
      keys: text === '' ? KEYS : KEYS_OF_SEARCH,
    },
    style,
  );
  return wrong === undefined ? list : [list, style.error(wrong)];
});

function isChecked({ checked }: Box): boolean {
  return checked === true;
}
