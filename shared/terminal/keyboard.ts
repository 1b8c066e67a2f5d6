/** What is typed, from the first question to the last: it waits for a question to take it. */
import { EventEmitter } from 'node:events';
import { nextPiece } from './key-pieces.js';

/** A question as far as its keys are concerned. */
export interface Taking {
  /** Whether each line of several is a part of the same answer. */
  readonly takesLines: boolean;
  /** Whether it is only answered by what is typed once it is shown. */
  readonly isFresh: boolean;
}

/** The keys for one question, in the form in which readline takes them. */
export class Keys extends EventEmitter {
  /** What the question has got so far. */
  readonly taken: string[] = [];
  readonly taking: Taking;

  constructor(taking: Taking) {
    super();
    this.taking = taking;
  }

  /**
   * Hands a piece over, one character after the other: Node puts what comes at once at the end of the line, wherever the
   * cursor is.
   */
  give(piece: string): void {
    this.taken.push(piece);
    for (const character of piece) this.emit('data', character);
  }

  /** Readline asks for both; the keyboard decides. */
  pause(): this {
    return this;
  }

  resume(): this {
    return this;
  }
}

/** Has terminals mark what is pasted, or no longer. */
const MARK_PASTES = '\u001B[?2004h';
const LEAVE_PASTES = '\u001B[?2004l';
const CTRL_C = '\u0003';

/**
 * A keyboard that loses no key.
 *
 * Between two questions, while something loads, the prompts of inquirer let go of the terminal, and throw away what was
 * typed when they take it again. So it is held here in their place.
 */
export class Keyboard {
  readonly #source: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  #typed = '';
  #keys: Keys | undefined;
  /** What a question has to get first, since it had it already. */
  #again: string[] = [];
  #isHeld = false;
  #isGiving = false;

  /**
   * @param source the terminal that is typed into.
   * @param output the terminal that is told to mark what is pasted.
   */
  constructor(source: NodeJS.ReadStream, output: NodeJS.WriteStream) {
    this.#source = source;
    this.#output = output;
  }

  /** Takes hold of the terminal. Nothing happens if it is held. */
  hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#source.setRawMode(true);
    this.#source.on('data', this.#type).on('end', this.#end);
    this.#source.resume();
    this.#output.write(MARK_PASTES);
    process.once('exit', this.#leave);
  }

  /** Lets go of the terminal, for others to ask or to print. What nobody has taken is dropped. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#typed = '';
    this.#source.off('data', this.#type).off('end', this.#end);
    this.#source.pause();
    this.#source.setRawMode(false);
    process.off('exit', this.#leave);
    this.#leave();
  }

  /**
   * Opens the keys for a question.
   *
   * @param again what the same question has got before.
   */
  open(taking: Taking, again: readonly string[] = []): Keys {
    this.hold();
    if (taking.isFresh && again.length === 0) this.#typed = '';
    this.#again = [...again];
    this.#keys = new Keys(taking);
    this.#source.ref();
    setImmediate(() => this.#give());
    return this.#keys;
  }

  /** Ends what {@link open} began. From then on, keys wait for the next question. */
  close(): void {
    this.#keys = undefined;
    // Waiting for a key must not keep a run from ending.
    this.#source.unref();
  }

  readonly #type = (data: Buffer | string): void => {
    const text = data.toString();
    if (this.#keys === undefined && text.includes(CTRL_C)) {
      this.release();
      process.kill(process.pid, 'SIGINT');
      return;
    }
    this.#typed += text;
    this.#give();
  };

  readonly #end = (): void => {
    this.#keys?.emit('end');
  };

  readonly #leave = (): void => {
    this.#output.write(LEAVE_PASTES);
  };

  /** Gives one piece after the other: after an Enter, the next may be for another question. */
  #give(): void {
    const keys = this.#keys;
    if (keys === undefined || this.#isGiving) return;
    const piece = this.#again.shift() ?? this.#next(keys.taking);
    if (piece === undefined) return;
    this.#isGiving = true;
    keys.give(piece);
    setImmediate(() => {
      this.#isGiving = false;
      this.#give();
    });
  }

  #next({ takesLines }: Taking): string | undefined {
    const piece = nextPiece(this.#typed, takesLines);
    if (piece === undefined) return undefined;
    this.#typed = this.#typed.slice(piece.length);
    return piece.text;
  }
}
