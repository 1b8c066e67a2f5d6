/** The texts of a project that are ours to the byte: known by a short hash of each, which `.yo-rc.json` remembers. */
import { createHash } from 'node:crypto';
import { isSameText, withoutReturns } from './line-ends.js';
import type { PlannedFile } from './workspace.js';

/** What is remembered of what was written: for each feature, and for the project itself, the ids of its texts. */
export type WrittenRecord = Readonly<Record<string, string>>;

/** Under which name texts are remembered that are no feature's own. */
export const PROJECT = '.';

/** The length of an id: enough among the few versions of one file, and git finds objects by as much. */
export const ID_LENGTH = 8;

/** What has become of a text of ours. */
export interface Rewritten {
  /** The feature that it was written for, or {@link PROJECT}. */
  readonly owner: string;
  /** The text of ours that it replaces; undefined if it is new. */
  readonly before?: string | undefined;
  /** The text by now; undefined if it is gone. */
  readonly after?: string | undefined;
  /** Whether it may be remembered already. */
  readonly isAgain?: boolean;
  /** Whether it was there before: a run that was killed has written it, and has not come to remember it. */
  readonly wasThere?: boolean;
}

/**
 * Returns the id of a text, whatever its line ends: the beginning of the hash by which git knows it, so that
 * `git cat-file -p ID` shows it.
 */
export function idOf(text: string): string {
  const content = Buffer.from(withoutReturns(text));
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex')
    .slice(0, ID_LENGTH);
}

/**
 * Returns what becomes of our texts by a run. What is only registered in a file leaves its text the one that it is.
 *
 * @param ownerOf returns the feature that a file is for.
 */
export function rewrittenBy(
  files: readonly PlannedFile[],
  ownerOf: (path: string) => string,
): Rewritten[] {
  return files.flatMap(({ action, after, before, path, whole }): Rewritten[] => {
    const owner = ownerOf(path);
    if (action === 'delete') return [{ owner, before }];
    if (whole === undefined) return [];
    const isOurs = isSameText(whole, after);
    if (action === 'unchanged') {
      return isOurs ? [{ owner, after: whole, isAgain: true, wasThere: true }] : [];
    }
    const isAgain = action !== 'create';
    // Line ends aside, it is often the same.
    return (isOurs ? [after] : [whole, after]).map((text) => ({ owner, after: text, isAgain }));
  });
}

/** Returns the ids that are remembered. */
export function idsIn(record: WrittenRecord): ReadonlySet<string> {
  return new Set(Object.values(record).flatMap((ids) => ids.split(' ')));
}

/**
 * Returns the record after texts have changed. A text that replaces one which is not remembered is not ours, and is not
 * remembered either. Empty texts say nothing.
 */
export function recordAfter(record: WrittenRecord, rewritten: readonly Rewritten[]): WrittenRecord {
  const lists = new Map(Object.entries(record).map(([owner, ids]) => [owner, ids.split(' ')]));
  const added = new Map<string, string[]>();
  const known = idsIn(record);
  for (const { after, before, isAgain, owner, wasThere } of rewritten) {
    if (wasThere && Object.hasOwn(record, owner)) continue;
    const old = before === undefined ? undefined : idOf(before);
    const list = [...lists.values(), ...added.values()].find((ids) =>
      old === undefined ? false : ids.includes(old),
    );
    if (old !== undefined && list === undefined) continue;
    list?.splice(list.indexOf(old ?? ''), 1);
    if (!after || (isAgain && known.has(idOf(after)))) continue;
    const target = list ?? lists.get(owner) ?? added.get(owner) ?? [];
    if (!lists.has(owner) && !added.has(owner) && target !== list) added.set(owner, target);
    target.push(idOf(after));
  }
  const isLeft = ([, ids]: readonly [string, string[]]) => ids.length > 0;
  // What is new comes first, so that no existing line needs a new comma; behind what is the project's, so that it is not
  // near to the features, which git would take for one with it.
  const owners = [...[...added].toReversed(), ...lists];
  return Object.fromEntries(
    [
      ...owners.filter(([owner]) => owner === PROJECT),
      ...owners.filter(([owner]) => owner !== PROJECT),
    ]
      .filter(isLeft)
      .map(([owner, ids]) => [owner, ids.toSorted().join(' ')]),
  );
}
