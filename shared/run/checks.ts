/** Checks that can stop a run: made once everything is planned, and before anything is written. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, parse, posix } from 'node:path';
import { type Problem, RefusalError } from '../errors.js';
import { quoted } from '../feature/notation.js';
import { withAncestors } from '../project/ancestors.js';
import { unresolvedAfter } from '../project/foreign/resolution.js';
import { undefinedAfter } from '../project/foreign/undefined-names.js';
import { rememberedArchitecture, rememberedAsForeign } from '../project/memory.js';
import { type PlannedFile, Workspace } from '../project/workspace.js';

/** Returns the refusal of what is lost, or breaks, unless somebody wants it. */
export function refusalOfLosses(losses: readonly Problem[]): RefusalError {
  const advice =
    'Nothing was written. Move what you need elsewhere, or go on all the same with --force.';
  return refusalWith(advice, losses);
}

/** Returns the refusal of what only a person can merge. */
export function refusalOfConflicts(conflicts: readonly Problem[]): RefusalError {
  const advice =
    'Nothing was written. Make of each such place what it should become, and run the same command again; at a terminal, you are asked about each.';
  return refusalWith(advice, conflicts);
}

function refusalWith(advice: string, problems: readonly Problem[]): RefusalError {
  return new RefusalError(
    problems.map((each, index) =>
      index < problems.length - 1 ? each : { ...each, message: `${each.message}\n${advice}` },
    ),
  );
}

/** Returns the refusal that checks end with; undefined if there is none. */
export function refusalOf(checks: () => void): RefusalError | undefined {
  try {
    checks();
    return undefined;
  } catch (error) {
    if (error instanceof RefusalError) return error;
    throw error;
  }
}

/**
 * Ensures that a new project is not created by accident inside another one.
 *
 * @throws RefusalError if a folder above contains a project of ours.
 */
export function refuseInsideProject(root: string): void {
  for (const folder of withAncestors(root).slice(1)) {
    if (!isProject(folder)) continue;
    throw new RefusalError(
      `${root} is not a project, but it is inside one: ${folder}. Run fastapi-feature there, or add --destination ${quoted(folder)}.`,
      { place: '--destination', suggestion: folder },
    );
  }
}

/** @throws RefusalError if the folder of the project is there, and nobody may look into it. */
export function refuseClosed(root: string): void {
  try {
    accessSync(root, constants.R_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return;
    throw new RefusalError(
      `${root} cannot be read (${code}): there is no permission to. Make it readable, or name another folder with --destination DIR.`,
      { place: root },
    );
  }
}

function isProject(folder: string): boolean {
  try {
    return rememberedArchitecture(new Workspace(folder)) !== undefined;
  } catch (error) {
    // What a folder above has may be anybody's.
    if (error instanceof RefusalError) return false;
    throw error;
  }
}

/**
 * @param dryRun whether the differences are shown in any case.
 * @throws RefusalError if existing files differ from what would be written.
 */
export function refuseConflicts(files: readonly PlannedFile[], dryRun: boolean): void {
  const conflicts = files.filter(({ action }) => action === 'overwrite');
  if (conflicts.length === 0) return;
  throw new RefusalError(
    `these files already exist and differ from what would be written:\n${conflicts
      .map(({ path }) => `  ${path}`)
      .join(
        '\n',
      )}\n${dryRun ? 'Overwrite' : 'Show the differences with --dry-run, or overwrite'} the files with --force.`,
    { place: conflicts[0]?.path },
  );
}

/**
 * Ensures that a project can be checked out on Windows and macOS, which take names for the same that differ only in
 * case. Where the run is on such a system, the file that stands is a conflict already.
 *
 * @param list returns the names in a folder, given by its path from the root of the project.
 * @throws RefusalError if a new file has the name of another one in its folder but for case.
 */
export function refuseNamesakes(
  files: readonly PlannedFile[],
  list: (folder: string) => readonly string[],
): void {
  const folders = new Map<string, Map<string, string[]>>();
  for (const { path, action } of files) {
    if (action !== 'create') continue;
    const [folder, name] = [posix.dirname(path), posix.basename(path)];
    const names = folders.get(folder) ?? byLowerCase(list(folder));
    folders.set(folder, names);
    const standing = names.get(name.toLowerCase())?.find((each) => each !== name);
    if (standing === undefined) continue;
    throw new RefusalError(
      `${path} cannot be created: ${standing} is there, and on Windows and macOS both would be the same file. Rename it, or move it away.`,
      { place: path },
    );
  }
}

/**
 * Ensures that an existing backend can be imported after a change as well as before it.
 *
 * @param workspace the project.
 * @throws RefusalError if a module that is written imports, inherits or names what is not there by then.
 */
export function refuseUnresolved(workspace: Workspace, files: readonly PlannedFile[]): void {
  if (!rememberedAsForeign(workspace)) return;
  const problems = [...unresolvedAfter(workspace, files), ...undefinedAfter(files)];
  if (problems.length > 0) throw new RefusalError(problems);
}

function byLowerCase(names: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = name.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return groups;
}

/** @throws RefusalError if a file, or the nearest existing folder above it, is not writable. */
export function refuseUnwritable(
  root: string,
  files: readonly Pick<PlannedFile, 'path' | 'action'>[],
): void {
  const checked = new Set<string>();
  for (const { path, action } of files) {
    if (action === 'unchanged') continue;
    // What is new depends on its folder, which most new files share with others.
    const lowest = action === 'create' ? dirname(join(root, path)) : join(root, path);
    if (checked.has(lowest)) continue;
    checked.add(lowest);
    const place = withAncestors(lowest).find((each) => existsSync(each));
    if (place === undefined) {
      throw new RefusalError(`${path} cannot be written: there is no ${parse(root).root}.`, {
        place: path,
      });
    }
    if (place !== join(root, path) && !statSync(place).isDirectory()) {
      throw new RefusalError(`${path} cannot be written: ${place} is not a folder. Move it away.`, {
        place: path,
      });
    }
    try {
      accessSync(place, constants.W_OK);
    } catch {
      throw new RefusalError(
        `${path} cannot be written: there is no permission to write to ${place}.`,
        { place: path },
      );
    }
  }
}
