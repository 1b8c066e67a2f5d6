/** A text that is no Python and that two have changed since it was written: merged line by line. */
import { diff3Merge } from 'node-diff3';
import { newlineOf } from '../python/edits.js';
import type { Conflict, Merged, Versions } from './merge.js';

/** Merges what has changed between two versions of what we write into what a person has made of the first. */
export function mergeLines({ base, decide, ours, path, theirs }: Versions): Merged {
  const newline = newlineOf(ours);
  const linesOf = (text: string) => text.split(/\r?\n/);
  const conflicts: Conflict[] = [];
  const lines: string[] = [];
  let at = 1;
  const stretches = diff3Merge(linesOf(ours), linesOf(base), linesOf(theirs));
  for (const { conflict, ok } of stretches) {
    if (ok !== undefined) lines.push(...ok);
    if (conflict === undefined) {
      at += ok?.length ?? 0;
      continue;
    }
    const { a: mine, b: wanted } = conflict;
    const problem = { path, line: at, ours: mine.join(newline), theirs: wanted.join(newline) };
    const decision = decide?.(problem);
    if (decision === undefined) conflicts.push(problem);
    lines.push(...(decision === 'theirs' ? wanted : mine));
    at += mine.length;
  }
  return { text: lines.join(newline), conflicts };
}
