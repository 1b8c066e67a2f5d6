/** Hands planned files to Yeoman, which resolves conflicts and commits. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ConflicterOptions, createConflicterTransform, YoResolve } from '@yeoman/conflicter';
import { transformFileField } from '@yeoman/transform';
import { isFilePending } from 'mem-fs-editor/state';
import type Generator from 'yeoman-generator';
import { cancellable } from '../ask/ask.js';
import { changes, type PlannedFile } from '../project/workspace.js';
import type { Planned } from '../run/planned.js';
import { writtenLine } from '../show/written.js';
import { createCommitOfAll } from './commit-transform.js';
import { ConflictConversation, withOwnChoices } from './conflict-conversation.js';
import { personOf, releaseKeyboard } from './person.js';
import { tellingPrograms } from './task-errors.js';

/** The part of Yeoman's environment that commits. */
interface CommitParts {
  readonly adapter: object;
  readonly conflicterOptions: ConflicterOptions | undefined;
  readonly sharedFs: {
    pipeline(
      options: { filter: (file: { path: string }) => boolean },
      ...transforms: unknown[]
    ): Promise<void>;
  };
}

/** The files in Yeoman's memory. */
interface MemoryFiles {
  existsInMemory(path: string): boolean;
  get(path: string): Parameters<typeof isFilePending>[0] & { contents: Buffer | null };
}

/**
 * Presets a field that Yeoman's conflict check reads. The published types only know Vinyl's own
 * fields.
 */
const preset = transformFileField as (
  field: string,
  value: (current: unknown) => unknown,
  options: { filter: (file: { path: string }) => boolean },
) => never;

/**
 * Whether a file is Yeoman's own, which Yeoman never asks about. A new one cannot be a conflict
 * anyway.
 */
function isYeomansOwn({ path }: { path: string }): boolean {
  return /[/\\]\.yo-(rc|rc-global|resolve)(\.json)?$/.test(path) && existsSync(path);
}

/** What the `.yo-resolve` of each folder says; null for a folder without one. */
class Resolutions<T> extends Map<string, T> {
  /** Yeoman notes only what there is, and asks for every file and every folder above it again. */
  override get(folder: string): T | undefined {
    if (!this.has(folder) && !existsSync(join(folder, '.yo-resolve'))) {
      this.set(folder, null as T);
    }
    return super.get(folder);
  }
}

/** Lets the user's `.yo-resolve` decide about files. */
function resolveAsUserSays() {
  const resolver = new YoResolve();
  resolver.groupedYoResolve = new Resolutions();
  return resolver.createTransform();
}

/** What is planned in each run whose files one of our generators commits. */
const plannedIn = new WeakMap<object, (() => Planned | undefined)[]>();

/**
 * Makes Yeoman write all files of the run or none. A host with its own way to commit keeps it.
 *
 * @param planned returns what the generator has planned, if it has.
 */
export function commitAtOnce(generator: Generator, planned: () => Planned | undefined): void {
  const { env } = generator;
  const known = plannedIn.get(env);
  known?.push(planned);
  if (known !== undefined) return;
  const all = [planned];
  plannedIn.set(env, all);
  const customCommitTask = async () => {
    const { adapter, conflicterOptions, sharedFs } = env as unknown as CommitParts;
    const conversation = new ConflictConversation(adapter as never, personOf(adapter)?.ask);
    const commit = () =>
      sharedFs.pipeline(
        { filter: (file) => isFilePending(file as never) || file.path.endsWith('.yo-resolve') },
        resolveAsUserSays(),
        preset('conflicter', (status) => status ?? 'force', { filter: isYeomansOwn }),
        createConflicterTransform(conversation as never, withOwnChoices(conflicterOptions)),
        createCommitOfAll(() => all.flatMap((each) => each() ?? []), conversation),
      );
    try {
      await tellingPrograms(generator, () => cancellable(adapter, commit));
    } finally {
      releaseKeyboard();
    }
    conversation.sayWhatHappened(conflicterOptions?.cwd ?? process.cwd());
  };
  generator.setFeatures({ customCommitTask });
}

/**
 * Returns what a host generator has already written to Yeoman's memory; undefined for a file it has
 * not touched.
 */
export function pendingText({ env }: Generator, path: string): string | undefined {
  const { sharedFs } = env as unknown as { sharedFs: MemoryFiles };
  if (!sharedFs.existsInMemory(path)) return undefined;
  const file = sharedFs.get(path);
  return isFilePending(file) && file.contents ? file.contents.toString() : undefined;
}

/** Puts all changed files into Yeoman's memory. */
export function handOver(generator: Generator, root: string, files: readonly PlannedFile[]): void {
  const changed = files.filter(changes);
  for (const { action, path, after } of changed) {
    if (action === 'delete') generator.fs.delete(join(root, path));
    else generator.fs.write(join(root, path), after);
  }

  // Adding lines to a file needs no "Overwrite?", but the user's .yo-resolve still decides.
  const additions = new Set(
    changed.filter(({ action }) => action === 'edit').map(({ path }) => join(root, path)),
  );
  const deletions = new Set(
    changed.filter(({ action }) => action === 'delete').map(({ path }) => join(root, path)),
  );
  const { bail } = generator.options as { bail?: boolean };
  if (additions.size + deletions.size === 0 || bail) return;
  announceEdits(generator.env.adapter.log as unknown as EditLog);
  const filter = ({ path }: { path: string }) => additions.has(path) || deletions.has(path);
  generator.queueTransformStream(
    { priorityToQueue: 'conflicts', filter } as never,
    resolveAsUserSays(),
    preset('conflicter', (status) => status ?? EDIT, { filter: ({ path }) => additions.has(path) }),
    preset('conflicter', (status) => status ?? DELETE, {
      filter: ({ path }) => deletions.has(path),
    }),
  );
}

/**
 * What Yeoman's log calls a file that gets more lines. It has no word for this, and `force` sounds
 * alarming.
 */
const EDIT = 'edit';
const DELETE = 'delete';

/** The part of Yeoman's log that is needed here. */
interface EditLog {
  [EDIT]?(path: string): unknown;
  [DELETE]?(path: string): unknown;
  writeln(text: string): unknown;
}

/** Teaches a log the word, because the log may come from the host. */
function announceEdits(log: EditLog): void {
  log[EDIT] ??= (path) => log.writeln(writtenLine(EDIT, path));
  log[DELETE] ??= (path) => log.writeln(writtenLine(DELETE, path));
}
