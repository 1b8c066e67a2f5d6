/** The onion generator inside Yeoman: its questions, its edits, and through `yo`. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import helpers, { result } from 'yeoman-test';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { InstalledPackage, ORDINARY_USER, YO } from './installed-package.js';
import { somebodyAnswers } from './somebody.js';

const ROOT = join(import.meta.dirname, '..', '..');
const ONION = join(ROOT, 'dist', 'generators', 'onion', 'index.js');
const APP = join(ROOT, 'dist', 'generators', 'app', 'index.js');
const MAIN = 'backend/app/presentation/main.py';

// yeoman-test leaves the process in a temporary folder that is removed later.
afterAll(() => process.chdir(ROOT));

describe('with somebody to answer', () => {
  somebodyAnswers();

  test('asks for the architecture, the name and fields until there are no more', async () => {
    const fields = ['name:str=80 price:decimal=10.2', 'active:bool', ''];
    await helpers.run(APP).withAnswers(
      {
        architecture: 'onion',
        name: 'product',
        field: 'unused',
        endpoints: ['list', 'get', 'create', 'update', 'delete'],
        read: 'public',
        write: 'user',
        delete: 'admin',
        docs: true,
        verdict: 'write',
      },
      {
        callback: (answer, { question }) =>
          question.name === 'field' ? (fields.shift() ?? '') : answer,
        throwOnMissingAnswer: true,
      },
    );
    result.assertFile('docs/features/product.md');
    result.assertFileContent(
      'backend/app/domain/entities/product.py',
      /price: ProductPrice\n {4}active: bool/,
    );
  });

  test('does not ask for what was given', async () => {
    await helpers
      .run(ONION)
      .withArguments(['product', 'name:str'])
      .withAnswers({}, { throwOnMissingAnswer: true });
    result.assertFile('backend/app/domain/entities/product.py');
  });
});

describe('edits of existing files', () => {
  test('are written without "Overwrite?", and a file of ours that was changed is only overwritten with --force', async () => {
    const folder = temporaryFolder();
    await helpers.run(ONION).cd(folder).withArguments(['category', 'name:str']);
    const options = { force: false, bail: false };
    const unforced = { force: false } as never;
    await helpers
      .run(ONION, {}, options)
      .cd(folder)
      .withArguments(['tag', 'name:str'])
      .withOptions(unforced)
      .withAnswers({}, { throwOnMissingAnswer: true });
    result.assertFileContent(MAIN, /include_router\(tag\.router/);

    const entity = join(folder, 'backend/app/domain/entities/tag.py');
    writeFileSync(entity, '# mine\n');
    const again = helpers
      .run(ONION, {}, options)
      .cd(folder)
      .withArguments(['tag', 'name:str'])
      .withOptions(unforced);
    await expect(again).rejects.toThrow(/entities\/tag\.py/);
    expect(readFileSync(entity, 'utf8')).toBe('# mine\n');
    rmSync(folder, { recursive: true });
  });
});

describe('installed from the packed tarball', () => {
  let installed: InstalledPackage;
  let project: string;

  beforeAll(() => {
    installed = new InstalledPackage();
    project = installed.emptyProject('with [brackets] and spaces');
  }, 300_000);
  afterAll(() => installed.remove());
  afterEach(() => {
    for (const name of ['backend', '.yo-rc.json'])
      rmSync(join(project, name), { recursive: true, force: true });
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

  test.each(['onion', 'clean'])(
    'yo fastapi-feature:%s works, and a second run changes nothing',
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

  test('yo passes on refusals: the message and the status, with nothing written', () => {
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

  test('yo fastapi-feature uses the architecture of the project', () => {
    yo('fastapi-feature:onion', 'product', 'name:str');
    const { status, stderr } = yo('fastapi-feature', 'tag', 'name:str');
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/tag: \d+ created/),
    });
  }, 60_000);
});
