/** A user at a terminal: what they see, what they press, and that they can leave at any time. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { filesBelow } from '../generated/python-project.js';
import { describeWithPython, PYTHON } from '../generated/with-python.js';
import { exchange, FIRST_FEATURE, noteOf } from './conversation.js';
import { Terminal, type TerminalOptions } from './terminal.js';

const RUNNER = join(import.meta.dirname, '..', '..', 'dist', 'bin', 'fastapi-feature.js');
const SCREENS = join(import.meta.dirname, 'screens');

const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
const open: Terminal[] = [];

function start(cwd: string, options: Partial<TerminalOptions> = {}, ...args: string[]): Terminal {
  const terminal = new Terminal({
    python: PYTHON,
    command: [process.execPath, RUNNER, ...args],
    cwd,
    columns: 80,
    rows: 24,
    ...options,
  });
  open.push(terminal);
  return terminal;
}

function emptyFolder(): string {
  return mkdtempSync(join(folder, 'project-'));
}

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns the codes for colour and weight in what was sent to a terminal: `['36', '39']`. */
function colourCodes(raw: string): string[] {
  return raw.split('\u001B[').flatMap((part) => /^([\d;]*)m/.exec(part)?.[1]?.split(';') ?? []);
}

/** Does everything up to an exchange, and leaves there. */
async function leaveAt(index: number, key: 'Ctrl-C' | 'Escape'): Promise<void> {
  const cwd = emptyFolder();
  const terminal = start(cwd);
  for (const each of FIRST_FEATURE.slice(0, index)) await exchange(terminal, each);
  await terminal.see(FIRST_FEATURE[index]?.sees ?? '');
  terminal.press(key);
  expect([index, key, await terminal.ended()]).toEqual([index, key, 130]);
  expect(terminal.everything).toMatch(/^Cancelled; nothing was written\.$/m);
  expect([index, key, [...filesBelow(cwd).keys()]]).toEqual([index, key, []]);
}

/** How many terminals are open at once. Most of the time, each of them waits. */
const AT_ONCE = 6;

async function inTurn(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...tasks];
  const work = async (): Promise<void> => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) await task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

describeWithPython('the first feature', () => {
  test.each([80, 120])(
    'at %i columns, every screen is as recorded',
    async (columns) => {
      const cwd = emptyFolder();
      const terminal = start(cwd, { columns });
      const screens: string[] = [];
      for (const each of FIRST_FEATURE) {
        const screen = await exchange(terminal, each);
        screens.push(`${screen}\n\n=== ${noteOf(each)}\n`);
      }
      expect(await terminal.ended()).toBe(0);
      const after = await terminal.see('uvicorn');
      const text = `${[...screens, after].join('\n')}\n`;
      const path = join(SCREENS, `first-feature-${columns}.txt`);
      if (process.env.UPDATE_SCREENS === 'true') writeFileSync(path, text);
      expect(text).toBe(readFileSync(path, 'utf8'));
      expect([...filesBelow(cwd).keys()]).toContain('backend/app/products/models.py');
    },
    120_000,
  );

  test.each(['Ctrl-C', 'Escape'] as const)(
    '%s at any question writes nothing',
    async (key) => {
      await inTurn(FIRST_FEATURE.map((_, index) => () => leaveAt(index, key)));
    },
    300_000,
  );

  test('only uses colours that can be read on light and dark backgrounds', async () => {
    const terminal = start(emptyFolder());
    for (const each of FIRST_FEATURE) await exchange(terminal, each);
    await terminal.ended();
    const codes = new Set(colourCodes(terminal.raw));
    expect(codes.size).toBeGreaterThan(3);
    // Bold, dim, red, green, blue, magenta, cyan and their ends; no white, no black, no background.
    const plain = ['', '0', '1', '2', '22', '31', '32', '34', '35', '36', '39'];
    expect([...codes].filter((code) => !plain.includes(code))).toEqual([]);
  }, 60_000);

  test('uses no colours if none are wanted', async () => {
    const terminal = start(emptyFolder(), { env: { NO_COLOR: '1' } });
    for (const each of FIRST_FEATURE) await exchange(terminal, each);
    expect(await terminal.ended()).toBe(0);
    expect(colourCodes(terminal.raw)).toEqual([]);
  }, 60_000);
});

describeWithPython('a user whose file would be overwritten', () => {
  test.each(['Ctrl-C', 'Escape'] as const)(
    'leaves with %s, and nothing is written',
    async (key) => {
      const cwd = emptyFolder();
      const command = ['onion', 'product', 'name:str'];
      await start(cwd, {}, ...command).ended();
      const entity = join(cwd, 'backend/app/domain/entities/product.py');
      const test = join(cwd, 'backend/tests/e2e/test_product_api.py');
      for (const path of [entity, test]) writeFileSync(path, '# mine\n');
      const before = filesBelow(cwd);
      const terminal = start(cwd, {}, ...command);
      // Which of the two is compared first is a matter of the disk.
      await exchange(terminal, { sees: /Overwrite .*\.py/, types: 'y', presses: ['Enter'] });
      await exchange(terminal, { sees: /Overwrite .*\.py[\s\S]*Overwrite .*\.py/, presses: [key] });
      expect(await terminal.ended()).toBe(130);
      expect(terminal.everything).toMatch(/^Cancelled; nothing was written\.$/m);
      expect(filesBelow(cwd)).toEqual(before);
    },
    60_000,
  );
});

describeWithPython('a user whose feature differs in many files', () => {
  const SPEC = (fields: string) =>
    `features:\n  product: { fields: [${fields}] }\n  brand: { fields: [${fields}] }\n`;
  const COMMAND = ['onion', '--spec', 'features.yaml'];

  const LAST_CHOICE = /x\) cancel, and write nothing\n/;

  /** Opens a terminal in which the files of two features lack a field that they should have, with the files as they were. */
  async function conflicting(): Promise<[Terminal, string, Map<string, string>]> {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'features.yaml'), SPEC('name:str'));
    await start(cwd, {}, ...COMMAND).ended();
    writeFileSync(join(cwd, 'features.yaml'), SPEC('name:str, stock:int'));
    // What stands is no longer what is remembered, as where somebody has taken changes of files back.
    const memory = join(cwd, '.yo-rc.json');
    const fields = /(\s+)"name": "str"/g;
    writeFileSync(memory, readFileSync(memory, 'utf8').replace(fields, '$&,$1"stock": "int"'));
    return [start(cwd, {}, ...COMMAND), cwd, filesBelow(cwd)];
  }

  /** Answers every question with a key, until the run has ended. */
  async function answerAll(terminal: Terminal, key: string): Promise<number | null> {
    const ended = terminal.ended();
    const seen = () => terminal.raw.split('x) cancel').length;
    for (let asked = 0; ; ) {
      const answer = terminal.see(/Overwrite \S+\?\s[^?]*x\) cancel, and write nothing\n/);
      const status = await Promise.race([ended, answer.catch(() => ended)]);
      if (typeof status !== 'string') return status;
      if (seen() === asked) continue;
      asked = seen();
      terminal.type(`${key}\r`);
    }
  }

  test('sees what each key does', async () => {
    const [terminal] = await conflicting();
    const screen = await terminal.see('Overwrite');
    expect(screen).toMatch(
      /n\) keep it as it is$[\s\S]*y\) overwrite it$[\s\S]*x\) cancel, and write nothing/m,
    );
    expect(screen).not.toMatch(/\([a-zA-Z]{3,}\)/);
  }, 60_000);

  test('keeps all of them: nothing is written, and nothing is said to be', async () => {
    const [terminal, cwd, before] = await conflicting();
    expect(await answerAll(terminal, 'n')).toBe(0);
    expect(filesBelow(cwd)).toEqual(before);
    expect(terminal.everything).toMatch(
      /product, brand: 12 kept as they are; nothing was written\./,
    );
    expect(terminal.everything).not.toMatch(/ (?:edit|force|create) /);
    expect(terminal.raw).not.toContain('MaxListeners');
  }, 120_000);

  test('keeps one: the others are written, and its feature is remembered as it was', async () => {
    const [terminal, cwd, before] = await conflicting();
    // Yeoman asks in the order in which it has read the files.
    const screen = await exchange(terminal, { sees: LAST_CHOICE, types: 'n', presses: ['Enter'] });
    const kept = /Overwrite (\S+)\?/.exec(screen)?.[1] ?? '';
    await exchange(terminal, { sees: LAST_CHOICE, types: 'a', presses: ['Enter'] });
    expect(await terminal.ended()).toBe(0);
    const after = filesBelow(cwd);
    expect(after.get(kept)).toBe(before.get(kept));
    const own = (text = '{}') => JSON.parse(text)['generator-fastapi-feature'].features;
    const [mine, other] = /brand/.test(kept) ? ['brand', 'product'] : ['product', 'brand'];
    const { [mine]: keptAs, [other]: changed } = own(after.get('.yo-rc.json'));
    expect(keptAs).toEqual(own(before.get('.yo-rc.json'))[mine]);
    expect(changed.fields).toEqual({ name: 'str', stock: 'int' });
    expect(terminal.everything).toMatch(/11 overwritten, 1 kept as it is\./);
    expect(terminal.everything).toContain(`says of ${mine} what it said before`);
  }, 60_000);

  test('looks at the differences as often as they like, and cancels', async () => {
    const [terminal, cwd, before] = await conflicting();
    await exchange(terminal, { sees: /Overwrite/, types: 'y', presses: ['Enter'] });
    for (let times = 0; times < 6; times += 1) {
      await exchange(terminal, {
        sees: LAST_CHOICE,
        types: 'd',
        presses: ['Enter'],
      });
      await terminal.see(/^\+ +stock[\s\S]*x\) cancel, and write nothing$/m);
    }
    await exchange(terminal, {
      sees: LAST_CHOICE,
      types: 'x',
      presses: ['Enter'],
    });
    expect(await terminal.ended()).toBe(130);
    expect(terminal.everything).toMatch(/^Cancelled; nothing was written\.$/m);
    expect(terminal.everything).not.toMatch(/force|Aborting|Warning/);
    expect(filesBelow(cwd)).toEqual(before);
  }, 60_000);
});

describeWithPython('a user who types faster than questions come', () => {
  const LINES = ['name:str=120', 'price:decimal=10.2', 'stock:int'];
  const FIELDS = LINES.join(' ');

  async function toFields(...args: string[]): Promise<Terminal> {
    const terminal = start(emptyFolder(), {}, 'onion', 'product', ...args);
    await terminal.see('What is the first field?');
    return terminal;
  }

  test('loses no key while something loads', async () => {
    const terminal = start(emptyFolder());
    await terminal.see('Which architecture');
    terminal.type('\rproduct\rname:str\r\r');
    const screen = await terminal.see('Is everything else as usual?');
    expect(screen).toMatch(/called\? product$[\s\S]*first field\? name:str$/m);
  }, 60_000);

  test('is still shown what would be written before it is', async () => {
    const terminal = await toFields();
    terminal.type(`name:str\r${'\r'.repeat(20)}`);
    await terminal.see(/^\? Go ahead\?/m);
  }, 60_000);

  test('pastes lines, each of which is a field', async () => {
    const terminal = await toFields();
    terminal.type(`${LINES.join('\r')}\r`);
    const screen = await terminal.see(/stock:int: int in Python[\s\S]*^\? Next field\?/m);
    for (const line of LINES) expect(screen).toContain(`${line}: `);
  }, 60_000);

  test('pastes lines into a terminal that marks what is pasted, and corrects them', async () => {
    const terminal = await toFields();
    expect(terminal.raw).toContain('\u001B[?2004h');
    terminal.type(`\u001B[200~${LINES.join('\r').replace('int', 'nit')}\r\u001B[201~\r`);
    await terminal.see('there is no type "nit"');
    terminal.press('Backspace', 'Backspace', 'Backspace', 'Backspace');
    terminal.type('int');
    expect(await terminal.see(/stock:int$/m)).toContain(FIELDS);
    terminal.press('Enter');
    await terminal.see(/stock:int: int in Python[\s\S]*^\? Next field\?/m);
    terminal.press('Ctrl-C');
    expect(await terminal.ended()).toBe(130);
    // The shell gets the terminal as it was.
    expect(terminal.raw.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(
      terminal.raw.lastIndexOf('\u001B[?2004h'),
    );
  }, 60_000);
});

describeWithPython('a user who changes the size of the window', () => {
  test.each([
    ['narrower', [70, 60, 50]],
    ['wider', [100, 120]],
    ['lower and back', [60, 80]],
  ])(
    'sees one question, and what was answered: %s',
    async (_, widths) => {
      const terminal = start(emptyFolder(), {}, 'onion', 'product');
      await exchange(terminal, {
        sees: 'What is the first field?',
        types: 'stock',
        presses: ['Enter'],
      });
      await exchange(terminal, { sees: 'What type is stock?', presses: ['Down', 'Down'] });
      await terminal.see('❯ int');
      for (const width of widths) await terminal.resize(width, 24);
      const screen = await terminal.see('❯ int');
      expect(terminal.everything.match(/What type is stock\?/g)).toHaveLength(1);
      expect(screen).toContain('✔ What is the first field? stock');
      expect(terminal.everything.replaceAll('\n', '')).toContain('served at /products');
      terminal.press('Enter');
      await terminal.see('What type is stock? int');
    },
    60_000,
  );

  test('goes on with what was typed and refused', async () => {
    const terminal = start(emptyFolder(), {}, 'onion', 'product');
    const wrong = { types: 'price:decmal', presses: ['Enter'] } as const;
    await exchange(terminal, { sees: 'What is the first field?', ...wrong });
    await terminal.see('there is no type');
    await terminal.resize(50, 24);
    const screen = await terminal.see('there is no type');
    expect(screen).toContain('? What is the first field? price:decmal');
    expect(terminal.everything.match(/first field/g)).toHaveLength(1);
  }, 60_000);
});

describeWithPython('many features', () => {
  test('are counted by a bar that is cleared at the end', async () => {
    const cwd = emptyFolder();
    const features = ['tag', 'brand', 'label', 'colour', 'size'].map(
      (name) => `  ${name}: { fields: [name:str] }`,
    );
    writeFileSync(join(cwd, 'features.yaml'), `features:\n${features.join('\n')}\n`);
    const terminal = start(cwd, {}, 'package-per-feature', '--spec', 'features.yaml');
    expect(await terminal.ended()).toBe(0);
    for (const step of ['1/5 tag', '3/5 label', '5/5 size']) expect(terminal.raw).toContain(step);
    expect(terminal.everything).not.toContain('█');
  }, 60_000);
});

describeWithPython('a user who types one line', () => {
  test('is asked nothing', async () => {
    const terminal = start(emptyFolder(), {}, 'onion', 'product', 'name:str');
    expect(await terminal.ended()).toBe(0);
    expect(terminal.everything).not.toMatch(/^\? /m);
  });

  test('is told what is wrong before the first question', async () => {
    const cwd = emptyFolder();
    const terminal = start(cwd, {}, 'onion', '--read', 'nobody else');
    expect(await terminal.ended()).toBe(2);
    expect(terminal.everything).toMatch(/--read: "nobody else" cannot be a role/);
    expect(terminal.everything).not.toMatch(/^\? /m);
  });

  test('gets nothing but the spec file on standard output, whatever was asked', async () => {
    const cwd = emptyFolder();
    const command = [
      'sh',
      '-c',
      `${process.execPath} ${RUNNER} onion --print-spec --docs > spec.yaml`,
    ];
    const terminal = start(cwd, { command });
    for (const [sees, types] of [
      ['What is the feature called', 'tag'],
      ['What is the first field?', 'name:str'],
      ['Next field?', ''],
      ['Is everything else as usual?', ''],
    ] as const) {
      await exchange(terminal, { sees, types, presses: ['Enter'] });
    }
    expect(await terminal.ended()).toBe(0);
    expect(readFileSync(join(cwd, 'spec.yaml'), 'utf8')).toBe(
      'architecture: onion\nfeatures:\n  tag:\n    fields:\n      name: str\n    docs: true\n',
    );
  }, 60_000);
});
