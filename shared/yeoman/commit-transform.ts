/** The last step of Yeoman's commit: all files of a run are written, or none. */
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import {
  clearFileState,
  isFileNew,
  isFileStateDeleted,
  setCommittedFile,
} from 'mem-fs-editor/state';
import { RefusalError } from '../errors.js';
import { type NewFile, writeAll } from '../run/commit.js';
import { inTurn } from '../run/in-turn.js';
import { changesIn, keepIfVerified, type Planned, type Settle } from '../run/planned.js';
import type { ConflictConversation } from './conflict-conversation.js';

/** A file in Yeoman's memory, as far as writing it is concerned. */
interface MemoryFile {
  readonly path: string;
  readonly contents: Buffer | null;
  readonly stat?: { readonly mode?: number } | null;
  readonly state?: string;
}

/** A file whose contents are to be written. */
type ModifiedFile = MemoryFile & { contents: Buffer };

/**
 * Returns the last step of Yeoman's commit, for all files at once.
 *
 * @param planned returns what our generators have planned.
 * @param conversation takes note of what is not written in the end.
 */
export function createCommitOfAll(
  planned: () => readonly Planned[],
  conversation: Pick<ConflictConversation, 'noting'>,
): Transform {
  const files: MemoryFile[] = [];
  return new Transform({
    objectMode: true,
    transform(file: MemoryFile, _encoding, done) {
      files.push(file);
      done();
    },
    flush(done) {
      commitAll(planned(), files, conversation)
        .then(() => {
          for (const file of files) this.push(file);
          done();
        })
        .catch(done);
    },
  });
}

async function commitAll(
  planned: readonly Planned[],
  files: readonly MemoryFile[],
  conversation: Pick<ConflictConversation, 'noting'>,
): Promise<void> {
  const modified = files.filter(isModified);
  const deletions = plannedDeletions(planned, files);
  const kept = files
    .filter((file) => !isModified(file) && !isDeleted(file))
    .map(({ path }) => path);
  const byRoot = new Map(planned.toReversed().map((each) => [each.root, each]));
  const roots = [...byRoot.keys()];
  const settled = (own: readonly NewFile[], each: Planned) =>
    settledFiles(own, conversation.noting((paths) => each.settle(paths))(kept));
  if (modified.length + deletions.length === 0) {
    for (const each of byRoot.values()) settled([], each);
  } else {
    await inTurn(roots, async () => {
      let own: readonly NewFile[] = modified.map(({ path, contents, stat }) => ({
        path,
        contents,
        mode: stat?.mode,
      }));
      own = [...own, ...deletions];
      for (const each of byRoot.values()) own = settled(await upToDate(own, each), each);
      await keepIfVerified([...byRoot.values()], own, writeAll(roots, own));
      remember(modified, own);
      for (const each of byRoot.values()) each.noteWritten();
      return own;
    });
  }
  // Deletions and marks are left to what Yeoman does for each file.
  for (const file of files) await mark(file, modified.includes(file as ModifiedFile));
}

/** Returns what our generators delete. What a host deletes is left to what Yeoman does for each file. */
function plannedDeletions(planned: readonly Planned[], files: readonly MemoryFile[]): NewFile[] {
  const deleted = new Set(files.filter(isDeleted).map(({ path }) => path));
  return planned
    .flatMap(({ files, root }) => changesIn(root, files))
    .filter(({ contents, path }) => contents === undefined && deleted.has(path));
}

function isModified(file: MemoryFile): file is ModifiedFile {
  return file.state === 'modified' && file.contents !== null;
}

function isDeleted(file: MemoryFile): boolean {
  return isFileStateDeleted(file as Parameters<typeof isFileStateDeleted>[0]);
}

/** Returns what is written in the end, if some files are kept. */
function settledFiles(
  files: readonly NewFile[],
  contentsOf: ReturnType<Settle>,
): readonly NewFile[] {
  return files.flatMap((file) => {
    if (file.contents === undefined) return [file];
    const planned = file.contents.toString();
    const text = contentsOf(file.path, planned);
    if (text === undefined) return [];
    // A host may write what is not text.
    return text === planned ? [file] : [{ ...file, contents: text }];
  });
}

/** Lets those who read Yeoman's memory later see what has been written. */
function remember(files: readonly ModifiedFile[], written: readonly NewFile[]): void {
  const contents = new Map(written.map((file) => [file.path, file.contents]));
  for (const file of files) {
    const own = contents.get(file.path);
    if (own !== undefined) file.contents = Buffer.from(own);
  }
}

/**
 * Returns files as they are to be written now: if another run has changed what they were planned on, they are planned
 * again.
 *
 * @throws RefusalError if the user, or another generator, has decided about the plan as it was.
 */
async function upToDate(files: readonly NewFile[], planned: Planned): Promise<readonly NewFile[]> {
  if (!planned.isOutdated()) return files;
  const before = changesIn(planned.root, planned.files);
  const handedOver = new Map(files.map(({ path, contents }) => [path, contents?.toString()]));
  const decided = before.find(({ path, contents }) => handedOver.get(path) !== contents);
  if (decided !== undefined) {
    throw new RefusalError(
      `${planned.root} was changed by another run before this one could write, after it had been decided what happens to ${decided.path}. ` +
        'Nothing was written; run the same command again.',
    );
  }
  const own = new Set(before.map(({ path }) => path));
  return [
    ...files.filter(({ path }) => !own.has(path)),
    ...changesIn(planned.root, await planned.planAgain()),
  ];
}

/** Marks a file as committed, and deletes it if it was marked for deletion. */
async function mark(file: MemoryFile, isWritten: boolean): Promise<void> {
  const own = file as Parameters<typeof isFileStateDeleted>[0];
  if (isFileStateDeleted(own) && !isFileNew(own)) {
    setCommittedFile(own);
    await rm(file.path, { recursive: true, force: true });
  } else if (isWritten) {
    setCommittedFile(own);
  }
  clearFileState(own);
}
