/** What the templates of a package see of a feature beside what all templates see. */
import type { FeatureView, TargetView } from '../../shared/plan/feature-view.js';

/**
 * Works out what the modules of a feature's package say of it.
 *
 * @param feature the feature.
 */
export function viewForPackage({ Feature, has, links, references, unique }: FeatureView) {
  const refers = references.length + links.length > 0;
  const looksUpReferences = refers && (has.create || has.update);
  const loaded = links.map(({ relationship }) => `selectinload(models.${Feature}.${relationship})`);
  return {
    /** What is raised where a row cannot be written, for docstrings. */
    raisedOnWrite: [
      `ConflictError: ${unique.length > 0 ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
      ...(refers ? ['InvalidReferenceError: it refers to something that does not exist.'] : []),
    ],
    /** The statement for its rows, with what is linked to them. */
    selectRows: `select(models.${Feature})${loaded.length > 0 ? `.options(${loaded.join(', ')})` : ''}`,
    /** Whether what a request refers to is looked up. */
    looksUpReferences,
    /** A dict of values in Python, with what they refer to looked up. */
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

/** A model as `crud.py` calls it: its own by way of its module. */
function modelOf({ Model, self }: TargetView): string {
  return self ? `models.${Model}` : Model;
}
