/** What the tables of an example are to differ in from the original, as `examples/README.md` says it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const README = join(import.meta.dirname, '..', '..', 'examples', 'README.md');

/** A row of the tables in the README. */
export interface Difference {
  /** The heading above it: `Chinook`. */
  readonly example: string;
  /** As it is written there: `+ *.created_at: DATETIME not null`. */
  readonly written: string;
  /** The layouts in which it is found; all if there are none. */
  readonly layouts: readonly string[];
  readonly pattern: RegExp;
}

/** What is written of all examples. */
export const OF_ALL = 'In all of them';

/** Returns the differences that the README explains. */
export function explainedDifferences(): readonly Difference[] {
  const [, ...parts] = readFileSync(README, 'utf8').split(/^### /m);
  return parts.flatMap((part) => {
    const [example = ''] = part.split('\n', 1);
    const cells = [...part.matchAll(/^\| `([-+] .+)` \|(.*)\|.*\|$/gm)];
    return cells.map(([, written = '', layouts = '']) => ({
      example,
      written,
      layouts: [...layouts.matchAll(/`(.+?)`/g)].map(([, name = '']) => name),
      pattern: patternOf(written),
    }));
  });
}

/** Returns what a line is held against: `*` is anything, `[…]` one of its characters, `{table}` the same all along. */
function patternOf(written: string): RegExp {
  let isSaid = false;
  const source = written.replaceAll(/\{table\}|\[.+?\]|[*+.(){}^$|\\?]/g, (found) => {
    if (found === '*') return '.*';
    if (found.startsWith('[')) return found;
    if (found !== '{table}') return `\\${found}`;
    const table = isSaid ? '\\k<table>' : '(?<table>\\w+)';
    isSaid = true;
    return table;
  });
  return new RegExp(`^${source}$`);
}
