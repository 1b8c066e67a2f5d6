/** Projects on the disk that are brought to other templates: through the runner, and through Yeoman. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Generator from 'yeoman-generator';
import helpers from 'yeoman-test';
import { idOf } from '../../shared/project/written.js';
import { pathsIn } from '../../shared/run/versions.js';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run, runOrThrow } = keepRunner();
const ROOT = join(import.meta.dirname, '..', '..');
const YEOMAN = join(import.meta.dirname, 'run-yeoman.js');
const TEMPLATES = join(import.meta.dirname, '..', '..', 'generators', 'onion', 'templates');
const USE_CASES_TEMPLATE = 'feature/backend/app/application/use_cases/[feature].py.ejs';
const USE_CASES = 'backend/app/application/use_cases/product.py';
/** What somebody has written. */
const MINE = '\n\ndef mine() -> None:\n    """Mine."""\n';
const MAIN = 'backend/app/presentation/main.py';

/** A project, committed. */
const origin = temporaryFolder();
let folder: string;

beforeAll(async () => {
  git(origin, 'init', '-q');
  await runOrThrow(origin, 'onion', 'product', 'name:str', 'price:decimal=10.2');
  await runOrThrow(origin, 'category', 'name:str');
  commit(origin);
});
beforeEach(() => {
  folder = temporaryFolder();
  cpSync(origin, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => rmSync(origin, { recursive: true }));

function git(root: string, ...args: string[]): string {
  return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
}

function commit(root: string): void {
  git(root, 'add', '-A');
  git(root, '-c', 'user.email=a@b.c', '-c', 'user.name=A', 'commit', '-qm', 'As it is');
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const filesOf = (root: string) =>
  new Map([...filesBelow(root)].filter(([path]) => !/(^|[/\\])\.git[/\\]/.test(path)));

/** Makes the templates of the project others than those that it was written with. */
function change(template: string, edit: (text: string) => string): void {
  const path = join(folder, '.fastapi-feature', 'templates', 'onion', template);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, edit(readFileSync(join(TEMPLATES, template), 'utf8')));
}

/** What a later version says. */
const laterIn =
  (word = 'Later: ') =>
  (text: string) =>
    text.replaceAll(/^([ \t]*""")(?=\w)/gm, `$1${word}`);

const later = (template: string, word?: string) => change(template, laterIn(word));
const append = (path: string, text: string) => appendFileSync(join(folder, path), text);

test('becomes new where nobody has changed it, around what somebody has written', async () => {
  append(USE_CASES, MINE);
  append(MAIN, '\n\n# My own words.\n');
  later(USE_CASES_TEMPLATE);
  change('foundation/backend/app/presentation/main.py', (text) =>
    text.replace('"""', '"""Later: '),
  );
  const before = read(USE_CASES);
  await runOrThrow(folder, 'upgrade');
  expect(read(USE_CASES).match(/Later: /g)?.length).toBeGreaterThan(5);
  expect(read(USE_CASES).replaceAll('Later: ', '')).toBe(before);
  expect(read(MAIN)).toMatch(/^"""Later: [\s\S]*product[\s\S]*\n\n# My own words\.\n$/);
  expect(read('backend/app/application/use_cases/category.py')).toContain('Later: ');
  const once = filesOf(folder);
  const { stderr } = await run(folder, 'upgrade');
  expect(stderr).toContain('nothing was written');
  expect(filesOf(folder)).toEqual(once);
});

test('a second time, too, and what was written is kept where git does not have it', async () => {
  append(USE_CASES, MINE);
  later(USE_CASES_TEMPLATE);
  await runOrThrow(folder, 'upgrade');
  const kept = `.fastapi-feature/written/${USE_CASES}.txt`;
  expect(read(kept)).toBe(read(USE_CASES).replace(MINE, ''));
  later(USE_CASES_TEMPLATE, 'Last: ');
  await runOrThrow(folder, 'upgrade');
  expect(read(USE_CASES).match(/Last: /g)?.length).toBeGreaterThan(5);
  expect(read(USE_CASES)).not.toContain('Later: ');
  expect(read(USE_CASES)).toContain(MINE);
  expect(read(kept)).toBe(read(USE_CASES).replace(MINE, ''));
  // What is as we write it needs no second text.
  writeFileSync(join(folder, USE_CASES), read(kept));
  later(USE_CASES_TEMPLATE);
  await runOrThrow(folder, 'upgrade');
  expect(filesOf(folder).has(kept)).toBe(false);
});

test('what was changed in between is changed in what is kept', async () => {
  append(USE_CASES, MINE);
  await runOrThrow(folder, 'change', 'product', 'weight:float:optional');
  later(USE_CASES_TEMPLATE);
  await runOrThrow(folder, 'upgrade');
  expect(read(USE_CASES).match(/Later: /g)?.length).toBeGreaterThan(5);
  expect(read(USE_CASES)).toContain(MINE);
});

test('a change that meets what other templates have written asks for an upgrade first', async () => {
  const entity = 'backend/app/domain/entities/product.py';
  const text = read(entity).replace('max_digits=10', 'max_digits=9');
  writeFileSync(join(folder, entity), text);
  const remembered = read('.yo-rc.json').replace('"product": "', `$&${idOf(text)} `);
  writeFileSync(join(folder, '.yo-rc.json'), remembered);
  const { status, stderr } = await run(folder, 'change', 'product', 'price:decimal=12.4');
  expect([status, stderr]).toEqual([
    3,
    expect.stringContaining('run fastapi-feature upgrade first'),
  ]);
  await runOrThrow(folder, 'upgrade');
  await runOrThrow(folder, 'change', 'product', 'price:decimal=12.4');
});

describe('where somebody has changed exactly what changes', () => {
  const DOCSTRING = '"""Mine: what users may do with products."""';

  beforeEach(() => {
    writeFileSync(join(folder, USE_CASES), read(USE_CASES).replace(/^""".*"""/, DOCSTRING));
    later(USE_CASES_TEMPLATE);
  });

  test('nothing is written, and both versions are told', async () => {
    const standing = filesOf(folder);
    const { status, stderr } = await run(folder, 'upgrade');
    expect([status, stderr]).toEqual([3, expect.stringContaining(`${USE_CASES}:1 was changed`)]);
    expect(stderr).toContain(DOCSTRING);
    expect(stderr).toContain('"""Later: ');
    const { stdout } = await run(folder, 'upgrade', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      code: 3,
      problems: [
        {
          place: `${USE_CASES}:1`,
          conflict: {
            path: USE_CASES,
            line: 1,
            ours: DOCSTRING,
            theirs: expect.stringContaining('"""Later: '),
          },
        },
      ],
    });
    expect(filesOf(folder)).toEqual(standing);
  });

  test('the new version is taken if that is forced', async () => {
    append(USE_CASES, MINE);
    await runOrThrow(folder, 'upgrade', '--force');
    expect(read(USE_CASES)).toMatch(/^"""Later: /);
    expect(read(USE_CASES)).toContain(MINE);
  });
});

describe('a file of which nobody knows what was written', () => {
  const LEFT = new RegExp(
    `Left as they are, as neither \\.yo-rc\\.json nor git .*: .*${USE_CASES}`,
  );

  beforeEach(() => {
    append(USE_CASES, MINE);
    later(USE_CASES_TEMPLATE);
  });

  test.each([
    ['is left without git', () => rmSync(join(folder, '.git'), { recursive: true }), /Later/],
    [
      'is left in a project that is older than what is remembered',
      () => {
        const memory = JSON.parse(read('.yo-rc.json'));
        memory['generator-fastapi-feature'].written = undefined;
        writeFileSync(join(folder, '.yo-rc.json'), JSON.stringify(memory));
      },
      /^(?![\s\S]*Later)/,
    ],
  ])('%s', async (_, forget, others) => {
    forget();
    const { status, stderr } = await run(folder, 'upgrade');
    expect([status, stderr]).toEqual([0, expect.stringMatching(LEFT)]);
    expect(read(USE_CASES)).toContain(MINE);
    expect(read(USE_CASES)).not.toContain('Later');
    expect(read('backend/app/application/use_cases/category.py')).toMatch(others);
  });
});

test('a project that is older than what is remembered is known from its first upgrade on', async () => {
  const memory = JSON.parse(read('.yo-rc.json'));
  memory['generator-fastapi-feature'].written = undefined;
  writeFileSync(join(folder, '.yo-rc.json'), JSON.stringify(memory));
  await runOrThrow(folder, 'upgrade');
  commit(folder);
  append(USE_CASES, MINE);
  later(USE_CASES_TEMPLATE);
  await runOrThrow(folder, 'upgrade');
  expect(read(USE_CASES)).toMatch(/^"""Later: /);
  expect(read(USE_CASES)).toContain(MINE);
});

test('what newer templates want of the tables comes in a migration behind the last one, once', async () => {
  const users = 'backend/alembic/versions/5c0de1f2a3b4_create_users.py';
  const standing = read(users);
  const shared = join(TEMPLATES, '..', '..', '..', 'shared', 'templates');
  const mine = join(folder, '.fastapi-feature', 'templates', 'shared');
  mkdirSync(mine, { recursive: true });
  writeFileSync(
    join(mine, 'create_users_migration.py.ejs'),
    readFileSync(join(shared, 'create_users_migration.py.ejs'), 'utf8').replace(
      /^( *)sa\.Column\("email"/m,
      '$1sa.Column("nickname", sa.String(length=40), nullable=True),\n$&',
    ),
  );
  await runOrThrow(folder, 'upgrade');
  const [added = ''] = [...filesOf(folder).keys()].filter((path) => /change_users/.test(path));
  expect(read(added)).toContain('batch_op.add_column(');
  expect(read(added)).toContain('sa.Column("nickname", sa.String(length=40), nullable=True)');
  expect(read(users)).toBe(standing);
  const once = filesOf(folder);
  await runOrThrow(folder, 'upgrade');
  expect(filesOf(folder)).toEqual(once);
});

test('a project is only looked at in a dry run', async () => {
  later(USE_CASES_TEMPLATE);
  const standing = filesOf(folder);
  const { stdout } = await run(folder, 'upgrade', '--dry-run', '--explain');
  expect(stdout).toContain(`edit       ${USE_CASES}`);
  expect(stdout).toContain('+"""Later: ');
  expect(filesOf(folder)).toEqual(standing);
});

test('what a person has deleted stays so', async () => {
  const path = 'backend/tests/unit/test_product_use_cases.py';
  rmSync(join(folder, path));
  change('feature/backend/tests/unit/test_[feature]_use_cases.py.ejs', laterIn());
  await runOrThrow(folder, 'upgrade');
  expect(filesOf(folder).has(path)).toBe(false);
});

test('git says where a text has been, also below its root and after it was moved', () => {
  const root = join(folder, 'backend');
  const [path, moved] = ['app/domain/entities/product.py', 'app/domain/entities/ware.py'];
  const id = idOf(read(`backend/${path}`));
  const paths = () => pathsIn(root)(new Set([id, '01234567']));
  expect(paths()).toEqual(new Map([[id, new Set([path])]]));
  git(root, 'mv', path, moved);
  expect(paths().get(id)).toEqual(new Set([moved, path]));
  rmSync(join(folder, '.git'), { recursive: true });
  expect(paths()).toEqual(new Map());
});

test('what a feature wants of its table after it has changed is known in an upgrade', async () => {
  await runOrThrow(folder, 'change', 'product', 'weight:float:optional');
  const kept = [...filesOf(folder)].filter(([path]) => /written\/.*_create_products/.test(path));
  expect(kept).toEqual([[expect.any(String), expect.stringContaining('"weight"')]]);
  const { stderr } = await run(folder, 'upgrade');
  expect(stderr).toContain('nothing was written');
  await runOrThrow(folder, 'remove', 'product', '--force');
  expect([...filesOf(folder).keys()].filter((path) => /written\//.test(path))).toEqual([]);
});

test('a project that is in a folder of another name by now keeps its own', async () => {
  const own = temporaryFolder();
  const [root, moved] = [join(own, 'MyShopAPI'), join(own, 'elsewhere')];
  mkdirSync(root);
  await runOrThrow(root, 'onion', 'product', 'name:str');
  renameSync(root, moved);
  const { stderr } = await run(moved, 'upgrade');
  expect(stderr).toContain('nothing was written');
  rmSync(own, { recursive: true });
});

test('it goes through Yeoman, too', async () => {
  later(USE_CASES_TEMPLATE);
  const other = temporaryFolder();
  cpSync(folder, other, { recursive: true });
  await runOrThrow(other, 'upgrade');
  const { status } = spawnSync(process.execPath, [YEOMAN, 'upgrade'], { cwd: folder });
  expect(status).toBe(0);
  expect(filesOf(folder)).toEqual(filesOf(other));
  rmSync(other, { recursive: true });
});

test('it goes in the run of a generator that composes ours', async () => {
  later(USE_CASES_TEMPLATE);
  class HostGenerator extends Generator {
    async initializing(): Promise<void> {
      await this.composeWith(join(ROOT, 'dist', 'generators', 'upgrade', 'index.js'));
    }
  }
  await helpers
    .run(HostGenerator as never, { namespace: 'host:app' } as never)
    .cd(folder)
    .withOptions({ yes: true } as never);
  process.chdir(ROOT);
  expect(read(USE_CASES)).toMatch(/^"""Later: /);
});

test.each([
  ['a feature', ['product'], /upgrade takes no feature, but "product" was given/],
  ['an option of others', ['--docs'], /upgrade does not take --docs\. Its options/],
])('%s is refused', async (_, args, message) => {
  const { status, stderr } = await run(folder, 'upgrade', ...args);
  expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
});
