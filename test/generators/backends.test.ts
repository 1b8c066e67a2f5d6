/** Existing backends: inspected, asked about once, and refused with a clear message. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import helpers, { result } from 'yeoman-test';
import { BACKENDS, featureFor, PROJECTS, readBackendCase } from '../backends.js';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';
import { somebodyAnswers } from './somebody.js';

const { run, runOrThrow } = keepRunner();

const ROOT = join(import.meta.dirname, '..', '..');
const APP = join(ROOT, 'dist', 'generators', 'app', 'index.js');
const LAYERED = join(ROOT, 'dist', 'generators', 'layered', 'index.js');

// yeoman-test leaves the process in a temporary folder that is removed later.
afterAll(() => process.chdir(ROOT));

/** A copy of one of the backends. */
function copyOf(name: string): string {
  const folder = temporaryFolder();
  cpSync(join(PROJECTS, name), folder, { recursive: true });
  rmSync(join(folder, 'project.json'));
  return folder;
}

describe('inspect', () => {
  test('says what was found, where, and how certain it is, and writes nothing', async () => {
    const folder = copyOf('mixins');
    const before = filesBelow(folder);
    const { status, stdout } = await run(folder, 'inspect', '--json');
    expect(status).toBe(0);
    const { findings } = JSON.parse(stdout);
    const found = Object.fromEntries(
      findings.map(({ what, ...rest }: { what: string }) => [what, rest]),
    );
    expect(found).toMatchObject({
      architecture: { value: 'layered-direct', certainty: 'likely' },
      application: { value: 'app', path: 'app/main.py', certainty: 'certain' },
      base: { value: 'UUIDMixin, TimestampMixin, SoftDeleteMixin, Base', certainty: 'certain' },
      ids: { value: 'uuid', certainty: 'certain' },
      session: { value: 'get_session', path: 'app/db/session.py', certainty: 'certain' },
      user: { value: 'get_current_user', path: 'app/auth.py' },
      roles: { value: 'RoleChecker', path: 'app/auth.py' },
      migrations: { value: 'migrations/versions' },
    });
    expect((await run(folder, 'inspect')).stdout).toMatch(
      /session +get_session +app\/db\/session\.py/,
    );
    expect(filesBelow(folder)).toEqual(before);
    rmSync(folder, { recursive: true });
  });

  test('says what a burst of requests does where sessions are synchronous, unless something bounds it', async () => {
    const folder = copyOf('mixins');
    expect((await run(folder, 'inspect')).stdout).toMatch(
      /bursts +- +app\/db\/session\.py +likely: more requests at once than the pool has connections/,
    );
    const session = join(folder, 'app', 'db', 'session.py');
    const source = readFileSync(session, 'utf8');
    const bounded = source.replace(
      'def get_session()',
      'def get_session(_: None = Depends(places))',
    );
    expect(bounded).not.toBe(source);
    writeFileSync(session, bounded);
    expect((await run(folder, 'inspect')).stdout).not.toMatch(/bursts/);
    rmSync(folder, { recursive: true });
  });

  test('says what an empty folder lacks, and takes no arguments', async () => {
    const folder = temporaryFolder();
    expect((await run(folder, 'inspect')).stdout).toMatch(
      /missing: there is no FastAPI application/,
    );
    const { status, stderr } = await run(folder, 'inspect', 'name:str');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/inspect takes no arguments/)]);
    rmSync(folder, { recursive: true });
  });
});

describe('the endpoints of a fitted feature are as guarded as the backend can guard them:', () => {
  const fitted = BACKENDS.filter((name) => readBackendCase(name).refused === undefined);

  test.each(fitted)('%s', async (name) => {
    const backend = readBackendCase(name);
    const folder = copyOf(name);
    const { destination = '.', guards } = backend;
    await runOrThrow(folder, ...featureFor(backend), '--destination', destination);
    const files = filesBelow(folder);
    rmSync(folder, { recursive: true });
    expect(guardsOf(files, 'product', 'products')).toEqual({
      list_products: guards?.read,
      get_product: guards?.read,
      create_product: guards?.write,
      update_product: guards?.write,
      delete_product: guards?.delete,
    });
  });

  test('and one that cannot identify its callers has none to give', () => {
    const guarded = fitted.filter((name) => readBackendCase(name).guards !== undefined);
    const identifying = fitted.filter((name) =>
      [...filesBelow(join(PROJECTS, name)).values()].some((text) =>
        /def ((get_)?current_(active_)?user|require_authenticated_principal)\b/.test(text),
      ),
    );
    expect(guarded).toEqual(identifying);
    expect(guarded.length).toBeGreaterThan(4);
  });
});

/** What each endpoint of a feature depends on, where that is more than what it is given. */
function guardsOf(
  files: ReadonlyMap<string, string>,
  feature: string,
  features: string,
): Record<string, string | undefined> {
  const isRouter = (text: string) =>
    text.includes(`def list_${features}(`) && text.includes('APIRouter(');
  const router = [...files.values()].find(isRouter) ?? '';
  const endpoint = new RegExp(
    `^@\\w+\\.\\w+\\(((?:(?!^@|^\\S*def ).)*?)^(?:async )?def (\\w+_(?:${feature}|${features}))\\(`,
    'gms',
  );
  return Object.fromEntries(
    [...router.matchAll(endpoint)].map(([, decorator = '', name = '']) => {
      const guard = /dependencies=\[([\w.]+(?:\(\w+\))?)\]/.exec(decorator)?.[1];
      // A guard with arguments has a name in the router.
      const definition = (local: string) =>
        new RegExp(`^${local} = (.+)$`, 'm').exec(router)?.[1] ?? local;
      return [name, guard?.replace(/\bmay_\w+/, definition)];
    }),
  );
}

describe('an ambiguity in the code', () => {
  somebodyAnswers();

  test('is asked about once, and the answer is kept', async () => {
    const folder = copyOf('two-sessions');
    const session = 'app/database.py:get_async_db';
    await helpers
      .run(LAYERED)
      .cd(folder)
      .withArguments(['product', 'name:str'])
      .withAnswers({ session }, { throwOnMissingAnswer: true });
    result.assertFileContent('app/routers/products.py', 'Depends(get_async_db)');
    expect(JSON.parse(readFileSync(join(folder, '.yo-rc.json'), 'utf8'))).toMatchObject({
      'generator-fastapi-feature': { foreign: true, backend: { session } },
    });
    const { stderr } = await run(folder, 'tag', 'name:str');
    expect(stderr).toMatch(/Sessions come from get_async_db/);
    rmSync(folder, { recursive: true });
  });
});

describe('several backends in one repository', () => {
  somebodyAnswers();

  test.each([APP, LAYERED])('are asked about: %s', async (generator) => {
    const folder = copyOf('monorepo');
    const destination = 'services/shop';
    await helpers
      .run(generator)
      .cd(folder)
      .withArguments(['product', 'name:str'])
      .withAnswers({ destination, style: 'direct' }, { throwOnMissingAnswer: true });
    result.assertFile(join(destination, '.yo-rc.json'));
    rmSync(folder, { recursive: true });
  });
});

describe('an ambiguity in the code can be settled', () => {
  const folder = copyOf('two-sessions');
  const before = filesBelow(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[string, RegExp]>([
    ['sesion=app/database.py:get_db', /Did you mean "session"/],
    ['session', /cannot read "session"\. Write session=PATH:NAME, user=PATH:NAME or routers=PATH/],
    ['session=app/database.py:get_it', /that was not found\. Found: .*get_async_db/],
    ['user=app/auth.py:nobody', /there is no app\/auth\.py/],
    // As Windows completes it.
    ['user=app\\database.py:nobody', /app\/database\.py does not define nobody/],
  ])('but %s is refused', async (backend, message) => {
    const outcome = await run(folder, 'product', 'name:str', '--backend', backend);
    expect([outcome.status, outcome.stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('once, by an option', async () => {
    const session = 'session=app/database.py:get_async_db';
    expect((await run(folder, 'product', 'name:str', '--backend', session)).status).toBe(0);
    expect((await run(folder, 'tag', 'name:str')).stderr).toMatch(
      /Sessions come from get_async_db/,
    );
  });
});

describe('the next steps', () => {
  const stepsOf = async (project: string, ...files: string[]): Promise<string[]> => {
    const folder = copyOf(project);
    for (const path of files) writeFileSync(join(folder, path), '');
    const { stdout } = await run(folder, 'product', 'name:str', '--dry-run', '--json');
    rmSync(folder, { recursive: true });
    return JSON.parse(stdout).nextSteps;
  };
  const docs = '  # then http://127.0.0.1:8000/docs';

  test('run in the folder of the backend, with the tool that locked its packages', async () => {
    expect(await stepsOf('sqlmodel-routes', 'uv.lock')).toEqual([
      'cd backend',
      'uv run alembic upgrade head',
      'uv run pytest tests/api/routes/test_products.py',
      `uv run uvicorn app.main:app --reload${docs}`,
    ]);
  });

  test('can be pasted line by line, whatever their folders', async () => {
    expect(await stepsOf('src-package', 'poetry.lock')).toEqual([
      'poetry run pytest tests/test_products.py',
      `(cd src && poetry run uvicorn shop.web.factory:create_app --factory --reload)${docs}`,
    ]);
  });
});

describe('where a complete feature stands', () => {
  const NEIGHBOURS = join(ROOT, 'test', 'neighbours');

  test('a new one is written like it, and the same command finds that later', async () => {
    const folder = temporaryFolder();
    cpSync(join(NEIGHBOURS, 'boards'), folder, { recursive: true });
    const command = ['product', 'name:str=120', 'price:decimal=10.2'];
    expect((await run(folder, ...command)).stderr).toContain('Written like board: ');
    expect(readFileSync(join(folder, '.yo-rc.json'), 'utf8')).toContain('"like": "board"');
    expect((await run(folder, ...command)).stderr).toContain('everything already exists');
    // Below a board, labels are.
    const nested = ['note', 'title:str=40', '--parent', 'board'];
    expect((await run(folder, ...nested)).stderr).toContain('Written like label: ');
    rmSync(folder, { recursive: true });
  });

  test('--like none has it fitted in from templates', async () => {
    const folder = temporaryFolder();
    cpSync(join(NEIGHBOURS, 'boards'), folder, { recursive: true });
    const { status, stderr } = await run(folder, 'product', 'name:str=120', '--like', 'none');
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('Written like')]);
    rmSync(folder, { recursive: true });
  });
});

describe('is refused, and nothing is written', () => {
  const folder = copyOf('own-users');
  const before = filesBelow(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[string, number, string[], RegExp]>([
    [
      'an architecture that cannot be fitted in',
      3,
      ['onion', 'product', 'name'],
      /onion features cannot be fitted into one from templates\. Name a feature that stands \(/,
    ],
    ['a parent', 2, ['product', 'name', '--parent', 'item'], /--parent item: .*item:ref=Item/],
    [
      'several roles where only one is accepted',
      3,
      ['product', 'name', '--read', 'a+b'],
      /takes only one role/,
    ],
    ['the files of an existing feature', 3, ['item', 'name'], /item\.py\n[\s\S]*--force/],
    [
      'an existing table',
      3,
      ['thing', 'name', '--plural', 'items'],
      /already has the model Item with the table "items"/,
    ],
    [
      'a model that does not exist',
      3,
      ['product', 'shop:ref=Shop'],
      /no such model.*Account, Item/,
    ],
    [
      'a list without a column type',
      2,
      ['product', 'days:list=date'],
      /no column type for a list of date/,
    ],
  ])('%s', async (_, status, args, message) => {
    const outcome = await run(folder, ...args);
    expect([outcome.status, outcome.stderr]).toEqual([status, expect.stringMatching(message)]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('a role if nobody can sign in', async () => {
    const open = copyOf('tabs');
    const { status, stderr } = await run(open, 'product', 'name', '--write', 'admin');
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/no dependency that checks roles was found/),
    ]);
    rmSync(open, { recursive: true });
  });

  test('a choice that the backend does not have', async () => {
    const chosen = copyOf('chosen-session');
    rmSync(join(chosen, 'app', 'routers', 'items.py'));
    const { status, stderr } = await run(chosen, 'product', 'name');
    expect([status, stderr]).toEqual([0, expect.anything()]);
    cpSync(join(PROJECTS, 'tabs', 'app', 'database.py'), join(chosen, 'app', 'database.py'));
    const second = await run(chosen, 'tag', 'name');
    expect([second.status, second.stderr]).toEqual([
      3,
      expect.stringMatching(/backend\.session is "app\/database\.py:get_async_db".*get_db/),
    ]);
    rmSync(chosen, { recursive: true });
  });
});
