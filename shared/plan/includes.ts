/** Features whose answers show more of other rows where callers ask for it. */
import { UsageError } from '../errors.js';
import { type Access, formatAccess, parseAccess } from '../feature/access.js';
import { hasIncludes, includedReferences } from '../feature/includes.js';
import { pascalOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { ProjectModel } from '../project/founded.js';
import type { Architecture, Capability } from './architecture.js';

/**
 * Returns the capability that reads what callers ask for.
 *
 * @param paths the modules that it takes; the first one reads the names that they ask by.
 */
export function includes(...paths: readonly [string, ...string[]]): Capability {
  return {
    id: 'includes',
    why: 'What answers show of other rows where callers ask for it.',
    evidence: { path: paths[0], symbol: 'split_names' },
    files: paths.map((path) => `${path}.ejs`),
    when: hasIncludes,
  };
}

/** A model, with who reads its rows. */
export type Readable = Pick<ProjectModel, 'name' | 'read'>;

/**
 * Checks that whoever reads a row may read what it includes, too.
 *
 * @param models those of the project, each with who reads its rows.
 * @throws UsageError where somebody would be shown a row that the other feature keeps from them.
 */
export function refuseHiddenIncludes(
  { defaultAccess, models: { owner } }: Pick<Architecture, 'defaultAccess' | 'models'>,
  spec: FeatureSpec,
  models: readonly Readable[],
): void {
  for (const { name, target } of includedReferences(spec)) {
    const model = models.find((each) => pascalOf(each.name) === target);
    const isOwn = target === pascalOf(spec.name);
    // What it refers to is missing, which is said of the field itself.
    if (model === undefined && !isOwn) continue;
    const said = isOwn ? formatAccess(spec.access.read) : model?.read;
    if (said === undefined) throw unknownReaders(name, target);
    const readers = parseAccess(said || defaultAccess?.read || 'user', '--read');
    if (isReadBy(spec.access.read, readers, owner !== undefined)) continue;
    const isOwners = spec.access.read.kind === 'owner' && readers.kind === 'owner';
    const otherwise = isOwners
      ? 'A row may refer to one of somebody else, who alone reads that.'
      : 'Or let the same read both.';
    throw new UsageError(
      `--include ${name}: rows of ${spec.name} are read by ${formatAccess(spec.access.read)}, and those of ${target} only by ${formatAccess(readers)}. ` +
        `Say which of its fields everybody may see: ${name}:ref=${target}:embed=FIELD. ${otherwise}`,
      { place: '--include' },
    );
  }
}

function unknownReaders(name: string, target = ''): UsageError {
  return new UsageError(
    `--include ${name}: nobody has said who reads ${target}, which is no feature that fastapi-feature has added. ` +
      `Say which of its fields everybody may see, ${name}:ref=${target}:embed=FIELD.`,
    { place: '--include' },
  );
}

/**
 * Whether all of these readers are among those of another feature.
 *
 * @param refersToOwn whether rows refer only to those of their own owner.
 */
export function isReadBy(own: Access, others: Access, refersToOwn: boolean): boolean {
  if (others.kind === 'public') return true;
  if (others.kind === 'user') return own.kind !== 'public';
  if (own.kind !== 'roles' && own.kind !== 'owner') return false;
  const isOwnerRead = own.kind === 'owner' && !(others.kind === 'owner' && refersToOwn);
  return !isOwnerRead && own.roles.every((role) => others.roles.includes(role));
}
