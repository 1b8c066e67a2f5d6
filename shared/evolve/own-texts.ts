/** What is remembered of the texts of a feature while it changes: what would be there if nobody had changed it. */
import { writtenTexts } from '../project/memory.js';
import type { PlannedFile } from '../project/workspace.js';
import { idOf, type Rewritten } from '../project/written.js';
import { definitionsOf } from '../python/definitions.js';
import { bareIn } from './bare.js';
import { Bases, keeping, type VersionsOf } from './bases.js';
import { takeSame } from './definitions.js';
import {
  type OwnFile,
  readStanding,
  type SharedFile,
  type StandingFeature,
  type Surroundings,
} from './standing.js';

/** The feature, and its project. */
interface Request extends Surroundings {
  readonly spec: { readonly name: string };
  readonly versionsOf?: VersionsOf;
}

/** The texts of a feature that changes. */
export class OwnTexts {
  readonly #request: Request;
  readonly #bases: Bases;
  /** The other features of the project, as soon as they have to be known. */
  #others: readonly StandingFeature[] | undefined;
  readonly rewritten: Rewritten[] = [];
  /** The files that keep what git does not have. */
  readonly kept: PlannedFile[] = [];

  constructor(request: Request) {
    this.#request = request;
    this.#bases = new Bases(request.workspace, request.versionsOf);
  }

  /**
   * Notes that a file changes.
   *
   * @param now what this version writes for the feature as it is to be.
   * @param merged the file afterwards.
   * @param change changes a text as the file is changed; undefined where that is a conflict.
   */
  change(
    { path, text, written }: OwnFile,
    now: string,
    merged: string,
    change: (text: string) => string | undefined,
  ): void {
    if (now === written) return;
    const base = this.#bases.of(path, text, written);
    if (base === undefined) return;
    const after = base.text === written ? now : change(base.text);
    this.rewritten.push({ owner: this.#request.spec.name, before: base.text, after });
    const isOurs = merged === after || this.#bare(path, merged) === after;
    this.#keep(path, isOurs ? undefined : after);
  }

  /** Whether a file was written by templates other than those of this version. */
  isOlder({ path, text, written }: OwnFile): boolean {
    const base = this.#bases.of(path, text, undefined);
    return base !== undefined && base.text !== written;
  }

  /** Notes that definitions change in a file of several features. */
  changeDefinitions(
    { modules, path }: SharedFile,
    now: SharedFile | undefined,
    merged: string,
  ): void {
    const owner = this.#request.spec.name;
    const left = [...(now?.modules ?? [])];
    const known = writtenTexts(this.#request.workspace);
    for (const { text: base } of modules) {
      const theirs = takeSame(left, base);
      const [before, after] = [definitionsOf(base), theirs && definitionsOf(theirs)];
      if (before === after || !known.has(idOf(before))) continue;
      this.rewritten.push({ owner, before, after });
      this.#keep(`${path}/${owner}`, after && merged.includes(after) ? undefined : theirs);
    }
  }

  #keep(path: string, text: string | undefined): void {
    this.kept.push(...keeping(path, text, this.#request.workspace));
  }

  /** Returns a text without what other features have registered in it. */
  #bare(path: string, text: string): string | undefined {
    const { others, workspace } = this.#request;
    // Each of them is laid out anew.
    this.#others ??= others.map((spec) =>
      readStanding({ ...this.#request, others: [] }, spec, true),
    );
    return bareIn(path, this.#others, workspace)(text);
  }
}
