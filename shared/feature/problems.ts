/** Everything that is wrong with what was given, so that one mistake does not hide the next. */
import { type Problem, UsageError } from '../errors.js';

/** The mistakes that have been found so far. */
export class Problems {
  readonly #found: Problem[] = [];

  constructor(known: readonly Problem[] = []) {
    this.add(...known);
  }

  add(...problems: readonly Problem[]): void {
    this.#found.push(...problems);
  }

  /** How many there are. */
  get count(): number {
    return this.#found.length;
  }

  /** Whether something is wrong at a place itself. */
  has(place: string): boolean {
    return this.#found.some((problem) => problem.place === place);
  }

  /** Returns what is wrong at a place or within it. */
  within(place: string): readonly Problem[] {
    return this.#found.filter((problem) => isWithin(problem.place ?? '', place));
  }

  /**
   * Does something, and keeps what it complains about.
   *
   * @param place where that is, if the complaint does not know.
   * @returns its result; undefined if something is wrong.
   */
  collect<T>(act: () => T, place?: string): T | undefined {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.add(...error.problems.map((problem) => ({ ...problem, place: problem.place ?? place })));
      return undefined;
    }
  }

  /** @throws UsageError with everything that was found, if anything was. */
  settle(): void {
    if (this.#found.length > 0) throw new UsageError(this.#found);
  }
}

function isWithin(place: string, outer: string): boolean {
  return place.startsWith(outer) && /^([.[]|$)/.test(place.slice(outer.length));
}
