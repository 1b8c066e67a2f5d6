/** The layered architecture with services and repositories, emitted and run. */
import { expect, test } from '@jest/globals';
import { describeEmittedProject } from './emitted-project.js';
import { readRules } from './python-rules.js';

/** Uses the repository without a database as tests of a team would: rows go, and some have ids of their own. */
const USE_FAKE = `
import asyncio
from tests.fakes.user import FakeUserRepository

async def main():
    users = FakeUserRepository()
    async def add(**values):
        return await users.create({"email": "ada@example.com", "password_hash": "x"} | values)
    first, second = await add(), await add()
    await users.delete(first.id)
    third = await add()
    await users.delete(third.id)
    fourth, fifth = await add(), await add(id=7)
    rows = [first, second, third, fourth, fifth, await add()]
    print(len({user.id for user in rows}), "ids")

asyncio.run(main())
`;

describeEmittedProject(
  {
    architecture: 'layered-service',
    backend: '',
    application: 'app.main',
    driver: 'asyncpg',
    urls: { prefix: '/api/v1', collection: '/' },
    layers: { contracts: 3, file: 'app/services/tag_service.py', imports: 'sqlalchemy' },
    models: 'app/models/tag.py',
    update: 'patch',
    registrations: ['app/api/v1/router.py', 'app/models/__init__.py', 'app/schemas/__init__.py'],
    tests: 800,
  },
  (project) => {
    // The checklist of the feature development workflow, row by row.
    const rules = () => readRules(project());

    test('gives no id twice in repositories without a database', () => {
      expect(project().python.output('python', ['-c', USE_FAKE])).toBe('6 ids\n');
    });

    test('a feature has the files that the workflow names', () => {
      expect(rules().files).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^alembic\/versions\/\w+_create_order_items\.py$/),
          'app/api/v1/endpoints/order_items.py',
          'app/models/order_item.py',
          'app/repositories/order_item_repository.py',
          'app/schemas/order_item.py',
          'app/services/order_item_service.py',
          'tests/api/test_order_items.py',
          'tests/repositories/test_order_item_repository.py',
          'tests/services/test_order_item_service.py',
        ]),
      );
    });

    test('the foundation has what the workflow relies on', () => {
      const { names } = rules();
      expect(names['app/core/database.py']).toEqual(
        expect.arrayContaining(['AsyncSessionLocal', 'Base', 'engine', 'get_db']),
      );
      expect(names['app/models/base.py']).toEqual(
        expect.arrayContaining(['BaseModel', 'SoftDeleteMixin', 'TimestampMixin']),
      );
      expect(names['app/models/user.py']).toEqual(expect.arrayContaining(['User', 'UserRole']));
      expect(names['app/models/activity_log.py']).toContain('ActivityLog');
      expect(names['app/api/deps.py']).toEqual(
        expect.arrayContaining(['get_current_user', 'require_roles']),
      );
      expect(names['app/services/activity_log_service.py']).toContain('ActivityLogService');
      expect(names['app/utils/activity_tracker.py']).toEqual(
        expect.arrayContaining(['log_create', 'log_delete', 'log_update']),
      );
      const methods = rules().methods['app/repositories/base.py']?.BaseRepository;
      expect(methods).toMatchObject({
        __init__: ['self', 'model', 'db'],
        get: ['self', 'row_id'],
        get_multi: ['self', 'params'],
        create: ['self', 'values'],
        update: ['self', 'row_id', 'values'],
        delete: ['self', 'row_id', 'soft'],
        count: ['self', 'params'],
        exists: ['self', 'row_id'],
      });
    });

    test('a feature is registered in its model package, its schema package and the router', () => {
      const { imports, exported, includes } = rules();
      expect(imports['app/models/__init__.py']).toContain('app.models.tag.Tag');
      expect(exported['app/models/__init__.py']).toContain('Tag');
      expect(imports['app/schemas/__init__.py']).toContain('app.schemas.tag.TagCreate');
      expect(exported['app/schemas/__init__.py']).toEqual(
        expect.arrayContaining(['TagCreate', 'TagListResponse', 'TagResponse', 'TagUpdate']),
      );
      expect(imports['app/api/v1/router.py']).toContain('app.api.v1.endpoints.tags');
      expect(includes['app/api/v1/router.py']).toContain('router.include_router(tags.router)');
    });

    test('models derive from BaseModel, repositories from BaseRepository with their model', () => {
      const { bases } = rules();
      expect(bases['app/models/tag.py']).toEqual({ Tag: ['BaseModel'] });
      expect(bases['app/repositories/tag_repository.py']).toEqual({
        TagRepository: ['BaseRepository[Tag]'],
      });
    });

    test('SQL is only in repositories', () => {
      const sql = rules().calls.filter(
        ({ file, call }) =>
          /^app\/(services|api\/v1)\//.test(file) &&
          /^(select|insert|update|delete|text)$|(^|\.)db\.(execute|scalars?|get|add|delete)$/.test(
            call,
          ),
      );
      expect(sql).toEqual([]);
    });

    test('every change requires a role and is recorded', () => {
      const { endpoints } = rules();
      const changing = endpoints.filter(
        ({ file, method }) =>
          /\/(tags|every_things|order_items)\.py$/.test(file) && method !== 'get',
      );
      expect(changing).toHaveLength(9);
      for (const { source, method } of changing) {
        expect(source).toMatch(/current_user: Annotated\[User, Depends\(require_roles\(\[/);
        const verb = { post: 'create', patch: 'update', delete: 'delete' }[method];
        expect(source).toContain(`await log_${verb}(db, user_id=current_user.id, `);
      }
    });

    test('a positive price is enforced, not only documented', () => {
      expect(rules().sources['app/schemas/every_thing.py']).toMatch(
        /EveryThingPrice = Annotated\[JsonDecimal, Field\(gt=0, /,
      );
    });
  },
);
