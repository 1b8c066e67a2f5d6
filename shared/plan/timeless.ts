/** What features whose rows do not know when they were made and changed need from a project. */
import { isTimeless } from '../feature/timestamps.js';
import type { Capability } from './architecture.js';

/**
 * Returns the capability: the base of what has no times, where what has some is made from another one.
 *
 * @param path its module.
 * @param symbol its class.
 */
export function timeless(path: string, symbol: string): Capability {
  return {
    id: 'timeless',
    why: 'The base of rows that do not know when they were made and changed.',
    evidence: { path, symbol },
    files: [path],
    when: isTimeless,
  };
}
