/** Links to so many rows that answers count them: what can be said about them, and what comes of it. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { describeField } from '../../shared/ask/meaning.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { foundationDialect } from '../../shared/feature/field/dialect.js';
import { formatFieldToken, parseFieldToken } from '../../shared/feature/field/grammar.js';
import { isLargeLink } from '../../shared/feature/large-links.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

/** Plans an article in an empty folder, or in a project of the tests: the text of each file. */
function textsOf(
  architecture: Architecture,
  fields: readonly string[],
  project = 'no-such-folder',
) {
  const workspace = new Workspace(join(PROJECTS, project));
  const spec = featureFromArguments('article', ['title', ...fields], {}, architecture);
  const { files } = planFeature(layOut(architecture, workspace), spec);
  return new Map(files.map(({ after, path }) => [path, after] as const));
}

describe('a link to many rows', () => {
  test.each([
    ['tags:refs=Tag', false],
    ['tags:refs=Tag:max=300', false],
    ['tags:refs=Tag:max=301', true],
    ['tags:refs=Tag:max=100000', true],
    ['title:str=5000', false],
    ['title:text:max=5000', false],
  ])('%s: %s', (token, expected) => {
    expect(isLargeLink(parseFieldToken(token))).toBe(expected);
  });

  test('is written as it was typed', () => {
    for (const token of ['tags:refs=Tag:max=5000', 'tags:refs=Tag:each:max=5000']) {
      const field = parseFieldToken(token);
      expect(formatFieldToken(field)).toBe(token);
      expect(parseFieldToken(formatFieldToken(field))).toEqual(field);
    }
  });

  test('comes out of a spec file, and goes into one again', () => {
    const tags = { type: 'refs', target: 'Tag', max: 5000 };
    const feature = parseFeature({ name: 'article', fields: { title: 'str', tags } });
    const written = writeFeature(feature);
    expect(written).toMatchObject({ fields: { tags: 'refs=Tag:max=5000' } });
    expect(parseFeature({ name: 'article', ...written })).toEqual(feature);
    expect(commandOf({ generator: 'onion' }, feature)).toContain('tags:refs=Tag:max=5000');
  });

  test('is said in words where it is asked for', () => {
    const field = parseFieldToken('tags:refs=Tag:max=5000');
    expect(describeField(field, 'article', foundationDialect)).toMatch(/shown as tags_count/);
  });

  test.each([
    ['tags:refs=Tag:max=100001', /whole number from 1 to 100000/],
    ['tags:refs=Tag:max=many', /not a valid number of ids/],
    ['tags:refs=Tag:max=5000:private', /"max=5000" and "private" contradict.*max=300/s],
    ['tags:refs=Tag:max=5000:readonly', /no request has this field.*Leave it out/s],
    ['likes:refs=User:max=5000:caller', /no request has this field.*Leave it out/s],
  ])('%s is refused', (token, message) => {
    expect(() => parseFieldToken(token)).toThrow(message);
    expect(() => parseFieldToken(token)).toThrow(UsageError);
  });

  test.each([
    [['tags:refs=Tag:max=500', 'tags_count:int'], /would both be called "tags_count"/],
    [['tags:refs=Tag:max=500', 'class:count=tags'], /"class".*Call it otherwise: tags_count/s],
  ])('%s clash', (fields, message) => {
    expect(() => featureFromArguments('article', ['title', ...fields], {}, direct)).toThrow(
      message,
    );
  });

  test('is not put by a pair', () => {
    const fields = ['team:ref=Team', 'member:ref=Member', 'since:date', 'tags:refs=Tag:max=500'];
    const parse = () => featureFromArguments('membership', fields, { pair: 'team+member' }, direct);
    expect(parse).toThrow(/"tags" is a link to up to 500 rows.*Leave one of the two out/s);
  });

  test.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (_, architecture) => {
    const texts = textsOf(architecture, ['related_articles:refs=Article:max=5000']);
    const before = textsOf(architecture, ['related_articles:refs=Article']);
    const text = [...texts.values()].join('');
    expect(text).toMatch(/@router\.get\(\s*"[^"]*id}\/related_articles"/);
    expect(text).toMatch(/@router\.put\(\s*"[^"]*id}\/related_articles\/{related_article_id}"/);
    expect(text).toMatch(/@router\.delete\(\s*"[^"]*id}\/related_articles\/{related_article_id}"/);
    expect(text).toMatch(/related_articles_count: int/);
    expect(text).toContain('MOST_RELATED_ARTICLES = 5000');
    const plain = text.replaceAll(/"\s+"/g, '');
    expect(plain).toContain('Their ids: /articles/{article_id}/related_articles"');
    // The table is what it was, whatever answers have.
    for (const [path, now] of texts) if (/versions/.test(path)) expect(now).toBe(before.get(path));
    // What no link needs is where none is.
    expect([...before.values()].join('')).not.toMatch(/\bCounted\b|MOST_RELATED/);
  });

  test('counts by the name that a field gives it', () => {
    for (const architecture of ARCHITECTURES) {
      const fields = ['other_articles:refs=Article:max=5000', 'size:count=other_articles'];
      const text = [...textsOf(architecture, fields).values()].join('');
      expect(text).toMatch(/\n {4}size: int = /);
      expect(text).not.toContain('other_articles_count');
    }
  });

  test('gives way to a field that is called as what counts it', () => {
    const fields = ['other_articles:refs=Article:max=5000', 'counted_other_articles:int'];
    const text = [...textsOf(direct, fields).values()].join('');
    expect(text).toMatch(/counted_other_articles_: Mapped\[int\]/);
  });

  test('is not fitted into an existing backend', () => {
    const adding = () => textsOf(direct, ['articles:refs=Article:max=5000'], 'own-users');
    expect(adding).toThrow(/Use max=300/);
    expect(adding).toThrow(RefusalError);
  });
});
