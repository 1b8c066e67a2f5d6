/**
 * The package as an ordinary user runs it: installed from the packed tarball, and run through `yo`, from nothing to a
 * running API, and with a team's own
 * generator.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { takeSteps } from '../generated/next-steps.js';
import { filesBelow } from '../generated/python-project.js';
import { describeWithPython, PYTHON } from '../generated/with-python.js';
import { InstalledPackage, ORDINARY_USER, YO } from '../generators/installed-package.js';
import { lostLinks } from '../page-links.js';
import { exchange, FIRST_FEATURE } from './conversation.js';
import { Terminal } from './terminal.js';

const MAIN = 'backend/app/presentation/main.py';

let installed: InstalledPackage;
beforeAll(() => {
  installed = new InstalledPackage();
}, 300_000);
afterAll(() => installed.remove());

test('its pages lead to what is in it', () => {
  const pages = [...filesBelow(installed.root).keys()].filter(
    (path) => path.endsWith('.md') && !path.startsWith('dist/'),
  );
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/fields.md']));
  const lost = pages.map((page) => [page, lostLinks(join(installed.root, page))]);
  expect(lost).toEqual(pages.map((page) => [page, []]));
});

describe('with nobody to answer', () => {
  let project: string;

  beforeAll(() => {
    project = installed.emptyProject('with [brackets] and spaces');
  });
  afterEach(() => {
    for (const name of readdirSync(project)) rmSync(join(project, name), { recursive: true });
  });

  function yo(...args: string[]) {
    return spawnSync(process.execPath, [YO, ...args], {
      cwd: project,
      encoding: 'utf8',
      input: '',
      env: { ...installed.env, CI: 'true', FORCE_COLOR: '0' } as NodeJS.ProcessEnv,
      ...ORDINARY_USER,
    });
  }

  test('the runner works', () => {
    const run = spawnSync(installed.runner, ['onion', 'product', 'code:str=8:pattern=^[A-Z]+$'], {
      cwd: project,
      encoding: 'utf8',
      input: '',
    });
    expect(run.stderr).toMatch(/product: \d+ created/);
    expect(filesBelow(project).get(MAIN)).toMatch(/product\.router/);
  });

  test('yo tells programs of an error, and takes a slip for one', () => {
    const wrong = yo('fastapi-feature:onion', 'product', 'name:strng', '--json');
    expect([wrong.status, JSON.parse(wrong.stdout)]).toEqual([
      2,
      expect.objectContaining({ code: 2, place: 'field 1', suggestion: 'str' }),
    ]);
    const slip = yo('fastapi-feature', 'onoin', 'product');
    expect([slip.status, slip.stderr]).toEqual([2, expect.stringMatching(/Did you mean.*onion/)]);
  });

  test.each(['onion', 'clean'])(
    'yo fastapi-feature:%s works, and again changes nothing',
    (name) => {
      const first = yo(
        `fastapi-feature:${name}`,
        'product',
        'name:str',
        'price:decimal=10.2:gt=0',
        '--no-migration',
      );
      expect({ status: first.status, stderr: first.stderr }).toEqual({
        status: 0,
        stderr: expect.stringMatching(/product: \d+ created/),
      });
      const files = filesBelow(project);
      expect(files.has('backend/app/domain/entities/product.py')).toBe(true);
      expect([...files.keys()].some((path) => path.endsWith('_create_products.py'))).toBe(false);
      const second = yo(
        `fastapi-feature:${name}`,
        'product',
        'name:str',
        'price:decimal=10.2:gt=0',
        '--no-migration',
      );
      expect(second.stderr).toMatch(/nothing was written/);
      expect(filesBelow(project)).toEqual(files);
    },
    60_000,
  );

  test('yo passes refusals on: the message, the status, and nothing written', () => {
    const { status, stderr } = yo('fastapi-feature:onion', 'product', 'name:strr');
    expect(stderr).toMatch(/Did you mean "str"/);
    expect(status).toBe(2);
    expect(filesBelow(project).size).toBe(0);
  }, 60_000);

  test('yo shows what would be done, and the help', () => {
    const dry = yo('fastapi-feature:onion', 'product', 'name:str', '--dry-run');
    expect(dry.stdout).toMatch(/create +backend\/app\/domain\/entities\/product\.py/);
    expect(filesBelow(project).size).toBe(0);
    expect(yo('fastapi-feature:onion', '--help').stdout).toMatch(/Types:.*decimal/s);
    expect(yo('fastapi-feature', '--help').stdout).toMatch(/Architectures/);
  }, 60_000);

  test('yo fastapi-feature takes the architecture that the project has', () => {
    yo('fastapi-feature:onion', 'product', 'name:str');
    const { status, stderr } = yo('fastapi-feature', 'tag', 'name:str');
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/tag: \d+ created/),
    });
  }, 60_000);
});

describeWithPython('yo at a terminal', () => {
  let terminal: Terminal | undefined;

  beforeAll(() => installed.build(join(import.meta.dirname, '..', 'host-generator')), 300_000);
  afterEach(() => terminal?.close());

  function yo(
    cwd: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Terminal {
    terminal = new Terminal({
      python: PYTHON,
      command: [process.execPath, YO, ...args],
      cwd,
      columns: 100,
      rows: 40,
      env: { ...installed.env, CI: undefined, ...env },
      user: ORDINARY_USER,
    });
    return terminal;
  }

  test('fastapi-feature takes a newcomer from an empty folder to a running API', async () => {
    const project = installed.emptyProject('my shop');
    const session = yo(project, ['fastapi-feature']);
    for (const each of FIRST_FEATURE) await exchange(session, each);
    expect(await session.ended()).toBe(0);
    const [, next = ''] = session.everything.split('\nNext:\n');
    const steps = next.split('\n').flatMap((line) => /^ {2}(\S.*)$/.exec(line)?.[1] ?? []);
    expect(steps[0]).toBe('cd backend');
    const api = await takeSteps(steps, {
      cwd: project,
      pyproject: join(project, 'backend', 'pyproject.toml'),
      python: PYTHON,
      user: ORDINARY_USER,
    });
    try {
      const products = await fetch(`${api.url}/api/v1/products/`);
      expect([products.status, await products.json()]).toEqual([
        200,
        expect.objectContaining({ items: [], total: 0 }),
      ]);
      const refused = await fetch(`${api.url}/api/v1/products/1`, { method: 'DELETE' });
      expect(refused.status).toBe(401);
    } finally {
      api.stop();
    }
  }, 300_000);

  describe('team, which composes ours', () => {
    let project: string;
    let log: string;
    let env: Record<string, string>;

    beforeAll(() => {
      project = installed.emptyProject('team shop');
      const bin = installed.emptyProject('bin-of-tests');
      log = join(bin, 'installs.log');
      // An npm that only records what it should install.
      const npm = join(dirname(process.execPath), 'npm');
      const script = `[ "$1" = install ] || exec '${npm}' "$@"\necho "$@" >> '${log}'\n`;
      writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}`, { mode: 0o755 });
      env = { PATH: [bin, process.env.PATH].join(delimiter) };
    });

    test('keeps its own question, files, conflicts and install; the features are ours', async () => {
      const first = yo(project, ['team', 'supplier', 'invoice'], env);
      await exchange(first, {
        sees: 'Which team owns them?',
        types: 'payments',
        presses: ['Enter'],
      });
      expect(await first.ended()).toBe(0);
      const files = filesBelow(project);
      expect(files.get('docs/runbooks/invoice.md')).toMatch(/Owned by payments/);
      expect(files.get('CODEOWNERS')).toBe('/backend/ @payments\n');
      expect(files.has('backend/app/domain/entities/supplier.py')).toBe(true);
      expect(readFileSync(log, 'utf8')).toBe('install\n');
    }, 120_000);

    test('asks once about a file that was changed by hand, and keeps it', async () => {
      const entity = join(project, 'backend/app/domain/entities/invoice.py');
      expect(existsSync(entity)).toBe(true);
      writeFileSync(entity, '# ours\n');
      const before = filesBelow(project);
      const again = yo(project, ['team', 'supplier', 'invoice'], env);
      await exchange(again, { sees: /Overwrite .*invoice\.py/, types: 'n', presses: ['Enter'] });
      expect(await again.ended()).toBe(0);
      expect(again.everything).not.toContain('Which team');
      expect(again.everything.match(/Overwrite /g)).toHaveLength(1);
      expect(filesBelow(project)).toEqual(before);
    }, 120_000);

    test('has its own entity in the onion architecture', async () => {
      const own = installed.emptyProject('own templates');
      const session = yo(own, ['team:onion', 'product', 'name:str']);
      expect(await session.ended()).toBe(0);
      const entity = filesBelow(own).get('backend/app/domain/entities/product.py');
      expect(entity).toMatch(/^"""The product, as the platform team keeps it\."""/);
    }, 60_000);
  });
});
