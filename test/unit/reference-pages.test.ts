/** The documentation agrees with the tables: `npm run docs` writes it again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { architecturePage, fieldsPage } from '../../shared/show/reference-pages.js';
import { lostLinks } from '../page-links.js';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

describe('the documentation', () => {
  test.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
    'about %s is current',
    (id, architecture) => {
      const page = readFileSync(join(DOCS, 'architectures', `${id}.md`), 'utf8');
      expect(page).toBe(architecturePage(architecture));
    },
  );

  test.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
    'about %s has no empty table',
    (_, architecture) => {
      expect(architecturePage(architecture)).not.toMatch(/\| --- \|\n\n/);
    },
  );

  test('has no page about an architecture that no longer exists', () => {
    const pages = readdirSync(join(DOCS, 'architectures')).sort();
    expect(pages).toEqual(ARCHITECTURES.map(({ id }) => `${id}.md`).sort());
  });

  test('about fields is current', () => {
    expect(readFileSync(join(DOCS, 'fields.md'), 'utf8')).toBe(fieldsPage());
  });

  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(DOCS).map((name) => `docs/${name}`),
  ];

  test.each(pages.filter((page) => page.endsWith('.md')))('%s leads to what is there', (page) => {
    expect(lostLinks(join(DOCS, '..', page))).toEqual([]);
  });
});
