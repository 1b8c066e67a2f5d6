/** A path and what is above it, on whatever system. */
import systemPath, { type PlatformPath } from 'node:path';

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
