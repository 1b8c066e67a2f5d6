/**
 * The layered architecture whose endpoints query and cache directly, as the development guide
 * describes it.
 */

import type { Architecture, Registration } from '../../../shared/plan/architecture.js';
import { withTests } from '../../../shared/plan/conditions.js';
import { fittedFiles } from '../../../shared/plan/fitting.js';
import { registerRouter } from '../../../shared/python/routers.js';
import { commonFiles, conventions, model, nextSteps, schemas } from '../common.js';
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
    'Into the endpoint it is about, `app/api/v1/[features].py`. When several endpoints share rules, it is time for the style with services.',
  id: 'layered-direct',
  style: 'direct',
  title: 'Layers with endpoints that query, and a Redis cache',
  fits: 'features are mostly reading and writing rows, and reads should be quick: endpoints query and cache by themselves',
  templates: ['layered/templates', 'layered/direct/templates'],
  view: viewForDirect,
  shape: {
    specificity: 0,
    evidence: ({ hasModels, router }) =>
      router !== undefined && hasModels
        ? `routers and models are apart (${router}), with nothing between them`
        : undefined,
  },
  capabilities: [
    {
      id: 'project',
      why: 'Packages, tools and settings of the project, with its README.',
      evidence: { path: 'pyproject.toml' },
      files: [
        '.env.example.ejs',
        '.pre-commit-config.yaml',
        'Makefile',
        'README.md.ejs',
        'gitignore.ejs',
        'pyproject.toml.ejs',
      ],
    },
    {
      id: 'deployment',
      why: 'Containers: an image that runs as nobody special, PostgreSQL and Redis beside it, and a Kubernetes manifest.',
      evidence: { path: 'Dockerfile' },
      files: ['Dockerfile', 'deploy', 'docker-compose.yml.ejs', 'dockerignore'],
    },
    {
      id: 'settings',
      why: 'What differs from one installation to the next, from the environment.',
      evidence: { path: 'app/core/config.py', symbol: 'settings' },
      files: ['app/__init__.py', 'app/core/__init__.py', 'app/core/config.py.ejs'],
    },
    {
      id: 'database',
      why: 'The engine, a session for each request, and column types that behave alike on SQLite and PostgreSQL.',
      evidence: { path: 'app/core/database.py', symbol: 'get_db' },
      files: ['app/core/column_types.py.ejs', 'app/core/database.py.ejs'],
    },
    {
      id: 'cache',
      why: 'Answers kept in Redis, by namespace and key; without Redis, the database answers.',
      evidence: { path: 'app/core/redis.py', symbol: 'redis_manager' },
      files: ['app/core/redis.py', 'tests/test_redis.py'],
    },
    {
      id: 'schemas',
      why: 'The types that schemas are made of, with the limits that hold everywhere, and pages of lists.',
      evidence: { path: 'app/schemas/base.py', symbol: 'ListParams' },
      files: ['app/schemas/base.py.ejs', 'app/schemas/types.py.ejs', 'tests/test_types.py.ejs'],
    },
    {
      id: 'endpoints',
      why: 'What all endpoints share: pages of lists, checks of references, conflicts.',
      evidence: { path: 'app/api/errors.py', symbol: 'commit_or_conflict' },
      files: [
        'app/api/__init__.py',
        'app/api/errors.py.ejs',
        'app/api/listing.py',
        'app/api/references.py',
      ],
    },
    {
      id: 'users',
      why: 'Accounts, sign-in and roles: the first vertical slice, in the layout of all others.',
      evidence: { path: 'app/api/deps.py', symbol: 'require_roles' },
      files: [
        'alembic/versions',
        'app/api/deps.py',
        'app/api/v1',
        'app/core/security.py.ejs',
        'app/create_admin.py',
        'app/models/__init__.py',
        'app/models/user.py',
        'app/schemas/__init__.py',
        'app/schemas/auth.py',
        'app/schemas/user.py',
        'tests/factories/user.py.ejs',
        'tests/test_security.py.ejs',
        'tests/test_users.py.ejs',
      ],
    },
    {
      id: 'application',
      why: 'The FastAPI application, put together by create_app(), and what it says of its health.',
      evidence: { path: MAIN, symbol: 'create_app' },
      files: ['app/api/health.py', MAIN, 'tests/test_health.py', 'tests/test_lifespan.py'],
    },
    {
      id: 'migrations',
      why: "Alembic's environment.",
      evidence: { path: 'alembic/env.py' },
      files: ['alembic.ini.ejs', 'alembic/env.py', 'alembic/script.py.mako.ejs'],
    },
    {
      id: 'tests',
      why: 'What tests share: a database and a cache that forget, a client, users who can sign in.',
      evidence: { path: 'tests/conftest.py', symbol: 'sign_in' },
      files: [
        'tests/__init__.py',
        'tests/conftest.py.ejs',
        'tests/factories/__init__.py',
        'tests/test_config.py.ejs',
        'tests/test_contract.py.ejs',
      ],
    },
  ],
  files: [
    commonFiles.model,
    commonFiles.schemas,
    commonFiles.migration,
    {
      template: 'app/api/v1/[features].py.ejs',
      layer: 'api',
      why: 'The endpoints: they query, answer from the cache where they can, and forget what a change makes wrong. Says who may call.',
    },
    commonFiles.factory,
    {
      template: 'tests/test_[features].py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints over HTTP: answers, refusals, who may call, the cache, how many statements it takes.',
      when: withTests,
    },
  ],
  registrations: [model, schemas, router],
  referable: [
    {
      path: 'tests/factories/[feature].py',
      symbol: ({ feature }) => `create_${feature}`,
      forTests: true,
    },
  ],
  unsupportedOptions: {
    parent:
      'the layered architecture does not nest resources. Refer to the parent with a field instead, such as category:ref=Category.',
  },
  fitting: {
    files: fittedFiles({
      model: 'models/[feature].py',
      schemas: 'schemas/[feature].py',
      router: 'routers/[features].py',
      tests: '../tests/test_[features].py',
    }),
  },
  nextSteps,
};
