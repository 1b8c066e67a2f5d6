/** The page about a feature that a project gets on request. */

import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { NEW_PROJECTS, openGround } from '../../scripts/fuzz/grounds.js';
import { exampleOf } from '../../shared/feature/items.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { temporaryFolder } from '../generated/python-project.js';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

function pageOf(id: string, root: string, tokens: readonly string[], options = {}): string {
  const architecture = findArchitecture(id);
  const spec = featureFromArguments('product', tokens, { docs: true, ...options }, architecture);
  const { files } = planFeature(layOut(architecture, new Workspace(root)), spec);
  return files.find(({ path }) => path === 'docs/features/product.md')?.after ?? '';
}

describe('in a project of ours', () => {
  const tokens = ['name:str:unique', 'pk:int', 'owner:ref=User:optional', 'peers:refs=Product'];
  const page = pageOf('layered-direct', folder, tokens, { read: 'public', delete: 'editor+admin' });

  test('says who may call what, including the requests that the architecture adds', () => {
    expect(page).toContain(
      '| `GET /api/v1/products/` | lists products, a page at a time | everyone |',
    );
    expect(page).toContain(
      '| `PUT /api/v1/products/{id}` | changes a product | any signed-in user |',
    );
    expect(page).toContain(
      '| `DELETE /api/v1/products/{id}` | deletes a product | the role editor or admin |',
    );
    expect(page).toContain('| `POST /api/v1/products/bulk` | adds many products at once |');
  });

  test('draws its tables, with no name mistaken for a kind of key', () => {
    expect(page).toContain(
      '        str name UK\n        int *pk\n        int owner_id FK "may be null"\n',
    );
    expect(page).toContain(
      '    USERS |o--o{ PRODUCTS : "owner"\n    PRODUCTS }o--o{ PRODUCTS : "peers"\n',
    );
  });

  test('quotes tables whose names are no words', () => {
    const named = pageOf('onion', folder, ['name', 'peers:refs=Product'], {
      table: 'Order Details',
    });
    expect(named).toContain('    "ORDER DETAILS" {\n');
    expect(named).toContain('    "ORDER DETAILS" }o--o{ "ORDER DETAILS" : "peers"\n');
  });

  test('links every file, relative to the page', () => {
    expect(page).toContain('[app/api/v1/products.py](../../app/api/v1/products.py)');
    expect(page).toContain('[app/main.py](../../app/main.py)');
  });

  test('is only written on request', () => {
    expect(pageOf('layered-direct', folder, ['name'], { docs: false })).toBe('');
  });
});

test.each(NEW_PROJECTS.map((ground) => [ground.name, ground] as const))(
  'in %s, it is the same once everything that the first feature brings is there',
  (_, ground) => {
    const { architecture } = ground;
    const { workspace } = openGround(ground);
    const integrations = (architecture.integrations ?? []).map(exampleOf).join('+');
    const options = { docs: true, ...(integrations === '' ? {} : { with: integrations }) };
    const spec = featureFromArguments('product', ['name', 'kind:enum=a/b'], options, architecture);
    const page = () => {
      planFeature(layOut(architecture, workspace), spec);
      return workspace.read('docs/features/product.md');
    };
    const first = page();
    expect(first).toContain('# Product');
    expect(page()).toBe(first);
  },
);

test('in an existing backend, a file with several parts of a feature is listed once', () => {
  const root = join(folder, 'theirs');
  cpSync(join(import.meta.dirname, '..', 'projects', 'sqlmodel-routes'), root, { recursive: true });
  const page = pageOf('layered-direct', root, ['name:str']);
  expect(page.match(/^\| \[backend\/app\/models\.py\]/gm)).toHaveLength(1);
  expect(page).toContain('URLs begin with what the backend puts before');
  expect(page).toContain('UUID id PK');
});
