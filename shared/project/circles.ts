/** How the features of a project refer to each other in circles, as `.yo-rc.json` remembers them. */
import { pascalOf } from '../feature/naming.js';
import { rememberedFeatures } from './memory.js';
import type { Workspace } from './workspace.js';

/** What a feature is to those it refers to. */
export interface Circles {
  /** Whether a feature has come later than this one, and leads back to it: a row of this one is there before. */
  closes(target: string): boolean;
  /** Whether a feature refers to this one by columns of its own table. */
  refersBack(target: string): boolean;
}

/** What a feature refers to, by the names of their classes. */
interface Remembered {
  readonly name: string;
  /** By columns of its own table. */
  readonly direct: readonly string[];
  readonly all: readonly string[];
}

/** What was found, by what is remembered: the newest first. */
const found = new WeakMap<object, ReadonlyMap<string, Remembered>>();

/**
 * Returns what a feature is to those it refers to.
 *
 * @param name that of the feature, which does not have to be there yet.
 */
export function circlesAround(workspace: Workspace, name: string): Circles {
  const features = referencesIn(rememberedFeatures(workspace));
  const own = classOf(name);
  const order = [...features.keys()];
  return {
    closes: (target) => {
      const [first, second] = [order.indexOf(classOf(target)), order.indexOf(own)];
      return first >= 0 && first < second && reachable(features, classOf(target)).has(own);
    },
    refersBack: (target) =>
      classOf(target) !== own && features.get(classOf(target))?.direct.includes(own) === true,
  };
}

/** Returns the names of the features that lead to one and to which it leads, without itself. */
export function inCircleWith(workspace: Workspace, name: string): ReadonlySet<string> {
  const features = referencesIn(rememberedFeatures(workspace));
  const own = classOf(name);
  const ahead = [...reachable(features, own)].filter(
    (each) => each !== own && reachable(features, each).has(own),
  );
  return new Set(ahead.flatMap((each) => features.get(each)?.name ?? []));
}

/** Returns all that a feature leads to; itself only if something leads back. */
function reachable(features: ReadonlyMap<string, Remembered>, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const left = [...(features.get(from)?.all ?? [])];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    left.push(...(features.get(next)?.all ?? []));
  }
  return seen;
}

function referencesIn(
  features: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Remembered> {
  const known = found.get(features);
  if (known !== undefined) return known;
  const all = new Map(
    Object.entries(features).map(([name, body]) => [classOf(name), readReferences(name, body)]),
  );
  found.set(features, all);
  return all;
}

function readReferences(name: string, body: unknown): Remembered {
  const { fields, parent, parts } = (body ?? {}) as Record<string, unknown>;
  const own = referencesOf(fields);
  const inParts = Object.values(parts ?? {}).flatMap(referencesOf);
  const above = typeof parent === 'string' ? [classOf(parent)] : [];
  const direct = own.filter(({ isColumn }) => isColumn).map(({ target }) => target);
  const rest = [...own, ...inParts].map(({ target }) => target);
  return { name, direct: [...direct, ...above], all: [...rest, ...above] };
}

/** Reads fields as they are written in `.yo-rc.json`: each as what is typed after its name. */
function referencesOf(fields: unknown) {
  return Object.values(fields ?? {}).flatMap((said: unknown) => {
    const [, type, target = ''] = /^(refs?)=(\w+)/.exec(typeof said === 'string' ? said : '') ?? [];
    return type === undefined ? [] : [{ isColumn: type === 'ref', target: classOf(target) }];
  });
}

/** Returns how a reference names a feature. */
function classOf(name: string): string {
  return pascalOf(pascalOf(name));
}
