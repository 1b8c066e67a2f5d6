/** Spec files without a sub-generator, and spec files printed from what a project remembers. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

describe('a spec file with mistakes', () => {
  async function expectUsage(message: RegExp, ...args: string[]): Promise<string> {
    const before = filesBelow(folder);
    const { status, stderr, stdout } = await run(folder, 'onion', ...args);
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
    expect(filesBelow(folder)).toEqual(before);
    return stderr;
  }

  test('is told of all of them, each with file, line and feature', async () => {
    writeFileSync(
      join(folder, 'five.yaml'),
      [
        'features:',
        '  product:',
        '    fields:',
        '      - nam e:str',
        '      - price:decmal',
        '      - { name: stock, type: int, indx: true }',
        '    access: { read: Admin! }',
        '  good: { fields: [name] }',
        '  crate:',
        '    fields: { id: str, label: }',
        '    parent: crate',
        '',
      ].join('\n'),
    );
    const stderr = await expectUsage(/6 things are wrong/, '--spec', 'five.yaml');
    expect([...stderr.matchAll(/^- (\S+: \S+?)[:,] /gm)].map(([, place]) => place)).toEqual([
      'five.yaml:4: features.product.fields[0]',
      'five.yaml:5: features.product.fields[1]',
      'five.yaml:6: features.product.fields[2]',
      'five.yaml:7: features.product.access.read',
      'five.yaml:10: features.crate.fields.id',
      'five.yaml:11: features.crate.parent',
    ]);
  });

  test('that only a plan finds is told of all of them, and not of what follows from them', async () => {
    writeFileSync(
      join(folder, 'features.yaml'),
      [
        'features:',
        '  product:',
        '    fields:',
        '      name: str',
        '      supplier: ref=Suplier',
        '  note: { fields: [product:ref=Product] }',
        '  tag:',
        "    fields: ['name', 'level:int:unique:ge=1:le=3']",
        '  shelf: { fields: [maker:ref=Makr] }',
        '',
      ].join('\n'),
    );
    const before = filesBelow(folder);
    const { status, stderr } = await run(folder, 'onion', '--spec', 'features.yaml');
    expect(status).toBe(2);
    expect([...stderr.matchAll(/^- (\S+: \S+): /gm)].map(([, place]) => place)).toEqual([
      'features.yaml:5: features.product',
      'features.yaml:7: features.tag',
      'features.yaml:9: features.shelf',
    ]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('that are mistakes of YAML shows each', async () => {
    writeFileSync(
      join(folder, 'twice.yaml'),
      'features:\n  tag: { fields: [a] }\n  tag: { fields: [b] }\n  bag: { fields: [a], fields: [b] }\n',
    );
    const stderr = await expectUsage(/2 things are wrong/, '--spec', 'twice.yaml');
    expect(stderr).toMatch(/twice\.yaml:3:3: .*unique/);
    expect(stderr).toMatch(/twice\.yaml:4:23: .*unique/);
  });

  test.each<[string, RegExp, (path: string) => void]>([
    ['an empty one', /features\.yaml is empty/, (path) => writeFileSync(path, ' \n')],
    ['a folder', /features\.yaml is a folder/, (path) => mkdirSync(path)],
    ['a missing one', /features\.yaml does not exist/, () => undefined],
    ['other bytes', /not text in UTF-8/, (path) => writeFileSync(path, Buffer.from([65, 0xff]))],
  ])('%s is refused in words', async (_, message, create) => {
    create(join(folder, 'features.yaml'));
    expect(await expectUsage(message, '--spec', 'features.yaml')).not.toMatch(/ENOENT|EISDIR/);
  });

  test.each([[['--spec']], [['--spec', '--yes']], [['--spec=']]])(
    '%j needs a value',
    async (args) => {
      await expectUsage(/^fastapi-feature: --spec needs a value: --spec=FILE\.$/m, ...args);
    },
  );
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

  describe('--output', () => {
    const CATEGORY = ['onion', 'category', 'name:str=80:unique', '--print-spec'];
    const written = () => readFileSync(join(folder, 'out', 'features.yaml'), 'utf8');
    beforeEach(() => mkdirSync(join(folder, 'out')));

    test('writes what is printed, once', async () => {
      const { stdout } = await run(folder, ...CATEGORY);
      const first = await run(folder, ...CATEGORY, '--output', 'out/features.yaml');
      expect(first).toMatchObject({ status: 0, stdout: '' });
      expect(first.stderr).toMatch(/create out\/features\.yaml/);
      expect(written()).toBe(stdout);
      const again = await run(folder, ...CATEGORY, '--output', 'out/features.yaml');
      expect([again.status, again.stderr]).toEqual([
        0,
        expect.stringMatching(/nothing was written/),
      ]);
      expect([...filesBelow(folder).keys()]).toEqual(['out/features.yaml']);
    });

    test('does not overwrite what differs, unless it is forced', async () => {
      writeFileSync(join(folder, 'out', 'features.yaml'), '# mine\n');
      const refused = await run(folder, ...CATEGORY, '--output', 'out/features.yaml');
      expect([refused.status, refused.stderr]).toEqual([
        3,
        expect.stringMatching(/out\/features\.yaml already exists and differs.*--force/),
      ]);
      expect(written()).toBe('# mine\n');
      await runOrThrow(folder, ...CATEGORY, '--output', 'out/features.yaml', '--force');
      expect(written()).toMatch(/category:/);
    });

    test('refuses a folder, and shows what it would do', async () => {
      const folderNamed = await run(folder, ...CATEGORY, '--output', 'out');
      expect([folderNamed.status, folderNamed.stderr]).toEqual([
        3,
        expect.stringMatching(/out is not a file/),
      ]);
      const dry = await run(folder, ...CATEGORY, '--output', 'out/features.yaml', '--dry-run');
      expect([dry.status, dry.stderr]).toEqual([0, expect.stringMatching(/would be written/)]);
      expect(filesBelow(folder).size).toBe(0);
    });

    test('is only for --print-spec', async () => {
      const { status, stderr } = await run(folder, 'onion', 'tag', 'name', '--output', 'x.yaml');
      expect([status, stderr]).toEqual([
        2,
        expect.stringMatching(/--output x\.yaml.*--print-spec/),
      ]);
      expect([...filesBelow(folder).keys()]).toEqual([]);
    });
  });
});
