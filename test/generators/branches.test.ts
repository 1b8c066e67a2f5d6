/** Two branches that each add a feature, merged by git. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run, runOrThrow } = keepRunner();
const PRODUCT = ['product', 'name:str', 'price:decimal=10.2'];
const ORDER = ['order_line', 'name:str', 'count:int'];
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A repository with a category, in which two branches do something each. */
async function branched(
  sub: readonly string[],
  [one, other]: readonly [readonly string[], readonly string[]],
  isLarger = false,
) {
  const folder = temporaryFolder();
  folders.push(folder);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.email=a@b.c', '-c', 'user.name=A', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  const commit = () => git('commit', '-qam', 'As it is');
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const add = async (args: readonly string[]) => {
    await runOrThrow(folder, ...args);
    git('add', '-A');
    commit();
  };
  git('init', '-q', '-b', 'main');
  await add([...sub, 'category', 'name:str']);
  if (isLarger) await add(['tag', 'name:str']);
  git('checkout', '-qb', 'one');
  writeFileSync(join(folder, 'one.md'), 'Mine.\n');
  await add(one);
  git('checkout', '-qb', 'other', 'main');
  writeFileSync(join(folder, 'other.md'), 'Mine, too.\n');
  await add(other);
  const args = ['-c', 'user.email=a@b.c', '-c', 'user.name=A', 'merge', '-q', 'one'];
  spawnSync('git', args, { cwd: folder });
  const conflicts = git('diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean);
  return { folder, git, read, conflicts };
}

const memoryIn = (text: string) => JSON.parse(text)['generator-fastapi-feature'];

describe.each([
  [
    ['onion'],
    ['backend/app/infrastructure/models/__init__.py', 'backend/app/presentation/main.py'],
  ],
  [['layered'], ['app/api/v1/router.py', 'app/models/__init__.py', 'app/schemas/__init__.py']],
  [
    ['layered', '--style', 'direct'],
    ['app/main.py', 'app/models/__init__.py', 'app/schemas/__init__.py'],
  ],
  [['package-per-feature'], ['backend/app/api/v1/endpoints.py', 'backend/app/main.py']],
  [['domain-routes'], ['database/models.py', 'main.py', 'routes/__init__.py']],
])('two branches of %j that add a feature each', (sub, registrations) => {
  test('conflict in nothing but what registers both', async () => {
    const { conflicts, folder, git, read } = await branched(sub, [PRODUCT, ORDER]);
    // Git keeps the lines of both in the file that remembers them.
    expect(conflicts).toEqual(registrations);
    const { features, written } = memoryIn(read('.yo-rc.json'));
    expect(Object.keys(features).sort()).toEqual(['category', 'order_line', 'product']);
    expect(Object.keys(written).sort()).toEqual(['.', 'category', 'order_line', 'product']);

    // One side is taken, and what the other registered is said again.
    git('checkout', '--ours', '--', ...conflicts);
    git('add', '-A');
    await runOrThrow(folder, ...PRODUCT);
    const edited = git('diff', '--name-only').split('\n').filter(Boolean);
    expect(edited).toEqual(registrations);
    for (const path of registrations) {
      expect(read(path)).toMatch(/product/i);
      expect(read(path)).toMatch(/order_?line/i);
    }
    git('add', '-A');
    await runOrThrow(folder, ...ORDER);
    expect(git('diff', '--name-only')).toBe('');
  }, 120_000);
});

test('two branches that change the same feature are told so', async () => {
  const change = (field: string) => ['change', 'tag', field];
  const { folder, read } = await branched(
    ['package-per-feature'],
    [change('weight:float:optional'), change('size:int:optional')],
    true,
  );
  const text = read('.yo-rc.json');
  expect(text.match(/"tag": \{/g)).toHaveLength(2);
  const { status, stderr } = await run(folder, 'upgrade');
  expect([status, stderr]).toEqual([
    3,
    expect.stringMatching(
      /\.yo-rc\.json, line \d+, column \d+: tag is there 2 times, as two branches have changed it/,
    ),
  ]);
  const both =
    '"tag": { "fields": { "name": "str", "weight": "float:optional", "size": "int:optional" } },';
  const lines = text.split('\n').filter((line) => !line.includes('"tag": {'));
  lines.splice(lines.findIndex((line) => line.includes('"features"')) + 1, 0, `      ${both}`);
  writeFileSync(join(folder, '.yo-rc.json'), lines.join('\n'));
  expect((await run(folder, 'upgrade', '--dry-run')).stderr).not.toContain('2 times');
}, 120_000);

test('what both branches remember of the texts of one owner is taken together', async () => {
  const { folder, read } = await branched(['package-per-feature'], [PRODUCT, ORDER]);
  const { written } = memoryIn(read('.yo-rc.json'));
  const [first = '', ...rest] = written.product.split(' ');
  const twice = read('.yo-rc.json').replace(
    /( *)"product": ".*",\n/,
    `$1"product": "${first}",\n$1"product": "${rest.join(' ')}",\n`,
  );
  writeFileSync(join(folder, '.yo-rc.json'), twice);
  await runOrThrow(folder, 'remove', 'order_line', '--force');
  expect(memoryIn(read('.yo-rc.json')).written.product).toBe(written.product);
}, 120_000);
