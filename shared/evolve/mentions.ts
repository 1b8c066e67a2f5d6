/** What needs a feature: what imports from its files. */
import type { Problem } from '../errors.js';
import { Modules } from '../project/foreign/modules.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import type { ImportFact } from '../python/import-statements.js';
import { parseOnce } from '../python/syntax.js';
import { entitiesOf } from './entities.js';
import { definedByFeature, type StandingFeature } from './standing.js';

/** Tells the names that a file imports from a feature, given what an import says. */
export type IsFromFeature = (imported: Pick<ImportFact, 'module' | 'name'>) => boolean;

/**
 * Returns what tells whether a file imports something from some files, or from the definitions of a feature in others.
 *
 * @param files the paths of the files that are meant as a whole.
 */
export function importsFrom(
  files: ReadonlySet<string>,
  standing: StandingFeature,
  modules: Modules,
): (path: string) => IsFromFeature {
  const defined = definedByFeature(standing);
  return (path) => (imported) => {
    const { from, whole } = filesMeant(modules, path, imported);
    if (whole !== undefined) return files.has(whole);
    return (
      from !== undefined && (files.has(from) || defined.get(from)?.has(imported.name) === true)
    );
  };
}

/** Returns the file that an import names as a whole; if there is none, the one that has what it names. */
function filesMeant(
  modules: Modules,
  path: string,
  { module, name }: Pick<ImportFact, 'module' | 'name'>,
): { readonly whole?: string | undefined; readonly from?: string | undefined } {
  const separator = module === '' || module.endsWith('.') ? '' : '.';
  const whole = modules.find(path, `${module}${separator}${name}`);
  if (whole !== undefined) return { whole };
  return { from: module === '' ? undefined : modules.find(path, module) };
}

/**
 * Returns each place that needs something that goes, and stays itself.
 *
 * @param files what happens to files.
 * @param gone the paths of those that go.
 */
export function mentionsOf(
  standing: StandingFeature,
  files: readonly PlannedFile[],
  gone: ReadonlySet<string>,
  workspace: Workspace,
): Problem[] {
  const modules = new Modules(workspace);
  const isFrom = importsFrom(gone, standing, modules);
  const after = new Map(files.map((file) => [file.path, file.after]));
  const stems = [...gone].map((path) => /([^/]*)(?:\/__init__)?\.\w+$/.exec(path)?.[1] ?? '');
  const names = [...definedByFeature(standing).values()].flatMap((each) => [...each]);
  const words = new RegExp([...new Set([...stems, ...names])].filter(Boolean).join('|') || '(?!)');
  return modules.paths
    .filter((path) => !gone.has(path))
    .flatMap((path) => {
      const before = modules.source(path);
      const text = after.get(path) ?? before;
      if (!words.test(text)) return [];
      return entitiesOf(parseOnce(text)).flatMap(({ from, imported, statement }): Problem[] => {
        if (imported === undefined || !isFrom(path)(imported)) return [];
        const written = text.slice(statement.from, statement.to).replaceAll(/\s+/g, ' ');
        const place = `${path}:${lineIn(before, text, from)}`;
        return [{ message: `${place} needs it: ${written}`, place }];
      });
    });
}

/** Something that stays and needs a file that goes. */
export interface Need {
  readonly file: string;
  /** Where it is imported. */
  readonly place: string;
}

/** Returns what needs some files, besides themselves. */
export function neededBy(gone: ReadonlySet<string>, workspace: Workspace): Need[] {
  if (gone.size === 0) return [];
  const modules = new Modules(workspace);
  return modules.paths
    .filter((path) => !gone.has(path))
    .flatMap((path) => {
      const text = modules.source(path);
      return entitiesOf(parseOnce(text)).flatMap(({ from, imported }): Need[] => {
        if (imported === undefined) return [];
        const { from: source, whole } = filesMeant(modules, path, imported);
        const file = whole ?? source;
        if (file === undefined || !gone.has(file)) return [];
        return [{ file, place: `${path}:${text.slice(0, from).split('\n').length}` }];
      });
    });
}

/** Returns on which line of the standing text something is, given where it is in the planned one. */
function lineIn(before: string, after: string, offset: number): number {
  const above = after.slice(0, offset).split('\n');
  const line = after.split('\n')[above.length - 1] ?? '';
  const earlier = above.slice(0, -1).filter((each) => each === line).length;
  const same = before.split('\n').flatMap((each, index) => (each === line ? [index + 1] : []));
  return same[earlier] ?? above.length;
}
