/** What users have besides an address and a role, as a run plans it. */
import { UsageError } from '../errors.js';
import { isSameUser, type UserSpec, writeUser } from '../feature/user.js';
import { MEMORY, rememberedAsForeign, withUser } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';
import type { Architecture } from './architecture.js';
import { stands } from './capabilities.js';
import type { Layout } from './layout.js';
import { userOf } from './user-view.js';

/** Whether users stand in a project of ours, and something else is said of them. */
export function areUsersSaidAnew(
  architecture: Architecture,
  workspace: Workspace,
  user: UserSpec,
): boolean {
  return (
    !isRemembered(architecture, workspace, user) &&
    !rememberedAsForeign(workspace) &&
    stands(architecture, workspace)
  );
}

/**
 * Notes what users have, before their foundation is planned, which reads it.
 *
 * @throws UsageError if the users are somebody else's, or stand already and nothing has added to them before.
 */
export function planUser({ architecture, project }: Layout, user: UserSpec): void {
  const { kind, workspace } = project;
  if (kind === 'foreign') {
    throw new UsageError(
      'user: this project was not created by fastapi-feature, so its users are its own. Leave "user" out, and add columns to their model by hand.',
      { place: 'user' },
    );
  }
  const said = writeUser(user);
  if (said === undefined) return;
  if (isRemembered(architecture, workspace, user)) return;
  if (areUsersSaidAnew(architecture, workspace, user)) {
    throw new UsageError(
      'user: the users of this project stand already, with other fields. Add to them by a run of their own: fastapi-feature --spec FILE',
      { place: 'user' },
    );
  }
  workspace.edit(MEMORY, withUser(workspace, said, architecture.id), {
    layer: 'project',
    why: 'Remembers what users have.',
  });
}

/** Whether a project remembers the same of its users, in whichever order. */
function isRemembered(architecture: Architecture, workspace: Workspace, user: UserSpec): boolean {
  return isSameUser(userOf(architecture, workspace), user);
}
