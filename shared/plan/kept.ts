/** What features need from a project whose rows stay when they are deleted, and what templates see of them. */
import { UsageError } from '../errors.js';
import { isKept } from '../feature/soft-delete.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Architecture, Capability } from './architecture.js';
import type { FeatureView, FieldView } from './feature-view.js';
import { distinctTargets } from './view/references.js';

/** The capability of an architecture in which rows can stay. */
const KEPT = 'kept';

/**
 * Returns the capability: rows that are deleted stay, and are hidden.
 *
 * @param path its module.
 */
export function kept(path: string): Capability {
  return {
    id: KEPT,
    why: 'Rows that stay when they are deleted, hidden, and what becomes of those that refer to them.',
    evidence: { path, symbol: 'KeptMixin' },
    files: [`${path}.ejs`],
    when: isKept,
  };
}

/** Returns what all templates see of rows that stay, their own and those that they refer to. */
export function viewKept({
  has,
  kept: isKept,
  links,
  naturalKey,
  references,
  unique,
}: FeatureView) {
  const toKept = references.filter(({ target }) => target.kept);
  const keptLinks = links.filter(
    ({ spec, target }) => target.kept && !target.self && !spec.private,
  );
  const refusing = toKept.filter(({ spec }) => spec['on-delete'] === undefined);
  const decided = references.filter(({ spec }) => spec['on-delete'] !== undefined);
  const settable = [...references, ...links].filter(
    ({ spec, target }) => target.kept && !target.self && !spec.readonly && !spec.caller,
  );
  return {
    /** The references whose rows stay when they are deleted, and which keep those from it. */
    refusingKept: refusing,
    /** The references and links that a caller can set to what may be deleted, but not gone. */
    keptReferences: has.create ? settable : [],
    /** The links that a caller sees to what may be deleted, but not gone. */
    keptLinks,
    /** The features besides its own that tests delete rows of. */
    keptTargets: distinctTargets([...toKept, ...settable, ...keptLinks]),
    /** The features besides its own, but that of users, of which tests of what becomes of rows create some. */
    createdTargets: distinctTargets(
      [...decided, ...refusing].filter(({ target }) => target.feature !== 'user'),
    ),
    /** The fixtures of those who look for what is deleted, as parameters. */
    keptCallers: [
      ...(has.get || has.list ? ['reader'] : []),
      ...(has.update ? ['writer'] : []),
      'remover',
    ]
      .map((name) => `${name}: dict[str, str]`)
      .join(', '),
    /** What is unique among the rows that are left, and may be so again. */
    freedFields: (isKept
      ? unique.filter(
          (field) => field !== naturalKey && !('target' in field) && field.spec.type !== 'slug',
        )
      : []) as readonly FieldView[],
  };
}

/** Returns what somebody should know who asks for what all rows of an architecture do. */
export function keptAnyway({ models }: Architecture, spec: FeatureSpec): readonly string[] {
  return isKept(spec) && models.owner !== undefined
    ? ['--soft-delete changes nothing here: the rows of all features stay when they are deleted.']
    : [];
}

/** @throws UsageError where nothing would hide the rows that stay. */
export function requireKept({ capabilities, id, models }: Architecture, spec: FeatureSpec): void {
  if (
    !isKept(spec) ||
    models.owner !== undefined ||
    capabilities.some((each) => each.id === KEPT)
  ) {
    return;
  }
  throw new UsageError(
    `--soft-delete: nothing of ${id} hides rows that stay. Leave the option out, or choose another architecture.`,
    { place: '--soft-delete' },
  );
}
