/**
 * The layered architecture with services and repositories, as the feature development workflow
 * describes it.
 */

import { isVersioned } from '../../../shared/feature/concurrency.js';
import { hasFlows } from '../../../shared/feature/flows.js';
import { hasOwners } from '../../../shared/feature/ownership.js';
import type { Architecture, Registration } from '../../../shared/plan/architecture.js';
import { callerLinks } from '../../../shared/plan/caller-links.js';
import { all, withTests } from '../../../shared/plan/conditions.js';
import { cursors } from '../../../shared/plan/cursors.js';
import { deploy } from '../../../shared/plan/deploy.js';
import { eachLinks } from '../../../shared/plan/each-links.js';
import { idsAlone, numbersAlone } from '../../../shared/plan/earlier-foundations.js';
import { fileRegistrations } from '../../../shared/plan/files.js';
import { fittedFiles } from '../../../shared/plan/fitting.js';
import { MIGRATION_CHECK, PYTHON_CHECKS } from '../../../shared/plan/guide.js';
import { includes } from '../../../shared/plan/includes.js';
import { kept } from '../../../shared/plan/kept.js';
import { largeLinks } from '../../../shared/plan/large-links.js';
import { inEitherDatabase, listFilters, prefixFilters } from '../../../shared/plan/list-filters.js';
import { registerPairs, savepoints, withPair } from '../../../shared/plan/pair-view.js';
import { rarerTypes } from '../../../shared/plan/rarer-types.js';
import { seeds } from '../../../shared/plan/seed.js';
import { slugs } from '../../../shared/plan/slugs.js';
import { searchInAlembic, textSearch } from '../../../shared/plan/text-search.js';
import { timeless } from '../../../shared/plan/timeless.js';
import { uuidPackage, uuids } from '../../../shared/plan/uuids.js';
import { registerRouter } from '../../../shared/python/routers.js';
import {
  conventions,
  DEPLOYED,
  FILE_PLACES,
  files,
  model,
  nextSteps,
  projectSteps,
  roles,
  schemas,
  sharedFiles,
} from '../both-styles.js';
import { accounts } from './accounts.js';
import { viewForService } from './view.js';

const ROUTER = 'app/api/v1/router.py';

const router: Registration = {
  path: ROUTER,
  layer: 'api',
  why: 'Includes the router, so that the API serves the endpoints.',
  edit: (source, { features }) =>
    registerRouter(source, {
      path: ROUTER,
      package: 'app.api.v1.endpoints',
      module: features,
      receiver: 'router',
    }),
};

const pairs = registerPairs(ROUTER, 'api', ({ feature }) => ({
  package: 'app.api.v1.endpoints',
  module: `${feature}_pairs`,
  receiver: 'router',
}));

/**
 * The tables of the architecture. Its templates are in `templates/`, and in the one that both
 * styles share.
 */
export const service: Architecture = {
  ...conventions,
  urls: { prefix: '/api/v1', collection: '/', updates: 'PATCH' },
  requestPath: [
    'app/api/v1/endpoints/[features].py.ejs',
    'app/services/[feature]_service.py.ejs',
    'app/repositories/[feature]_repository.py.ejs',
    'app/models/[feature].py.ejs',
  ],
  nextRule:
    'In `app/services/[feature]_service.py`. Endpoints deal only with HTTP, repositories only with SQL.',
  guide: {
    order:
      'Each layer knows only those below it. Whatever changes a row leaves an entry in the activity log, in the same transaction.',
    layers: [
      ['app/api/v1/endpoints/', 'URLs, JSON, roles, and the entry in the activity log'],
      ['app/services/', 'business rules: no SQL, no HTTP'],
      ['app/repositories/', 'all database access'],
      ['app/schemas/', 'what the API takes and gives'],
      ['app/models/', 'the tables'],
      ['app/core/', 'settings, engine and session, security, exceptions'],
      ['alembic/versions/', 'a reversible migration for each change of a table'],
      ['tests/', '`repositories` (a database), `services` (none), `api` (HTTP)'],
    ],
    checks: [...PYTHON_CHECKS, MIGRATION_CHECK],
  },
  keepsUsers: true,
  id: 'layered-service',
  camelSchema: 'app/schemas/camel.py.ejs',
  style: 'service',
  title: 'Layers with services and repositories',
  fits: 'features have business rules, an audit trail and roles; endpoints call services, services call repositories',
  templates: ['layered/templates', 'layered/service/templates'],
  view: viewForService,
  // The workflow requires a role for everything that changes data.
  defaultAccess: { read: 'user', write: 'admin', delete: 'admin' },
  shape: {
    specificity: 1,
    evidence: ({ hasModels, paths, router }) => {
      const layer = paths.find((path) =>
        /(^|\/)(services?|repositor(y|ies))\/[^/]+\.py$/.test(path),
      );
      return layer !== undefined && router !== undefined && hasModels
        ? `there are services or repositories below the endpoints (${layer})`
        : undefined;
    },
  },
  capabilities: [
    {
      id: 'project',
      why: "The project's dependencies, tool configuration and README.",
      evidence: { path: 'pyproject.toml' },
      files: [
        '.env.example.ejs',
        'README.md.ejs',
        'gitattributes.ejs',
        'gitignore.ejs',
        'pyproject.toml.ejs',
      ],
    },
    {
      id: 'settings',
      why: 'Settings that differ between deployments, read from the environment.',
      evidence: { path: 'app/core/config.py', symbol: 'settings' },
      files: [
        'app/__init__.py',
        'app/core/__init__.py',
        'app/core/capacity.py.ejs',
        'app/core/config.py.ejs',
      ],
    },
    {
      id: 'database',
      why: 'The engine, a session and a transaction for each request, and column types that behave the same on SQLite and PostgreSQL.',
      evidence: { path: 'app/core/database.py', symbol: 'get_db' },
      files: [
        'app/core/column_types.py.ejs',
        'app/core/database.py.ejs',
        'app/core/unit_of_work.py.ejs',
        'tests/test_unit_of_work.py.ejs',
      ],
    },
    {
      id: 'models',
      why: 'The base of all models: ids, timestamps, and optional soft deletion.',
      evidence: { path: 'app/models/base.py', symbol: 'BaseModel' },
      files: ['app/models/base.py'],
    },
    {
      id: 'repositories',
      why: 'What all repositories share, and the errors that they and the services raise.',
      unfit: idsAlone('app/core/exceptions.py'),
      evidence: { path: 'app/repositories/base.py', symbol: 'BaseRepository' },
      files: [
        'app/core/exceptions.py.ejs',
        'app/repositories/__init__.py',
        'app/repositories/base.py',
        'app/repositories/refusal.py.ejs',
        'app/services/__init__.py',
      ],
    },
    {
      id: 'schemas',
      why: 'The types that schemas are built from, with limits that apply everywhere, and pagination.',
      evidence: { path: 'app/schemas/base.py', symbol: 'ListParams' },
      files: [
        'app/schemas/base.py.ejs',
        'app/schemas/camel.py.ejs',
        'app/schemas/types.py.ejs',
        'tests/test_types.py.ejs',
      ],
    },
    {
      id: 'users',
      why: 'Accounts, sign-in and roles: the first vertical slice, laid out like all the others.',
      evidence: { path: 'app/api/deps.py', symbol: 'require_roles' },
      files: [
        'alembic/versions/5c0de1f2a3b4_create_users.py.ejs',
        'app/api/__init__.py',
        'app/api/deps.py',
        'app/api/sign_in_limits.py.ejs',
        'app/api/v1/endpoints/__init__.py',
        'app/api/v1/endpoints/auth.py',
        'app/api/v1/endpoints/users.py.ejs',
        'app/core/security.py.ejs',
        'app/create_admin.py.ejs',
        'app/models/__init__.py',
        'app/models/sign_in_attempts.py.ejs',
        'app/models/user.py.ejs',
        'app/repositories/user_repository.py.ejs',
        'app/schemas/__init__.py',
        'app/schemas/auth.py',
        'app/schemas/user.py.ejs',
        'app/services/auth_service.py',
        'app/services/user_service.py.ejs',
        'tests/api/test_users.py.ejs',
        'tests/factories/user.py.ejs',
        'tests/fakes/user.py.ejs',
        'tests/repositories/test_user_repository.py.ejs',
        'tests/services/test_user_service.py.ejs',
        'tests/test_create_admin.py.ejs',
        'tests/test_security.py.ejs',
        'tests/test_sign_in.py.ejs',
        'tests/test_sign_in_limits.py.ejs',
      ],
    },
    {
      id: 'activity-log',
      why: 'Who changed what, and when: written in the same transaction as the change, readable by admins.',
      evidence: { path: 'app/utils/activity_tracker.py', symbol: 'log_create' },
      files: [
        'alembic/versions/6d1ef2a3b4c5_create_activity_logs.py',
        'app/api/v1/endpoints/activity_logs.py',
        'app/models/activity_log.py',
        'app/repositories/activity_log_repository.py',
        'app/schemas/activity_log.py.ejs',
        'app/services/activity_log_service.py',
        'app/utils',
        'tests/api/test_activity_logs.py.ejs',
      ],
    },
    {
      id: 'application',
      why: 'The FastAPI application: its routers, and the HTTP status of each error.',
      evidence: { path: ROUTER, symbol: 'router' },
      files: [
        'app/api/errors.py.ejs',
        'app/api/middleware.py.ejs',
        'app/api/request_ids.py.ejs',
        'app/api/v1/__init__.py',
        ROUTER,
        'app/core/logging.py.ejs',
        'app/core/readiness.py.ejs',
        'app/main.py',
        'tests/test_middleware.py.ejs',
        'tests/test_readiness.py.ejs',
        'tests/test_request_ids.py.ejs',
      ],
    },
    {
      id: 'versions',
      why: 'What a change is meant for: the versions of rows, and how HTTP names them.',
      evidence: { path: 'app/api/preconditions.py', symbol: 'ExpectedVersions' },
      files: [
        'app/api/preconditions.py.ejs',
        'app/core/versions.py.ejs',
        'tests/test_if_match.py.ejs',
      ],
      when: isVersioned,
    },
    {
      id: 'ownership',
      why: 'Who may act as the owner of a row.',
      evidence: { path: 'app/core/ownership.py', symbol: 'acts_as_owner' },
      files: ['app/core/ownership.py.ejs'],
      when: hasOwners,
    },
    includes('app/schemas/including.py', 'app/repositories/including.py'),
    eachLinks('app/repositories/links.py'),
    largeLinks('app/core/counted.py'),
    ...callerLinks('app/repositories/caller_links.py', 'app/api/visitor.py'),
    {
      id: 'flows',
      why: 'Which steps lead from one state to another.',
      evidence: { path: 'app/core/flows.py', symbol: 'require_step' },
      files: ['app/core/flows.py.ejs'],
      when: hasFlows,
    },
    cursors('app/schemas/cursors.py', [
      'app/repositories/keyset.py.ejs',
      'tests/fakes/keyset.py',
      'tests/test_cursors.py.ejs',
      'tests/walking.py.ejs',
    ]),
    files,
    kept('app/core/kept.py'),
    textSearch('app/core/text_search.py', 'app/core/words.py'),
    listFilters('app/core/filters.py'),
    ...rarerTypes('app/schemas', 'tests'),
    prefixFilters('app/core/prefixes.py'),
    inEitherDatabase('app/core/in_either_database.py'),
    slugs('app/core/slugs.py', ['app/repositories/numbering.py.ejs', 'tests/test_slugs.py.ejs']),
    savepoints('app/repositories/savepoints.py.ejs'),
    timeless('app/models/timeless.py', 'TimelessModel'),
    uuids(
      'app/core/uuids.py',
      numbersAlone('app/models/activity_log.py', 'resource_id: Mapped[int]'),
    ),
    {
      id: 'migrations',
      why: 'The Alembic environment.',
      evidence: { path: 'alembic/env.py' },
      files: ['alembic.ini.ejs', 'alembic/env.py', 'alembic/script.py.mako.ejs'],
    },
    {
      id: 'tests',
      why: 'What the tests share: a clean database for each test, a client, and users who can sign in.',
      evidence: { path: 'tests/conftest.py', symbol: 'sign_in' },
      files: [
        'tests/__init__.py',
        'tests/api/__init__.py',
        'tests/conftest.py.ejs',
        'tests/factories/__init__.py',
        'tests/fakes/__init__.py',
        'tests/fakes/repository.py',
        'tests/repositories/__init__.py',
        'tests/repositories/test_refusal.py.ejs',
        'tests/services/__init__.py',
        'tests/test_capacity.py.ejs',
        'tests/test_column_types.py.ejs',
        'tests/test_config.py.ejs',
        'tests/test_contract.py.ejs',
        'tests/test_migrations.py.ejs',
      ],
    },
    ...seeds('tests'),
  ],
  files: [
    sharedFiles.model,
    sharedFiles.schemas,
    sharedFiles.migration,
    {
      template: 'app/repositories/[feature]_repository.py.ejs',
      layer: 'repositories',
      why: "All of the feature's SQL. It flushes; it never commits.",
    },
    {
      template: 'app/services/[feature]_service.py.ejs',
      layer: 'services',
      why: 'Business rules and domain errors go here; no SQL, no HTTP.',
    },
    {
      template: 'app/api/v1/endpoints/[features].py.ejs',
      layer: 'api',
      why: 'Thin endpoints: validate, call the service, record the change in the activity log, respond. They declare who may call them.',
    },
    {
      template: 'app/api/v1/endpoints/[feature]_pairs.py.ejs',
      layer: 'api',
      why: 'The endpoints by what rows refer to: they find, put and delete a row by its pair, and list those of either side.',
      when: withPair,
    },
    sharedFiles.factory,
    {
      template: 'tests/fakes/[feature].py.ejs',
      layer: 'tests',
      why: 'An in-memory repository, so that the service can be tested without a database.',
      when: withTests,
    },
    {
      template: 'tests/repositories/test_[feature]_repository.py.ejs',
      layer: 'tests',
      why: 'Tests the repository against a real database.',
      when: withTests,
    },
    {
      template: 'tests/services/test_[feature]_service.py.ejs',
      layer: 'tests',
      why: 'Tests the rules against the in-memory repository.',
      when: withTests,
    },
    {
      template: 'tests/api/test_[features].py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints over HTTP: responses, errors, permissions, the activity log, and the number of SQL statements.',
      when: withTests,
    },
    {
      template: 'tests/api/test_[feature]_pairs.py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints of pairs: what is put twice, by two at once, and the lists under either side.',
      when: all(withTests, withPair),
    },
  ],
  registrations: [
    model,
    schemas,
    router,
    pairs,
    roles,
    uuidPackage('pyproject.toml'),
    ...fileRegistrations(FILE_PLACES),
    searchInAlembic('alembic/env.py', 'app.core.text_search'),
  ],
  referable: [
    {
      path: 'app/repositories/[feature]_repository.py',
      symbol: ({ Feature }) => `${Feature}Repository`,
      forTests: false,
    },
    {
      path: 'tests/factories/[feature].py',
      symbol: ({ feature }) => `create_${feature}`,
      forTests: true,
    },
    {
      path: 'tests/fakes/[feature].py',
      symbol: ({ Feature }) => `Fake${Feature}Repository`,
      forTests: true,
    },
  ],
  unsupportedOptions: {
    parent:
      'the layered architecture does not nest features. Refer to the parent with a field instead, such as category:ref=Category.',
  },
  fitting: {
    files: fittedFiles({
      model: 'models/[feature].py',
      schemas: 'schemas/[feature].py',
      repository: 'repositories/[feature]_repository.py',
      service: 'services/[feature]_service.py',
      router: 'routers/[features].py',
      tests: '../tests/test_[features].py',
    }),
  },
  integrations: [accounts, deploy(DEPLOYED)],
  nextSteps,
  projectSteps,
};
