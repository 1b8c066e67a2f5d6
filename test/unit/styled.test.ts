import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { styled } from '../../shared/show/styled.js';

const { CI, FORCE_COLOR, NO_COLOR } = process.env;
const { isTTY } = process.stdout;

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

beforeEach(() => {
  // Node takes what a CI shows for the opposite of a terminal.
  restore('CI', undefined);
  restore('FORCE_COLOR', undefined);
  restore('NO_COLOR', undefined);
});
afterEach(() => {
  restore('CI', CI);
  restore('FORCE_COLOR', FORCE_COLOR);
  restore('NO_COLOR', NO_COLOR);
  process.stdout.isTTY = isTTY;
});

// The oldest Node that is supported would style in all of these cases.
test.each<[string, boolean, Record<string, string>, boolean]>([
  ['a terminal', true, { TERM: 'xterm-256color' }, true],
  ['a terminal whose user wants none', true, { NO_COLOR: '1' }, false],
  ['a terminal that has none', true, { TERM: 'dumb', COLORTERM: '' }, false],
  ['a pipe', false, {}, false],
  ['a pipe for a program that wants some', false, { FORCE_COLOR: '1' }, true],
  ['a pipe for a program that wants none', false, { FORCE_COLOR: '0' }, false],
])('%s', (_, isTerminal, env, isStyled) => {
  const { TERM, COLORTERM } = process.env;
  Object.assign(process.env, env);
  process.stdout.isTTY = isTerminal;
  expect(styled('cyan', 'edit')).toBe(isStyled ? '\u001B[36medit\u001B[39m' : 'edit');
  restore('TERM', TERM);
  restore('COLORTERM', COLORTERM);
});
