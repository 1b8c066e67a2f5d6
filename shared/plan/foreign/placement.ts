/** Where the files of a feature go in an existing backend: next to those of its neighbours. */
import { posix } from 'node:path';
import { withAncestors } from '../../project/ancestors.js';
import type { Backend } from '../../project/foreign/backend.js';
import { type BackendModel, isTest } from '../../project/foreign/models.js';
import {
  commonFolder,
  commonPattern,
  modelFiledAt,
  prefersPluralNames,
} from '../../project/foreign/path-patterns.js';
import type { FittedFile, FittedRole } from '../architecture.js';
import type { NamesView } from '../names-view.js';
import { targetPath } from '../templates.js';

/** Where each file of a feature goes. */
export type Placement = Partial<
  Record<
    FittedRole,
    { readonly path: string; readonly appends: boolean; readonly file: FittedFile }
  >
>;

/** A file that is left out because other layers have neighbours and its own has none. */
export interface OmittedFile {
  readonly path: string;
  readonly file: FittedFile;
}

/**
 * Decides where each file goes. A feature that is there already stays where it is, and says nothing
 * about where others go.
 *
 * @param files what the architecture emits. A fallback is relative to the folder of the
 *   application's packages.
 */
export function placeFiles(
  backend: Backend,
  files: readonly FittedFile[],
  names: NamesView,
): { readonly placed: Placement; readonly omitted: readonly OmittedFile[] } {
  const placed: Placement = {};
  const omitted: OmittedFile[] = [];
  const models = backend.models?.models ?? [];
  const there = models.find(({ name }) => name === names.Feature);
  // What its names are is known; of others, it is guessed by their models.
  const { feature, features } = names;
  const known = models.map((each) => (each === there ? { ...each, feature, features } : each));
  const found = files.map(({ role }) => [role, filesOf(backend, role, there, known)] as const);
  const standing = new Map(found.map(([role, { others }]) => [role, others]));
  const own = new Map(found.map(([role, { own }]) => [role, own]));
  const layers = files.filter(({ layer }) => layer === 'repositories' || layer === 'services');
  // Of the layers between endpoints and models, keep those that neighbours have; all of them if no
  // layer has any.
  const usual = layers.filter(({ role }) => (standing.get(role)?.length ?? 0) > 0);
  const neighbours = known.filter(({ name }) => name !== names.Feature);
  for (const file of files) {
    const place = placeFile(backend, file, standing.get(file.role) ?? [], files, neighbours);
    const wanted = targetPath(place.path, names);
    const [only, ...more] = new Set(own.get(file.role));
    const path = only === undefined || more.length > 0 || place.appends ? wanted : only;
    if (layers.includes(file) && usual.length > 0 && !usual.includes(file) && file.optional) {
      omitted.push({ path, file });
    } else {
      placed[file.role] = { ...place, path, file };
    }
  }
  return { placed, omitted };
}

/** There are tests of many kinds; only those of whole endpoints are a pattern for others. */
const ENDPOINT_TESTS =
  /(^|\/)test_\[features?\](_(api|endpoints|routers?|routes|views))?\.py$|\[features?\]\/test_(api|endpoints?|routers?|routes|views)\.py$/;

interface Place {
  readonly path: string;
  readonly appends: boolean;
}

function placeFile(
  backend: Backend,
  file: FittedFile,
  standing: readonly string[],
  all: readonly FittedFile[],
  neighbours: readonly BackendModel[],
): Place {
  const found = commonPattern(standing, neighbours);
  const pattern =
    file.role === 'tests' && !ENDPOINT_TESTS.test(found?.pattern ?? '') ? undefined : found;
  const ownPackage = all.some(({ inPackage }) => inPackage);
  if (
    pattern !== undefined &&
    (!ownPackage || file.role === 'tests' || isPackaged(pattern.pattern))
  ) {
    return { path: pattern.pattern, appends: false };
  }
  if (ownPackage && file.role === 'tests') {
    const inPackage = testsInPackage(backend, standing);
    if (inPackage !== undefined) return { path: inPackage, appends: false };
  }
  if (ownPackage && file.inPackage)
    return { path: packagePath(backend, file, standing), appends: false };
  const shared = file.shareable ? sharedModule(standing) : undefined;
  if (shared !== undefined) return { path: shared, appends: true };
  // What is in the folder of another feature is its own.
  const free = file.role === 'tests' ? ofNoFeature(standing, neighbours, backend) : standing;
  const folder = commonFolder(free);
  if (folder !== undefined && folder !== '.') {
    const names = free.filter((path) => posix.dirname(path) === folder);
    const plural = prefersPluralNames(names, file.fallback.includes('[features]'));
    const stem = posix
      .basename(file.fallback)
      .replace(/\[features?\]/, plural ? '[features]' : '[feature]');
    return { path: posix.join(folder, stem), appends: false };
  }
  // What is called like the folder where such files usually are is that folder: `presentation/schemas`.
  const usual = posix.basename(posix.dirname(file.fallback));
  const called = file.role === 'tests' ? undefined : shortestFolder(backend, usual);
  if (called !== undefined)
    return { path: posix.join(called, posix.basename(file.fallback)), appends: false };
  // Tests are next to the folder of the application, unless that is the project itself; layers are beside that of the models.
  const root = (file.role !== 'tests' && aboveModels(neighbours)) || backend.folder;
  const path = posix.join(root, file.fallback).replace(/^(\.\.\/)+/, '');
  return { path, appends: false };
}

/** Returns the folder that the folder of all models is in, if there is one that is called so. */
function aboveModels(models: readonly BackendModel[]): string | undefined {
  const [folder, ...others] = new Set(models.map(({ path }) => posix.dirname(path)));
  const isOne = folder !== undefined && others.length === 0 && posix.basename(folder) === 'models';
  return isOne ? posix.dirname(folder) : undefined;
}

/** Returns the folder of that name with the shortest path, if modules of the application are in one. */
function shortestFolder({ modules }: Backend, name: string): string | undefined {
  const folders = modules.paths
    .filter((path) => !isTest(path, modules))
    .flatMap((path) => withAncestors(posix.dirname(path), posix))
    .filter((folder) => posix.basename(folder) === name);
  return folders.toSorted((a, b) => a.length - b.length)[0];
}

/** Returns the tests that are in no folder of a feature, nor in one beside such a folder. */
function ofNoFeature(
  paths: readonly string[],
  features: readonly BackendModel[],
  backend: Backend,
): string[] {
  const { modules } = backend;
  const tests = modules.paths.filter((path) => isTest(path, modules));
  const folders = [...new Set(tests.map((path) => posix.dirname(path)))];
  const taken = folders.filter((folder) => isOfFeature(folder, features, backend));
  const parents = new Set(taken.map((folder) => posix.dirname(folder)));
  return paths.filter((path) => {
    const folder = posix.dirname(path);
    const isBeside = parents.has(posix.dirname(folder)) && !KINDS.test(testedIn(folder));
    return !taken.includes(folder) && !isBeside;
  });
}

/** Returns what a folder of tests is about: `auth` for `tests/test_auth`, `user` for `tests/user_service`. */
function testedIn(folder: string): string {
  return posix
    .basename(folder)
    .replace(/^tests?_/, '')
    .replace(/(_(api|repository|router|service))?(_tests?)?$/, '');
}

/** What folders of tests are called that are no feature's. */
const KINDS =
  /^(apis?|controllers?|e2e|endpoints?|functional|integration|routers?|routes|unit|v\d+|views?)$/;

/** What modules with endpoints are called where their folder has the name: `auth/router.py`. */
const GENERAL = /^(__init__|apis?|controllers?|endpoints?|handlers?|routers?|routes?|urls|views?)$/;

/** Whether a folder is called like a feature, as its model or its endpoints are called: `auth`, `test_auth`. */
function isOfFeature(
  folder: string,
  features: readonly BackendModel[],
  { modules, routers }: Pick<Backend, 'modules' | 'routers'>,
): boolean {
  const name = testedIn(folder);
  if (features.some((each) => [each.feature, each.features].includes(name))) return true;
  if (GENERAL.test(name)) return false;
  const served = routers.map(({ path }) => {
    const isFolder = GENERAL.test(posix.basename(path, '.py'));
    return posix.dirname(isFolder ? posix.dirname(path) : path);
  });
  // What is beside one is that of another, whatever makes its endpoints.
  return [...new Set(served)].some((folder) => {
    const beside = posix.join(folder, name);
    return modules.paths.some((each) => each === `${beside}.py` || each.startsWith(`${beside}/`));
  });
}

/** Returns the one module that holds all of them: `models.py`, or any other that holds several. */
function sharedModule(standing: readonly string[]): string | undefined {
  const [only, ...others] = new Set(standing);
  if (only === undefined || others.length > 0) return undefined;
  const isGeneral = /^(database|db|entities|main|models?|orm|schemas?|tables?)$/.test(
    posix.basename(only, '.py'),
  );
  return isGeneral || standing.length > 1 ? only : undefined;
}

function isPackaged(pattern: string): boolean {
  return /\[features?\]\//.test(pattern);
}

/** Returns `app/[features]/tests/test_[features].py` if other packages contain their tests. */
function testsInPackage({ routers }: Backend, standing: readonly string[]): string | undefined {
  const packages = new Set(routers.map(({ path }) => posix.dirname(path)));
  const within = standing
    .map((path) => posix.dirname(path))
    .find((folder) => posix.basename(folder) === 'tests' && packages.has(posix.dirname(folder)));
  if (within === undefined) return undefined;
  return posix.join(posix.dirname(posix.dirname(within)), '[features]/tests/test_[features].py');
}

/** Returns `app/[features]/views.py` if other packages call the same module `views.py`. */
function packagePath(backend: Backend, file: FittedFile, standing: readonly string[]): string {
  const usual = posix.basename(file.fallback);
  // If there are several names for a kind of module, the usual one wins, provided some package has
  // it.
  const { folder: root, modules } = backend;
  // A module beside the packages is in none.
  const packaged = (paths: readonly string[]) =>
    paths.filter((path) => posix.dirname(path) !== root);
  const isUsual = (path: string) => posix.basename(path) === usual;
  const sample =
    packaged(standing).find(isUsual) ??
    packaged(modules.paths).find((path) => isUsual(path) && !isTest(path, modules)) ??
    packaged(standing)[0];
  const name = sample === undefined ? usual : posix.basename(sample);
  const folder = sample === undefined ? root : posix.dirname(posix.dirname(sample));
  const packages = new Set(backend.routers.map(({ path }) => posix.basename(posix.dirname(path))));
  const models = backend.models?.models ?? [];
  const singular = models.some(
    (model) => packages.has(model.feature) && model.feature !== model.features,
  );
  return posix.join(folder, singular ? '[feature]' : '[features]', name);
}

/** The existing files of a kind. */
interface Standing {
  /** Those of the feature itself. */
  readonly own: readonly string[];
  readonly others: readonly string[];
}

/**
 * @param there the model of the feature, if it is there already.
 * @param known all models, under the names that files have them by.
 */
function filesOf(
  backend: Backend,
  role: FittedRole,
  there: BackendModel | undefined,
  known: readonly BackendModel[],
): Standing {
  const models = backend.models?.models ?? [];
  const all = role === 'model' ? models.map(({ path }) => path) : allFilesOf(backend, role);
  const pattern = there && commonPattern(all, known)?.pattern;
  const isOwn = (path: string) =>
    there !== undefined && modelFiledAt(path, known, pattern)?.name === there.name;
  if (role === 'model') {
    const others = models.filter((model) => model !== there).map(({ path }) => path);
    return { own: there !== undefined && isOwn(there.path) ? [there.path] : [], others };
  }
  return { own: all.filter(isOwn), others: all.filter((path) => !isOwn(path)) };
}

/** Returns the existing files of a kind that is not models. */
function allFilesOf(backend: Backend, role: Exclude<FittedRole, 'model'>): string[] {
  const { modules } = backend;
  const code = modules.paths.filter(
    (path) => !isTest(path, modules) && !path.endsWith('/__init__.py'),
  );
  // A feature can be called `order_service`: its model and its endpoints are no services, nor is what has its whole name.
  const models = backend.models?.models ?? [];
  const elsewhere = new Set([...models, ...backend.routers].map(({ path }) => path));
  const features = new Set(models.map(({ feature }) => feature));
  const words = new Set(models.flatMap((model) => [model.feature, model.features, model.table]));
  const served = new Set(backend.routers.map(({ path }) => posix.dirname(path)));
  // `email/service.py` is that of what is called so, unless a feature is, or has its endpoints there.
  const isOfAnother = (path: string) => {
    const folder = posix.dirname(path);
    const isGeneral = /^(repository|services?)$/.test(posix.basename(path, '.py'));
    return isGeneral && !words.has(posix.basename(folder)) && !served.has(folder);
  };
  const named = (folder: RegExp, ending: RegExp) =>
    code.filter((path) => {
      if (elsewhere.has(path) || !isNoBase(path)) return false;
      if (folder.test(path)) return true;
      return ending.test(path) && !features.has(posix.basename(path, '.py')) && !isOfAnother(path);
    });
  switch (role) {
    case 'router':
      return includedRouters(backend);
    case 'schemas':
      return schemaFiles(backend, code);
    case 'repository':
      return named(/(^|\/)repositor(y|ies)\//, /[/_]repository\.py$/);
    case 'service':
      return named(/(^|\/)services?\//, /[/_]services?\.py$/);
    case 'tests':
      return modules.paths.filter(
        (path) =>
          /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path) &&
          isTest(path, modules) &&
          /client|TestClient/.test(modules.source(path)),
      );
  }
}

/** Returns the modules whose routers are included somewhere; all of them if none is. */
function includedRouters({ routers, registries }: Backend): string[] {
  const included = new Set(
    registries.flatMap((registry) => registry.included.map(({ module }) => module)),
  );
  const paths = routers.map(({ path }) => path);
  const known = paths.filter((path) => included.has(path));
  return known.length > 0 ? known : paths;
}

function isNoBase(path: string): boolean {
  return (
    !/^(base|_base|abstract|generic)/.test(posix.basename(path)) &&
    !/(^|\/)(versions|migrations)\//.test(path)
  );
}

/** Returns the modules with schemas that are named after a model: `ItemCreate`. */
function schemaFiles({ modules, models }: Backend, code: readonly string[]): string[] {
  const names = new Set((models?.models ?? []).map(({ name }) => name));
  // The model `ReviewBase` is no schema of `Review`.
  const isModel = (path: string, name: string) =>
    (models?.models ?? []).some((model) => model.path === path && model.name === name);
  return code.filter((path) => {
    if (!/BaseModel|SQLModel|[Ss]chema/.test(modules.source(path))) return false;
    return modules
      .facts(path)
      .classes.some(
        ({ name, bases, keywords }) =>
          keywords.get('table') !== 'True' &&
          bases.length > 0 &&
          !isModel(path, name) &&
          [...name.matchAll(SCHEMA_ENDING)].some(({ index }) => names.has(name.slice(0, index))),
      );
  });
}

/** What follows the name of the model in that of a schema, wherever it may begin. */
const SCHEMA_ENDING =
  /(?=s?(?:Base|Create|Read|Update|Response|Public|Out|In|Schema|List|Detail))/g;
