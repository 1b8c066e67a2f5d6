/** Associations with columns, put by what they refer to, in every layout. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith, type ProjectWith } from './project-with.js';
import { dropPostgres, requirePostgres } from './python-project.js';
import { describeWithPython } from './with-python.js';

/** The tests of pairs, and of migrations: what they refer to is as elsewhere. */
const OF_FEATURES =
  'membership or stay or visit or rating or bookmark or follow or pair or migrations';

const FOR_EVERYONE = ['--read=public', '--write=public'];

/** Sides with ids of all kinds, one that stays when it is deleted, users, and rows with all that there is to say of them. */
const RUNS = [
  ['team', 'code:str=10', 'name:str=40', '--key=code'],
  ['person', 'name:str', '--plural=people', '--id=uuid', '--soft-delete'],
  [
    'membership',
    'team:ref=Team',
    'member:ref=Person:on-delete=cascade',
    'host:ref=User:caller',
    'role:enum=member/lead',
    'status:enum=invited/active:flow=invited-active',
    'since:date:optional',
    'fee:decimal=10.2',
    'until:datetime:optional',
    'badge:bytes:optional',
    'length:duration:optional',
    'extra:json:optional',
    'from:str=20:default=here',
    'pin:str=20:private',
    'number:int:unique',
    'friends:refs=Person',
    '--pair=team+member',
    // Two of one team need other roles then.
    '--unique=team+role',
    '--include=team',
    '--pages=cursor',
    '--concurrency=version',
    '--soft-delete',
    '--read=user',
    '--write=owner+admin',
    '--delete=owner',
  ],
  [
    'stay',
    'guest:ref=User',
    'member:ref=Person',
    'nights:int:default=1',
    '--pair=guest+member',
    '--no-timestamps',
    '--read=public',
    '--write=admin',
    '--docs',
  ],
  // Those whose second side is whoever calls.
  [
    'rating',
    'team:ref=Team:on-delete=cascade',
    'person:ref=User:caller',
    'stars:int:ge=1:le=5',
    '--pair=team+person',
    '--read=public',
    '--write=owner',
    '--delete=owner+admin',
  ],
  [
    'bookmark',
    'member:ref=Person',
    'reader:ref=User:caller',
    'page:int:default=1',
    'secret:str=20:private',
    '--pair=member+reader',
    '--concurrency=version',
    '--soft-delete',
    '--read=owner',
    '--write=owner',
    '--delete=owner',
  ],
  [
    'follow',
    'followed:ref=User',
    'follower:ref=User:caller',
    'muted:bool:default=false',
    '--pair=followed+follower',
    '--pages=cursor',
    '--read=editor+reader',
    '--write=editor',
    '--delete=admin+editor',
  ],
  ['club', 'name:str', ...FOR_EVERYONE],
  ['guest', 'name:str', ...FOR_EVERYONE],
  [
    'visit',
    'club:ref=Club',
    'guest:ref=Guest',
    'times:int',
    '--pair=club+guest',
    '--delete=public',
    ...FOR_EVERYONE,
  ],
];

/** The same where every row belongs to a user, who alone has a row of their own for a pair. */
const OWNED_RUNS = [
  ['team', 'name:str'],
  ['person', 'name:str', '--plural=people'],
  [
    'membership',
    'team:ref=Team:embed=name',
    'member:ref=Person:on-delete=cascade',
    'role:enum=member/lead',
    'status:enum=invited/active:flow=invited-active',
    'since:date:optional',
    'fee:decimal=10.2',
    'badge:bytes:optional',
    'extra:json:optional',
    'from:str=20:default=here',
    'pin:str=20:private',
    'number:int:unique',
    'friends:refs=Person',
    '--pair=team+member',
    '--unique=team+role',
    '--pages=cursor',
    '--concurrency=version',
    '--read=user',
    '--write=owner+admin',
    '--delete=owner',
  ],
  [
    'stay',
    'guest:ref=User',
    'member:ref=Person',
    'nights:int:default=1',
    '--pair=guest+member',
    '--include=member',
    '--docs',
  ],
  [
    'rating',
    'team:ref=Team',
    'person:ref=Person',
    'stars:int:ge=1:le=5',
    '--pair=person+team',
    '--read=admin',
    '--write=editor',
    '--delete=admin+editor',
  ],
  [
    'follow',
    'followed:ref=User',
    'team:ref=Team',
    'muted:bool',
    '--pair=followed+team',
    '--read=public',
  ],
  ['club', 'name:str'],
  ['guest', 'name:str'],
  ['visit', 'club:ref=Club', 'guest:ref=Guest', 'times:int', '--pair=club+guest'],
];

/** Puts the same pair several times at once. */
const PUT_AT_ONCE = join(import.meta.dirname, 'put_at_once.py');

/** Tries it on both databases, as several who know nothing of each other do. */
function describeRace(
  { id, urls }: (typeof ARCHITECTURES)[number],
  project: () => ProjectWith,
): void {
  const { driver, hasMigrations } = layoutOf(id);
  test.each(['SQLite', 'PostgreSQL'])(
    'has one row of a pair that several put at once on %s',
    (kind) => {
      const { folder, python } = project();
      const isLite = kind === 'SQLite';
      const lite = `sqlite${driver === 'asyncpg' ? '+aiosqlite' : ''}:///${join(folder, 'race.db')}`;
      const postgres = isLite ? undefined : requirePostgres(python, driver);
      if (!isLite && postgres === undefined) return;
      const env = { DATABASE_URL: postgres ?? lite, SECRET_KEY: 'x'.repeat(40), PYTHONPATH: '.' };
      try {
        if (hasMigrations) python.alembic(['upgrade head'], env);
        const application = id === 'onion' ? 'app.presentation.main' : 'app.main';
        const module = id === 'domain-routes' ? 'main' : application;
        const asked = [PUT_AT_ONCE, module, urls.prefix ?? '', urls.collection];
        expect(python.run('python', asked, env)).toContain('each pair was put once');
      } finally {
        if (postgres !== undefined) dropPostgres(python, postgres, driver);
      }
    },
    120_000,
  );
}

describeWithPython('rows that are put by what they refer to', () => {
  for (const architecture of ARCHITECTURES) {
    const { id, ownsRows } = architecture;
    const runs = ownsRows === undefined ? RUNS : OWNED_RUNS;
    const more = (project: () => ProjectWith) => describeRace(architecture, project);
    describeProjectWith(id, layoutOf(id), runs, more, {
      words: OF_FEATURES,
      moreThan: 100,
      turn: 3,
    });
  }
});
