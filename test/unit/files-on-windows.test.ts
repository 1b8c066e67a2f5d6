/** What is done with files holds where paths and locks are those of Windows. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { RefusalError } from '../../shared/errors.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { findEjectable } from '../../shared/plan/overrides.js';
import { withAncestors } from '../../shared/project/ancestors.js';
import type { FileAction, PlannedFile } from '../../shared/project/workspace.js';
import { refuseNamesakes, refuseUnwritable } from '../../shared/run/checks.js';
import { writeAll } from '../../shared/run/commit.js';
import { renamePatiently } from '../../shared/run/patient-rename.js';
import { refusalFor } from '../../shared/run/unwritable.js';

describe('what is above a path', () => {
  test.each([
    ['/home/me/shop', posix, ['/home/me/shop', '/home/me', '/home', '/']],
    ['Z:\\shop\\app', win32, ['Z:\\shop\\app', 'Z:\\shop', 'Z:\\']],
    ['backend/tests', posix, ['backend/tests', 'backend', '.']],
    ['C:/shop', win32, ['C:/shop', 'C:/']],
    ['\\\\server\\share\\shop', win32, ['\\\\server\\share\\shop', '\\\\server\\share\\']],
  ])('%s ends at its root, be it there or not', (path, system, expected) => {
    expect(withAncestors(path, system)).toEqual(expected);
  });
});

describe('a file that another program has open', () => {
  /** Renames where the first tries fail, and returns what was tried and for how long was waited. */
  function renameAfter(failures: number, code: string) {
    const done = { tries: 0, waited: 0 };
    const rename = () => {
      done.tries += 1;
      if (done.tries <= failures) throw Object.assign(new Error(code), { code });
    };
    const wait = (milliseconds: number) => {
      done.waited += milliseconds;
    };
    renamePatiently('a.new', 'a', { rename, wait });
    return done;
  }

  test('is replaced once it is closed', () => {
    expect(renameAfter(0, 'EPERM')).toEqual({ tries: 1, waited: 0 });
    expect(renameAfter(3, 'EBUSY')).toEqual({ tries: 4, waited: 140 });
  });

  test('is told about if it stays open', () => {
    expect(() => renameAfter(99, 'EACCES')).toThrow(/^a cannot be replaced \(EACCES\).*run.*again/);
  });

  test('is not waited for where something else is wrong', () => {
    expect(() => renameAfter(99, 'ENOENT')).toThrow(/^ENOENT$/);
  });
});

describe('a folder that turns out not to be writable', () => {
  const root = mkdtempSync(join(tmpdir(), 'not-writable-'));
  afterAll(() => rmSync(root, { recursive: true }));

  test('keeps nothing of what was prepared', () => {
    // No system has the second name.
    const files = ['a', 'a'.repeat(300)].map((name) => ({
      path: join(root, 'app', `${name}.py`),
      contents: 'x',
    }));
    expect(() => writeAll([root], files)).toThrow(/ENAMETOOLONG|ENOENT/);
    expect(readdirSync(root)).toEqual([]);
  });

  test('is no obstacle to what stays as it is', () => {
    const place = mkdtempSync(join(tmpdir(), 'not-a-folder-'));
    writeFileSync(join(place, 'app'), 'a file');
    const inFile = (action: FileAction) => [{ path: 'app/main.py', action }];
    expect(() => refuseUnwritable(place, inFile('edit'))).toThrow(/main\.py cannot be written/);
    expect(() => refuseUnwritable(place, inFile('unchanged'))).not.toThrow();
    rmSync(place, { recursive: true });
  });

  test.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'ENAMETOOLONG'])(
    'is refused: %s',
    (code) => {
      const error = refusalFor(Object.assign(new Error(code), { code, path: 'C:\\shop\\a.py' }));
      expect(error).toBeInstanceOf(RefusalError);
      expect(error.message).toContain(
        `C:\\shop\\a.py cannot be written (${code}), so nothing was.`,
      );
    },
  );

  test('is told apart from what nobody could foresee', () => {
    const error = Object.assign(new Error('EBADF'), { code: 'EBADF' });
    expect(refusalFor(error)).toBe(error);
  });
});

describe('a new file', () => {
  const planned = (path: string, action: FileAction = 'create'): PlannedFile => ({
    path,
    action,
    layer: 'domain',
    why: '',
    before: undefined,
    after: '',
  });
  const FOLDERS: Record<string, string[]> = {
    'app/models': ['Order.py', 'product.py', 'tag.py'],
    docs: ['order.md'],
  };
  const list = (folder: string) => FOLDERS[folder] ?? [];

  test.each<[string, FileAction]>([
    ['app/models/order.py', 'create'],
    ['app/models/Product.py', 'create'],
  ])('%s that differs from another one only in case is refused', (path, action) => {
    const files = [planned('app/models/tag.py'), planned(path, action)];
    expect(() => refuseNamesakes(files, list)).toThrow(RefusalError);
    expect(() => refuseNamesakes(files, list)).toThrow(/Windows and macOS.*same file/);
  });

  test.each<[string, FileAction]>([
    ['app/models/product.py', 'create'],
    ['docs/Order.py', 'create'],
    ['app/schemas/order.py', 'create'],
    ['app/models/order.py', 'overwrite'],
  ])('%s is no second one (%s)', (path, action) => {
    expect(() => refuseNamesakes([planned(path, action)], list)).not.toThrow();
  });
});

test('a template can be named with the slashes of Windows', () => {
  const name = 'presentation/api/v1/routers/[feature].py.ejs';
  const [onion] = ARCHITECTURES.filter(({ id }) => id === 'onion');
  const find = (typed: string) => findEjectable(onion as Architecture, typed).name;
  expect(find(name.replaceAll('/', '\\'))).toBe(find(name));
});
