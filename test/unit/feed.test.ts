/** The feed of a list: how it is said, what is written for it, and where it is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { parseSpecDocument } from '../../shared/feature/schema.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { PROJECTS, readBackendCase } from '../backends.js';
import { refusal } from './refusal.js';

const USER = { fields: { username: 'str=50:unique', followers: 'refs=User:caller' } };

function plan(architecture: Architecture, more: object, document: object = { user: USER }) {
  const author = architecture.ownsRows === undefined ? { author: 'ref=User:caller' } : {};
  const article = { fields: { title: 'str=200', ...author }, access: { read: 'user' }, ...more };
  const { features, user } = parseSpecDocument(
    { ...document, features: { article } },
    architecture,
  );
  const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  return planRequest({ architecture, choices: {}, features, user }, project).files;
}

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('has it beside the list, and by the same code', () => {
      const text = plan(architecture, { feed: 'followers' })
        .map(({ after }) => after)
        .join('\n');
      expect(text).toContain('def list_article_feed(');
      expect(text.match(/= in_feed\(/g)).toHaveLength(1);
      expect(text.match(/@router\.get\("\/feed"/g)).toHaveLength(1);
    });

    test('has nothing of it where nothing is said', () => {
      const files = plan(architecture, {});
      expect(files.filter(({ after }) => after.includes('feed_of'))).toEqual([]);
    });

    test.each([
      [{ endpoints: 'get+create' }, 'a feed is a part of the list'],
      [{ access: { read: 'owner' } }, 'a feed has the rows of others'],
      [{ access: { read: 'admin' } }, 'a feed has the rows of others'],
      [{ feed: 'folowers' }, 'Did you mean "followers"? Allowed: followers.'],
    ])('is refused: %j', (more, reason) => {
      expect(refusal(() => plan(architecture, { feed: 'followers', ...more }))).toContain(reason);
    });

    test('is refused where users do not follow each other', () => {
      expect(refusal(() => plan(architecture, { feed: 'followers' }, {}))).toContain(
        `--feed followers: users have no such link to each other. Add it beside "features" in a spec file, user: { followers: 'refs=User:caller' }.`,
      );
    });
  },
);

test('is refused where no field says who has written a row', () => {
  const article = { fields: { title: 'str' }, feed: 'followers' };
  expect(refusal(() => parseSpecDocument({ features: { article } }, onion))).toContain(
    'no field says who has written a row. Add one that is set from who has signed in, such as author:ref=User:caller.',
  );
});

test('is refused with a key, which could be its URL', () => {
  const more = { fields: { code: 'str=20:unique', author: 'ref=User:caller' }, key: 'code' };
  expect(refusal(() => plan(onion, { feed: 'followers', ...more }))).toContain(
    'a row whose code is "feed" would have the same URL',
  );
});

test('is refused in the backend of somebody else', () => {
  const name = 'layers-async';
  const { architecture: id, destination = '' } = readBackendCase(name);
  const architecture = ARCHITECTURES.find((each) => each.id === id) ?? onion;
  const project = new Workspace(join(PROJECTS, name, destination));
  const { features } = parseSpecDocument(
    {
      features: {
        gadget: { fields: { name: 'str', author: 'ref=User:caller' }, feed: 'followers' },
      },
    },
    architecture,
  );
  const planned = () => planRequest({ architecture, choices: {}, features }, project);
  expect(planned).toThrow(RefusalError);
  expect(planned).toThrow('--feed followers: the users of an existing backend are its own');
});
