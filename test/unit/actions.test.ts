/** Actions: how they are written, what they may be called, and what comes of them. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { service } from '../../generators/layered/service/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const OWNED = ['title', 'author:ref=User:caller'];
const STEPS = ['title', 'status:enum=draft/in-review/done:flow=draft-in-review-done'];

const typed = (action: string, fields: readonly string[] = OWNED) =>
  featureFromArguments('article', fields, { action });
const written = (actions: unknown, fields: readonly string[] = OWNED) =>
  parseFeature({ name: 'article', fields, actions });

describe('is the same as an option and in a spec file', () => {
  test.each<[action: string, actions: unknown]>([
    ['publish', ['publish']],
    ['publish', 'publish'],
    ['publish', { publish: {} }],
    ['publish', { publish: null }],
    ['publish', { publish: { method: 'post', on: 'one' } }],
    ['publish=post/one', ['publish']],
    ['publish=PUT/one'.toLowerCase(), { publish: { method: 'put' } }],
    [
      'publish+send_again=owner/admin/patch',
      { publish: {}, send_again: { method: 'patch', access: 'owner+admin' } },
    ],
  ])('%s', (action, actions) => {
    expect(typed(action)).toEqual(written(actions));
  });

  test('and written again', () => {
    const feature = typed('publish+send_again=patch/owner/admin');
    expect(writeFeature(feature).actions).toEqual({
      publish: {},
      send_again: { method: 'patch', access: 'owner+admin' },
    });
    expect(commandOf({ generator: 'onion' }, feature, undefined, 'linux')).toMatch(
      / --action publish\+send_again=patch\/owner\/admin$/,
    );
    expect(writeFeature(typed('publish')).actions).toEqual(['publish']);
  });
});

describe('is refused', () => {
  test.each<[action: string, message: RegExp, fields: readonly string[]]>([
    ['delete', /^--action: "delete" cannot be the name of an action: there is an endpoint/, OWNED],
    ['import', /"import" .* Python has it for something else/, OWNED],
    ['title', /"title" .* a field is called like that/, OWNED],
    ['author_id', /a field is called like that/, OWNED],
    ['copy', /emitted code has a method or a name like that/, OWNED],
    ['model_dump', /emitted code has names that begin like that/, OWNED],
    ['sendAgain', /Did you mean "send_again"\?/, OWNED],
    ['send-again', /Did you mean "send_again"\?/, OWNED],
    ['', /cannot be the name of an action/, OWNED],
    ['publish+publish', /the action "publish" appears twice/, OWNED],
    ['publish=', /"publish=" is no action\. Write its name/, OWNED],
    ['publish=put/Admin', /"Admin" cannot be a role/, OWNED],
    ['publish=public', /"public" lets everyone change rows, but "author"/, OWNED],
    ['publish=owner', /"owner": no field says whose a row is/, ['title']],
    ['draft', /is the step of "status" to "draft", but no step leads there/, STEPS],
    [
      'in_review=admin',
      /is the step of "status" to "in-review", which a change of the row can take, too/,
      STEPS,
    ],
    ['done=put', /which is taken with POST\. Leave the method out/, STEPS],
  ])('%s', (action, message, fields) => {
    expect(refusal(() => typed(action, fields))).toMatch(message);
  });

  test.each<[actions: unknown, message: RegExp]>([
    [
      { publish: { method: 'get' } },
      /^actions\.publish\.method: there is no method "get".*post, put, patch/,
    ],
    [{ publish: { on: 'all' } }, /^actions\.publish\.on: there is no target "all".*Allowed: one/],
    [{ publish: { acces: 'admin' } }, /there is no key "acces"\. Did you mean "access"\?/],
    [{ publish: 1 }, /^actions/],
    [7, /^actions/],
  ])('%j', (actions, message) => {
    expect(refusal(() => written(actions))).toMatch(message);
  });

  test('where only owners reach rows, and everyone is to do it', () => {
    const architecture = domainRoutes;
    const spec = featureFromArguments(
      'article',
      ['title'],
      { action: 'publish=public' },
      architecture,
    );
    const workspace = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
    const planning = () => planRequest({ architecture, features: [spec], choices: {} }, workspace);
    expect(planning).toThrow(/--action publish public: everyone.*the owner alone may read/);
  });

  test('in an existing backend', () => {
    const spec = featureFromArguments('parcel', ['title'], { action: 'publish' });
    const adding = () => layOutIn('layers-async', direct, spec);
    expect(adding).toThrow(RefusalError);
    expect(adding).toThrow(/^--action publish: .*have no actions.*Leave it out/);
  });
});

function layOutIn(
  project: string,
  architecture: Architecture,
  spec: ReturnType<typeof featureFromArguments>,
) {
  const workspace = new Workspace(join(PROJECTS, project));
  layOut(architecture, workspace);
  return planRequest({ architecture, features: [spec], choices: {} }, workspace).files;
}

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    const routes = (action: string, fields = STEPS) => {
      const spec = featureFromArguments('article', fields, { action }, architecture);
      const files = layOutIn('no-such-folder/shop', architecture, spec);
      return files
        .filter(({ path }) => /article/.test(path) && !/tests?[_/]/.test(path))
        .flatMap(({ after }) => [
          ...after.matchAll(/@router\.(\w+)\(\s*"(\/\{(?:article_)?id\}\/[^"]+)"/g),
        ])
        .map(([, method, path]) => `${method} ${path?.replace('article_id', 'id')}`);
    };

    test('has an endpoint for each, with its method', () => {
      expect(routes('publish+send_again=put', ['title'])).toEqual([
        'post /{id}/publish',
        'put /{id}/send-again',
      ]);
    });

    test('has none besides for a step of a flow', () => {
      expect(routes('in_review')).toEqual(routes('done'));
      // Whoever may take a step that others may not has an endpoint for it in the same place.
      expect(routes('done=admin', STEPS.with(1, `${STEPS[1]}:readonly`)).toSorted()).toEqual([
        'post /{id}/status/done',
        'post /{id}/status/in-review',
      ]);
      expect(routes('in_review')).toEqual([
        'post /{id}/status/in-review',
        'post /{id}/status/done',
      ]);
    });
  },
);

test('layered services have a method for each', () => {
  const spec = featureFromArguments('article', ['title'], { action: 'publish' }, service);
  const text = layOutIn('no-such-folder/shop', service, spec)
    .map(({ after }) => after)
    .join('\n');
  expect(text).toContain('async def publish_article(self, article_id: int) -> Article:');
});
