/** What features with UUIDs for ids need from a project: what makes them, and the package that does. */
import { hasUuids } from '../feature/identity.js';
import { addDependencies } from '../python/pyproject.js';
import type { Capability, Registration } from './architecture.js';
import { onlyIf } from './conditions.js';

/** Python makes such UUIDs by itself from 3.14 on. */
const REQUIREMENT = `uuid-utils>=1.0; python_version < '3.14'`;

/**
 * Returns the capability that makes UUIDs.
 *
 * @param path the module that it adds.
 * @param unfit says why a project cannot have ids of other types yet, if it cannot.
 */
export function uuids(path: string, unfit?: Capability['unfit']): Capability {
  return {
    id: 'uuids',
    why: 'UUIDs for ids, which sort in the order in which they were made.',
    evidence: { path, symbol: 'uuid7' },
    files: [`${path}.ejs`],
    when: hasUuids,
    ...(unfit === undefined ? {} : { unfit }),
  };
}

/** Returns the registration that names the package that makes UUIDs. */
export function uuidPackage(pyproject: string): Registration {
  return {
    path: pyproject,
    layer: 'project',
    why: 'Names the package that makes UUIDs of version 7, which Python has from 3.14 on.',
    when: onlyIf(({ spec }) => hasUuids(spec), ''),
    edit: (source) => addDependencies(source, pyproject, { 'uuid-utils': REQUIREMENT }),
  };
}
