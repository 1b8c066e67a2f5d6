/** What `eject` writes. */

/** Files that are to be written, and what is said of them. */
export interface Ejection {
  /** The files, from the root of the project. */
  readonly files: readonly { readonly target: string; readonly contents: string }[];
  /** What a dry run says, as a sentence. */
  readonly would: string;
  /** What is said once they are written. */
  readonly done: string;
  /** What to do where one of them is there already. */
  readonly way: string;
}
