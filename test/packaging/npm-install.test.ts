/** What npm installs is small, and all that is needed to run it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { npm, packInto } from '../generators/installed-package.js';

const MEGABYTE = 1_000_000;

describe('npm install --global', () => {
  const folder = temporaryFolder();
  const prefix = join(folder, 'prefix');
  const modules = join(prefix, ...(process.platform === 'win32' ? [] : ['lib']), 'node_modules');
  let tarball: string;

  beforeAll(() => {
    tarball = packInto(folder);
    npm(folder, 'install', '--global', '--prefix', prefix, tarball);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('downloads less than 5 MB', () => {
    expect(statSync(tarball).size).toBeLessThan(5 * MEGABYTE);
  });

  test('installs few packages, and less than 30 MB', () => {
    const entries = readdirSync(modules, { recursive: true, withFileTypes: true });
    const packages = entries
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => /node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+[\\/]package\.json$/.test(path));
    const bytes = entries
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
    expect(packages.length).toBeGreaterThan(0);
    expect(packages.length).toBeLessThan(10);
    expect(bytes).toBeLessThan(30 * MEGABYTE);
  });

  test('brings the licences of what is bundled', () => {
    const licences = filesBelow(join(modules, 'generator-fastapi-feature', 'dist')).get(
      'LICENCES.txt',
    );
    for (const name of ['yeoman-generator', 'ejs', 'lodash-es', 'zod']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d.*\\n\\n.*(copyright|license)`, 'im'));
    }
  });

  test('gives a runner that works, with all that it loads late', () => {
    const runner = join(
      prefix,
      ...(process.platform === 'win32' ? [] : ['bin']),
      'fastapi-feature',
    );
    const project = join(folder, 'project');
    const run = (...args: string[]) =>
      spawnSync(runner, [...args, '--destination', project], {
        cwd: folder,
        encoding: 'utf8',
        input: '',
        shell: process.platform === 'win32',
      });
    const pattern = run('layered', 'product', 'code:str=8:pattern=^[A-Z]+$', 'mail:email');
    expect(pattern.stderr).toMatch(/product: \d+ created/);
    expect(run('eject', 'layered-service', 'columns.py.ejs').status).toBe(0);
    const changed = run('layered', 'tag', 'name:str', 'mail:email');
    expect(changed.stderr).toMatch(/tag: \d+ created/);
  });
});
