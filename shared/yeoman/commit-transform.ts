/** The last step of Yeoman's commit: all files of a run are written, or none. */
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import {
  clearFileState,
  isFileNew,
  isFileStateDeleted,
  setCommittedFile,
} from 'mem-fs-editor/state';
import { type NewFile, writeAll } from '../run/commit.js';

/** A file in Yeoman's memory, as far as writing it is concerned. */
interface MemoryFile {
  readonly path: string;
  readonly contents: Buffer | null;
  readonly stat?: { readonly mode?: number } | null;
  readonly state?: string;
}

/**
 * Settles a run: is given the files that are kept as they are, and returns what is written to a file instead of what was
 * planned; undefined if nothing is.
 */
export type Settle = (
  kept: readonly string[],
) => (path: string, planned: string) => string | undefined;

/** A file whose contents are to be written. */
type ModifiedFile = MemoryFile & { readonly contents: Buffer };

/**
 * Returns the last step of Yeoman's commit, for all files at once.
 *
 * @param root the root of the project, where the journal is.
 * @param settle is told which files are kept as they are, and returns how the others are settled.
 */
export function createCommitOfAll(root: string, settle: Settle): Transform {
  const files: MemoryFile[] = [];
  return new Transform({
    objectMode: true,
    transform(file: MemoryFile, _encoding, done) {
      files.push(file);
      done();
    },
    flush(done) {
      commitAll(root, files, settle)
        .then(() => {
          for (const file of files) this.push(file);
          done();
        })
        .catch(done);
    },
  });
}

async function commitAll(
  root: string,
  files: readonly MemoryFile[],
  settle: Settle,
): Promise<void> {
  const modified = files.filter(isModified);
  const contentsOf = settle(
    files.filter((file) => !isModified(file) && !isDeleted(file)).map(({ path }) => path),
  );
  const written = modified.flatMap(({ contents, path, stat }): NewFile[] => {
    const planned = contents.toString();
    const text = contentsOf(path, planned);
    // A host may write what is not text.
    return text === undefined
      ? []
      : [{ path, contents: text === planned ? contents : text, mode: stat?.mode }];
  });
  writeAll(root, written);
  // Deletions and marks are left to what Yeoman does for each file.
  for (const file of files) await mark(file, modified.includes(file as ModifiedFile));
}

function isModified(file: MemoryFile): file is ModifiedFile {
  return file.state === 'modified' && file.contents !== null;
}

function isDeleted(file: MemoryFile): boolean {
  return isFileStateDeleted(file as Parameters<typeof isFileStateDeleted>[0]);
}

/** Marks a file as committed, and deletes it if it was marked for deletion. */
async function mark(file: MemoryFile, isWritten: boolean): Promise<void> {
  const own = file as Parameters<typeof isFileStateDeleted>[0];
  if (isFileStateDeleted(own) && !isFileNew(own)) {
    setCommittedFile(own);
    await rm(file.path, { recursive: true });
  } else if (isWritten) {
    setCommittedFile(own);
  }
  clearFileState(own);
}
