/** Features that are removed from projects on the disk: through the runner, through Yeoman, and killed halfway. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Generator from 'yeoman-generator';
import helpers from 'yeoman-test';
import { filesBelow, RUNNER, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run, runOrThrow } = keepRunner();
const ROOT = join(import.meta.dirname, '..', '..');
const REMOVE = join(ROOT, 'dist', 'generators', 'remove', 'index.js');
const YEOMAN = join(import.meta.dirname, 'run-yeoman.js');
const PRODUCT = ['product', 'name:str', 'category:ref=Category', '--docs'];
const SERVICE = 'services/product_service.py';

/** A project with a category, committed, and one with a product besides, which is not. */
const origin = temporaryFolder();
const grown = temporaryFolder();
let before: Map<string, string>;
let folder: string;

beforeAll(async () => {
  git(origin, 'init', '-q');
  await runOrThrow(origin, 'domain-routes', 'category', 'name:str');
  git(origin, 'add', '-A');
  git(origin, '-c', 'user.email=a@b.c', '-c', 'user.name=A', 'commit', '-qm', 'A category');
  before = filesIn(origin);
  cpSync(origin, grown, { recursive: true });
  await runOrThrow(grown, ...PRODUCT);
});
beforeEach(() => {
  folder = temporaryFolder();
  cpSync(grown, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => {
  // yeoman-test leaves the process in a temporary folder that is removed later.
  process.chdir(ROOT);
  for (const each of [origin, grown]) rmSync(each, { recursive: true });
});

function git(root: string, ...args: string[]): string {
  return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
}

/** The files of a project, without those of git. */
function filesIn(root: string): Map<string, string> {
  return new Map([...filesBelow(root)].filter(([path]) => !/(^|[/\\])\.git[/\\]/.test(path)));
}

describe('a feature that was not committed', () => {
  test('leaves nothing behind', async () => {
    const { status, stderr } = await run(folder, 'remove', 'product');
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(/product: \d+ edited, \d+ deleted\./),
    ]);
    expect(git(folder, 'status', '--porcelain')).toBe('');
    expect(filesIn(folder)).toEqual(before);
    expect(readdirSync(join(folder, 'routes'))).not.toContain('products');
    expect(readdirSync(folder)).not.toContain('docs');
  });

  test('is only looked at in a dry run', async () => {
    const standing = filesIn(folder);
    const { status, stdout } = await run(folder, 'remove', 'product', '--dry-run', '--explain');
    expect([status, stdout]).toEqual([0, expect.stringContaining(`delete     ${SERVICE}`)]);
    expect(stdout).toContain('-from routes.products import router as products_router');
    expect(filesIn(folder)).toEqual(standing);
  });

  test('keeps its files where only its wiring is meant, edited as they are, and is wired again', async () => {
    appendFileSync(join(folder, SERVICE), '# Mine.\n');
    const standing = filesIn(folder);
    await runOrThrow(folder, 'remove', 'product', '--wiring-only');
    const unwired = filesIn(folder);
    expect([...unwired.keys()]).toEqual([...standing.keys()]);
    const changed = [...unwired].filter(([path, text]) => text !== standing.get(path));
    expect(changed.map(([path]) => path)).toEqual(['main.py', 'routes/__init__.py']);
    for (const [, text] of changed) expect(text).not.toContain('product');
    // It is still known, and what is said of a second time is done.
    const { stderr } = await run(folder, 'remove', 'product', '--wiring-only');
    expect(stderr).toContain('nothing was written');
    writeFileSync(join(folder, SERVICE), standing.get(SERVICE)?.replace('# Mine.\n', '') ?? '');
    await runOrThrow(folder, ...PRODUCT);
    expect(filesIn(folder)).toEqual(filesIn(grown));
  });

  test('is told of as JSON', async () => {
    const { status, stdout } = await run(folder, 'remove', 'product', '--json');
    const document = JSON.parse(stdout);
    expect([status, document]).toEqual([
      0,
      expect.objectContaining({ code: 0, features: ['product'] }),
    ]);
    expect(document.files).toContainEqual(
      expect.objectContaining({ path: SERVICE, action: 'delete' }),
    );
    expect(filesIn(folder)).toEqual(before);
  });

  test('goes through Yeoman, too', () => {
    const { status } = spawnSync(process.execPath, [YEOMAN, 'remove', 'product'], { cwd: folder });
    expect(status).toBe(0);
    expect(filesIn(folder)).toEqual(before);
  });

  test('goes in the run of a generator that composes ours', async () => {
    class HostGenerator extends Generator {
      async initializing(): Promise<void> {
        await this.composeWith(REMOVE, { generatorArgs: ['product'] } as never);
      }

      writing(): void {
        this.writeDestination('host.txt', 'by the host');
      }
    }
    await helpers
      .run(HostGenerator as never, { namespace: 'host:app' } as never)
      .cd(folder)
      .withOptions({ yes: true } as never);
    expect(filesIn(folder)).toEqual(new Map([...before, ['host.txt', 'by the host']]));
  });
});

describe('nothing is removed', () => {
  let standing: Map<string, string>;

  async function expectRefused(status: number, message: RegExp, ...args: string[]): Promise<void> {
    standing = filesIn(folder);
    expect(await run(folder, 'remove', ...args)).toMatchObject({
      status,
      stderr: expect.stringMatching(message),
    });
    expect(filesIn(folder)).toEqual(standing);
  }

  test('where one byte of a file has changed, which is named', async () => {
    appendFileSync(join(folder, SERVICE), '\n');
    await expectRefused(
      3,
      /services\/product_service\.py has been changed .* from line \d+/,
      'product',
    );
    const { stdout } = await run(folder, 'remove', 'product', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      code: 3,
      place: expect.stringMatching(/^services\/product_service\.py:\d+$/),
      files: expect.arrayContaining([expect.objectContaining({ action: 'delete' })]),
    });
    await runOrThrow(folder, 'remove', 'product', '--force');
    expect(filesIn(folder)).toEqual(before);
  });

  test('where somebody has written code that needs it', async () => {
    writeFileSync(
      join(folder, 'report.py'),
      'from services.product_service import ProductService\n',
    );
    await expectRefused(3, /report\.py:1 needs it: from services\.product_service/, 'product');
  });

  test('where another feature refers to it', () =>
    expectRefused(3, /category cannot be removed: product needs it/, 'category', '--force'));

  test.each([
    ['no feature', [], 2, /no feature was given\. Name one of product, category/],
    ['a slip', ['produkt'], 2, /there is no feature "produkt"\. Did you mean "product"\?/],
    ['a further argument', ['product', 'name'], 2, /takes one feature, but "name" was given/],
    ['an option of others', ['product', '--docs'], 2, /remove does not take --docs\. Its options/],
  ])('for %s', (_, args, status, message) => expectRefused(status, message, ...args));

  test('where nothing is remembered', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { status, stderr } = await run(empty, 'remove', 'product');
    expect([status, stderr]).toEqual([3, expect.stringMatching(/remembers none/)]);
  });
});

test('a table that was committed is dropped by a migration, and comes back with the feature', async () => {
  git(folder, 'add', '-A');
  git(folder, '-c', 'user.email=a@b.c', '-c', 'user.name=A', 'commit', '-qm', 'A product');
  await runOrThrow(folder, 'remove', 'product');
  const versions = () => readdirSync(join(folder, 'alembic', 'versions'));
  expect(versions().filter((name) => /products/.test(name))).toEqual([
    expect.stringMatching(/_drop_products\.py$/),
    expect.stringMatching(/_create_products\.py$/),
  ]);
  await runOrThrow(folder, ...PRODUCT);
  expect(versions().filter((name) => /_create_products\.py$/.test(name))).toHaveLength(2);
});

describe('a removal that is killed', () => {
  /** Kills the run before one of the calls of a function that it makes once all is prepared. */
  function killBefore(call: string, file: RegExp, nth: number): void {
    const source = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const own = fs[${JSON.stringify(call)}];
      let calls = 0;
      fs[${JSON.stringify(call)}] = (path, ...rest) => {
        if (${file}.test(String(path)) && ++calls === ${nth}) process.kill(process.pid, 'SIGKILL');
        return own(path, ...rest);
      };
      syncBuiltinESMExports();
    `;
    const preload = `data:text/javascript,${encodeURIComponent(source)}`;
    const { signal } = spawnSync(
      process.execPath,
      ['--import', preload, RUNNER, 'remove', 'product'],
      {
        cwd: folder,
      },
    );
    expect(signal).toBe('SIGKILL');
  }

  test.each([1, 4, 8])('halfway, at the %ith file, is finished by the next run', async (nth) => {
    killBefore('rmSync', /[.]py$/, nth);
    const { stderr } = await run(folder, 'category', 'name:str');
    expect(stderr).toMatch(/An earlier run was killed while writing/);
    expect(filesIn(folder)).toEqual(before);
  });

  test('before anything has changed is undone', async () => {
    const standing = filesIn(folder);
    killBefore('writeFileSync', /[.]py[.][^/]*new$/, 1);
    const { stderr } = await run(folder, ...PRODUCT);
    expect(stderr).toMatch(/before it changed anything/);
    expect(filesIn(folder)).toEqual(standing);
  });
});
