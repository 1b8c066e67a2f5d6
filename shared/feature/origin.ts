/** Where a feature was written, for messages. */
import { UsageError } from '../errors.js';

/** Where a feature was written. */
export interface Origin {
  /** What goes before a message about the feature as a whole: `features.product: `. */
  readonly prefix: string;
  /**
   * Returns the name of a key of the feature, or of one within it: `--read`,
   * `features.product.access.read`.
   */
  place(path: string): string;
  /** Returns the name of a field in a list, which is counted from 0: `field 1`, `features.product.fields[0]`. */
  listed(index: number): string;
}

/** The command line, where a key within another key has its own option. */
export const COMMAND_LINE: Origin = {
  prefix: '',
  place: (path) => `--${path.slice(path.lastIndexOf('.') + 1)}`,
  listed: (index) => `field ${index + 1}`,
};

/** A feature written as data. */
export function dataOrigin(path: string): Origin {
  const within = path === '' ? '' : `${path}.`;
  return {
    prefix: path === '' ? '' : `${path}: `,
    place: (key) => within + key,
    listed: (index) => `${within}fields[${index}]`,
  };
}

/** Adds the place to a usage error: before its message, and for programs. */
export function placed<T>(prefix: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const outer = prefix.replace(/: $/, '');
    const problems = error.problems.map(({ message, place, suggestion }) => ({
      message: prefix + message,
      place: [outer, place].filter(Boolean).join(', ') || 'FEATURE',
      suggestion,
    }));
    throw new UsageError(problems);
  }
}
