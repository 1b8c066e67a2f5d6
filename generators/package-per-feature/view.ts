/** What the templates of a package see besides what all templates see. */

import { type Answering, viewCallerLinks } from '../../shared/plan/caller-link-view.js';
import { viewReading } from '../../shared/plan/embeds-view.js';
import type { FeatureView, LookupView, TargetView } from '../../shared/plan/feature-view.js';
import { viewFlows } from '../../shared/plan/flow-view.js';
import { viewIds } from '../../shared/plan/id-view.js';
import { viewIncluding } from '../../shared/plan/includes-view.js';
import { linkOptions } from '../../shared/plan/links-view.js';
import { type Ruled, viewOwnership } from '../../shared/plan/ownership-view.js';
import { viewPaired } from '../../shared/plan/pair-view.js';
import { partReferencesOf } from '../../shared/plan/parts-view.js';

/**
 * Works out what the modules of a feature's package say about it.
 *
 * @param feature the feature.
 */
export function viewForPackage(view: FeatureView) {
  const { raisedOfPair } = viewPaired(view);
  const { Feature, feature, has, label, links, lookedUp, refusesTaken } = view;
  const { callerAttribute, callerOf, isScoped, ownerCheck, raisedForStrangers } =
    viewOwnership(view);
  const { keyWord } = viewIds(view);
  const owner = (isNeeded: boolean) =>
    isNeeded ? `, db.get_one(User, created.${callerAttribute})` : '';
  const refers = lookedUp.length + links.length + partReferencesOf(view).length > 0;
  const looksUpReferences =
    (refers || view.parts.length > 0) &&
    (has.create || has.update || view.links.some(({ spec }) => spec.each));
  const { embedOptions, ...reading } = viewReading(view, `models.${Feature}`, modelOf);
  const loaded = [...linkOptions(view, `models.${Feature}`, modelOf), ...embedOptions];
  const hasIncludes = view.includes.length > 0;
  const { changeableFlows } = viewFlows(view);
  const { asker, hasCallerLinks } = viewCallerLinks(view);
  const isListAsked = hasCallerLinks || callerOf.list.isNeeded;
  const raisedOnWrite = [
    `ConflictError: ${refusesTaken ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
    ...(refers ? ['InvalidReferenceError: it refers to something that does not exist.'] : []),
  ];
  return {
    ...reading,
    ...viewIncluding(view, `models.${Feature}`, modelOf),
    /** The parameter of an endpoint that says what is asked for along with a row. */
    askedParameter: hasIncludes ? `, params: Annotated[schemas.${Feature}Params, Query()]` : '',
    /** What is raised if a row cannot be written, for docstrings. */
    raisedOnWrite,
    /** The same where a state may also not follow another. */
    raisedOnUpdate: [
      ...raisedOnWrite.slice(0, 1),
      ...(changeableFlows.length > 0
        ? ['ConflictError: a state cannot follow the one it is in.']
        : []),
      ...raisedOnWrite.slice(1),
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
    /** The parameter of `crud` for who asks for a list, if that is told how rows are linked to them. */
    visitorParameter: hasCallerLinks ? ', caller: User | None' : '',
    /** What lists say about who asks for them. */
    listCaller: {
      parameter: hasCallerLinks && !isScoped ? ', caller: User | None' : callerOf.list.parameter,
      /** What the endpoint passes on, and what the service does. */
      argument: isListAsked ? `, ${asker('list').who}` : '',
      passed: hasCallerLinks ? ', caller' : '',
    },
    /** The lines that tell who asks how rows are linked to them, and read what they ask for. */
    told: (of: Answering, rows = `[${feature}]`) => [
      ...(hasCallerLinks ? [`    services.tell_links(db, ${rows}, ${asker(of).who})`] : []),
      ...(hasIncludes && (of === 'list' || of === 'get')
        ? [`    services.read_included(db, ${rows}, params.include)`]
        : []),
    ],
    modelOf,
    /** The lines of a service that check whether the caller may see what was looked up by a field. */
    checkedBy: ({ field, parameter }: LookupView) =>
      ownerCheck(
        'read',
        feature,
        'caller',
        `NotFoundError("${label}", ${parameter}, "${field.label}")`,
        '    ',
      ),
    /** The lines of a service that check whether the caller may do something with a row of this id. */
    checked: (action: Ruled, id: string) =>
      ownerCheck(action, feature, 'caller', `NotFoundError("${label}", ${id}${keyWord})`, '    '),
    /** The lines of docstrings that say who is refused. */
    raisedForOthers: (action: Ruled) =>
      raisedForStrangers(
        action,
        { hidden: 'NotFoundError:', denied: 'PermissionDeniedError:' },
        '        ',
      ),
    /** The same for what puts a pair: nobody is kept from their own. */
    raisedForOthersOfPair: (action: Ruled) =>
      raisedOfPair(
        action,
        { hidden: 'NotFoundError:', denied: 'PermissionDeniedError:' },
        '        ',
      ),
    /** The owner of the row called `created`, as an argument of what changes it. */
    ownerIf: owner,
    ownerOf: {
      update: owner(callerOf.update.isNeeded),
      step: owner(callerOf.step.isNeeded),
      delete: owner(callerOf.delete.isNeeded),
    },
    /** The owner of the rows in the tests of lists, if lists depend on who has signed in. */
    listed: isScoped
      ? {
          owner: ['    owner = create_user(db)'],
          row: `, ${callerAttribute}=owner.id`,
          argument: ', owner',
        }
      : { owner: [], row: '', argument: hasCallerLinks ? ', None' : '' },
  };
}

/** Returns a model as `crud.py` names it: its own one through its module. */
function modelOf({ Model, self }: TargetView): string {
  return self ? `models.${Model}` : Model;
}
