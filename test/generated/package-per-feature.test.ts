/** One package for each feature, emitted and run. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeEmittedProject } from './emitted-project.js';
import { generateOrThrow, PythonProject, temporaryFolder } from './python-project.js';
import { readRules } from './python-rules.js';
import { PYTHON, testWithPython } from './with-python.js';

describeEmittedProject(
  {
    architecture: 'package-per-feature',
    backend: 'backend',
    application: 'app.main',
    driver: 'psycopg',
    urls: { prefix: '/api/v1', collection: '/' },
    layers: { contracts: 4, file: 'app/tags/api.py', imports: 'app.tags.crud' },
    update: 'patch',
    registrations: ['backend/app/api/v1/endpoints.py', 'backend/app/main.py'],
    tests: 700,
  },
  (project) => {
    // The checklist of the package creation workflow, row by row.
    const rules = () => readRules(project());

    test('a package has exactly the files that the workflow names, and tests', () => {
      const files = rules().files.filter((file) => /^app\/order_items\/[^/]+$/.test(file));
      expect(files).toEqual(
        ['__init__', 'api', 'crud', 'deps', 'models', 'schemas', 'services'].map(
          (name) => `app/order_items/${name}.py`,
        ),
      );
      expect(rules().files).toContain('app/order_items/tests/__init__.py');
    });

    test('the foundation has what the workflow relies on', () => {
      const { names, files } = rules();
      expect(names['app/core/db.py']).toEqual(expect.arrayContaining(['Base', 'engine', 'get_db']));
      expect(names['app/users/deps.py']).toContain('get_current_user');
      expect(names['app/api/v1/endpoints.py']).toEqual(['router']);
      expect(files.filter((file) => /^app\/users\/[^/]+$/.test(file))).toHaveLength(7);
    });

    test('a package is registered in main.py and in endpoints.py, and nowhere else', () => {
      const { sources, includes } = rules();
      const main = sources['app/main.py'] ?? '';
      expect(main).toContain('from app.tags import models as tags_models\n');
      const created = [
        ...main.matchAll(/(\w+)_models\.Base\.metadata\.create_all\(bind=engine\)/g),
      ];
      expect(created.map(([, name]) => name).slice(0, 3)).toEqual(['users', 'categories', 'tags']);
      expect(sources['app/api/v1/endpoints.py']).toContain(
        'from app.tags import api as tags_api\n',
      );
      expect(includes['app/api/v1/endpoints.py']).toContain(
        "router.include_router(tags_api.router, tags=['tags'])",
      );
    });

    test('models derive from app.core.db.Base', () => {
      const { bases, imports } = rules();
      expect(bases['app/tags/models.py']).toEqual({ Tag: ['TimestampMixin', 'Base'] });
      expect(imports['app/tags/models.py']).toContain('app.core.db.Base');
    });

    test('schemas are Base, Create, Update and one for reading', () => {
      expect(Object.keys(rules().bases['app/tags/schemas.py'] ?? {})).toEqual(
        expect.arrayContaining(['TagBase', 'TagCreate', 'TagUpdate', 'Tag']),
      );
    });

    test('crud takes the session first', () => {
      const signatures = rules().sources['app/tags/crud.py']?.match(/^def [a-z]\w+\(\s*\w+: \w+/gm);
      expect(signatures).toHaveLength(5);
      for (const signature of signatures ?? []) expect(signature).toMatch(/\(\s*db: Session$/);
    });

    test('no package imports the crud of another, by its own contract', () => {
      const { folder, python } = project();
      const path = join(folder, 'backend/app/order_items/services.py');
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, `import app.tags.crud\n${source}`);
      expect(() => python.run('lint-imports', [])).toThrow(
        'app.order_items is not allowed to import app.tags.crud',
      );
      writeFileSync(path, source);
    });

    test('endpoints.py has no endpoints itself, and api never imports crud', () => {
      const { endpoints, sources } = rules();
      expect(endpoints.filter(({ file }) => file === 'app/api/v1/endpoints.py')).toEqual([]);
      for (const [file, source] of Object.entries(sources)) {
        if (file.endsWith('/api.py')) expect(source).not.toMatch(/\bcrud\b/);
      }
    });

    test('deps.py is not empty', () => {
      const { names, files } = rules();
      const deps = files.filter((file) => /^app\/\w+\/deps\.py$/.test(file));
      expect(deps.length).toBeGreaterThan(10);
      for (const file of deps)
        expect(names[file]).toContainEqual(expect.stringMatching(/_or_404$/));
    });

    test('models of other packages come from what those packages export', () => {
      const { imports } = rules();
      expect(imports['app/order_items/models.py']).toEqual(
        expect.arrayContaining(['app.categories.Category', 'app.tags.Tag', 'app.users.User']),
      );
    });
  },
);

testWithPython(
  'a project that has moved to Alembic gets a migration and no create_all',
  () => {
    const folder = temporaryFolder();
    generateOrThrow(folder, 'package-per-feature', 'category', 'name:str');
    const project = new PythonProject(join(folder, 'backend'), PYTHON);
    const alembic = (...args: string[]) => project.run('alembic', args);
    alembic('init', 'alembic');
    const env = join(project.root, 'alembic/env.py');
    writeFileSync(
      env,
      readFileSync(env, 'utf8').replace(
        'target_metadata = None',
        'import app.main\nfrom app.core.config import settings\nfrom app.core.db import Base\n' +
          'config.set_main_option("sqlalchemy.url", settings.DATABASE_URL)\ntarget_metadata = Base.metadata',
      ),
    );
    alembic('revision', '--autogenerate', '--rev-id', 'abcabcabcabc', '-m', 'base');
    // The migrations that Alembic writes name the module of our column types.
    const base = join(project.root, 'alembic/versions/abcabcabcabc_base.py');
    writeFileSync(base, `import app.core.column_types\n${readFileSync(base, 'utf8')}`);

    generateOrThrow(folder, 'package-per-feature', 'product', 'name', 'category:ref=Category');

    // The endpoints import the model.
    expect(readFileSync(join(project.root, 'app/main.py'), 'utf8')).not.toContain('products');
    const there = ['upgrade head', 'check'];
    const output = project.alembic([...there, 'downgrade base', ...there]);
    expect(output.match(/No new upgrade operations/g)).toHaveLength(2);
    rmSync(folder, { recursive: true });
  },
  120_000,
);
