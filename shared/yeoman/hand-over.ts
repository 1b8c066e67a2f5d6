/** How planned files are handed to Yeoman, which resolves conflicts and commits. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { createConflicterTransform, createYoResolveTransform } from '@yeoman/conflicter';
import { transformFileField } from '@yeoman/transform';
import { isFilePending } from 'mem-fs-editor/state';
import type Generator from 'yeoman-generator';
import { cancellable } from '../ask/ask.js';
import type { PlannedFile } from '../project/workspace.js';
import { createCommitOfAll } from './commit.js';

/** What Yeoman's environment commits with. */
interface CommitParts {
  readonly adapter: object;
  readonly conflicterOptions: unknown;
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

/** Presets a field that Yeoman's conflict check reads; the published types know only Vinyl's own fields. */
const preset = transformFileField as (
  field: string,
  value: (current: unknown) => unknown,
  options: { filter: (file: { path: string }) => boolean },
) => never;

/** Yeoman's own files, about which nobody is asked; one that is new is no conflict anyway. */
function isYeomansOwn({ path }: { path: string }): boolean {
  return /[/\\]\.yo-(rc|rc-global|resolve)(\.json)?$/.test(path) && existsSync(path);
}

/** The runs whose files are committed by one of our generators. */
const runsThatCommitAtOnce = new WeakSet<object>();

/**
 * Has all files of the generator's run written, or none. A host that commits in a way of its own keeps it.
 *
 * @param root gives the project's root, once that is known.
 */
export function commitAtOnce(generator: Generator, root: () => string): void {
  const { env } = generator;
  if (runsThatCommitAtOnce.has(env)) return;
  runsThatCommitAtOnce.add(env);
  const customCommitTask = () => {
    const { adapter, conflicterOptions, sharedFs } = env as unknown as CommitParts;
    return cancellable(adapter, () =>
      sharedFs.pipeline(
        { filter: (file) => isFilePending(file as never) || file.path.endsWith('.yo-resolve') },
        createYoResolveTransform(),
        preset('conflicter', (status) => status ?? 'force', { filter: isYeomansOwn }),
        createConflicterTransform(adapter as never, conflicterOptions as never),
        createCommitOfAll(root()),
      ),
    );
  };
  generator.setFeatures({ customCommitTask });
}

/** What a host generator has written to Yeoman's memory before us; undefined for a file it has not touched. */
export function pendingText({ env }: Generator, path: string): string | undefined {
  const { sharedFs } = env as unknown as { sharedFs: MemoryFiles };
  if (!sharedFs.existsInMemory(path)) return undefined;
  const file = sharedFs.get(path);
  return isFilePending(file) && file.contents ? file.contents.toString() : undefined;
}

/** Puts what changes into Yeoman's memory. */
export function handOver(generator: Generator, root: string, files: readonly PlannedFile[]): void {
  const changed = files.filter(({ action }) => action !== 'unchanged');
  for (const { path, after } of changed) generator.fs.write(join(root, path), after);

  // Lines that are only added to a file need no "Overwrite?"; a person's .yo-resolve still decides.
  const additions = new Set(
    changed.filter(({ action }) => action === 'edit').map(({ path }) => join(root, path)),
  );
  const { bail } = generator.options as { bail?: boolean };
  if (additions.size === 0 || bail) return;
  announceEdits(generator.env.adapter.log as unknown as EditLog);
  const filter = (file: { path: string }) => additions.has(file.path);
  generator.queueTransformStream(
    { priorityToQueue: 'conflicts', filter } as never,
    createYoResolveTransform(),
    preset('conflicter', (status) => status ?? EDIT, { filter }),
  );
}

/** What Yeoman's log calls a file that gets lines: it has no word for it, and `force` would frighten. */
const EDIT = 'edit';

/** As much of Yeoman's log as is needed here. */
interface EditLog {
  [EDIT]?(path: string): unknown;
  writeln(text: string): unknown;
}

/** Teaches a log the word, as whoever runs us may have made it. */
function announceEdits(log: EditLog): void {
  log[EDIT] ??= (path) => log.writeln(`${styleText('cyan', EDIT.padStart(9))} ${path}`);
}
