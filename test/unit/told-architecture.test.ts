/** What a person is told of the project before the first question. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { chooseArchitecture } from '../../generators/app/choose-architecture.js';

const { isTTY } = process.stdin;
const folder = mkdtempSync(join(tmpdir(), 'told-'));
afterAll(() => {
  process.stdin.isTTY = isTTY;
  rmSync(folder, { recursive: true });
});

test.each(ARCHITECTURES.map(({ id }) => [id]))(
  'that it follows %s, in lines that fit',
  async (id) => {
    process.stdin.isTTY = true;
    const memory = { 'generator-fastapi-feature': { architecture: id } };
    writeFileSync(join(folder, '.yo-rc.json'), JSON.stringify(memory));
    const said: string[] = [];
    await chooseArchitecture(
      {},
      {
        run: {},
        cwd: folder,
        root: folder,
        ask: () => Promise.reject(new Error('nothing is to be asked')),
        say: (text) => said.push(text),
        pendingText: () => undefined,
      },
    );
    expect(said.join(' ').replaceAll('\n', ' ')).toContain(
      `(${id}), the one this project follows.`,
    );
    for (const line of said.join('\n').split('\n')) expect(line.length).toBeLessThan(80);
  },
);
