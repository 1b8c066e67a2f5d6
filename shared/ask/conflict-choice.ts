/** What becomes of the places that a person has changed exactly where they have to change. */
import type { ConflictOfLines, Problem } from '../errors.js';
import { colouredDiff, diffOf } from '../show/preview.js';
import type { Ask } from './ask.js';

/** What a person decides: what stands stays, or it becomes what it would. */
type Decision = 'ours' | 'theirs';

/** What a person has decided, place by place. */
export class ConflictChoices {
  readonly #made = new Map<string, Decision>();

  /** Returns what was decided about a place; undefined if nobody has been asked. */
  readonly decide = (conflict: ConflictOfLines): Decision | undefined =>
    this.#made.get(keyOf(conflict));

  /**
   * Shows each place as a diff, and asks.
   *
   * @returns whether all are decided; not if the person would rather write nothing.
   * @throws CancelledError if the person cancels.
   */
  async ask(
    problems: readonly Problem[],
    { ask, say }: { readonly ask: Ask; say(text: string): void },
  ): Promise<boolean> {
    for (const { conflict } of problems) {
      if (conflict === undefined) return false;
      const { line, ours, path, theirs } = conflict;
      say(colouredDiff(diffOf({ path, before: `${ours}\n`, after: theirs && `${theirs}\n` })));
      const decision = await ask<Decision | 'stop'>({
        type: 'select',
        name: 'conflict',
        message: `${path}:${line} was changed by hand exactly where it has to change. What do you want?`,
        choices: [
          { name: 'Keep what stands', value: 'ours' },
          { name: theirs === '' ? 'Take it out' : 'Take the new version', value: 'theirs' },
          { name: 'Stop, and write nothing', value: 'stop' },
        ],
        isFresh: true,
      });
      if (decision === 'stop') return false;
      this.#made.set(keyOf(conflict), decision);
    }
    return true;
  }
}

/** Returns what is told of places before anybody is asked about them. */
export function conflictNotes(problems: readonly Problem[]): string[] {
  return problems.map(
    ({ place }) =>
      `${place} was changed by hand exactly where it has to change: you will be asked what becomes of it.`,
  );
}

function keyOf({ ours, path, theirs }: ConflictOfLines): string {
  return JSON.stringify([path, ours, theirs]);
}
