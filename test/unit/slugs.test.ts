/** Fields that are made of another one: what rows are called in URLs. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { onion } from '../../generators/onion/architecture.js';
import { packagePerFeature } from '../../generators/package-per-feature/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { writeFields } from '../../shared/feature/fields.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { followSources } from '../../shared/feature/slugs.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { slugsOfRows } from '../../shared/plan/slugs.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

/** Returns the schemas of requests that create, with what they inherit from. */
function bodyIn(text: string): string {
  const classes = text.split(/\n(?=class )/);
  const named = /^class (ArticleBase|ArticleCreate|CreateArticleRequest|ArticleDraft)\(/;
  return classes.filter((each) => named.test(each)).join('\n');
}

/** Plans a feature in a new project, and returns the paths and the text of what it writes. */
function add(architecture: Architecture, tokens: readonly string[]) {
  const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  const spec = featureFromArguments('article', tokens, {}, architecture);
  const { files } = planFeature(layOut(architecture, project), spec);
  return {
    paths: files.map(({ path }) => path),
    text: files.map(({ after }) => after).join('\n'),
  };
}

describe.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (_, architecture) => {
  test('a slug is made where none is given, and no other feature has a line for it', () => {
    const { paths, text } = add(architecture, ['title:str=200', 'slug:slug=title']);
    expect(text).toMatch(/\{"slug": \("title", 255\)\}, "article"/);
    expect(text).toMatch(/slug: Omittable\[ArticleSlug\] = None/);
    expect(paths.join()).toMatch(/\/slugs\.py/);
    const without = add(architecture, ['title:str=200', 'slug:str:unique']);
    expect(without.paths.join()).not.toMatch(/slugs|numbering/);
    expect(without.text).not.toMatch(/derive_slugs|add_numbered/);
  });

  test('no request has one that is read only', () => {
    const { text } = add(architecture, ['title', 'slug:slug=title:readonly']);
    expect(text).toMatch(/add_numbered\(|run_sync\(\s*add_numbered/);
    expect(bodyIn(text)).toMatch(/title: /);
    expect(bodyIn(text)).not.toMatch(/slug/);
  });
});

test.each([
  [['slug:slug=title'], /made of "title", and there is no such field.*There is none: add one/],
  [['title', 'slug:slug=titel'], /Did you mean "title"\?.*Such fields: title/],
  [['rank:int', 'slug:slug=rank'], /which is of type int, and slugs are made of str or text/],
  [['pin:str:private', 'slug:slug=pin'], /which is private, and the slug would show it/],
  [['a:str:readonly:optional', 'slug:slug=a'], /which is in no request/],
  [['title', 'slug:slug=title:unique'], /"unique" does not apply.*It always is\./s],
  [['title', 'slug:slug=title:max=8'], /no room for words and a number.*at least 20/s],
  [['title', 'slug:slug'], /slug needs the field that it is made of.*slug:slug=title/s],
])('%j is refused', (tokens, message) => {
  expect(refusal(() => featureFromArguments('article', tokens))).toMatch(message);
});

test('is an object in a spec file, too, and written again as it is typed', () => {
  const fields = { title: 'str', slug: { type: 'slug', source: 'title', max: 80 } };
  const spec = parseFeature({ name: 'article', fields, by: ['slug'] }, onion);
  expect(writeFields(spec.fields)).toEqual({ title: 'str', slug: 'slug=title:max=80' });
  expect(spec.fields[1]).toMatchObject({ unique: true });
});

test('follows the field that it is made of to its new name', () => {
  const { fields } = featureFromArguments('article', ['title', 'slug:slug=title']);
  expect(writeFields(followSources(fields, new Map([['title', 'headline']])))).toMatchObject({
    slug: 'slug=headline',
  });
});

test('rows that are there get their id, where there is room for it', () => {
  const slugOf = (max: string) =>
    featureFromArguments('order_item', ['title', `slug:slug=title:max=${max}`]).fields[1];
  const [roomy, tight] = [slugOf('80'), slugOf('40')];
  expect(roomy && slugsOfRows('order_item', roomy)).toBe(
    "'order-item-' || CAST(id AS VARCHAR(36))",
  );
  expect(tight && slugsOfRows('order_item', tight)).toBeUndefined();
});

test('an existing backend is told what to write instead', () => {
  const project = new Workspace(join(PROJECTS, 'packages'));
  const spec = featureFromArguments('article', ['title', 'slug:slug=title']);
  const act = () => planFeature(layOut(packagePerFeature, project), spec);
  expect(act).toThrow(RefusalError);
  expect(act).toThrow(/Use slug:str=255:unique, and make it of title by hand/);
});
