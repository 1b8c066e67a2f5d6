/** How code is to look. */
import { EMITTED, FIRST_PARTY } from './ruff.js';

/** How a project wants its code to look. */
export interface FormatOptions {
  readonly lineLength: number;
  readonly quotes: 'double' | 'single';
  readonly tabs: boolean;
  /** Its own top-level modules. */
  readonly firstParty: readonly string[];
}

/** How a project of ours looks. */
export const EMITTED_FORMAT: FormatOptions = {
  lineLength: EMITTED['line-length'],
  quotes: 'double',
  tabs: false,
  firstParty: FIRST_PARTY,
};
