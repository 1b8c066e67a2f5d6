/** What is found in many files, kept up to date file by file. */
import { positionOf } from '../sorted.js';

/** What is found in the files of a kind, in the order of their names. */
export class Findings<T> {
  readonly #names: string[];
  readonly #found: (readonly T[])[];
  #all: readonly T[];

  /** @param found what is found in each file, by its name, sorted. */
  constructor(found: readonly (readonly [name: string, found: readonly T[]])[]) {
    this.#names = found.map(([name]) => name);
    this.#found = found.map(([, each]) => each);
    this.#all = this.#found.flat();
  }

  /** All of it. What was returned before stays as it is. */
  get all(): readonly T[] {
    return this.#all;
  }

  /** Says what is found in a file, in place of what was found there before. */
  set(name: string, found: readonly T[]): void {
    const position = positionOf(this.#names, name);
    const isKnown = this.#names[position] === name;
    const replaced = isKnown ? (this.#found[position] as readonly T[]).length : 0;
    let before = 0;
    for (let index = 0; index < position; index += 1) before += this.#found[index]?.length ?? 0;
    if (!isKnown) this.#names.splice(position, 0, name);
    this.#found.splice(position, isKnown ? 1 : 0, found);
    const all = this.#all.slice();
    all.splice(before, replaced, ...found);
    this.#all = all;
  }
}
