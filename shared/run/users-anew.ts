/** Users that stand and are said with more: their fields are added, with a migration, and what people have written stays. */
import { UsageError } from '../errors.js';
import type { Decide } from '../evolve/merge.js';
import { planUpgrade } from '../evolve/upgrade.js';
import { writeFields } from '../feature/fields.js';
import { nameFeature } from '../feature/naming.js';
import { orderFeatures } from '../feature/order.js';
import { parseFeature } from '../feature/schema.js';
import { type UserSpec, writeUser } from '../feature/user.js';
import { layOut } from '../plan/lay-out.js';
import { viewNames } from '../plan/names-view.js';
import type { Plan } from '../plan/plan.js';
import type { Request } from '../plan/request.js';
import { userOf } from '../plan/user-view.js';
import { MEMORY, rememberedChoices, withUser } from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { rememberedIn } from './remembered.js';
import type { Change } from './request-with-changes.js';
import { pathsIn, versionsIn } from './versions.js';

/**
 * Returns what adds fields to the users of a project, as an upgrade of its foundation.
 *
 * @throws UsageError if a field goes or becomes another one, or is one that those who are there have no value for.
 */
export function usersAnew(
  { architecture, choices: chosen }: Request,
  user: UserSpec,
  workspace: Workspace,
  decide: Decide | undefined,
): Change {
  refuseChanged(userOf(architecture, workspace), user);
  return {
    renamed: new Map(),
    plan: (now) => {
      const said = writeUser(user);
      if (said === undefined) return undefined;
      const reason = { layer: 'project', why: 'Remembers what users have.' };
      const fork = now.fork();
      fork.edit(MEMORY, withUser(now, said, architecture.id), reason);
      const choices = { ...rememberedChoices(now), ...chosen };
      const evolved = planUpgrade({
        workspace: fork,
        layOut: (own) => layOut(architecture, own, choices),
        features: orderFeatures(rememberedIn(architecture, now, parseFeature)),
        versionsOf: versionsIn(now.root),
        pathsOf: pathsIn(now.root),
        decide,
      });
      if (evolved === undefined) return undefined;
      const files = evolved.files.map((file) => remembering(file, now));
      return { ...evolved, plans: evolved.plans.slice(0, 1).map(asOfUsers), files };
    },
  };
}

/** Returns what is told of a change of users, however many features see it. */
function asOfUsers(plan: Plan): Plan {
  return { ...plan, feature: viewNames(nameFeature('user')) };
}

/** Returns the file that remembers as an edit of the one that stands; what users show of themselves is in no other file. */
function remembering(file: PlannedFile, now: Workspace): PlannedFile {
  const before = now.read(MEMORY);
  return file.path === MEMORY && before !== undefined ? { ...file, action: 'edit', before } : file;
}

function refuseChanged(standing: UserSpec, next: UserSpec): void {
  const written = fieldsOf(next);
  for (const [name, token] of Object.entries(fieldsOf(standing))) {
    if (written[name] === token) continue;
    throw new UsageError(
      `user: "${name}" of users that stand is ${token}; it stays as it is, and fields can only be added. Write it so: ${name}: ${token}.`,
      { place: 'user' },
    );
  }
  const needed = next.fields.find(
    ({ default: value, name, optional, type }) =>
      type !== 'refs' && !optional && value === undefined && fieldsOf(standing)[name] === undefined,
  );
  if (needed === undefined) return;
  throw new UsageError(
    `user: users that stand have no value for "${needed.name}". Make it optional (${needed.name}: ${fieldsOf(next)[needed.name]}:optional), or give it a default.`,
    { place: 'user' },
  );
}

function fieldsOf(user: UserSpec): Readonly<Record<string, string>> {
  return writeFields(user.fields);
}
