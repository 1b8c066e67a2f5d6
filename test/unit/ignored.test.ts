/** What is said of new modules that git ignores. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { PlannedFile } from '../../shared/project/workspace.js';
import { ignoredNote } from '../../shared/run/ignored.js';

const root = mkdtempSync(join(tmpdir(), 'ignored-'));
afterAll(() => rmSync(root, { recursive: true }));

const file = (path: string, before?: string): PlannedFile => ({
  path,
  before,
  after: '',
  action: 'create',
  layer: 'x',
  why: 'x',
});

test('outside of a repository, nothing is said', () => {
  expect(ignoredNote(root, [file('data/models.py')])).toBeUndefined();
});

test('the rule is named that ignores a module, wherever it stands', () => {
  execFileSync('git', ['init', '-q'], { cwd: root });
  mkdirSync(join(root, 'backend/app'), { recursive: true });
  writeFileSync(join(root, '.gitignore'), '*.pyc\ndata/\n');
  writeFileSync(join(root, 'backend/app/.gitignore'), '/local_*\n');
  const files = [
    'app/data/models.py',
    'app/models.py',
    'app/local_pö.py',
    'app/data/.env',
    'app/data/README.md',
  ];
  expect(
    ignoredNote(
      join(root, 'backend'),
      files.map((path) => file(path)),
    ),
  ).toBe(
    'Git ignores what is new here, so that no commit will have it: ' +
      'app/data/models.py (.gitignore:2: data/), app/local_pö.py (backend/app/.gitignore:1: /local_*).',
  );
});

test('what stands is not new, and what no rule ignores is not named', () => {
  expect(ignoredNote(root, [file('data/models.py', 'x = 1\n'), file('models.py')])).toBeUndefined();
});
