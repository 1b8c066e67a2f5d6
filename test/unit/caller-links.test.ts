/** Links that users make and undo for themselves: what can be said about them, and what comes of it. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { participleOf } from '../../shared/feature/caller-links.js';
import { formatFieldToken, parseFieldToken } from '../../shared/feature/field/grammar.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';

const FAVORITES = 'favorites:refs=User:caller';

/** Plans an article in an empty folder, or in a project of the tests, as one text. */
function textOf(
  architecture: Architecture,
  tokens: readonly string[],
  options: FeatureOptions = {},
  project = 'no-such-folder',
): string {
  const workspace = new Workspace(join(import.meta.dirname, '..', 'projects', project));
  const spec = featureFromArguments('article', tokens, options, architecture);
  return planFeature(layOut(architecture, workspace), spec)
    .files.map(({ after }) => after)
    .join('');
}

describe('a link of the caller', () => {
  test('is in no request, and is written as it was typed', () => {
    const field = parseFieldToken('member_ids:refs=user:caller:as=joined:readonly');
    expect(field).toMatchObject({ name: 'members', caller: true, readonly: true, as: 'joined' });
    expect(formatFieldToken(field)).toBe('members:refs=User:caller:as=joined');
    expect(parseFieldToken(formatFieldToken(field))).toEqual(field);
    expect(formatFieldToken(parseFieldToken(`${FAVORITES}:as=favorited`))).toBe(FAVORITES);
  });

  test('comes out of a spec file, and goes into one again', () => {
    const feature = parseFeature({
      name: 'article',
      fields: {
        title: 'str',
        members: { type: 'refs', target: 'User', caller: true, as: 'joined' },
      },
    });
    const written = writeFeature(feature);
    expect(written).toMatchObject({ fields: { members: 'refs=User:caller:as=joined' } });
    expect(parseFeature({ name: 'article', ...written })).toEqual(feature);
    expect(commandOf({ generator: 'onion' }, feature)).toContain(
      'members:refs=User:caller:as=joined',
    );
  });

  test.each([
    ['favorites', 'favorited'],
    ['likes', 'liked'],
    ['bookmarks', 'bookmarked'],
    ['stars', 'starred'],
    ['claps', 'clapped'],
    ['views', 'viewed'],
    ['visits', 'visited'],
    ['replies', 'replied'],
    ['followers', 'followed'],
    ['subscribers', 'subscribed'],
    ['voters', 'voted'],
    ['saved_votes', 'saved_voted'],
  ])('%s are %s', (plural, participle) => {
    expect(participleOf(plural)).toBe(participle);
  });

  test.each([
    [
      'favorites:refs=Tag:caller',
      /"caller" is for references to User.*Did you mean "favorites:refs=User:caller"/s,
    ],
    ['favorites:refs=User:caller:private', /"caller" and "private" contradict.*Remove one/s],
    ['favorites:refs=User:as=joined', /"as" says what answers call.*Add caller, or leave it out/s],
    ['author:ref=User:caller:as=joined', /"as" does not apply to the type ref/],
    ['members:refs=User:caller:as=Joined', /capital letter.*one word in snake_case/s],
    ['members:refs=User:caller:as=id', /answers cannot call it "id".*such as joined/s],
    ['members:refs=User:caller:as=copy', /answers cannot call it "copy".*such as joined/s],
    ['members:refs=User:caller:as=', /"as" needs a value/],
  ])('%s is refused', (token, message) => {
    expect(() => parseFieldToken(token)).toThrow(message);
    expect(() => parseFieldToken(token)).toThrow(UsageError);
  });

  test.each([
    [[FAVORITES, 'favorited:bool'], /both be called "favorited"/],
    [[FAVORITES, 'favorites_count:int'], /both be called "favorites_count"/],
    [['likes:refs=User:caller', 'fans:refs=User:caller:as=liked'], /both be called "liked"/],
  ])('%p would give two things one name', (tokens, message) => {
    expect(() => featureFromArguments('article', ['title', ...tokens])).toThrow(message);
  });

  test.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (_, architecture) => {
    const text = textOf(architecture, ['title', FAVORITES], { read: 'public' });
    expect(text).toContain('article_favorites = Table(');
    expect(text).toMatch(/@router\.put\(\s*"[^"]*_?id}\/favorites"/);
    expect(text).toMatch(/@router\.delete\(\s*"[^"]*_?id}\/favorites"/);
    expect(text).toContain('favorites_count: int');
    expect(text).toContain('favorited: bool');
    expect(text).not.toContain('favorite_ids');
  });

  test('stands beside a field that is set from who has signed in', () => {
    const text = textOf(onion, ['title', 'author:ref=User:caller', FAVORITES], { write: 'owner' });
    expect(text).toContain('require_owner(caller, article.author_id)');
    expect(text).toContain('class AddArticleFavoriteUseCase:');
  });

  test('is not fitted into an existing backend', () => {
    const adding = () => textOf(direct, ['title', FAVORITES], {}, 'own-users');
    expect(adding).toThrow(/Use favorites:refs=User without caller/);
    expect(adding).toThrow(RefusalError);
  });
});
