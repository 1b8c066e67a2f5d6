/** A path and what is above it, on whatever system. */
import systemPath, { type PlatformPath } from 'node:path';

/**
 * Returns a path and every folder above it, the nearest first. The last is the root: on Windows that of a drive, which
 * need not be there.
 *
 * @param path an absolute path.
 */
export function withAncestors(
  path: string,
  { dirname }: Pick<PlatformPath, 'dirname'> = systemPath,
): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...withAncestors(above, { dirname })];
}
