/** What the templates of domain routes see besides what all templates see. */

import { type Access, type Action, byAction } from '../../shared/feature/access.js';
import { ACTION_OF } from '../../shared/feature/endpoints.js';
import { capitalised, snakeOf } from '../../shared/feature/naming.js';
import type { OwnerRule } from '../../shared/feature/ownership.js';
import { nameTogether } from '../../shared/feature/together.js';
import { type Answering, linkAccess, viewCallerLinks } from '../../shared/plan/caller-link-view.js';
import { viewReading } from '../../shared/plan/embeds-view.js';
import type {
  ActionView,
  FeatureView,
  FieldView,
  LinkView,
  PairSideView,
} from '../../shared/plan/feature-view.js';
import { viewIncluding } from '../../shared/plan/includes-view.js';
import { linkOptions } from '../../shared/plan/links-view.js';
import type { ParentView } from '../../shared/plan/names-view.js';
import { asTuple, type Outcome, outcomesOf, STRANGER } from '../../shared/plan/ownership-view.js';
import { conditionsOfPair } from '../../shared/plan/pair-view.js';
import { viewSorts } from '../../shared/plan/sorts-view.js';
import { knownByName, quotedKeys } from '../../shared/plan/template-view.js';
import { byBytes, indexedColumn } from '../../shared/plan/together-view.js';
import {
  type ListIndex,
  listIndexesOf,
  prefixIndexesOf,
  sortsOf,
  sortsTogetherOf,
} from './list-indexes.js';
import { viewReach } from './reach.js';

/** The module of all models, unless each has its own. */
const ALL_MODELS = 'database.models';

/** The features of which each user has exactly one. */
export const SINGLETONS = ['profile'];

/**
 * Works out what only these templates see.
 *
 * @param feature the feature. Here, every row has an owner and a UUID as its id.
 */
export function viewOwnedRoutes(feature: FeatureView) {
  const reach = viewReach(feature);
  return {
    ...reach,
    /** The module of its schemas: `routes.products.schemas`. */
    schemasModule: `routes.${feature.route.replaceAll('/', '.')}.schemas`,
    ...viewParentId(feature),
    ...viewTable(feature, reach),
    ...viewService(feature, reach),
    ...viewRouter(feature, reach),
    ...viewOwnPair(feature, reach),
    ...viewServiceTests(feature, reach),
    ...viewRouteTests(feature, reach),
  };
}

/** Returns the id of the parent row in several forms; all empty if the feature has no parent. */
function viewParentId({ parent }: FeatureView) {
  const id = `${parent?.feature}_id`;
  const nested = (text: string) => (parent === undefined ? '' : text);
  return {
    /** `, product_id: UUID` */
    parentIdParameter: nested(`, ${id}: UUID`),
    /** `, product_id` */
    parentIdArgument: nested(`, ${id}`),
    /** `, product_id=product_id` */
    parentIdKeyword: nested(`, ${id}=${id}`),
    /** `, created.product_id` for the row called `created`. */
    parentIdOf: (row: string) => nested(`, ${row}.${id}`),
    /** `, product.id` */
    parentRowId: nested(`, ${parent?.feature}.id`),
  };
}

/**
 * Returns an index over what is left as the model and the migration say it.
 *
 * @param options returns what it says besides of its last column.
 */
function viewIndex({ columns, keys, name }: ListIndex, options = (_: string) => '') {
  return {
    name,
    columns: keys.map((key) => `"${key}"`).join(', '),
    options: options(keys.at(-1) ?? ''),
    migrationColumns: columns.map(indexedColumn).join(', '),
    migrationOptions: options(columns.at(-1) ?? ''),
  };
}

/**
 * Unique values are unique for each owner, by an index of the table, so no column says `unique`.
 */
function viewTable(feature: FeatureView, { mixin, published, reads }: Reaching) {
  const { columns, parent, table, targetsAfter, targetsBefore, unique, uniqueTogether } = feature;
  const listIndexes = listIndexesOf(feature, reads, published);
  const sorts = sortsOf(feature, reads, listIndexes);
  const labels = [
    ...unique.map(({ label }) => label),
    ...uniqueTogether.map(({ fields }) => fields.map(({ label }) => label).join(' and ')),
  ];
  return {
    /** What the docstring of the model says about fields that are unique. */
    uniqueForOwner:
      labels.length > 0 ? ` No owner has two with the same ${labels.join(', or the same ')}.` : '',
    /** What is unique among the rows of an owner that are left: the name of the index, and its columns in model and migration. */
    uniqueIndexes: [
      ...unique.map(({ columnName, key }) => ({
        name: nameTogether('unique', table, [columnName]),
        columns: [columnName],
        keys: [key],
      })),
      ...uniqueTogether,
    ].map(({ columns, keys, name }) => ({
      name,
      keys,
      columns: columns.map(indexedColumn).join(', '),
    })),
    /** The indexes by which lists find their rows: in their usual order, in others, and filtered. */
    listIndexes: [
      ...listIndexes.map((index) => viewIndex(index)),
      ...prefixIndexesOf(feature, reads).map((index) => viewIndex(index, byBytes)),
    ],
    /** What lists are sorted by: what an index holds in order, whoever asks. */
    sorts,
    ...viewSorts({
      ...feature,
      sorts,
      sortsTogether: sortsTogetherOf(feature, reads, listIndexes),
    }),
    /** The joins of a link, which lead to no row that is deleted. */
    joinsOfLeft: ({ ownColumn, table, target: { Model, self }, targetColumn }: LinkView) => {
      const found = `and_(${table}.c.${targetColumn} == ${Model}.id, ${Model}.deleted_at.is_(None))`;
      // The class cannot be named until it is defined.
      return self
        ? `primaryjoin=lambda: ${table}.c.${ownColumn} == ${Model}.id, secondaryjoin=lambda: ${found},`
        : `secondaryjoin=${found},`;
    },
    /** The lines by which the model knows those that lead back to it: those of its own module are only named. */
    knownIn: (moduleOf: (name: string) => string) =>
      targetsAfter.every(({ Model }) => moduleOf(Model) === ALL_MODELS)
        ? targetsAfter.map(({ Model }) => `from ${ALL_MODELS} import ${Model}`)
        : knownByName(feature, ({ Model }) => moduleOf(Model)),
    /** What the model imports from other modules, or uses from its own if all models are in one. */
    imported: ['LEFT', 'Base', mixin, ...targetsBefore.map(({ Model }) => Model)],
    /** The parent's id, and the feature's own columns. */
    modelColumns: [
      // Of what is shared, the base says no owner.
      ...(published
        ? [
            '    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True, sort_order=-1)',
          ]
        : []),
      ...(parent
        ? [
            `    ${parent.feature}_id: Mapped[UUID] = mapped_column(ForeignKey("${parent.table}.id"), index=True)`,
          ]
        : []),
      ...columns.map(
        ({
          attribute,
          plainAnnotation,
          columnArguments,
          columnOptions,
          columnDefault,
          serverDefault,
        }) =>
          `    ${attribute}: Mapped[${plainAnnotation}] = mapped_column(${columnArguments}${columnOptions.replace(', unique=True', '')}${columnDefault}${serverDefault})`,
      ),
    ],
    migrationColumns: [
      ...(parent
        ? [
            `        sa.Column("${parent.feature}_id", sa.Uuid(), sa.ForeignKey("${parent.table}.id"), nullable=False, index=True),`,
          ]
        : []),
      ...columns.map(
        ({ columnName, migration, migrationDefault, migrationOptions }) =>
          `        sa.Column("${columnName}", ${migration}${migrationOptions.replace(', unique=True', '')}${migrationDefault}),`,
      ),
    ],
  };
}

function viewService(view: FeatureView, { select }: Reaching) {
  const { Feature, feature, links, parent, references, refusesTaken } = view;
  const parentId = `${parent?.feature}_id`;
  const { embedOptions, ...reading } = viewReading(view, Feature, ({ Model }) => Model, {
    select: `owned(${Feature}, ${feature}.owner_id)`,
  });
  const loaded = [...linkOptions(view, Feature, ({ Model }) => Model), ...embedOptions];
  const refers = references.length + links.length > 0;
  return {
    ...reading,
    ...viewIncluding(view, Feature, ({ Model }) => Model),
    /** The parameter of a route that says what is asked for along with a row. */
    askedParameter:
      view.includes.length > 0 ? `, params: Annotated[${Feature}Params, Query()]` : '',
    /** Whether its rows refer to others. */
    refers,
    /** The query for the rows of an owner, or, where others reach them, of everyone. */
    ownedRows: [
      `${select}(${Feature}, owner_id)`,
      ...(parent ? [`where(${Feature}.${parentId} == ${parentId})`] : []),
      ...(loaded.length > 0 ? [`options(${loaded.join(', ')})`] : []),
    ].join('.'),
    /** The links that no caller can set, as arguments of a new row: `, tags=[]`. */
    emptyLinks: links
      .filter(({ spec }) => spec.readonly)
      .map(({ relationship }) => `, ${relationship}=[]`)
      .join(''),
    /** The errors of methods that change a row, as lines of their docstrings. */
    raised: [
      `            ConflictError: ${refusesTaken ? 'a value that has to be unique is taken' : 'it contradicts what is stored'}.`,
      ...(refers
        ? [
            '            InvalidReferenceError: it refers to something that the owner does not have.',
          ]
        : []),
    ],
    /** The lines that check the references of a request. */
    requiredRows: references.map(
      ({ attribute, target }) =>
        `        require_row(self.db, ${target.Model}, owner_id, "${attribute}", values)`,
    ),
  };
}

function viewRouter(feature: FeatureView, { parentOwnerOfNew, reach }: Reaching) {
  const { guards, labels, parent, parentRoute, parents, path, spec } = feature;
  const { asker, hasCallerLinks } = viewCallerLinks(feature);
  /** Whether a route has a parameter for who has signed in, whatever answers tell. */
  const asksOf = (of: Answering) => {
    if (typeof of !== 'string') return reach.ofAction(of).currentUser !== '';
    return reach[of === 'step' ? 'write' : ACTION_OF[of]].currentUser !== '';
  };
  const idOfAsker = (of: Answering) => {
    const { who } = asker(of);
    return who === 'visitor' ? 'None if visitor is None else visitor.id' : `${who}.id`;
  };
  const grandparent = parents.at(-2);
  const lookup = (found: ParentView, ancestors: readonly ParentView[], owner: string) =>
    `    ${found.feature} = get_${found.feature}(${['db', ...idsOf(ancestors), owner].join(', ')})`;
  const found = (owner: string) => (parent ? [lookup(parent, parents, owner)] : []);
  const parentKeys = [`${parent?.feature}_id`, 'owner.id'];
  if (grandparent !== undefined) parentKeys.push(`${grandparent.feature}.id`);
  return {
    prefix: parent && !parent.singleton ? `/{${parent.feature}_id}/${path}` : `/${path}`,
    tag: [...parents.map((each) => (each.singleton ? each.label : each.labels)), labels]
      .map(capitalised)
      .join(' - '),
    ParentLabel: capitalised(parent?.label ?? ''),
    parentImports: [
      ...(parent
        ? [`from services.${parent.feature}_service import ${parent.Feature}Service`]
        : []),
      ...(grandparent
        ? [
            `from routes.${parentRoute.replaceAll('/', '.')}.router import get_${grandparent.feature}`,
          ]
        : []),
    ],
    /** The ids in the path of a route before its own: `category_id: UUID, product_id: UUID, `. */
    ancestorIdParameters: idsOf(parents)
      .map((id) => `${id}: UUID, `)
      .join(''),
    /** The line in which a route of each kind finds the parent row, or answers with 404. */
    parentLookup: {
      ...byAction((action) => found(reach[action].parentOwner)),
      create: found(parentOwnerOfNew),
      ofAction: (action: ActionView) => found(reach.ofAction(action).parentOwner),
    },
    /** What is true of the parent row that the path names, whoever owns it. */
    parentConditions: parent ? conditionsOf(parents) : '',
    /** The line that finds the row in which the parent row is nested. */
    grandparentLookup: grandparent ? [lookup(grandparent, parents.slice(0, -1), 'owner')] : [],
    /** The call of the parent's service: `get_by_id(product_id, owner.id)`. */
    parentQuery: parent?.singleton ? 'get(owner.id)' : `get_by_id(${parentKeys.join(', ')})`,
    /** What a route says about who asks, if answers tell how rows are linked to them. */
    askerOf: (of: Answering) => asker(of, asksOf(of)),
    /** What the list is asked for by, as an argument after a comma. */
    askedFor: hasCallerLinks ? `, caller_id=${idOfAsker('list')}` : '',
    /** The lines that tell who asks how rows are linked to them, and read what they ask for. */
    told: (of: Answering, rows = `[${feature.feature}]`) => [
      ...(hasCallerLinks
        ? [`    ${feature.Feature}Service(db).tell_links(${rows}, ${idOfAsker(of)})`]
        : []),
      ...(feature.includes.length > 0 && (of === 'list' || of === 'get')
        ? [`    ${feature.Feature}Service(db).read_included(${rows}, params.include)`]
        : []),
    ],
    /** What the decorator of a route says about who may call; empty if every user may. */
    guardArgument: {
      ...byAction((action) =>
        guardArgument(spec.access[action], guards[action], reach[action].currentUser !== ''),
      ),
      create: guardArgument(spec.access.write, guards.write, true),
      link: guardArgument(linkAccess(spec.access.read), guards.read, true),
      ofAction: (action: ActionView) =>
        guardArgument(action.access, action.guard, reach.ofAction(action).currentUser !== ''),
    },
  };
}

/** Returns what only these templates say of rows that are found by a pair: each of them serves the caller's own. */
function viewOwnPair(feature: FeatureView, { published, reach }: Reaching) {
  const { Feature, guards, spec } = feature;
  return {
    /** What selects the row of a pair from those that an owner finds. */
    ownPairConditions: [
      ...(published ? [`${Feature}.owner_id == owner_id`] : []),
      ...conditionsOfPair(feature, Feature),
    ].join(', '),
    /** What the answer says where there is no row under which others are listed. */
    noSide: ({ reference }: PairSideView) => `${capitalised(reference.target.label)} not found`,
    /** Whose rows those are under which the rows of a pair are listed. */
    sideOwnerId: published ? 'None' : reach.read.ownerId,
    /** What the decorator of a route says about who may do something with their own row. */
    guardOfPair: byAction((action) =>
      guardArgument(linkAccess(spec.access[action]), guards[action], true),
    ),
  };
}

/** @param asksWho whether a parameter asks for a signed-in user already, as it matters who that is. */
function guardArgument(access: Access, guard: string, asksWho: boolean): string {
  const isOpen = access.kind === 'public' || access.kind === 'owner';
  if (isOpen || (access.kind === 'user' && asksWho)) return '';
  const isAdmin =
    access.kind === 'roles' && access.roles.length === 1 && access.roles[0] === 'admin';
  return `, dependencies=[${isAdmin ? 'Depends(require_admin)' : guard}]`;
}

/** Returns the conditions that a row below these features meets: `Product.id == product_id`. */
function conditionsOf(parents: readonly ParentView[]): string {
  const parent = parents.at(-1);
  const above = parents.at(-2);
  if (parent === undefined) return '';
  const own = `${parent.Model}.id == ${parent.feature}_id`;
  if (above === undefined) return own;
  const key = `${parent.Model}.${above.feature}_id`;
  const isOutermost = parents.length === 2;
  return isOutermost
    ? `${own}, ${key} == ${above.feature}_id`
    : `${own}, ${key}.in_(reached(${above.Model}, None).where(${conditionsOf(parents.slice(0, -1))}).with_only_columns(${above.Model}.id))`;
}

function viewServiceTests(
  { links, parent, references, targets, unique }: FeatureView,
  { published }: Reaching,
) {
  const related = [...targets, ...(parent ? [parent] : [])].map((one) => one.feature);
  const settableUnique = unique.filter((field) => !field.spec.readonly && isPlain(field));
  return {
    /** The factories of what it refers to, and of its parent. */
    factoryImports: [...new Set(related)]
      .filter((one) => one !== 'user')
      .map((one) => `from tests.factories.${one} import create_${one}`),
    /** Whether the list of one owner has the rows of all. */
    listsAll: published && parent === undefined,
    /** The line that creates a parent row of the owner. */
    parentMade: parent
      ? [`    ${parent.feature}_id = create_${parent.feature}(db, owner_id=owner_id).id`]
      : [],
    parentOfFirst: parent ? [`    ${parent.feature}_id = first.${parent.feature}_id`] : [],
    /** The references and links that a caller can set and whose targets also have owners. */
    ownedReferences: [...references, ...links].filter(
      ({ spec, target }) => !spec.readonly && !target.isPublished,
    ),
    /** The fields that a caller can set to the value of another row of the owner. */
    settableUnique,
    /** Those of them that a response shows. */
    shownUnique: settableUnique.filter(({ spec }) => !spec.private),
  };
}

function viewRouteTests(
  { actions, fields, flows, has, links, ownerRules, parent, parents, path, spec }: FeatureView,
  { isReadAnonymously, lifted, reach }: Reaching,
) {
  const hidden = fields.filter((field) => field.spec.private);
  const answers = has.list || has.get || has.create || has.update;
  const roles = byAction((action) => roleIn(spec.access[action]));
  const requests = [
    { method: 'GET', row: '', action: 'read', isAsked: has.list },
    { method: 'POST', row: '', action: 'write', isAsked: has.create },
    { method: 'GET', row: '/1', action: 'read', isAsked: has.get },
    { method: 'PUT', row: '/1', action: 'write', isAsked: has.update },
    { method: 'DELETE', row: '/1', action: 'delete', isAsked: has.delete },
  ] as const;
  const asked = requests.filter(({ isAsked }) => isAsked);
  const othersIn = (action: Action) =>
    othersBy(ownerRules[action], spec.access[action], action === 'delete' ? 204 : 200);
  const steps = flows.flatMap(({ entered, field }) =>
    entered.map(({ value }) => ({
      method: 'POST',
      row: `/1/${field.key}/${value}`,
      action: 'write' as const,
    })),
  );
  const namesIds = idsOf(parents).length > 0;
  const segments = parents.map(({ feature, segment, singleton }) =>
    singleton ? segment : `${segment.replaceAll('_', '-')}/{${feature}_id}`,
  );
  return {
    /** The line that names the fields that no response may show, if there are responses. */
    privateNames: hidden.length > 0 && answers ? [`PRIVATE = {${quotedKeys(hidden)}}`] : [],
    /** The line that asserts that a response shows none of them. */
    noPrivateShown: hidden.length > 0 ? ['    assert not PRIVATE & response.json().keys()'] : [],
    /** The line that creates the parent of the owner's rows. */
    ownersParent: parent
      ? [`    ${parent.feature} = create_${parent.feature}(db, owner_id=owner.id)`]
      : [],
    /** The URL of its rows, as a string into which the ids of its ancestors are inserted. */
    url: `${namesIds ? 'f' : ''}"/api/v1/${[...segments, path].join('/')}"`,
    urlParameters: namesIds ? 'db: Session, place: dict[str, Any]' : '',
    /** The lines that find the ids in the URL, from the parent outwards. */
    ancestorIds: parents
      .flatMap(({ feature, singleton }, index) => {
        if (singleton) return [];
        const child = parents[index + 1];
        const source =
          child === undefined
            ? `place["${feature}_id"]`
            : `db.get_one(${child.Model}, ${child.feature}_id).${feature}_id`;
        return [`    ${feature}_id = ${source}`];
      })
      .reverse(),
    /** The headers of an owner who may perform the action. */
    ownerHeaders: byAction((action) => headersFor(roles[action])),
    /** The headers of an owner who may do something besides. */
    ownerHeadersFor: ({ access }: ActionView) => headersFor(roleIn(access)),
    /** The links that a test changes: an owner has only one of what is a singleton. */
    changeableLinks: links.filter(
      ({ spec, target }) =>
        !spec.readonly &&
        !spec.private &&
        !target.self &&
        !SINGLETONS.includes(snakeOf(spec.target ?? '')),
    ),
    /** The requests for a single row, where only its owner reaches it. */
    rowRequests: asked.filter(({ action, row }) => row !== '' && reach[action].kind === 'own'),
    /** The other ones, each with the roles of somebody else and what they get: `("admin", 204)`. */
    liftedRequests: [
      ...asked
        .filter(({ action, row }) => row !== '' && reach[action].kind !== 'own')
        .map(({ action, method }) => ({
          name: method.toLowerCase(),
          method,
          given: '',
          rest: '',
          outcomes: othersIn(action).map(asTuple),
        })),
      ...(reach.write.kind === 'own' ? [] : flows).flatMap(({ field, first }) =>
        first === undefined
          ? []
          : {
              name: `step_of_${field.spec.name}`,
              method: 'POST',
              given: '',
              rest: `/${field.key}/${first.value}`,
              outcomes: othersIn('write').map(asTuple),
            },
      ),
      ...actions
        .filter((action) => reach.ofAction(action).kind !== 'own')
        .map(({ access, given, path, rule, spec }) => ({
          name: spec.name,
          given,
          method: spec.method.toUpperCase(),
          rest: `/${path}`,
          outcomes: othersBy(rule, access, 200).map(asTuple),
        })),
    ],
    /** Roles of somebody else, with what they get where they upload: `("admin", 200)`. */
    fileOutcomes: othersIn('write').map(asTuple),
    /** Roles of somebody else, and whether they see the rows of an owner in lists: `("admin", True)`. */
    listOutcomes:
      has.list && reach.read.kind !== 'own'
        ? othersIn('read').map(
            ({ role, status }) => `("${role}", ${status === 200 ? 'True' : 'False'})`,
          )
        : [],
    /** The methods by which everyone reads. */
    readsAnonymously: isReadAnonymously && (has.list || has.get),
    /** Whether rows of somebody else may be in the list of an owner. */
    listsOthers: lifted && reach.read.kind === 'all' && parent === undefined,
    /** Whether an owner is told nothing of what is below a row of somebody else. */
    hidesBelowOthers:
      parent !== undefined && !parent.singleton && !parent.isPublished && reach.read.kind !== 'all',
    /** The requests that require a role, each as a method and what follows the URL. */
    roleRequests: [
      ...[...asked, ...steps].filter(({ action }) => roles[action] !== undefined),
      ...actions
        .filter(({ access }) => access.kind === 'roles')
        .map(({ path, spec }) => ({ method: spec.method.toUpperCase(), row: `/1/${path}` })),
    ].map(({ method, row }) => `("${method}", "${row}")`),
  };
}

/** Returns what those get who are not the owner, told apart by who may do something. */
function othersBy(rule: OwnerRule | undefined, access: Access, done: number): readonly Outcome[] {
  return rule === undefined
    ? [{ role: roleIn(access) ?? STRANGER, status: done }]
    : outcomesOf(rule, done);
}

/** Returns a role with which somebody may do something, if they need one. */
function roleIn(access: Access): string | undefined {
  return access.kind === 'roles' ? access.roles[0] : undefined;
}

/** What is known about whose rows are reached. */
type Reaching = ReturnType<typeof viewReach>;

function headersFor(role = 'user'): string {
  return role === 'user' ? 'acting(db, owner)' : `acting(db, owner, "${role}")`;
}

/** Whether the values of a field are plain, not references to rows. */
function isPlain({ spec }: FieldView): boolean {
  return spec.type !== 'ref';
}

/** Returns the ids of these features in a path, the outermost first. */
function idsOf(parents: readonly ParentView[]): string[] {
  return parents.filter(({ singleton }) => !singleton).map(({ feature }) => `${feature}_id`);
}
