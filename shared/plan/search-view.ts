/** What templates see of a list that is searched by words. */
import type { FeatureView } from './feature-view.js';
import { searchCreation, searchLeaving } from './search-statements.js';

/** Returns what the templates of models, migrations, schemas and tests see. */
export function viewSearch({ keyColumn, search, table }: FeatureView) {
  const fields = search?.fields ?? [];
  const attributes = fields.map(({ attribute }) => `"${attribute}"`).join(', ');
  return {
    /** The attribute of the model that rows are searched by. */
    searchAttribute: search === undefined ? [] : [`    q = TextSearch(${attributes})`],
    /** The parameter of lists. */
    searchFilter: search === undefined ? [] : ['    q: Omittable[Words] = None'],
    /** The statement that creates the index, in a migration. */
    migrationSearch:
      search === undefined
        ? []
        : searchCreation(
            table,
            fields.map(({ columnName }) => columnName),
            keyColumn,
          ),
    /** The one that drops what does not go with the table. */
    migrationSearchDrop: search === undefined ? [] : [searchLeaving(table)],
    /** The field whose words tests choose: any text fits into it. */
    searchedFreely: fields.find(
      ({ spec: { max = 255, min = 0, pattern, type, unique } }) =>
        (type === 'str' || type === 'text') &&
        pattern === undefined &&
        !unique &&
        Number(max) >= 40 &&
        Number(min) <= 9,
    ),
  };
}
