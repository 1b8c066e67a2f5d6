/**
 * The layered architecture whose endpoints query and cache directly, as the development guide
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
import { viewForDirect } from './view.js';

const MAIN = 'app/main.py';

const router: Registration = {
  path: MAIN,
  layer: 'api',
  why: 'Includes the router in create_app(), so that the API serves the endpoints.',
  edit: (source, { features }) =>
    registerRouter(source, {
      path: MAIN,
      package: 'app.api.v1',
      module: features,
      receiver: 'app',
      options: 'prefix=settings.API_V1_PREFIX',
    }),
};

const pairs = registerPairs(MAIN, 'api', ({ feature }) => ({
  package: 'app.api.v1',
  module: `${feature}_pairs`,
  receiver: 'app',
  options: 'prefix=settings.API_V1_PREFIX',
}));

/**
 * The tables of the architecture. Its templates are in `templates/`, and in the one that both
 * styles share.
 */
export const direct: Architecture = {
  ...conventions,
  urls: { prefix: '/api/v1', collection: '/', updates: 'PUT' },
  otherRequests: ({ has, labels }) =>
    has.create
      ? [{ method: 'POST', rest: '/bulk', does: `adds many ${labels} at once`, access: 'write' }]
      : [],
  requestPath: ['app/api/v1/[features].py.ejs', 'app/models/[feature].py.ejs'],
  nextRule:
    'In the endpoint it concerns, in `app/api/v1/[features].py`. Once several endpoints share rules, it is time for the service style.',
  guide: {
    order:
      'Endpoints talk to the database and the cache themselves. Whatever changes a row clears what is kept of its feature, after the commit.',
    layers: [
      ['app/api/v1/', 'endpoints: URLs, JSON, roles, queries, caching'],
      ['app/api/', 'what endpoints share: who is calling, lists, references, errors'],
      ['app/schemas/', 'what the API takes and gives'],
      ['app/models/', 'the tables'],
      ['app/core/', 'settings, engine and session, cache, security'],
      ['alembic/versions/', 'a reversible migration for each change of a table'],
      ['tests/', 'over HTTP, with a database and a cache'],
    ],
    checks: [...PYTHON_CHECKS, MIGRATION_CHECK],
  },
  // Users had no names of their own at first.
  userFields: { username: 'str=50:unique', full_name: 'str=200:optional' },
  usersShow: ['username'],
  earlierRows: { 'users.username': "'user' || id" },
  id: 'layered-direct',
  camelSchema: 'app/schemas/camel.py.ejs',
  style: 'direct',
  title: 'Layers with direct queries and a Redis cache',
  fits: 'features mostly read and write rows, and reads should be fast; endpoints query and cache directly',
  templates: ['layered/templates', 'layered/direct/templates'],
  view: viewForDirect,
  shape: {
    specificity: 0,
    evidence: ({ hasModels, router }) =>
      router !== undefined && hasModels
        ? `routers and models are separate (${router}), with nothing between them`
        : undefined,
  },
  capabilities: [
    {
      id: 'project',
      why: "The project's dependencies, tool configuration and README.",
      evidence: { path: 'pyproject.toml' },
      files: [
        '.env.example.ejs',
        '.pre-commit-config.yaml.ejs',
        'Makefile',
        'README.md.ejs',
        'gitattributes.ejs',
        'gitignore.ejs',
        'pyproject.toml.ejs',
      ],
    },
    {
      id: 'deployment',
      why: 'Containers: an image that runs as an unprivileged user, PostgreSQL and Redis alongside it, and a Kubernetes manifest.',
      evidence: { path: 'Dockerfile' },
      files: ['Dockerfile.ejs', 'deploy', 'docker-compose.yml.ejs', 'dockerignore.ejs'],
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
      id: 'cache',
      why: 'Responses cached in Redis by namespace and key; without Redis, the database is queried.',
      evidence: { path: 'app/core/redis.py', symbol: 'redis_manager' },
      files: ['app/core/redis.py', 'tests/test_redis.py'],
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
      id: 'endpoints',
      why: 'What all endpoints share: pagination, reference checks, conflict errors.',
      evidence: { path: 'app/api/errors.py', symbol: 'flush_or_conflict' },
      files: [
        'app/api/__init__.py',
        'app/api/errors.py.ejs',
        'app/api/reading.py',
        'app/api/references.py',
      ],
    },
    {
      id: 'users',
      why: 'Accounts, sign-in and roles: the first vertical slice, laid out like all the others.',
      evidence: { path: 'app/api/deps.py', symbol: 'require_roles' },
      files: [
        'alembic/versions',
        'app/api/deps.py',
        'app/api/sign_in_limits.py.ejs',
        'app/api/v1',
        'app/core/security.py.ejs',
        'app/create_admin.py.ejs',
        'app/models/__init__.py',
        'app/models/user.py.ejs',
        'app/schemas/__init__.py',
        'app/schemas/auth.py',
        'app/schemas/user.py.ejs',
        'tests/factories/user.py.ejs',
        'tests/test_create_admin.py.ejs',
        'tests/test_security.py.ejs',
        'tests/test_sign_in.py.ejs',
        'tests/test_sign_in_limits.py.ejs',
        'tests/test_users.py.ejs',
      ],
    },
    {
      id: 'application',
      why: 'The FastAPI application, built by create_app(), and its health check.',
      evidence: { path: MAIN, symbol: 'create_app' },
      files: [
        'app/api/health.py',
        'app/api/middleware.py.ejs',
        'app/api/request_ids.py.ejs',
        'app/core/logging.py.ejs',
        'app/core/readiness.py.ejs',
        MAIN,
        'tests/test_health.py',
        'tests/test_lifespan.py',
        'tests/test_middleware.py.ejs',
        'tests/test_readiness.py.ejs',
        'tests/test_request_ids.py.ejs',
      ],
    },
    {
      id: 'versions',
      why: 'What a change is meant for: the versions of rows, and how HTTP names them.',
      evidence: { path: 'app/api/preconditions.py', symbol: 'ExpectedVersions' },
      files: ['app/api/preconditions.py.ejs', 'tests/test_if_match.py.ejs'],
      when: isVersioned,
    },
    {
      id: 'ownership',
      why: 'Who may act as the owner of a row.',
      evidence: { path: 'app/api/ownership.py', symbol: 'acts_as_owner' },
      files: ['app/api/ownership.py'],
      when: hasOwners,
    },
    includes('app/schemas/including.py', 'app/api/including.py'),
    eachLinks('app/api/links.py'),
    largeLinks('app/core/counted.py'),
    ...callerLinks('app/api/caller_links.py', 'app/api/visitor.py'),
    {
      id: 'flows',
      why: 'Which steps lead from one state to another.',
      evidence: { path: 'app/api/flows.py', symbol: 'require_step' },
      files: ['app/api/flows.py'],
      when: hasFlows,
    },
    cursors('app/schemas/cursors.py', [
      'app/api/keyset.py.ejs',
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
    slugs('app/api/slugs.py', ['tests/test_slugs.py.ejs']),
    savepoints('app/api/savepoints.py.ejs'),
    uuids('app/core/uuids.py'),
    {
      id: 'migrations',
      why: 'The Alembic environment.',
      evidence: { path: 'alembic/env.py' },
      files: ['alembic.ini.ejs', 'alembic/env.py', 'alembic/script.py.mako.ejs'],
    },
    {
      id: 'tests',
      why: 'What the tests share: a clean database and cache for each test, a client, and users who can sign in.',
      evidence: { path: 'tests/conftest.py', symbol: 'sign_in' },
      files: [
        'tests/__init__.py',
        'tests/conftest.py.ejs',
        'tests/factories/__init__.py',
        'tests/test_capacity.py.ejs',
        'tests/test_column_types.py.ejs',
        'tests/test_config.py.ejs',
        'tests/test_contract.py.ejs',
        'tests/test_migrations.py.ejs',
        'tests/test_refusal.py.ejs',
      ],
    },
    ...seeds('tests'),
  ],
  files: [
    sharedFiles.model,
    sharedFiles.schemas,
    sharedFiles.migration,
    {
      template: 'app/api/v1/[features].py.ejs',
      layer: 'api',
      why: 'The endpoints: they query, respond from the cache where possible, and drop what a change makes stale. They declare who may call them.',
    },
    {
      template: 'app/api/v1/[feature]_pairs.py.ejs',
      layer: 'api',
      why: 'The endpoints under what rows refer to: they find, put and delete a row by its pair, and list those of either side.',
      when: withPair,
    },
    sharedFiles.factory,
    {
      template: 'tests/test_[features].py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints over HTTP: responses, errors, permissions, the cache, and the number of SQL statements.',
      when: withTests,
    },
    {
      template: 'tests/test_[feature]_pairs.py.ejs',
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
      path: 'tests/factories/[feature].py',
      symbol: ({ feature }) => `create_${feature}`,
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
      router: 'routers/[features].py',
      tests: '../tests/test_[features].py',
    }),
  },
  integrations: [
    accounts,
    deploy(
      { ...DEPLOYED, cache: true, debug: true },
      {
        has: [
          '.pre-commit-config.yaml.ejs',
          'Dockerfile.ejs',
          'deploy/kubernetes.yaml.ejs',
          'docker-compose.yml.ejs',
          'dockerignore.ejs',
        ],
      },
    ),
  ],
  nextSteps,
  projectSteps,
};
