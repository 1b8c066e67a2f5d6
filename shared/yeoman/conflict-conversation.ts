/** How Yeoman asks about files that differ: with every key spelt out, and nothing said too early. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConflicterOptions } from '@yeoman/conflicter';
import type { Ask, Question } from '../ask/ask.js';
import { CancelledError } from '../errors.js';
import type { Settle } from '../run/planned.js';
import { colouredDiff, diffOf } from '../show/preview.js';

/** The part of Yeoman's log that is needed here. */
type Log = ((...words: unknown[]) => unknown) & Readonly<Record<string, (path: string) => unknown>>;

/** The part of Yeoman's adapter that is needed here. */
interface Adapter {
  readonly log: Log;
  prompt(questions: readonly object[], answers?: object): Promise<object>;
}

/** What Yeoman's log has a word for: what happens to a file. */
const EVENTS = ['create', 'edit', 'force', 'identical', 'skip'] as const;

/**
 * Yeoman's adapter, as its conflict check sees it.
 *
 * The check says what happens to a file as soon as that is decided. But nothing is written before
 * everything is, and the user may still cancel, so it is said in the end.
 */
export class ConflictConversation {
  readonly log: Log;
  readonly #adapter: Adapter;
  readonly #ask: Ask | undefined;
  readonly #happened: { readonly path: string; say(): unknown }[] = [];
  readonly #withheld = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param adapter Yeoman's adapter.
   * @param ask asks the person at the terminal; undefined where the adapter asks otherwise.
   */
  constructor(adapter: Adapter, ask?: Ask) {
    this.#adapter = adapter;
    this.#ask = ask;
    const later = EVENTS.map((event) => [
      event,
      (path: string) => this.#happened.push({ path, say: () => adapter.log[event]?.(path) }),
    ]);
    this.log = Object.assign((...words: unknown[]) => adapter.log(...words), adapter.log, {
      ...Object.fromEntries(later),
      // The question names the file.
      conflict: () => undefined,
    });
  }

  /** Asks, with the meaning of each key below the question. */
  async prompt(questions: readonly object[], answers?: object): Promise<object> {
    const [question] = questions as readonly Question[];
    if (this.#ask !== undefined && question?.type === 'expand') {
      return { ...answers, [question.name]: await this.#ask({ ...question, isFresh: true }) };
    }
    const spelt = questions.map((question) => ({ ...question, expanded: true }));
    return this.#adapter.prompt(spelt, answers);
  }

  /** Asks about one file after the other. Once the user has cancelled, there are no more questions. */
  queue<T>(ask: (adapter: this) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => ask(this));
    this.#last = turn;
    return turn;
  }

  /** Returns how a run is settled, and takes note of what is not written. */
  noting(settle: Settle): Settle {
    return (kept) => {
      const contentsOf = settle(kept);
      return (path, planned) => {
        const contents = contentsOf(path, planned);
        if (contents === undefined) this.#withheld.add(path);
        return contents;
      };
    };
  }

  /**
   * Says what has happened to each file.
   *
   * @param folder the folder that the paths of the check start from.
   */
  sayWhatHappened(folder: string): void {
    for (const { path, say } of this.#happened) {
      if (!this.#withheld.has(resolve(folder, path))) say();
    }
  }
}

/** A file that differs. */
interface Conflict {
  readonly file: { readonly path: string; readonly contents: Buffer | null };
  readonly relativeFilePath: string;
  readonly adapter: { readonly log: Log };
}

/** What can be answered. A function is called for the answer; after "ask", the question is asked again. */
const CHOICES = [
  // The first is what Enter alone answers.
  { key: 'n', name: 'keep it as it is', value: 'skip' },
  { key: 'y', name: 'overwrite it', value: 'write' },
  { key: 'a', name: 'overwrite it, and all others that differ', value: 'force' },
  { key: 'd', name: 'show the differences', value: showDifferences },
  { key: 'i', name: 'keep it, now and in later runs (remembered in .yo-resolve)', value: 'ignore' },
  { key: 'x', name: 'cancel, and write nothing', value: cancel },
];

/** Returns the options of Yeoman's conflict check with our choices, unless the host has its own. */
export function withOwnChoices(options: ConflicterOptions | undefined): ConflicterOptions {
  return { customizeActions: () => CHOICES as never, ...options };
}

async function showDifferences({ adapter, file, relativeFilePath }: Conflict): Promise<string> {
  const diff = diffOf({
    path: relativeFilePath.replaceAll('\\', '/'),
    before: readFileSync(file.path, 'utf8'),
    after: String(file.contents ?? ''),
  });
  adapter.log.writeln?.(colouredDiff(diff));
  return 'ask';
}

async function cancel(): Promise<never> {
  throw new CancelledError();
}
