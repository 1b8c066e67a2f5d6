/** Features that refer to each other in a circle: in one file, one after the other, and taken apart again. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run, runOrThrow } = keepRunner();
const BACKEND = join(import.meta.dirname, '..', 'projects', 'one-module');
const STORE = '  store: { fields: [name:str, manager:ref=Staff:optional] }';
const STAFF = '  staff: { fields: [name:str, store:ref=Store] }';
const MODELS = 'backend/app/infrastructure/models';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

function say(...features: readonly string[]): void {
  writeFileSync(join(folder, 'shop.yaml'), `features:\n${features.join('\n')}\n`);
}

/** Returns the modules of a project, but its migrations. */
function modules(): ReadonlyMap<string, string> {
  return new Map(
    [...filesBelow(folder)].filter(([path]) => /app\/.*\.py$|tests\/.*\.py$/.test(path)),
  );
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('a circle', () => {
  test.each([
    ['in one order', [STORE, STAFF]],
    ['in the other', [STAFF, STORE]],
  ])('in one file, %s, is what comes of it in two runs', async (_, features) => {
    say(...features);
    await runOrThrow(folder, 'onion', '--spec', 'shop.yaml');
    const atOnce = modules();
    const again = await run(folder, 'onion', '--spec', 'shop.yaml');
    expect(again.stderr).toMatch(/everything already exists/);
    const upgraded = await run(folder, 'upgrade');
    expect(upgraded.stderr).toMatch(/nothing has to change/);

    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    await runOrThrow(folder, 'onion', 'store', 'name:str');
    await runOrThrow(folder, 'onion', 'staff', 'name:str', 'store:ref=Store');
    await runOrThrow(folder, 'change', 'store', 'manager:ref=Staff:optional');
    expect(modules()).toEqual(atOnce);
    expect(read(`${MODELS}/staff.py`)).toMatch(
      'relationship(foreign_keys=[store_id], lazy="raise")',
    );
    expect(read(`${MODELS}/store.py`)).toMatch(
      'if TYPE_CHECKING:\n    from app.infrastructure.models.staff import StaffModel',
    );
  });

  test('is closed by a feature that stands, while the other is new', async () => {
    await runOrThrow(folder, 'onion', 'store', 'name:str');
    say(STORE, STAFF);
    await runOrThrow(folder, 'onion', '--spec', 'shop.yaml');
    expect(read(`${MODELS}/store.py`)).toMatch('ForeignKey("staff.id", use_alter=True)');
    const again = await run(folder, 'onion', '--spec', 'shop.yaml');
    expect(again.stderr).toMatch(/everything already exists/);
  });

  test('is opened by the field that closes it, and then each can be removed', async () => {
    await runOrThrow(folder, 'onion', 'store', 'name:str');
    await runOrThrow(folder, 'onion', 'staff', 'name:str', 'store:ref=Store');
    const before = modules();
    await runOrThrow(folder, 'change', 'store', 'manager:ref=Staff:optional');
    const refused = await run(folder, 'remove', 'staff', '--force');
    expect([refused.status, refused.stderr]).toEqual([
      3,
      expect.stringMatching('fastapi-feature change store --drop manager'),
    ]);
    await runOrThrow(folder, 'change', 'store', '--drop', 'manager', '--force');
    expect(modules()).toEqual(before);
    await runOrThrow(folder, 'remove', 'staff', '--force');
  });

  test('in which every row needs the next is refused, with what to make optional', async () => {
    say('  store: { fields: [name:str, manager:ref=Staff] }', STAFF);
    const { status, stderr } = await run(folder, 'onion', '--spec', 'shop.yaml');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/store\.manager, or staff\.store, such as store:ref=Store:optional/),
    ]);
  });

  test('is refused in the backend of somebody else', async () => {
    cpSync(BACKEND, folder, { recursive: true });
    say(STORE, STAFF);
    const before = filesBelow(folder);
    const { status, stderr } = await run(folder, 'layered', '--spec', 'shop.yaml');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/in a circle.*existing backend/)]);
    expect(filesBelow(folder)).toEqual(before);
  });
});
