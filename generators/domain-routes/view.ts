/** What the templates of domain routes see besides what all templates see. */

import type { Action } from '../../shared/feature/access.js';
import { capitalised } from '../../shared/feature/naming.js';
import { nameTogether } from '../../shared/feature/together.js';
import type { FeatureView, FieldView, LinkView } from '../../shared/plan/feature-view.js';
import type { ParentView } from '../../shared/plan/names-view.js';
import { quotedKeys } from '../../shared/plan/template-view.js';
import { indexedColumn } from '../../shared/plan/together-view.js';

/**
 * Works out what only these templates see.
 *
 * @param feature the feature. Here, every row has an owner and a UUID as its id.
 */
export function viewOwnedRoutes(feature: FeatureView) {
  return {
    /** The module of its schemas: `routes.products.schemas`. */
    schemasModule: `routes.${feature.route.replaceAll('/', '.')}.schemas`,
    ...viewParentId(feature),
    ...viewTable(feature),
    ...viewService(feature),
    ...viewRouter(feature),
    ...viewServiceTests(feature),
    ...viewRouteTests(feature),
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
 * Unique values are unique for each owner, by an index of the table, so no column says `unique`.
 */
function viewTable({
  columns,
  indexedTogether,
  parent,
  table,
  targets,
  unique,
  uniqueTogether,
}: FeatureView) {
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
    /** The other indexes over several columns. */
    furtherIndexes: indexedTogether.map(
      ({ keys, name }) => `Index("${name}", ${keys.map((key) => `"${key}"`).join(', ')})`,
    ),
    /** The columns by which lists find their rows, in their default order. */
    listOrder: ['owner_id', ...(parent ? [`${parent.feature}_id`] : []), 'created_at', 'id']
      .map((column) => `"${column}"`)
      .join(', '),
    /** The joins of a link, which lead to no row that is deleted. */
    joinsOfLeft: ({ ownColumn, table, target: { Model, self }, targetColumn }: LinkView) => {
      const found = `and_(${table}.c.${targetColumn} == ${Model}.id, ${Model}.deleted_at.is_(None))`;
      // The class cannot be named until it is defined.
      return self
        ? `primaryjoin=lambda: ${table}.c.${ownColumn} == ${Model}.id, secondaryjoin=lambda: ${found},`
        : `secondaryjoin=${found},`;
    },
    /** What the model imports from other modules, or uses from its own if all models are in one. */
    imported: ['LEFT', 'Base', 'OwnedMixin', ...targets.map(({ Model }) => Model)],
    /** The parent's id, and the feature's own columns. */
    modelColumns: [
      ...(parent
        ? [
            `    ${parent.feature}_id: Mapped[UUID] = mapped_column(ForeignKey("${parent.table}.id"), index=True)`,
          ]
        : []),
      ...columns.map(
        ({ attribute, plainAnnotation, columnArguments, columnOptions, columnDefault }) =>
          `    ${attribute}: Mapped[${plainAnnotation}] = mapped_column(${columnArguments}${columnOptions.replace(', unique=True', '')}${columnDefault})`,
      ),
    ],
    migrationColumns: [
      ...(parent
        ? [
            `        sa.Column("${parent.feature}_id", sa.Uuid(), sa.ForeignKey("${parent.table}.id"), nullable=False, index=True),`,
          ]
        : []),
      ...columns.map(
        ({ columnName, migration, migrationOptions }) =>
          `        sa.Column("${columnName}", ${migration}${migrationOptions.replace(', unique=True', '')}),`,
      ),
    ],
  };
}

function viewService({ Feature, links, parent, references, refusesTaken }: FeatureView) {
  const parentId = `${parent?.feature}_id`;
  const loaded = links.map(({ relationship }) => `selectinload(${Feature}.${relationship})`);
  const refers = references.length + links.length > 0;
  return {
    /** Whether its rows refer to others. */
    refers,
    /** The query for the rows of one owner. */
    ownedRows: [
      `owned(${Feature}, owner_id)`,
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

function viewRouter({ guards, labels, parent, parentRoute, parents, path, spec }: FeatureView) {
  const grandparent = parents.at(-2);
  const lookup = (found: ParentView, ancestors: readonly ParentView[], owner: string) =>
    `    ${found.feature} = get_${found.feature}(${['db', ...idsOf(ancestors), owner].join(', ')})`;
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
    /** The line in which a route finds the parent row, or answers with 404. */
    parentLookup: parent ? [lookup(parent, parents, 'current_user')] : [],
    /** The line that finds the row in which the parent row is nested. */
    grandparentLookup: grandparent ? [lookup(grandparent, parents.slice(0, -1), 'owner')] : [],
    /** The call of the parent's service: `get_by_id(product_id, owner.id)`. */
    parentQuery: parent?.singleton ? 'get(owner.id)' : `get_by_id(${parentKeys.join(', ')})`,
    /** What the decorator of a route says about who may call; empty if every user may. */
    guardArgument: byAction((action) => {
      const access = spec.access[action];
      if (access.kind !== 'roles') return '';
      const isAdmin = access.roles.length === 1 && access.roles[0] === 'admin';
      return `, dependencies=[${isAdmin ? 'Depends(require_admin)' : guards[action]}]`;
    }),
  };
}

function viewServiceTests({ filters, links, parent, references, targets, unique }: FeatureView) {
  const related = [...targets, ...(parent ? [parent] : [])].map((one) => one.feature);
  const settableUnique = unique.filter((field) => !field.spec.readonly && isPlain(field));
  return {
    /** The factories of what it refers to, and of its parent. */
    factoryImports: [...new Set(related)]
      .filter((one) => one !== 'user')
      .map((one) => `from tests.factories.${one} import create_${one}`),
    /** The line that creates a parent row of the owner. */
    parentMade: parent
      ? [`    ${parent.feature}_id = create_${parent.feature}(db, owner_id=owner_id).id`]
      : [],
    parentOfFirst: parent ? [`    ${parent.feature}_id = first.${parent.feature}_id`] : [],
    /** The references and links that a caller can set and whose targets also have owners. */
    ownedReferences: [...references, ...links].filter(
      ({ spec, target }) => !spec.readonly && target.feature !== 'user',
    ),
    /** The fields that a caller can set to the value of another row of the owner. */
    settableUnique,
    /** Those of them that a response shows. */
    shownUnique: settableUnique.filter(({ spec }) => !spec.private),
    /** Filters with a value that a test asks for, and another one: `("active", True, False)`. */
    filterSamples: filters
      .filter((field) => isPlain(field) && field.sample !== field.otherSample)
      .map(({ attribute, sample, otherSample }) => `("${attribute}", ${sample}, ${otherSample})`),
  };
}

function viewRouteTests({ fields, has, parent, parents, path, spec }: FeatureView) {
  const hidden = fields.filter((field) => field.spec.private);
  const answers = has.list || has.get || has.create || has.update;
  const roles = byAction((action) => {
    const access = spec.access[action];
    return access.kind === 'roles' ? access.roles[0] : undefined;
  });
  const requests = [
    { method: 'GET', row: '', action: 'read', isAsked: has.list },
    { method: 'POST', row: '', action: 'write', isAsked: has.create },
    { method: 'GET', row: '/1', action: 'read', isAsked: has.get },
    { method: 'PUT', row: '/1', action: 'write', isAsked: has.update },
    { method: 'DELETE', row: '/1', action: 'delete', isAsked: has.delete },
  ] as const;
  const asked = requests.filter(({ isAsked }) => isAsked);
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
    ownerHeaders: byAction((action) => {
      const role = roles[action] ?? 'user';
      return role === 'user' ? 'acting(db, owner)' : `acting(db, owner, "${role}")`;
    }),
    /** The requests for a single row. */
    rowRequests: asked.filter(({ row }) => row !== ''),
    /** The requests that require a role, each as a method and what follows the URL. */
    roleRequests: asked
      .filter(({ action }) => roles[action] !== undefined)
      .map(({ method, row }) => `("${method}", "${row}")`),
  };
}

/** Whether the values of a field are plain, not references to rows. */
function isPlain({ spec }: FieldView): boolean {
  return spec.type !== 'ref';
}

/** Returns the ids of these features in a path, the outermost first. */
function idsOf(parents: readonly ParentView[]): string[] {
  return parents.filter(({ singleton }) => !singleton).map(({ feature }) => `${feature}_id`);
}

function byAction<Value>(make: (action: Action) => Value): Readonly<Record<Action, Value>> {
  return { read: make('read'), write: make('write'), delete: make('delete') };
}
