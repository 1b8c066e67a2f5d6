/** How a run ends, for programs: with `--json`, one document on standard output. */
import { isForeseen } from '../errors.js';
import type { FailureDocument, PlanPart } from './documents.js';

/** Prints a document. */
export function printDocument(document: object): void {
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** Marks an error that programs have been told of, whichever copy of this package has told them. */
const TOLD = Symbol.for('generator-fastapi-feature: told');

/**
 * Prints how a run failed, unless that error has been printed: whoever knows more is first.
 *
 * @param plan what the run would have done, if it is known.
 */
export function printFailure(error: Error, plan?: PlanPart): void {
  if (Object.hasOwn(error, TOLD)) return;
  Object.defineProperty(error, TOLD, { value: true });
  printDocument({ ...failureOf(error), ...plan });
}

/** Returns how a run failed. */
export function failureOf(error: Error): FailureDocument {
  if (!isForeseen(error)) return { code: 1, message: error.message };
  const { code, message, problems } = error;
  const [first] = problems;
  return {
    code: code as FailureDocument['code'],
    message,
    place: first?.place,
    suggestion: first?.suggestion,
    problems: [...problems],
  };
}
