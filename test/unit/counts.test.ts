/** Numbers of rows that answers say: what says so, what is written for it, and where it is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { planChange } from '../../shared/evolve/change.js';
import { writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const LINKS = ['name:str=40', 'others:refs=Product', 'favorites:refs=User:caller'];

const empty = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));

const product = (architecture: Architecture, ...more: readonly string[]) =>
  featureFromArguments('product', [...LINKS, ...more], {}, architecture);

const add = (architecture: Architecture, project: Workspace, ...more: readonly string[]) =>
  planFeature(layOut(architecture, project), product(architecture, ...more));

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    const textOf = (...more: readonly string[]) =>
      add(architecture, empty(), ...more)
        .files.filter(({ path }) => !/\btests?\b/.test(path))
        .map(({ after }) => after)
        .join('\n');

    test('answers have the number, which no table and no request has', () => {
      const text = textOf('hash:count=others');
      expect(text).toMatch(/^ {4}hash_: int = Field\(serialization_alias="hash"\)$/m);
      expect(text).toMatch(/def hash_\(self\) -> int:\n {8}"""How many others it has\./);
      expect(text).not.toMatch(/Column\("hash"|hash_: (?:Mapped|Omittable|Int32)/);
    });

    test('links of the caller say how many they are by that name', () => {
      expect(textOf()).toMatch(/^ {4}favorites_count: int$/m);
      const text = textOf('likes:count=favorites');
      expect(text).toMatch(/^ {4}likes: int$/m);
      expect(text).not.toContain('favorites_count');
    });
  },
);

describe('a number of rows', () => {
  test('is said in a spec file, too', () => {
    const spec = product(onion, 'likes:count=favorites');
    const written = writeFeature(spec);
    expect(written.fields).toMatchObject({ likes: 'count=favorites' });
    expect(parseFeature({ name: 'product', ...written }, onion)).toEqual(spec);
    const said = { tags: 'refs=Tag', tag_count: { type: 'count', source: 'tags' } };
    const [, counting] = parseFeature({ name: 'product', fields: said }, onion).fields;
    expect(counting).toMatchObject({ type: 'count', source: 'tags' });
  });

  test.each([
    ['n:count', 'of the same feature after an equals sign: n:count=tags.'],
    [
      'n:count=other',
      'and there is no such field. Did you mean "others"? It counts a link (refs) or parts. Such fields: others, favorites.',
    ],
    [
      'n:count=name',
      'which is of type str and so one value. It counts a link (refs) or parts. Such fields: others, favorites.',
    ],
    ['n:count=others:optional', 'count takes nothing else.'],
    ['n:count=others:private', 'Leave it out instead.'],
    ['hash:count=favorites', 'Call it otherwise: favorites_count:count=favorites.'],
  ])('%s is refused', (token, message) => {
    expect(refusal(() => product(onion, token))).toContain(message);
  });

  test('is one for each field', () => {
    expect(refusal(() => product(onion, 'n:count=others', 'm:count=others'))).toContain(
      'both count "others". Leave one of them out.',
    );
  });

  test('comes to a feature that stands without a migration, and goes', () => {
    const workspace = empty();
    const changing = (from: readonly string[], to: readonly string[]) => {
      add(onion, workspace, ...from);
      return planChange({
        workspace,
        layOut: (each) => layOut(onion, each),
        spec: product(onion, ...from),
        next: product(onion, ...to),
        others: [],
        renamed: new Map(),
        architecture: onion.id,
        choices: {},
      });
    };
    const change = changing([], ['n:count=others']);
    expect(change?.conflicts).toEqual([]);
    const paths = change?.files
      .filter(({ action }) => action !== 'unchanged')
      .map(({ path }) => path);
    expect(paths).not.toContainEqual(expect.stringContaining('alembic'));
    expect(paths).toContainEqual(expect.stringMatching(/entities\/product\.py$/));
  });

  test('is refused in an existing backend', () => {
    const backend = new Workspace(join(PROJECTS, 'layers-async'));
    const spec = featureFromArguments('box', ['boxes:refs=Box', 'n:count=boxes'], {}, direct);
    expect(() => planFeature(layOut(direct, backend), spec)).toThrow(RefusalError);
  });
});
