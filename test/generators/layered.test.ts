/** The two styles of the layered architecture: chosen, remembered and recognised. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import helpers, { result } from 'yeoman-test';
import {
  filesBelow,
  generate,
  generateOrThrow,
  temporaryFolder,
} from '../generated/python-project.js';
import { somebodyAnswers } from './somebody.js';

const ROOT = join(import.meta.dirname, '..', '..');
const LAYERED = join(ROOT, 'dist', 'generators', 'layered', 'index.js');
const APP = join(ROOT, 'dist', 'generators', 'app', 'index.js');

// yeoman-test leaves the process in a temporary folder that is removed later.
afterAll(() => process.chdir(ROOT));

describe('asked by a person', () => {
  somebodyAnswers();

  test('asks for the style, saying when to choose which', async () => {
    let choices: { description: string; value: string }[] = [];
    await helpers
      .run(LAYERED)
      .withArguments(['product', 'name:str'])
      .withAnswers(
        { style: 'direct' },
        {
          callback: (answer, { question }) => {
            choices = (question as unknown as { choices: typeof choices }).choices;
            return answer;
          },
          throwOnMissingAnswer: true,
        },
      );
    expect(choices.map(({ value }) => value)).toEqual(['service', 'direct']);
    for (const { description } of choices) expect(description).toMatch(/^Choose it when .{40,}/);
    expect(choices[1]?.description).toContain('app/api/v1/products.py');
    result.assertFile(['app/api/v1/products.py', 'app/core/redis.py']);
    result.assertJsonFileContent('.yo-rc.json', {
      'generator-fastapi-feature': { architecture: 'layered-direct' },
    });
  });

  test('does not ask for a style that was given, nor in a project that has one', async () => {
    const folder = temporaryFolder();
    const silent = { throwOnMissingAnswer: true };
    await helpers
      .run(LAYERED)
      .cd(folder)
      .withArguments(['product', 'name:str'])
      .withOptions({ style: 'direct' } as never)
      .withAnswers({}, silent);
    await helpers
      .run(LAYERED)
      .cd(folder)
      .withArguments(['tag', 'name:str'])
      .withAnswers({}, silent);
    result.assertFile('app/api/v1/tags.py');
    rmSync(folder, { recursive: true });
  });

  test('the default generator offers each style as an architecture of its own', async () => {
    await helpers
      .run(APP)
      .withArguments(['product', 'name:str'])
      .withAnswers({ architecture: 'layered-direct' }, { throwOnMissingAnswer: true });
    result.assertFile('app/core/redis.py');
  });
});

describe('typed', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('services are the default, and admins change things', () => {
    generateOrThrow(folder, 'layered', 'product', 'name:str');
    const endpoints = readFileSync(join(folder, 'app/api/v1/endpoints/products.py'), 'utf8');
    expect(endpoints.match(/Depends\(require_roles\(\["admin"\]\)\)/g)).toHaveLength(3);
    expect(endpoints.match(/Depends\(get_current_user\)/g)).toHaveLength(2);
  });

  test('a spec file gets the same defaults', () => {
    const spec = join(ROOT, 'test', 'generators', 'layered.yaml');
    generateOrThrow(folder, 'layered', '--spec', spec);
    const endpoints = readFileSync(join(folder, 'app/api/v1/endpoints/products.py'), 'utf8');
    expect(endpoints.match(/require_roles\(\["admin"\]\)/g)).toHaveLength(2);
    expect(endpoints).toContain('require_roles(["editor"])');
  });

  test.each(['service', 'direct'])('%s: a project is recognised by its code alone', (style) => {
    generateOrThrow(folder, 'layered', 'product', 'name:str', '--style', style);
    rmSync(join(folder, '.yo-rc.json'));
    generateOrThrow(folder, 'tag', 'name:str');
    const { architecture } = JSON.parse(readFileSync(join(folder, '.yo-rc.json'), 'utf8'))[
      'generator-fastapi-feature'
    ];
    expect(architecture).toBe(`layered-${style}`);
    expect(filesBelow(folder).has('app/schemas/tag.py')).toBe(true);
  });

  test('a project with one style is not given another', () => {
    generateOrThrow(folder, 'layered', 'product', 'name:str');
    const before = filesBelow(folder);
    const { status, stderr } = generate(folder, 'layered', 'tag', 'name', '--style', 'direct');
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/--style direct: the project already follows the style "service"/),
    ]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('a project is not given another architecture', () => {
    generateOrThrow(folder, 'layered', 'product', 'name:str');
    const before = filesBelow(folder);
    const { status, stderr } = generate(folder, 'onion', 'tag', 'name');
    expect([status, stderr]).toEqual([3, expect.stringMatching(/follows "layered-service"/)]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test.each([
    [['layered', 'tag', 'name', '--style', 'services'], /no such style.*Did you mean "service"/s],
    [['onion', 'tag', 'name', '--style', 'direct'], /onion has no styles/],
    [['layered', 'tag', 'name', '--style', 'direct', '--parent', 'shop'], /does not nest/],
    [['layered', 'status', 'name'], /"status" cannot be a feature name here/],
    [
      ['layered', 'store', 'name', '--plural', 'redis', '--style', 'direct'],
      /its file tests\/test_redis\.py is part of every project/,
    ],
  ])('%j is refused', (args, message) => {
    const { status, stderr } = generate(folder, ...args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(filesBelow(folder).size).toBe(0);
  });

  test('--help names the styles', () => {
    const { stdout } = generate(folder, 'layered', '--help');
    expect(stdout).toMatch(/--style service .*--style direct /s);
  });
});
