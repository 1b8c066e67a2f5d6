/** A module that a run edits again and again, one feature after the other. */
import { type Insertion, inOrder, refuseEdit } from './edits.js';
import { type ParsedModule, parsePython } from './syntax.js';
import { firstSyntaxError } from './syntax-error.js';
import type { Span } from './tokens.js';

/** A stretch of the text that moves when text is put in before it, and grows when it is put into it. */
export type Place = { -readonly [Key in keyof Span]: Span[Key] };

/** What edits read: each kind of edit has its own. */
type ReadingName = 'imports' | 'exports' | 'includes' | 'names' | `statements ${string}`;

/** What was read of the module, with the places that it mentions. */
interface Reading {
  readonly value: unknown;
  readonly places: Place[];
}

/**
 * The modules edited last, by their paths. An edit is a function from one text to the next, so the next
 * edit of a file is recognised by the text that the last one returned.
 */
const recent = new Map<string, EditedModule>();
const MOST_RECENT = 32;

/**
 * A module whose syntax is checked once, and of which what edits look for is read once: every edit says
 * where it puts text, and what it adds to what was read.
 */
export class EditedModule {
  readonly #readings = new Map<ReadingName, Reading>();

  private constructor(private current: string) {}

  /**
   * Returns the module with this text.
   *
   * @param byHand returns the lines to add, for the message.
   * @throws RefusalError where the file is not valid Python.
   */
  static open(path: string, source: string, byHand: () => readonly string[]): EditedModule {
    const known = recent.get(path);
    recent.delete(path);
    const module = known?.text === source ? known : new EditedModule(source);
    if (module !== known) refuseBroken(path, source, byHand);
    recent.set(path, module);
    const [oldest] = recent.keys();
    if (recent.size > MOST_RECENT && oldest !== undefined) recent.delete(oldest);
    return module;
  }

  get text(): string {
    return this.current;
  }

  /** The module as it is now, parsed. */
  get parsed(): ParsedModule {
    return parsePython(this.current);
  }

  /**
   * Reads something once, as long as text is only put in.
   *
   * @param placesIn says which places there are in what was read; they are kept up to date.
   */
  reading<T>(
    what: ReadingName,
    read: (module: ParsedModule) => T,
    placesIn: (value: T) => Iterable<Place>,
  ): T {
    const known = this.#readings.get(what);
    if (known !== undefined) return known.value as T;
    const value = read(this.parsed);
    this.#readings.set(what, { value, places: [...placesIn(value)] });
    return value;
  }

  /** Adds places to a reading, of what has just been put in. */
  note(what: ReadingName, ...places: readonly Place[]): void {
    this.#readings.get(what)?.places.push(...places);
  }

  /**
   * Puts text in and returns the new text. What was read stays, and moves where it has to.
   *
   * @param kept the readings that miss nothing of what is put in; all of them, unless given.
   */
  insert(insertions: readonly Insertion[], kept?: readonly ReadingName[]): string {
    for (const what of this.#readings.keys()) {
      if (kept?.includes(what) === false) this.#readings.delete(what);
    }
    for (const { at, text } of inOrder(insertions)) {
      this.current = this.current.slice(0, at) + text + this.current.slice(at);
      for (const { places } of this.#readings.values()) {
        for (const place of places) {
          if (at <= place.from) place.from += text.length;
          if (at < place.to) place.to += text.length;
        }
      }
    }
    return this.current;
  }

  /** Puts other text in the place of a stretch, and returns the new text. */
  replace({ from, to }: Span, text: string): string {
    this.current = this.current.slice(0, from) + text + this.current.slice(to);
    const length = text.length - (to - from);
    for (const { places } of this.#readings.values()) {
      for (const place of places) {
        if (place.from >= to) place.from += length;
        if (place.to >= to) place.to += length;
      }
    }
    return this.current;
  }

  /** Takes a new text, of which everything is read again. */
  rewrite(text: string): string {
    this.current = text;
    this.#readings.clear();
    return text;
  }
}

function refuseBroken(path: string, source: string, byHand: () => readonly string[]): void {
  const error = firstSyntaxError(source);
  if (error === undefined) return;
  const { row, column } = error.start_location;
  refuseEdit(
    path,
    `it has a syntax error in line ${row}, column ${column} (${error.message})`,
    byHand(),
  );
}
