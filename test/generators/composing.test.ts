/**
 * Composed by other generators: by path, by class and by namespace, several features in one run,
 * with customised templates.
 */
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Generator from 'yeoman-generator';
import helpers, { result } from 'yeoman-test';
import { filesBelow, generateOrThrow, temporaryFolder } from '../generated/python-project.js';

const ROOT = join(import.meta.dirname, '..', '..');
const GENERATORS = join(ROOT, 'dist', 'generators');
const ONION = join(GENERATORS, 'onion', 'index.js');
const MAIN = 'backend/app/presentation/main.py';

// yeoman-test leaves the process in a temporary folder that is removed later.
afterAll(() => process.chdir(ROOT));

/** What a host composes with: the generator, and its options. */
type Composed = readonly [generator: unknown, options: object];

/** Runs a generator that composes ours and has its own file. */
function runHost(...composed: Composed[]) {
  class HostGenerator extends Generator {
    async initializing(): Promise<void> {
      for (const [generator, options] of composed) {
        await this.composeWith(generator as never, options as never);
      }
    }

    writing(): void {
      this.writeDestination('host.txt', 'by the host');
      this.config.set('team', 'platform');
    }
  }
  return helpers.run(HostGenerator as never, { namespace: 'host:app' } as never);
}

const category = { name: 'category', fields: ['name:str:unique'] };
const product = { name: 'product', fields: ['name:str', 'category:ref=Category'] };

function expectBoth(): void {
  result.assertFile(['host.txt', 'backend/app/domain/entities/category.py']);
  result.assertFileContent(
    MAIN,
    /include_router\(category\.router.*include_router\(product\.router/s,
  );
  result.assertFileContent('backend/app/application/use_cases/product.py', /ICategoryRepository/);
}

describe('while somebody else changes the project', () => {
  const standing = temporaryFolder();
  beforeAll(() => generateOrThrow(standing, 'onion', 'category', 'name:str'));
  afterAll(() => rmSync(standing, { recursive: true }));

  /** Runs a host that composes ours, and is told when everything is planned and nothing written. */
  function runInStanding(beforeCommit: (host: Generator) => void) {
    class HostGenerator extends Generator {
      async initializing(): Promise<void> {
        await this.composeWith(ONION as never, { generatorOptions: { feature: product } } as never);
      }

      conflicts(): void {
        this.writeDestination('host.txt', 'by the host');
        beforeCommit(this);
      }
    }
    return helpers
      .run(HostGenerator as never, { namespace: 'host:app' } as never)
      .inTmpDir((folder) => cpSync(standing, folder, { recursive: true }));
  }

  test('features are planned again on what stands, and the host keeps its files', async () => {
    await runInStanding((host) => appendFileSync(host.destinationPath(MAIN), '\n# by hand\n'));
    result.assertFileContent(MAIN, /include_router\(product\.router.*# by hand\n$/s);
    result.assertFile(['host.txt', 'backend/app/domain/entities/product.py']);
  });

  test('what the host has made of a planned file is not planned again, but refused', async () => {
    let before: Map<string, string> | undefined;
    const run = runInStanding((host) => {
      appendFileSync(host.destinationPath(MAIN), '\n# by hand\n');
      before = filesBelow(host.destinationRoot());
      host.fs.append(host.destinationPath('backend/app/domain/entities/product.py'), '# host');
    });
    await expect(run).rejects.toThrow(/decided what happens to .*product\.py/);
    expect(filesBelow(process.cwd())).toEqual(before);
  });
});

describe('composed', () => {
  test('by path, with arguments or an object: features build on each other', async () => {
    await runHost(
      [ONION, { generatorOptions: { feature: category } }],
      [
        ONION,
        {
          generatorArgs: ['product', 'name:str', 'category:ref=Category'],
          generatorOptions: { delete: 'admin' },
        },
      ],
    );
    expectBoth();
    result.assertJsonFileContent('.yo-rc.json', {
      'generator-fastapi-feature': {
        architecture: 'onion',
        features: { product: { access: { delete: 'admin' } } },
      },
    });
  });

  test('a word that the command line needs for itself is no feature', async () => {
    const check = { name: 'check', fields: ['name:str'] };
    await expect(runHost([ONION, { generatorOptions: { feature: check } }])).rejects.toMatchObject({
      message: expect.stringMatching(/"check" cannot be a feature name.*for a command/),
      code: 2,
    });
    const words = ['add', 'product', 'name:str'];
    await expect(
      runHost([join(GENERATORS, 'app', 'index.js'), { generatorArgs: words }]),
    ).rejects.toMatchObject({ message: expect.stringMatching(/leave out "add"/), code: 2 });
  });

  test('with what users have, beside features however they are said, and alone once they stand', async () => {
    const user = { fields: { username: 'str=50:unique' }, others: 'username' };
    const words = { generatorArgs: ['note', 'title:str', 'author:ref=User:embed=username'] };
    await runHost([ONION, { ...words, generatorOptions: { user } }]);
    const remembered = () =>
      JSON.parse(readFileSync('.yo-rc.json', 'utf8'))['generator-fastapi-feature'];
    expect(remembered()).toMatchObject({
      user: { fields: { username: 'str=50:unique' }, others: ['username'] },
      features: { note: { fields: { author: 'ref=User:embed=username' } } },
    });
    const standing = temporaryFolder();
    cpSync(process.cwd(), standing, { recursive: true });
    const more = { ...user, fields: { ...user.fields, bio: 'text:optional' } };
    await runHost([ONION, { generatorOptions: { user: more } }]).inTmpDir((folder) =>
      cpSync(standing, folder, { recursive: true }),
    );
    rmSync(standing, { recursive: true });
    expect(remembered().user.fields).toEqual(more.fields);
    result.assertFileContent('backend/app/infrastructure/models/user.py', /bio: Mapped/);
  });

  test('where two generators say different things of users, nothing is written', async () => {
    const withName = { fields: { username: 'str=50:unique' } };
    const run = (other: object) =>
      runHost(
        [ONION, { generatorOptions: { feature: category, user: withName } }],
        [ONION, { generatorOptions: { feature: product, user: other } }],
      );
    await expect(run({ fields: { bio: 'text:optional' } })).rejects.toMatchObject({
      message: expect.stringMatching(/^user: .*first .*username.*, then .*bio.*say/),
      code: 2,
    });
    expect(filesBelow(process.cwd())).toEqual(new Map());
    await run({ ...withName, others: [] });
    expectBoth();
  });

  test.each([
    ['is no object', 'username', /user: .*object/],
    ['has what is none', { fields: { username: 'strr' } }, /user.*"strr"/],
    ['has a key that is none', { fields: { username: 'str' }, other: 'username' }, /user/],
  ])('where what users have %s, that is said', async (_, user, message) => {
    const options = { feature: category, user };
    await expect(runHost([ONION, { generatorOptions: options }])).rejects.toMatchObject({
      message: expect.stringMatching(message),
      code: 2,
    });
  });

  test('in any order, because the features of one run share a plan', async () => {
    await runHost(
      [ONION, { generatorOptions: { feature: product } }],
      [ONION, { generatorOptions: { feature: category } }],
    );
    expectBoth();
  });

  test('by class, several at once; what the host remembers is kept', async () => {
    const { default: Onion } = await import(ONION);
    await runHost([
      { Generator: Onion, path: ONION },
      { generatorOptions: { features: [product, category] } },
    ]);
    expectBoth();
    const memory = JSON.parse(readFileSync('.yo-rc.json', 'utf8'));
    expect(memory['generator-fastapi-feature'].architecture).toBe('onion');
    expect(Object.values(memory)).toContainEqual({ team: 'platform' });
  });

  test('by namespace', async () => {
    await runHost([
      'fastapi-feature:onion',
      { generatorOptions: { features: [product, category] } },
    ]).withGenerators([[ONION, { namespace: 'fastapi-feature:onion' }]] as never);
    expectBoth();
  });

  test.each<[string, object, object]>([
    ['the last', { json: true }, { dryRun: true }],
    ['the first', { json: true, dryRun: true }, {}],
  ])(
    'one preview shows the whole run, and nothing is written if %s says so',
    async (_, first, last) => {
      const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
      try {
        await runHost(
          [ONION, { generatorOptions: { ...first, feature: category } }],
          [ONION, { generatorOptions: { ...last, feature: product } }],
        );
        expect(filesBelow(process.cwd()).has(MAIN)).toBe(false);
        expect(write).toHaveBeenCalledTimes(1);
        const document = JSON.parse(String(write.mock.calls[0]?.[0]));
        expect(document.features).toEqual(['category', 'product']);
        const paths = document.files.map(({ path }: { path: string }) => path);
        expect(new Set(paths).size).toBe(paths.length);
      } finally {
        write.mockRestore();
      }
    },
  );

  test('an invalid feature stops the run before any generator writes anything', async () => {
    const wrong = { name: 'product', fields: ['name:strr'] };
    const run = runHost([ONION, { generatorOptions: { features: [category, wrong] } }]);
    await expect(run).rejects.toThrow(/strr.*Did you mean "str"/s);
    expect(filesBelow(process.cwd()).size).toBe(0);
  });

  test('files that differ are overwritten only where every generator of the run says so', async () => {
    const folder = temporaryFolder();
    const entity = join(folder, 'backend/app/domain/entities/category.py');
    const host = (...forced: boolean[]) =>
      runHost(
        [ONION, { generatorOptions: { feature: category, force: forced[0] } }],
        [ONION, { generatorOptions: { feature: product, force: forced[1] } }],
      ).cd(folder);
    await host(false, false);
    const source = readFileSync(entity, 'utf8');
    writeFileSync(entity, '# mine\n');
    for (const forced of [
      [false, true],
      [true, false],
    ]) {
      await expect(host(...forced)).rejects.toThrow(/entities\/category\.py[\s\S]*--force/);
      expect(readFileSync(entity, 'utf8')).toBe('# mine\n');
    }
    await host(true, true);
    expect(readFileSync(entity, 'utf8')).toBe(source);
    process.chdir(ROOT);
    rmSync(folder, { recursive: true });
  });

  test('in two architectures, which is refused', async () => {
    const run = runHost(
      [ONION, { generatorOptions: { feature: category } }],
      [
        join(GENERATORS, 'domain-routes', 'index.js'),
        { generatorOptions: { feature: { name: 'tag', fields: ['name'] } } },
      ],
    );
    await expect(run).rejects.toThrow(/a project has one architecture/);
    expect(filesBelow(process.cwd()).size).toBe(0);
  });
});

describe('the customised templates of a project', () => {
  const overrides = '.fastapi-feature/templates';
  const folder = temporaryFolder();
  afterEach(() => process.chdir(ROOT));
  afterAll(() => rmSync(folder, { recursive: true }));

  function put(path: string, text: string): void {
    mkdirSync(join(folder, overrides, path, '..'), { recursive: true });
    writeFileSync(join(folder, overrides, path), text);
  }

  const run = (name: string) =>
    helpers.run(ONION).cd(folder).withArguments([name, 'name:str']).withAnswers({});
  const entity = 'onion/feature/backend/app/domain/entities/[feature].py.ejs';
  const original = readFileSync(join(ROOT, 'generators/onion/templates', entity.slice(6)), 'utf8');

  test('take the place of ours, file by file', async () => {
    put(entity, original.replace(/^.*$/m, '"""The <%- label %>, our way."""'));
    await run('product');
    result.assertFileContent('backend/app/domain/entities/product.py', /our way/);
    result.assertFile('backend/app/domain/schemas/product.py');
  });

  test('and so do shared ones', async () => {
    const shared = readFileSync(join(ROOT, 'shared/templates/column_types.py.ejs'), 'utf8');
    await helpers
      .run(ONION)
      .inTmpDir((place) => {
        mkdirSync(join(place, overrides, 'shared'), { recursive: true });
        writeFileSync(
          join(place, overrides, 'shared', 'column_types.py.ejs'),
          `${shared}\n# ours\n`,
        );
      })
      .withArguments(['product', 'name:str']);
    const types = [...filesBelow(process.cwd())].find(
      ([path, text]) => !path.startsWith('.') && text.includes('# ours'),
    );
    expect(types?.[0]).toMatch(/^backend\/app\/infrastructure\/database\//);
  });

  test.each([
    [
      'a template that fails',
      entity,
      '<% nothing.at.all %>',
      /a template that you changed fails.*entities/s,
    ],
    [
      'invalid Python',
      entity,
      'class',
      /the template of .*entities\/tag\.py gives Python that is wrong/,
    ],
    [
      'one that replaces none of what architectures share',
      'shared/column_typs.py.ejs',
      '',
      /shared\/column_typs.*does not match any.*Did you mean .*column_types/s,
    ],
    [
      'one that replaces none of ours',
      'onion/feature/backend/app/domain/entity/[feature].py.ejs',
      '',
      /does not match any built-in template\. Did you mean .*entities/,
    ],
  ])(
    '%s is refused with a clear message, and nothing is written',
    async (_, path, text, message) => {
      put(path, text);
      const before = filesBelow(folder);
      await expect(run('tag')).rejects.toMatchObject({
        message: expect.stringMatching(message),
        code: 3,
      });
      expect(filesBelow(folder)).toEqual(before);
    },
  );
});

test.each([
  ['that is not JSON', '{"a": 1,}', /line 1, column 9: this is not JSON/],
  ['that is empty', '', /\.yo-rc\.json is empty/],
  [
    'whose features are a list',
    '{"generator-fastapi-feature": {"features": []}}',
    /line 1, column 32: features has to be/,
  ],
])('a .yo-rc.json %s is refused under Yeoman, too, and kept', async (_, text, message) => {
  let folder = '';
  const refused = helpers
    .run(ONION)
    .inTmpDir((temporary) => {
      folder = temporary;
      writeFileSync(join(temporary, '.yo-rc.json'), text);
    })
    .withArguments(['product', 'name'])
    .withOptions({ yes: true } as never);
  await expect(refused).rejects.toMatchObject({
    code: 3,
    message: expect.stringMatching(message),
  });
  expect([...filesBelow(folder)]).toEqual([['.yo-rc.json', text]]);
});
