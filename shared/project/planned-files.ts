import type { FileTree } from './file-tree.js';

/**
 * What happens to a file. `overwrite` is a file of ours that stands and differs from what we would
 * write: a conflict, unless it is forced or a person decides.
 */
export type FileAction = 'create' | 'edit' | 'overwrite' | 'unchanged';

/** One file of a plan. */
export interface PlannedFile {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly action: FileAction;
  /** The layer it belongs to, in the architecture's words. */
  readonly layer: string;
  /** Why it exists and what goes in it. */
  readonly why: string;
  /** The file's text before; undefined where there is none. */
  readonly before: string | undefined;
  /** The file's text afterwards. */
  readonly after: string;
}

/** Collects what happens to each file, and puts it over the tree at once. */
export class PlannedFiles {
  readonly #files = new Map<string, PlannedFile>();

  constructor(private readonly tree: FileTree) {}

  write(
    path: string,
    text: string,
    reason: { readonly layer: string; readonly why: string },
  ): void {
    const before = this.tree.read(path);
    const action = before === undefined ? 'create' : before === text ? 'unchanged' : 'overwrite';
    this.#add({ path, action, layer: reason.layer, why: reason.why, before, after: text });
  }

  edit(path: string, text: string, reason: { readonly layer: string; readonly why: string }): void {
    const earlier = this.#files.get(path);
    if (earlier !== undefined) {
      this.#add({ ...earlier, after: text });
      return;
    }
    const before = this.tree.read(path);
    const action = before === undefined ? 'create' : before === text ? 'unchanged' : 'edit';
    this.#add({ path, action, layer: reason.layer, why: reason.why, before, after: text });
  }

  all(): PlannedFile[] {
    return [...this.#files.values()];
  }

  #add(file: PlannedFile): void {
    this.#files.set(file.path, file);
    if (file.action !== 'unchanged') this.tree.plan(file.path, file.after);
  }
}
