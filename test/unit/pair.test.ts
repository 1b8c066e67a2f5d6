/** Rows that are found and put by two references: what is written for it, and where it is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import {
  type FeatureOptions,
  type FeatureSpec,
  featureFromArguments,
} from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

/** Plans features of one run, each of which knows the others, and returns the files of the last. */
function plan(architecture: Architecture, ...features: readonly FeatureSpec[]) {
  const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  const layout = layOut(architecture, project, {}, features);
  return features.map((spec) => planFeature(layout, spec).files).at(-1) ?? [];
}

const FIELDS = ['team:ref=Team', 'member:ref=Person', 'role:enum=member/lead'];

const made = (pair: string, fields: readonly string[] = FIELDS, options: FeatureOptions = {}) =>
  featureFromArguments('membership', fields, { ...options, pair });

const sides = ['team', 'person'].map((name) => featureFromArguments(name, ['name:str']));

test('a pair is unique, and says so by itself', () => {
  const spec = made('team+member');
  expect([spec.pair, spec.unique]).toEqual([['team', 'member'], [['team', 'member']]]);
  expect(writeFeature(spec)).not.toHaveProperty('unique');
  expect(commandOf({ generator: 'onion' }, spec)).toContain('--pair team+member');
  const said = made('team+member', FIELDS, { unique: ['member+team'] });
  expect(said.unique).toEqual([['member', 'team']]);
  const more = made('team+member', [...FIELDS, 'number:int'], { unique: ['team+number'] });
  expect(writeFeature(more).unique).toEqual([['team', 'number']]);
});

describe.each(
  ARCHITECTURES.filter(({ ownsRows }) => ownsRows === undefined).map(
    (architecture) => [architecture.id, architecture] as const,
  ),
)('%s', (_, architecture) => {
  const text = (spec: FeatureSpec) =>
    plan(architecture, ...sides, spec)
      .map(({ after }) => after)
      .join('');

  test('serves a row by its pair, and the lists of both sides', () => {
    const served = text(made('team+member'));
    for (const method of ['get', 'put', 'delete']) {
      expect(served).toMatch(
        new RegExp(`router\\.${method}\\(\\s*"/teams/{team_id}/memberships/{member_id}"`),
      );
    }
    expect(served).toMatch(/router\.get\(\s*"\/teams\/{team_id}\/memberships"/);
    expect(served).toMatch(/router\.get\(\s*"\/(?:people|persons)\/{member_id}\/memberships"/);
    expect(served).toMatch(/include_router\(\s*memberships?_pairs/);
    expect(served).toContain('def savepoint(');
  });

  test('calls the caller me, and lists their rows under the other side alone', () => {
    const fields = ['team:ref=Team', 'reader:ref=User:caller', 'page:int'];
    const served = text(made('team+reader', fields, { read: 'owner', write: 'owner' }));
    for (const method of ['get', 'put', 'delete']) {
      expect(served).toMatch(
        new RegExp(`router\\.${method}\\(\\s*"/teams/{team_id}/memberships/me"`),
      );
    }
    expect(served).toMatch(/router\.get\(\s*"\/teams\/{team_id}\/memberships"/);
    expect(served).not.toContain('/users/{');
  });

  test('says the same of the row everywhere, and of strangers only where there can be some', () => {
    const fields = ['team:ref=Team', 'reader:ref=User:caller', 'page:int'];
    const own = text(made('team+reader', fields, { write: 'owner', delete: 'owner' }));
    expect(own).not.toMatch(/of a team and/);
    expect(own).toMatch(/"""(Put|Add) the caller's membership of a team/);
    const [, ofPut = 'none'] = /(def put_membership[^#]*?""".*?""")/s.exec(own) ?? [];
    const classes = own.split(/^class /m).filter((each) => /^(Put|Remove)\w+UseCase/.test(each));
    for (const each of [ofPut, ...classes]) {
      expect(each).not.toMatch(/it is somebody else's|there is none for the caller/);
    }
  });

  test('says nothing of pairs where there is none', () => {
    const plain = text(featureFromArguments('membership', FIELDS));
    expect(plain).not.toMatch(/pair|savepoint/i);
  });
});

describe('a pair is refused', () => {
  test.each([
    [
      'team',
      FIELDS,
      'a pair is two references. Name the side that comes first in URLs, and the other: team+member.',
    ],
    [
      'team+role',
      FIELDS,
      'it is of type enum, and a pair is two references. Name fields of type ref.',
    ],
    [
      'team+member',
      ['team:ref=Team', 'member:ref=Person'],
      'there is nothing else that a request could put. Add a field, or link the two without rows of their own: refs=Person in Team.',
    ],
    [
      'team+member',
      ['team:ref=Team', 'member:ref=Team', 'role:str'],
      'both refer to Team, under which one list cannot be of both. Leave it out: the fields can still be unique together, with --unique team+member.',
    ],
    [
      'team+member',
      ['team:ref=Team', 'member:ref=Person:optional', 'role:str'],
      'it is optional, and without it there is no pair. Leave optional out: member:ref=Person.',
    ],
    [
      'team+member',
      ['team:ref=Team', 'member:ref=Person:private', 'role:str'],
      'it is private, and would be in URLs. Choose another field.',
    ],
    [
      'team+member',
      ['team:ref=Team:unique', 'member:ref=Person', 'role:str'],
      'it is unique by itself, so that Team has one row at most. Leave unique out.',
    ],
    [
      'team+member',
      ['team:ref=User:caller', 'member:ref=Person', 'role:str'],
      'team is set from who has signed in, whom URLs call "me" after the other side. Name it last: member+team.',
    ],
    [
      'team+member',
      ['team:ref=Team', 'member:ref=Membership:optional', 'role:str'],
      'it refers to Membership itself, whose URLs a row has by its id. Choose another field.',
    ],
    [
      'team+member',
      [...FIELDS, 'title:str', 'slug:slug=title'],
      'a row that is put again is replaced, and nobody could say whether its slug "slug" stays. Leave the slug out: URLs have the pair.',
    ],
    [
      'team+member',
      [...FIELDS, 'fans:refs=User:caller'],
      '"fans" is a link that users make for themselves, which a row that is replaced as a whole does not have here. Leave one of the two out.',
    ],
  ])('%s of %j', (pair, fields, reason) => {
    expect(refusal(() => made(pair, fields))).toMatch(
      new RegExp(`^--pair [\\w+]+: ${reason.replaceAll(/[+.()]/g, '\\$&')}$`),
    );
  });

  test.each([
    {
      options: { key: 'code' },
      reason:
        'rows are identified by code already, which stays as it is and could not be put. Leave one of --key and --pair out.',
    },
    {
      options: { endpoints: 'list+get' },
      reason:
        'what is done by the pair is what the endpoints by id do, and some of them are left out. Leave --endpoints out.',
    },
    {
      options: { read: 'owner' },
      reason:
        'there is one row for each pair, whosever it is, so that a put would tell of rows that the caller may not see. Let others read them: --read user.',
    },
  ])('with $options', ({ options, reason }) => {
    const spec = made('team+member', [...FIELDS, 'code:str', 'host:ref=User:caller'], options);
    expect(refusal(() => plan(onion, ...sides, spec))).toBe(`--pair team+member: ${reason}`);
  });

  test('where nobody could do all of it with their own', () => {
    const access = { read: 'editor', write: 'editor+admin', delete: 'admin' };
    const spec = made('team+reader', ['team:ref=Team', 'reader:ref=User:caller', 'at:int'], access);
    expect(refusal(() => plan(onion, ...sides, spec))).toBe(
      '--pair team+reader: no single role may read, write and delete, so that nobody could do all of it with their own. Let one do all three.',
    );
  });

  test('beside a feature that would have the same file', () => {
    const paired = made('team+member');
    const named = featureFromArguments('membership_pair', ['name:str']);
    for (const features of [
      [...sides, paired, named],
      [...sides, named, paired],
    ]) {
      const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
      expect(
        refusal(() => planRequest({ architecture: direct, choices: {}, features }, project)),
      ).toMatch(
        /^features\.\w+: \w+ and \w+ would both be in app\/api\/v1\/membership_pairs\.py\. Call one of them otherwise\.$/,
      );
    }
  });
});

test('where every row belongs to a user, each has their own for a pair', () => {
  const [team, person, membership] = [
    featureFromArguments('team', ['name:str'], {}, domainRoutes),
    featureFromArguments('person', ['name:str'], {}, domainRoutes),
    featureFromArguments('membership', FIELDS, { pair: 'team+member' }, domainRoutes),
  ] as const;
  const written = plan(domainRoutes, team, person, membership);
  const textOf = (end: string) => written.find(({ path }) => path.endsWith(end))?.after ?? '';
  const url = '"/teams/{team_id}/memberships/{member_id}"';
  for (const method of ['get', 'put', 'delete']) {
    expect(textOf('memberships/by_pair.py').replace(/\(\s+/g, '(')).toContain(
      `@router.${method}(${url}`,
    );
  }
  expect(textOf('memberships/by_pair.py')).toContain(
    "the caller's membership of a team and a person",
  );
  expect(textOf('main.py')).toContain('app.include_router(memberships_by_pair, prefix="/api/v1")');
  expect(textOf('services/membership_service.py')).toContain('owned(Membership, owner_id)');
});
