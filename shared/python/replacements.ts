/** Code of ours in a project that gives way to other code. */
import { EditedModule } from './edited-module.js';
import { newlineOf, refuseEdit } from './edits.js';

/** What gives way to what. */
interface Replacement {
  /** The file, for messages. */
  readonly path: string;
  /** The code as it was written. */
  readonly from: string;
  readonly to: string;
  /** Whether it may be missing: people have decided otherwise. */
  readonly mayBeMissing?: boolean;
}

/**
 * Puts code in the place of other code that stands word for word in a module.
 *
 * @returns the edited text; the same text where the new code stands already.
 * @throws RefusalError where neither is there, with what to put in by hand.
 */
export function replaceCode(source: string, replacement: Replacement): string {
  const { path, mayBeMissing = false } = replacement;
  const [from, to] = [replacement.from, replacement.to].map((text) =>
    text.replaceAll('\n', newlineOf(source)),
  ) as [string, string];
  if (from.includes(to)) {
    throw new Error(`${path}: what is put in is a part of "${from}", so it is there before.`);
  }
  const byHand = () => ['instead of:', ...from.split(/\r?\n/), 'write:', ...to.split(/\r?\n/)];
  const module = EditedModule.open(path, source, byHand);
  // What is put in beside ours has ours in it.
  const done = placesOf(to, source);
  const isDone = (place: number) =>
    done.some((start) => start <= place && place + from.length <= start + to.length);
  const at = placesOf(from, source).find((place) => !isDone(place)) ?? -1;
  if (at < 0 && done.length > 0) return source;
  if (at >= 0) return module.rewrite(source.slice(0, at) + to + source.slice(at + from.length));
  return mayBeMissing ? source : refuseEdit(path, 'it was written otherwise', byHand());
}

function placesOf(text: string, source: string): number[] {
  const places: number[] = [];
  for (let at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + 1)) places.push(at);
  return places;
}
