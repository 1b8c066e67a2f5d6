/** `--verify`: what is written is tried in the environment of the project, and put back to the byte where it does not work. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROJECTS } from '../backends.js';
import { keepRunner } from '../kept-runner.js';
import { PythonProject, temporaryFolder } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

const { run, runOrThrow } = keepRunner();

/** Everything in a folder, with its mode and its content, Python's caches too; a link is not followed. */
function everythingIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode } = lstatSync(path);
      const content = entry.isFile()
        ? readFileSync(path, 'latin1')
        : entry.isSymbolicLink()
          ? readlinkSync(path)
          : '';
      return [path, `${mode} ${content}`];
    }),
  );
}

/** Gives a backend a virtual environment of its own: that of our tests. */
function giveEnvironment(backend: string, pyproject?: string): void {
  const { bin } = new PythonProject(backend, PYTHON, pyproject);
  symlinkSync(dirname(bin), join(backend, '.venv'), 'junction');
}

/** Part of an application that stands: it does not start with more than some paths. */
const FEW_PATHS = `
if len(app.openapi()["paths"]) > 1:
    raise RuntimeError("more paths than this application bears")
`;

/** Part of an application that stands: it has no answer to what is about products. */
const NO_PRODUCTS = `

@app.middleware("http")
async def refuse_products(request, call_next):
    from starlette.responses import Response

    if "products" in request.url.path:
        return Response(status_code=418)
    return await call_next(request)
`;

describeWithPython('a backend of others', () => {
  let folder: string;

  const begin = (mark = '') => {
    folder = temporaryFolder();
    cpSync(join(PROJECTS, 'flat-tutorial'), folder, { recursive: true });
    rmSync(join(folder, 'project.json'));
    giveEnvironment(folder, join(PROJECTS, 'pyproject.toml'));
    appendFileSync(join(folder, 'main.py'), mark);
    // Empty before, and empty afterwards.
    mkdirSync(join(folder, 'notes'));
  };
  const end = () => rmSync(folder, { recursive: true });

  test('is served and tested with what it got', async () => {
    begin();
    const { status, stderr } = await run(folder, 'product', 'name:str', '--verify');
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(
        /^Verified with \.venv\/bin\/python: main is imported; it serves 3 paths, 2 of them new; \d+ tests pass\.$/m,
      ),
    ]);
    expect(existsSync(join(folder, 'routers/products.py'))).toBe(true);
    const left = [...everythingIn(folder).keys()].filter((path) => /\.db$|__pycache__/.test(path));
    expect(left).toEqual([]);
    end();
  }, 300_000);

  test.each([
    ['is not imported any more', FEW_PATHS, /import main:\n[\s\S]*RuntimeError: more paths than/],
    [
      'does not pass the new tests',
      NO_PRODUCTS,
      /python -m pytest tests\/test_products\.py:\n[\s\S]*FAILED .*test_creates/,
    ],
  ])(
    'that %s is put back to the byte',
    async (_, mark, message) => {
      begin(mark);
      const before = everythingIn(folder);
      const { status, stderr } = await run(folder, 'product', 'name:str', '--verify');
      expect([status, stderr]).toEqual([3, expect.stringMatching(message)]);
      expect(stderr).toContain('Everything that was written was put back as it was.');
      expect(everythingIn(folder)).toEqual(before);
      end();
    },
    300_000,
  );

  test('that could not be imported before is left alone, and says why', async () => {
    begin('raise RuntimeError("not today")\n');
    const before = everythingIn(folder);
    const { status, stdout } = await run(folder, 'product', 'name:str', '--verify', '--json');
    expect([status, JSON.parse(stdout)]).toEqual([
      3,
      expect.objectContaining({
        code: 3,
        place: '--verify',
        message: expect.stringMatching(
          /as it stands[\s\S]*RuntimeError: not today\nMend that first/,
        ),
      }),
    ]);
    expect(everythingIn(folder)).toEqual(before);
    end();
  }, 300_000);

  test('without an environment is left alone, and says what to do', async () => {
    begin();
    rmSync(join(folder, '.venv'));
    const before = everythingIn(folder);
    const { status, stderr } = await run(folder, 'product', 'name:str', '--verify');
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(
        /no Python with the packages[\s\S]*Install them into a virtual environment/,
      ),
    ]);
    expect(everythingIn(folder)).toEqual(before);
    end();
  }, 300_000);

  test('is told that nobody has tried what it got', async () => {
    begin();
    const { stderr } = await run(folder, 'product', 'name:str');
    expect(stderr).toMatch(/^Not verified\. .* the same command with --verify /m);
    const again = await run(folder, 'product', 'name:str');
    expect(again.stderr).not.toMatch(/verif/);
    // What it says is true: what stands is tried.
    const verified = await run(folder, 'product', 'name:str', '--verify', '--json');
    expect(JSON.parse(verified.stdout).verification).toMatchObject({
      verified: true,
      steps: [{ step: 'import' }, { step: 'paths' }, { step: 'tests', outcome: 'passed' }],
    });
    end();
  }, 300_000);
});

describeWithPython.each([
  ['onion', 'backend'],
  ['layered', '.'],
] as const)('a project of ours: %s', (architecture, backend) => {
  const folder = temporaryFolder();
  beforeAll(async () => {
    await runOrThrow(folder, architecture, 'product', 'name:str');
    giveEnvironment(join(folder, backend));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is migrated on a database of its own, too', async () => {
    const { status, stdout } = await run(folder, 'tag', 'name:str', '--verify', '--json');
    const { verification } = JSON.parse(stdout);
    expect([status, verification]).toEqual([
      0,
      {
        verified: true,
        python: join(backend, '.venv/bin/python'),
        steps: ['import', 'paths', 'migrations', 'tests'].map((step) => ({
          step,
          outcome: 'passed',
          detail: expect.any(String),
        })),
      },
    ]);
    expect(existsSync(join(folder, backend, 'app.db'))).toBe(false);
  }, 600_000);

  test('changes only where that works', async () => {
    appendFileSync(
      join(folder, backend, 'tests/conftest.py'),
      '\n\ndef pytest_runtest_setup(item: pytest.Item) -> None:\n    if "tag" in item.nodeid:\n        pytest.fail("no tags today")\n',
    );
    const before = everythingIn(folder);
    const { status, stderr } = await run(
      folder,
      'change',
      'tag',
      'weight:float:optional',
      '--verify',
    );
    expect([status, stderr]).toEqual([3, expect.stringMatching(/no tags today/)]);
    expect(everythingIn(folder)).toEqual(before);
    const removed = await run(folder, 'remove', 'tag', '--verify');
    expect([removed.status, removed.stderr]).toEqual([0, expect.stringMatching(/^Verified with/m)]);
  }, 600_000);
});
