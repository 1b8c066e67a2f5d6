/** The roles that people in a project can have: a closed set, listed in one place of it. */

import { ACTIONS } from '../feature/access.js';
import type { FeatureSpec } from '../feature/spec.js';
import { addChoice, withoutChoice } from '../python/choices.js';
import type { Registration } from './architecture.js';
import { onlyIf } from './conditions.js';

/** What the set is called, wherever it is. */
const NAME = 'UserRole';

/** The roles that every project has. */
const USUAL = ['user', 'admin'];

/** Returns the roles that a feature asks for and that a project has only because of such features. */
function ownRoles({ access }: Pick<FeatureSpec, 'access'>): readonly string[] {
  const asked = ACTIONS.flatMap((action) => {
    const each = access[action];
    return each.kind === 'roles' || each.kind === 'owner' ? each.roles : [];
  });
  return [...new Set(asked)].filter((role) => !USUAL.includes(role));
}

/** Adds the roles that a feature asks for to those that people can be given. */
export function rolesIn(path: string, layer: string): Registration {
  return {
    path,
    layer,
    why: 'Lists the roles that it asks for, so that somebody can be given them.',
    when: onlyIf(({ spec }) => ownRoles(spec).length > 0, ''),
    edit: (source, { spec }) =>
      ownRoles(spec).reduce((text, word) => addChoice(text, { path, name: NAME, word }), source),
    bare: (source, { spec }) =>
      ownRoles(spec).reduce(
        (text, word) => withoutChoice(text, { path, name: NAME, word }),
        source,
      ),
  };
}
