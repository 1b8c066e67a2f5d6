/** What completion offers, which the build writes for the runner. */
import { VOCABULARY } from '../generators/completion/vocabulary.js';

/** The text of the file. */
export const VOCABULARY_TEXT = `${JSON.stringify(VOCABULARY)}\n`;
