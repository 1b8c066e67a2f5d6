/** Templates are compiled by the build; EJS is only there for those that somebody changed. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate, generateOrThrow, RUNNER, temporaryFolder } from '../generated/python-project.js';

/** EJS makes functions of strings, as soon as it is loaded. Here, that is an error. */
const WITHOUT_EJS = '--disallow-code-generation-from-strings';

function generateWithoutEjs(cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, [WITHOUT_EJS, RUNNER, ...args], {
    cwd,
    encoding: 'utf8',
    input: '',
  });
}

describe('a run', () => {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['onion', 'category', 'name:str'],
    ['onion', 'product', 'name:str', 'category:ref=Category', '--docs'],
  ])('does without EJS: %s %s', (...args) => {
    const { status, stderr } = generateWithoutEjs(folder, ...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/created/) });
  });

  describe('with a shared template that was changed', () => {
    const migration = 'create_table_migration.py.ejs';
    const copy = join(folder, '.fastapi-feature/templates/shared', migration);
    beforeAll(() => generateOrThrow(folder, 'eject', 'onion', migration));

    test('needs EJS', () => {
      const { status, stderr } = generateWithoutEjs(folder, 'onion', 'tag', 'name:str');
      expect({ status, stderr }).toEqual({
        status: 3,
        stderr: expect.stringMatching(/Code generation from strings/),
      });
    });

    test('says in which file and line it fails, and which template of ours includes it', () => {
      writeFileSync(copy, readFileSync(copy, 'utf8').replace('\n', '\n<% nothing.at.all %>\n'));
      const { status, stderr } = generate(folder, 'onion', 'tag', 'name:str');
      expect({ status, stderr }).toEqual({
        status: 3,
        stderr: expect.stringMatching(
          /onion\/templates\/feature\/.*\.py\.ejs:1\n.*templates\/shared\/create_table_migration\.py\.ejs:2\n.*nothing is not defined/s,
        ),
      });
    });
  });
});
