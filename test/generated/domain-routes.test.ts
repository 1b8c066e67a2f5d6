/** Routes by domain, rows by owner, emitted and run. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { keepRunner } from '../kept-runner.js';
import { describeEmittedProject, readPaths } from './emitted-project.js';
import { OWNED_FEATURES } from './features.js';
import { filesBelow, PythonProject, temporaryFolder } from './python-project.js';
import { readRules } from './python-rules.js';
import { PYTHON } from './with-python.js';

const { run, runOrThrow } = keepRunner();

describeEmittedProject(
  {
    architecture: 'domain-routes',
    backend: '',
    application: 'main',
    driver: 'psycopg',
    urls: { prefix: '/api/v1', collection: '', id: '{id}' },
    features: OWNED_FEATURES,
    layers: { contracts: 2, file: 'services/tag_service.py', imports: 'fastapi' },
    models: 'database/models.py',
    update: 'put',
    registrations: ['database/models.py', 'main.py', 'routes/__init__.py'],
    tests: 800,
  },
  (project) => {
    // The checklist of the feature builder, row by row.
    const rules = () => readRules(project());

    test('a feature has the files that the builder names, and there is no folder of schemas', () => {
      const { files } = rules();
      expect(files).toEqual(
        expect.arrayContaining([
          'routes/tags/__init__.py',
          'routes/tags/router.py',
          'routes/tags/schemas.py',
          'services/tag_service.py',
          'tests/test_tag_service.py',
        ]),
      );
      expect(files.filter((file) => file.startsWith('schemas/'))).toEqual([]);
      expect(rules().names['database/models.py']).toContain('Tag');
    });

    test('the foundation has what the builder relies on', () => {
      const { names } = rules();
      expect(names['database/connection.py']).toContain('get_db');
      expect(names['database/models.py']).toEqual(expect.arrayContaining(['Base', 'User']));
      expect(names['utils/access.py']).toEqual(
        expect.arrayContaining(['get_current_user', 'require_admin']),
      );
      expect(names['config.py']).toContain('settings');
    });

    test('main.py includes top-level routers, and routes/__init__.py re-exports them', () => {
      const { imports, includes, exported, sources } = rules();
      expect(imports['main.py']).toContain('routes.tags.router');
      expect(includes['main.py']).toContain("app.include_router(tags_router, prefix='/api/v1')");
      expect(sources['main.py']).not.toMatch(/from routes\.\w+\.\w/);
      expect(exported['routes/__init__.py']).toContain('tags_router');
    });

    test('nested routes are included only by their parents, as their paths show', () => {
      const { sources } = rules();
      expect(sources['routes/profile/__init__.py']).toContain(
        'from .experiences.router import router as experiences_router\n',
      );
      expect(sources['routes/profile/__init__.py']).toContain(
        '\nrouter.include_router(experiences_router)\n',
      );
      expect(sources['main.py']).not.toMatch(/experience|remark|repl|vote/);
      expect(sources['routes/__init__.py']).not.toMatch(/experience|remark|repl|vote/);
      const paths = readPaths(project().python, 'main');
      const remarks = '/api/v1/order-items/{order_item_id}/remarks';
      expect(paths).toMatchObject({
        '/api/v1/profile/experiences/{experience_id}/courses': ['get', 'post'],
        [`${remarks}/{remark_id}/replies/{reply_id}/votes/{id}`]: ['delete', 'get', 'put'],
      });
      expect(paths).not.toHaveProperty(['/api/v1/remarks']);
    });

    test('every query is scoped to an owner and hides deleted rows', () => {
      const { sources } = rules();
      expect(sources['utils/queries.py']).toMatch(/model\.deleted_at\.is_\(None\)/);
      expect(sources['utils/queries.py']).toMatch(/model\.owner_id == owner_id/);
      for (const [file, source] of Object.entries(sources)) {
        if (!/^services\/(?!auth_)\w+(?<!_webhook)_service\.py$/.test(file)) continue;
        expect(source).not.toMatch(/\bselect\(|\.query\(|db\.get\(/);
        expect(source).toMatch(/\b(owned|reached)\(/);
      }
    });

    test('a feature connected to another service has settings, and a webhook below its router', () => {
      const { files, sources } = rules();
      for (const name of ['API_URL', 'API_KEY', 'API_TIMEOUT_SECONDS', 'WEBHOOK_SECRET']) {
        expect(sources['config.py']).toContain(`    PAYMENT_${name}: `);
      }
      expect(sources['config.py']).not.toContain('SHIPMENT_API');
      expect(files).not.toContain('services/shipment_client.py');
      const paths = readPaths(project().python, 'main');
      expect(paths).toMatchObject({
        '/api/v1/payments/webhook': ['post'],
        '/api/v1/shipments/webhook': ['post'],
      });
      // Both share one model and one migration for receipts.
      expect(sources['database/models.py']?.match(/class WebhookReceipt/g)).toHaveLength(1);
      expect(files.filter((file) => file.endsWith('_create_webhook_receipts.py'))).toHaveLength(1);
      const pyproject = readFileSync(join(project().folder, 'pyproject.toml'), 'utf8');
      expect(pyproject.match(/tenacity/g)).toHaveLength(1);
    });

    test('services import schemas only as types, and nothing is printed', () => {
      for (const [file, source] of Object.entries(rules().sources)) {
        if (!/^services\/\w+_service\.py$/.test(file)) continue;
        if (!file.endsWith('_webhook_service.py')) {
          expect(source).toMatch(/^from __future__ import annotations$/m);
        }
        expect(source).not.toMatch(/^from routes/m);
        const events = [...source.matchAll(/logger\.\w+\(\s*"([^"]+)"/g)].map(([, name]) => name);
        for (const name of events) expect(name).toMatch(/^[a-z]+(_[a-z]+)*ed(_\w+)?$|_in$/);
      }
    });
  },
);

test('a definition that was changed by hand is not added a second time', async () => {
  const folder = temporaryFolder();
  await runOrThrow(folder, 'domain-routes', 'tag', 'name:str=40');
  const models = join(folder, 'database/models.py');
  writeFileSync(models, readFileSync(models, 'utf8').replace('String(40)', 'String(50)'));
  const { status, stderr } = await run(folder, 'domain-routes', 'tag', 'name:str=40');
  expect([status, stderr]).toEqual([
    3,
    expect.stringMatching(/defines Tag already, and otherwise/),
  ]);
  rmSync(folder, { recursive: true });
});

test('a parent that does not exist is refused, with a list of those that do', async () => {
  const folder = temporaryFolder();
  await runOrThrow(folder, 'domain-routes', 'tag', 'name');
  const before = filesBelow(folder);
  const refused = async (...args: string[]) => {
    const { status, stderr } = await run(folder, 'domain-routes', ...args);
    expect(filesBelow(folder)).toEqual(before);
    return [status, stderr];
  };
  expect(await refused('reply', 'note:str', '--parent', 'remark')).toEqual([
    3,
    expect.stringMatching(/--parent remark: .*It has: profile, tag\./),
  ]);
  expect(await refused('reply', 'tag:ref=Tag', '--parent', 'tag')).toEqual([
    2,
    expect.stringMatching(/"tag" would be called "tag_id"/),
  ]);
  rmSync(folder, { recursive: true });
});

test('a feature can be connected later, and a webhook has no parent', async () => {
  const folder = temporaryFolder();
  await runOrThrow(folder, 'domain-routes', 'tag', 'name');
  const before = filesBelow(folder);
  await runOrThrow(folder, 'domain-routes', 'tag', 'name', '--with', 'http-client+webhook');
  const after = filesBelow(folder);
  const changed = [...before].filter(([path, text]) => after.get(path) !== text);
  expect(changed.map(([path]) => path).sort()).toEqual([
    '.env.example',
    '.yo-rc.json',
    'config.py',
    'database/models.py',
    'pyproject.toml',
    'routes/tags/__init__.py',
  ]);
  const { status, stderr } = await run(
    folder,
    ...['domain-routes', 'remark', 'note', '--parent', 'tag', '--with', 'webhook'],
  );
  expect([status, stderr]).toEqual([2, expect.stringMatching(/--with webhook: .* --parent tag/)]);
  expect(filesBelow(folder)).toEqual(after);
  rmSync(folder, { recursive: true });
});

test('models go into a package if the project has one', async () => {
  const folder = temporaryFolder();
  await runOrThrow(folder, 'domain-routes', 'tag', 'name:str:unique');
  const models = join(folder, 'database/models');
  mkdirSync(models);
  renameSync(`${models}.py`, join(models, 'foundation.py'));
  writeFileSync(
    join(models, '__init__.py'),
    '"All models."\n\nfrom .foundation import LEFT, Base, OwnedMixin, Profile, RowMixin, SharedMixin, Tag, User, sign_in_attempts, utc_now\n\n' +
      '__all__ = ["LEFT", "Base", "OwnedMixin", "Profile", "RowMixin", "SharedMixin", "Tag", "User", "sign_in_attempts", "utc_now"]\n',
  );
  const before = filesBelow(folder);
  // Alphabetically, this module comes before the one that contains the base.
  const fields = ['title:str:unique', 'status:enum=draft/live', 'tags:refs=Tag'];
  const command = ['domain-routes', 'article', ...fields];
  for (let run = 0; run < 2; run += 1) {
    await runOrThrow(folder, ...(command as [string]), '--with', 'http-client+webhook');
  }
  await runOrThrow(folder, 'domain-routes', 'comment', 'article:ref=Article');
  const after = filesBelow(folder);
  const changed = [...before].filter(([path, text]) => after.get(path) !== text);
  expect(changed.map(([path]) => path).sort()).toEqual([
    '.env.example',
    '.yo-rc.json',
    'config.py',
    'database/models/__init__.py',
    'main.py',
    'pyproject.toml',
    'routes/__init__.py',
  ]);
  expect(after.get('database/models/__init__.py')).toMatch(
    /^from \.article import Article, ArticleStatus$[\s\S]*^from \.webhook_receipt import WebhookReceipt$/m,
  );
  expect(after.get('database/models/comment.py')).toMatch(
    /^from database\.models\.article import Article$/m,
  );
  if (PYTHON !== '') {
    const project = new PythonProject(folder, PYTHON);
    expect(project.run('pytest', ['-q'])).toMatch(/\d+ passed in/);
    expect(project.mypy()).toMatch(/Success/);
    expect(project.alembic(['upgrade head', 'check'])).toMatch(/No new upgrade operations/);
  }
  rmSync(folder, { recursive: true });
}, 300_000);

test('nobody creates without signing in if every row has an owner', async () => {
  const folder = temporaryFolder();
  const { status, stderr } = await run(folder, 'domain-routes', 'tag', 'name', '--write', 'public');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/--write public: every row belongs/)]);
  rmSync(folder, { recursive: true });
});
