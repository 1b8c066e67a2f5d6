/** A path and what is above it, on whatever system. */
import systemPath, { isAbsolute, type PlatformPath, relative, sep } from 'node:path';

/**
 * Returns a path and every folder above it, the nearest first. The last is the root: on Windows that of a drive, which
 * need not be there; of a relative path it is `.`.
 *
 * @param system how paths are written: `posix` for those within a project.
 */
export function withAncestors(
  path: string,
  system: Pick<PlatformPath, 'dirname'> = systemPath,
): string[] {
  const above = system.dirname(path);
  return above === path ? [path] : [path, ...withAncestors(above, system)];
}

/** Whether an absolute path is that of a folder or of something in it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
