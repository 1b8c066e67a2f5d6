/** What is verified, with what, and what is left where it fails. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { RefusalError } from '../../shared/errors.js';
import type { PlannedFile } from '../../shared/project/workspace.js';
import { writeAll } from '../../shared/run/commit.js';
import { keepIfVerified, type Planned } from '../../shared/run/planned.js';
import { removeLeftovers, takeSnapshot } from '../../shared/run/verification/leftovers.js';
import { findPython } from '../../shared/run/verification/python.js';
import { readSubject } from '../../shared/run/verification/subject.js';
import { verificationFor, verifiedText } from '../../shared/run/verification/wish.js';

let root: string;
const { PATH, VIRTUAL_ENV } = process.env;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'verification-'));
  delete process.env.VIRTUAL_ENV;
});
afterEach(() => {
  rmSync(root, { recursive: true });
  process.env.PATH = PATH;
  if (VIRTUAL_ENV === undefined) delete process.env.VIRTUAL_ENV;
  else process.env.VIRTUAL_ENV = VIRTUAL_ENV;
});

const at = (...names: string[]) => join(root, ...names);

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

describe('what was written and does not work', () => {
  test('is put back: bytes, modes, folders, and what was deleted', async () => {
    write('run.py', 'before\r\n');
    chmodSync(at('run.py'), 0o755);
    write('old/gone.py', 'gone');
    mkdirSync(at('empty'));
    const files = [
      { path: at('run.py'), contents: 'after' },
      { path: at('new', 'deep', 'file.py'), contents: 'new' },
      { path: at('empty', 'file.py'), contents: 'new' },
      { path: at('old', 'gone.py'), contents: undefined },
    ];
    const putBack = writeAll([root], files);
    expect([existsSync(at('old')), readFileSync(at('run.py'), 'utf8')]).toEqual([false, 'after']);
    const planned = {
      root,
      files: [],
      verification: {
        result: undefined,
        check: async (_: unknown, written: readonly string[]) => {
          expect(written).toEqual(files.map(({ path }) => path));
          throw new RefusalError('it does not work');
        },
      },
    } as unknown as Planned;
    await expect(keepIfVerified([planned], files, putBack)).rejects.toThrow('it does not work');
    expect(readFileSync(at('run.py'), 'utf8')).toBe('before\r\n');
    expect(statSync(at('run.py')).mode & 0o777).toBe(0o755);
    expect(readFileSync(at('old', 'gone.py'), 'utf8')).toBe('gone');
    expect([existsSync(at('new')), existsSync(at('empty'))]).toEqual([false, true]);
    expect(takeSnapshot(root).files.size).toBe(2);
  });

  test('stays where somebody has changed it meanwhile, which is said', () => {
    write('main.py', 'before');
    const putBack = writeAll(
      [root],
      [
        { path: at('main.py'), contents: 'after' },
        { path: at('new.py'), contents: 'new' },
      ],
    );
    writeFileSync(at('new.py'), 'somebody’s own');
    expect(putBack).toThrow(/changed .*new\.py since it was written/);
    expect(readFileSync(at('new.py'), 'utf8')).toBe('somebody’s own');
    expect(readFileSync(at('main.py'), 'utf8')).toBe('before');
  });
});

describe('what programs have left', () => {
  test('goes where only they can have left it', () => {
    execFileSync('git', ['init', '-q', root]);
    write('.gitignore', '*.log\n');
    write('kept.log', '');
    const before = takeSnapshot(root);
    write('app/main.py', 'planned');
    write('app/cache/one.bin', 'x');
    write('report.log', 'x');
    write('app.db', 'SQLite format 3\0...');
    write('empty.sqlite', '');
    write('notes.txt', 'of a person');
    removeLeftovers(root, before, new Set([at('app', 'main.py')]));
    expect([...takeSnapshot(root).files].map((path) => path.slice(root.length + 1)).sort()).toEqual(
      ['.gitignore', 'app/main.py', 'kept.log', 'notes.txt'].map((path) => join(path)),
    );
    expect(existsSync(at('app', 'cache'))).toBe(false);
  });
});

/** What a Python prints that is asked for packages. */
function writePython(folder: string, packages: string): void {
  write(join(folder, 'pyvenv.cfg'), '');
  write(join(folder, 'bin', 'python'), `#!/bin/sh\necho ${packages}\n`);
  chmodSync(at(folder, 'bin', 'python'), 0o755);
}

const onPosix = process.platform === 'win32' ? test.skip : test;

describe('the environment of a project', () => {
  onPosix('is the nearest that has FastAPI', async () => {
    writePython('.venv', 'fastapi pytest');
    writePython('backend/venv', 'fastapi');
    expect(await findPython(root, [at('backend')])).toMatchObject({
      name: 'backend/venv/bin/python',
    });
    writePython('backend/venv', 'pytest');
    expect(await findPython(root, [at('backend')])).toMatchObject({
      name: '.venv/bin/python',
      packages: new Set(['fastapi', 'pytest']),
    });
  });

  onPosix('is above the root as far as the repository goes', async () => {
    mkdirSync(at('.git'));
    writePython('.venv', 'fastapi');
    mkdirSync(at('services', 'api'), { recursive: true });
    expect(await findPython(at('services', 'api'), [])).toMatchObject({
      command: at('.venv', 'bin', 'python'),
    });
  });

  onPosix('is what a variable names, or what Poetry knows', async () => {
    process.env.PATH = `${at('tools')}:${PATH}`;
    writePython('elsewhere', 'fastapi');
    write('poetry.lock', '');
    write('tools/poetry', `#!/bin/sh\necho ${at('elsewhere/bin/python')}\n`);
    chmodSync(at('tools', 'poetry'), 0o755);
    expect(await findPython(root, [])).toMatchObject({ command: at('elsewhere/bin/python') });
    writePython('active', 'fastapi');
    process.env.VIRTUAL_ENV = at('active');
    expect(await findPython(root, [])).toMatchObject({ name: 'active/bin/python' });
  });

  onPosix('is none where nothing has FastAPI, which names what was tried', async () => {
    writePython('.venv', 'pytest');
    write('tools/python3', '#!/bin/sh\nexit 1\n');
    chmodSync(at('tools', 'python3'), 0o755);
    process.env.PATH = `${at('tools')}:${PATH}`;
    expect(await findPython(root, [])).toEqual({
      tried: ['.venv/bin/python, which has no FastAPI', 'python3, which does not start'],
    });
  });
});

describe('what is verified', () => {
  const MAIN = 'from fastapi import FastAPI\n\nimport app.db\n\napp = FastAPI()\n';

  test('is the application, from the folder with the settings, and with what its tests set', () => {
    write('backend/pyproject.toml', '');
    write('backend/app/__init__.py', '');
    write('backend/app/db.py', '');
    write('backend/app/main.py', MAIN);
    write(
      'backend/tests/conftest.py',
      'import os\n\nos.environ["SECRET_KEY"] = "s"\nos.environ.setdefault("MODE", "test")\n',
    );
    const subject = readSubject(root);
    expect(subject).toMatchObject({
      application: { cwd: at('backend'), module: 'app.main', name: 'app', isFactory: false },
      migrations: undefined,
      importRoots: [at('backend')],
      variables: { SECRET_KEY: 's', MODE: 'test' },
    });
    expect(subject?.folderOf('backend/tests/test_a.py')).toBe('backend');
  });

  test.each([
    ['settings.DATABASE_URL', { settings: 'app.config', setting: 'DATABASE_URL', isAsync: false }],
    ['settings.url or os.environ["DATABASE_URL"]', expect.stringContaining('alembic/env.py')],
    ['"sqlite:///app.db"', expect.stringContaining('one setting')],
  ])('are migrations whose database is one setting: %s', (url, expected) => {
    write('app/main.py', MAIN);
    write('app/config.py', 'settings = Settings()\n');
    write('alembic.ini', '');
    write(
      'alembic/env.py',
      `import os\nfrom app.config import settings\n\ncontext.configure(url=${url})\n`,
    );
    const { migrations } = readSubject(root) ?? {};
    expect(migrations).toEqual(
      typeof expected === 'object' && 'settings' in expected
        ? { cwd: root, ...expected }
        : expected,
    );
  });
});

describe('a wish', () => {
  const file: PlannedFile = {
    path: 'a.py',
    action: 'create',
    layer: '',
    why: '',
    before: undefined,
    after: '',
  };
  const options = { dryRun: false, json: false, verify: false };
  const ask = jest.fn(async () => false as never);
  const wish = { options, isSaid: false, ask, say: () => undefined };

  beforeEach(() => {
    ask.mockClear();
    write('tools/python3', '#!/bin/sh\nexit 1\n');
    chmodSync(at('tools', 'python3'), 0o755);
    process.env.PATH = `${at('tools')}:${PATH}`;
  });

  test('that cannot come true is refused, with what to do', async () => {
    const verifying = { ...wish, options: { ...options, verify: true } };
    await expect(verificationFor(root, [file], verifying)).rejects.toThrow(
      /^--verify: there is no Python .* or leave --verify out\.$/,
    );
    const dry = { ...wish, options: { ...options, verify: true, dryRun: true } };
    expect(await verificationFor(root, [file], dry)).toBeUndefined();
  });

  onPosix('is asked for where there is an environment, and only then', async () => {
    expect(await verificationFor(root, [file], wish)).toBeUndefined();
    expect(ask).not.toHaveBeenCalled();
    writePython('.venv', 'fastapi pytest');
    expect(await verificationFor(root, [file], wish)).toBeUndefined();
    expect(ask).toHaveBeenCalledTimes(1);
    await verificationFor(root, [file], { ...wish, isSaid: true });
    await verificationFor(root, [{ ...file, action: 'unchanged' }], wish);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('that nobody had is told to who was not asked', () => {
    expect(verifiedText(undefined, [file], false)).toMatch(/^Not verified\. .*--verify/);
    expect(verifiedText(undefined, [file], true)).toBeUndefined();
    expect(verifiedText(undefined, [{ ...file, action: 'unchanged' }], false)).toBeUndefined();
  });
});
