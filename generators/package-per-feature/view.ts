/** What the templates of a package see besides what all templates see. */
import type { Action } from '../../shared/feature/access.js';
import type { FeatureView, TargetView } from '../../shared/plan/feature-view.js';
import { viewOwnership } from '../../shared/plan/ownership-view.js';

/**
 * Works out what the modules of a feature's package say about it.
 *
 * @param feature the feature.
 */
export function viewForPackage(view: FeatureView) {
  const { Feature, feature, has, label, links, lookedUp, refusesTaken } = view;
  const { callerAttribute, callerOf, isScoped, ownerCheck, raisedForStrangers } =
    viewOwnership(view);
  const owner = (isNeeded: boolean) =>
    isNeeded ? `, db.get_one(User, created.${callerAttribute})` : '';
  const refers = lookedUp.length + links.length > 0;
  const looksUpReferences = refers && (has.create || has.update);
  const loaded = links.map(({ relationship }) => `selectinload(models.${Feature}.${relationship})`);
  return {
    /** What is raised if a row cannot be written, for docstrings. */
    raisedOnWrite: [
      `ConflictError: ${refusesTaken ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
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
    /** The lines of a service that check whether the caller may do something with a row of this id. */
    checked: (action: Action, id: string) =>
      ownerCheck(action, feature, 'caller', `NotFoundError("${label}", ${id})`, '    '),
    /** The lines of docstrings that say who is refused. */
    raisedForOthers: (action: Action) =>
      raisedForStrangers(
        action,
        { hidden: 'NotFoundError:', denied: 'PermissionDeniedError:' },
        '        ',
      ),
    /** The owner of the row called `created`, as an argument of what changes it. */
    ownerOf: {
      update: owner(callerOf.update.isNeeded),
      delete: owner(callerOf.delete.isNeeded),
    },
    /** The owner of the rows in the tests of lists, if lists depend on who has signed in. */
    listed: isScoped
      ? {
          owner: ['    owner = create_user(db)'],
          row: `, ${callerAttribute}=owner.id`,
          argument: ', owner',
        }
      : { owner: [], row: '', argument: '' },
  };
}

/** Returns a model as `crud.py` names it: its own one through its module. */
function modelOf({ Model, self }: TargetView): string {
  return self ? `models.${Model}` : Model;
}
