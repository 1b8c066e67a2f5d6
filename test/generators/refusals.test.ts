/** Bad input leads to a clear error and changes nothing. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { filesBelow, RUNNER, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';
import { ORDINARY_USER } from './installed-package.js';

const { run, runOrThrow } = keepRunner();

describe('wrong usage exits with 2 and writes nothing', () => {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[string, string[], RegExp]>([
    ['a device of Windows', ['aux', 'name'], /aux.*Windows.*customer_aux/s],
    ['a keyword', ['class', 'name'], /class.*keyword/s],
    ['a name of the foundation', ['user', 'name'], /user.*customer_user/s],
    ['a path', ['../product', 'name'], /\.\.\/product/],
    ['an absolute path', ['/etc/product', 'name'], /\/etc\/product/],
    ['spaces', ['order items', 'name'], /order items.*order_item/s],
    ['letters beyond ASCII', ['données', 'name'], /données.*donnee/s],
    ['a plural', ['products', 'name'], /product\b.*--plural/s],
    [
      'a column of every table as a field',
      ['product', 'id:int'],
      /"id" cannot be a field name.*adds a column/s,
    ],
    [
      'a column that no table can have',
      ['product', 'a:int:column=x.y'],
      /the name of a column.*"\."/s,
    ],
    ['a column of the foundation', ['product', 'created_at:datetime'], /created_at/],
    ['an unknown type', ['product', 'price:decmal=10.2'], /decmal.*Did you mean "decimal"/s],
    ['an unknown modifier', ['product', 'price:int:optinal'], /optinal.*Did you mean "optional"/s],
    ['a field twice', ['product', 'name:str', 'name:text'], /name/],
    ['a default outside the enum', ['product', 'status:enum=a/b:default=c'], /"c".*a.*b/s],
    ['limits that exclude each other', ['product', 'count:int:min=5:max=3'], /5.*3|3.*5/s],
    ['no field', ['product'], /field/],
    ['no feature', [], /product name:str/],
    ['a guide, and no feature', ['--agents'], /--agents.*stands.*product name:str.* --agents/s],
    ['an unknown endpoint', ['product', 'name', '--endpoints', 'list+destroy'], /destroy.*delete/s],
    ['a malformed role', ['product', 'name', '--write', 'Admin!'], /--write.*Admin!/s],
    ['nesting', ['product', 'name', '--parent', 'shop'], /--parent.*ref=/s],
    [
      'an option twice',
      ['product', 'name', '--plural', 'a', '--plural', 'b'],
      /--plural.*once.*a, b/s,
    ],
    [
      'an integration',
      ['product', 'name', '--with', 'webhook'],
      /--with.*no integration "webhook"/s,
    ],
    ['an integration twice', ['--with', 'job+job'], /--with.*"job" appears twice/s],
    ['a step twice', ['--with', 'pipeline=a/b/a'], /--with.*step "a" twice/s],
    [
      'an argument of what takes none',
      ['--with', 'observability=x'],
      /--with.*Write observability/s,
    ],
    ['a step of no value', ['a', 's:enum=x/y:flow=x-z'], /"z".*no value of the enum/s],
    ['a state that is not reached', ['a', 's:enum=x/y/z:flow=x-y'], /no step leads to "z"/],
    ['a keyword as a step', ['--with', 'pipeline=a/class'], /--with.*Python keyword/s],
    ['an unknown option', ['product', 'name', '--dryrun'], /--dryrun.*--dry-run/s],
    ['an option without its value', ['product', 'name', '--plural'], /--plural/],
    ['a missing spec file', ['--spec', 'features.yaml'], /features\.yaml/],
    ['a spec and arguments', ['product', 'name', '--spec', 'features.yaml'], /--spec.*product/s],
    ['too few values for a unique field', ['product', 'level:int:unique:ge=1:le=3'], /unique.*3/s],
  ])('%s', async (_, args, message) => {
    const { status, stderr, stdout } = await run(folder, 'onion', ...args);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(filesBelow(folder).size).toBe(0);
  });

  test.each<[string, string[], RegExp]>([
    ['add', ['add', 'product', 'name'], /leave out "add": fastapi-feature product name\n/],
    ['Create', ['Create', 'product'], /leave out "Create": fastapi-feature product\n/],
    ['g', ['g', 'product', 'name:str'], /leave out "g": fastapi-feature product name:str\n/],
    ['new on its own', ['new'], /leave out "new": fastapi-feature product name:str/],
    ['a command in capitals', ['Inspect'], /is a command: fastapi-feature inspect \(yo /],
    [
      'a command to come',
      ['import', 'gadget'],
      /has no command "import"; .*inspect, eject, change, remove, upgrade and completion/,
    ],
    ['one with a field', ['check', 'gadget:str'], /has no command "check"/],
    [
      'nearly an architecture',
      ['onoin', 'product', 'name'],
      /"fastapi-feature onion product name"/,
    ],
    ['one before typed fields', ['onoin', 'product', 'name:str'], /"fastapi-feature onion product/],
    ['one in capitals', ['Onion', 'product'], /Did you mean "fastapi-feature onion product"\?\n/],
    ['a style', ['layered-direct', 'tag'], /"fastapi-feature layered --style direct tag"/],
    ['an alias', ['claen', 'product'], /Did you mean "fastapi-feature clean product"/],
    ['nearly a command', ['ejct', 'onion'], /Did you mean "fastapi-feature eject onion"/],
    ['nearly one to come', ['improt'], /Did you mean "import"\? This version has no command/],
    [
      'what others say for one',
      ['delete', 'gadget'],
      /Did you mean "fastapi-feature remove gadget"/,
    ],
    ['nearly a word for adding', ['creat', 'product', 'name'], /out: fastapi-feature product name/],
    ['help', ['help'], /Did you mean "fastapi-feature --help"/],
    ['the way out', ['union', 'name'], /put "app" in front \(fastapi-feature app union name\)/],
    ['an argument to quote', ['onoin', 'order items'], /onion 'order items'/],
    ['add after an architecture', ['onion', 'add', 'product'], /leave that word out/],
    ['a command after one', ['onion', 'check', 'name:str'], /keeps that word for a command/],
    ['a command after app', ['app', 'upgrade', 'name:str'], /none was recognised|keeps that word/],
    ['a flag nearly', ['onion', 'product', 'name', '--no-test'], /Did you mean "--no-tests"/],
    ['an unknown letter', ['onion', 'product', 'name', '-x'], /no option -x\. See --help/],
  ])('a slip in the first words: %s', async (_, args, message) => {
    const { status, stderr, stdout } = await run(folder, ...args);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(filesBelow(folder).size).toBe(0);
  });

  test('no architecture, if none can be recognised', async () => {
    const { status, stderr } = await run(folder, 'product', 'name:str');
    expect(stderr).toMatch(/fastapi-feature onion/);
    expect(status).toBe(2);
    expect(filesBelow(folder).size).toBe(0);
  });
});

describe('what cannot be done safely exits with 3 and writes nothing', () => {
  const folder = temporaryFolder();
  const at = (path: string) => join(folder, 'backend', path);
  let before: Map<string, string>;

  beforeAll(() => runOrThrow(folder, 'onion', 'category', 'name:str'));
  beforeEach(() => {
    before = filesBelow(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function expectRefusal(message: RegExp, ...args: string[]): Promise<void> {
    const standing = filesBelow(folder);
    const { status, stderr, stdout } = await run(folder, 'onion', ...args);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(filesBelow(folder)).toEqual(standing);
  }

  /** Changes a file for one refusal and restores it. */
  async function withFile(
    path: string,
    text: (source: string) => string,
    work: () => Promise<void>,
  ): Promise<void> {
    const source = readFileSync(at(path), 'utf8');
    writeFileSync(at(path), text(source));
    await work();
    writeFileSync(at(path), source);
    expect(filesBelow(folder)).toEqual(before);
  }

  test('a reference to a model that does not exist', async () => {
    await expectRefusal(/Supplier.*Category.*User/s, 'product', 'name', 'supplier:ref=Supplier');
  });

  test('the table of another feature', async () => {
    await expectRefusal(/"categories".*category\.py/s, 'kind', 'name', '--plural', 'categories');
  });

  test('an association table', async () => {
    const other = temporaryFolder();
    await runOrThrow(other, 'onion', 'tag', 'name');
    await runOrThrow(other, 'onion', 'post', 'title', 'tags:refs=Tag');
    const standing = filesBelow(other);
    const { status, stderr } = await run(other, 'onion', 'post_tag', 'name');
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringMatching(/"post_tags".*post\.py/s),
    });
    expect(filesBelow(other)).toEqual(standing);
    rmSync(other, { recursive: true });
  });

  test('a file whose name differs from a new one only in case', async () => {
    const namesake = at('app/domain/entities/Product.py');
    writeFileSync(namesake, '# ours\n');
    await expectRefusal(/entities\/product\.py.*Product\.py is there/s, 'product', 'name');
    const dry = await run(folder, 'onion', 'product', 'name', '--dry-run');
    expect(dry).toEqual({
      status: 3,
      stdout: expect.stringMatching(/create +backend.*entities\/product\.py/),
      stderr: expect.stringMatching(/Product\.py is there/),
    });
    rmSync(namesake);
  });

  test('a file that differs, with nobody to ask', async () => {
    await withFile(
      'app/domain/entities/category.py',
      (source) => `${source}\n# mine\n`,
      () => expectRefusal(/entities\/category\.py.*--force/s, 'category', 'name:str'),
    );
  });

  test('a main.py with a syntax error', async () => {
    await withFile(
      'app/presentation/main.py',
      (source) => `${source}\ndef broken(:\n`,
      () =>
        expectRefusal(
          /main\.py.*syntax error.*from app\.presentation\.api\.v1\.routers import product\n.*app\.include_router\(product\.router/s,
          'product',
          'name',
        ),
    );
  });

  test('routers that are included in a loop', async () => {
    await withFile(
      'app/presentation/main.py',
      (source) =>
        source.replace(/^app\.include_router.*$/gm, '') +
        'for r in []:\n    app.include_router(r)\n',
      () => expectRefusal(/main\.py.*loop.*include_router/s, 'product', 'name'),
    );
  });

  test('migrations with two heads', async () => {
    const twin = at('alembic/versions/aaaaaaaaaaaa_twin.py');
    writeFileSync(twin, 'revision = "aaaaaaaaaaaa"\ndown_revision = "5c0de1f2a3b4"\n');
    await expectRefusal(/2 heads.*aaaaaaaaaaaa.*alembic merge heads/s, 'product', 'name');
    rmSync(twin);
  });

  test('a missing main.py', async () => {
    await withFile(
      'app/presentation/main.py',
      () => 'print("no application here")\n',
      () => expectRefusal(/main\.py.*no FastAPI application/s, 'product', 'name'),
    );
  });

  test('a file that is not UTF-8', async () => {
    const main = at('app/presentation/main.py');
    const source = readFileSync(main);
    writeFileSync(main, Buffer.concat([source, Buffer.from('# caf\xe9\n', 'latin1')]));
    await expectRefusal(/main\.py is not UTF-8/, 'product', 'name');
    writeFileSync(main, source);
  });

  test('a folder in whose place there is a file', async () => {
    const other = temporaryFolder();
    writeFileSync(join(other, 'backend'), 'a file');
    const { status, stderr } = await run(other, 'onion', 'product', 'name');
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringMatching(/not a folder/),
    });
    expect(filesBelow(other).size).toBe(1);
    rmSync(other, { recursive: true });
  });

  test('a folder inside a project', async () => {
    const { status, stderr } = await run(join(folder, 'backend'), 'onion', 'product', 'name');
    expect(stderr).toMatch(new RegExp(`inside one: ${folder}\\..*--destination ${folder}`));
    expect(status).toBe(3);
    expect(filesBelow(folder)).toEqual(before);
  });

  test.each([
    ['onion', 'refers to Tag', ['tags:refs=Tag']],
    ['domain-routes', 'is nested in Tag', ['--parent', 'tag']],
  ])('a target without the factory that tests need: %s, %s', async (layout, what, words) => {
    const other = temporaryFolder();
    await runOrThrow(other, layout, 'tag', 'name:str', '--no-tests');
    const standing = filesBelow(other);
    const { status, stderr } = await run(other, layout, 'post', 'title', ...words);
    expect(stderr).toMatch(new RegExp(`the post ${what}, .*create_tag.*--no-tests`, 's'));
    expect(status).toBe(3);
    expect(filesBelow(other)).toEqual(standing);
    await runOrThrow(other, layout, 'post', 'title', ...words, '--no-tests');
    rmSync(other, { recursive: true });
  });
});

describe('looking without writing', () => {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  test('--dry-run shows the plan, the edits as diffs, and writes nothing', async () => {
    await runOrThrow(folder, 'onion', 'category', 'name:str');
    const before = filesBelow(folder);
    const { status, stdout } = await run(folder, 'onion', 'product', 'name', '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toMatch(/create +backend\/app\/domain\/entities\/product\.py/);
    expect(stdout).toMatch(/^\+app\.include_router\(product\.router/m);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('--json prints one document and nothing else, before and after', async () => {
    const command = ['onion', 'product', 'name', '--json'];
    const dry = JSON.parse((await run(folder, ...command, '--dry-run')).stdout);
    expect(dry).toMatchObject({ architecture: 'onion', features: ['product'], dryRun: true });
    const done = JSON.parse((await run(folder, ...command)).stdout);
    expect(dry).toMatchObject({
      code: 0,
      message: expect.stringMatching(/^product: \d+ to create/),
    });
    const message = expect.stringMatching(/^product: \d+ created, \d+ edited\.$/);
    const verification = { verified: false, steps: [] };
    expect(done).toEqual({ ...dry, dryRun: false, message, verification });
    expect(done.files.map(({ path }: { path: string }) => path)).toContain(
      'backend/app/presentation/main.py',
    );
  });

  test('--dry-run ends as the run would, and shows the plan', async () => {
    const before = filesBelow(folder);
    const command = ['onion', 'category', 'name:str', 'weight:int'];
    const dry = await run(folder, ...command, '--dry-run');
    expect([dry.status, dry.stdout]).toEqual([3, expect.stringMatching(/^\+ +weight: int/m)]);
    expect(dry.stderr).toMatch(
      /weight: rows that are there get "0", .*go on all the same with --force/s,
    );
    const { status } = await run(folder, ...command);
    expect(status).toBe(3);
    const forced = await run(folder, ...command, '--dry-run', '--force');
    expect([forced.status, forced.stderr]).toEqual([0, '']);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('--explain says why each file exists', async () => {
    const { stdout } = await run(folder, 'onion', 'shop', 'name', '--dry-run', '--explain');
    expect(stdout).toMatch(/entities\/shop\.py\n.*Pure Python and Pydantic/);
  });

  test('--destination creates the folder only when something is written', async () => {
    const target = join(folder, 'new', 'place');
    await run(folder, 'onion', 'product', 'name', '--destination', target, '--dry-run');
    mkdirSync(join(folder, 'new'));
    expect(filesBelow(join(folder, 'new')).size).toBe(0);
    await runOrThrow(folder, 'onion', 'product', 'name', '--destination', target);
    expect(filesBelow(target).has('backend/app/domain/entities/product.py')).toBe(true);
  });

  test('the log says that lines are added to a file, not that it is overwritten', async () => {
    const { stderr } = await run(folder, 'onion', 'warehouse', 'name:str');
    expect(stderr).toMatch(/create backend\/app\/domain\/entities\/warehouse\.py/);
    expect(stderr).toMatch(/ edit \.yo-rc\.json/);
    expect(stderr).toMatch(/ edit backend\/app\/presentation\/main\.py/);
    expect(stderr).not.toMatch(/force/);
  });

  test('a feature can have the name of something that JavaScript objects have', async () => {
    const own = temporaryFolder();
    await runOrThrow(own, 'onion', 'constructor', 'value:str');
    await runOrThrow(own, 'onion', 'category', 'name:str');
    expect(filesBelow(own).get('.yo-rc.json')).toMatch(/"category":[\s\S]*"constructor":/);
    rmSync(own, { recursive: true });
  });

  test('a name that a spec file cannot hold is refused, not left out', async () => {
    const before = filesBelow(folder);
    const spec = join(folder, 'lost.yaml');
    writeFileSync(spec, 'features:\n  thing:\n    fields: {name: str, __proto__: int}\n');
    const { status, stderr } = await run(folder, 'onion', '--spec', spec);
    rmSync(spec);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/"__proto__" cannot be a name/)]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('--force overwrites what differs', async () => {
    const entity = join(folder, 'backend/app/domain/entities/category.py');
    const source = readFileSync(entity, 'utf8');
    writeFileSync(entity, '# mine\n');
    await runOrThrow(folder, 'onion', 'category', 'name:str', '--force');
    expect(readFileSync(entity, 'utf8')).toBe(source);
  });

  test('.yo-resolve decides about files that get more lines, too', async () => {
    const main = join(folder, 'backend/app/presentation/main.py');
    const resolve = join(folder, '.yo-resolve');
    const source = readFileSync(main, 'utf8');
    writeFileSync(resolve, 'backend/app/presentation/main.py skip\n');
    const { stderr } = await run(folder, 'onion', 'kept', 'name:str');
    rmSync(resolve);
    expect(stderr).toMatch(/skip backend\/app\/presentation\/main\.py/);
    expect(readFileSync(main, 'utf8')).toBe(source);
  });

  test.each(['--help', '-h'])('%s lists what there is', async (flag) => {
    const onion = await run(folder, 'onion', flag);
    expect(onion.stdout).toMatch(/decimal.*--dry-run.*fastapi-feature onion product/s);
    const overview = await run(folder, flag);
    expect(overview.stdout).toMatch(/ARCHITECTURE.*onion/s);
  });

  test('the first word may be the feature if the architecture can be recognised', async () => {
    const { stdout } = await run(folder, 'invoice', 'number:int', '--dry-run', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ architecture: 'onion', features: ['invoice'] });
  });

  test.each([
    ['a field with a type follows', ['union', 'name:str']],
    ['app is in front', ['app', 'union', 'name']],
    ['its architecture is in front', ['onion', 'onion', 'name']],
    ['it only looks a little like a command', ['report', 'title']],
    ['it begins like one', ['options', 'name', '--plural', 'option_sets']],
  ])('a name like a command is a feature if %s', async (_, args) => {
    const { status, stderr, stdout } = await run(folder, ...args, '--dry-run', '--json');
    expect([status, stderr]).toEqual([0, '']);
    const name = args.find((arg) => arg !== 'app' && args.indexOf(arg) === args.lastIndexOf(arg));
    expect(JSON.parse(stdout).features).toEqual([name === 'name' ? 'onion' : name]);
  });

  test.each(['-v', '--version'])('%s shows the version', async (flag) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await run(folder, flag)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test("Yeoman's own options are taken", async () => {
    const usual = ['--skip-install', '--skip-cache', '--ask-answered', '--force-install'];
    const args = [...usual, '--no-color', '--no-insight', '--local-only', '-f', '--dry-run'];
    const { status, stderr } = await run(folder, 'onion', 'invoice', 'number:int', ...args);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('a spec file can hold several features, in any order', async () => {
    writeFileSync(
      join(folder, 'features.yaml'),
      'features:\n  book:\n    fields:\n      title: str=120:unique\n      writer: ref=Writer\n  writer:\n    fields: [name:str]\n',
    );
    const { stdout } = await run(folder, 'onion', '--spec', 'features.yaml', '--json');
    const { features, files } = JSON.parse(stdout);
    expect(features).toEqual(['writer', 'book']);
    const main = files.find(({ path }: { path: string }) => path.endsWith('main.py'));
    expect(main.diff).toMatch(/writer\.router.*book\.router/s);
  });
});

describe('with --json, every end is one document that its schema describes', () => {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync('dist/run.schema.json', 'utf8')));
  const folder = temporaryFolder();
  beforeAll(() => runOrThrow(folder, 'onion', 'category', 'name:str'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[string, string[], number, object]>([
    ['a run', ['onion', 'tag', 'name'], 0, { features: ['tag'], dryRun: false }],
    ['a plan', ['onion', 'unit', 'name', '--dry-run'], 0, { features: ['unit'], dryRun: true }],
    ['nothing to do', ['onion', 'category', 'name:str'], 0, { message: /already exists/ }],
    ['an inspection', ['inspect'], 0, { root: folder }],
    [
      'a template to copy',
      ['eject', 'onion', 'backend/alembic.ini.ejs', '--dry-run'],
      0,
      { dryRun: true },
    ],
    [
      'an unknown option',
      ['onion', 'unit', 'name', '--no-test'],
      2,
      { place: '--no-test', suggestion: '--no-tests' },
    ],
    [
      'an option without its value',
      ['onion', 'unit', 'name', '--plural'],
      2,
      { place: '--plural' },
    ],
    ['a slip', ['onoin', 'unit'], 2, { place: 'FEATURE', suggestion: 'onion' }],
    ['a field', ['onion', 'unit', 'size:decmal'], 2, { place: 'field 1', suggestion: 'decimal' }],
    ['a spec file that is not there', ['onion', '--spec', 'no.yaml'], 2, { message: /no\.yaml/ }],
    ['an argument of inspect', ['inspect', 'it'], 2, { place: 'it' }],
    ['an unknown template', ['eject', 'onion', 'alembic.in'], 2, { place: 'TEMPLATE' }],
    ['two documents', ['onion', 'unit', 'name', '--print-spec'], 2, { place: '--json' }],
    [
      'a change that says nothing of rows that are there',
      ['onion', 'category', 'name:str', 'size:int'],
      3,
      { features: ['category'], dryRun: false, place: 'fields.size' },
    ],
    [
      'a change that loses something',
      ['onion', 'category', 'size:int', '--dry-run'],
      3,
      { features: ['category'], dryRun: true },
    ],
    [
      'another style',
      ['layered', 'unit', 'name', '--style', 'direct'],
      3,
      { message: /follows "onion"/ },
    ],
    ['a missing model', ['onion', 'unit', 'shop:ref=Shop'], 3, { message: /Shop/ }],
  ])('%s', async (_, args, code, said) => {
    const { status, stdout } = await run(folder, ...args, '--json');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      code,
      ...Object.fromEntries(
        Object.entries(said).map(([key, value]) => [
          key,
          value instanceof RegExp ? expect.stringMatching(value) : value,
        ]),
      ),
    });
    expect([status, schema.safeParse(document).error]).toEqual([code, undefined]);
  });
});

describe('odd projects', () => {
  const MAIN = 'backend/app/presentation/main.py';
  const founded = temporaryFolder();
  let folder: string;
  const at = (path: string) => join(folder, 'shop', path);

  beforeAll(() => runOrThrow(founded, 'onion', 'category', 'name:str'));
  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(founded, at(''), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(() => rmSync(founded, { recursive: true }));

  async function expectRefusal(message: RegExp, ...args: string[]): Promise<void> {
    const before = filesBelow(folder);
    const command = args.length === 0 ? ['onion', 'product', 'name'] : args;
    const { status, stderr, stdout } = await run(at(''), ...command);
    expect([status, stdout, stderr]).toEqual([3, '', expect.stringMatching(message)]);
    expect(filesBelow(folder)).toEqual(before);
  }

  /** Moves something out of the project and puts a link in its place. */
  function moveOut(path: string, to = `../${basename(path)}`): string {
    const target = at(to);
    renameSync(at(path), target);
    symlinkSync(target, at(path));
    return target;
  }

  test.each([MAIN, 'backend/app/domain', 'backend', '.yo-rc.json'])(
    '%s that is a link out of the project',
    async (path) => {
      const target = moveOut(path);
      await expectRefusal(
        new RegExp(`${path} is a link that leads out of the project, to ${target}`),
      );
      const dry = await run(at(''), 'onion', 'product', 'name', '--dry-run');
      expect(dry.status).toBe(3);
    },
  );

  test('a link to nothing, where a file is to be created or edited', async () => {
    const entity = 'backend/app/domain/entities/product.py';
    symlinkSync(join(folder, 'nothing.py'), at(entity));
    await expectRefusal(
      new RegExp(`${entity} is a link to .*nothing\\.py, which cannot be reached`),
    );
    rmSync(at(entity));
    rmSync(at(MAIN));
    symlinkSync('nothing.py', at(MAIN));
    await expectRefusal(new RegExp(`${MAIN} is a link to .*nothing\\.py, which cannot be reached`));
  });

  test('links that stay in the project are followed', async () => {
    moveOut(MAIN, 'backend/app/main_of_ours.py');
    moveOut('backend/app/domain', 'domain_of_ours');
    await runOrThrow(at(''), 'onion', 'product', 'name');
    expect(lstatSync(at(MAIN)).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('backend/app/main_of_ours.py'), 'utf8')).toMatch(/product\.router/);
    expect(existsSync(at('domain_of_ours/entities/product.py'))).toBe(true);
  });

  test.each<[string, string, RegExp]>([
    ['a comma too many', '{\n  "a": [1,\n  2],\n}\n', /line 4, column 1: this is not JSON/],
    ['no end', '{"a": {', /line 1, column 8: this is not JSON/],
    ['more than one', '{}\n{}', /line 2, column 1: this is not JSON/],
    ['a line break in a text', '{"a": "b\nc"}', /line 1, column 7: this is not JSON/],
    ['nothing', '', /\.yo-rc\.json is empty/],
    ['only space', ' \n', /\.yo-rc\.json is empty/],
    ['a list', '[]', /line 1, column 1: the file has to be an object/],
    [
      'a list of ours',
      '{\n "generator-fastapi-feature": []}',
      /line 2, column 2: generator-fastapi-feature has to be/,
    ],
    [
      'features as a list',
      '{"generator-fastapi-feature": {\n  "architecture": "onion",\n  "features": ["category"]}}',
      /line 3, column 3: features has to be/,
    ],
    [
      'a feature that is none',
      '{"generator-fastapi-feature": {"features": {\n"category": 3}}}',
      /line 2, column 1: category has to be/,
    ],
    [
      'another architecture than a name',
      '{"generator-fastapi-feature": {"architecture": ["onion"]}}',
      /line 1, column 32: architecture has to be a text/,
    ],
  ])('a .yo-rc.json with %s', async (_, text, message) => {
    writeFileSync(at('.yo-rc.json'), text);
    await expectRefusal(message);
    await expectRefusal(message, 'product', 'name');
    await expectRefusal(message, '--print-spec');
  });

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8 with a byte-order mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell writes it', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('a .yo-rc.json in %s is read, and written as every program reads it', async (_, encoded) => {
    writeFileSync(at('.yo-rc.json'), encoded(readFileSync(at('.yo-rc.json'), 'utf8')));
    await runOrThrow(at(''), 'product', 'name');
    const { features } = JSON.parse(readFileSync(at('.yo-rc.json'), 'utf8'))[
      'generator-fastapi-feature'
    ];
    expect(Object.keys(features)).toEqual(['product', 'category']);
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['a pipe', (path) => execFileSync('mkfifo', [path]), /is a pipe or a device/],
    ['a device', (path) => symlinkSync('/dev/zero', path), /is a pipe or a device/],
    ['a folder', (path) => mkdirSync(path), /is a folder, but has to be a file/],
    ['a NUL byte', (path) => writeFileSync(path, 'app = 1\n# a\0b\n'), /contains a NUL byte/],
    ['50 MB', (path) => writeFileSync(path, Buffer.alloc(50e6, 'x = 1\n')), /has 50000000 bytes/],
    [
      'another encoding',
      (path) => writeFileSync(path, '# -*- coding: latin-1 -*-\n# caf\xe9\n', 'latin1'),
      /is not UTF-8 text/,
    ],
  ])('a main.py, or a model, that is or has %s, is named at once', async (_, put, message) => {
    const model = 'backend/app/infrastructure/models/category.py';
    // A folder is no model, whatever its name.
    for (const path of message.source.includes('folder') ? [MAIN] : [MAIN, model]) {
      const source = readFileSync(at(path));
      rmSync(at(path));
      put(at(path));
      const start = performance.now();
      const { status, stderr } = await run(at(''), 'onion', 'product', 'name');
      // A second, on a machine that does nothing else.
      expect(performance.now() - start).toBeLessThan(5_000);
      // A device is in the place of a file as a link.
      expect([status, stderr]).toEqual([3, expect.stringMatching(message)]);
      expect(stderr).toContain(path);
      rmSync(at(path), { recursive: true });
      writeFileSync(at(path), source);
    }
    expect(existsSync(at('backend/app/domain/entities/product.py'))).toBe(false);
  });

  test.each(['', MAIN, 'backend/app/infrastructure/models', '.yo-rc.json'])(
    '"%s" of a project may not be read',
    (path) => {
      chmodSync(folder, 0o755);
      chmodSync(at(''), 0o777);
      chmodSync(at(path), 0o000);
      const { status, stderr } = spawnSync(
        process.execPath,
        [RUNNER, 'onion', 'product', 'name', '--destination', at('')],
        {
          cwd: folder,
          encoding: 'utf8',
          input: '',
          ...ORDINARY_USER,
        },
      );
      chmodSync(at(path), 0o755);
      expect([status, stderr]).toEqual([3, expect.stringMatching(/EACCES|no permission/)]);
      expect(stderr).toContain(path);
      expect(existsSync(at('backend/app/domain/entities/product.py'))).toBe(false);
    },
  );
});

describe('a backend that somebody else wrote', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(join(import.meta.dirname, '..', 'projects', 'layers-async'), folder, {
      recursive: true,
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const PLAN = ['layered', 'product', 'name:str', '--dry-run', '--json'];

  test('what has nothing to do with it is passed over, whatever it is', async () => {
    const expected = await run(folder, ...PLAN);
    expect(expected.status).toBe(0);
    execFileSync('mkfifo', [join(folder, 'pipe.py')]);
    mkdirSync(join(folder, 'folder.py'));
    symlinkSync('/dev/zero', join(folder, 'device.py'));
    writeFileSync(join(folder, 'nul.py'), 'FastAPI()\0');
    writeFileSync(join(folder, 'large.py'), Buffer.alloc(50e6, 'x = FastAPI()\n'));
    writeFileSync(join(folder, 'old.py'), '# -*- coding: latin-1 -*-\n# caf\xe9\n', 'latin1');
    expect(await run(folder, ...PLAN)).toEqual(expected);
  });

  test('a model in another encoding is found', async () => {
    const path = join(folder, 'app/models/writer.py');
    writeFileSync(
      path,
      '# -*- coding: latin-1 -*-\n# caf\xe9\nfrom sqlalchemy.orm import Mapped, mapped_column\nfrom app.models.base import Base\n\n\nclass Writer(Base):\n    __tablename__ = "writers"\n    id: Mapped[int] = mapped_column(primary_key=True)\n',
      'latin1',
    );
    const { status, stdout, stderr } = await run(
      folder,
      'layered',
      'essay',
      'writer:ref=Writer',
      '--dry-run',
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/create +app\/models\/essay\.py/);
  });

  test('one that cannot be read at all is not taken for none', async () => {
    const own = temporaryFolder();
    writeFileSync(join(own, 'main.py'), Buffer.alloc(3e6, 'app = FastAPI()\n'));
    const { status, stderr } = await run(own, 'layered', 'product', 'name');
    expect([status, stderr]).toEqual([3, expect.stringMatching(/main\.py has 3000000 bytes/)]);
    expect([...filesBelow(own).keys()]).toEqual(['main.py']);
    rmSync(own, { recursive: true });
  });
});

describe('a folder that is no project is refused at once', () => {
  const folder = temporaryFolder();
  const nested = join(folder, 'many');
  const crowded = join(folder, 'crowded');
  const NAME = 'a-name-that-makes-the-folder-as-large-on-disk-as-they-are-with-that-many-files';

  beforeAll(() => {
    for (let index = 0; index < 5_001; index += 1) {
      mkdirSync(join(nested, String(index % 70), String(index)), { recursive: true });
    }
    mkdirSync(crowded);
    writeFileSync(join(crowded, 'first'), '');
    // There can be only so many names of one file.
    for (let index = 0; index <= 50_000; index += 1)
      writeFileSync(join(crowded, `${NAME}${index}`), '');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['the root of the system', '/', /everything there is/],
    ['one with thousands of folders', nested, /more than 5000 folders/],
    ['one with more files than anybody lists', crowded, /has too many files/],
  ])('%s', async (_, start, message) => {
    for (const args of [['onion', 'product', 'name'], ['product', 'name'], ['inspect']]) {
      const before = performance.now();
      const { status, stderr } = await run(folder, ...args, '--destination', start);
      expect(performance.now() - before).toBeLessThan(10_000);
      expect([status, stderr]).toEqual([3, expect.stringMatching(message)]);
      expect(stderr).toMatch(/--destination DIR/);
    }
  });

  // Only there is such a folder.
  if (process.platform === 'linux') {
    test('one that takes no folders', async () => {
      const { status, stderr } = await run(
        folder,
        'onion',
        'unit',
        'name',
        '--destination',
        '/proc/a/b',
      );
      expect([status, stderr]).toEqual([3, expect.stringMatching(/cannot be (created|written)/)]);
    });
  }

  test('but not a project with such a folder in it', async () => {
    const project = join(folder, 'project');
    await runOrThrow(folder, 'onion', 'category', 'name', '--destination', project);
    renameSync(crowded, join(project, 'data'));
    renameSync(nested, join(project, 'more'));
    await runOrThrow(folder, 'onion', 'product', 'name', '--destination', project);
    const before = performance.now();
    await runOrThrow(folder, 'inspect', '--destination', project);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
