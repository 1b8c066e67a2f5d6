/** One package for each feature. The templates follow the backend package creation workflow. */

import { isVersioned } from '../../shared/feature/concurrency.js';
import { hasFlows } from '../../shared/feature/flows.js';
import { hasOwners } from '../../shared/feature/ownership.js';
import type { Architecture, Registration } from '../../shared/plan/architecture.js';
import { callerLinks } from '../../shared/plan/caller-links.js';
import { all, onlyIf, withMigration, withTests } from '../../shared/plan/conditions.js';
import { cursors } from '../../shared/plan/cursors.js';
import { deploy } from '../../shared/plan/deploy.js';
import { eachLinks } from '../../shared/plan/each-links.js';
import { idsAlone } from '../../shared/plan/earlier-foundations.js';
import { fileRegistrations, storedFiles } from '../../shared/plan/files.js';
import { fittedFiles } from '../../shared/plan/fitting.js';
import { PYTHON_CHECKS } from '../../shared/plan/guide.js';
import { includes } from '../../shared/plan/includes.js';
import { kept } from '../../shared/plan/kept.js';
import { largeLinks } from '../../shared/plan/large-links.js';
import { inEitherDatabase, listFilters, prefixFilters } from '../../shared/plan/list-filters.js';
import { registerPairs, savepoints, withPair } from '../../shared/plan/pair-view.js';
import { rarerTypes } from '../../shared/plan/rarer-types.js';
import { rolesIn } from '../../shared/plan/roles.js';
import { seeds } from '../../shared/plan/seed.js';
import { slugs } from '../../shared/plan/slugs.js';
import { searchInAlembic, textSearch } from '../../shared/plan/text-search.js';
import { uuidPackage, uuids } from '../../shared/plan/uuids.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { addFromImport } from '../../shared/python/imports.js';
import { registerRouter } from '../../shared/python/routers.js';
import { addStatement } from '../../shared/python/statements.js';
import { accounts } from './accounts.js';
import { viewForPackage } from './view.js';

const MAIN = 'backend/app/main.py';
const ENDPOINTS = 'backend/app/api/v1/endpoints.py';

/** In the workflow, tables are created at start-up, unless the project has moved to Alembic. */
const hasAlembic = (project: Workspace) => project.exists('backend/alembic/env.py');

const whereAlembicStands = onlyIf(
  (_, project) => hasAlembic(project),
  'The project does not use Alembic: tables are created at start-up.',
);

const withoutAlembic = onlyIf(
  (_, project) => !hasAlembic(project),
  'The project uses Alembic: its migration creates the table.',
);

const model: Registration = {
  path: MAIN,
  layer: 'application',
  why: 'Imports the model and creates its table at start-up, unless the project uses Alembic.',
  when: withoutAlembic,
  edit: (source, { features }) => {
    const alias = `${features}_models`;
    const created = addStatement(source, {
      path: MAIN,
      statement: `${alias}.Base.metadata.create_all(bind=engine)`,
      kind: /^\w+\.Base\.metadata\.create_all\(/,
      kindName: 'create_all calls',
    });
    return addFromImport(created, { path: MAIN, module: `app.${features}`, name: 'models', alias });
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

const pairs = registerPairs(ENDPOINTS, 'application', ({ features, path }) => ({
  package: `app.${features}.pairs`,
  module: 'router',
  alias: `${features}_pairs`,
  isRouter: true,
  receiver: 'router',
  options: `tags=["${path}"]`,
}));

/** The tables of the architecture. Its templates are in `templates/`. */
export const packagePerFeature: Architecture = {
  id: 'package-per-feature',
  camelSchema: 'backend/app/core/camel.py.ejs',
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
    'In `backend/app/[features]/services.py`. `crud.py` only reads and writes rows, `api.py` deals only with HTTP.',
  guide: {
    order:
      'In a package, `api` calls `services`, and those call `crud`. A package uses another one through what its `__init__.py` exports, and through its `deps`.',
    layers: [
      ['backend/app/<features>/api.py', 'endpoints: validate, call services, answer'],
      ['backend/app/<features>/deps.py', 'dependencies: the row that a path names, who is calling'],
      ['backend/app/<features>/services.py', 'business rules'],
      ['backend/app/<features>/crud.py', 'the database, and nothing else'],
      ['backend/app/<features>/schemas.py', 'what the API takes and gives'],
      ['backend/app/<features>/models.py', 'the table'],
      ['backend/app/<features>/tests/', 'the tests of the package'],
      ['backend/app/api/v1/endpoints.py', 'includes the routers of all packages'],
      ['backend/app/core/', 'settings, engine and session, security, errors'],
    ],
    checks: ['cd backend', ...PYTHON_CHECKS],
  },
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
        ? `features have their own packages (${featurePackages.join(', ')})`
        : undefined,
  },
  capabilities: [
    {
      id: 'project',
      why: "The project's dependencies, tool configuration and README.",
      evidence: { path: 'backend/pyproject.toml' },
      files: [
        'backend/.env.example',
        'backend/README.md.ejs',
        'backend/gitignore.ejs',
        'gitattributes.ejs',
        'backend/pyproject.toml.ejs',
      ],
    },
    {
      id: 'settings',
      why: 'Settings that differ between deployments, read from the environment.',
      evidence: { path: 'backend/app/core/config.py', symbol: 'settings' },
      files: [
        'backend/app/__init__.py',
        'backend/app/core/__init__.py',
        'backend/app/core/capacity.py.ejs',
        'backend/app/core/config.py.ejs',
        'backend/app/core/tests/test_config.py.ejs',
      ],
    },
    {
      id: 'database',
      why: 'The engine, the base of all models, and one session and one transaction for each request.',
      evidence: { path: 'backend/app/core/db.py', symbol: 'SessionDep' },
      files: [
        'backend/app/core/column_types.py.ejs',
        'backend/app/core/db.py.ejs',
        'backend/app/core/tests/test_unit_of_work.py.ejs',
        'backend/app/core/unit_of_work.py.ejs',
      ],
    },
    {
      id: 'crud',
      why: 'What the crud modules of all packages share, and the errors that they and the services raise.',
      unfit: idsAlone('backend/app/core/exceptions.py'),
      evidence: { path: 'backend/app/core/crud.py', symbol: 'fetch_page' },
      files: [
        'backend/app/core/crud.py',
        'backend/app/core/errors.py.ejs',
        'backend/app/core/exceptions.py.ejs',
        'backend/app/core/refusal.py.ejs',
      ],
    },
    {
      id: 'schemas',
      why: 'The types that schemas are built from, with limits that apply everywhere, and pagination.',
      evidence: { path: 'backend/app/core/schemas.py', symbol: 'ListParams' },
      files: [
        'backend/app/core/schemas.py.ejs',
        'backend/app/core/tests/test_types.py.ejs',
        'backend/app/core/camel.py.ejs',
        'backend/app/core/types.py.ejs',
      ],
    },
    {
      id: 'users',
      why: 'Accounts, sign-in and roles: the package that all others are modelled on.',
      evidence: { path: 'backend/app/users/deps.py', symbol: 'require_roles' },
      files: [
        'backend/app/core/security.py.ejs',
        'backend/app/core/sign_in_limits.py.ejs',
        'backend/app/core/tests/test_security.py.ejs',
        'backend/app/create_admin.py.ejs',
        'backend/app/users',
      ],
    },
    {
      id: 'application',
      why: "The FastAPI application, and the list of all packages' routers.",
      evidence: { path: ENDPOINTS, symbol: 'router' },
      files: [
        'backend/app/api',
        'backend/app/core/logging.py.ejs',
        'backend/app/core/middleware.py.ejs',
        'backend/app/core/readiness.py.ejs',
        'backend/app/core/request_ids.py.ejs',
        'backend/app/core/tests/__init__.py',
        'backend/app/core/tests/test_capacity.py.ejs',
        'backend/app/core/tests/test_main.py.ejs',
        'backend/app/core/tests/test_column_types.py.ejs',
        'backend/app/core/tests/test_refusal.py.ejs',
        'backend/app/core/tests/test_middleware.py.ejs',
        'backend/app/core/tests/test_readiness.py.ejs',
        'backend/app/core/tests/test_request_ids.py.ejs',
        MAIN,
      ],
    },
    {
      id: 'versions',
      why: 'What a change is meant for: the versions of rows, and how HTTP names them.',
      evidence: { path: 'backend/app/core/preconditions.py', symbol: 'ExpectedVersions' },
      files: [
        'backend/app/core/preconditions.py.ejs',
        'backend/app/core/tests/test_if_match.py.ejs',
        'backend/app/core/versions.py.ejs',
      ],
      when: isVersioned,
    },
    {
      id: 'ownership',
      why: 'Who may act as the owner of a row.',
      evidence: { path: 'backend/app/core/ownership.py', symbol: 'acts_as_owner' },
      files: ['backend/app/core/ownership.py.ejs'],
      when: hasOwners,
    },
    includes('backend/app/core/including.py'),
    eachLinks('backend/app/core/links.py'),
    largeLinks('backend/app/core/counted.py'),
    ...callerLinks('backend/app/core/caller_links.py', 'backend/app/core/visitor.py'),
    {
      id: 'flows',
      why: 'Which steps lead from one state to another.',
      evidence: { path: 'backend/app/core/flows.py', symbol: 'require_step' },
      files: ['backend/app/core/flows.py.ejs'],
      when: hasFlows,
    },
    cursors('backend/app/core/cursors.py', [
      'backend/app/core/keyset.py.ejs',
      'backend/app/core/tests/test_cursors.py.ejs',
      'backend/app/core/tests/walking.py.ejs',
    ]),
    storedFiles(
      'backend/app/core/files.py',
      'backend/app/core/storage.py',
      'backend/app/core/uploads.py',
      'backend/app/core/file_info.py',
      'backend/app/core/tests/test_storage.py',
      'backend/app/core/tests/test_stored_files.py',
    ),
    kept('backend/app/core/kept.py'),
    textSearch('backend/app/core/text_search.py', 'backend/app/core/words.py'),
    listFilters('backend/app/core/filters.py'),
    ...rarerTypes('backend/app/core', 'backend/app/core/tests'),
    prefixFilters('backend/app/core/prefixes.py'),
    inEitherDatabase('backend/app/core/in_either_database.py'),
    slugs('backend/app/core/slugs.py', ['backend/app/core/tests/test_slugs.py.ejs']),
    savepoints('backend/app/core/savepoints.py.ejs'),
    uuids('backend/app/core/uuids.py'),
    {
      id: 'tests',
      why: 'What the tests share: a clean database for each test, a client, and users who can sign in.',
      evidence: { path: 'backend/conftest.py', symbol: 'sign_in' },
      files: ['backend/conftest.py.ejs'],
    },
    ...seeds('backend/app/core/tests'),
  ],
  files: [
    {
      template: 'backend/app/[features]/__init__.py.ejs',
      layer: 'package',
      why: 'What other packages may import from this one.',
    },
    {
      template: 'backend/app/[features]/models.py.ejs',
      layer: 'models',
      why: 'The SQLAlchemy model: the table, its columns and relationships. It inherits from app.core.db.Base.',
    },
    {
      template: 'backend/app/[features]/schemas.py.ejs',
      layer: 'schemas',
      why: 'The request and response schemas: Base, Create, Update, and one for reads.',
    },
    {
      template: 'backend/app/[features]/crud.py.ejs',
      layer: 'crud',
      why: 'The database operations; every function takes `db` first. They flush; they never commit.',
    },
    {
      template: 'backend/app/[features]/services.py.ejs',
      layer: 'services',
      why: 'Business rules go here; services call crud, and raise the errors that the API responds with.',
    },
    {
      template: 'backend/app/[features]/deps.py.ejs',
      layer: 'api',
      why: "The package's dependencies: the row that a path refers to, or a 404.",
    },
    {
      template: 'backend/app/[features]/api.py.ejs',
      layer: 'api',
      why: 'Thin endpoints: validate, call a service, respond. They declare who may call them.',
    },
    {
      template: 'backend/app/[features]/pairs.py.ejs',
      layer: 'api',
      why: 'The endpoints by what rows refer to: they find, put and delete a row by its pair, and list those of either side.',
      when: withPair,
    },
    {
      template: 'backend/alembic/versions/[revision]_create_[features].py.ejs',
      layer: 'models',
      why: 'The reversible migration that creates the table, if the project uses Alembic.',
      when: all(withMigration, whereAlembicStands),
    },
    {
      template: 'backend/app/[features]/tests/__init__.py.ejs',
      layer: 'tests',
      why: 'Makes the tests a package.',
      when: withTests,
    },
    {
      template: 'backend/app/[features]/tests/factories.py.ejs',
      layer: 'tests',
      why: 'Builds valid rows and request bodies for the tests of this feature and of features that refer to it.',
      when: withTests,
    },
    {
      template: 'backend/app/[features]/tests/test_pairs.py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints of pairs: what is put twice, by two at once, and the lists under either side.',
      when: all(withTests, withPair),
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
      why: 'Tests the endpoints over HTTP: responses, errors, permissions, and the number of SQL statements.',
      when: withTests,
    },
  ],
  registrations: [
    model,
    router,
    pairs,
    rolesIn('backend/app/users/schemas.py', 'users'),
    uuidPackage('backend/pyproject.toml'),
    ...fileRegistrations({
      settings: 'backend/app/core/config.py',
      root: 'BACKEND',
      environment: 'backend/.env.example',
      pyproject: 'backend/pyproject.toml',
      ignored: 'backend/.gitignore',
    }),
    searchInAlembic('backend/alembic/env.py', 'app.core.text_search'),
  ],
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
  reservedFields: {},
  ownAttributes: { listParameters: ['limit', 'skip', 'sort', 'with_total'], methods: ['filters'] },
  unsupportedOptions: {
    parent:
      'packages are not nested. Refer to the parent with a field instead, such as category:ref=Category.',
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
  integrations: [
    accounts,
    deploy({
      backend: 'backend',
      sources: ['app'],
      application: 'app.main',
      migrate: '[python, -c, "from app.main import create_tables; create_tables()"]',
      hasMigrations: false,
      driver: 'postgresql+psycopg',
      createAdmin: 'python -m app.create_admin',
      list: '/api/v1/products/',
      cache: false,
      debug: false,
    }),
  ],
  nextSteps: ({ spec }, isNew) => stepsFor(spec.tests, isNew),
  projectSteps: (isNew) => stepsFor(true, isNew),
};

function stepsFor(tests: boolean, isNew: boolean): readonly string[] {
  return [
    'cd backend',
    ...(isNew ? ['python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"'] : []),
    ...(tests ? ['.venv/bin/pytest'] : []),
    '.venv/bin/uvicorn app.main:app --reload  # then http://127.0.0.1:8000/docs',
  ];
}
