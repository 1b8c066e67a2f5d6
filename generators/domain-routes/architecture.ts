/** Routes by domain, rows by owner, after the backend feature builder that the templates follow. */
import type { Architecture, Registration } from '../../shared/architecture.js';
import { ACTIONS } from '../../shared/feature-rules.js';
import type { FeatureView } from '../../shared/feature-view.js';
import { registerRouter } from '../../shared/python/calls.js';
import { addToAll } from '../../shared/python/exports.js';
import { addFromImport } from '../../shared/python/imports.js';
import { addStatement } from '../../shared/python/statements.js';
import { reserve } from '../../shared/reserved-words.js';

const isTopLevel = ({ parent }: FeatureView) => parent === undefined;

const MAIN = 'main.py';
const ROUTES = 'routes/__init__.py';

const router: Registration = {
  path: MAIN,
  layer: 'application',
  why: 'Includes the router, so that the API serves the routes.',
  when: isTopLevel,
  edit: (source, { features }) =>
    registerRouter(source, {
      path: MAIN,
      package: `routes.${features}`,
      module: 'router',
      alias: `${features}_router`,
      isRouter: true,
      receiver: 'app',
      options: 'prefix="/api/v1"',
    }),
};

const routes: Registration = {
  path: ROUTES,
  layer: 'routes',
  why: 'Re-exports the router, as those of the other top-level features.',
  when: isTopLevel,
  edit: (source, { features }) => {
    const name = `${features}_router`;
    const imported = { module: `.${features}`, name: 'router', alias: name };
    return addToAll(addFromImport(source, { path: ROUTES, ...imported }), { path: ROUTES, name });
  },
};

const child: Registration = {
  path: 'routes/[parentRoute]/__init__.py',
  layer: 'routes',
  why: 'Includes the router in that of its parent, which alone knows it.',
  when: ({ parent }) => parent !== undefined,
  edit: (source, { features, parentRoute }) => {
    const path = `routes/${parentRoute}/__init__.py`;
    const alias = `${features}_router`;
    const included = addStatement(source, {
      path,
      statement: `router.include_router(${alias})`,
      kind: /^router\.include_router\(/,
      kindName: 'calls of include_router',
      mayBeFirst: true,
    });
    return addFromImport(included, { path, module: `.${features}.router`, name: 'router', alias });
  },
};

const withTests = ({ spec }: FeatureView) => spec.tests;

/** The architecture's tables. Its templates are in `templates/`. */
export const domainRoutes: Architecture = {
  id: 'domain-routes',
  generator: 'domain-routes',
  title: 'Routes by domain, rows by owner',
  fits: 'every row belongs to a user, and what is whose matters most: a folder of routes for each feature, every query scoped',
  templates: ['domain-routes/templates'],
  migrationsFolder: 'alembic/versions',
  nesting: { folder: 'routes', singletons: ['profile'] },
  models: { module: 'database/models.py', suffix: '', ids: 'uuid', owner: 'User' },
  guards: {
    user: 'Depends(get_current_user)',
    roles: (literals) => `Depends(require_roles(${literals}))`,
  },
  refuses: ({ access }) => {
    const action = ACTIONS.find((each) => access[each].kind === 'public');
    return action === undefined
      ? undefined
      : `--${action} public: every row belongs to a user here, so every route asks who is calling. Say user, admin or a role.`;
  },
  capabilities: [
    {
      id: 'project',
      why: 'Packages, tools and settings of the project, with its README.',
      evidence: { path: 'pyproject.toml' },
      files: ['.env.example', 'README.md.ejs', 'gitignore.ejs', 'pyproject.toml.ejs'],
    },
    {
      id: 'settings',
      why: 'What differs from one installation to the next, from the environment.',
      evidence: { path: 'config.py', symbol: 'settings' },
      files: ['config.py.ejs', 'tests/test_config.py.ejs'],
    },
    {
      id: 'database',
      why: 'The engine, a session for each request, and all models, with users among them.',
      evidence: { path: 'database/models.py', symbol: 'Base' },
      files: ['alembic/versions', 'database'],
    },
    {
      id: 'queries',
      why: 'What all services share: queries scoped to an owner, pages of lists, errors.',
      evidence: { path: 'utils/queries.py', symbol: 'owned' },
      files: [
        'services/__init__.py',
        'tests/test_types.py.ejs',
        'utils/__init__.py',
        'utils/errors.py.ejs',
        'utils/exceptions.py.ejs',
        'utils/queries.py',
        'utils/schemas.py',
        'utils/types.py.ejs',
      ],
    },
    {
      id: 'users',
      why: 'Accounts, sign-in, roles and profiles: the first routes, in the layout of all others.',
      evidence: { path: 'utils/access.py', symbol: 'require_admin' },
      files: [
        'create_admin.py',
        'routes',
        'services/auth_service.py',
        'services/profile_service.py',
        'tests/factories/profile.py',
        'tests/factories/user.py',
        'tests/test_auth.py',
        'utils/access.py',
        'utils/security.py',
      ],
    },
    {
      id: 'application',
      why: 'The FastAPI application, and structured events with the id of their request.',
      evidence: { path: MAIN, symbol: 'app' },
      files: [MAIN, 'tests/test_rules.py', 'utils/logging.py'],
    },
    {
      id: 'migrations',
      why: "Alembic's environment.",
      evidence: { path: 'alembic/env.py' },
      files: ['alembic.ini.ejs', 'alembic/env.py.ejs', 'alembic/script.py.mako.ejs'],
    },
    {
      id: 'tests',
      why: 'What tests share: a database that forgets, a client, users who can sign in.',
      evidence: { path: 'tests/conftest.py', symbol: 'sign_in' },
      files: ['tests/__init__.py', 'tests/conftest.py.ejs', 'tests/factories/__init__.py'],
    },
  ],
  files: [
    {
      template: 'database/models.py.ejs',
      layer: 'database',
      why: 'The SQLAlchemy model: the table, its columns and relationships, beside all others.',
      appends: true,
    },
    {
      template: 'alembic/versions/[revision]_create_[features].py.ejs',
      layer: 'database',
      why: 'The reversible migration that creates the table.',
      when: ({ spec }) => spec.migration,
    },
    {
      template: 'services/[feature]_service.py.ejs',
      layer: 'services',
      why: 'Business logic and queries, each scoped to the owner. It knows its schemas by type only.',
    },
    {
      template: 'routes/[route]/__init__.py.ejs',
      layer: 'routes',
      why: 'Exports the router, and includes those of the features nested in this one.',
      grows: true,
    },
    {
      template: 'routes/[route]/router.py.ejs',
      layer: 'routes',
      why: 'The routes: they ask who is calling, call the service, and answer.',
    },
    {
      template: 'routes/[route]/schemas.py.ejs',
      layer: 'routes',
      why: 'What the routes take and give, beside their router.',
    },
    {
      template: 'tests/factories/[feature].py.ejs',
      layer: 'tests',
      why: 'Makes valid rows and request bodies for the tests of this feature and of those that refer to it.',
      when: withTests,
    },
    {
      template: 'tests/test_[feature]_service.py.ejs',
      layer: 'tests',
      why: 'Tests what is whose, and what stays of what is deleted, against a real database.',
      when: withTests,
    },
    {
      template: 'tests/test_[feature]_routes.py.ejs',
      layer: 'tests',
      why: 'Tests the routes over HTTP: answers, refusals, and who may call.',
      when: withTests,
    },
  ],
  registrations: [routes, router, child],
  referable: [
    {
      path: 'tests/factories/[feature].py',
      symbol: ({ feature }) => `create_${feature}`,
      forTests: true,
    },
  ],
  reservedFeatures: {
    ...reserve('the foundation has routes of that name', 'auth profile user'),
    ...reserve(
      'its class would hide what emitted code imports by that name',
      'big_integer foreign_key index json list_params omittable sign_in utc_date_time exact_decimal ' +
        'utc_datetime int32 int64 entity_id local_time json_object http_url_text finite_float email_str ' +
        'config_dict query db_session current_user sequence row_mixin owned_mixin typed_json api_router async_client',
    ),
    ...reserve('the application itself goes by that name', 'app engine lifespan router settings'),
    ...reserve(
      'every slice uses that name for something else',
      'attribute body column commit data db id item items n overrides owned owner page param params request ' +
        'row schema select selectinload service status total value values',
    ),
  },
  reservedFields: {
    ...reserve('it says how a list is paged and sorted', 'filters page page_size sort'),
    ...reserve('every row has an owner already', 'owner owner_id'),
  },
  unsupportedOptions: {},
  nextSteps: ({ spec }, isNew) => [
    ...(isNew ? ['python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"'] : []),
    ...(spec.migration ? [] : ['.venv/bin/alembic revision --autogenerate']),
    '.venv/bin/alembic upgrade head',
    ...(spec.tests ? ['.venv/bin/pytest'] : []),
    '.venv/bin/uvicorn main:app --reload  # then http://127.0.0.1:8000/docs',
  ],
};
