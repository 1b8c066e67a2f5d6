/** What inquirer shows of a question, so that it can be taken away again after the window has got another size. */
import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

const ESCAPE = '\u001B[';
/** The end of what inquirer sends to erase what it has shown before. */
const ERASED = `${ESCAPE}2K${ESCAPE}G`;
/** How inquirer brings the cursor back from below what it has shown. */
const CURSOR = /(?:\p{Cc}\[(\d+)A)?\p{Cc}\[(\d+)G$/u;
const CURSOR_MOVED = /^\p{Cc}\[(\d+)G$/u;

/** Xterm.js, of which the terminal in VS Code is made, moves the cursor down for lines below it that it breaks, too. */
const COUNTS_ROWS_BELOW = process.env.TERM_PROGRAM === 'vscode';

/** The terminal, as inquirer sees it. */
export class Frame extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  readonly #output: NodeJS.WriteStream;
  #lines: readonly string[] = [];
  /** Where the cursor is. */
  #row = 0;
  #column = 0;
  #isMuted = false;

  constructor(output: NodeJS.WriteStream) {
    super();
    this.#output = output;
  }

  get columns(): number {
    return this.#output.columns;
  }

  get rows(): number {
    return this.#output.rows;
  }

  /** Passes a text on, and takes note of what it shows. */
  write(text: string): boolean {
    if (this.#isMuted) return true;
    this.#note(text);
    this.#output.write(text);
    return true;
  }

  /** Inquirer ends its output with each question; the terminal stays. */
  end(): void {}

  /** Shows nothing more. */
  mute(): void {
    this.#isMuted = true;
  }

  /** Takes the question away, at the width that the window has now, and puts the cursor where it began. */
  clear(): void {
    const above = this.#rowsOf(this.#lines.slice(0, this.#row));
    const below = this.#lines.slice(this.#row + 1);
    const moved = COUNTS_ROWS_BELOW ? this.#rowsOf(below) - below.length : 0;
    const rows = above + Math.floor(this.#column / (this.columns || Infinity)) + moved;
    const up = rows > 0 ? `${ESCAPE}${rows}A` : '';
    this.#output.write(`${up}\r${ESCAPE}J`);
  }

  /** How many rows lines take. Terminals break them anew when they get narrower. */
  #rowsOf(lines: readonly string[]): number {
    return lines
      .map(({ length }) => Math.max(1, Math.ceil(length / (this.columns || Infinity))))
      .reduce((sum, rows) => sum + rows, 0);
  }

  #note(text: string): void {
    const moved = CURSOR_MOVED.exec(text);
    if (moved !== null) {
      this.#column = Number(moved[1]) - 1;
      return;
    }
    const erased = text.lastIndexOf(ERASED);
    const shown = erased < 0 ? text : text.slice(erased + ERASED.length);
    const cursor = CURSOR.exec(shown);
    if (cursor === null) return;
    this.#lines = stripVTControlCharacters(shown).split('\n');
    this.#row = this.#lines.length - 1 - Number(cursor[1] ?? 0);
    this.#column = Number(cursor[2]) - 1;
  }
}
