/** What the templates of this style see besides what all templates see. */
import { statementsToKnow } from '../../../shared/plan/endpoint-tests-view.js';
import type { FeatureView } from '../../../shared/plan/feature-view.js';

/**
 * Works out what the endpoints of a feature and their tests say about it.
 *
 * @param feature the feature.
 */
export function viewForDirect(feature: FeatureView) {
  const { Feature, has, links, references, unique } = feature;
  const refers = references.length + links.length > 0;
  const looksUpReferences = refers && (has.create || has.update);
  const loaded = links.map(({ relationship }) => `selectinload(${Feature}.${relationship})`);
  const settable = [...references, ...links].filter(({ spec }) => !spec.readonly);
  return {
    /** The base class of its model. */
    ModelBase: 'Base',
    /** Whether linked rows cannot be deleted, because cached responses would go on naming them. */
    keepsLinked: true,
    /** The statement that selects its rows, with the rows linked to them. */
    selectRows: `select(${Feature})${loaded.length > 0 ? `.options(${loaded.join(', ')})` : ''}`,
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
      `HTTPException: 409 where ${unique.length > 0 ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
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
     * The maximum number of queries before a write, and the number before a response from the
     * cache.
     */
    queriesBefore: {
      write: statementsToKnow(feature, 'write') + settable.length,
      cachedAnswer: statementsToKnow(feature, 'read'),
    },
  };
}
