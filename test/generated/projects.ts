/** Backends that somebody else has written: each of `test/projects/` gets a feature, and is run before and after. */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import { BACKENDS, type BackendCase, featureFor, PROJECTS, readBackendCase } from '../backends.js';
import { type KeptRunner, keepRunner } from '../kept-runner.js';
import { filesBelow, PythonProject, temporaryFolder } from './python-project.js';
import { PYTHON, testWithPython } from './with-python.js';

/**
 * Fits a feature into one share of the backends: each share is a test file, so that they run side by side.
 *
 * @param share which of them, from 1.
 * @param of how many there are.
 */
export function describeBackends(share: number, of: number): void {
  const names = BACKENDS.filter((_, index) => index % of === share - 1);
  const { run } = keepRunner();

  describe.each(names)('%s', (name) => {
    const project = readBackendCase(name);
    testWithPython(project.about, () => expectToFitIn(name, project, run), 300_000);
  });
}

async function expectToFitIn(
  name: string,
  project: BackendCase,
  run: KeptRunner['run'],
): Promise<void> {
  const folder = temporaryFolder();
  cpSync(join(PROJECTS, name), folder, { recursive: true });
  rmSync(join(folder, 'project.json'));
  const runIn = (...args: string[]) => run(folder, ...featureFor(project), ...args);
  const destination =
    project.destination === undefined ? [] : ['--destination', project.destination];
  const pyproject = join(PROJECTS, 'pyproject.toml');
  const backend = new PythonProject(join(folder, project.cwd ?? ''), PYTHON, pyproject);
  const runs = project.boots !== false && runsOn(backend, project.python);
  const before = runs ? observe(backend, project) : undefined;
  const standing = filesOf(folder);

  const refused = project.refused ?? project.undecided;
  if (refused !== undefined) {
    const { status, stderr } = await runIn();
    expect([status, stderr]).toEqual([
      refused.status,
      expect.stringMatching(new RegExp(refused.message)),
    ]);
    expect(filesOf(folder)).toEqual(standing);
  }
  if (project.refused === undefined) {
    expect((await runIn(...destination)).stderr).not.toMatch(/fastapi-feature:|failed/);
    const files = filesOf(folder);
    expectInsertionsOnly(standing, files);
    const changed = [...files.keys()].filter((path) => files.get(path) !== standing.get(path));
    expect(changed.filter((path) => !/\.yo-rc\.json$|\/versions\//.test(path)).sort()).toEqual(
      project.changes,
    );
    const remembered = join(folder, project.destination ?? '', '.yo-rc.json');
    expect(readFileSync(remembered, 'utf8')).toContain(`"${project.architecture}"`);
    for (const [path, texts] of Object.entries(project.contains ?? {})) {
      for (const text of texts) expect(files.get(path)).toContain(text);
    }
    if (before !== undefined) expectTheSliceOnly(before, observe(backend, project));
    if (before !== undefined && project.guards !== undefined) expectToBeGuarded(backend, project);
    if (existsSync(join(backend.root, 'alembic.ini')) && project.migrations !== false && runs) {
      expectMigrationsToAgree(backend);
    }
    const { stderr, stdout } = await runIn(...destination);
    expect(stderr + stdout).toMatch(/everything already exists/);
  }
  rmSync(folder, { recursive: true });
}

interface Observation {
  /** The paths of its OpenAPI document. */
  readonly paths: Readonly<Record<string, unknown>>;
  readonly tests: Readonly<Record<'passed' | 'failed' | 'error', number>>;
  readonly output: string;
}

/** Calls each endpoint of products as nobody, as a user and as somebody whom every guard lets in; prints the answers. */
const CALLS = `
import importlib, json, sys
from types import SimpleNamespace
from fastapi.testclient import TestClient
module, expression, given = sys.argv[1:]
app = eval(expression, vars(importlib.import_module(module)))
callers = json.loads(given)
client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
answers = {}
for path, operations in app.openapi()["paths"].items():
    for method, operation in operations.items():
        name = operation["summary"].lower().replace(" ", "_")
        if "product" not in path:
            continue
        for caller, said in {"visitor": {}, **{each: callers[each] for each in ("user", "allowed")}}.items():
            app.dependency_overrides.clear()
            if "attributes" in said:
                owner, dependency = callers["identifiedBy"].split(":")
                someone = SimpleNamespace(**said["attributes"])
                identify = getattr(importlib.import_module(owner), dependency)
                app.dependency_overrides[identify] = lambda someone=someone: someone
            url = path.replace("{product_id}", "1")
            answer = client.request(method, url, headers=said.get("headers"))
            answers.setdefault(name, {})[caller] = answer.status_code
print(json.dumps(answers))
`;

/** A guard that lets in whoever has signed in. */
const IDENTIFIES =
  /Depends\((signed_in|require_authenticated_principal|(get_)?current_(active_)?user)\)/;

/** The endpoints of products answer 401 to who has not signed in, and 403 to who lacks the role that they ask for. */
function expectToBeGuarded(
  backend: PythonProject,
  { app = 'app.main:app', callers, guards }: BackendCase,
): void {
  const [module = '', expression = ''] = app.split(':');
  const args = ['-B', '-c', CALLS, module, expression, JSON.stringify(callers)];
  const answers = JSON.parse(backend.output('python', args));
  const mayPass = (status: unknown) => (status === 401 || status === 403 ? status : 'passes');
  const got = Object.fromEntries(
    Object.entries<Record<string, unknown>>(answers).map(([name, { allowed, user, visitor }]) => [
      name,
      [visitor, mayPass(user), mayPass(allowed)],
    ]),
  );
  const asked = (guard = '') => [401, IDENTIFIES.test(guard) ? 'passes' : 403, 'passes'];
  expect(got).toEqual({
    list_products: asked(guards?.read),
    get_product: asked(guards?.read),
    create_product: asked(guards?.write),
    update_product: asked(guards?.write),
    delete_product: asked(guards?.delete),
  });
}

function runsOn(backend: PythonProject, version: string | undefined): boolean {
  const script = `import sys; print(sys.version_info >= tuple(map(int, "${version ?? '3.0'}".split("."))))`;
  return backend.output('python', ['-c', script]).trim() === 'True';
}

function observe(
  backend: PythonProject,
  { app = 'app.main:app', path = '.' }: BackendCase,
): Observation {
  const [module, expression] = app.split(':');
  const script = [
    `import json, sys; sys.path.insert(0, "${path}")`,
    `import importlib; module = importlib.import_module("${module}")`,
    `print(json.dumps(eval("module.${expression}").openapi()["paths"]))`,
  ].join('\n');
  const paths = JSON.parse(backend.output('python', ['-B', '-c', script]));
  const { stdout: output } = backend.attempt('python', [
    ...['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--tb=short'],
    '--continue-on-collection-errors',
  ]);
  const count = (what: string) =>
    Number(new RegExp(`(\\d+) ${what}`).exec(output.split('\n').at(-2) ?? '')?.[1] ?? 0);
  const tests = { passed: count('passed'), failed: count('failed'), error: count('error') };
  return { paths, tests, output };
}

/** The tests' own files, without what running them has left. */
function filesOf(folder: string): Map<string, string> {
  const files = filesBelow(folder);
  return new Map([...files].filter(([path]) => !/\.db$|\.pyc$|\.pytest_cache/.test(path)));
}

/** Every letter of every file that stood is still there, in order. */
function expectInsertionsOnly(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): void {
  for (const [path, text] of before) {
    const now = after.get(path) ?? '';
    let at = 0;
    const lost = [...text].findIndex((letter) => {
      at = now.indexOf(letter, at) + 1;
      return at === 0;
    });
    expect([path, lost]).toEqual([path, -1]);
  }
}

/** What was served is served still, the tests give what they gave, and all the rest is the slice. */
function expectTheSliceOnly(before: Observation, after: Observation): void {
  expect(after.paths).toMatchObject(before.paths);
  const gained = Object.keys(after.paths).filter((path) => !(path in before.paths));
  expect(gained).toHaveLength(2);
  for (const path of gained) expect(path).toMatch(/\/products?(\/|$)/);
  const { passed, ...rest } = after.tests;
  expect([after.output, rest]).toEqual([
    after.output,
    { failed: before.tests.failed, error: before.tests.error },
  ]);
  expect(passed - before.tests.passed).toBeGreaterThanOrEqual(8);
}

function expectMigrationsToAgree(backend: PythonProject): void {
  const there = ['upgrade head', 'check'];
  const output = backend.alembic([...there, 'downgrade base', ...there]);
  expect(output.match(/No new upgrade operations/g)).toHaveLength(2);
}
