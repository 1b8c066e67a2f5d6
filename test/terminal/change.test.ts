/** A user at a terminal who changes a feature that stands. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { filesBelow, generateOrThrow, RUNNER } from '../generated/python-project.js';
import { describeWithPython, PYTHON } from '../generated/with-python.js';
import { type Exchange, exchange } from './conversation.js';
import { Terminal } from './terminal.js';

/** Gives a field another name. */
const RENAMED: readonly Exchange[] = [
  { sees: 'What do you want to change of product?', presses: ['Enter'] },
  { sees: 'The fields of product', presses: ['Up', 'Up', 'Up'] },
  { sees: '❯ price:decimal=10.2', presses: ['Enter'] },
  { sees: 'What about price:decimal=10.2?', presses: ['Enter'] },
  {
    sees: 'What should it be?',
    presses: ['Ctrl-U'],
  },
  { sees: 'What should it be?', types: 'cost:decimal=10.2', presses: ['Enter'] },
  { sees: '❯ cost:decimal=10.2', presses: ['Down', 'Down', 'Down'] },
  { sees: '❯ They are right', presses: ['Enter'] },
];

describeWithPython('changing a feature that stands', () => {
  let folder: string;
  let terminal: Terminal;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'change-'));
    generateOrThrow(folder, 'onion', 'product', 'name:str', 'price:decimal=10.2', 'stock:int');
    terminal = new Terminal({
      python: PYTHON,
      command: [process.execPath, RUNNER, 'change', 'product'],
      cwd: folder,
      columns: 80,
      rows: 24,
    });
  });
  afterEach(() => {
    terminal.close();
    rmSync(folder, { recursive: true });
  });

  test('starts from its answers, asks what became of a field, and shows the whole change first', async () => {
    for (const each of RENAMED) await exchange(terminal, each);
    await exchange(terminal, { sees: 'Was product.price renamed to cost?', presses: ['Enter'] });
    await terminal.see('price=cost');
    // The same answer is not asked for again.
    await exchange(terminal, { sees: /^\? Go ahead\?/m, types: 'chan', presses: ['Enter'] });
    await exchange(terminal, { sees: 'Which answer do you want to change?', types: 'delete' });
    await exchange(terminal, { sees: '❯ who may delete', presses: ['Enter'] });
    await exchange(terminal, { sees: 'Who may delete?', types: 'admins', presses: ['Enter'] });
    await exchange(terminal, {
      sees: /--delete \\\n *admin.*^\? Go ahead\?/ms,
      presses: ['Enter'],
    });
    expect(await terminal.ended()).toBe(0);
    const versions = join(folder, 'backend', 'alembic', 'versions');
    const change = readdirSync(versions).find((name) => name.includes('change_products')) ?? '';
    expect(readFileSync(join(versions, change), 'utf8')).toContain('new_column_name="cost"');
    const remembered = readFileSync(join(folder, '.yo-rc.json'), 'utf8');
    expect(JSON.parse(remembered)['generator-fastapi-feature'].features.product).toMatchObject({
      fields: { name: 'str', cost: 'decimal=10.2', stock: 'int' },
      access: { delete: 'admin' },
    });
  });

  test('starts from its answers, too, where only its name is said', async () => {
    terminal.close();
    terminal = new Terminal({
      python: PYTHON,
      command: [process.execPath, RUNNER, 'product', '--delete', 'admin'],
      cwd: folder,
      columns: 80,
      rows: 24,
    });
    for (const each of RENAMED) await exchange(terminal, each);
    await exchange(terminal, { sees: 'Was product.price renamed to cost?', presses: ['Enter'] });
    await exchange(terminal, { sees: /^\? Go ahead\?/m, presses: ['Enter'] });
    expect(await terminal.ended()).toBe(0);
    const remembered = readFileSync(join(folder, '.yo-rc.json'), 'utf8');
    expect(JSON.parse(remembered)['generator-fastapi-feature'].features.product).toMatchObject({
      fields: { name: 'str', cost: 'decimal=10.2', stock: 'int' },
      access: { delete: 'admin' },
    });
  });

  test('asks which one is meant, where none is named', async () => {
    terminal.close();
    generateOrThrow(folder, 'category', 'name:str');
    const standing = filesBelow(folder);
    terminal = new Terminal({
      python: PYTHON,
      command: [process.execPath, RUNNER, 'change'],
      cwd: folder,
      columns: 80,
      rows: 24,
    });
    await exchange(terminal, { sees: 'Which feature do you want to change?', types: 'prod' });
    await exchange(terminal, { sees: '❯ product', presses: ['Enter'] });
    await exchange(terminal, {
      sees: 'What do you want to change of product?',
      presses: ['Enter'],
    });
    await exchange(terminal, { sees: /price:decimal=10\.2[\s\S]*stock:int/, presses: ['Escape'] });
    expect(await terminal.ended()).toBe(130);
    expect(filesBelow(folder)).toEqual(standing);
  });

  test('can be left at the question what became of a field', async () => {
    const standing = filesBelow(folder);
    for (const each of RENAMED) await exchange(terminal, each);
    await exchange(terminal, { sees: 'Was product.price renamed to cost?', presses: ['Escape'] });
    expect(await terminal.ended()).toBe(130);
    expect(filesBelow(folder)).toEqual(standing);
  });
});

describeWithPython('what a person has changed exactly where it has to change', () => {
  const ENTITY = join('backend', 'app', 'domain', 'entities', 'product.py');
  let folder: string;
  let terminal: Terminal;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'change-'));
    generateOrThrow(folder, 'onion', 'product', 'name:str=40', 'stock:int');
    const path = join(folder, ENTITY);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/^ProductName = .*$/m, 'ProductName = Mine'),
    );
  });
  afterEach(() => {
    terminal.close();
    rmSync(folder, { recursive: true });
  });

  function start(...command: readonly string[]): void {
    terminal = new Terminal({
      python: PYTHON,
      command: [process.execPath, RUNNER, ...command],
      cwd: folder,
      columns: 80,
      rows: 24,
    });
  }

  test.each([
    ['kept', [], /^ProductName = Mine$/m],
    ['made new', ['Down'], /^ProductName = Annotated.*60/m],
  ] as const)('is shown as a diff, and %s as it is decided', async (_, keys, expected) => {
    start('change', 'product', 'name:str=60');
    await terminal.see('-ProductName = Mine');
    await exchange(terminal, {
      sees: /product\.py:\d+ was changed by hand.*❯ Keep what stands/s,
      presses: [...keys, 'Enter'],
    });
    expect(await terminal.ended()).toBe(0);
    expect(readFileSync(join(folder, ENTITY), 'utf8')).toMatch(expected);
  });

  test('stops a feature that is said anew, if that is wanted', async () => {
    const standing = filesBelow(folder);
    start('product', 'name:str=60', 'stock:int');
    await exchange(terminal, { sees: '❯ Keep what stands', presses: ['Down', 'Down'] });
    await exchange(terminal, { sees: '❯ Stop, and write nothing', presses: ['Enter'] });
    expect(await terminal.ended()).toBe(3);
    expect(filesBelow(folder)).toEqual(standing);
  });
});
