/** The files in Yeoman's memory, as far as writing them is concerned. */
import { rm } from 'node:fs/promises';
import {
  clearFileState,
  isFileNew,
  isFileStateDeleted,
  setCommittedFile,
} from 'mem-fs-editor/state';

/** A file in Yeoman's memory. */
export interface MemFsEditorFile {
  readonly path: string;
  readonly contents: Buffer | null;
  readonly stat?: { readonly mode?: number } | null;
  readonly state?: string;
}

/**
 * Marks a file as committed, and deletes it if it was marked for deletion.
 *
 * @param isWritten whether its contents are already on the disk.
 */
export async function commitFileAsync(file: MemFsEditorFile, isWritten: boolean): Promise<void> {
  const own = file as Parameters<typeof isFileStateDeleted>[0];
  if (isFileStateDeleted(own) && !isFileNew(own)) {
    setCommittedFile(own);
    await rm(file.path, { recursive: true });
  } else if (isWritten) {
    setCommittedFile(own);
  }
  clearFileState(own);
}
