/** What the templates of this style see besides what all templates see. */
import type { Access } from '../../../shared/feature/access.js';
import type { Endpoint } from '../../../shared/feature/endpoints.js';
import { type Answering, viewCallerLinks } from '../../../shared/plan/caller-link-view.js';
import { viewReading } from '../../../shared/plan/embeds-view.js';
import type { ActionView, FeatureView, LookupView } from '../../../shared/plan/feature-view.js';
import { viewFlows } from '../../../shared/plan/flow-view.js';
import { viewIds } from '../../../shared/plan/id-view.js';
import { viewIncluding } from '../../../shared/plan/includes-view.js';
import { linkOptions } from '../../../shared/plan/links-view.js';
import { type Ruled, viewOwnership } from '../../../shared/plan/ownership-view.js';
import { partReferencesOf } from '../../../shared/plan/parts-view.js';

/**
 * Works out what the layers of a feature and their tests say about it.
 *
 * @param feature the feature.
 */
export function viewForService(feature: FeatureView) {
  const { Feature, has, label, links, lookedUp, refusesTaken, versioned } = feature;
  const { callerOf: callerOfEndpoint, isRuledToChange, ownerCheck } = viewOwnership(feature);
  const { changeableFlows, changesOtherwise } = viewFlows(feature);
  const { asker, hasCallerLinks } = viewCallerLinks(feature);
  const hasIncludes = feature.includes.length > 0;
  const { list } = callerOfEndpoint;
  // Whoever changes something is known in any case, to be written into the log.
  const isKnown = (of: Answering) =>
    of === 'list' || of === 'get' ? callerOfEndpoint[of].isNeeded : true;
  const checked = (action: Ruled) =>
    ownerCheck(
      action,
      feature.feature,
      'caller',
      `NotFoundError("${label}", ${feature.feature}_id${viewIds(feature).keyWord})`,
      '        ',
    );
  const checksReferences = lookedUp.length > 0 && (has.create || has.update);
  const checkedTargets = checksReferences ? feature.referenceTargets : [];
  const { embedOptions, ...reading } = viewReading(feature, Feature, ({ Model }) => Model);
  const loaded = [...linkOptions(feature, Feature, ({ Model }) => Model), ...embedOptions].map(
    (option) => `${option},`,
  );
  const inParts = partReferencesOf(feature);
  const unsetLinks = links
    .filter(({ spec }) => spec.readonly)
    .map(({ attribute }) => `"${attribute}": []`);
  const raised = (conflicts: readonly string[]) => [
    ...(refusesTaken ? ['            ConflictError: a value that has to be unique is taken.'] : []),
    ...conflicts,
    ...(lookedUp.length + links.length + inParts.length > 0
      ? ['            InvalidReferenceError: it refers to something that does not exist.']
      : []),
  ];
  return {
    ...reading,
    ...viewIncluding(feature, Feature, ({ Model }) => Model),
    /** The parameter of an endpoint that says what is asked for along with a row. */
    askedParameter: hasIncludes ? `, params: Annotated[${Feature}Params, Query()]` : '',
    /** Whether the repository makes rows of what requests say of links and parts. */
    makesRows: links.length + feature.parts.length > 0,
    partsRefer: partReferencesOf(feature).length > 0,
    /** What it raises then, for its docstrings. */
    refersInRows:
      links.length + inParts.length > 0
        ? [
            `            InvalidReferenceError: it ${links.length > 0 ? 'is to be linked to' : 'refers to'} what does not exist.`,
          ]
        : [],
    /** The base class of its model. */
    ModelBase: feature.hasTimes ? 'BaseModel' : 'TimelessModel',
    /** The line of the model that says what identifies its rows, if that is not what identifies those of all models. */
    ownId: ownIdOf(feature),
    /** What the line of a field says that identifies its rows, because all models have an id. */
    keyOptions: ', sort_order=-1',
    keyWaiver: viewIds(feature).idWaiver,
    /** Whether the service looks up the references in a request. */
    checksReferences,
    /** The line that looks up the references, if the service does. */
    referenceCheck: checksReferences ? ['        await self._check_references(values)'] : [],
    /** The line that locks a row, and checks that it is a version that is meant. */
    versionCheck: versioned
      ? [`        await self.repo.require_version(${feature.feature}_id, versions)`]
      : [],
    /** The lines that check whether the caller may do something with a row. */
    checked,
    /** The same where a row is looked up by a field. */
    checkedBy: ({ field, parameter }: LookupView) =>
      ownerCheck(
        'read',
        feature.feature,
        'caller',
        `NotFoundError("${label}", ${parameter}, "${field.label}")`,
        '        ',
      ),
    /** Whether a rule asks what a row is like before it is changed. */
    locksFirst: isRuledToChange || changesOtherwise,
    /**
     * The same before a change: they lock the row first.
     *
     * @param isNeeded whether the row is needed even if it does not matter whose it is.
     */
    lookedUpFor: (action: Ruled, isNeeded = false) =>
      checked(action).length === 0 && !isNeeded
        ? []
        : [
            `        ${feature.feature} = await self._get_locked(${feature.feature}_id)`,
            ...checked(action),
          ],
    /** The owner of the rows that the service's tests begin with, as an argument. */
    asOwner: (endpoint: Endpoint | 'step') =>
      endpoint === 'list' && hasCallerLinks && !list.isNeeded
        ? ', None'
        : callerOfEndpoint[endpoint].ofTest,
    /** What lists say about who asks for them. */
    listCaller: {
      parameter: hasCallerLinks && !list.isNeeded ? ', caller: User | None' : list.parameter,
      argument: hasCallerLinks ? `, ${asker('list').who}` : list.argument,
    },
    /** The parameter of an endpoint for who asks, before a comma, if nothing else says who that is. */
    visitorOf: (of: Answering) => {
      const { parameter } = asker(of, isKnown(of));
      return parameter === '' ? '' : `${parameter.slice(', '.length)},`;
    },
    /** The lines that tell who asks how rows are linked to them, and read what they ask for. */
    told: (of: Answering, rows = `[${feature.feature}]`) => [
      ...(hasCallerLinks ? [`    await service.tell_links(${rows}, ${asker(of).who})`] : []),
      ...(hasIncludes && (of === 'list' || of === 'get')
        ? [`    await service.read_included(${rows}, params.include)`]
        : []),
    ],
    /** The other features whose repositories are searched for references. */
    checkedTargets,
    /** Their repositories, which come after the feature's own wherever both are named. */
    otherRepos: {
      /** `, category_repo: CategoryRepository` */
      parameters: checkedTargets
        .map((target) => `, ${target.feature}_repo: ${target.Feature}Repository`)
        .join(''),
      /** `, CategoryRepository(db)` */
      made: checkedTargets.map((target) => `, ${target.Feature}Repository(db)`).join(''),
      /** `, category_repo` */
      passed: checkedTargets.map((target) => `, ${target.feature}_repo`).join(''),
    },
    /** The repository that each reference is looked up in, as entries of a dictionary. */
    reposOfReferences: lookedUp.map(
      ({ attribute, target }) =>
        `"${attribute}": self.${target.self ? 'repo' : `${target.feature}_repo`}`,
    ),
    /** What is raised if a row cannot be written, as lines of a docstring. */
    raisedOnWrite: raised([]),
    /** The same where a state may also not follow another. */
    raisedOnUpdate: raised(
      changeableFlows.length > 0
        ? ['            ConflictError: a state cannot follow the one it is in.']
        : [],
    ),
    /** The line of the repository that says what is loaded with its rows, if anything is. */
    loadOptions: loaded.length > 0 ? [`    options = (${loaded.join(' ')})`] : [],
    /** The values of a new row, including the links that no caller can set. */
    newValues: unsetLinks.length > 0 ? `{${unsetLinks.join(', ')}} | values` : 'values',
    /**
     * The caller of an endpoint that changes something: its parameter, and the id in the activity
     * log.
     */
    currentUser: {
      write: callerOf(feature.spec.access.write, feature.guards.write),
      delete: callerOf(feature.spec.access.delete, feature.guards.delete),
      ofAction: ({ access, guard }: ActionView) => callerOf(access, guard),
    },
  };
}

function ownIdOf(feature: FeatureView): string[] {
  const { IdType, idColumn, idWaiver } = viewIds(feature);
  if (feature.naturalKey !== undefined || idColumn === 'primary_key=True') return [];
  return [`    id: Mapped[${IdType}] = mapped_column(${idColumn}, sort_order=-1)${idWaiver}`];
}

function callerOf({ kind }: Access, guard: string) {
  if (kind === 'public') return { parameter: '', id: 'None' };
  const type = kind !== 'roles' ? 'CurrentUser' : `Annotated[User, ${guard}]`;
  return { parameter: `current_user: ${type},`, id: 'current_user.id' };
}
