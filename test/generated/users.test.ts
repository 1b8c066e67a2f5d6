/** Users with fields of each kind, in every layout: from the first migration to what tests try of them. */
import { join } from 'node:path';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of users, of what refers to them, of the database and of what a project has once it runs. */
const OF_USERS =
  'user or auth or account or admin or sign or article or note or feed or followers or others or migrations or seed';

const SPEC = join(import.meta.dirname, 'users.yaml');

describeWithPython('users with fields', () => {
  for (const { id } of ARCHITECTURES) {
    const author = id === 'domain-routes' ? [] : ['author:ref=User:caller'];
    const note = ['note', 'title:str=80', ...author, '--read', 'public', '--feed', 'followers'];
    describeProjectWith(id, layoutOf(id), [['--spec', SPEC], note], undefined, {
      words: OF_USERS,
      moreThan: 100,
      turn: 4,
    });
  }
});
