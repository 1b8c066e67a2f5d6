/** What we wrote of a file, found again by what the project remembers of it. */
import { writtenTexts } from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { idOf } from '../project/written.js';

/** Where the texts are kept that git does not have: those that we wrote into files which people had changed. */
export const KEPT = '.fastapi-feature/written';

/** Returns the texts that a file has had, the last one first: git has them. */
export type VersionsOf = (path: string) => readonly string[];

/** Takes out of a text what features have registered in it; undefined if that is not certain. */
export type Bare = (text: string) => string | undefined;

/** What we wrote of a file. */
export interface Base {
  /** As it was found. */
  readonly text: string;
  /** Without what features have registered in it. */
  readonly bare: string;
}

/** The texts that we wrote, by the paths of their files. */
export class Bases {
  readonly #ids: ReadonlySet<string>;

  constructor(
    private readonly workspace: Workspace,
    private readonly versionsOf: VersionsOf = () => [],
  ) {
    this.#ids = writtenTexts(workspace);
  }

  /** Whether a text is one of ours to the byte. */
  has(text: string): boolean {
    return this.#ids.has(idOf(text));
  }

  /**
   * Finds what we wrote. It is what stands, if nobody has changed it; or what was kept; or what this version writes; or
   * a version that git has.
   *
   * @param ours the file as it stands.
   * @param theirs what this version writes.
   * @returns undefined if it is not known, or nowhere.
   */
  of(
    path: string,
    ours: string,
    theirs: string | undefined,
    bare: Bare = (text) => text,
  ): Base | undefined {
    for (const text of this.candidates(path, ours, theirs)) {
      const own = bare(text);
      if (own !== undefined && (this.has(text) || this.has(own))) return { text, bare: own };
    }
    return undefined;
  }

  /** Whether git knows that the project has had a file. */
  hasHad(path: string): boolean {
    return this.versionsOf(path).length > 0;
  }

  /** Returns what we may have written, the likeliest first; nothing where nothing is remembered. */
  *candidates(path: string, ours: string, theirs: string | undefined): Generator<string> {
    if (this.#ids.size === 0) return;
    yield ours;
    const kept = this.workspace.read(keptPath(path));
    if (kept !== undefined) yield kept;
    if (theirs !== undefined) yield theirs;
    yield* this.versionsOf(path);
  }
}

/**
 * Plans that a text of ours is kept, as it can be found nowhere else; or no longer is.
 *
 * @param text the text; undefined if the file stands as we write it.
 */
export function keeping(
  path: string,
  text: string | undefined,
  workspace: Workspace,
): PlannedFile[] {
  const place = keptPath(path);
  const before = workspace.read(place);
  if (before === text) return [];
  const reason = {
    path: place,
    layer: 'project',
    why: `What ${path} would be if nobody had changed it: by it, the next change knows your lines from ours.`,
  };
  if (text === undefined) return [{ ...reason, action: 'delete', before, after: '' }];
  return [{ ...reason, action: before === undefined ? 'create' : 'edit', before, after: text }];
}

/** Not a path that Python's tools take for Python. */
function keptPath(path: string): string {
  return `${KEPT}/${path}.txt`;
}
