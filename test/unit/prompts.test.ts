/** How questions are shown and answered, key by key. */
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Question } from '../../shared/ask/ask.js';
import { Keys } from '../../shared/terminal/keyboard.js';
import { show } from '../../shared/terminal/questions.js';

const CLEAR = '\u0015';
const DOWN = '\u001B[B';

/** Answers a question with keys, and returns its answer, if it came to one, and what was shown last. */
async function answered(
  question: Question,
  keys: readonly string[],
  { columns = 80, rows = 24 } = {},
): Promise<{ readonly answer: unknown; readonly screen: string }> {
  const typed = new Keys({ isFresh: false, takesLines: false });
  const frame = Object.assign(new PassThrough(), { columns, rows, isTTY: true });
  let raw = '';
  frame.on('data', (data: Buffer) => {
    raw = data.toString().includes('\u001B[2K') || raw === '' ? data.toString() : raw;
  });
  const shown = show(question, typed, frame as never);
  let answer: unknown;
  const settled = shown.then(
    (value) => {
      answer = value;
    },
    () => undefined,
  );
  for (const key of keys) {
    typed.give(key);
    await turn();
  }
  await turn();
  const screen = stripVTControlCharacters(raw).trimEnd();
  shown.cancel();
  await settled;
  return { answer, screen };
}

describe('boxes', () => {
  const names = ['optional', 'unique', 'index', 'private', 'column'];
  const shown = (name: string) => (name === 'column' ? 'column   the last one' : name);
  const question = {
    type: 'checkbox',
    name: 'modifiers',
    message: 'What else?',
    choices: names.map((name) => ({ name: shown(name), value: name, checked: name === 'private' })),
  };

  test.each<[string, readonly string[], readonly string[]]>([
    ['ticked by the space bar', [' ', DOWN, ' ', '\r'], ['optional', 'unique', 'private']],
    ['found by typing, and ticked by Enter', ['col', '\r', '\r'], ['private', 'column']],
    ['found by several words', ['last one', '\r', '\r'], ['private', 'column']],
    ['not ticked any more', ['priv', '\r', '\r'], []],
    ['the first and no letter of a word', ['a', CLEAR, 'i', CLEAR, '\r'], ['private']],
    ['looked for in vain', ['zz', '\r', ' ', '\r', CLEAR, '\r'], ['private']],
  ])('can be %s', async (_, keys, values) => {
    expect((await answered(question, keys)).answer).toEqual(values);
  });

  test('say how many there are besides those in sight', async () => {
    const choices = Array.from({ length: 30 }, (_, index) => ({ name: `f${index}`, value: index }));
    const { screen } = await answered({ ...question, choices }, [DOWN], { rows: 12 });
    expect(screen).toContain('❯◯ f1');
    expect(screen).toContain('↓ 23 more');
    expect(screen.split('\n').length).toBeLessThanOrEqual(12);
  });

  test('that are longer than the line are shown whole below while the cursor is there', async () => {
    const long = 'caller   set from who has signed in, never in a request, never changed';
    const choices = ['short', long].map((name) => ({ name, value: name }));
    const { screen } = await answered({ ...question, choices }, [DOWN], { columns: 50 });
    expect(screen).toMatch(/^❯◯ caller .*…$/m);
    expect(screen).toMatch(
      /^caller set from who has signed in, never in a\nrequest, never changed$/m,
    );
  });

  test('are kept where they are refused, with what is wrong', async () => {
    const validate = (values: readonly unknown[]) => values.length < 2 || 'one at most';
    const { answer, screen } = await answered({ ...question, validate }, [' ', '\r']);
    expect(answer).toBeUndefined();
    expect(screen).toMatch(/❯◉ optional[\s\S]*◉ private[\s\S]*> one at most$/);
    const corrected = await answered({ ...question, validate }, [' ', '\r', ' ', '\r']);
    expect(corrected.answer).toEqual(['private']);
  });

  test('of which one is needed say so', async () => {
    const { answer, screen } = await answered({ ...question, required: true }, ['priv\r', '\r']);
    expect(answer).toBeUndefined();
    expect(screen).toContain('Tick at least one');
  });
});

describe('a line', () => {
  const question = { type: 'input', name: 'field', message: 'Next field?', hint: 'Enter: no more' };

  test('has its hint until something is typed, which needs the place', async () => {
    expect((await answered(question, ['a', '\u007F'])).screen).toBe('? Next field? Enter: no more');
    expect((await answered(question, ['price:int'])).screen).toBe('? Next field? price:int');
    expect(await answered(question, ['price:int', '\r'])).toEqual({
      answer: 'price:int',
      screen: '✔ Next field? price:int',
    });
  });

  test('breaks its hint at words', async () => {
    const { screen } = await answered(question, ['a', '\u007F'], { columns: 25 });
    expect(screen).toBe('? Next field? Enter: no\nmore');
  });
});

test('a list in which nothing is found says how to see it again', async () => {
  const question = {
    type: 'select',
    name: 'type',
    message: 'Type?',
    choices: [{ name: 'str', value: 'str' }],
  };
  const { screen } = await answered(question, ['zz\r']);
  expect(screen).toMatch(/Nothing here is like "zz"[\s\S]*ctrl-u to see all/);
  expect((await answered(question, ['zz\r', CLEAR, '\r'])).answer).toBe('str');
});
