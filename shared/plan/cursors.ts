/** What features whose lists are read from a position on need from a project. */
import { hasCursors } from '../feature/pages.js';
import type { Capability } from './architecture.js';

/**
 * Returns the capability that reads lists from a position on, which callers give back signed.
 *
 * @param path the module of what callers send.
 * @param files the templates of what else it takes.
 */
export function cursors(path: string, files: readonly string[]): Capability {
  return {
    id: 'cursors',
    why: 'Lists that are read from a position on, which callers get signed and give back.',
    evidence: { path, symbol: 'CursorParams' },
    files: [`${path}.ejs`, ...files],
    when: hasCursors,
  };
}
