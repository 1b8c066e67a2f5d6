/** Links to many rows, in every layout: counted where lists are answered, however many they are. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith, type ProjectWith } from './project-with.js';
import { dropPostgres, requirePostgres } from './python-project.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, of what holds for every route, and of migrations. */
const OF_LINKS = 'track or genre or playlist or mix or rules or migrations';

/** What lists playlists of many tracks, and prints what that takes. */
const READ_LARGE_LISTS = join(import.meta.dirname, 'read_large_lists.py');

/** The tracks that each playlist of the Chinook database has of itself, in the longest of them. */
const TRACKS = 3290;

/** Large links to what has ids and keys, to rows of the same feature and of others, owned and not, deleted softly. */
function runsOf(owns: boolean): readonly (readonly string[])[] {
  return [
    ['track', 'name:str=200', '--write=user', ...(owns ? [] : ['--soft-delete'])],
    ['genre', 'code:str=10', 'name:str=40', ...(owns ? [] : ['--key=code'])],
    ['playlist', 'name:str=120', 'tracks:refs=Track:max=5000', '--read=public', '--write=user'],
    [
      'mix',
      'title:str',
      'note:text:optional:private',
      'plays:int:readonly:default=0',
      ...(owns ? [] : ['author:ref=User:caller']),
      'tracks:refs=Track:max=100000',
      'track_total:count=tracks',
      'genres:refs=Genre:max=400:each',
      'related_mixes:refs=Mix:max=301',
      'other_genres:refs=Genre:max=3:each',
      'favorites:refs=User:caller',
      '--read=public',
      '--write=owner',
      '--delete=owner',
      '--concurrency=version',
      '--pages=cursor',
      ...(owns ? [] : ['--id=uuid', '--soft-delete']),
    ],
  ];
}

/** Lists playlists of many tracks, on both databases. */
function describeLists({ id }: (typeof ARCHITECTURES)[number], project: () => ProjectWith): void {
  const { driver, hasMigrations } = layoutOf(id);
  test.each(['SQLite', 'PostgreSQL'])(
    'counts in lists with as many statements on %s, and names no ids',
    (kind) => {
      const { folder, python } = project();
      const isLite = kind === 'SQLite';
      const lite = `sqlite${driver === 'asyncpg' ? '+aiosqlite' : ''}:///${join(folder, 'lists.db')}`;
      const postgres = isLite ? undefined : requirePostgres(python, driver);
      if (!isLite && postgres === undefined) return;
      const url = postgres ?? lite;
      const env = { DATABASE_URL: url, SECRET_KEY: 'x'.repeat(40), PYTHONPATH: '.' };
      try {
        if (hasMigrations) python.alembic(['upgrade head'], env);
        const application = id === 'onion' ? 'app.presentation.main' : 'app.main';
        const module = id === 'domain-routes' ? 'main' : application;
        const printed = python.run('python', [READ_LARGE_LISTS, module, url, `${TRACKS}`], env);
        const [, size] = /20 playlists of 3290 tracks: (\d+) bytes/.exec(printed) ?? [];
        const [, few, many] = /statements: (\d+) for few, (\d+) for many/.exec(printed) ?? [];
        expect(Number(size)).toBeLessThan(6000);
        expect(many).toBe(few);
      } finally {
        if (postgres !== undefined) dropPostgres(python, postgres, driver);
      }
    },
    120_000,
  );
}

describeWithPython('links to many rows', () => {
  for (const architecture of ARCHITECTURES) {
    const { id, models } = architecture;
    const runs = runsOf(models.owner !== undefined);
    const more = (project: () => ProjectWith) => describeLists(architecture, project);
    describeProjectWith(id, layoutOf(id), runs, more, {
      words: OF_LINKS,
      moreThan: 100,
      turn: 4,
    });
  }
});
