/** Taking lines out of files that are no Python: an example of an `.env` file, `pyproject.toml`. */
import { newlineOf } from '../python/edits.js';
import { registeredIn } from './replay.js';

/**
 * Returns a text without the lines that registering a feature puts into it.
 *
 * @param edit registers the feature.
 * @param mayGo whether a line may be taken out: nothing else needs it.
 */
export function withoutLines(
  text: string,
  edit: (source: string) => string,
  mayGo: (line: string) => boolean,
): string {
  const newline = newlineOf(text);
  const lines = text.split(newline);
  const isAdded = (from: number, to: number) => {
    const rest = [...lines.slice(0, from), ...lines.slice(to)].join(newline);
    return registeredIn(rest, edit) === text;
  };
  // Several come together at the end, or each of them where it belongs.
  for (let from = 0; from < lines.length; from += 1) {
    const length = lines.length - from - (text.endsWith(newline) ? 1 : 0);
    if (
      length > 0 &&
      lines.slice(from, from + length).every(mayGo) &&
      isAdded(from, from + length)
    ) {
      return [...lines.slice(0, from), ...lines.slice(from + length)].join(newline);
    }
  }
  return lines.filter((line, at) => !(mayGo(line) && isAdded(at, at + 1))).join(newline);
}
