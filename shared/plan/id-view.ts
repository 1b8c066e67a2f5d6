/** What identifies a row, as the layers of a slice and their tests write it. */
import type { IdText } from '../feature/field/dialect.js';
import type { FeatureView } from './feature-view.js';

/** Returns what all templates see of the ids of a feature. */
export function viewIds({ ids }: FeatureView) {
  return {
    /** The annotation of an id: `int`, `UUID`. */
    IdType: ids.plain,
    /** The same in the path of a URL, where it is checked: `EntityId`, `UUID`. */
    PathId: ids.query ?? ids.checked,
    /** Whether each row gets a UUID before it is stored. */
    hasUuids: ids.plain === 'UUID',
    /** The arguments of the column of the ids. */
    idColumn: idColumn(ids),
    /** An id that no row has, in Python and in a URL. */
    unknownId: ids.unknown,
    unknownInUrl: plainInUrl(ids),
    /** The id of a row in a test, by its number or by what has its number. */
    idOf: (number: string) => idOf(ids, number),
    /** An id as JSON has it: of a row that is in a variable, say. */
    idInJson: (id: string) => (ids.plain === 'UUID' ? `str(${id})` : id),
    /** An id of something else that nothing has; by its name where it is this feature's, too. */
    unknownOf: (other: IdText) => (other.unknown === ids.unknown ? 'MISSING' : other.unknown),
  };
}

/** Returns the id of a row in a test, by its number or by what has its number. */
export function idOf({ sampleOfN }: IdText, number: string): string {
  return sampleOfN.replace(/\bn\b/, number);
}

function idColumn({ column, maker }: IdText): string {
  const made = maker && `default=${maker}`;
  return [column, 'primary_key=True', made].filter((each) => each !== undefined).join(', ');
}

function plainInUrl({ unknownInJson }: IdText): string {
  return unknownInJson.replaceAll('"', '');
}
