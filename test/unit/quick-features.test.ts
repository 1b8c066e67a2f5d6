/** Features are finished with the formatter alone, and are as all of ruff would make them. */
import { join } from 'node:path';
import { beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { ForeseenError } from '../../shared/errors.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import type { Workspace as Project } from '../../shared/project/workspace.js';
import { finishWithRuff } from '../../shared/python/full-finish.js';
import { finishQuickly } from '../../shared/python/quick-finish.js';
import { BACKENDS, PROJECTS, readBackendCase } from '../backends.js';
import { randomFeature } from '../random-features.js';

/** How many files have been finished, and the texts of those that were out of the ordinary. */
let finished = 0;
let others: string[] = [];

jest.unstable_mockModule('../../shared/python/quick-finish.js', () => ({
  finishQuickly: (...given: Parameters<typeof finishQuickly>) => {
    finished += 1;
    const quick = finishQuickly(...given);
    if (quick === undefined) others.push(given[0]);
    else expect(quick).toBe(finishWithRuff('', ...given));
    return quick;
  },
}));

const { ARCHITECTURES } = await import('../../generators/app/architectures.js');
const { featureFromArguments } = await import('../../shared/feature/spec.js');
const { layOut } = await import('../../shared/plan/lay-out.js');
const { planFeature } = await import('../../shared/plan/plan.js');
const { planRequest } = await import('../../shared/plan/request.js');
const { Workspace } = await import('../../shared/project/workspace.js');

/** Names that emitted code imports, binds or reads itself. */
const oddName = fc.constantFrom(
  ...['status', 'date', 'time', 'literal', 'field', 'query', 'depends', 'model', 'select', 'func'],
  ...['access_token', 'uuid4', 'any', 'event', 'settings', 'session', 'router', 'response', 'text'],
  ...[
    'enum',
    'annotated',
    'sequence',
    'iterator',
    'table',
    'column',
    'relationship',
    'error',
    'op',
  ],
  ...[
    'pytest',
    'client',
    'fixture',
    'redis',
    'logger',
    'path',
    'math',
    'random',
    'json',
    'lambda_x',
  ],
);
const odd = fc.record({
  name: oddName,
  tokens: fc.array(
    fc.tuple(
      oddName,
      fc.constantFrom('str', 'date', 'int', 'enum=a/b', 'json', 'uuid', 'list=str'),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  options: fc.record({ read: fc.constantFrom('public', 'user', 'admin') }),
});
const features = fc.oneof(
  randomFeature,
  odd.map(({ tokens, ...rest }) => ({ ...rest, tokens: tokens.map((each) => each.join(':')) })),
);

type Feature = typeof features extends fc.Arbitrary<infer T> ? T : never;

/** Plans so many features, each the only one that is added to the project. */
function planEach(
  architecture: Architecture,
  project: Project,
  count: number,
  adapt: (given: Feature) => Feature = (given) => given,
): void {
  let accepted = 0;
  for (const given of fc.sample(features, 60 * count)) {
    if (accepted === count) break;
    const { name, options, tokens } = adapt(given);
    try {
      const spec = featureFromArguments(name, tokens, options, architecture);
      planFeature(layOut(architecture, project.fork()), spec);
      accepted += 1;
    } catch (error) {
      if (!(error instanceof ForeseenError)) throw error;
    }
  }
  expect(accepted).toBe(count);
}

beforeEach(() => {
  finished = 0;
  others = [];
});

test.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  'a new project in %s needs no more, and hardly any feature does',
  (_, architecture) => {
    const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
    const category = featureFromArguments('category', ['name:str'], {}, architecture);
    planRequest({ architecture, features: [category], choices: {} }, project);
    expect(others).toEqual([]);
    expect(finished).toBeGreaterThan(10);

    planEach(architecture, project, 200);
    expect(finished).toBeGreaterThan(200);
    expect(others.length).toBeLessThan(finished / 20);
  },
  120_000,
);

test('hardly any feature in an existing backend needs more', () => {
  for (const name of BACKENDS) {
    const { architecture: id, destination = '', options, reference } = readBackendCase(name);
    const architecture = ARCHITECTURES.find((each) => each.id === id);
    if (architecture === undefined || reference === undefined) continue;
    planEach(architecture, new Workspace(join(PROJECTS, name, destination)), 10, (given) => {
      const { read, write, delete: remove, ...open } = given.options as Record<string, unknown>;
      return {
        name: given.name,
        tokens: given.tokens.map((each) => each.replace(/=(Category|User)\b/, `=${reference}`)),
        // If nobody can sign in, no access can be asked for.
        options: options === undefined ? open : given.options,
      } as Feature;
    });
  }
  expect(finished).toBeGreaterThan(500);
  expect(others.length).toBeLessThan(finished / 20);
}, 240_000);
