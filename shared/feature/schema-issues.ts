/**
 * Turns the issues that the schema library finds into the kind of sentences that all our errors
 * consist of.
 */
import type * as z from 'zod';
import type { Problem } from '../errors.js';

type Issue = z.core.$ZodIssue;

/** What is wrong, and where. */
interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The key at fault within the path, if the path has no such value. */
  readonly key?: string;
}

/** What messages call the kinds of values. */
const NOUNS: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  null: 'nothing',
  number: 'a number',
  object: 'an object with keys',
  record: 'an object with keys',
  string: 'a string',
};

/**
 * Describes issues.
 *
 * @param issues what the schema found, at least one.
 * @param input what was checked.
 * @param whole what to call the input as a whole, if a complaint is about that.
 * @returns for each a sentence, such as `features.product.tests: has to be true or false, but is the text "yes".`
 */
export function describeIssues(
  issues: readonly Issue[],
  input: unknown,
  whole: string,
): readonly Problem[] {
  return complaintsOf(issues, input).map(({ key, message, path }) => ({
    message: `${path.length === 0 ? whole : placeOf(path)}: ${message}`,
    place: placeOf(key === undefined ? path : [...path, key]),
  }));
}

function complaintsOf(issues: readonly Issue[], input: unknown): Complaint[] {
  const unknown = issues.filter(({ code }) => code === 'unrecognized_keys');
  return issues.flatMap((issue) => {
    const isMissing = issue.path.length > 0 && valueAt(input, issue.path) === undefined;
    const outer = placeOf(issue.path.slice(0, -1));
    // A misspelt key explains why another one is missing.
    if (isMissing && unknown.some(({ path }) => placeOf(path) === outer)) return [];
    return complaintsAbout(issue, input);
  });
}

function complaintsAbout(issue: Issue, input: unknown): Complaint[] {
  const { path } = issue;
  const value = valueAt(input, path);
  switch (issue.code) {
    case 'invalid_union': {
      // The branch of the right kind says more precisely what is wrong than the union does.
      const branch = issue.errors.find((errors) => !errors.some(isOtherKind));
      if (branch === undefined)
        return [{ path, message: wrongKind(kindsOf(issue.errors.flat()), value) }];
      return complaintsOf(branch, value).map((inner) => ({
        ...inner,
        path: [...path, ...inner.path],
      }));
    }
    case 'invalid_type':
      return [{ path, message: wrongKind([issue.expected], value) }];
    case 'invalid_value':
      return [{ path, message: wrongKind(['string'], value) }];
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, index) => ({ path, key, message: messages[index] ?? '' }));
    }
    default:
      return [{ path, message: issue.message }];
  }
}

/** Whether an issue says that the value as a whole is of another kind. */
function isOtherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function kindsOf(issues: readonly Issue[]): string[] {
  return issues.map((issue) => (issue.code === 'invalid_type' ? issue.expected : 'string'));
}

function wrongKind(expected: readonly string[], value: unknown): string {
  const nouns = [...new Set(expected.map((kind) => NOUNS[kind] ?? kind))];
  const last = nouns.pop();
  const allowed = nouns.length === 0 ? last : `${nouns.join(', ')} or ${last}`;
  if (value === undefined) return `is missing; it must be ${allowed}.`;
  return `must be ${allowed}, but is ${described(value)}.`;
}

function described(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'string')
    return `the string "${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`;
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object with keys' : String(value);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** Writes a path as messages do: `features.product.fields[0]`. */
export function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}
