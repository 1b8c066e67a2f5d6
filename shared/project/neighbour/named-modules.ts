/** Which modules of a backend are named after which of its models. */
import { posix } from 'node:path';
import type { Backend } from '../foreign/backend.js';
import type { BackendModel } from '../foreign/models.js';

/** The modules of a backend, by what they are named after. Migrations are none of them. */
export interface NamedModules {
  /** What features are named after: bases of models are nothing of themselves. */
  readonly models: readonly BackendModel[];
  /** The model that each module, or a folder that it is in, is named after: that with the longest name. */
  readonly owners: ReadonlyMap<string, BackendModel | undefined>;
  /** Whether another model has a module of the same place: `app/models/order.py` beside `app/models/product.py`. */
  hasCounterpart(path: string): boolean;
}

const known = new WeakMap<Backend, NamedModules>();

/** Finds out which modules are named after which model, without looking into them. */
export function namedModules(backend: Backend): NamedModules {
  const found = known.get(backend) ?? findNamed(backend);
  known.set(backend, found);
  return found;
}

function findNamed({ models: habits, modules }: Backend): NamedModules {
  const models = (habits?.models ?? []).filter(({ name }) => !name.startsWith('Base'));
  const paths = modules.paths.filter(
    (path) => !isMigration(path) && !/^down_revision\b/m.test(modules.source(path)),
  );
  const byWord = modelsByWord(models);
  const owners = new Map(paths.map((path) => [path, ownerOf(path, byWord)]));
  const sharing = new Map<string, Set<BackendModel>>();
  for (const [path, model] of owners) {
    if (model === undefined) continue;
    const place = placeOf(path, model);
    sharing.set(place, (sharing.get(place) ?? new Set()).add(model));
  }
  return {
    models,
    owners,
    hasCounterpart(path) {
      const model = owners.get(path);
      return model !== undefined && (sharing.get(placeOf(path, model))?.size ?? 0) > 1;
    },
  };
}

/** Returns the model with the longest name of several. */
export function longest(models: readonly BackendModel[]): BackendModel | undefined {
  return models.toSorted((a, b) => b.feature.length - a.feature.length)[0];
}

function wordsOf({ feature, features, name }: BackendModel): string[] {
  return [features, feature, name.toLowerCase()];
}

/** Returns the models that are called by each word. */
function modelsByWord(models: readonly BackendModel[]): ReadonlyMap<string, BackendModel[]> {
  const found = new Map<string, BackendModel[]>();
  for (const model of models) {
    for (const word of new Set(wordsOf(model))) {
      found.set(word, [...(found.get(word) ?? []), model]);
    }
  }
  return found;
}

function ownerOf(
  path: string,
  models: ReadonlyMap<string, readonly BackendModel[]>,
): BackendModel | undefined {
  const folders = path.split('/').slice(0, -1);
  const parts = posix.basename(path, '.py').split('_');
  const names = parts.flatMap((_, from) =>
    parts.slice(from).map((_, length) => parts.slice(from, from + length + 1).join('_')),
  );
  return longest([...folders, ...names].flatMap((word) => models.get(word) ?? []));
}

/** Returns a path with a star where the name of a model is: `app/models/*.py`, `tests/test_*_api.py`. */
export function placeOf(path: string, model: BackendModel): string {
  const words = wordsOf(model);
  const folders = path.split('/').slice(0, -1);
  const stem = `_${posix.basename(path, '.py')}_`;
  const word = words.find((each) => stem.includes(`_${each}_`));
  const named = word === undefined ? stem : stem.replace(`_${word}_`, '_*_');
  return [
    ...folders.map((folder) => (words.includes(folder) ? '*' : folder)),
    named.slice(1, -1),
  ].join('/');
}

function isMigration(path: string): boolean {
  // The environment imports the models that tables are compared with.
  return /(^|\/)(alembic|migrations|versions)\//.test(path) && !/(^|\/)env\.py$/.test(path);
}
