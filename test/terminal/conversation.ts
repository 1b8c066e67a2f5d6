/** A conversation with a terminal, key by key. */
import type { Key, Terminal } from './terminal.js';

/** What to wait for, and what to do then. */
export interface Exchange {
  readonly sees: string | RegExp;
  readonly types?: string;
  readonly presses?: readonly Key[];
}

/**
 * The last question while it waits for an answer. Once answered, it has another mark in place of
 * the `?`.
 */
const GO_AHEAD = /^\? Go ahead\?/m;

/** A newcomer's first feature, starting in an empty folder. */
export const FIRST_FEATURE: readonly Exchange[] = [
  { sees: 'Which architecture', presses: ['Down', 'Down', 'Down'] },
  { sees: '❯ A package for each feature', presses: ['Enter'] },
  { sees: 'What is the feature called', types: 'class', presses: ['Enter'] },
  { sees: 'it is a Python keyword', presses: ['Ctrl-U'] },
  { sees: 'What is the feature called', types: 'product', presses: ['Enter'] },
  { sees: 'What is the first field?', types: 'name', presses: ['Enter'] },
  { sees: 'What type is name?', presses: ['Enter'] },
  { sees: 'How many characters at most?', types: '120', presses: ['Enter'] },
  { sees: 'What else applies to name?', presses: ['Down', 'Down', 'Down', 'Space', 'Enter'] },
  { sees: 'Next field?', types: 'price:decmal', presses: ['Enter'] },
  { sees: 'Did you mean "decimal"?', presses: ['Ctrl-U'] },
  { sees: 'Next field?', types: 'price:decimal=10.2:gt=0 stock:int', presses: ['Enter'] },
  { sees: /stock:int: int in Python.*^\? Next field/ms, types: '?', presses: ['Enter'] },
  { sees: 'The fields of product', types: 'stock', presses: ['Enter'] },
  { sees: 'What about stock:int?', presses: ['Down', 'Down', 'Enter'] },
  { sees: /removed stock:int.*The fields of product/ms, types: 'right', presses: ['Enter'] },
  { sees: /They are right.*^\? Next field/ms, types: 'owner', presses: ['Enter'] },
  { sees: 'What type is owner?', types: 're' },
  { sees: '❯ ref=MODEL', presses: ['Enter'] },
  { sees: 'Which model does owner refer to?', presses: ['Enter'] },
  { sees: 'What else applies to owner?', presses: ['Space', 'Enter'] },
  { sees: /owner:ref=User:optional.*^\? Next field/ms, presses: ['Enter'] },
  { sees: 'Is everything else as usual?', presses: ['Down', 'Enter'] },
  { sees: 'What do you want to decide?', presses: ['Down', 'Down', 'Down'] },
  { sees: '❯◯ the endpoints', presses: ['Space', 'Down', 'Down', 'Down', 'Down', 'Down', 'Down'] },
  { sees: '❯◯ who may list and read', presses: ['Space', 'Down', 'Space', 'Down', 'Space'] },
  { sees: '❯◉ who may delete', presses: ['Down', 'Space', 'Down', 'Space', 'Enter'] },
  { sees: 'Which endpoints?', presses: ['Enter'] },
  { sees: 'Who may list and read?', presses: ['Up', 'Enter'] },
  { sees: 'Who may create and update?', presses: ['Enter'] },
  { sees: 'Who may delete?', presses: ['Down', 'Enter'] },
  { sees: 'What else does it take', presses: ['Enter'] },
  { sees: /^\? Write a page about it/m, types: 'y', presses: ['Enter'] },
  { sees: GO_AHEAD, types: 'explain', presses: ['Enter'] },
  { sees: /The page about the feature.*^\? Go ahead\?/ms, types: 'open', presses: ['Enter'] },
  { sees: 'What do you want to see?', types: 'users', presses: ['Enter'] },
  { sees: /create_admin.*^\? Go ahead\?/ms, types: 'chan' },
  { sees: '❯ Change an answer', presses: ['Enter'] },
  { sees: 'Which answer do you want to change?', types: 'about it', presses: ['Enter'] },
  { sees: /^\? Write a page about it/m, types: 'n', presses: ['Enter'] },
  { sees: GO_AHEAD, presses: ['Enter'] },
];

/** Waits for its moment, does what an exchange says, and returns the screen at that moment. */
export async function exchange(
  terminal: Terminal,
  { presses = [], sees, types }: Exchange,
): Promise<string> {
  const screen = await terminal.see(sees);
  if (types !== undefined) terminal.type(types);
  terminal.press(...presses);
  return screen;
}

/** Returns an exchange as it is noted in a recording. */
export function noteOf({ presses = [], types }: Exchange): string {
  return [...(types === undefined ? [] : [`type ${types}`]), ...presses].join(', ');
}
