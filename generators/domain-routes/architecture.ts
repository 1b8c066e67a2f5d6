/**
 * Routes by domain, rows by owner. The templates follow the document of the backend feature
 * builder.
 */

import { isVersioned } from '../../shared/feature/concurrency.js';
import { hasFlows } from '../../shared/feature/flows.js';
import { reserve } from '../../shared/feature/reserved-words.js';
import type { FeatureSpec } from '../../shared/feature/spec.js';
import { hasUserLinks } from '../../shared/feature/user.js';
import type { Architecture, Registration } from '../../shared/plan/architecture.js';
import { callerLinks } from '../../shared/plan/caller-links.js';
import {
  all,
  onlyIf,
  withIntegration,
  withMigration,
  withTests,
} from '../../shared/plan/conditions.js';
import { cursors } from '../../shared/plan/cursors.js';
import { ALEMBIC, deploy } from '../../shared/plan/deploy.js';
import { eachLinks } from '../../shared/plan/each-links.js';
import type { FeatureView } from '../../shared/plan/feature-view.js';
import { fileRegistrations, storedFiles } from '../../shared/plan/files.js';
import { MIGRATION_CHECK, PYTHON_CHECKS } from '../../shared/plan/guide.js';
import { includes } from '../../shared/plan/includes.js';
import { largeLinks } from '../../shared/plan/large-links.js';
import { inEitherDatabase, listFilters, prefixFilters } from '../../shared/plan/list-filters.js';
import { registerPairs, savepoints, withPair } from '../../shared/plan/pair-view.js';
import { rarerTypes } from '../../shared/plan/rarer-types.js';
import { rolesIn } from '../../shared/plan/roles.js';
import { seeds } from '../../shared/plan/seed.js';
import { slugs } from '../../shared/plan/slugs.js';
import { searchInAlembic, textSearch } from '../../shared/plan/text-search.js';
import { refuseEdit } from '../../shared/python/edits.js';
import { addVariables } from '../../shared/python/env-file.js';
import { addToAll } from '../../shared/python/exports.js';
import { addFromImport } from '../../shared/python/imports.js';
import { bindsName, readModuleFacts } from '../../shared/python/module-facts.js';
import { addDependencies } from '../../shared/python/pyproject.js';
import { replaceCode } from '../../shared/python/replacements.js';
import { registerRouter } from '../../shared/python/routers.js';
import { addSettings } from '../../shared/python/settings.js';
import { addStatement } from '../../shared/python/statements.js';
import { accounts } from './accounts.js';
import { reachesOthers, refusedAccess } from './reach.js';
import { SINGLETONS, viewOwnedRoutes } from './view.js';

const atTopLevel = onlyIf(({ parent }) => parent === undefined, 'The parent feature includes it.');

const MAIN = 'main.py';
const MODELS = 'database/models.py';
const MODELS_PACKAGE = 'database/models/__init__.py';
const ROUTES = 'routes/__init__.py';
const SETTINGS = 'config.py';

const router: Registration = {
  path: MAIN,
  layer: 'application',
  why: 'Includes the router, so that the API serves the routes.',
  when: atTopLevel,
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
  why: 'Re-exports the router, like those of the other top-level features.',
  when: atTopLevel,
  edit: (source, { features }) => {
    const name = `${features}_router`;
    const imported = { module: `.${features}`, name: 'router', alias: name };
    return addToAll(addFromImport(source, { path: ROUTES, ...imported }), { path: ROUTES, name });
  },
};

const pairs = registerPairs(MAIN, 'application', ({ features }) => ({
  package: `routes.${features}.by_pair`,
  module: 'router',
  alias: `${features}_by_pair`,
  isRouter: true,
  receiver: 'app',
  options: 'prefix="/api/v1"',
}));

const child: Registration = {
  path: 'routes/[parentRoute]/__init__.py',
  layer: 'routes',
  why: "Includes the router in its parent's router, the only place that knows it.",
  when: onlyIf(({ parent }) => parent !== undefined, ''),
  edit: (source, { features, parentRoute }) => {
    const path = `routes/${parentRoute}/__init__.py`;
    return includeBelow(source, path, features, `${features}.router`);
  },
};

/** Includes the router of a nested module in that of its package. */
function includeBelow(source: string, path: string, name: string, module = name): string {
  const alias = `${name}_router`;
  const included = addStatement(source, {
    path,
    statement: `router.include_router(${alias})`,
    kind: /^router\.include_router\(/,
    kindName: 'include_router calls',
    mayBeFirst: true,
  });
  return addFromImport(included, { path, module: `.${module}`, name: 'router', alias });
}

const wants = (integration: string) => (spec: FeatureSpec) =>
  spec.integrations.includes(integration);

const CLIENT = 'http-client';
const WEBHOOK = 'webhook';

/** Returns what `--with` adds to the settings, and to the example of an `.env` file. */
function settingsOf({ feature, spec }: FeatureView): Record<string, string> {
  const name = feature.toUpperCase();
  return {
    ...(wants(CLIENT)(spec)
      ? {
          [`${name}_API_URL`]: ': HttpUrl | None = None',
          [`${name}_API_KEY`]: ': SecretStr | None = None',
          [`${name}_API_TIMEOUT_SECONDS`]: ': float = Field(default=30, gt=0)',
        }
      : {}),
    ...(wants(WEBHOOK)(spec) ? { [`${name}_WEBHOOK_SECRET`]: ': SecretStr | None = None' } : {}),
  };
}

/** Holds if the feature is connected to anything. */
const connected = onlyIf(
  ({ spec }) => spec.integrations.length > 0,
  'The feature has no integrations (--with).',
);

const settings: Registration = {
  path: SETTINGS,
  layer: 'application',
  why: 'Adds the settings for the other service: its address, and the secrets that prove who is calling.',
  when: connected,
  edit: (source, feature) => addSettings(source, SETTINGS, settingsOf(feature)),
};

const RULES = 'tests/test_rules.py';
const EVERY_ID = 'WITH_ID = [(method, path) for method, path in GUARDED if "_id}" in path]';
const OTHERS_APART = `# What a row is linked to, or found by, is no row below it.
WITH_ID = [
    (method, path)
    for method, path in GUARDED
    if "_id}" in path and not path.endswith("_id}")
]`;

/** The rules that tests hold every route to take each parameter for a row below the one before it. */
const rules: Registration = {
  path: RULES,
  layer: 'tests',
  why: 'Knows that what a row is linked to, or found by, is no row below it.',
  isOfProject: true,
  when: all(
    onlyIf(({ eachLinks, pair }) => eachLinks.length > 0 || pair !== undefined, ''),
    onlyIf((_, project) => project.exists(RULES), 'The project has no such file.'),
  ),
  edit: (source) => replaceCode(source, { path: RULES, from: EVERY_ID, to: OTHERS_APART }),
};

const environment: Registration = {
  path: '.env.example',
  layer: 'application',
  why: 'Lists the settings for the other service.',
  when: all(
    connected,
    onlyIf((_, project) => project.exists('.env.example'), 'The project has no such file.'),
  ),
  edit: (source, feature) =>
    addVariables(
      source,
      Object.fromEntries(
        Object.keys(settingsOf(feature)).map((name) => [name, `# ${name}=`] as const),
      ),
    ),
};

const dependencies: Registration = {
  path: 'pyproject.toml',
  layer: 'application',
  why: 'Adds the packages needed to call other services.',
  when: withIntegration(CLIENT),
  edit: (source) =>
    addDependencies(source, 'pyproject.toml', { httpx: 'httpx>=0.28', tenacity: 'tenacity>=9.0' }),
};

const webhook: Registration = {
  path: 'routes/[route]/__init__.py',
  layer: 'routes',
  why: 'Includes the route that receives events from another service.',
  when: withIntegration(WEBHOOK),
  edit: (source, { route }) => includeBelow(source, `routes/${route}/__init__.py`, 'webhook'),
};

/** The model is shared: the first feature that needs receipts adds it. */
const withoutReceipts = all(
  withIntegration(WEBHOOK),
  onlyIf(
    (_, project) =>
      ![MODELS, MODELS_PACKAGE].some((path) => bindsName(project.facts(path), 'WebhookReceipt')),
    'It already exists.',
  ),
);

/**
 * Returns the architecture with a package of models, one module each, in place of a single module.
 */
function withModelsPackage(architecture: Architecture): Architecture {
  const { capabilities, files, registrations, models } = architecture;
  return {
    ...architecture,
    models: { ...models, module: 'database/models/[feature].py' },
    capabilities: capabilities.map((capability) =>
      capability.evidence.path === MODELS
        ? { ...capability, evidence: { ...capability.evidence, path: MODELS_PACKAGE } }
        : capability,
    ),
    files: files.map((file) => {
      if (file.target !== MODELS && file.template !== `${MODELS}.ejs`) return file;
      const { appends, ...own } = file;
      const name = file.target === MODELS ? 'webhook_receipt' : '[feature]';
      return { ...own, target: `database/models/${name}.py` };
    }),
    registrations: [
      modelExport(
        // Schemas, factories and tests import the enums, too.
        ({ enums, Feature }) => [Feature, ...enums.map(({ className }) => className)],
        ({ feature }) => feature,
      ),
      {
        ...modelExport(
          () => ['WebhookReceipt'],
          () => 'webhook_receipt',
        ),
        isOfProject: true,
        when: withoutReceipts,
      },
      ...registrations,
    ],
  };
}

/** Re-exports what a module of models defines from the package of all models. */
function modelExport(
  namesOf: (feature: FeatureView) => readonly string[],
  moduleNameOf: (feature: FeatureView) => string,
): Registration {
  return {
    path: MODELS_PACKAGE,
    layer: 'database',
    why: 'Exports the model along with all the others.',
    edit: (source, feature) => {
      const own = moduleNameOf(feature);
      const { imports } = readModuleFacts(source);
      const isRelative = imports.some((one) => one.module.startsWith('.'));
      const module = isRelative ? `.${own}` : `database.models.${own}`;
      return namesOf(feature).reduce((text, name) => {
        if (imports.some((one) => one.bound === name && !one.module.endsWith(`.${own}`))) {
          refuseEdit(MODELS_PACKAGE, `it has something else called ${name}`, [
            `from ${module} import ${name}`,
          ]);
        }
        const imported = addFromImport(text, { path: MODELS_PACKAGE, module, name });
        return addToAll(imported, { path: MODELS_PACKAGE, name });
      }, source);
    },
  };
}

/** The architecture's tables. Its templates are in `templates/`. */
export const domainRoutes: Architecture = {
  keepsUsers: true,
  id: 'domain-routes',
  camelSchema: 'utils/camel.py.ejs',
  generator: 'domain-routes',
  title: 'Routes by domain, rows by owner',
  fits: 'every row belongs to a user, and ownership matters most; each feature has its own folder of routes, and every query is scoped to the owner',
  templates: ['domain-routes/templates'],
  urls: { prefix: '/api/v1', collection: '', updates: 'PUT' },
  view: viewOwnedRoutes,
  otherRequests: ({ aLabel, spec }) =>
    spec.integrations.includes(WEBHOOK)
      ? [
          {
            method: 'POST',
            rest: '/webhook',
            does: `receives events about ${aLabel} from another service`,
            access: { words: 'anyone who signs with the shared secret' },
          },
        ]
      : [],
  requestPath: [
    'routes/[route]/router.py.ejs',
    'services/[feature]_service.py.ejs',
    'database/models.py.ejs',
  ],
  nextRule:
    'In `services/[feature]_service.py`, with a test in `tests/test_[feature]_service.py`. Every query there is scoped to the owner and skips deleted rows.',
  guide: {
    order:
      'Routes call services, and those use the models. Every query is scoped to the owner of the rows; a deleted row stays, with its `deleted_at`.',
    layers: [
      ['routes/<features>/', '`router.py` and `schemas.py`: HTTP, and who is calling'],
      ['services/', 'a service for each feature: rules and queries, scoped to the owner'],
      ['database/', 'the engine, the session, and all models'],
      ['utils/', 'who is calling, scoped queries, errors, logging'],
      ['alembic/versions/', 'a reversible migration for each change of a table'],
      ['tests/', 'the tests of services and routes'],
    ],
    checks: [...PYTHON_CHECKS, MIGRATION_CHECK],
  },
  migrationsFolder: 'alembic/versions',
  nesting: { folder: 'routes', singletons: SINGLETONS },
  models: { module: MODELS, suffix: '', ids: 'uuid', owner: 'User', shared: 'SharedMixin' },
  defaultAccess: { read: 'owner', write: 'owner', delete: 'owner' },
  ownsRows: 'every row belongs to who has created it, by its owner_id',
  guards: {
    user: 'Depends(get_current_user)',
    roles: (literals) => `Depends(require_roles(${literals}))`,
  },
  integrations: [
    {
      name: CLIENT,
      why: "A client for another service's HTTP API, with a timeout, retries, settings and its own error class.",
    },
    {
      name: WEBHOOK,
      why: 'A route that receives events from another service: signed, protected against replays, and each event handled once.',
    },
    accounts,
    deploy({
      backend: '',
      sources: [
        'alembic.ini',
        'config.py',
        'create_admin.py',
        'main.py',
        'alembic',
        'database',
        'routes',
        'services',
        'utils',
      ],
      application: 'main',
      migrate: ALEMBIC,
      hasMigrations: true,
      driver: 'postgresql+psycopg',
      createAdmin: 'python create_admin.py',
      list: '/api/v1/products',
      cache: false,
      debug: false,
    }),
  ],
  variants: [{ evidence: { path: MODELS_PACKAGE }, of: withModelsPackage }],
  refuses: ({
    access,
    actions,
    by,
    id = 'uuid',
    integrations,
    key,
    name,
    parent,
    parts,
    timestamps,
  }) => {
    const [part] = parts;
    if (part !== undefined) {
      return `--parts ${part.name}: here, every row belongs to a user by an owner_id of its own and is deleted softly, and parts have neither. Make ${part.name} a feature of its own with --parent ${name}: its routes are under those of the ${name}.`;
    }
    const { read } = access;
    if (by.length > 0 && (read.kind !== 'owner' || read.roles.length > 0)) {
      return `--by ${by.join('+')}: no two rows of one owner have the same there, so that it names no single row among those of several. Filter the list by it, or leave --read out.`;
    }
    if (key !== undefined) {
      return `--key ${key}: here, every row is identified by a UUID, and what is unique is unique for its owner alone, so that ${key} would name no single row. Leave it out, make ${key} unique, and say --by ${key}: an owner finds their row by it.`;
    }
    if (id !== 'uuid') {
      return `--id ${id}: here, every row is identified by a UUID, and so is whatever refers to it. Leave it out, or say uuid.`;
    }
    if (parent !== undefined && integrations.includes(WEBHOOK)) {
      return `--with ${WEBHOOK}: the routes under --parent ${parent} need ids that the other service does not know. Leave one of the two options out.`;
    }
    if (!timestamps) {
      return '--no-timestamps: here, every row knows when it was made, changed and deleted, and lists are in the order in which rows were made. Leave the option out.';
    }
    return refusedAccess(access, actions);
  },
  shape: {
    specificity: 3,
    evidence: ({ paths }) => {
      const routed = paths.find((path) => /(^|\/)routes\/.+\/router\.py$/.test(path));
      return routed && `routes have their own folders (${routed})`;
    },
  },
  capabilities: [
    {
      id: 'project',
      why: "The project's dependencies, tool configuration and README.",
      evidence: { path: 'pyproject.toml' },
      files: [
        '.env.example',
        'README.md.ejs',
        'gitattributes.ejs',
        'gitignore.ejs',
        'pyproject.toml.ejs',
      ],
    },
    {
      id: 'settings',
      why: 'Settings that differ between deployments, read from the environment.',
      evidence: { path: SETTINGS, symbol: 'settings' },
      files: ['config.py.ejs', 'tests/test_config.py.ejs', 'utils/capacity.py.ejs'],
    },
    {
      id: 'database',
      why: 'The engine, a session and a transaction for each request, and all models, including users.',
      evidence: { path: MODELS, symbol: 'Base' },
      files: [
        'alembic/versions',
        'database/__init__.py',
        'database/column_types.py.ejs',
        'database/connection.py.ejs',
        'database/models.py.ejs',
        'database/unit_of_work.py.ejs',
      ],
    },
    {
      id: 'queries',
      why: 'What all services share: queries scoped to an owner, pagination, errors.',
      evidence: { path: 'utils/queries.py', symbol: 'flush' },
      files: [
        'services/__init__.py',
        'tests/test_types.py.ejs',
        'utils/__init__.py',
        'utils/errors.py.ejs',
        'utils/exceptions.py.ejs',
        'utils/queries.py',
        'utils/refusal.py.ejs',
        'utils/schemas.py',
        'utils/camel.py.ejs',
        'utils/types.py.ejs',
      ],
    },
    {
      id: 'users',
      why: 'Accounts, sign-in, roles and profiles: the first routes, laid out like all the others.',
      evidence: { path: 'utils/access.py', symbol: 'require_admin' },
      files: [
        'create_admin.py.ejs',
        'routes/__init__.py',
        'routes/auth',
        'routes/profile',
        'services/auth_service.py.ejs',
        'services/profile_service.py',
        'tests/factories/profile.py',
        'tests/factories/user.py.ejs',
        'tests/test_auth.py.ejs',
        'tests/test_create_admin.py.ejs',
        'tests/test_security.py.ejs',
        'tests/test_sign_in.py.ejs',
        'tests/test_sign_in_limits.py.ejs',
        'utils/access.py',
        'utils/security.py',
        'utils/sign_in_limits.py.ejs',
      ],
    },
    {
      id: 'application',
      why: 'The FastAPI application, and structured logs with request ids.',
      evidence: { path: MAIN, symbol: 'app' },
      files: [
        'main.py.ejs',
        'tests/test_middleware.py.ejs',
        'tests/test_readiness.py.ejs',
        'tests/test_request_ids.py.ejs',
        'tests/test_rules.py.ejs',
        'utils/logging.py.ejs',
        'utils/middleware.py.ejs',
        'utils/readiness.py.ejs',
        'utils/request_ids.py.ejs',
      ],
    },
    {
      id: 'ownership',
      why: 'Who reaches the rows of others, and who is refused.',
      evidence: { path: 'utils/ownership.py', symbol: 'reached' },
      files: ['utils/ownership.py'],
      when: reachesOthers,
    },
    {
      id: 'versions',
      why: 'What a change is meant for: the versions of rows, and how HTTP names them.',
      evidence: { path: 'utils/preconditions.py', symbol: 'ExpectedVersions' },
      files: ['tests/test_if_match.py.ejs', 'utils/preconditions.py.ejs', 'utils/versions.py.ejs'],
      when: isVersioned,
    },
    cursors('utils/cursors.py', [
      'tests/test_cursors.py.ejs',
      'tests/walking.py.ejs',
      'utils/keyset.py.ejs',
    ]),
    textSearch('database/text_search.py', 'utils/words.py'),
    listFilters('database/filters.py', { ownsRows: true }),
    ...rarerTypes('utils', 'tests'),
    prefixFilters('database/prefixes.py'),
    inEitherDatabase('database/in_either_database.py'),
    includes('utils/including.py'),
    storedFiles(
      'database/files.py',
      'utils/storage.py',
      'utils/uploads.py',
      'utils/file_info.py',
      'tests/test_storage.py',
      'tests/test_stored_files.py',
    ),
    eachLinks('utils/links.py'),
    largeLinks('database/counted.py'),
    ...callerLinks('utils/caller_links.py', 'utils/visitor.py'),
    {
      id: 'public-users',
      why: 'What others see of users, and the links that users make to each other.',
      evidence: { path: 'routes/users/router.py', symbol: 'router' },
      files: ['routes/users', 'services/user_service.py.ejs', 'tests/test_users.py.ejs'],
      when: () => false,
      whenUsers: hasUserLinks,
    },
    savepoints('database/savepoints.py.ejs'),
    slugs('utils/slugs.py', ['tests/test_slugs.py.ejs']),
    {
      id: 'flows',
      why: 'Which steps lead from one state to another.',
      evidence: { path: 'utils/flows.py', symbol: 'require_step' },
      files: ['utils/flows.py.ejs'],
      when: hasFlows,
    },
    {
      id: 'migrations',
      why: 'The Alembic environment.',
      evidence: { path: 'alembic/env.py' },
      files: ['alembic.ini.ejs', 'alembic/env.py.ejs', 'alembic/script.py.mako.ejs'],
    },
    {
      id: 'tests',
      why: 'What the tests share: a clean database for each test, a client, and users who can sign in.',
      evidence: { path: 'tests/conftest.py', symbol: 'sign_in' },
      files: [
        'tests/__init__.py',
        'tests/conftest.py.ejs',
        'tests/factories/__init__.py',
        'tests/test_capacity.py.ejs',
        'tests/test_column_types.py.ejs',
        'tests/test_migrations.py.ejs',
        'tests/test_refusal.py.ejs',
        'tests/test_unit_of_work.py.ejs',
      ],
    },
    {
      id: CLIENT,
      why: 'HTTP calls to other services, with a timeout and retries.',
      evidence: { path: 'utils/http_client.py', symbol: 'HttpClient' },
      files: ['tests/external_service.py', 'tests/test_http_client.py', 'utils/http_client.py'],
      when: wants(CLIENT),
    },
    {
      id: 'webhooks',
      why: 'Checks that events from other services are genuine, recent and new.',
      evidence: { path: 'utils/webhooks.py', symbol: 'accept_delivery' },
      files: ['tests/test_webhooks.py', 'utils/webhooks.py'],
      when: wants(WEBHOOK),
    },
    ...seeds('tests'),
  ],
  files: [
    {
      template: 'database/webhook_receipt.py.ejs',
      target: MODELS,
      layer: 'database',
      why: 'The model for receipts, by which repeated deliveries are recognised.',
      appends: true,
      isOfProject: true,
      when: withoutReceipts,
    },
    {
      template: 'alembic/versions/[revision]_create_webhook_receipts.py.ejs',
      layer: 'database',
      why: 'The reversible migration that creates the receipts table.',
      table: 'webhook_receipts',
      isOfProject: true,
      when: all(withMigration, withoutReceipts),
    },
    {
      template: 'database/models.py.ejs',
      layer: 'database',
      why: 'The SQLAlchemy model: the table, its columns and relationships, next to all other models.',
      appends: true,
    },
    {
      template: 'alembic/versions/[revision]_create_[features].py.ejs',
      layer: 'database',
      why: 'The reversible migration that creates the table.',
      when: withMigration,
    },
    {
      template: 'services/[feature]_service.py.ejs',
      layer: 'services',
      why: 'Business logic and queries, each scoped to the owner. It imports the schemas for type checking only.',
    },
    {
      template: 'services/[feature]_client.py.ejs',
      layer: 'services',
      why: 'Calls the other service, using its settings.',
      when: withIntegration(CLIENT),
    },
    {
      template: 'services/[feature]_webhook_service.py.ejs',
      layer: 'services',
      why: 'Handles events from another service, each of them once.',
      when: withIntegration(WEBHOOK),
    },
    {
      template: 'routes/[route]/__init__.py.ejs',
      layer: 'routes',
      why: 'Exports the router, and includes the routers of features nested under this one.',
      grows: true,
    },
    {
      template: 'routes/[route]/router.py.ejs',
      layer: 'routes',
      why: 'The routes: they check who is calling, call the service, and respond.',
    },
    {
      template: 'routes/[route]/by_pair.py.ejs',
      layer: 'routes',
      why: 'The routes by what rows refer to: they find, put and delete a row by its pair, and list those of either side.',
      when: withPair,
    },
    {
      template: 'routes/[route]/webhook.py.ejs',
      layer: 'routes',
      why: 'The route that receives events from another service; a signature takes the place of a token.',
      when: withIntegration(WEBHOOK),
    },
    {
      template: 'routes/[route]/schemas.py.ejs',
      layer: 'routes',
      why: 'The request and response schemas, next to their router.',
    },
    {
      template: 'tests/factories/[feature].py.ejs',
      layer: 'tests',
      why: 'Builds valid rows and request bodies for the tests of this feature and of features that refer to it.',
      when: withTests,
    },
    {
      template: 'tests/test_[feature]_service.py.ejs',
      layer: 'tests',
      why: 'Tests ownership and soft deletion against a real database.',
      when: withTests,
    },
    {
      template: 'tests/test_[feature]_routes.py.ejs',
      layer: 'tests',
      why: 'Tests the routes over HTTP: responses, errors and permissions.',
      when: withTests,
    },
    {
      template: 'tests/test_[feature]_pairs.py.ejs',
      layer: 'tests',
      why: 'Tests the routes by pairs: what is put twice, by two at once, by somebody else, and the lists under either side.',
      when: all(withTests, withPair),
    },
    {
      template: 'tests/test_[feature]_client.py.ejs',
      layer: 'tests',
      why: 'Tests that the other service is called with its settings.',
      when: all(withTests, withIntegration(CLIENT)),
    },
    {
      template: 'tests/test_[feature]_webhook.py.ejs',
      layer: 'tests',
      why: 'Tests which events are accepted and which are refused.',
      when: all(withTests, withIntegration(WEBHOOK)),
    },
  ],
  registrations: [
    routes,
    router,
    pairs,
    child,
    webhook,
    settings,
    environment,
    rules,
    dependencies,
    rolesIn('utils/access.py', 'utils'),
    searchInAlembic('alembic/env.py', 'database.text_search'),
    ...fileRegistrations({
      settings: SETTINGS,
      root: 'ROOT',
      environment: '.env.example',
      pyproject: 'pyproject.toml',
      ignored: '.gitignore',
    }),
  ],
  referable: [
    {
      path: 'tests/factories/[feature].py',
      symbol: ({ feature }) => `create_${feature}`,
      forTests: true,
    },
  ],
  reservedFields: {
    ...reserve('every row already has an owner', 'owner_id'),
  },
  ownAttributes: {
    listParameters: ['page', 'page_size', 'sort', 'with_total'],
    methods: ['filters'],
  },
  unsupportedOptions: {},
  nextSteps: ({ spec }, isNew) => stepsFor(spec, isNew, wants(CLIENT)(spec)),
  projectSteps: (isNew) => stepsFor({ migration: true, tests: true }, isNew, false),
};

function stepsFor(
  { migration, tests }: Pick<FeatureSpec, 'migration' | 'tests'>,
  isNew: boolean,
  needsPackages: boolean,
): readonly string[] {
  const install = '.venv/bin/pip install -e ".[dev]"';
  return [
    ...(isNew ? [`python3 -m venv .venv && ${install}`] : needsPackages ? [install] : []),
    ...(migration ? [] : ['.venv/bin/alembic revision --autogenerate']),
    '.venv/bin/alembic upgrade head',
    ...(tests ? ['.venv/bin/pytest'] : []),
    '.venv/bin/uvicorn main:app --reload  # then http://127.0.0.1:8000/docs',
  ];
}
