/** The skill for coding assistants: its own words, and how it gets into a project. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { filesBelow, generate, temporaryFolder } from '../generated/python-project.js';
import { commandsIn, typeCommands } from '../generated/written-commands.js';

const SKILL = join(import.meta.dirname, '..', '..', 'skills', 'fastapi-feature', 'SKILL.md');
const PATH = '.agents/skills/fastapi-feature/SKILL.md';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

test('every command in it, one after the other, ends as it says', () => {
  const commands = commandsIn(readFileSync(SKILL, 'utf8'));
  const outcomes = typeCommands(commands, { cwd: folder });
  expect(outcomes.length).toBeGreaterThan(8);
  expect(outcomes.map(({ command, status }) => ({ command, status }))).toEqual(commands);
  expect(commands.map(({ status }) => status)).toContain(2);
  for (const { command, output } of outcomes.filter(({ command }) => command.includes('--json'))) {
    const json = output.slice(0, output.lastIndexOf('\n}') + 2);
    expect([command, JSON.parse(json).code]).toEqual([command, expect.any(Number)]);
  }
});

test('what it says of the plan is what there is', () => {
  const { stdout } = generate(folder, 'onion', 'category', 'name', '--dry-run', '--json');
  const plan = JSON.parse(stdout);
  const [, table = ''] =
    /\n\| key .*?\n\| --- .*?\n(.*?)\n\n/s.exec(readFileSync(SKILL, 'utf8')) ?? [];
  const keys = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
  expect(keys.length).toBeGreaterThan(4);
  for (const key of keys) expect(plan).toHaveProperty(key);
  expect(Object.keys(plan.files[0])).toEqual(
    expect.arrayContaining(['path', 'action', 'layer', 'why']),
  );
});

describe('eject skill', () => {
  const ours = readFileSync(SKILL, 'latin1');

  test('puts it where most assistants look', () => {
    const { status, stderr } = generate(folder, 'eject', 'skill');
    expect([status, stderr]).toEqual([0, expect.stringContaining(`create ${PATH}`)]);
    expect(filesBelow(folder)).toEqual(new Map([[PATH, ours]]));
  });

  test('puts it where the assistant of the project looks, and where somebody says', () => {
    mkdirSync(join(folder, '.claude'));
    expect(generate(folder, 'eject', 'skill').status).toBe(0);
    expect(generate(folder, 'eject', 'skill', 'tools/skills').status).toBe(0);
    expect([...filesBelow(folder).keys()]).toEqual([
      '.claude/skills/fastapi-feature/SKILL.md',
      'tools/skills/fastapi-feature/SKILL.md',
    ]);
  });

  test('keeps one that stands, unless it is forced', () => {
    generate(folder, 'eject', 'skill');
    const { status, stderr } = generate(folder, 'eject', 'skill');
    expect([status, stderr]).toEqual([3, expect.stringMatching(/already exists.*--force/)]);
    expect(generate(folder, 'eject', 'skill', '--force').status).toBe(0);
  });

  test('writes nothing in a dry run', () => {
    const { status, stdout } = generate(folder, 'eject', 'skill', '--dry-run', '--json');
    expect([status, JSON.parse(stdout).files]).toEqual([0, [{ path: PATH, action: 'create' }]]);
    expect(filesBelow(folder)).toEqual(new Map());
  });

  test.each([['../elsewhere'], ['/elsewhere'], ['C:\\skills']])('refuses %s', (place) => {
    const { status, stderr } = generate(folder, 'eject', 'skill', place);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/takes a folder of the project/)]);
    expect(filesBelow(folder)).toEqual(new Map());
  });
});
