/** What the templates of this style see of a feature beside what all templates see. */
import { statementsToKnow } from '../../../shared/plan/endpoint-tests-view.js';
import type { FeatureView } from '../../../shared/plan/feature-view.js';

/**
 * Works out what the endpoints of a feature, and their tests, say of it.
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
    /** Whether what rows are linked to cannot be deleted, as cached answers would go on naming it. */
    keepsLinked: true,
    /** The statement for its rows, with what is linked to them. */
    selectRows: `select(${Feature})${loaded.length > 0 ? `.options(${loaded.join(', ')})` : ''}`,
    /** Whether what a request refers to is looked up. */
    looksUpReferences,
    /** The line that has the references of new or changed values looked up, where they have some. */
    lookUp: (values: string) =>
      looksUpReferences ? [`    await _resolve_references(db, ${values})`] : [],
    /** The links that no caller can set, as further arguments of a new row: `, tags=[]`. */
    unsetLinks: links
      .filter(({ spec }) => spec.readonly)
      .map(({ relationship }) => `, ${relationship}=[]`)
      .join(''),
    /** What is raised where a row cannot be written, for docstrings. */
    raisedOnWrite: [
      `HTTPException: 409 where ${unique.length > 0 ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
      ...(refers ? ['HTTPException: 422 where it refers to something that does not exist.'] : []),
    ],
    /** What is answered from the cache: the endpoint, and the URL in a test that has `created` something. */
    cachedAnswers: [
      ...(has.list ? [{ endpoint: 'list', url: 'URL' }] : []),
      ...(has.get ? [{ endpoint: 'get', url: 'f"{URL}{created.id}"' }] : []),
    ],
    /** How many queries come before a write, at most, and how many before an answer from the cache. */
    queriesBefore: {
      write: statementsToKnow(feature, 'write') + settable.length,
      cachedAnswer: statementsToKnow(feature, 'read'),
    },
  };
}
