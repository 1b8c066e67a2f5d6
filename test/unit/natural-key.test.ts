/** Rows that a field identifies, in place of an id: in their table, in URLs, and in whatever refers to them. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { planChange } from '../../shared/evolve/change.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { existingBackend, newProject, plannedFiles } from './planned-files.js';
import { refusal } from './refusal.js';

/** Plans a feature in a project, where its files are from then on, and returns all that they say. */
function add(
  architecture: Architecture,
  project: Workspace,
  words: readonly string[],
  options: FeatureOptions = {},
): string {
  return plannedFiles(architecture, project, words, options)
    .map(({ after }) => after)
    .join('\n')
    .replaceAll(/\s+/g, '')
    .replaceAll(',)', ')');
}

const KEYED = ARCHITECTURES.filter((each) => each !== domainRoutes);

describe.each(KEYED.map((each) => [each.id, each] as const))('%s', (id, architecture) => {
  test.each([
    ['code:str=5', 'String(5)', 'str', 'sa.String(length=5)'],
    ['code:int', 'primary_key=True,autoincrement=False', 'int', 'sa.Integer()'],
    ['code:bigint', 'BigInteger', 'int', 'sa.BigInteger()'],
    ['code:smallint', 'SmallInteger', 'int', 'sa.SmallInteger()'],
    ['code:uuid', 'Uuid', 'UUID', 'sa.Uuid()'],
  ])('%s identifies rows, and what refers to them has its type', (field, said, type, column) => {
    const project = newProject();
    const own = add(architecture, project, ['customer', field, 'name:str'], { key: 'code' });
    expect(own).toContain(`id:Mapped[${type}]=mapped_column("code",`);
    expect(own).toContain(said);
    expect(own).toContain('/{code}"');
    expect(own).not.toContain('/{customer_id}"');
    // Read from the model, which stands by now.
    const others = add(architecture, project, [
      'order',
      'customer:ref=Customer',
      'payers:refs=Customer',
    ]);
    expect(others).toContain(
      `customer_id:Mapped[${type}]=mapped_column(ForeignKey("customers.code")`,
    );
    if (id === 'package-per-feature') return;
    expect(own).toContain(`sa.Column("code",${column},nullable=False,primary_key=True`);
    expect(others).toContain(`"customer_id",${column},sa.ForeignKey("customers.code")`);
    expect(others).toContain(`"payer_id",${column},sa.ForeignKey("customers.code"`);
  });

  test('what refers to none of them is not told of an id', () => {
    const project = newProject();
    const own = add(architecture, project, ['customer', 'code:str=5', 'name:str'], { key: 'code' });
    const all = own + add(architecture, project, ['order', 'customer:ref=Customer']);
    expect(all).toMatch(/doesnotexist\."|thereisno\{target\}\{target_id\}\."/);
    expect(all).not.toMatch(/\{field\}:thereis\w+(\{target\})?withid/);
  });

  test('the column can be called otherwise', () => {
    const project = newProject();
    const own = add(architecture, project, ['customer', 'code:str=5:column=Cust', 'name:str'], {
      key: 'code',
    });
    expect(own).toContain('mapped_column("Cust",String(5),primary_key=True,key="code"');
    const others = add(architecture, project, ['order', 'customer:ref=Customer']);
    expect(others).toContain('mapped_column(ForeignKey("customers.code")');
    if (id !== 'package-per-feature') expect(others).toContain('sa.ForeignKey("customers.Cust")');
  });
});

test.each([
  ['cod', /^--key cod: there is no such field\. Did you mean "code"\?/],
  ['price', /^--key price: a row is identified by a text.*price is of type decimal/],
  ['label', /^--key label: every row has a key\. Leave optional out/],
  ['secret', /^--key secret: a key is in URLs/],
  ['given', /^--key given: callers say the key.*Leave readonly out/],
  ['listed', /^--key listed: a key has an index anyway\. Leave index out/],
  ['usual', /^--key usual: callers say the key.*no default\. Leave default out/],
  ['slug', /^--key slug: a slug is made.*Say --by slug besides the id/],
  ['blank', /^--key blank: an empty text is no part of a URL\. Leave min=0 out/],
  ['huge', /^--key huge: no index holds texts of 700 characters.*huge:str=660/],
  ['loose', /^--key loose: the pattern of loose takes texts with a slash.*pattern=\^/],
  ['dotted', /^--key dotted: the pattern of dotted takes "\." or "\.\.", which are folders/],
])('%s identifies no rows', (key, reason) => {
  const fields = [
    'code:str=5',
    'price:decimal=5.2',
    'label:str=20:optional',
    'secret:str=20:private',
    'given:str=20:readonly:default=a',
    'listed:str=20:index',
    'usual:str=20:default=a',
    'slug:slug=code',
    'blank:str=20:min=0',
    'huge:str=700',
    'loose:str=20:pattern=[A-Z]{5}',
    'dotted:str=20:pattern=^[.]+$',
  ];
  expect(refusal(() => featureFromArguments('customer', fields, { key }))).toMatch(reason);
});

test('that a key is unique may be said', () => {
  const saying = (field: string) =>
    add(onion, newProject(), ['customer', field, 'name'], { key: 'code' }).replace(':unique', '');
  expect(saying('code:str=5:unique')).toContain('mapped_column("code",String(5),primary_key=True)');
});

test.each<[string[], FeatureOptions, RegExp]>([
  [['code:str=5', 'name'], { id: 'uuid' }, /^--id uuid: the rows are identified by code/],
  [['code:str=5', 'name'], { by: 'code' }, /^--by code: (code is not unique|code is the key)/],
  [['code:str=5'], {}, /^--key code: a key stays as it is.*leave update out of --endpoints/],
  [['code:str=1', 'name'], {}, /^--key code: there are too few values.*Allow more/],
  [['code:str=9:pattern=^(a|b)$', 'name'], {}, /too few values.*Say it place by place/],
])('%p with %p is refused', (fields, options, reason) => {
  const adding = () =>
    add(onion, newProject(), ['customer', ...fields], { key: 'code', ...options });
  expect(adding).toThrow(UsageError);
  expect(adding).toThrow(reason);
});

test.each([
  ['code:str=5', '"00001"', 'f"{n%100000:05}"'],
  ['code:str=2', '"AB"', 'f"{chr(65+n//26%26)}{chr(65+n%26)}"'],
  ['code:str', '"code-000001"', 'f"code-{n:06}"'],
  ['code:str=5:pattern=^[A-Z]{5}$', '"AAAAB"', '{chr(65+n%26)}"'],
  ['code:str=9:pattern=^[A-Z]{2}-[0-9]{4}$', '"AA-0001"', '-{n//1000%10}'],
  ['code:str=9:pattern=^[a-z]+$', '"aaaaab"', '{chr(97+n%26)}"'],
])('%s is counted up in tests', (field, first, counted) => {
  const files = add(onion, newProject(), ['customer', field, 'name:str'], { key: 'code' });
  expect(files).toContain(`"code":${first}`);
  expect(files).toContain(counted);
});

test.each([
  ['code:smallint', 'execute(1)', '"id":(n%32768)'],
  ['code:int:ge=500', 'execute(501)', '"id":500+n'],
  ['code:int', 'execute(1)', '"id":n'],
])('%s is a number that is known in a test of one row', (field, called, counted) => {
  const files = add(onion, newProject(), ['customer', field, 'name:str'], { key: 'code' });
  expect(files).toContain(`DeleteCustomerUseCase(repo).${called}`);
  expect(files).toContain(counted);
});

test('where the document has UUIDs, and rows have owners, a key is refused', () => {
  const adding = () =>
    add(domainRoutes, newProject(), ['customer', 'code:str=5', 'name'], { key: 'code' });
  expect(adding).toThrow(UsageError);
  expect(adding).toThrow(/^--key code: here, every row is identified by a UUID.*say --by code/);
});

test('in an existing backend, rows have ids as those of the neighbours have', () => {
  const adding = () =>
    add(direct, existingBackend('layers-async'), ['parcel', 'code:str=5', 'name'], {
      key: 'code',
    });
  expect(adding).toThrow(RefusalError);
  expect(adding).toThrow(/^--key code: a feature that is fitted into.*Leave the option out/);
});

test('the key of a feature that stands stays as it is, whatever else changes', () => {
  const project = newProject();
  const saying = (tokens: readonly string[], options: FeatureOptions) =>
    featureFromArguments('customer', tokens, options, direct);
  const standing = saying(['code:str=5', 'name'], { key: 'code' });
  add(direct, project, ['customer', 'code:str=5', 'name'], { key: 'code' });
  const changing =
    (tokens: readonly string[], options: FeatureOptions = { key: 'code' }) =>
    () =>
      planChange({
        workspace: project,
        layOut: (each) => layOut(direct, each),
        spec: standing,
        next: saying(tokens, options),
        others: [],
        renamed: new Map(),
        architecture: direct.id,
        choices: {},
      });
  expect(changing(['code:str=5', 'name'], {})).toThrow(
    /^--key: customer stands with rows that are identified by code.*Say --key code/,
  );
  expect(changing(['code:str=6', 'name'])).toThrow(
    /^the field "code" identifies the rows.*Say code:str=5, or remove/,
  );
  const changed = changing(['code:str=5', 'name', 'city:str:optional'])();
  expect(changed?.conflicts).toEqual([]);
  expect(changed?.files.map(({ after }) => after).join()).toContain('"city"');
});
