/** Shows each kind of question, with lines that break at words. */
import confirm from '@inquirer/confirm';
import input from '@inquirer/input';
import type { Question } from '../ask/ask.js';
import { styled } from '../show/styled.js';
import { wrappedLines } from '../show/text-width.js';
import { type BoxesQuestion, boxesPrompt } from './boxes-prompt.js';
import { choicePrompt } from './choice-prompt.js';
import type { Choice } from './choices.js';
import type { Frame } from './frame.js';
import type { Keys } from './keyboard.js';

/** A question that is shown. */
export type Shown = Promise<unknown> & {
  /** Takes it away: its promise is rejected. */
  cancel(): void;
};

/** What is in front of a message, and between it and the answer. */
const MARK = '? '.length;

/**
 * Shows a question.
 *
 * @throws Error for a kind of question that there is not.
 */
export function show(question: Question, keys: Keys, frame: Frame): Shown {
  const context = { input: keys as never, output: frame as never };
  const { columns, rows } = frame;
  const theme = themeOf(question, columns);
  const config = { ...question, message: messageOf(question, columns), theme };
  switch (question.type) {
    case 'input':
      return input({ ...config, ...withHint(question, theme) } as never, context) as Shown;
    case 'confirm':
      return confirm(config as never, context) as Shown;
    case 'select':
    case 'expand':
      return choicePrompt(
        { ...config, choices: choicesOf(question), window: { columns, rows } },
        context,
      ) as Shown;
    case 'checkbox':
      return boxesPrompt(
        { ...config, window: { columns, rows } } as unknown as BoxesQuestion,
        context,
      ) as Shown;
    default:
      throw new Error(`there is no question of the type ${question.type}`);
  }
}

function messageOf({ message }: Question, columns: number): string {
  return wrappedLines(String(message), columns - 1, MARK);
}

/** Where a choice has a key, it is found by it. */
function choicesOf({ choices }: Question): readonly Choice[] {
  return (choices as readonly (Choice & { readonly key?: string })[]).map(({ key, ...choice }) => ({
    ...choice,
    name: key === undefined ? choice.name : `${key}) ${choice.name}`,
    short: choice.short ?? choice.name,
  }));
}

/** A hint gives way to what is typed, which needs the line. */
function withHint({ hint }: Question, { style }: ReturnType<typeof themeOf>) {
  if (hint === undefined) return {};
  return {
    transformer: (typed: string, { isFinal }: { readonly isFinal: boolean }) => {
      if (isFinal) return style.answer(typed);
      return typed === '' ? style.hint(hint) : typed;
    },
  };
}

function themeOf(question: Question, columns: number) {
  const width = columns - 1;
  const last = messageOf(question, columns).split('\n').at(-1) ?? '';
  const taken = MARK + last.length + 1;
  return {
    style: {
      message: (text: string) => styled('bold', text),
      answer: (text: string) => styled('cyan', wrappedLines(text, width, taken)),
      hint: (text: string) => styled('dim', wrappedLines(text, width, taken)),
      defaultAnswer: (text: string) =>
        styled(
          'dim',
          question.type === 'confirm' ? `y or n (${question.default ? 'y' : 'n'})` : `(${text})`,
        ),
      error: (text: string) => styled('red', wrappedLines(`> ${text}`, width)),
    },
  };
}
