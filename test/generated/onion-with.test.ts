/** What an onion project gets by `--with`: emitted and run, alone, together, before features and after them. */
import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPackages } from '../../scripts/python.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith, type ProjectWith, type SomeTests } from './project-with.js';
import {
  dropPostgres,
  EMITTED_PACKAGES,
  filesBelow,
  generateOrThrow,
  missing,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

/** A program that kills what is at a run of the pipeline, in an emitted backend. */
const KILL = join(import.meta.dirname, 'kill_pipeline.py');

/** A program that delivers one event again and again, to an emitted backend. */
const DELIVER = join(import.meta.dirname, 'deliver_events.py');

/** What is asked for, one run after the other, and the turn in which it is onion's: of 0 on PostgreSQL, of 4 on SQLite. */
const PROJECTS: readonly (readonly [string, readonly (readonly string[])[], SomeTests['turn']])[] =
  [
    ['an adapter alone', [['--with', 'adapter=transcriber']], 4],
    ['jobs alone', [['--with', 'job']], 0],
    ['payments alone', [['--with', 'payment']], 0],
    ['logs, traces and metrics alone', [['--with', 'observability']], 4],
    ['accounts alone', [['--with', 'accounts']], 0],
    [
      'everything, between features',
      [
        ['product', 'name:str', 'price:decimal=10.2'],
        ['--with', 'adapter=transcriber+adapter=search-index+job'],
        ['--with', 'observability'],
        [
          'category',
          'name:str:unique',
          '--with',
          'adapter=archive+payment+pipeline=transcribe/embed/index',
        ],
        ['--with', 'accounts+deploy'],
        [
          'label',
          'name:str',
          'category:ref=Category:optional',
          'likes:refs=User:caller',
          '--read',
          'public',
        ],
      ],
      undefined,
    ],
  ];

const LAYOUT = layoutOf('onion');

describeWithPython('what an onion project gets by --with', () => {
  for (const [what, runs, turn] of PROJECTS) {
    const more = (project: () => ProjectWith) => {
      test('names no package but those that it is run with', () => {
        const { root } = project().python;
        const { packages } = readPackages(PYTHON, join(root, 'pyproject.toml'));
        expect(readPackages(PYTHON, EMITTED_PACKAGES).packages).toEqual(
          expect.arrayContaining(packages),
        );
      });

      test('is said again by its spec file', () => {
        const { folder } = project();
        const output = join(folder, 'features.yaml');
        generateOrThrow(folder, 'onion', '--print-spec', '--output', output);
        const text = readFileSync(output, 'utf8');
        expect(text).toContain('with:\n');
        const before = filesBelow(folder);
        generateOrThrow(folder, 'onion', '--spec', output);
        expect(filesBelow(folder)).toEqual(before);
        rmSync(output);
      }, 120_000);
    };
    describeProjectWith(what, LAYOUT, runs, more, {
      moreThan: 100,
      ...(turn !== undefined && { turn }),
    });
  }

  describe('one event of Stripe, delivered a hundred times', () => {
    const folder = temporaryFolder();
    let postgres: string | undefined;
    let project: PythonProject;

    beforeAll(() => {
      generateOrThrow(folder, 'onion', '--with', 'payment');
      project = new PythonProject(join(folder, 'backend'), PYTHON);
      postgres = requirePostgres(project, 'psycopg');
    }, 120_000);

    afterAll(() => {
      if (postgres !== undefined) dropPostgres(project, postgres, 'psycopg');
      rmSync(folder, { recursive: true });
    });

    test.each(['SQLite', 'PostgreSQL'])(
      'is handled once on %s',
      (kind) => {
        if (kind === 'PostgreSQL' && postgres === undefined) return;
        const url =
          kind === 'SQLite' ? `sqlite:///${join(project.root, 'app.db')}` : (postgres as string);
        const env = {
          DATABASE_URL: url,
          SECRET_KEY: 'x'.repeat(32),
          STRIPE_WEBHOOK_SECRET: 'whsec_of_this_test',
        };
        project.alembic(['upgrade head'], env);
        const output = project.run('python', ['-P', DELIVER], { ...env, PYTHONPATH: project.root });
        expect(output).toContain('handled once');
      },
      120_000,
    );
  });

  describe.each(['api', 'celery'])('a process of %s that is killed at step 2 of 3', (kind) => {
    const folder = temporaryFolder();
    let postgres: string | undefined;
    let project: PythonProject;

    beforeAll(() => {
      generateOrThrow(folder, 'onion', '--with', 'pipeline=transcribe/embed/index');
      project = new PythonProject(join(folder, 'backend'), PYTHON);
      if (kind === 'celery') postgres = requirePostgres(project, 'psycopg');
    }, 120_000);

    afterAll(() => {
      if (postgres !== undefined) dropPostgres(project, postgres, 'psycopg');
      rmSync(folder, { recursive: true });
    });

    test('loses nothing and does nothing twice', async () => {
      const broker = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379/13';
      if (kind === 'celery' && (postgres === undefined || !(await isThere(broker)))) return;
      const env = {
        SECRET_KEY: 'x'.repeat(32),
        ...(kind === 'celery' ? { DATABASE_URL: postgres as string, JOB_BROKER_URL: broker } : {}),
      };
      project.alembic(['upgrade head'], env);
      const output = project.run('python', ['-P', KILL, kind], {
        ...env,
        PYTHONPATH: project.root,
      });
      expect(output).toContain('the run was finished');
    }, 240_000);
  });
});

/** Whether a server answers at the address of a URL; it is said loudly if none does. */
async function isThere(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect(Number(port), hostname)
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
  if (!answers) missing(`Redis at ${url}`);
  return answers;
}
