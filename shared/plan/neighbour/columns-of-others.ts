/** What a neighbour uses of other models by names that are its own, `Like.post_id`: no further feature has such. */
import { RefusalError } from '../../errors.js';
import type { Backend } from '../../project/foreign/backend.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import { namedModules } from '../../project/neighbour/named-modules.js';
import { mentionOf } from '../../project/neighbour/words.js';

/**
 * @param taken what is taken of each module of the neighbour.
 * @throws RefusalError where that cannot do without a column of another table.
 */
export function refuseColumnsOfOthers(
  backend: Backend,
  { model }: StandingFeature,
  taken: ReadonlyMap<string, string>,
): void {
  const { modules } = backend;
  const mention = mentionOf(model);
  for (const { name, path } of namedModules(backend).models) {
    if (name === model.name) continue;
    const fact = modules.facts(path).classes.find((each) => each.name === name);
    const columns = [...(fact?.fields.keys() ?? [])].filter((column) => mention.test(column));
    if (columns.length === 0) continue;
    // It is read of the class, or given to it by name.
    const use = new RegExp(
      `\\b${name}(?:\\.|\\((?:[^()]*\\W)?)(${columns.join('|')})(?:\\b|\\s*=[^=])`,
    );
    for (const [place, text] of taken) {
      const column = use.exec(text)?.[1];
      if (column === undefined) continue;
      throw new RefusalError(
        `--like ${model.feature}: ${place} uses ${name}.${column}, and ${name} has nothing of the kind for another feature. ` +
          'Name another feature that stands, or say --like none.',
        { place: '--like' },
      );
    }
  }
}
