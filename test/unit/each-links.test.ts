/** Links of which each one is added and removed by itself: what can be said about them, and what comes of it. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { formatFieldToken, parseFieldToken } from '../../shared/feature/field/grammar.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';

/** Plans an article in an empty folder, or in a project of the tests: the text of each file. */
function textsOf(architecture: Architecture, field: string, project = 'no-such-folder') {
  const workspace = new Workspace(join(import.meta.dirname, '..', 'projects', project));
  const spec = featureFromArguments('article', ['title', field], {}, architecture);
  const { files } = planFeature(layOut(architecture, workspace), spec);
  return new Map(files.map(({ after, path }) => [path, after] as const));
}

describe('a link of which each one is added by itself', () => {
  test('is written as it was typed', () => {
    const field = parseFieldToken('article_ids:refs=article:each:max=20');
    expect(field).toMatchObject({ name: 'articles', each: true, max: '20' });
    expect(formatFieldToken(field)).toBe('articles:refs=Article:each:max=20');
    expect(parseFieldToken(formatFieldToken(field))).toEqual(field);
  });

  test('comes out of a spec file, and goes into one again', () => {
    const fields = { title: 'str', tags: { type: 'refs', target: 'Tag', each: true } };
    const feature = parseFeature({ name: 'article', fields });
    const written = writeFeature(feature);
    expect(written).toMatchObject({ fields: { tags: 'refs=Tag:each' } });
    expect(parseFeature({ name: 'article', ...written })).toEqual(feature);
    expect(commandOf({ generator: 'onion' }, feature)).toContain('tags:refs=Tag:each');
  });

  test.each([
    ['tags:refs=Tag:each:private', /"each" and "private" contradict each other.*Remove one/s],
    ['tags:refs=Tag:each:readonly', /"each" and "readonly" contradict each other.*no request/s],
    ['likes:refs=User:each:caller', /"each" and "caller" contradict each other.*only themselves/s],
    ['tag:ref=Tag:each', /"each" does not apply to the type ref/],
    ['tags:refs=Tag:single', /there is no modifier "single".*Did you mean "each"/s],
  ])('%s is refused', (token, message) => {
    expect(() => parseFieldToken(token)).toThrow(message);
    expect(() => parseFieldToken(token)).toThrow(UsageError);
  });

  test.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (_, architecture) => {
    const [said, unsaid] = ['related_articles:refs=Article:each', 'related_articles:refs=Article'];
    const [texts, before] = [textsOf(architecture, said), textsOf(architecture, unsaid)];
    const text = [...texts.values()].join('');
    expect(text).toMatch(/@router\.get\(\s*"[^"]*id}\/related_articles"/);
    expect(text).toMatch(/@router\.put\(\s*"[^"]*id}\/related_articles\/{related_article_id}"/);
    expect(text).toMatch(/@router\.delete\(\s*"[^"]*id}\/related_articles\/{related_article_id}"/);
    // What answers and tables have is what it was.
    for (const [path, now] of texts) {
      if (/versions|models/.test(path)) expect(now).toBe(before.get(path));
    }
    expect([...before.values()].join('')).not.toContain('add_linked');
  });

  test('is not fitted into an existing backend', () => {
    const adding = () => textsOf(direct, 'articles:refs=Article:each', 'own-users');
    expect(adding).toThrow(/Use articles:refs=Article without each/);
    expect(adding).toThrow(RefusalError);
  });
});
