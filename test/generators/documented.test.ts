/** What the documentation shows is true: its commands run, its data is valid, its templates are ours. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CodeBlock, codeBlocks, PAGES } from '../code-blocks.js';
import { generate, generateOrThrow, RUNNER, temporaryFolder } from '../generated/python-project.js';

const ROOT = join(import.meta.dirname, '..', '..');
const { scripts, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The languages of blocks that are drawings; pages that are made of tables have their own tests. */
const DRAWINGS = ['', 'mermaid'];
/** Those that test/packaging/own-generator.test.ts compiles and runs. */
const COMPILED = ['docs/composing.md ts', 'docs/composing.md ejs'];

const blocks = PAGES.flatMap(codeBlocks);
const of = (language: string) => blocks.filter((block) => block.language === language);
const named = (all: readonly CodeBlock[]) =>
  all.map((block) => [`${block.page}:${block.line}`, block] as const);

const folder = temporaryFolder();
const bin = join(folder, 'bin');
afterAll(() => rmSync(folder, { recursive: true }));

test('every block is checked somewhere', () => {
  const checked = new Set(['sh', 'json', 'yaml', ...DRAWINGS]);
  const unchecked = blocks
    .filter(({ language }) => !checked.has(language))
    .map(({ page, language }) => `${page} ${language}`)
    .filter((each) => !COMPILED.includes(each) && each !== 'docs/templates.md ejs');
  expect(unchecked).toEqual([]);
  expect(of('sh').length).toBeGreaterThan(15);
});

describe('the commands', () => {
  /** What is changed and removed. */
  const PRODUCT = [
    'product',
    'name:str',
    'price:decimal=10.2',
    'notes:text',
    'labels:refs=Category',
  ];
  /** A project with a category. */
  const ground = join(folder, 'ground');

  beforeAll(() => {
    mkdirSync(bin);
    mkdirSync(ground);
    const log = 'echo "$? $*" >> "$LOG"';
    const programs: Readonly<Record<string, string>> = {
      // What asks is in the tests of the terminal.
      'fastapi-feature': `[ $# = 0 ] || '${process.execPath}' '${RUNNER}' "$@" </dev/null; ${log}`,
      npm: 'echo "$*" >> "$LOG.npm"',
    };
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      chmodSync(join(bin, name), 0o755);
    }
    generateOrThrow(ground, 'onion', 'category', 'name:str');
  });

  /** Commands that need a terminal, or another project than the one before. */
  const ELSEWHERE = /^2 eject onion$/;

  test.each(named(of('sh')))('%s run', (place, { text }) => {
    // Some commands write beside the project.
    const copy = join(folder, place.replaceAll(/\W/g, '-'), 'project');
    mkdirSync(copy, { recursive: true });
    prepare(copy, text);
    const log = join(copy, 'log');
    const { status, stderr } = spawnSync('bash', ['-c', text], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, LOG: log, PATH: [bin, process.env.PATH].join(delimiter) },
      input: '',
    });
    const ran = linesOf(log).filter((line) => !ELSEWHERE.test(line));
    expect({ stderr, wrong: ran.filter((line) => !line.startsWith('0')) }).toEqual({
      stderr: expect.not.stringMatching(/not found|No such file/),
      wrong: [],
    });
    const npm = linesOf(`${log}.npm`);
    expect(npm.filter((line) => !isScript(line))).toEqual([]);
    expect(ran.length + npm.length).toBeGreaterThan(0);
    expect(status).not.toBe(127);
  });

  /** Gives a folder what the commands of a block are for. */
  function prepare(project: string, text: string): void {
    if (text.includes('cd my-shop')) mkdirSync(join(project, 'my-shop'));
    else if (/ref=Category|--print-spec|change|remove/.test(text)) {
      cpSync(ground, project, { recursive: true });
    }
    if (/ (change|remove) product/.test(text)) generateOrThrow(project, ...PRODUCT);
    if (text.includes('cd your-backend')) {
      const backend = join(ROOT, 'test', 'projects', 'layers-async');
      cpSync(backend, join(project, 'your-backend'), { recursive: true });
    }
    if (text.includes('--spec features.yaml')) {
      const spec = of('yaml').find(({ page }) => page === 'docs/spec-files.md');
      writeFileSync(join(project, 'features.yaml'), spec?.text ?? '');
    }
  }

  function linesOf(path: string): string[] {
    try {
      return readFileSync(path, 'utf8').split('\n').filter(Boolean);
    } catch {
      return [];
    }
  }

  /** Whether npm can do it in this repository. */
  function isScript(line: string): boolean {
    if (line.includes('.tgz')) return line.includes(`generator-fastapi-feature-${version}.tgz`);
    const [, script] = /^run (\S+)/.exec(line) ?? [];
    return script === undefined || Object.hasOwn(scripts, script);
  }
});

describe('the data', () => {
  test.each(named(of('json')))('%s is JSON', (_, { text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });

  const remembered = of('json').filter(({ text }) => text.includes('"generator-fastapi-feature"'));

  test.each(named(remembered))('%s is what a project can remember', (place, { text }) => {
    const copy = join(folder, `remembered-${place.replaceAll(/\W/g, '-')}`);
    mkdirSync(copy);
    writeFileSync(join(copy, '.yo-rc.json'), text);
    const { status, stdout } = generate(copy, 'inspect', '--json');
    expect([status, JSON.parse(stdout).code]).toEqual([0, 0]);
  });

  test.each(named(of('yaml')))('%s is a spec file', (place, { text }) => {
    const copy = join(folder, `spec-${place.replaceAll(/\W/g, '-')}`);
    mkdirSync(copy);
    writeFileSync(join(copy, 'features.yaml'), text);
    const { status, stderr } = generate(copy, '--spec', 'features.yaml', '--dry-run');
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each(named(of('json').filter(({ page }) => page === 'docs/programs.md')))(
    '%s has the keys of the schema',
    (_, { text }) => {
      const schema: { anyOf: { properties?: object }[] } = JSON.parse(
        readFileSync(join(ROOT, 'dist', 'run.schema.json'), 'utf8'),
      );
      const known = schema.anyOf.flatMap(({ properties = {} }) => Object.keys(properties));
      const unknown = Object.keys(JSON.parse(text)).filter((key) => !known.includes(key));
      expect(unknown).toEqual([]);
    },
  );
});

test.each(named(of('ejs').filter(({ page }) => page === 'docs/templates.md')))(
  '%s is in the template that it is said to be',
  (_, { text }) => {
    const path = 'generators/onion/templates/feature/backend/app/domain/entities/[feature].py.ejs';
    expect(readFileSync(join(ROOT, path), 'utf8')).toContain(text);
  },
);
