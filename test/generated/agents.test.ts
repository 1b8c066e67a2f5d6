/** What an existing backend tells coding assistants is true of it. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { PROJECTS } from '../backends.js';
import { filesBelow, generateOrThrow, PythonProject, temporaryFolder } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';
import { commandsIn, typeCommands } from './written-commands.js';

describeWithPython('AGENTS.md of an existing backend', () => {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has commands that work as they are written, and is written once', () => {
    cpSync(join(PROJECTS, 'packages'), folder, { recursive: true });
    writeFileSync(join(folder, 'AGENTS.md'), '# Ours\n');
    const command = ['package-per-feature', 'gadget', 'name', '--agents'];
    generateOrThrow(folder, ...command);
    const before = filesBelow(folder);
    generateOrThrow(folder, ...command);
    expect(filesBelow(folder)).toEqual(before);
    const guide = readFileSync(join(folder, 'AGENTS.md'), 'utf8');
    expect(guide).toMatch(/^# Ours\n\n## Features, with fastapi-feature\n/);
    const { bin } = new PythonProject(folder, PYTHON, join(PROJECTS, 'pyproject.toml'));
    const outcomes = typeCommands(commandsIn(guide), { cwd: folder, bin });
    expect(outcomes.length).toBeGreaterThan(3);
    expect(outcomes.filter(({ status }) => status !== 0)).toEqual([]);
  }, 300_000);
});
