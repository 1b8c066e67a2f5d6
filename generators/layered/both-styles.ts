/** What both styles of the layered architecture share. */

import type { FeatureSpec } from '../../shared/feature/spec.js';
import type { Architecture, FeatureFile, Registration } from '../../shared/plan/architecture.js';
import { onlyIf, withMigration, withTests } from '../../shared/plan/conditions.js';
import { ALEMBIC, type Deployed } from '../../shared/plan/deploy.js';
import type { FeatureView } from '../../shared/plan/feature-view.js';
import { type FilePlaces, storedFiles } from '../../shared/plan/files.js';
import { rolesIn } from '../../shared/plan/roles.js';
import { readsBeside } from '../../shared/plan/row-endpoints.js';
import { addToAll } from '../../shared/python/exports.js';
import { addFromImport } from '../../shared/python/imports.js';

const MODELS = 'app/models/__init__.py';
const SCHEMAS = 'app/schemas/__init__.py';

/** Imports the model into its package. */
export const model: Registration = {
  path: MODELS,
  layer: 'models',
  why: "Imports the model, so that Alembic's metadata includes its table.",
  edit: (source, { Feature, feature }) => {
    const module = `app.models.${feature}`;
    const name = Feature;
    return addToAll(addFromImport(source, { path: MODELS, module, name }), { path: MODELS, name });
  },
};

/** Imports the schemas into their package. */
export const schemas: Registration = {
  path: SCHEMAS,
  layer: 'schemas',
  why: 'Exports the schemas from their package, like those of the other features.',
  edit: (source, feature) =>
    exportedSchemas(feature).reduce((text, name) => {
      const module = `app.schemas.${feature.feature}`;
      const imported = addFromImport(text, { path: SCHEMAS, module, name });
      return addToAll(imported, { path: SCHEMAS, name });
    }, source),
};

/** Adds the roles that features ask for to those that people can be given. */
export const roles: Registration = rolesIn('app/models/user.py', 'models');

function exportedSchemas(feature: FeatureView): string[] {
  const { Feature, has } = feature;
  return [
    ...(has.create ? [`${Feature}Create`] : []),
    ...(has.list ? [`${Feature}ListResponse`] : []),
    ...(hasSchemas(feature) ? [`${Feature}Response`] : []),
    ...(has.update ? [`${Feature}Update`] : []),
  ];
}

/** Whether any data about the feature is sent over HTTP. Deleting needs none. */
function hasSchemas(feature: FeatureView): boolean {
  const { actions, flows, has } = feature;
  return (
    has.list ||
    has.get ||
    has.create ||
    has.update ||
    actions.length + flows.length > 0 ||
    readsBeside(feature)
  );
}

/** Holds if any data about the feature is sent over HTTP. */
const withSchemas = onlyIf(hasSchemas, 'No endpoint has a request or response body.');

/** The files of a feature in both styles. */
export const sharedFiles = {
  model: {
    template: 'app/models/[feature].py.ejs',
    layer: 'models',
    why: 'The SQLAlchemy model: the table, its columns and relationships.',
  },
  schemas: {
    template: 'app/schemas/[feature].py.ejs',
    layer: 'schemas',
    why: 'The request and response schemas. Private fields never appear in a response, read-only fields never in a request.',
    when: withSchemas,
  },
  migration: {
    template: 'alembic/versions/[revision]_create_[features].py.ejs',
    layer: 'models',
    why: 'The reversible migration that creates the table.',
    when: withMigration,
  },
  factory: {
    template: 'tests/factories/[feature].py.ejs',
    layer: 'tests',
    why: 'Builds valid rows and request bodies for the tests of this feature and of features that refer to it.',
    when: withTests,
  },
} satisfies Record<string, FeatureFile>;

/** What both styles prescribe for features. */
export const conventions = {
  generator: 'layered',
  migrationsFolder: 'alembic/versions',
  models: { module: 'app/models/[feature].py', suffix: '' },
  guards: {
    user: 'Depends(get_current_user)',
    roles: (literals) => `Depends(require_roles([${literals}]))`,
  },
  reservedFields: {},
  ownAttributes: { listParameters: ['limit', 'skip', 'sort', 'with_total'], methods: ['filters'] },
} satisfies Partial<Architecture>;

/** The modules of both styles that receive, keep and send files. */
export const files = storedFiles(
  'app/core/files.py',
  'app/core/storage.py',
  'app/api/uploads.py',
  'app/schemas/files.py',
  'tests/test_storage.py',
  'tests/test_stored_files.py',
);

/** Where both styles say what files need. */
export const FILE_PLACES: FilePlaces = {
  settings: 'app/core/config.py',
  root: 'ROOT',
  environment: '.env.example',
  pyproject: 'pyproject.toml',
  ignored: '.gitignore',
};

/** How both styles are deployed. */
export const DEPLOYED: Deployed = {
  backend: '',
  sources: ['alembic.ini', 'alembic', 'app'],
  application: 'app.main',
  migrate: ALEMBIC,
  hasMigrations: true,
  driver: 'postgresql+asyncpg',
  createAdmin: 'python -m app.create_admin',
  list: '/api/v1/products/',
  cache: false,
  debug: false,
};

/** Returns the commands that come after what is the project's. */
export function projectSteps(isNew: boolean): readonly string[] {
  return nextSteps({ spec: { migration: true, tests: true } }, isNew);
}

/** Returns the commands that come after adding a feature. */
export function nextSteps(
  { spec }: { readonly spec: Pick<FeatureSpec, 'migration' | 'tests'> },
  isNew: boolean,
): readonly string[] {
  return [
    ...(isNew ? ['python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"'] : []),
    ...(spec.migration ? [] : ['.venv/bin/alembic revision --autogenerate']),
    '.venv/bin/alembic upgrade head',
    ...(spec.tests ? ['.venv/bin/pytest'] : []),
    '.venv/bin/uvicorn app.main:app --reload  # then http://127.0.0.1:8000/docs',
  ];
}
