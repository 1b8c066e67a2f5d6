/** One package for each feature. The templates follow the backend package creation workflow. */

import { reserve } from '../../shared/feature/reserved-words.js';
import type { Architecture, Registration } from '../../shared/plan/architecture.js';
import { all, onlyIf, withMigration, withTests } from '../../shared/plan/conditions.js';
import { fittedFiles } from '../../shared/plan/fitting.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { addFromImport } from '../../shared/python/imports.js';
import { registerRouter } from '../../shared/python/routers.js';
import { addStatement } from '../../shared/python/statements.js';
import { viewForPackage } from './view.js';

const MAIN = 'backend/app/main.py';
const ENDPOINTS = 'backend/app/api/v1/endpoints.py';

/** In the workflow, tables are created at start-up, unless the project has moved to Alembic. */
const hasAlembic = (project: Workspace) => project.exists('backend/alembic/env.py');

const whereAlembicStands = onlyIf(
  (_, project) => hasAlembic(project),
  'The project has no Alembic: its tables are created at start-up.',
);

const model: Registration = {
  path: MAIN,
  layer: 'application',
  why: 'Imports the model and has its table created at start-up, or leaves that to Alembic where the project has it.',
  edit: (source, { features }, project) => {
    const alias = `${features}_models`;
    const imported = { module: `app.${features}`, name: 'models', alias };
    if (hasAlembic(project)) return addFromImport(source, { path: MAIN, ...imported });
    const created = addStatement(source, {
      path: MAIN,
      statement: `${alias}.Base.metadata.create_all(bind=engine)`,
      kind: /^\w+\.Base\.metadata\.create_all\(/,
      kindName: 'call of create_all',
    });
    return addFromImport(created, { path: MAIN, ...imported });
  },
};

const router: Registration = {
  path: ENDPOINTS,
  layer: 'application',
  why: 'Includes the router, so that the API serves the endpoints.',
  edit: (source, { features, path }) =>
    registerRouter(source, {
      path: ENDPOINTS,
      package: `app.${features}`,
      module: 'api',
      alias: `${features}_api`,
      receiver: 'router',
      options: `tags=["${path}"]`,
    }),
};

/** The tables of the architecture. Its templates are in `templates/`. */
export const packagePerFeature: Architecture = {
  id: 'package-per-feature',
  generator: 'package-per-feature',
  title: 'A package for each feature',
  fits: 'features should be self-contained, each a package with its own models, schemas, services, endpoints and tests',
  templates: ['package-per-feature/templates'],
  urls: { prefix: '/api/v1', collection: '/', updates: 'PATCH' },
  view: viewForPackage,
  requestPath: [
    'backend/app/[features]/api.py.ejs',
    'backend/app/[features]/services.py.ejs',
    'backend/app/[features]/crud.py.ejs',
    'backend/app/[features]/models.py.ejs',
  ],
  nextRule:
    'Into `backend/app/[features]/services.py`. `crud.py` only reads and writes rows, `api.py` only speaks HTTP.',
  migrationsFolder: 'backend/alembic/versions',
  models: { module: 'backend/app/[features]/models.py', suffix: '' },
  guards: {
    user: 'Depends(get_current_user)',
    roles: (literals) => `Depends(require_roles(${literals}))`,
  },
  shape: {
    specificity: 2,
    evidence: ({ featurePackages }) =>
      featurePackages.length > 0
        ? `features have packages of their own (${featurePackages.join(', ')})`
        : undefined,
  },
  capabilities: [
    {
      id: 'project',
      why: 'Packages, tools and settings of the project, with its README.',
      evidence: { path: 'backend/pyproject.toml' },
      files: [
        'backend/.env.example',
        'backend/README.md.ejs',
        'backend/gitignore.ejs',
        'backend/pyproject.toml.ejs',
      ],
    },
    {
      id: 'settings',
      why: 'What differs from one installation to the next, from the environment.',
      evidence: { path: 'backend/app/core/config.py', symbol: 'settings' },
      files: [
        'backend/app/__init__.py',
        'backend/app/core/__init__.py',
        'backend/app/core/config.py.ejs',
        'backend/app/core/tests/test_config.py.ejs',
      ],
    },
    {
      id: 'database',
      why: 'The engine, the base of all models, one session and one transaction for each request.',
      evidence: { path: 'backend/app/core/db.py', symbol: 'SessionDep' },
      files: ['backend/app/core/column_types.py.ejs', 'backend/app/core/db.py.ejs'],
    },
    {
      id: 'crud',
      why: 'What the crud modules of all packages share, and the errors they and the services raise.',
      evidence: { path: 'backend/app/core/crud.py', symbol: 'fetch_page' },
      files: [
        'backend/app/core/crud.py',
        'backend/app/core/errors.py.ejs',
        'backend/app/core/exceptions.py.ejs',
      ],
    },
    {
      id: 'schemas',
      why: 'The types that schemas are made of, with the limits that hold everywhere, and pages of lists.',
      evidence: { path: 'backend/app/core/schemas.py', symbol: 'ListParams' },
      files: [
        'backend/app/core/schemas.py.ejs',
        'backend/app/core/tests/test_types.py.ejs',
        'backend/app/core/types.py.ejs',
      ],
    },
    {
      id: 'users',
      why: 'Accounts, sign-in and roles: the package that all others look like.',
      evidence: { path: 'backend/app/users/deps.py', symbol: 'require_roles' },
      files: [
        'backend/app/core/security.py.ejs',
        'backend/app/core/tests/test_security.py.ejs',
        'backend/app/create_admin.py',
        'backend/app/users',
      ],
    },
    {
      id: 'application',
      why: 'The FastAPI application, and the thin list of the routers of all packages.',
      evidence: { path: ENDPOINTS, symbol: 'router' },
      files: [
        'backend/app/api',
        'backend/app/core/tests/__init__.py',
        'backend/app/core/tests/test_main.py.ejs',
        MAIN,
      ],
    },
    {
      id: 'tests',
      why: 'What tests share: a database that forgets, a client, users who can sign in.',
      evidence: { path: 'backend/conftest.py', symbol: 'sign_in' },
      files: ['backend/conftest.py.ejs'],
    },
  ],
  files: [
    {
      template: 'backend/app/[features]/__init__.py.ejs',
      layer: 'package',
      why: 'What other packages may use of this one.',
    },
    {
      template: 'backend/app/[features]/models.py.ejs',
      layer: 'models',
      why: 'The SQLAlchemy model: the table, its columns and relationships. It derives from app.core.db.Base.',
    },
    {
      template: 'backend/app/[features]/schemas.py.ejs',
      layer: 'schemas',
      why: 'What the API takes and gives: Base, Create, Update, and the one for reads.',
    },
    {
      template: 'backend/app/[features]/crud.py.ejs',
      layer: 'crud',
      why: 'The database operations; every function takes `db` first. It flushes; it never commits.',
    },
    {
      template: 'backend/app/[features]/services.py.ejs',
      layer: 'services',
      why: 'Business rules go here; services call crud, and raise what the API answers with.',
    },
    {
      template: 'backend/app/[features]/deps.py.ejs',
      layer: 'api',
      why: 'Dependencies of the package: the row that a path names, or 404.',
    },
    {
      template: 'backend/app/[features]/api.py.ejs',
      layer: 'api',
      why: 'Thin endpoints: validate, call a service, answer. Says who may call.',
    },
    {
      template: 'backend/alembic/versions/[revision]_create_[features].py.ejs',
      layer: 'models',
      why: 'The reversible migration that creates the table, where the project has Alembic.',
      when: all(withMigration, whereAlembicStands),
    },
    {
      template: 'backend/app/[features]/tests/__init__.py.ejs',
      layer: 'tests',
      why: 'Makes a package of the tests.',
      when: withTests,
    },
    {
      template: 'backend/app/[features]/tests/factories.py.ejs',
      layer: 'tests',
      why: 'Makes valid rows and request bodies for the tests of this feature and of those that refer to it.',
      when: withTests,
    },
    {
      template: 'backend/app/[features]/tests/test_services.py.ejs',
      layer: 'tests',
      why: 'Tests the services, and through them crud, against a real database.',
      when: withTests,
    },
    {
      template: 'backend/app/[features]/tests/test_api.py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints over HTTP: answers, refusals, who may call, how many statements it takes.',
      when: withTests,
    },
  ],
  registrations: [model, router],
  referable: [
    {
      path: 'backend/app/[features]/__init__.py',
      symbol: ({ Feature }) => Feature,
      forTests: false,
    },
    {
      path: 'backend/app/[features]/tests/factories.py',
      symbol: ({ feature }) => `create_${feature}`,
      forTests: true,
    },
  ],
  reservedFeatures: {
    ...reserve('the foundation has a package of that name', 'api core user'),
    ...reserve(
      'its class would hide what emitted code imports by that name',
      'big_integer foreign_key json list_params omittable sign_in utc_date_time exact_decimal ' +
        'utc_datetime int32 int64 entity_id local_time json_object http_url_text finite_float email_str ' +
        'config_dict query session_dep sequence timestamp_mixin typed_json api_router async_client',
    ),
    ...reserve('the application itself goes by that name', 'app engine lifespan router settings'),
    ...reserve(
      'every slice uses that name for something else',
      'attribute body column crud data db id item items model n overrides page param params request row ' +
        'schema select selectinload service services statement status total value values',
    ),
  },
  reservedFields: {
    ...reserve('it says how a list is paged and sorted', 'filters limit skip sort'),
  },
  unsupportedOptions: {
    parent:
      'packages are not nested in each other. Refer to the parent with a field instead, such as category:ref=Category.',
  },
  fitting: {
    files: fittedFiles(
      {
        model: '[features]/models.py',
        schemas: '[features]/schemas.py',
        service: '[features]/service.py',
        router: '[features]/router.py',
        tests: '../tests/test_[features].py',
      },
      { inPackage: true },
    ),
  },
  nextSteps: ({ spec }, isNew) => [
    'cd backend',
    ...(isNew ? ['python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"'] : []),
    ...(spec.tests ? ['.venv/bin/pytest'] : []),
    '.venv/bin/uvicorn app.main:app --reload  # then http://127.0.0.1:8000/docs',
  ],
};
