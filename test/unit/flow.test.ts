/** State machines: how they are written, what they allow, and who pays for them. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { service } from '../../generators/layered/service/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { stepsOf } from '../../shared/feature/field/flow.js';
import {
  formatFieldToken,
  parseFieldObject,
  parseFieldToken,
} from '../../shared/feature/field/grammar.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

/** The steps of a field, each state with what may follow it. */
const steps = (token: string) =>
  stepsOf(parseFieldToken(token)).map(({ next, state }) => `${state}: ${next.join(' ')}`);

describe('the steps of', () => {
  test.each<[flow: string, wanted: readonly string[]]>([
    ['enum=a/b:flow=a-b', ['a: b', 'b: ']],
    ['enum=a/b/c:flow=b-c/b-a-c', ['b: a c', 'a: c', 'c: ']],
    ['enum=a/b/c:flow=a-b-c-a', ['a: b', 'b: c', 'c: a']],
    [
      'enum=a/in-review/on-hold:flow=a-in-review-on-hold-in-review',
      ['a: in-review', 'in-review: on-hold', 'on-hold: in-review'],
    ],
    // The longest value that fits is taken, dots say otherwise.
    [
      'enum=in/review/in-review:flow=in-review-in/in.review',
      ['in-review: in', 'in: review', 'review: '],
    ],
    ['enum=a-/b:flow=a--b', ['a-: b', 'b: ']],
  ])('%s', (flow, wanted) => {
    expect(steps(`status:${flow}`)).toEqual(wanted);
  });

  test('no enum without a flow', () => {
    expect(steps('status:enum=a/b')).toEqual([]);
  });
});

test('new rows begin with the first value of the first path, and nobody has to say so', () => {
  const field = parseFieldToken('status:enum=a/b:flow=b-a');
  expect(field.default).toBe('b');
  expect(formatFieldToken(field)).toBe('status:enum=a/b:flow=b-a');
  expect(formatFieldToken(parseFieldToken('status:enum=a/b:flow=b-a:default=b:readonly'))).toBe(
    'status:enum=a/b:readonly:flow=b-a',
  );
});

describe('a spec file says it', () => {
  const values = ['in', 'review', 'in-review'];
  test.each<[written: Parameters<typeof parseFieldObject>[1]['flow'], token: string]>([
    ['in-review-in/in.review', 'in-review-in/in.review'],
    [
      [
        ['in-review', 'in'],
        ['in', 'review'],
      ],
      'in-review-in/in.review',
    ],
    [['in-review-in', ['in', 'review']], 'in-review-in/in.review'],
  ])('as %j', (flow, token) => {
    const field = parseFieldObject('status', { type: 'enum', values, flow }, 'status');
    expect(formatFieldToken(field)).toBe(`status:enum=in/review/in-review:flow=${token}`);
  });

  test('with numbers for values', () => {
    const fields = { level: { type: 'enum', values: [1, 2], flow: [[2, 1]] } };
    expect(parseFeature({ name: 'task', fields }).fields[0]?.default).toBe('2');
  });

  test('but not otherwise', () => {
    const fields = { level: { type: 'enum', values: [1, 2], flow: { 1: 2 } } };
    expect(refusal(() => parseFeature({ name: 'task', fields }))).toMatch(/fields\.level\.flow/);
  });
});

test('what is written is read again, whatever the values look like', () => {
  const value = fc.stringMatching(/^[a-c][ab-]{0,3}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(value, {
        minLength: 2,
        maxLength: 6,
        selector: (each) => each.split('-').filter(Boolean).join('_'),
      }),
      (values) => {
        const flow = [values, [...values].reverse()].map((path) => [...path]);
        const field = parseFieldObject('status', { type: 'enum', values, flow }, 'status');
        expect(parseFieldToken(formatFieldToken(field))).toEqual(field);
        expect(stepsOf(field)).toHaveLength(values.length);
      },
    ),
  );
});

describe('is refused', () => {
  test.each<[rest: string, message: RegExp]>([
    ['enum=a/b:flow=a-c', /"c" in the path "a-c" is no value of the enum\.[\s\S]*Values: a, b\./],
    ['enum=draft/live:flow=drafft-live', /Did you mean "draft"\?/],
    ['enum=a/b/c:flow=a-b', /no step leads to "c"\.[\s\S]*begin as "a"/],
    ['enum=a/b/c:flow=a-b/c-a', /no step leads to "c"/],
    ['enum=a/b:flow=a-a-b', /has a step from "a" to itself/],
    ['enum=a/b:flow=a', /the path "a" has a single value/],
    ['enum=a/b:flow=', /"flow" needs a value/],
    ['enum=a/b:flow', /"flow" needs a value/],
    ['enum=a/b:flow=a--b', /a value is missing in the path "a--b"/],
    ['enum=a/b:flow=a-b-', /a value is missing in the path "a-b-"/],
    ['enum=a/b:flow=a-b/', /a path is empty/],
    ['enum=a/b:flow=a-b/a-b', /the path "a-b" appears twice/],
    [
      'enum=a/a-b/b-c:flow=a-b-c',
      /hyphens of "a-b-c" can be read in several ways[\s\S]*flow=a\.b-c/,
    ],
    ['enum=a/b:flow=a-b:default=b', /the default "b" is not "a", with which the flow begins/],
    ['enum=a/b:flow=a-b:optional', /"flow" and "optional" contradict each other/],
    ['enum=a/b:flow=a-b:unique', /"flow" and "unique" contradict each other/],
    ['enum=a/b:flow=a-b:private', /"flow" and "private" contradict each other/],
    ['str:flow=a-b', /"flow" does not apply to the type str/],
    ['enum=a/b:workflow=a-b', /Did you mean "flow"\?/],
  ])('%s', (rest, message) => {
    expect(refusal(() => parseFieldToken(`status:${rest}`))).toMatch(message);
  });

  test('together with a constraint that leaves room for hardly any row', () => {
    const tokens = ['status:enum=a/b:flow=a-b', 'on:bool'];
    expect(refusal(() => featureFromArguments('task', tokens, { unique: ['status+on'] }))).toMatch(
      /allows hardly any row/,
    );
  });

  test('in an existing backend', () => {
    const project = new Workspace(join(PROJECTS, 'layers-async'));
    const adding = () => add(service, project, 'parcel', ['status:enum=a/b:flow=a-b']);
    expect(adding).toThrow(RefusalError);
    expect(adding).toThrow(/^field "status": .*have no flow.*Leave flow out/);
  });
});

/** Plans a feature in a project; the files that it would get are in the project from then on. */
function add(
  architecture: Architecture,
  project: Workspace,
  name: string,
  fields: readonly string[],
) {
  const spec = featureFromArguments(name, fields, {}, architecture);
  return planFeature(layOut(architecture, project), spec).files;
}

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('knows nothing of steps until a feature has them', () => {
      const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
      const knowing = (name: string, field: string) =>
        add(architecture, project, name, ['name', field])
          .filter(({ after }) => /require_step|_STEPS/.test(after))
          .map(({ path }) => path);
      expect(knowing('tag', 'status:enum=a/b')).toEqual([]);
      const first = knowing('product', 'status:enum=a/b:flow=a-b');
      expect(first).toContainEqual(expect.stringMatching(/\bflows\.py$/));
      const further = knowing('order', 'status:enum=a/b:flow=a-b');
      expect(further).not.toContainEqual(expect.stringMatching(/\bflows\.py$/));
      expect(further.length).toBeGreaterThan(0);
    });

    test('has an endpoint for each state that a step leads to', () => {
      const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
      const files = add(architecture, project, 'product', ['kind:enum=a/b-c/d:flow=a-b-c-d/a-d']);
      const routes = files.flatMap(({ after, path }) =>
        path.includes('test') ? [] : [...after.matchAll(/\.post\(\s*"[^"]*\/kind\/([^"]+)"/g)],
      );
      expect(routes.map(([, state]) => state)).toEqual(['b-c', 'd']);
    });
  },
);
