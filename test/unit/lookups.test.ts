/** Rows that are looked up by another field than their id. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const newProject = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
const TOKENS = ['slug:str=80:unique', 'number:int:unique', 'title', 'pin:int:unique:private'];

/** Plans a feature, and returns all it writes. */
function add(
  architecture: Architecture,
  project: Workspace,
  options: FeatureOptions,
  tokens: readonly string[] = TOKENS,
): string {
  const spec = featureFromArguments('article', tokens, options, architecture);
  const { files } = planFeature(layOut(architecture, project), spec);
  return files.map(({ after }) => after).join('\n');
}

describe.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (_, architecture) => {
  test('each field has a path of its own, and no other feature has a line for it', () => {
    const text = add(architecture, newProject(), { by: 'slug+number' });
    expect(text).toMatch(/"\/by-slug\/\{slug\}"/);
    expect(text).toMatch(/"\/by-number\/\{number\}"/);
    expect(text).toMatch(/\bslug: Text\b/);
    expect(text).toMatch(/\bnumber: Int32\b/);
    expect(add(architecture, newProject(), {})).not.toMatch(/by-slug|get_by_slug/);
  });
});

test.each([
  ['title', /^--by title: title is not unique.*Say title:str:unique, or filter/],
  ['pin', /^--by pin: pin is private/],
  ['slugs', /^--by slugs: there is no such field\. Did you mean "slug"\? Fields: slug, number/],
  ['slug+slug', /^--by slug: it is said twice/],
  ['', /^--by : there is no such field/],
])('--by %s is refused', (by, message) => {
  expect(refusal(() => featureFromArguments('article', TOKENS, { by }))).toMatch(message);
});

test('neither dates nor references identify a row in a URL', () => {
  const fields = { day: 'date:unique', owner: 'ref=User:unique' };
  expect(refusal(() => parseFeature({ name: 'article', fields, by: 'day' }))).toMatch(
    /^by day: a row is looked up by a text, a number or a UUID, and day is of type date/,
  );
  expect(refusal(() => parseFeature({ name: 'article', fields, by: ['owner'] }))).toMatch(
    /^by owner: .* is of type ref/,
  );
});

test('rows are looked up only where they are shown, by what fits into a URL', () => {
  const project = newProject();
  expect(() => add(direct, project, { by: 'slug', endpoints: 'list' })).toThrow(
    /^--by slug: .*Add get to --endpoints/,
  );
  const path = ['path:str=20:unique:pattern=^/[a-z]+$'];
  expect(() => add(direct, project, { by: 'path' }, path)).toThrow(/^--by path: .* slashes/);
});

test('where rows of several owners are read, none is looked up by what only one has once', () => {
  const adding = (read: string) => () => add(domainRoutes, newProject(), { by: 'slug', read });
  expect(adding('user')).toThrow(UsageError);
  expect(adding('owner+admin')).toThrow(/^--by slug: no two rows of one owner.*leave --read out/);
  expect(adding('owner')).not.toThrow();
});

test('in an existing backend, it is refused', () => {
  const adding = () => add(direct, new Workspace(join(PROJECTS, 'layers-async')), { by: 'slug' });
  expect(adding).toThrow(RefusalError);
  expect(adding).toThrow(/^--by slug: .*Leave it out/);
});

test('a project of an earlier version is upgraded first', () => {
  const project = newProject();
  add(onion, project, {});
  const path = 'backend/app/domain/exceptions.py';
  const text = project.read(path) ?? '';
  project.write(path, text.replace(', key: str = "id"', ''), { layer: '', why: '' });
  const spec = featureFromArguments('note', ['slug:str=80:unique'], { by: 'slug' }, onion);
  const adding = () => planFeature(layOut(onion, project), spec);
  expect(adding).toThrow(RefusalError);
  expect(adding).toThrow(/^--by slug: .*Run `fastapi-feature upgrade` first/);
});
