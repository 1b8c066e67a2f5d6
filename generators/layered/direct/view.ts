/** What the templates of this style see besides what all templates see. */

import { type Answering, viewCallerLinks } from '../../../shared/plan/caller-link-view.js';
import { viewReading } from '../../../shared/plan/embeds-view.js';
import { statementsToKnow } from '../../../shared/plan/endpoint-tests-view.js';
import type { FeatureView, LookupView } from '../../../shared/plan/feature-view.js';
import { viewIds } from '../../../shared/plan/id-view.js';
import { viewIncluding } from '../../../shared/plan/includes-view.js';
import { linkOptions } from '../../../shared/plan/links-view.js';
import { type Ruled, viewOwnership } from '../../../shared/plan/ownership-view.js';
import { partReferencesOf } from '../../../shared/plan/parts-view.js';
import { changesRow, readsRow } from '../../../shared/plan/row-endpoints.js';

/**
 * Works out what the endpoints of a feature and their tests say about it.
 *
 * @param feature the feature.
 */
export function viewForDirect(feature: FeatureView) {
  const { Feature, caller, has, links, lookedUp, ownerRules, references, refusesTaken } = feature;
  const { callerAttribute, isScoped, laterVersionCheck, ownerCheck, seesOwn } =
    viewOwnership(feature);
  const { asker, hasCallerLinks } = viewCallerLinks(feature);
  const hasIncludes = feature.includes.length > 0;
  const { rowKey } = viewIds(feature);
  const inParts = partReferencesOf(feature);
  const refers = lookedUp.length + links.length + inParts.length > 0;
  const looksUpReferences = (refers || feature.parts.length > 0) && (has.create || has.update);
  const { embedOptions, ...reading } = viewReading(feature, Feature, ({ Model }) => Model);
  const loaded = [...linkOptions(feature, Feature, ({ Model }) => Model), ...embedOptions];
  const settable = [...references, ...links].filter(({ spec }) => !spec.readonly);
  return {
    ...reading,
    ...viewIncluding(feature, Feature, ({ Model }) => Model),
    /** The parameter of an endpoint that says what is asked for along with a row. */
    askedParameter: hasIncludes ? `, params: Annotated[${Feature}Params, Query()]` : '',
    askedDoc: hasIncludes ? [`        params: What is asked for along with it.`] : [],
    /** What an answer depends on that is asked for along with rows, in its key. */
    askedInKey: hasIncludes ? ':{params.include}' : '',
    /** The line that reads what is asked for along with rows. */
    readsIncluded: (rows: string) =>
      hasIncludes ? [`    await _read_included(db, ${rows}, params.include)`] : [],
    /** The lines that check whether the caller may do something with a row, and its version. */
    checkedBy: ({ field, parameter }: LookupView) =>
      ownerCheck(
        'read',
        feature.feature,
        'current_user',
        `HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail=f"There is no ${feature.label} with ${field.label} {${parameter}}.")`,
        '    ',
      ),
    checked: (action: Ruled, row: string, indent: string) => [
      ...ownerCheck(action, row, 'current_user', `_missing(${rowKey})`, indent),
      ...laterVersionCheck(action, row, indent),
    ],
    /** The lines that check whether the caller may add or remove a link, which is no change of what else a row says. */
    checkedLink: ownerCheck(
      'write',
      feature.feature,
      'current_user',
      `_missing(${rowKey})`,
      '    ',
    ),
    /** Whether some callers are told that there is no row where there is one. */
    hidesRows:
      (readsRow(feature) && ownerRules.read?.foundBy !== undefined) ||
      (changesRow(feature) && ownerRules.write?.foundBy !== undefined) ||
      (has.delete && ownerRules.delete?.foundBy !== undefined) ||
      feature.actions.some(({ rule }) => rule?.foundBy !== undefined),
    /** What the values of new rows get from the caller, after the rest. */
    madeByCaller: caller === undefined ? '' : ` | {"${callerAttribute}": current_user.id}`,
    /** The lines that leave only the caller's rows in the statement of a list. */
    scope: viewScope(feature, seesOwn('current_user')),
    /** What a list depends on besides its parameters, in the key of its answer. */
    cacheScope: isScoped
      ? `{current_user.id}:${seesOwn('current_user') === '' ? '' : '{current_user.role}:'}`
      : '',
    /** The lines that tell who asks how rows are linked to them, if they are. */
    told: (of: Answering, answers: string, indent = '    ') =>
      hasCallerLinks ? [`${indent}await _tell_links(db, ${answers}, ${asker(of).who})`] : [],
    /** The line of a docstring for the parameter that says who asks, if there is one. */
    askerDoc: (of: Answering) => {
      const { isNew, who } = asker(of);
      if (!isNew) return [];
      return [
        `        ${who}: Who ${who === 'visitor' ? 'asks; None where nobody says so' : 'is calling'}.`,
      ];
    },
    /** The line that names the id of whoever asks. */
    idOfAsker: (of: Answering) => {
      const { who } = asker(of);
      return [
        `    caller_id = ${who === 'visitor' ? 'None if visitor is None else visitor.id' : `${who}.id`}`,
      ];
    },
    /** The base class of its model. */
    ModelBase: 'Base',
    /** The lines that delete a row, or mark it as deleted. */
    deletes: (row: string) =>
      feature.kept
        ? [`    await retire(db, ${row}, "This ${feature.label} is still in use.")`]
        : [
            `    await db.delete(${row})`,
            `    await flush_or_conflict(db, "This ${feature.label} is still in use.")`,
          ],
    /** What comes before a link is made: nobody may delete the row meanwhile. */
    heldLink: feature.kept ? `not await hold_left(db, ${Feature}, ${rowKey}) or ` : '',
    /** Whether linked rows cannot be deleted, because cached responses would go on naming them. */
    keepsLinked: true,
    /** The statement that selects its rows, with the rows linked to them. */
    selectRows: `select(${Feature})${loaded.length > 0 ? `.options(${loaded.join(', ')})` : ''}`,
    /** The lines that read what is shown of rows that have just been written, however many there are. */
    readAllEmbedded:
      embedOptions.length > 0
        ? [
            '    ids = [item.id for item in items]',
            `    await db.scalars(${reading.rowsWithEmbeds}.where(${Feature}.id.in_(ids)))`,
          ]
        : [],
    /** The models of which cached answers show more than ids, each with its name in words. */
    shownModels: [
      ...new Map(
        [...feature.embeds, ...feature.includes]
          .filter(({ reference }) => !reference.target.self)
          .map(({ reference: { target } }) => [target.Model, target]),
      ).values(),
    ],
    /** Whether the references in a request are looked up. */
    looksUpReferences,
    /** The line that looks up the references in new or changed values, if there are any. */
    lookUp: (values: string) =>
      looksUpReferences ? [`    await _resolve_references(db, ${values})`] : [],
    /** The links that no caller can set, as further arguments of a new row: `, tags=[]`. */
    unsetLinks: links
      .filter(({ spec }) => spec.readonly)
      .map(({ relationship }) => `, ${relationship}=[]`)
      .join(''),
    /** What is raised if a row cannot be written, for docstrings. */
    raisedOnWrite: [
      `HTTPException: 409 where ${refusesTaken ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
      ...(refers ? ['HTTPException: 422 where it refers to something that does not exist.'] : []),
    ],
    /**
     * What is answered from the cache: the endpoint, and the URL in a test that has `created`
     * something.
     */
    cachedAnswers: [
      ...(has.list ? [{ endpoint: 'list', url: 'URL' }] : []),
      ...(has.get ? [{ endpoint: 'get', url: 'f"{URL}{created.id}"' }] : []),
    ],
    /**
     * The maximum number of queries around a write, and the number before a response from the
     * cache.
     */
    queriesBefore: {
      write:
        statementsToKnow(feature, 'write') +
        settable.length +
        inParts.length +
        feature.parts.length +
        (embedOptions.length > 0 ? 1 + embedOptions.length : 0),
      cachedAnswer: statementsToKnow(feature, 'read') + feature.callerLinks.length,
    },
  };
}

function viewScope({ Feature, caller }: FeatureView, seesOwn: string): string[] {
  const own = `statement = statement.where(${Feature}.${caller?.attribute} == current_user.id)`;
  return seesOwn === '' ? [`    ${own}`] : [`    if ${seesOwn}:`, `        ${own}`];
}
