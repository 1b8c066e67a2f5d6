/** A terminal that tests read and type into, as a user does. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import xterm from '@xterm/headless';

/** The keys with a name. */
const KEYS = {
  Enter: '\r',
  Escape: '\u001B',
  Up: '\u001B[A',
  Down: '\u001B[B',
  Space: ' ',
  Backspace: '\u007F',
  'Ctrl-C': '\u0003',
  'Ctrl-U': '\u0015',
} as const;

/** A key with a name. */
export type Key = keyof typeof KEYS;

/** How a terminal is opened. */
export interface TerminalOptions {
  /** The command of a Python, which provides the pseudo-terminal. */
  readonly python: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The user and group to run the command as. */
  readonly user?: { readonly uid?: number; readonly gid?: number };
}

/** A part of a line with a uniform style. */
export interface Piece {
  readonly text: string;
  /** Where it begins, from 0. */
  readonly column: number;
  /** One of the terminal's sixteen colours; undefined for its default. */
  readonly colour: number | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

/** How long to wait for a screen to show what is expected, in milliseconds. */
const PATIENCE = 30_000;
/** How long nothing has to change before a screen counts as finished, in milliseconds. */
const STILL = 120;
/** How long a command has to answer to another size of the window, in milliseconds. */
const SETTLING = 400;

/** A command that runs in a terminal. */
export class Terminal {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #status: Promise<number | null>;
  #raw = '';
  #changed = 0;
  #typed = 0;

  constructor({ columns, command, cwd, env, python, rows, user }: TerminalOptions) {
    this.#screen = new xterm.Terminal({
      cols: columns,
      rows,
      allowProposedApi: true,
      scrollback: 10_000,
    });
    const script = join(import.meta.dirname, '..', '..', 'scripts', 'pseudo_terminal.py');
    const { CI, FORCE_COLOR, NO_COLOR, ...inherited } = process.env;
    this.#process = spawn(python, [script, String(columns), String(rows), ...command], {
      cwd,
      // The terminal in VS Code is xterm.js, too.
      env: {
        ...inherited,
        TERM: 'xterm-256color',
        TERM_PROGRAM: 'vscode',
        ...env,
      } as NodeJS.ProcessEnv,
      ...user,
    });
    this.#process.stdout.on('data', (data: Buffer) => {
      this.#raw += data.toString();
      this.#changed = performance.now();
      this.#screen.write(data);
    });
    this.#status = new Promise((resolve) => this.#process.once('close', resolve));
  }

  /** Everything that the command has sent, control sequences included. */
  get raw(): string {
    return this.#raw;
  }

  /** The visible lines, without empty space at their ends. */
  get screen(): string {
    const { active } = this.#screen.buffer;
    return this.#lines(active.viewportY, active.viewportY + this.#screen.rows);
  }

  /** All lines that were ever visible and have not been cleared. */
  get everything(): string {
    return this.#lines(0, this.#screen.buffer.active.length);
  }

  #lines(from: number, to: number): string {
    const { active } = this.#screen.buffer;
    const lines = Array.from({ length: to - from }, (_, index) =>
      (active.getLine(from + index)?.translateToString(true) ?? '').trimEnd(),
    );
    return lines.join('\n').trimEnd();
  }

  /** The visible lines, each in pieces with a uniform style. */
  get pieces(): readonly (readonly Piece[])[] {
    const { active } = this.#screen.buffer;
    return Array.from({ length: this.#screen.rows }, (_, row) => {
      const line = active.getLine(active.viewportY + row);
      const pieces: Piece[] = [];
      for (let column = 0; column < this.#screen.cols; column += 1) {
        const cell = line?.getCell(column);
        const text = cell?.getChars() || ' ';
        const colour = cell?.isFgPalette() ? cell.getFgColor() : undefined;
        const [isBold, isDim] = [Boolean(cell?.isBold()), Boolean(cell?.isDim())];
        const last = pieces.at(-1);
        if (last?.colour === colour && last?.isBold === isBold && last?.isDim === isDim) {
          pieces[pieces.length - 1] = { ...last, text: last.text + text };
        } else {
          pieces.push({ text, column, colour, isBold, isDim });
        }
      }
      return pieces.filter((piece) => piece.text.trim() !== '');
    });
  }

  /** Presses keys with a name. */
  press(...keys: Key[]): void {
    for (const key of keys) this.type(KEYS[key]);
  }

  /** Types a text. */
  type(text: string): void {
    this.#typed = performance.now();
    this.#process.stdin.write(text);
  }

  /** Gives the window another size. */
  async resize(columns: number, rows: number): Promise<void> {
    this.#screen.resize(columns, rows);
    this.type(`\u001B[8;${rows};${columns}t`);
    // Nothing may be shown anew.
    await sleep(SETTLING);
  }

  /**
   * Waits until the screen shows a text and no longer changes.
   *
   * @returns the screen.
   * @throws Error with the screen if that does not happen.
   */
  async see(text: string | RegExp): Promise<string> {
    const start = performance.now();
    for (;;) {
      const { screen } = this;
      const isThere = typeof text === 'string' ? screen.includes(text) : text.test(screen);
      // What was typed is shown first.
      const isFinished = this.#changed > this.#typed && performance.now() - this.#changed > STILL;
      if (isThere && isFinished) return screen;
      if (performance.now() - start > PATIENCE) {
        throw new Error(`waited for ${text}, but the screen shows:\n${screen}`);
      }
      await sleep(20);
    }
  }

  /** Waits until the command ends and the screen shows its last words, and returns its exit status. */
  async ended(): Promise<number | null> {
    const status = await this.#status;
    // The screen takes in what it is sent a little later.
    await new Promise<void>((resolve) => this.#screen.write('', resolve));
    return status;
  }

  /** Ends the command if it is still running. */
  close(): void {
    this.#process.kill('SIGKILL');
    this.#screen.dispose();
  }
}
