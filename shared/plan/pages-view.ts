/** What templates say about a list that is read a page at a time. */
import type { FeatureView } from './feature-view.js';

/** Returns what the list of a feature, and its tests, say about pages. */
export function viewPages({
  fields,
  ids,
  inJson,
  isPagedByCursor,
  sorts,
  sortsTogether,
}: FeatureView) {
  const positioned = ['id', ...sorts, ...sortsTogether.flatMap(({ keys }) => keys)];
  const typeOf = (key: string) =>
    key === 'id'
      ? ids.plain
      : (fields.find((field) => field.key === key)?.plainAnnotation ?? 'datetime');
  const sorted = fields.filter(({ key, spec }) => spec.optional && sorts.includes(key));
  return {
    /** The base class of the query string of a list. */
    ListBase: isPagedByCursor ? 'CursorParams' : 'ListParams',
    /** What a page is where it is more than rows and their number: a class of the domain. */
    Page: isPagedByCursor ? 'KeysetPage' : 'Page',
    /** What its endpoint answers with from a layer below, of rows of this class. */
    pageOf: (Row: string) =>
      isPagedByCursor ? `KeysetPage[${Row}]` : `tuple[Sequence[${Row}], int | None]`,
    /** The same where there are no rows. */
    emptyPage: isPagedByCursor ? 'KeysetPage([], 0 if params.with_total else None)' : '[], 0',
    /** What it answers with besides its rows and their number, as fields. */
    pageFields: isPagedByCursor ? ['next_cursor: str | None'] : [],
    /** The same where there is no next page, as arguments and in JSON. */
    lastPage: {
      arguments: isPagedByCursor ? ', next_cursor=None' : '',
      json: isPagedByCursor ? `, "${inJson('next_cursor')}": None` : '',
    },
    /** The line that says what positions in the list consist of. */
    positionTypes: isPagedByCursor
      ? [
          `    position_types = {${[...new Set(positioned)].map((key) => `"${key}": ${typeOf(key)}`).join(', ')}}`,
        ]
      : [],
    /** The arguments of a row that comes where rows without a value do, after a comma. */
    withoutValues: sorted.map(({ attribute }) => `, ${attribute}=None`).join(''),
    /** The list in a test that asks for its length, as source text. */
    countedUrl: isPagedByCursor ? 'f"{URL}?with_total=true"' : 'URL',
  };
}
