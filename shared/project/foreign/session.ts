/** How endpoints of an existing backend get a database session. */

import { isTest } from './models.js';
import type { Definition, Modules } from './modules.js';

/** The dependency that provides a session. */
export interface SessionFact {
  /** The function, or whatever else is given to `Depends`. */
  readonly dependency: Definition;
  /** How the dependency is written: `get_db`, `database.get_session`. */
  readonly expression: string;
  /** The annotation with the dependency, if there is one: `SessionDep`. */
  readonly alias: Definition | undefined;
  /**
   * The class of the session and where it is imported from: `AsyncSession` of
   * `sqlalchemy.ext.asyncio`.
   */
  readonly type: { readonly name: string; readonly module: string };
  readonly isAsync: boolean;
  /**
   * Whether the dependency depends on something else, which can bound how many requests have a
   * session at a time.
   */
  readonly isGuarded: boolean;
  /** What most endpoints call their session. */
  readonly parameter: string;
  /** How many endpoints and dependencies ask for it. */
  readonly usedBy: number;
}

interface Usage {
  readonly path: string;
  readonly expression: string;
  readonly type: string;
  readonly parameter: string | undefined;
}

const TYPED =
  /(?:(\w+)\s*:\s*|=\s*)?(?:\w+\.)?Annotated\[\s*([\w.]*Session\w*)\s*,\s*(?:\w+\.)?Depends\(\s*([\w.]+)\s*\)/g;
const DEFAULTED = /(\w+)\s*:\s*([\w.]*Session\w*)\s*=\s*(?:\w+\.)?Depends\(\s*([\w.]+)\s*\)/g;

/** Finds every dependency that provides a session, the most used first. */
export function findSessions(modules: Modules): SessionFact[] {
  const paths = modules.mentioning(/Session|session/).filter((path) => !isTest(path, modules));
  const byDefinition = new Map<string, Usage[]>();
  const definitions = new Map<string, Definition>();
  const note = (definition: Definition, usage: Usage) => {
    const key = `${definition.path}:${definition.name}`;
    definitions.set(key, definition);
    byDefinition.set(key, [...(byDefinition.get(key) ?? []), usage]);
  };
  for (const path of paths) {
    const source = modules.source(path);
    if (!source.includes('Depends(')) continue;
    for (const pattern of [TYPED, DEFAULTED]) {
      for (const [, parameter, type = '', expression = ''] of source.matchAll(pattern)) {
        const definition = resolveDependency(modules, path, expression);
        if (definition !== undefined) note(definition, { path, expression, type, parameter });
      }
    }
  }
  for (const path of paths) {
    // Nothing else has to be parsed.
    if (!/\byield\b/.test(modules.source(path))) continue;
    for (const { name, returns, body } of modules.facts(path).functions) {
      if (!/\byield\b/.test(body) || !/Session/.test(`${returns} ${body}`)) continue;
      const definition = { path, name };
      if (byDefinition.has(`${path}:${name}`) || !/db|session/i.test(name)) continue;
      // A context manager is not a dependency.
      const fact = modules.facts(path).functions.find((one) => one.name === name);
      if (fact?.decorators.some((decorator) => /contextmanager|fixture/.test(decorator))) continue;
      const type = /\b(\w*Session)\b/.exec(returns)?.[1] ?? '';
      note(definition, { path, expression: name, type, parameter: undefined });
    }
  }
  return [...byDefinition]
    .map(([key, usages]) => describe(modules, definitions.get(key) as Definition, usages))
    .toSorted((a, b) => b.usedBy - a.usedBy);
}

/**
 * Finds what `Depends(database.get_session)` is given: `get_session`, or the object that has the
 * method.
 */
function resolveDependency(
  modules: Modules,
  path: string,
  expression: string,
): Definition | undefined {
  const whole = modules.resolve(path, expression);
  if (whole !== undefined) return whole;
  const owner = expression.split('.').slice(0, -1).join('.');
  return owner === '' ? undefined : modules.resolve(path, owner);
}

function describe(modules: Modules, dependency: Definition, usages: readonly Usage[]): SessionFact {
  const aliases = findAliases(modules, dependency);
  const aliasUses = aliases.map((alias) => countUses(modules, alias));
  const alias = aliases[0];
  const parameters = [
    ...usages.flatMap(({ parameter }) => (parameter === undefined ? [] : [parameter])),
    ...(alias === undefined ? [] : namesOfParameters(modules, alias.name)),
  ];
  const usage = usages.find(({ type }) => type !== '') ?? usages[0];
  const type = sessionType(modules, dependency, usage);
  return {
    dependency,
    expression: usage?.expression.includes('.')
      ? lastTwo(usage.expression, dependency)
      : dependency.name,
    alias,
    type,
    isAsync: /Async/.test(type.name) || /asyncio|aio/.test(type.module),
    isGuarded: parametersOf(modules, dependency).includes('Depends('),
    parameter: mostCommon(parameters) ?? 'session',
    usedBy: usages.length + aliasUses.reduce((sum, uses) => sum + uses, 0),
  };
}

function parametersOf(modules: Modules, { name, path }: Definition): string {
  return modules.facts(path).functions.find((one) => one.name === name)?.parameters ?? '';
}

/**
 * Returns `get_session` for a function of a module, but `helper.session` for a method of an object.
 */
function lastTwo(expression: string, { name }: Definition): string {
  const last = expression.split('.').at(-1) as string;
  return last === name ? name : `${name}.${last}`;
}

function sessionType(modules: Modules, { path, name }: Definition, usage: Usage | undefined) {
  const fact = modules.facts(path).functions.find((one) => one.name === name);
  const isAsync =
    /AsyncSession|async_sessionmaker|AsyncEngine|create_async_engine|asyncio/.test(
      `${usage?.type} ${fact?.returns} ${modules.source(path)}`,
    ) &&
    (fact === undefined || fact.isAsync);
  const written = usage?.type || (isAsync ? 'AsyncSession' : 'Session');
  const last = written.split('.').at(-1) as string;
  const from = usage?.path ?? path;
  const [first] = written.split('.');
  const imported = modules.facts(from).imports.find(({ bound }) => bound === first);
  if (
    imported !== undefined &&
    imported.module !== '' &&
    modules.find(from, imported.module) === undefined
  ) {
    return { name: imported.name === first ? last : imported.name, module: imported.module };
  }
  return isAsync
    ? { name: 'AsyncSession', module: 'sqlalchemy.ext.asyncio' }
    : { name: 'Session', module: 'sqlalchemy.orm' };
}

/** Finds the annotations with a dependency: `SessionDep = Annotated[Session, Depends(get_db)]`. */
export function findAliases(modules: Modules, dependency: Definition): Definition[] {
  const found: Definition[] = [];
  for (const path of modules.mentioning(/Annotated/)) {
    // An annotation next to endpoints is only for those.
    if (isTest(path, modules) || /\b(APIRouter|FastAPI)\(/.test(modules.source(path))) continue;
    for (const [name, { value }] of modules.facts(path).variables) {
      const given = /Annotated\[[\s\S]*(?:Depends|Security)\(\s*([\w.]+)\s*[,)]/.exec(value)?.[1];
      if (given === undefined) continue;
      const definition = modules.resolve(path, given);
      if (definition?.path === dependency.path && definition.name === dependency.name) {
        found.push({ path, name });
      }
    }
  }
  return found.toSorted((a, b) => countUses(modules, b) - countUses(modules, a));
}

/** Counts the modules that import a name. */
export function countUses(modules: Modules, { path, name }: Definition): number {
  return modules.mentioning(new RegExp(`\\b${name}\\b`)).filter((each) => {
    const imported = modules.facts(each).imports.find((one) => one.name === name);
    return imported !== undefined && modules.resolve(each, imported.bound)?.path === path;
  }).length;
}

function namesOfParameters(modules: Modules, alias: string): string[] {
  const pattern = new RegExp(`(\\w+)\\s*:\\s*${alias}\\b`, 'g');
  return modules
    .mentioning(new RegExp(`\\b${alias}\\b`))
    .flatMap((path) =>
      [...modules.source(path).matchAll(pattern)].map((match) => match[1] as string),
    );
}

/** Returns the most frequent value. */
export function mostCommon(values: readonly string[]): string | undefined {
  const votes = new Map<string, number>();
  for (const value of values) votes.set(value, (votes.get(value) ?? 0) + 1);
  return [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
