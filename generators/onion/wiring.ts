/** What additions of the onion change in the files of a project. */

import { exported, readmeIn, type Setting, settingsIn } from '../../shared/plan/addition-edits.js';
import type { AdditionRegistration } from '../../shared/plan/architecture.js';
import type { ItemView } from '../../shared/plan/item-view.js';
import { addFromImport } from '../../shared/python/imports.js';
import { addDependencies } from '../../shared/python/pyproject.js';
import { registerRouter } from '../../shared/python/routers.js';
import { addStatement } from '../../shared/python/statements.js';

/** The file that makes the application. */
export const MAIN = 'backend/app/presentation/main.py';

const SETTINGS = 'backend/app/core/config.py';
const ENVIRONMENT = 'backend/.env.example';
const PYPROJECT = 'backend/pyproject.toml';
const README = 'backend/README.md';
const MODELS = 'backend/app/infrastructure/models/__init__.py';

/** Adds settings, each by its name, to the class and to the example of an `.env` file. */
export function settings(
  of: (item: ItemView) => Readonly<Record<string, Setting>>,
  what: string,
): AdditionRegistration[] {
  return settingsIn([SETTINGS, ENVIRONMENT], of, what);
}

/** Adds packages, by their names: `{ httpx: 'httpx>=0.28' }`. */
export function packages(
  requirements: Readonly<Record<string, string>>,
  what: string,
): AdditionRegistration {
  return {
    path: PYPROJECT,
    layer: 'project',
    why: `Names the packages ${what}.`,
    edit: (source) => addDependencies(source, PYPROJECT, requirements),
  };
}

/** Makes a change only in a project that has an item of another kind, too, or gets it by the same run. */
export function alongside(kind: string, registration: AdditionRegistration): AdditionRegistration {
  return {
    ...registration,
    edit: (source, item, project) =>
      item.has(kind) ? registration.edit(source, item, project) : source,
  };
}

/** Calls a function of a module with the application, after those that are called so already. */
export function registerIn(module: string, name: string, why: string): AdditionRegistration {
  return {
    path: MAIN,
    layer: 'presentation',
    why,
    edit: (source) =>
      addFromImport(
        addStatement(source, {
          path: MAIN,
          statement: `${name}(app)`,
          kind: /^(register|add|instrument)_\w+\(app\)/,
          kindName: 'calls that register something with the application',
        }),
        { path: MAIN, module, name },
      ),
  };
}

/** Includes a router below a path of its own. */
export function router(module: string, path: string, why: string): AdditionRegistration {
  return {
    path: MAIN,
    layer: 'presentation',
    why,
    edit: (source) =>
      registerRouter(source, {
        path: MAIN,
        package: 'app.presentation.api.v1.routers',
        module,
        receiver: 'app',
        options: `prefix="/${path}", tags=["${path}"]`,
      }),
  };
}

/** Imports models, so that Alembic knows their tables. */
export function models(module: string, names: readonly string[]): AdditionRegistration {
  return exported(
    MODELS,
    'infrastructure',
    "Imports the models, so that Alembic's metadata includes their tables.",
    names.map((name) => ({ module: `app.infrastructure.models.${module}`, name })),
  );
}

/** Adds a section to the README, at its end. */
export function readme(
  title: string | ((item: ItemView) => string),
  text: (item: ItemView) => string,
): AdditionRegistration {
  return readmeIn(README, title, text);
}
