/** Whether a text is Python at all. */
import { EMITTED_FORMAT } from './format-options.js';
import { formatPython } from './formatter.js';
import { openWorkspace, type Problem, problemsOf } from './ruff.js';

/** Any Python there is, and no rules but the grammar's. */
const ANY_PYTHON = { 'target-version': 'py314', lint: { select: [] } };

/** The first place, from 1, where a text is not Python; undefined where all of it is. */
export function firstSyntaxError(text: string): Problem | undefined {
  // What the formatter reads is Python. What it does not may be too new for it.
  if (formatPython(text, EMITTED_FORMAT) !== undefined) return undefined;
  return problemsOf(openWorkspace(ANY_PYTHON), text).find(
    ({ code }) => code === null || code === 'invalid-syntax',
  );
}
