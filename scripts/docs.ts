/**
 * Writes the pages of the documentation that come from the tables of the architectures and the
 * field types.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHITECTURES } from '../generators/app/architectures.js';
import { architecturePage, fieldsPage } from '../shared/show/reference-pages.js';

const docs = join(process.cwd(), 'docs');

mkdirSync(join(docs, 'architectures'), { recursive: true });
for (const architecture of ARCHITECTURES) {
  writeFileSync(
    join(docs, 'architectures', `${architecture.id}.md`),
    architecturePage(architecture),
  );
}
writeFileSync(join(docs, 'fields.md'), fieldsPage());
