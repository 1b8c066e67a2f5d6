/** Completion in the shells themselves: what a key press makes of a line. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { SHELLS, type Shell } from '../../generators/completion/shells.js';
import { TOOLS } from '../../shared/feature/commands.js';
import { generateOrThrow, missing, RUNNER } from '../generated/python-project.js';
import { describeWithPython, PYTHON } from '../generated/with-python.js';
import { Terminal } from './terminal.js';

/** How each shell is started with the lines of its own configuration, where its user put what `--help` says. */
const STARTED: Readonly<Record<Shell, { readonly config: string; readonly before: string }>> = {
  bash: { config: '.bashrc', before: "PS1='> '" },
  zsh: {
    config: '.zshrc',
    before: "PS1='> '; unsetopt beep; autoload -U compinit; compinit -u",
  },
  fish: {
    config: '.config/fish/config.fish',
    before: "set fish_greeting; function fish_prompt; echo '> '; end",
  },
};

/** The line that `--help` tells people to add. */
function lineFor(shell: Shell): string {
  const note = TOOLS.get('completion')?.notes.find((each) => each.startsWith(`${shell},`));
  return note?.replace(/^[^:]*: +/, '') ?? '';
}

const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

const home = mkdtempSync(join(tmpdir(), 'completion-'));
const project = join(home, 'shop');
const open: Terminal[] = [];

beforeAll(() => {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  symlinkSync(RUNNER, join(bin, 'fastapi-feature'));
  mkdirSync(join(project, 'subfolder'), { recursive: true });
  generateOrThrow(project, 'layered', 'category', 'name', '--write', 'editor');
  writeFileSync(join(project, 'wanted.yaml'), '');
});
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});
afterAll(() => rmSync(home, { recursive: true }));

/** Starts a shell as its user does. */
async function startShell(shell: Shell): Promise<Terminal> {
  const { before, config } = STARTED[shell];
  const path = join(home, config);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${before}\n${lineFor(shell)}\n`);
  const terminal = new Terminal({
    python: PYTHON,
    command: [shell, '-i'],
    cwd: project,
    columns: 100,
    rows: 30,
    env: {
      HOME: home,
      ZDOTDIR: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local'),
      PATH: `${join(home, 'bin')}:${process.env.PATH}`,
    },
  });
  open.push(terminal);
  await terminal.see(/^>/m);
  return terminal;
}

/** What is typed, and what the key Tab makes of it. The sign @ is typed afterwards: it shows where the cursor is. */
const LINES: readonly (readonly [typed: string, completed: string])[] = [
  ['insp', 'inspect @'],
  ['cate', 'category @'],
  ['layered item price:deci', 'layered item price:decimal@'],
  ['layered item status:en', 'layered item status:enum=@'],
  ['item category:ref=Cat', 'item category:ref=Category@'],
  ['item name:str=80:uni', 'item name:str=80:unique@'],
  ['item --dry', 'item --dry-run @'],
  ['item --style di', 'item --style direct @'],
  ['item --style=di', 'item --style=direct @'],
  ['item --write edi', 'item --write editor@'],
  ['item --endpoints list+ge', 'item --endpoints list+get@'],
  ['--spec wan', '--spec wanted.yaml @'],
  ['--spec=wan', '--spec=wanted.yaml @'],
  ['inspect --destination sub', 'inspect --destination subfolder/@'],
  ['completion zs', 'completion zsh @'],
  ['nothing:of:that', 'nothing:of:that@'],
];

describeWithPython.each(SHELLS.map((shell) => [shell] as const))('in %s', (shell) => {
  const name = isThere(shell) ? shell : missing(shell);
  const testIfThere = name === undefined ? test.skip : test;

  testIfThere('words become what was meant', async () => {
    const terminal = await startShell(shell);
    const outcomes: string[] = [];
    for (const [typed] of LINES) {
      terminal.type(`fastapi-feature ${typed}\t@`);
      const screen = await terminal.see(/^(> )?fastapi-feature .*@\s*$/m);
      outcomes.push(/^(?:> )?fastapi-feature (.*@)\s*$/m.exec(screen)?.[1] ?? '');
      terminal.press('Ctrl-U');
      terminal.type('clear\r');
      await terminal.see(/^>\s*$/m);
    }
    expect(outcomes).toEqual(LINES.map(([, line]) => line));
  });

  testIfThere('a word that may become several is answered with all of them', async () => {
    const terminal = await startShell(shell);
    terminal.type('fastapi-feature eject lay\t\t\t');
    const screen = await terminal.see(/layered-direct/);
    expect(screen).toMatch(/layered-service/);
    terminal.press('Ctrl-U');
    terminal.type('fastapi-feature item price:decimal=10.2:g\t\t\t');
    expect(await terminal.see(/gt=/)).toMatch(/ge=/);
  });
});
