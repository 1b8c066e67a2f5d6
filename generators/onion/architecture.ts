/** The onion (clean) architecture. The templates follow the feature delivery workflow. */

import { isVersioned } from '../../shared/feature/concurrency.js';
import { hasFlows } from '../../shared/feature/flows.js';
import { hasOwners } from '../../shared/feature/ownership.js';
import type { Architecture, Registration } from '../../shared/plan/architecture.js';
import { callerLinks } from '../../shared/plan/caller-links.js';
import { all, withMigration, withTests } from '../../shared/plan/conditions.js';
import { cursors } from '../../shared/plan/cursors.js';
import { eachLinks } from '../../shared/plan/each-links.js';
import { idsAlone, numbersAlone } from '../../shared/plan/earlier-foundations.js';
import { fileRegistrations, storedFiles } from '../../shared/plan/files.js';
import { MIGRATION_CHECK, PYTHON_CHECKS } from '../../shared/plan/guide.js';
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
import { timeless } from '../../shared/plan/timeless.js';
import { uuidPackage, uuids } from '../../shared/plan/uuids.js';
import { addToAll } from '../../shared/python/exports.js';
import { addFromImport } from '../../shared/python/imports.js';
import { registerRouter } from '../../shared/python/routers.js';
import { accounts } from './accounts.js';
import { adapter } from './adapter.js';
import { deployment } from './deploy.js';
import { job } from './job.js';
import { observability } from './observability.js';
import { payment } from './payment.js';
import { pipeline } from './pipeline.js';
import { viewForOnion } from './view.js';

const MAIN = 'backend/app/presentation/main.py';
const MODELS = 'backend/app/infrastructure/models/__init__.py';

const router: Registration = {
  path: MAIN,
  layer: 'presentation',
  why: 'Includes the router, so that the API serves the endpoints.',
  edit: (source, { feature, path }) =>
    registerRouter(source, {
      path: MAIN,
      package: 'app.presentation.api.v1.routers',
      module: feature,
      receiver: 'app',
      options: `prefix="/${path}", tags=["${path}"]`,
    }),
};

const pairs = registerPairs(MAIN, 'presentation', ({ feature, path }) => ({
  package: 'app.presentation.api.v1.routers',
  module: `${feature}_pairs`,
  receiver: 'app',
  options: `tags=["${path}"]`,
}));

const model: Registration = {
  path: MODELS,
  layer: 'infrastructure',
  why: "Imports the model, so that Alembic's metadata includes its table.",
  edit: (source, { Feature, feature }) => {
    const name = `${Feature}Model`;
    const module = `app.infrastructure.models.${feature}`;
    return addToAll(addFromImport(source, { path: MODELS, module, name }), { path: MODELS, name });
  },
};

/** What people call the folders of the layers; the outermost may be missing. */
const LAYER_FOLDERS = [
  ['domain', 'entities'],
  ['application', 'use_cases', 'usecases'],
  ['infrastructure', 'infra', 'adapters', 'adapter'],
  ['presentation', 'interfaces', 'api', 'entrypoints'],
];

/** The tables of the architecture. Its templates are in `templates/`. */
export const onion: Architecture = {
  id: 'onion',
  camelSchema: 'backend/app/presentation/camel.py.ejs',
  generator: 'onion',
  title: 'Onion (clean) architecture',
  fits: 'the business rules are worth keeping separate from FastAPI and the database; dependencies point inwards',
  templates: ['onion/templates'],
  urls: { prefix: '', collection: '', updates: 'PATCH' },
  view: viewForOnion,
  requestPath: [
    'backend/app/presentation/api/v1/routers/[feature].py.ejs',
    'backend/app/application/use_cases/[feature].py.ejs',
    'backend/app/application/interfaces/[feature].py.ejs',
    'backend/app/infrastructure/repositories/[feature].py.ejs',
    'backend/app/infrastructure/models/[feature].py.ejs',
  ],
  nextRule:
    'A rule that always holds for a single row goes into the entity, `backend/app/domain/entities/[feature].py`; a rule that needs other rows goes into a use case, `backend/app/application/use_cases/[feature].py`. Neither knows FastAPI or SQLAlchemy.',
  guide: {
    order:
      'Imports point inwards: `presentation` knows `application`, and that `domain`; `infrastructure` implements the ports of `application`.',
    layers: [
      ['backend/app/domain/', 'entities and the rules they obey: no I/O, no framework'],
      ['backend/app/application/', 'use cases, and the ports through which they reach the outside'],
      ['backend/app/infrastructure/', 'tables, repositories and other adapters behind the ports'],
      ['backend/app/presentation/', 'routers, schemas, and what wires ports to adapters'],
      ['backend/app/core/', 'settings and the unit of work: one transaction for each request'],
      ['backend/alembic/versions/', 'a reversible migration for each change of a table'],
      ['backend/tests/', '`unit` (no I/O), `integration` (a database), `e2e` (HTTP)'],
    ],
    checks: ['cd backend', ...PYTHON_CHECKS, MIGRATION_CHECK],
  },
  migrationsFolder: 'backend/alembic/versions',
  models: { module: 'backend/app/infrastructure/models/[feature].py', suffix: 'Model' },
  guards: {
    user: 'Depends(get_current_user)',
    roles: (literals) => `Depends(require_roles(${literals}))`,
  },
  shape: {
    specificity: 4,
    evidence: ({ folders }) => {
      const found = LAYER_FOLDERS.map((names) => names.find((name) => folders.has(name)));
      return found.slice(0, 3).every((name) => name !== undefined)
        ? `it has the folders ${found.filter(Boolean).join(', ')}`
        : undefined;
    },
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
        'backend/test_output',
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
      ],
    },
    {
      id: 'database',
      why: 'The engine, the base of all models, and column types that behave the same on SQLite and PostgreSQL.',
      evidence: { path: 'backend/app/infrastructure/database/base.py', symbol: 'Base' },
      files: ['backend/app/infrastructure/__init__.py', 'backend/app/infrastructure/database'],
    },
    {
      id: 'unit-of-work',
      why: 'One session and one transaction for each request, committed before the response is sent.',
      evidence: { path: 'backend/app/core/db.py', symbol: 'SessionDep' },
      files: ['backend/app/core/db.py'],
    },
    {
      id: 'domain',
      why: 'What all entities have in common: ids, limits, errors, pagination.',
      unfit: idsAlone('backend/app/domain/exceptions.py'),
      evidence: { path: 'backend/app/domain/entities/base.py', symbol: 'Entity' },
      files: [
        'backend/app/domain/__init__.py',
        'backend/app/domain/entities/__init__.py',
        'backend/app/domain/entities/base.py',
        'backend/app/domain/exceptions.py',
        'backend/app/domain/schemas/__init__.py',
        'backend/app/domain/schemas/pagination.py',
        'backend/app/domain/services',
        'backend/app/domain/types.py.ejs',
        'backend/tests/unit/test_entity.py',
        'backend/tests/unit/test_types.py.ejs',
      ],
    },
    timeless('backend/app/domain/entities/timeless.py', 'TimelessEntity'),
    {
      id: 'users',
      why: 'Accounts, sign-in and roles: the first vertical slice, laid out like all the others.',
      evidence: {
        path: 'backend/app/presentation/api/v1/dependencies/auth.py',
        symbol: 'require_roles',
      },
      files: [
        'backend/app/application/__init__.py',
        'backend/app/application/interfaces/__init__.py',
        'backend/app/application/interfaces/security.py',
        'backend/app/application/interfaces/unit_of_work.py',
        'backend/app/application/interfaces/user.py.ejs',
        'backend/app/application/use_cases',
        'backend/app/domain/entities/user.py.ejs',
        'backend/app/domain/schemas/user.py.ejs',
        'backend/app/infrastructure/adapters/__init__.py',
        'backend/app/infrastructure/adapters/password_hasher.py',
        'backend/app/infrastructure/adapters/token_service.py',
        'backend/app/infrastructure/models',
        'backend/app/infrastructure/repositories',
        'backend/app/presentation/__init__.py',
        'backend/app/presentation/api/__init__.py',
        'backend/app/presentation/api/v1/__init__.py',
        'backend/app/presentation/api/v1/dependencies/__init__.py',
        'backend/app/presentation/api/v1/dependencies/auth.py',
        'backend/app/presentation/api/v1/dependencies/readiness.py.ejs',
        'backend/app/presentation/api/v1/dependencies/security.py',
        'backend/app/presentation/api/v1/dependencies/sign_in_limits.py.ejs',
        'backend/app/presentation/api/v1/dependencies/unit_of_work.py',
        'backend/app/presentation/api/v1/dependencies/user.py',
        'backend/app/presentation/api/v1/routers',
        'backend/app/presentation/api/v1/schemas',
        'backend/app/presentation/create_admin.py.ejs',
        'backend/alembic/versions',
        'backend/tests/e2e/test_create_admin.py.ejs',
        'backend/tests/e2e/test_sign_in.py.ejs',
        'backend/tests/e2e/test_sign_in_limits.py.ejs',
        'backend/tests/e2e/test_user_api.py.ejs',
        'backend/tests/factories/user.py.ejs',
        'backend/tests/fakes/user.py.ejs',
        'backend/tests/integration/test_user_repository.py.ejs',
        'backend/tests/unit/test_adapters.py',
        'backend/tests/unit/test_user_use_cases.py.ejs',
      ],
    },
    {
      id: 'application',
      why: 'The FastAPI application: its routers, and the HTTP status of each domain error.',
      evidence: { path: 'backend/app/presentation/main.py' },
      files: [
        'backend/app/core/logging.py.ejs',
        'backend/app/presentation/camel.py.ejs',
        'backend/app/presentation/errors.py.ejs',
        'backend/app/presentation/main.py',
        'backend/app/presentation/middleware.py.ejs',
        'backend/app/presentation/request_ids.py.ejs',
        'backend/tests/e2e/test_middleware.py.ejs',
        'backend/tests/e2e/test_readiness.py.ejs',
        'backend/tests/e2e/test_request_ids.py.ejs',
      ],
    },
    {
      id: 'versions',
      why: 'What a change is meant for: the versions of rows, and how HTTP names them.',
      evidence: { path: 'backend/app/presentation/preconditions.py', symbol: 'ExpectedVersions' },
      files: [
        'backend/app/domain/versions.py.ejs',
        'backend/app/presentation/preconditions.py.ejs',
        'backend/tests/unit/test_if_match.py.ejs',
      ],
      when: isVersioned,
    },
    {
      id: 'ownership',
      why: 'Who may act as the owner of a row.',
      evidence: { path: 'backend/app/domain/ownership.py', symbol: 'acts_as_owner' },
      files: ['backend/app/domain/ownership.py.ejs'],
      when: hasOwners,
    },
    includes('backend/app/domain/schemas/including.py'),
    eachLinks('backend/app/infrastructure/links.py'),
    largeLinks('backend/app/infrastructure/counted.py'),
    ...callerLinks(
      'backend/app/infrastructure/caller_links.py',
      'backend/app/presentation/visitor.py',
      () => true,
    ),
    {
      id: 'flows',
      why: 'Which steps lead from one state to another.',
      evidence: { path: 'backend/app/domain/flows.py', symbol: 'require_step' },
      files: ['backend/app/domain/flows.py.ejs'],
      when: hasFlows,
    },
    cursors('backend/app/presentation/cursors.py', [
      'backend/app/domain/schemas/keyset.py.ejs',
      'backend/app/infrastructure/keyset.py.ejs',
      'backend/tests/fakes/keyset.py',
      'backend/tests/unit/test_cursors.py.ejs',
      'backend/tests/walking.py.ejs',
    ]),
    storedFiles(
      'backend/app/domain/files.py',
      'backend/app/application/interfaces/stored_files.py',
      'backend/app/infrastructure/adapters/file_storage.py',
      'backend/app/infrastructure/files.py',
      'backend/app/presentation/api/v1/dependencies/stored_files.py',
      'backend/app/presentation/file_info.py',
      'backend/app/presentation/uploads.py',
      'backend/tests/fakes/stored_files.py',
      'backend/tests/integration/test_stored_files.py',
      'backend/tests/unit/test_file_storage.py',
    ),
    kept('backend/app/infrastructure/kept.py'),
    textSearch('backend/app/infrastructure/text_search.py', 'backend/app/domain/words.py'),
    listFilters('backend/app/infrastructure/filters.py', {
      files: ['backend/tests/fakes/filters.py'],
    }),
    ...rarerTypes('backend/app/domain', 'backend/tests/unit'),
    prefixFilters('backend/app/infrastructure/prefixes.py'),
    inEitherDatabase('backend/app/infrastructure/in_either_database.py'),
    savepoints('backend/app/infrastructure/savepoints.py.ejs'),
    slugs('backend/app/domain/slugs.py', [
      'backend/app/infrastructure/numbering.py.ejs',
      'backend/tests/unit/test_slugs.py.ejs',
    ]),
    uuids(
      'backend/app/infrastructure/uuids.py',
      numbersAlone('backend/app/infrastructure/database/reading.py', 'row_id: int'),
    ),
    {
      id: 'migrations',
      why: 'The Alembic environment.',
      evidence: { path: 'backend/alembic/env.py' },
      files: [
        'backend/alembic.ini.ejs',
        'backend/alembic/env.py.ejs',
        'backend/alembic/script.py.mako.ejs',
      ],
    },
    {
      id: 'tests',
      why: 'What the tests share: a clean database for each test, a client, and users who can sign in.',
      evidence: { path: 'backend/tests/conftest.py', symbol: 'sign_in' },
      files: [
        'backend/tests/__init__.py',
        'backend/tests/conftest.py.ejs',
        'backend/tests/e2e/__init__.py',
        'backend/tests/e2e/test_capacity.py.ejs',
        'backend/tests/e2e/test_contract.py.ejs',
        'backend/tests/factories/__init__.py',
        'backend/tests/fakes/__init__.py',
        'backend/tests/fakes/repository.py',
        'backend/tests/integration/__init__.py',
        'backend/tests/integration/test_column_types.py.ejs',
        'backend/tests/integration/test_migrations.py.ejs',
        'backend/tests/integration/test_refusal.py.ejs',
        'backend/tests/integration/test_unit_of_work.py.ejs',
        'backend/tests/unit/__init__.py',
        'backend/tests/unit/test_config.py.ejs',
      ],
    },
    ...seeds('backend/tests', 'backend/tests/integration'),
  ],
  files: [
    {
      template: 'backend/app/domain/entities/[feature].py.ejs',
      layer: 'domain',
      why: 'The entity: its fields and the rules they obey. Pure Python and Pydantic, no I/O.',
    },
    {
      template: 'backend/app/domain/schemas/[feature].py.ejs',
      layer: 'domain',
      why: 'What callers pass in: a draft of a new entity, changes, a query.',
    },
    {
      template: 'backend/app/application/interfaces/[feature].py.ejs',
      layer: 'application',
      why: 'The port (ABC) through which use cases access stored entities, however they are stored.',
    },
    {
      template: 'backend/app/application/use_cases/[feature].py.ejs',
      layer: 'application',
      why: 'One use case for each thing a caller can do. Orchestration and business rules go here; no SDK, no SQL, no HTTP.',
    },
    {
      template: 'backend/app/infrastructure/models/[feature].py.ejs',
      layer: 'infrastructure',
      why: 'The SQLAlchemy model: the table, its columns and relationships.',
    },
    {
      template: 'backend/app/infrastructure/repositories/[feature].py.ejs',
      layer: 'infrastructure',
      why: 'Implements the port with SQLAlchemy: maps rows to entities and database errors to domain errors. It flushes; it never commits.',
    },
    {
      template: 'backend/alembic/versions/[revision]_create_[features].py.ejs',
      layer: 'infrastructure',
      why: 'The reversible migration that creates the table.',
      when: withMigration,
    },
    {
      template: 'backend/app/presentation/api/v1/schemas/[feature].py.ejs',
      layer: 'presentation',
      why: 'The request and response schemas, which stay as they are when the domain changes. Private fields never appear in a response, read-only fields never in a request.',
    },
    {
      template: 'backend/app/presentation/api/v1/dependencies/[feature].py.ejs',
      layer: 'presentation',
      why: "Wires the repository to the request's session; tests override it here.",
    },
    {
      template: 'backend/app/presentation/api/v1/routers/[feature].py.ejs',
      layer: 'presentation',
      why: 'Thin endpoints: validate, call one use case, respond. They declare who may call them.',
    },
    {
      template: 'backend/app/presentation/api/v1/routers/[feature]_pairs.py.ejs',
      layer: 'presentation',
      why: 'The endpoints by what rows refer to: they find, put and delete a row by its pair, and list those of either side.',
      when: withPair,
    },
    {
      template: 'backend/tests/e2e/test_[feature]_pairs.py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints of pairs: what is put twice, by two at once, and the lists under either side.',
      when: all(withTests, withPair),
    },
    {
      template: 'backend/tests/factories/[feature].py.ejs',
      layer: 'tests',
      why: 'Builds valid entities and request bodies for the tests of this feature and of features that refer to it.',
      when: withTests,
    },
    {
      template: 'backend/tests/fakes/[feature].py.ejs',
      layer: 'tests',
      why: 'An in-memory implementation of the port, so that use cases can be tested without a database.',
      when: withTests,
    },
    {
      template: 'backend/tests/unit/test_[feature]_entity.py.ejs',
      layer: 'tests',
      why: "Tests the entity's rules.",
      when: withTests,
    },
    {
      template: 'backend/tests/unit/test_[feature]_use_cases.py.ejs',
      layer: 'tests',
      why: 'Tests the use cases against the in-memory port.',
      when: withTests,
    },
    {
      template: 'backend/tests/integration/test_[feature]_repository.py.ejs',
      layer: 'tests',
      why: 'Tests the repository against a real database.',
      when: withTests,
    },
    {
      template: 'backend/tests/e2e/test_[feature]_api.py.ejs',
      layer: 'tests',
      why: 'Tests the endpoints over HTTP: responses, errors and permissions.',
      when: withTests,
    },
  ],
  registrations: [
    model,
    router,
    pairs,
    rolesIn('backend/app/domain/entities/user.py', 'domain'),
    uuidPackage('backend/pyproject.toml'),
    searchInAlembic('backend/alembic/env.py', 'app.infrastructure.text_search'),
    ...fileRegistrations({
      settings: 'backend/app/core/config.py',
      root: 'BACKEND',
      environment: 'backend/.env.example',
      pyproject: 'backend/pyproject.toml',
      ignored: 'backend/.gitignore',
    }),
  ],
  referable: [
    {
      path: 'backend/app/application/interfaces/[feature].py',
      symbol: ({ Feature }) => `I${Feature}Repository`,
      forTests: false,
    },
    {
      path: 'backend/app/presentation/api/v1/dependencies/[feature].py',
      symbol: ({ Feature }) => `${Feature}Repo`,
      forTests: false,
    },
    {
      path: 'backend/tests/factories/[feature].py',
      symbol: ({ feature }) => `create_${feature}`,
      forTests: true,
    },
    {
      path: 'backend/tests/fakes/[feature].py',
      symbol: ({ Feature }) => `InMemory${Feature}Repository`,
      forTests: true,
    },
  ],
  reservedFields: {},
  ownAttributes: {
    listParameters: ['limit', 'offset', 'sort', 'with_total'],
    methods: ['change', 'create', 'create_for', 'filters', 'restore', 'to_changes', 'to_draft'],
  },
  unsupportedOptions: {
    parent:
      'the onion architecture does not nest features. Refer to the parent with a field instead, such as category:ref=Category.',
  },
  integrations: [adapter, payment, pipeline, job, observability, accounts, deployment],
  nextSteps: ({ spec }, isNew) => stepsFor(spec, isNew),
  projectSteps: (isNew) => {
    const [go, ...steps] = stepsFor({ migration: true, tests: true }, isNew);
    // Packages may have come.
    return isNew ? [go, ...steps] : [go, '.venv/bin/pip install -e ".[dev]"', ...steps];
  },
};

function stepsFor(
  { migration, tests }: { readonly migration: boolean; readonly tests: boolean },
  isNew: boolean,
): readonly [string, ...string[]] {
  return [
    'cd backend',
    ...(isNew ? ['python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"'] : []),
    ...(migration ? [] : ['.venv/bin/alembic revision --autogenerate']),
    '.venv/bin/alembic upgrade head',
    ...(tests ? ['.venv/bin/pytest'] : []),
    '.venv/bin/uvicorn app.presentation.main:app --reload  # then http://127.0.0.1:8000/docs',
  ];
}
