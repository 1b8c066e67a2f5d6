/** The last step of Yeoman's commit: all files of a run are written, or none. */
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import {
  clearFileState,
  isFileNew,
  isFileStateDeleted,
  setCommittedFile,
} from 'mem-fs-editor/state';
import { writeAll } from '../run/commit.js';

/** A file in Yeoman's memory, as far as writing it is concerned. */
interface MemoryFile {
  readonly path: string;
  readonly contents: Buffer | null;
  readonly stat?: { readonly mode?: number } | null;
  readonly state?: string;
}

/** A file whose contents are to be written. */
type ModifiedFile = MemoryFile & { readonly contents: Buffer };

/**
 * Returns the last step of Yeoman's commit, for all files at once.
 *
 * @param root the root of the project, where the journal is.
 */
export function createCommitOfAll(root: string): Transform {
  const files: MemoryFile[] = [];
  return new Transform({
    objectMode: true,
    transform(file: MemoryFile, _encoding, done) {
      files.push(file);
      done();
    },
    flush(done) {
      commitAll(root, files)
        .then(() => {
          for (const file of files) this.push(file);
          done();
        })
        .catch(done);
    },
  });
}

async function commitAll(root: string, files: readonly MemoryFile[]): Promise<void> {
  const modified = files.filter(
    (file): file is ModifiedFile => file.state === 'modified' && file.contents !== null,
  );
  writeAll(
    root,
    modified.map(({ path, contents, stat }) => ({ path, contents, mode: stat?.mode })),
  );
  // Deletions and marks are left to what Yeoman does for each file.
  for (const file of files) await settle(file, modified.includes(file as ModifiedFile));
}

/** Marks a file as committed, and deletes it if it was marked for deletion. */
async function settle(file: MemoryFile, isWritten: boolean): Promise<void> {
  const own = file as Parameters<typeof isFileStateDeleted>[0];
  if (isFileStateDeleted(own) && !isFileNew(own)) {
    setCommittedFile(own);
    await rm(file.path, { recursive: true });
  } else if (isWritten) {
    setCommittedFile(own);
  }
  clearFileState(own);
}
