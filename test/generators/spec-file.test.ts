/** Spec files without a sub-generator, and made of what a project remembers. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  filesBelow,
  generate,
  generateOrThrow,
  temporaryFolder,
} from '../generated/python-project.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

const SPEC =
  'features:\n  product: { fields: [name:str, category:ref=Category] }\n  category: { fields: [name:str] }\n';

describe('a spec file', () => {
  test('says which architecture it is for', () => {
    writeFileSync(join(folder, 'features.yaml'), `architecture: layered-direct\n${SPEC}`);
    generateOrThrow(folder, '--spec', 'features.yaml');
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
  ])('for "%s", asked for in "%s", is refused', (named, asked, code, message) => {
    const head = named === '' ? '' : `architecture: ${named}\n`;
    writeFileSync(join(folder, 'features.yaml'), head + SPEC);
    const sub = asked === '' ? [] : [asked];
    const { status, stderr } = generate(folder, ...sub, '--spec', 'features.yaml');
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

  test('gives what a project remembers, each feature after those it refers to', () => {
    generateOrThrow(folder, 'onion', 'category', 'name:str=80:unique');
    generateOrThrow(folder, 'product', 'name', 'category:ref=Category', '--delete', 'admin');
    const before = filesBelow(folder);
    expect(generate(folder, '--print-spec')).toEqual({ status: 0, stdout: WRITTEN, stderr: '' });
    expect(filesBelow(folder)).toEqual(before);
  });

  test('gives what a command says, and does nothing of it', () => {
    const command = ['product', 'name', 'category:ref=Category', '--delete', 'admin'];
    const { stdout } = generate(folder, 'onion', ...command, '--print-spec');
    expect(stdout).toBe(WRITTEN.replace(/ {2}category:\n.*\n.*unique\n/, ''));
    expect(filesBelow(folder).size).toBe(0);
  });

  test('says what is wrong with what a project remembers', () => {
    generateOrThrow(folder, 'onion', 'tag', 'name:str');
    const memory = join(folder, '.yo-rc.json');
    const text = filesBelow(folder).get('.yo-rc.json') ?? '';
    writeFileSync(memory, text.replace('"name": "str"', '"name": "strr"'));
    const { status, stderr } = generate(folder, '--print-spec');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/features\.tag\.fields\.name.*"str"/s),
    ]);
  });
});
