/** A project whose line ends git has changed, as it does on Windows, is still the same project. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { readSpecFile } from '../../shared/feature/spec-file.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { findEjectable, withOverrides } from '../../shared/plan/overrides.js';
import { planRequest } from '../../shared/plan/request.js';
import { type PlannedFile, Workspace } from '../../shared/project/workspace.js';
import { typedFeature } from '../typed-feature.js';

const folder = mkdtempSync(join(tmpdir(), 'line-ends-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CATEGORY = ['category', 'name:str=80:unique'];
const SPEC = 'architecture: onion\nfeatures:\n  tag:\n    fields: [name:str]\n';
const PRODUCT = ['product', 'name:str', 'price:decimal=10.2:gt=0', 'category:ref=Category'];

function plan(architecture: Architecture, root: string, words: readonly string[]) {
  const features = [typedFeature(words, architecture)];
  return planRequest({ architecture, features, choices: {} }, new Workspace(root)).files;
}

/** Writes what was planned, with other line ends. */
function checkOut(root: string, files: readonly PlannedFile[], newline: string): void {
  for (const { path, after } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), after.replaceAll('\n', newline));
  }
}

/** Returns the files with a line that does not end as on Windows. */
function withoutReturn(files: readonly PlannedFile[]): string[] {
  return files.filter(({ after }) => /(?<!\r)\n/.test(after)).map(({ path }) => path);
}

describe.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (id, architecture) => {
  const [unix, windows] = ['unix', 'windows'].map((name) => join(folder, id, name, 'shop'));
  const files = plan(architecture, unix as string, CATEGORY);
  checkOut(unix as string, files, '\n');
  checkOut(windows as string, files, '\r\n');

  test('a feature that is added again is there already', () => {
    const again = plan(architecture, windows as string, CATEGORY);
    expect(again.length).toBeGreaterThan(5);
    expect(again.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('the next feature is the same, and files keep the line ends they have', () => {
    const next = plan(architecture, windows as string, PRODUCT);
    const withoutCr = next.map(({ path, after }) => [path, after.replaceAll('\r', '')]);
    const expected = plan(architecture, unix as string, PRODUCT);
    expect(withoutCr).toEqual(expected.map(({ path, after }) => [path, after]));
    const edited = next.filter(({ action }) => action === 'edit');
    expect(edited.length).toBeGreaterThan(1);
    expect(withoutReturn(next)).toEqual([]);
  });

  test('new files end their lines as the project does: modules, tests, migrations and what it lacks', () => {
    const features = ['gadget', 'widget'].map((name) =>
      typedFeature([name, 'name:str', 'category:ref=Category'], architecture),
    );
    const request = { architecture, features, choices: {} };
    const { files: all } = planRequest(request, new Workspace(windows as string));
    const created = all.filter(({ action, after }) => action === 'create' && after.includes('\n'));
    expect(created.length).toBeGreaterThan(10);
    expect(created.some(({ path }) => /(^|\/)test_\w+\.py$/.test(path))).toBe(true);
    expect(withoutReturn(all)).toEqual([]);
    const inUnix = planRequest(request, new Workspace(unix as string)).files;
    expect(inUnix.filter(({ after }) => after.includes('\r'))).toEqual([]);
  });
});

test('templates that a project keeps give the same, whatever their line ends', () => {
  const onion = ARCHITECTURES.find(({ id }) => id === 'onion') as Architecture;
  const [unix, windows] = ['\n', '\r\n'].map((newline, index) => {
    const root = join(folder, 'own templates', String(index), 'shop');
    const names = [
      'feature/backend/app/presentation/api/v1/routers/[feature].py.ejs',
      'foundation/backend/README.md.ejs',
      'foundation/backend/.env.example',
    ];
    for (const name of names) {
      const { file, target } = findEjectable(onion, name);
      mkdirSync(dirname(join(root, target)), { recursive: true });
      writeFileSync(join(root, target), readFileSync(file, 'utf8').replaceAll('\n', newline));
    }
    return plan(withOverrides(onion, root), root, CATEGORY);
  });
  expect(unix?.length).toBeGreaterThan(5);
  expect(windows).toEqual(unix);
});

const MARKED = `\uFEFF${SPEC}`.replaceAll('\n', '\r\n');

test.each([
  ['UTF-16, as PowerShell writes it', Buffer.from(MARKED, 'utf16le')],
  ['UTF-16 with the higher byte first', Buffer.from(MARKED, 'utf16le').swap16()],
  ['UTF-8 with a byte-order mark', Buffer.from(MARKED)],
])('a spec file is read in %s', (encoding, bytes) => {
  const onion = ARCHITECTURES.find(({ id }) => id === 'onion') as Architecture;
  const path = join(folder, `${encoding}.yaml`);
  writeFileSync(path, SPEC);
  const expected = readSpecFile(path, onion);
  expect(expected.features.map(({ name }) => name)).toEqual(['tag']);
  writeFileSync(path, bytes);
  expect(readSpecFile(path, onion)).toEqual(expected);
});

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, boolean>>]>([
  ['nothing', {}, { 'app/main.py': false, 'README.md': false }],
  ['most of its files', { 'app/a.py': 'a\r\n', 'b.py': 'b\r\n', 'c.py': 'c\n' }, { 'd.py': true }],
  ['half of them', { 'a.py': 'a\r\n', 'b.py': 'b\n' }, { 'd.py': false }],
  [
    '.gitattributes',
    { '.gitattributes': '# *.py eol=lf\n*.py text eol=crlf\n' },
    { 'a/d.py': true, 'd.md': false },
  ],
  [
    '.gitattributes that only says text',
    { '.gitattributes': '* text=auto\r\n', 'a.py': '\n' },
    { 'd.py': false },
  ],
  [
    '.gitattributes with a folder',
    { '.gitattributes': 'app/** eol=crlf\n' },
    { 'app/x/d.py': true, 'd.py': false },
  ],
  [
    '.editorconfig',
    { '.editorconfig': 'root = true\n[*]\nend_of_line = crlf\n[*.{py,pyi}]\nend_of_line=lf\n' },
    { 'd.md': true, 'a/d.py': false },
  ],
  [
    'both',
    { '.editorconfig': '[*]\nend_of_line = crlf\n', '.gitattributes': '* eol=lf\n' },
    { 'd.py': true },
  ],
])('the line ends of new files come from %s', (name, standing, expected) => {
  const root = join(folder, 'standing', name);
  const workspace = new Workspace(root);
  for (const [path, text] of Object.entries(standing)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    workspace.read(path);
  }
  for (const [path, isWindows] of Object.entries(expected)) {
    workspace.write(path, 'one\ntwo\n', { layer: '', why: '' });
    expect([path, workspace.read(path)]).toEqual([
      path,
      isWindows ? 'one\r\ntwo\r\n' : 'one\ntwo\n',
    ]);
  }
});
