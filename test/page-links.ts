import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The links of a Markdown page that lead to no file beside it; those to other hosts are not followed. */
export function lostLinks(page: string): string[] {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
  return links
    .map(([, link = '']) => link)
    .filter((link) => !existsSync(join(dirname(page), link)));
}
