/** The blocks of code in the documentation. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** A block of code on a page. */
export interface CodeBlock {
  /** The page, from the root of the repository. */
  readonly page: string;
  /** The number of its first line. */
  readonly line: number;
  /** `ts`; empty for a drawing. */
  readonly language: string;
  readonly text: string;
  /** The file that it is said to be, by the line in front of it or by its first line. */
  readonly file: string | undefined;
}

/** Every page of the documentation. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md'))
    .sort(),
];

/** Returns the blocks of a page. */
export function codeBlocks(page: string): CodeBlock[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const blocks = text.matchAll(/(?:^`([^`\n]+)`:\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].map((match) => {
    const [, named, language = '', content = ''] = match;
    const line = text.slice(0, text.indexOf('```', match.index)).split('\n').length + 1;
    const file = named ?? /^\/\/ (\S+\.\w+)\n/.exec(content)?.[1];
    return { page, line, language, text: content, file };
  });
}
