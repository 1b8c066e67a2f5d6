/** Whose rows they are: what can be said about it, and who is refused how. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { callersOf, formatAccess, parseAccess } from '../../shared/feature/access.js';
import { formatFieldToken, parseFieldToken } from '../../shared/feature/field/grammar.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import { ownerRule } from '../../shared/feature/ownership.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const AUTHOR = 'author:ref=User:caller';

/** Plans a feature in an empty folder, or in a project of the tests. */
function plan(
  architecture: Architecture,
  tokens: readonly string[],
  options: FeatureOptions = {},
  project = 'no-such-folder',
) {
  const workspace = new Workspace(join(import.meta.dirname, '..', 'projects', project));
  const spec = featureFromArguments('article', tokens, options, architecture);
  return planFeature(layOut(architecture, workspace), spec).files;
}

describe('the field that is set from who has signed in', () => {
  test('is in no request, and is written as it was typed', () => {
    const field = parseFieldToken('author_id:ref=user:readonly:index:caller');
    expect(field).toMatchObject({ name: 'author', target: 'User', caller: true, readonly: true });
    expect(formatFieldToken(field)).toBe('author:ref=User:index:caller');
    expect(parseFieldToken(formatFieldToken(field))).toEqual(field);
  });

  test('comes out of a spec file, and goes into one again', () => {
    const feature = parseFeature({
      name: 'article',
      fields: { title: 'str', author: { type: 'ref', target: 'User', caller: true } },
      access: { read: 'user', write: 'owner', delete: 'admin+owner' },
    });
    const written = writeFeature(feature);
    expect(written).toMatchObject({
      fields: { title: 'str', author: 'ref=User:caller' },
      access: { read: 'user', write: 'owner', delete: 'owner+admin' },
    });
    expect(parseFeature({ name: 'article', ...written })).toEqual(feature);
    expect(commandOf({ generator: 'onion' }, feature)).toContain(
      `${AUTHOR} --read user --write owner --delete owner+admin`,
    );
  });

  test.each([
    ['author:ref=User:caller:optional', /"caller" and "optional" contradict.*Remove one/s],
    ['author:ref=User:caller:unique', /"caller" and "unique" contradict.*Remove one/s],
    ['author:ref=User:private:caller', /"caller" and "private" contradict.*Remove one/s],
    ['author:ref=Person:caller', /to Person\..*Did you mean "author:ref=User:caller"/s],
    ['author:str:caller', /"caller" does not apply to the type str/],
    ['author:ref=User:caler', /Did you mean "caller"/],
    ['author:ref=User:caller=1', /"caller" takes no value/],
  ])('%s is refused', (token, message) => {
    expect(refusal(() => parseFieldToken(token))).toMatch(message);
  });

  test('there is at most one', () => {
    const tokens = [AUTHOR, 'editor:ref=User:caller'];
    expect(refusal(() => featureFromArguments('article', tokens))).toMatch(
      /"author" and "editor" would both be set.*remove "caller"/,
    );
  });

  test('is refused where rows have owners by themselves, and in existing backends', () => {
    expect(() => plan(domainRoutes, [AUTHOR])).toThrow(/not needed here: every row belongs/);
    const fitting = () => plan(direct, [AUTHOR], {}, 'layers-async');
    expect(fitting).toThrow(RefusalError);
    expect(fitting).toThrow(/field "author".*without caller/);
  });
});

describe('the owner', () => {
  test.each([
    ['owner', 'the owner'],
    ['owner+admin', 'the owner or the role admin'],
    ['admin+owner+editor', 'the owner or the role admin or editor'],
  ])('%s is %s', (text, words) => {
    const access = parseAccess(text, '--write');
    expect(access.kind).toBe('owner');
    expect(callersOf(access)).toBe(words);
    expect(parseAccess(formatAccess(access), '--write')).toEqual(access);
  });

  test.each(['owner+user', 'public+owner', 'owner+owner'])('%s is refused', (text) => {
    expect(() => parseAccess(text, '--write')).toThrow(UsageError);
  });

  test('has to be known', () => {
    expect(() => plan(onion, ['title'], { write: 'owner' })).toThrow(UsageError);
    expect(refusal(() => plan(onion, ['title'], { delete: 'owner+admin' }))).toMatch(
      /^--delete owner\+admin: no field says.*such as owner:ref=User:caller/,
    );
    expect(plan(onion, ['title', AUTHOR], { write: 'owner' }).length).toBeGreaterThan(0);
    expect(plan(domainRoutes, ['title'], { write: 'owner' }).length).toBeGreaterThan(0);
  });

  test('is somebody who has signed in', () => {
    const adding = (options: FeatureOptions) => () =>
      featureFromArguments('article', [AUTHOR], options);
    expect(refusal(adding({ write: 'public' }))).toMatch(/^--write: "public".*leave "caller" out/);
    expect(refusal(adding({ read: 'owner', delete: 'public' }))).toMatch(/^--delete: "public"/);
    expect(adding({ read: 'public', delete: 'public' })()).toBeDefined();
  });

  test('is a role in an existing backend that has it', () => {
    const files = plan(direct, ['title'], { delete: 'owner' }, 'own-users');
    const router = files.find(({ path }) => path.endsWith('routers/articles.py'));
    expect(router?.after).toContain('may_delete = require_role("owner")');
  });
});

describe('where every row has an owner', () => {
  const written = (options: FeatureOptions, file: string, tokens: readonly string[] = ['title']) =>
    plan(domainRoutes, tokens, options).find(({ path }) => path === file)?.after ?? '';
  const ROUTER = 'routes/articles/router.py';
  const SERVICE = 'services/article_service.py';

  test('nobody else reaches it by default, and none of that is written', () => {
    for (const options of [{}, { write: 'user', delete: 'user' }, { read: 'owner' }]) {
      const files = plan(domainRoutes, ['title'], options);
      expect(files.map(({ path }) => path)).not.toContain('utils/ownership.py');
      expect(written(options, SERVICE)).toContain('owned(Article, owner_id)');
      expect(written(options, ROUTER)).toContain('_get_or_404(service, id, current_user, ');
    }
  });

  test('a role reaches the rows of everyone', () => {
    const router = written({ delete: 'admin' }, ROUTER);
    expect(router).toMatch(/dependencies=\[Depends\(require_admin\)\].*id, None, for_update/s);
    expect(written({ delete: 'owner+admin' }, ROUTER)).toContain(
      'None if current_user.role == "admin" else current_user.id',
    );
    expect(written({ delete: 'admin' }, SERVICE)).toContain('reached(Article, owner_id)');
    expect(written({ delete: 'admin' }, 'utils/ownership.py')).toContain('def reached(');
  });

  test('what is shared is found by everybody, and changed by its owner', () => {
    const router = written({ read: 'public', delete: 'owner+admin' }, ROUTER);
    expect(router).toContain('list(None, params)');
    expect(router).toContain('require_owner(current_user, article.owner_id)');
    expect(router).toContain('require_owner(current_user, article.owner_id, "admin")');
    const models = written({ read: 'user' }, 'database/models.py');
    expect(models).toMatch(/class Article\(SharedMixin, Base\):.*owner_id: Mapped\[UUID\]/s);
    const schemas = written({ read: 'user' }, 'routes/articles/schemas.py');
    expect(schemas).toContain('    owner_id: UUID | None = None\n');
  });

  test('nobody can create without signing in, nor delete what they cannot read', () => {
    const refused = (options: FeatureOptions) =>
      refusal(() => plan(domainRoutes, ['title'], options));
    expect(refused({ write: 'public' })).toMatch(/^--write public: .*Use user, owner or roles/);
    expect(refused({ delete: 'public' })).toMatch(/^--delete public: .*the owner alone may read/);
  });

  test.each([
    ['delete', 'admin'],
    ['read', 'user'],
    ['write', 'owner+admin'],
  ] as const)('--%s %s is refused below what everybody has one of', (action, who) => {
    const options = { parent: 'profile', [action]: who };
    expect(refusal(() => plan(domainRoutes, ['title'], options))).toMatch(
      new RegExp(`^--${action} .*the caller's own profile.*Use owner`),
    );
  });
});

describe('others', () => {
  const rule = (action: 'read' | 'write' | 'delete', read: string, write: string, del = 'user') => {
    const access = {
      read: parseAccess(read, ''),
      write: parseAccess(write, ''),
      delete: parseAccess(del, ''),
    };
    return ownerRule(access, access[action]);
  };

  test('are refused what they can read', () => {
    expect(rule('write', 'user', 'owner')).toEqual({ foundBy: undefined, allowed: [] });
    expect(rule('delete', 'public', 'user', 'owner+admin')).toEqual({
      foundBy: undefined,
      allowed: ['admin'],
    });
  });

  test('find nothing that they cannot read', () => {
    expect(rule('read', 'owner', 'user')).toEqual({ foundBy: [], allowed: undefined });
    expect(rule('write', 'owner', 'user')).toEqual({ foundBy: [], allowed: undefined });
    expect(rule('delete', 'owner+admin', 'user')).toEqual({
      foundBy: ['admin'],
      allowed: undefined,
    });
  });

  test('with a role to read are refused, all others find nothing', () => {
    expect(rule('write', 'owner+admin', 'owner')).toEqual({ foundBy: ['admin'], allowed: [] });
    expect(rule('write', 'editor', 'owner+admin')).toEqual({
      foundBy: ['admin', 'editor'],
      allowed: ['admin'],
    });
  });

  test('with a role for it need not own the row', () => {
    expect(rule('delete', 'owner', 'user', 'admin')).toBeUndefined();
    expect(rule('read', 'user', 'owner')).toBeUndefined();
  });
});
