/** Where something is in a JSON text. It is only looked for once something is wrong. */

const SPACE = /[ \t\r\n]*/y;
const SCALAR =
  /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/uy;

/** The places of a JSON text. */
export interface JsonPlaces {
  /** Where the text stops being JSON: `line 3, column 5`; undefined if all of it is JSON. */
  readonly fault: string | undefined;
  /** Returns where the value at a path of keys is, or of the nearest one around it. */
  of(path: readonly string[]): string;
  /** What an object has more than once: the values of each such path, as source texts. */
  readonly repeated: readonly Repeated[];
}

/** A key that an object has more than once. */
export interface Repeated {
  readonly path: readonly string[];
  readonly values: readonly string[];
}

/** Finds the places in a JSON text. */
export function findPlaces(text: string): JsonPlaces {
  const offsets = new Map<string, number>();
  const reader = new Reader(text, offsets);
  const fault = reader.fault();
  const placed = (offset: number): string => {
    const before = text.slice(0, offset).split('\n');
    return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  };
  return {
    fault: fault === undefined ? undefined : placed(fault),
    repeated: reader.repeated(),
    of(path) {
      const known = offsets.get(JSON.stringify(path));
      if (known !== undefined || path.length === 0) return placed(known ?? 0);
      return this.of(path.slice(0, -1));
    },
  };
}

/** Is thrown where the text is no longer JSON. */
class Fault extends Error {}

class Reader {
  #at = 0;
  readonly #values = new Map<string, string[]>();

  constructor(
    private readonly text: string,
    private readonly offsets: Map<string, number>,
  ) {}

  /** Returns the offset at which the text is no longer JSON; undefined if all of it is. */
  fault(): number | undefined {
    try {
      this.#value([]);
      this.#skip();
      return this.#at < this.text.length ? this.#at : undefined;
    } catch (error) {
      if (error instanceof Fault) return this.#at;
      throw error;
    }
  }

  repeated(): Repeated[] {
    return [...this.#values].flatMap(([path, values]) =>
      values.length > 1 ? [{ path: JSON.parse(path), values }] : [],
    );
  }

  #value(path: readonly string[]): void {
    this.#skip();
    this.offsets.set(JSON.stringify(path), this.#at);
    if (this.#take('{')) this.#list('}', () => this.#entry(path));
    else if (this.#take('[')) this.#list(']', () => this.#value([...path, '']));
    else this.#match(SCALAR);
  }

  #entry(path: readonly string[]): void {
    this.#skip();
    const start = this.#at;
    if (this.text[start] !== '"') throw new Fault();
    const key = JSON.parse(this.#match(SCALAR)) as string;
    this.#skip();
    if (!this.#take(':')) throw new Fault();
    const own = JSON.stringify([...path, key]);
    const from = this.#at;
    this.#value([...path, key]);
    this.offsets.set(own, start);
    // Objects in a list have the same path.
    if (!path.includes('')) {
      const values = this.#values.get(own) ?? [];
      this.#values.set(own, [...values, this.text.slice(from, this.#at).trim()]);
    }
  }

  #list(end: string, element: () => void): void {
    this.#skip();
    if (this.#take(end)) return;
    do {
      element();
      this.#skip();
    } while (this.#take(','));
    if (!this.#take(end)) throw new Fault();
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skip(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [matched] = pattern.exec(this.text) ?? [];
    if (matched === undefined) throw new Fault();
    this.#at += matched.length;
    return matched;
  }
}
