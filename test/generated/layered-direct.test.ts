/** The layered architecture whose endpoints query and cache directly, emitted and run. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { describeEmittedProject, readPaths } from './emitted-project.js';
import { missing } from './python-project.js';
import { readRules } from './python-rules.js';

describeEmittedProject(
  {
    architecture: 'layered-direct',
    backend: '',
    application: 'app.main',
    driver: 'asyncpg',
    urls: { prefix: '/api/v1', collection: '/' },
    layers: { contracts: 1, file: 'app/schemas/tag.py', imports: 'app.api.v1.tags' },
    models: 'app/models/tag.py',
    update: 'put',
    registrations: ['app/main.py', 'app/models/__init__.py', 'app/schemas/__init__.py'],
    tests: 600,
  },
  (project) => {
    test('keeps working when Redis is killed, reports it, and forgets what changed in the meantime', () => {
      if (spawnSync('redis-server', ['--version']).status !== 0) {
        missing('redis-server');
        return;
      }
      const script = join(import.meta.dirname, 'kill_redis.py');
      const { python } = project();
      python.run('alembic', ['upgrade', 'head']);
      const output = python.run('python', [script], { PYTHONPATH: python.root });
      expect(JSON.parse(output.split('\n').findLast((line) => line.startsWith('{')) ?? '')).toEqual(
        {
          before: { status: 200, names: ['first'], cache: 'ok', kept: true },
          killed: { created: 201, status: 200, names: ['first', 'second'], cache: 'unavailable' },
          restarted: { status: 200, names: ['first', 'second'], cache: 'ok', kept: true },
        },
      );
    }, 120_000);

    // The checklist of the development guide, row by row.
    const rules = () => readRules(project());

    test('a feature has the files that the guide names', () => {
      expect(rules().files).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^alembic\/versions\/\w+_create_tags\.py$/),
          'app/api/v1/tags.py',
          'app/models/tag.py',
          'app/schemas/tag.py',
          'tests/test_tags.py',
        ]),
      );
      expect(Object.keys(rules().bases['app/schemas/tag.py'] ?? {})).toEqual(
        expect.arrayContaining([
          'TagBase',
          'TagCreate',
          'TagListResponse',
          'TagResponse',
          'TagUpdate',
        ]),
      );
      expect(rules().sources['app/schemas/tag.py']).toMatch(
        /total: int \| None\n {4}items: list\[TagResponse\]/,
      );
    });

    test('the foundation has what the guide relies on', () => {
      const { names, methods } = rules();
      expect(names['app/core/database.py']).toEqual(expect.arrayContaining(['Base', 'get_db']));
      expect(names['app/core/security.py']).toEqual(
        expect.arrayContaining(['hash_password', 'verify_password']),
      );
      expect(names['app/main.py']).toContain('create_app');
      expect(names['app/core/redis.py']).toContain('redis_manager');
      expect(methods['app/core/redis.py']?.RedisManager).toMatchObject({
        initialize: expect.anything(),
        close: ['self'],
        health_check: ['self'],
        get_cache: ['self', 'key', 'namespace'],
        set_cache: ['self', 'key', 'value', 'ttl', 'namespace'],
        delete_cache: ['self', 'key', 'namespace'],
        invalidate_cache: ['self', 'pattern', 'namespace'],
      });
      expect(rules().sources['app/core/config.py']).toContain('API_V1_PREFIX: str = "/api/v1"');
      expect(names['tests/conftest.py']).toContain('client');
    });

    test('a feature is registered in its packages, and once in create_app()', () => {
      const { imports, exported, includes } = rules();
      expect(imports['app/models/__init__.py']).toContain('app.models.tag.Tag');
      expect(exported['app/models/__init__.py']).toContain('Tag');
      expect(exported['app/schemas/__init__.py']).toEqual(
        expect.arrayContaining(['TagCreate', 'TagListResponse', 'TagResponse', 'TagUpdate']),
      );
      expect(imports['app/main.py']).toContain('app.api.v1.tags');
      expect(includes['app/main.py']?.filter((line) => /\btags\b/.test(line))).toEqual([
        'create_app: app.include_router(tags.router, prefix=settings.API_V1_PREFIX)',
      ]);
    });

    test('a router has a prefix, a tag and the paths of the guide', () => {
      expect(rules().sources['app/api/v1/tags.py']).toContain(
        'router = APIRouter(prefix="/tags", tags=["tags"])',
      );
      expect(readPaths(project().python, 'app.main')).toMatchObject({
        '/api/v1/tags/': ['get', 'post'],
        '/api/v1/tags/bulk': ['post'],
        '/api/v1/tags/{tag_id}': ['delete', 'get', 'put'],
      });
    });

    test('every function documents its parameters, result and errors', () => {
      expect(rules().undocumented).toEqual([]);
    });

    test('reads and changes use the cache in one namespace', () => {
      const calls = rules().calls.filter(
        ({ file, call }) => file === 'app/api/v1/tags.py' && call.startsWith('redis_manager.'),
      );
      expect(calls).toHaveLength(7);
      expect(rules().sources['app/api/v1/tags.py']).toContain('lambda: forget_deleted(Tag)');
      for (const { source } of calls) expect(source).toMatch(/\bNAMESPACE\)$/);
    });

    test('runs in containers: without privileges, with probes and the commands of the guide', () => {
      const read = (path: string) => readFileSync(join(project().folder, path), 'utf8');
      const dockerfile = read('Dockerfile');
      expect(dockerfile.match(/^FROM /gm)).toHaveLength(2);
      expect(dockerfile).toMatch(/^USER \d+$/m);
      const [compose] = parseAllDocuments(read('docker-compose.yml'));
      expect(Object.keys(compose?.toJS().services)).toEqual([
        'migrate',
        'api',
        'database',
        'cache',
      ]);
      const [deployment] = parseAllDocuments(read('deploy/kubernetes.yaml'));
      const { containers } = deployment?.toJS({ maxAliasCount: -1 }).spec.template.spec ?? {};
      expect(containers[0].livenessProbe.httpGet.path).toBe('/health');
      expect(containers[0].readinessProbe.httpGet.path).toBe('/health/ready');
      const [hooks] = parseAllDocuments(read('.pre-commit-config.yaml'));
      expect(hooks?.toJS().repos[0].hooks.map(({ id }: { id: string }) => id)).toEqual([
        'ruff-check',
        'ruff-format',
        'mypy',
      ]);
      for (const target of ['format', 'lint', 'test']) {
        const { status, stderr } = spawnSync('make', ['--dry-run', target], {
          cwd: project().folder,
          encoding: 'utf8',
        });
        expect([target, status, stderr]).toEqual([target, 0, '']);
      }
    });
  },
);
