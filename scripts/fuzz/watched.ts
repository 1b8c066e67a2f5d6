/** Features planned in a thread that is watched: one that hangs is ended, and the rest goes on without it. */
import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';
import type { LikelyFeature, TypedFeature } from '../../test/likely-features.js';
import { type Attempt, attemptAll, type Texts } from './attempts.js';
import type { Ground } from './grounds.js';

/** What is asked of the thread. */
interface Task {
  readonly ground: string;
  readonly features: readonly (LikelyFeature | TypedFeature)[];
  readonly skipped: readonly number[];
}

type Message =
  | { readonly began: number }
  | { readonly attempt: Attempt }
  | { readonly texts: Texts }
  | { readonly failed: string };

/** What came of a batch. */
export interface Batch {
  readonly attempts: readonly Attempt[];
  readonly texts: Texts;
}

/** A feature that takes longer hangs, however busy the machine is. */
const PATIENCE = 60_000;

/** What threads understand of a project: they open it themselves. */
export type FindGround = (name: string) => Ground;

/** Answers the tasks of {@link Planner}: what the thread does. */
export function answerTasks(findGround: FindGround): void {
  const tell = (message: Message) => parentPort?.postMessage(message);
  parentPort?.on('message', ({ features, ground, skipped }: Task) => {
    try {
      const texts = attemptAll(
        findGround(ground),
        features,
        (began, attempt) => tell(attempt === undefined ? { began } : { attempt }),
        new Set(skipped),
      );
      tell({ texts });
    } catch (error) {
      tell({ failed: (error as Error).stack ?? String(error) });
    }
  });
}

/** Plans batches in a thread. */
export class Planner {
  #worker: Worker | undefined;

  /** @param args what the thread is started with, so that it knows the same projects. */
  constructor(private readonly args: readonly string[]) {}

  /** Plans features one after the other; see {@link attemptAll}. */
  async plan(ground: Ground, features: Task['features']): Promise<Batch> {
    const hung = new Map<number, Attempt>();
    for (;;) {
      const task = { ground: ground.name, features, skipped: [...hung.keys()] };
      const { attempts, hangs, texts } = await this.#run(task);
      if (hangs === undefined) {
        const all = new Map([...attempts, ...hung.values()].map((each) => [each.index, each]));
        return { attempts: [...all.values()], texts };
      }
      const typed = features[hangs] as TypedFeature;
      hung.set(hangs, {
        ...{ index: hangs, end: 'fault', typed, files: [], milliseconds: PATIENCE },
        command: [typed.name, ...typed.tokens].join(' '),
        message: `hangs for more than ${PATIENCE / 1000} s`,
      });
    }
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #run(task: Task): Promise<Batch & { readonly hangs?: number }> {
    this.#worker ??= new Worker(fileURLToPath(import.meta.url), { argv: [...this.args] });
    const worker = this.#worker;
    const attempts: Attempt[] = [];
    return new Promise((resolve, reject) => {
      let current = -1;
      const giveUp = () => {
        void this.end().then(() => resolve({ attempts, texts: [], hangs: current }));
      };
      let watch = setTimeout(giveUp, 5 * PATIENCE);
      const hear = (message: Message) => {
        clearTimeout(watch);
        if ('attempt' in message) attempts.push(message.attempt);
        if ('began' in message) current = message.began;
        if ('texts' in message || 'failed' in message) {
          worker.off('message', hear);
          worker.off('error', reject);
          if ('texts' in message) resolve({ attempts, texts: message.texts });
          else reject(new Error(message.failed));
        } else {
          watch = setTimeout(giveUp, 'began' in message ? PATIENCE : 5 * PATIENCE);
        }
      };
      worker.on('message', hear);
      worker.once('error', reject);
      worker.postMessage(task);
    });
  }
}
