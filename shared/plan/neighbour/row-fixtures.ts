/** The fixtures of a backend that give rows, for what a new feature refers to. */
import { posix } from 'node:path';
import { type BackendModel, isTest } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import type { PythonImport } from '../../python/imports.js';

/** A fixture that gives a row of a model. */
export interface RowFixture {
  readonly name: string;
  /** The id of the row, in Python and in JSON: `station.id`, `str(station.id)`. */
  readonly id: string;
  readonly idInJson: string;
  /** The parameter of a test that takes it, where parameters have types, and what those need. */
  readonly typed: string;
  readonly imports: readonly PythonImport[];
}

/**
 * Returns the fixture that gives a test rows of a model, if there is one that is called like it.
 *
 * @param path the module of the test.
 */
export function rowFixture(
  modules: Modules,
  path: string,
  { feature, id, name: model }: BackendModel,
): RowFixture | undefined {
  const [found] = modules.paths
    .filter((each) => {
      const isAbove = `${posix.dirname(path)}/`.startsWith(`${posix.dirname(each)}/`);
      return posix.basename(each) === 'conftest.py' && isAbove;
    })
    .flatMap((home) => modules.facts(home).functions.map((fact) => ({ fact, home })))
    .filter(
      ({ fact: { decorators, name } }) =>
        name === feature && decorators.some((each) => /\bfixture\b/.test(each)),
    );
  if (found === undefined) return undefined;
  const { fact, home } = found;
  const tests = modules.mentioning(new RegExp(`\\b${feature}\\b`)).filter((each) => {
    return isTest(each, modules);
  });
  const asKey = new RegExp(`\\b${feature}\\[["']id["']\\]`);
  const isAttribute = new RegExp(`\\b${feature}\\.${id.name}\\b`);
  const isKey =
    tests.some((each) => asKey.test(modules.source(each))) ||
    /\.json\(\)\s*$/.test(fact.body.trimEnd());
  const isRow =
    new RegExp(`\\b${model}\\b`).test(fact.returns) ||
    tests.some((each) => isAttribute.test(modules.source(each)));
  if (!isKey && !isRow) return undefined;
  const plain = isKey ? `${feature}["${id.name}"]` : `${feature}.${id.name}`;
  return {
    name: feature,
    id: plain,
    idInJson: isKey || id.kind !== 'uuid' ? plain : `str(${plain})`,
    ...typedParameter(modules, [...tests, home], feature, fact.returns),
  };
}

/**
 * Returns a parameter as tests have it that give it a type, or with that of what the fixture returns.
 *
 * @param tests the modules that have it, and at last that of the fixture.
 */
function typedParameter(
  modules: Modules,
  tests: readonly string[],
  fixture: string,
  returns: string,
): Pick<RowFixture, 'imports' | 'typed'> {
  const written = tests.flatMap((path) =>
    modules.facts(path).functions.flatMap(({ parameters }) => {
      const type = new RegExp(`\\b${fixture}: (\\w+(?:\\[[\\w, ]*\\])?)`).exec(parameters)?.[1];
      return type === undefined ? [] : [{ path, type }];
    }),
  );
  const isPlain = /^\w+(\[[\w, ]*\])?$/.test(returns) && !/^(Async)?(Itera|Genera)/.test(returns);
  const usual = isPlain ? { path: tests.at(-1) as string, type: returns } : undefined;
  const [found = usual] = written;
  if (found === undefined) return { typed: fixture, imports: [] };
  const names: readonly string[] = found.type.match(/\w+/g) ?? [];
  return {
    typed: `${fixture}: ${found.type}`,
    imports: modules
      .facts(found.path)
      .imports.filter(({ bound, module }) => names.includes(bound) && !module.startsWith('.'))
      .map(({ module, name }) => ({ module, name })),
  };
}
