/** Spec files without a sub-generator, and spec files printed from what a project remembers. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run, runOrThrow } = keepRunner();

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

const SPEC =
  'features:\n  product: { fields: [name:str, category:ref=Category] }\n  category: { fields: [name:str] }\n';

describe('a spec file', () => {
  test('says which architecture it is for', async () => {
    writeFileSync(join(folder, 'features.yaml'), `architecture: layered-direct\n${SPEC}`);
    await runOrThrow(folder, '--spec', 'features.yaml');
    expect(filesBelow(folder).has('app/api/v1/products.py')).toBe(true);
  });

  test.each<[string, string, number, RegExp]>([
    ['onoin', '', 2, /there is no architecture "onoin". Did you mean "onion"/],
    ['', '', 2, /no architecture was given/],
    [
      'onion',
      'domain-routes',
      2,
      /is for the architecture "onion", but "domain-routes" was requested/,
    ],
  ])('for "%s", asked for in "%s", is refused', async (named, asked, code, message) => {
    const head = named === '' ? '' : `architecture: ${named}\n`;
    writeFileSync(join(folder, 'features.yaml'), head + SPEC);
    const sub = asked === '' ? [] : [asked];
    const { status, stderr } = await run(folder, ...sub, '--spec', 'features.yaml');
    expect([status, stderr]).toEqual([code, expect.stringMatching(message)]);
    expect([...filesBelow(folder).keys()]).toEqual(['features.yaml']);
  });
});

describe('--print-spec', () => {
  const WRITTEN = [
    'architecture: onion',
    'features:',
    '  category:',
    '    fields:',
    '      name: str=80:unique',
    '  product:',
    '    fields:',
    '      name: str',
    '      category: ref=Category',
    '    access:',
    '      delete: admin',
    '',
  ].join('\n');

  test('prints what a project remembers, each feature after those it refers to', async () => {
    await runOrThrow(folder, 'onion', 'category', 'name:str=80:unique');
    await runOrThrow(folder, 'product', 'name', 'category:ref=Category', '--delete', 'admin');
    const before = filesBelow(folder);
    expect(await run(folder, '--print-spec')).toEqual({ status: 0, stdout: WRITTEN, stderr: '' });
    expect(filesBelow(folder)).toEqual(before);
  });

  test('prints what a command describes, and writes nothing', async () => {
    const command = ['product', 'name', 'category:ref=Category', '--delete', 'admin'];
    const { stdout } = await run(folder, 'onion', ...command, '--print-spec');
    expect(stdout).toBe(WRITTEN.replace(/ {2}category:\n.*\n.*unique\n/, ''));
    expect(filesBelow(folder).size).toBe(0);
  });

  test('reports an error in what a project remembers', async () => {
    await runOrThrow(folder, 'onion', 'tag', 'name:str');
    const memory = join(folder, '.yo-rc.json');
    const text = filesBelow(folder).get('.yo-rc.json') ?? '';
    writeFileSync(memory, text.replace('"name": "str"', '"name": "strr"'));
    const { status, stderr } = await run(folder, '--print-spec');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/features\.tag\.fields\.name.*"str"/s),
    ]);
  });
});
