/** What the factory in the tests of a feature stores before a row that refers to it. */
import type { FeatureView } from './feature-view.js';
import type { NamesView } from './names-view.js';

type Named = Pick<NamesView, 'feature' | 'features'>;

/** The feature that owns rows, if anything does. */
const OWNER: Named = { feature: 'user', features: 'users' };

/** Returns what the template of the factory sees. */
export function viewFactory({ links, owned, parent, references }: FeatureView) {
  /** A row, with the argument that takes it or its id, and the call that stores it. */
  const rowBefore = (argument: string, target: Named) => {
    const owner = owned && target.feature !== OWNER.feature ? ', owner_id=values["owner_id"]' : '';
    return { argument, target, call: `create_${target.feature}(db${owner})` };
  };
  const rowsBefore = [
    ...(owned ? [rowBefore('owner_id', OWNER)] : []),
    ...(parent === undefined ? [] : [rowBefore(`${parent.feature}_id`, parent)]),
    ...references
      .filter(({ target }) => !target.self)
      .map(({ attribute, target }) => rowBefore(attribute, target)),
  ];
  const linkedBefore = links
    .filter(({ target }) => !target.self)
    .map(({ relationship, target }) => rowBefore(relationship, target));
  const before = [...rowsBefore, ...linkedBefore].map(({ target }) => target);
  return {
    /** Whether a stored row has to refer to others. */
    needsRows: before.length > 0,
    /** The rows that a stored row refers to. */
    rowsBefore,
    /** The rows that a stored row is linked to. */
    linkedBefore,
    /** The features whose factories create those rows. */
    madeBefore: [...new Map(before.map((target) => [target.feature, target])).values()],
  };
}
