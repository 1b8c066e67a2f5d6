/** What the templates of a package see besides what all templates see. */
import type { FeatureView, TargetView } from '../../shared/plan/feature-view.js';

/**
 * Works out what the modules of a feature's package say about it.
 *
 * @param feature the feature.
 */
export function viewForPackage({ Feature, has, links, references, unique }: FeatureView) {
  const refers = references.length + links.length > 0;
  const looksUpReferences = refers && (has.create || has.update);
  const loaded = links.map(({ relationship }) => `selectinload(models.${Feature}.${relationship})`);
  return {
    /** What is raised if a row cannot be written, for docstrings. */
    raisedOnWrite: [
      `ConflictError: ${unique.length > 0 ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
      ...(refers ? ['InvalidReferenceError: it refers to something that does not exist.'] : []),
    ],
    /** The statement that selects its rows, with the rows linked to them. */
    selectRows: `select(models.${Feature})${loaded.length > 0 ? `.options(${loaded.join(', ')})` : ''}`,
    /** Whether the references in a request are looked up. */
    looksUpReferences,
    /** Returns a Python dict of values, with their references looked up. */
    withReferences: (values: string) =>
      looksUpReferences ? `_with_references(db, ${values})` : values,
    /** The links that no caller can set, as further arguments of a new row: `, tags=[]`. */
    unsetLinks: links
      .filter(({ spec }) => spec.readonly)
      .map(({ relationship }) => `, ${relationship}=[]`)
      .join(''),
    modelOf,
  };
}

/** Returns a model as `crud.py` names it: its own one through its module. */
function modelOf({ Model, self }: TargetView): string {
  return self ? `models.${Model}` : Model;
}
