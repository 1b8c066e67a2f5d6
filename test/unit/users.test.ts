/** What users have besides an address and a role: how it is said, what is written for it, and where it is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { parseSpecDocument } from '../../shared/feature/schema.js';
import { NO_USER, readUser, type UserInput, writeUser } from '../../shared/feature/user.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { areUsersSaidAnew } from '../../shared/plan/user.js';
import { rememberedUser } from '../../shared/project/memory.js';
import { Workspace } from '../../shared/project/workspace.js';
import { planWithChanges, USERS } from '../../shared/run/request-with-changes.js';
import { usersAnew } from '../../shared/run/users-anew.js';
import { outcomeOf } from '../../shared/show/preview.js';
import { rememberedSpec } from '../../shared/show/spec-text.js';
import { PROJECTS, readBackendCase } from '../backends.js';
import { refusal } from './refusal.js';

const FIELDS = { username: 'str=50:unique', bio: 'text:optional' };
const ARTICLE = { fields: { title: 'str=200', editor: 'ref=User:embed=username' } };

const empty = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));

function plan(architecture: Architecture, project: Workspace, document: object) {
  const { features, user } = parseSpecDocument(document, architecture);
  return planRequest({ architecture, choices: {}, features, user }, project);
}

describe('what is said of users', () => {
  const whole = { fields: FIELDS, others: ['username'] };
  const read = (said: UserInput) => readUser(said, {});

  test.each<[string, UserInput]>([
    [
      'objects',
      {
        fields: { username: { type: 'str', max: 50, unique: true }, bio: 'text:optional' },
        others: ['username'],
      },
    ],
    ['tokens', { fields: ['username:str=50:unique', 'bio:text:optional'], others: 'username' }],
    ['itself, written again', writeUser(read(whole)) as UserInput],
  ])('is the same as %s', (_, said) => {
    expect(read(said)).toEqual(read(whole));
  });

  test('is the fields alone where others see none of them', () => {
    expect(read(FIELDS)).toEqual(read({ fields: FIELDS }));
    expect(read(FIELDS).others).toEqual([]);
  });

  test.each([
    [{ email: 'str' }, 'every account has it already'],
    [{ is_active: 'bool' }, 'every account has it already'],
    [{ friends: 'refs=User' }, 'users do that themselves by followers:refs=User:caller'],
    [{ users: 'refs=User:caller' }, 'Rename it, such as followers'],
    [
      { followers: 'refs=User:caller', followed: 'bool:default=false' },
      'both be called "followed"',
    ],
    [{ team: 'ref=Team' }, 'users cannot have the type ref'],
    [{ tags: 'list=str' }, 'users cannot have the type list'],
    [{ secret: 'str:private' }, 'users cannot have "private"'],
    [{ rank: 'int:readonly:default=1' }, 'users cannot have "readonly"'],
    [{ metadata: 'str' }, 'Rename it, such as user_metadata'],
    [{ nick: 'strr' }, 'str'],
  ])('is refused: %j', (said, reason) => {
    expect(refusal(() => read(said as unknown as UserInput))).toContain(reason);
  });

  test('names others by fields that there are', () => {
    expect(refusal(() => read({ fields: FIELDS, others: ['usrname'] }))).toBe(
      'user.others: there is no field "usrname". Did you mean "username"? Allowed: username, bio.',
    );
  });

  test('is refused with its key in a spec file', () => {
    const document = {
      user: { fields: FIELDS, other: ['username'] },
      features: { article: ARTICLE },
    };
    expect(refusal(() => parseSpecDocument(document))).toContain('user');
  });

  test('is, in direct queries, partly what is there', () => {
    expect(readUser(FIELDS, direct).fields).toHaveLength(2);
    expect(refusal(() => readUser({ username: 'str=30:unique' }, direct))).toContain(
      'users have a field "username" here already, which is str=50:unique, but str=30:unique was given.',
    );
    const project = empty();
    plan(direct, project, { user: FIELDS, features: { article: ARTICLE } });
    expect(project.read('app/models/user.py')?.match(/^ +username: Mapped/gm)).toHaveLength(1);
  });
});

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    const user = { fields: FIELDS, others: ['username'] };
    const document = { user, features: { article: ARTICLE } };

    test('remembers it, prints it, and changes nothing when it is said again', () => {
      const project = empty();
      plan(architecture, project, document);
      expect(rememberedUser(project)).toEqual(user);
      const printed = parse(rememberedSpec(architecture, project) ?? '');
      expect(printed.user).toEqual(user);
      const again = plan(architecture, project, printed).files;
      expect(again.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    });

    test('is what it was where nothing is said', () => {
      const { files } = plan(architecture, empty(), { features: { tag: { fields: ['name'] } } });
      expect(files.filter(({ after }) => /OwnUpdate|OwnChanges|make_account/.test(after))).toEqual(
        [],
      );
    });

    test('adds to users that stand, and changes none of their fields', () => {
      const project = empty();
      plan(architecture, project, document);
      const add = (fields: object) => {
        const anew = { ...document, user: { ...user, fields: { ...FIELDS, ...fields } } };
        const { features, user: said } = parseSpecDocument(anew, architecture);
        const request = { architecture, choices: {}, features, user: said };
        expect(areUsersSaidAnew(architecture, project, said ?? NO_USER)).toBe(true);
        const users = usersAnew(request, said ?? NO_USER, project, undefined);
        const changed = { changes: new Map([[USERS, users]]), closing: new Map() };
        return planWithChanges(request, changed, project);
      };
      expect(refusal(() => add({ bio: 'str' }))).toContain(
        '"bio" of users that stand is text:optional',
      );
      expect(refusal(() => add({ town: 'str' }))).toContain(
        'users that stand have no value for "town". Make it optional (town: str:optional)',
      );
      const { conflicts, files } = add({ town: 'str=40:optional' });
      expect(conflicts).toEqual([]);
      const text = files.map(({ after }) => after).join('\n');
      expect(text).toContain('    town: Mapped[str | None] = mapped_column(String(40))');
      if (architecture.id !== 'package-per-feature') {
        expect(text).toContain(
          'batch_op.add_column(sa.Column("town", sa.String(length=40), nullable=True))',
        );
      }
      expect(rememberedUser(project)).toMatchObject({
        fields: { ...FIELDS, town: 'str=40:optional' },
      });
    });

    test('links users to each other, from the first migration', () => {
      const project = empty();
      const linked = { ...user, fields: { ...FIELDS, followers: 'refs=User:caller' } };
      const { files } = plan(architecture, project, { ...document, user: linked });
      const text = files.map(({ after }) => after).join('\n');
      expect(text).toContain('def add_user_follower(');
      expect(text).toContain('    followers_count: int\n    followed: bool\n');
      expect(text.match(/^user_followers = Table\($/gm)).toHaveLength(1);
      if (architecture.id !== 'package-per-feature') {
        expect(text).toContain('op.create_table(\n        "user_followers",');
      }
      expect(rememberedUser(project)).toEqual(linked);
      expect(parse(rememberedSpec(architecture, project) ?? '').user).toEqual(linked);
      const shown = { ...linked, others: ['followers'] };
      expect(refusal(() => plan(architecture, empty(), { ...document, user: shown }))).toContain(
        'user.others: there is no field "followers".',
      );
    });

    test('links users that stand to each other, with a migration', () => {
      const project = empty();
      plan(architecture, project, document);
      const linked = { ...user, fields: { ...FIELDS, followers: 'refs=User:caller' } };
      const { features, user: said = NO_USER } = parseSpecDocument(
        { ...document, user: linked },
        architecture,
      );
      const request = { architecture, choices: {}, features, user: said };
      const users = usersAnew(request, said, project, undefined);
      const changed = { changes: new Map([[USERS, users]]), closing: new Map() };
      const { conflicts, files, plans } = planWithChanges(request, changed, project);
      expect(conflicts).toEqual([]);
      expect(outcomeOf(plans, files, 'done')).toMatch(
        new RegExp(
          `^user, ${features.map(({ name }) => name).join(', ')}: \\d+ created, \\d+ edited`,
        ),
      );
      const text = files.map(({ after }) => after).join('\n');
      expect(text).toContain('def add_user_follower(');
      if (architecture.id !== 'package-per-feature') {
        expect(text).toContain('op.create_table(\n        "user_followers",');
      }
    });

    test('shows others more of users that stand, which is in no other file', () => {
      const project = empty();
      plan(architecture, project, document);
      const { features, user: said = NO_USER } = parseSpecDocument(document, architecture);
      const turned = { fields: [...said.fields].reverse(), others: said.others };
      expect(areUsersSaidAnew(architecture, project, turned)).toBe(false);
      const more = { ...said, others: [...said.others, 'bio'] };
      const request = { architecture, choices: {}, features, user: more };
      const users = usersAnew(request, more, project, undefined);
      const changed = { changes: new Map([[USERS, users]]), closing: new Map() };
      expect(planWithChanges(request, changed, project).conflicts).toEqual([]);
      expect(rememberedUser(project)).toMatchObject({ others: more.others });
    });

    test('shows strangers what others see, and nothing else', () => {
      const with_ = (embed: string, access: object = { read: 'public' }) => ({
        user,
        features: {
          article: { fields: { title: 'str', editor: `ref=User:embed=${embed}` }, access },
        },
      });
      for (const hidden of ['email', 'role', 'bio']) {
        expect(refusal(() => plan(architecture, empty(), with_(hidden)))).toContain(
          `answers would show "${hidden}" of people to strangers. Others see username: embed=username.`,
        );
      }
      expect(
        refusal(() =>
          plan(architecture, empty(), with_('email', { read: 'admin', write: 'user' })),
        ),
      ).toContain('only admins read and write: --read admin --write admin');
      plan(architecture, empty(), with_('email', { read: 'admin', write: 'admin' }));
    });
  },
);

test('is refused in the backend of somebody else', () => {
  const name = 'layers-async';
  const { architecture: id, destination = '' } = readBackendCase(name);
  const architecture = ARCHITECTURES.find((each) => each.id === id) ?? onion;
  const project = new Workspace(join(PROJECTS, name, destination));
  const document = { user: FIELDS, features: { gadget: { fields: ['name'] } } };
  expect(refusal(() => plan(architecture, project, document))).toContain('its users are its own');
});
