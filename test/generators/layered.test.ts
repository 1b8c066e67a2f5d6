/** The two styles of the layered architecture: chosen, remembered and recognised. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import helpers, { result } from 'yeoman-test';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';
import { somebodyAnswers } from './somebody.js';

const { run, runOrThrow } = keepRunner();

const ROOT = join(import.meta.dirname, '..', '..');
const LAYERED = join(ROOT, 'dist', 'generators', 'layered', 'index.js');
const APP = join(ROOT, 'dist', 'generators', 'app', 'index.js');

// yeoman-test leaves the process in a temporary folder that is removed later.
afterAll(() => process.chdir(ROOT));

describe('with somebody to answer', () => {
  somebodyAnswers();

  test('asks for the style, and says when to choose which', async () => {
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

  test('does not ask if a style was given or the project has one', async () => {
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

  test('the default generator offers each style as an architecture', async () => {
    await helpers
      .run(APP)
      .withArguments(['product', 'name:str'])
      .withAnswers({ architecture: 'layered-direct' }, { throwOnMissingAnswer: true });
    result.assertFile('app/core/redis.py');
  });
});

describe('on the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('services are the default, and only admins change things', async () => {
    await runOrThrow(folder, 'layered', 'product', 'name:str');
    const endpoints = readFileSync(join(folder, 'app/api/v1/endpoints/products.py'), 'utf8');
    expect(endpoints.match(/Depends\(require_roles\(\["admin"\]\)\)/g)).toHaveLength(3);
    expect(endpoints.match(/Depends\(get_current_user\)/g)).toHaveLength(2);
  });

  test('a spec file gets the same defaults', async () => {
    const spec = join(ROOT, 'test', 'generators', 'layered.yaml');
    await runOrThrow(folder, 'layered', '--spec', spec);
    const endpoints = readFileSync(join(folder, 'app/api/v1/endpoints/products.py'), 'utf8');
    expect(endpoints.match(/require_roles\(\["admin"\]\)/g)).toHaveLength(2);
    expect(endpoints).toContain('require_roles(["editor"])');
  });

  test.each(['service', 'direct'])(
    '%s: a project is recognised by its code alone',
    async (style) => {
      await runOrThrow(folder, 'layered', 'product', 'name:str', '--style', style);
      rmSync(join(folder, '.yo-rc.json'));
      await runOrThrow(folder, 'tag', 'name:str');
      const { architecture } = JSON.parse(readFileSync(join(folder, '.yo-rc.json'), 'utf8'))[
        'generator-fastapi-feature'
      ];
      expect(architecture).toBe(`layered-${style}`);
      expect(filesBelow(folder).has('app/schemas/tag.py')).toBe(true);
    },
  );

  test('a project with one style does not get another one', async () => {
    await runOrThrow(folder, 'layered', 'product', 'name:str');
    const before = filesBelow(folder);
    const { status, stderr } = await run(folder, 'layered', 'tag', 'name', '--style', 'direct');
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/--style direct: the project already follows the style "service"/),
    ]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('a project does not get another architecture', async () => {
    await runOrThrow(folder, 'layered', 'product', 'name:str');
    const before = filesBelow(folder);
    const { status, stderr } = await run(folder, 'onion', 'tag', 'name');
    expect([status, stderr]).toEqual([3, expect.stringMatching(/follows "layered-service"/)]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test.each([
    [['layered', 'tag', 'name', '--style', 'services'], /no such style.*Did you mean "service"/s],
    [['onion', 'tag', 'name', '--style', 'direct'], /onion has no styles/],
    [['layered', 'tag', 'name', '--style', 'direct', '--parent', 'shop'], /does not nest/],
    [['layered', 'auth', 'name'], /"auth" cannot be a feature name here/],
    [
      ['layered', 'store', 'name', '--plural', 'redis', '--style', 'direct'],
      /its file tests\/test_redis\.py is part of every project/,
    ],
  ])('%j is refused', async (args, message) => {
    const { status, stderr } = await run(folder, ...args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(filesBelow(folder).size).toBe(0);
  });

  test('--help names the styles', async () => {
    const { stdout } = await run(folder, 'layered', '--help');
    expect(stdout).toMatch(/--style service .*--style direct /s);
  });
});
