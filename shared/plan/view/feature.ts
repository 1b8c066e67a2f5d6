/** Works out what templates see of a feature. */

import { UsageError } from '../../errors.js';
import type { Access, Action } from '../../feature/access.js';
import { stepNamed } from '../../feature/actions.js';
import { callerLinksOf, isCallerLink } from '../../feature/caller-links.js';
import { attributesWithChoices, chosenFields } from '../../feature/choices.js';
import { attributesWithComparisons, comparedKeys } from '../../feature/comparisons.js';
import { isVersioned, VERSION_FIELD } from '../../feature/concurrency.js';
import { counterOf, countsOf, isCount } from '../../feature/counts.js';
import { foundationDialect, type IdKind } from '../../feature/field/dialect.js';
import { NO_OWN_ATTRIBUTES, namesOfField } from '../../feature/field/names.js';
import type { FieldSpec } from '../../feature/field/spec.js';
import { definitionOf, hasOwnTable, importsOf, pythonField } from '../../feature/field/types.js';
import {
  attributesWithIncludes,
  hasIncludes,
  relationshipOfIncluded,
} from '../../feature/includes.js';
import { keyInJson } from '../../feature/json-case.js';
import { isLargeLink, largeLinksOf } from '../../feature/large-links.js';
import { nameEnumMember, nameFeature } from '../../feature/naming.js';
import { isPublished, ownerRule } from '../../feature/ownership.js';
import { attributesWithCursors, hasCursors } from '../../feature/pages.js';
import { requirePairable } from '../../feature/pair.js';
import { referringFields } from '../../feature/parts.js';
import { attributesWithPrefixes, prefixedFields } from '../../feature/prefixes.js';
import { attributesWithSearch, hasSearch } from '../../feature/search.js';
import { isKept } from '../../feature/soft-delete.js';
import type { FeatureSpec } from '../../feature/spec.js';
import { hasManyValues } from '../../feature/together.js';
import type { Circles } from '../../project/circles.js';
import { pythonString } from '../../python/literals.js';
import { boundTypeOf, findComparisons } from '../comparisons.js';
import type {
  EnumView,
  FeatureView,
  FieldView,
  LinkView,
  PartView,
  ReferenceView,
  Surroundings,
  TargetView,
} from '../feature-view.js';
import { amongLeft } from '../field-columns.js';
import { type ParentView, viewNames } from '../names-view.js';
import { asKeyNames, asPrimaryKey, idsByKey, withNaturalKey } from '../natural-key.js';
import { marking, NO_MARKING } from '../own-names.js';
import { specOfPart } from '../part-spec.js';
import { datetimeAliasFor } from '../qualified-dates.js';
import { sortsOf, sortsTogetherOf } from '../sorts.js';
import {
  guard,
  viewAction,
  viewFlow,
  viewLookups,
  viewPrefixed,
  viewSearched,
} from './endpoints.js';
import { aliasFor, enumClassOf, humanOf, queryOf, viewOf } from './field.js';
import { asKey, hasSeveral, isInKey, viewOrdered, viewTogether } from './indexes.js';
import { viewPair } from './pair.js';
import { METHODS_OF_PARTS, viewPart } from './part.js';
import {
  countedBy,
  distinctTargets,
  findTarget,
  targetsBeside,
  viewCallerLink,
  viewCount,
  viewEachLink,
  viewEmbed,
  viewInclude,
  viewLargeLink,
  viewLink,
  viewReference,
} from './references.js';

/**
 * Works out what templates see of a feature.
 *
 * @param given a validated feature.
 * @throws RefusalError for a reference to a model that does not exist.
 * @throws UsageError for limits that no value satisfies, and for a type for which the project has
 *   no column.
 */
export function viewFeature(
  given: FeatureSpec,
  { conventions, dialect = foundationDialect, isMarked = false, models, ...around }: Surroundings,
): FeatureView {
  const spec = withNaturalKey(given);
  const owned = conventions.models.owner !== undefined;
  requirePairable(spec, owned);
  const names = nameFeature(spec.name, spec.plural, spec.table);
  const marks = around.marks ?? (isMarked ? marking() : NO_MARKING);
  const namesView = marks.names(viewNames(names));
  const parents = (around.parents ?? []).map((each) => marks.names(each));
  const table = around.table ?? names.table;
  const idsOf = (key: FieldView | undefined) =>
    key === undefined
      ? dialect.ids[idKindOf(spec) ?? conventions.models.ids ?? 'integer']
      : idsByKey(key);
  const parent = parents.at(-1);
  const parentRoute = parents.map(({ segment }) => segment).join('/');
  const enums: EnumView[] = [];
  const aliases: { name: string; type: string }[] = [];
  const references: ReferenceView[] = [];
  const included: { readonly attribute: string; readonly reference: ReferenceView }[] = [];
  const links: LinkView[] = [];
  const parts: PartView[] = [];
  // In the class of the model, these are called.
  const called = new Set([
    ...(around.hidden ?? []),
    ...spec.fields.flatMap(({ flow, name, type }) => [
      ...(type === 'refs' ? [`${names.snake}_${name}`] : []),
      ...(flow === undefined ? [] : [`change_${name}`]),
    ]),
    ...largeLinksOf(spec.fields).map(({ name }) => countedBy(name)),
  ]);

  const isPagedByCursor = hasCursors(spec);
  const { json, ownAttributes = NO_OWN_ATTRIBUTES } = conventions;
  const withCursors = isPagedByCursor ? attributesWithCursors(ownAttributes) : ownAttributes;
  const withSearch = hasSearch(spec) ? attributesWithSearch(withCursors) : withCursors;
  const kept = isKept(spec) && !owned;
  const settled = <View extends FieldView>(view: View) => (kept ? amongLeft(view) : view);
  // The lists of an existing backend are filtered as its other lists are.
  const isFitted = conventions.ownAttributes === undefined;
  const compared = isFitted ? [] : comparedKeys(spec, owned);
  const chosen = isFitted ? [] : chosenFields(spec);
  const withIncludes = hasIncludes(spec) ? attributesWithIncludes(withSearch) : withSearch;
  const begun = prefixedFields(spec);
  const attributes = attributesWithPrefixes(
    attributesWithChoices(attributesWithComparisons(withIncludes, compared), chosen),
    begun,
  );
  if (compared.length > 0) called.add('comparisons');
  if (chosen.length > 0) called.add('one_of');
  if (begun.length > 0) called.add('begins_with');
  const targetOf = (field: FieldSpec) =>
    field.target === names.pascal
      ? own
      : {
          ...marks.names(findTarget(field, models, dialect)),
          ...inCircle(field, spec, around.circles),
        };
  const viewField = (field: FieldSpec): FieldView => {
    const isKey = field.name === spec.key;
    const fieldNames = isKey
      ? asKeyNames(namesOfField(field, attributes, called, json))
      : namesOfField(field, attributes, called, json);
    if (field.type === 'ref') {
      const isIncluded = spec.include.includes(field.name);
      const relationship = isIncluded ? relationshipOfIncluded(field) : fieldNames.relationship;
      const reference = settled(
        viewReference(field, { ...fieldNames, relationship }, targetOf(field), [
          conventions.models.owner,
          around.parents?.at(-1)?.Model,
          ...targetsBeside(field, spec.fields),
        ]),
      );
      references.push(reference);
      if (isIncluded) included.push({ attribute: fieldNames.relationship, reference });
      return reference;
    }
    if (field.type === 'parts') {
      const said = spec.parts.find(({ name }) => name === field.part);
      if (said === undefined) throw new Error(`${field.name} has no part`);
      const seen = viewFeature(specOfPart(spec, said), {
        ...around,
        parents: [],
        models,
        conventions,
        dialect,
        marks,
        hidden: METHODS_OF_PARTS,
      });
      enums.push(...seen.enums);
      aliases.push(...seen.aliases);
      const part = viewPart(field, fieldNames, said, seen, names.snake, conventions.models.suffix);
      parts.push(part);
      return part.field;
    }
    if (field.type === 'refs') {
      const link = viewLink(field, fieldNames, targetOf(field), namesView);
      links.push(link);
      return link;
    }
    const enumClass = marks.own(enumClassOf(names.pascal, field.name));
    const python = pythonField(asKey(field, spec), {
      enumClass,
      featureLabel: names.human,
      dialect,
    });
    const type = dialect.annotation(python.checked);
    const column = dialect.column(python.column, field);
    if (field.type === 'enum') {
      enums.push({
        className: enumClass,
        label: humanOf(field.name),
        members: (field.values ?? []).map((value) => ({
          name: nameEnumMember(value),
          value: pythonString(value),
        })),
      });
    }
    const alias = aliasFor(fieldNames.attribute, python, enumClass);
    if (alias !== undefined) aliases.push({ name: alias, type });
    const view = viewOf(
      field,
      fieldNames,
      alias ?? type,
      column,
      python,
      queryOf(python, dialect) ?? alias,
    );
    const bound = boundTypeOf(python.checked, dialect);
    const bounded = { ...settled(view), boundType: bound === type ? view.checkedType : bound };
    if (isKey) return asPrimaryKey(bounded, fieldNames);
    if (python.shown === undefined) return bounded;
    const nullable = field.optional ? ' | None' : '';
    return { ...bounded, shownAnnotation: dialect.annotation(python.shown) + nullable };
  };

  const versioned = isVersioned(spec);
  const keySpec = spec.fields.find(({ name }) => name === spec.key);
  const naturalKey = keySpec && viewField(keySpec);
  const { columnName: keyColumn, key } = naturalKey ?? { columnName: 'id', key: 'id' };
  const own: TargetView = {
    ...namesView,
    self: true,
    closes: false,
    refersBack: false,
    isPublished: conventions.models.owner === undefined || isPublished(spec.access.read),
    kept,
    Model: namesView.Feature + conventions.models.suffix,
    table,
    key,
    keyColumn,
    ids: idsOf(naturalKey),
  };
  const fields = spec.fields
    .filter((field) => !isCallerLink(field) && !isLargeLink(field) && !isCount(field))
    .map((field) => (field === keySpec && naturalKey) || viewField(field));
  const callerLinks = callerLinksOf(spec.fields).map((field) =>
    viewCallerLink(field, targetOf(field), namesView, counterOf(field, spec.fields)),
  );
  const largeLinks = largeLinksOf(spec.fields).map((field) =>
    viewLargeLink(
      viewLink(field, namesOfField(field, attributes, called, json), targetOf(field), namesView),
      namesView,
      counterOf(field, spec.fields),
      marks.own,
    ),
  );
  const implied = versioned ? [viewField(VERSION_FIELD)] : [];
  refuseParentColumn(fields, around.parents?.at(-1));
  const shown = fields.filter((field) => !field.spec.private);
  const targets = distinctTargets([
    ...references,
    ...links,
    ...largeLinks,
    ...parts.flatMap(({ part }) => part.references),
  ]);
  const lookedUp = references.filter(({ spec }) => !spec.caller);
  const caller = references.find(({ spec }) => spec.caller);
  const flows = fields.flatMap((field) => viewFlow(field, spec) ?? []);
  const ordered = viewOrdered(spec, table, fields);
  const indexedTogether = viewTogether('index', spec.index.filter(hasSeveral), table, fields);
  const answering = [
    spec.access.read,
    spec.access.write,
    ...spec.actions.flatMap(({ access }) => access ?? []),
  ];
  const isAnyones = caller === undefined && conventions.models.owner === undefined;
  const ruleFor = (access: Access) => (isAnyones ? undefined : ownerRule(spec.access, access));
  const ruleOf = (action: Action) => ruleFor(spec.access[action]);
  return {
    ...namesView,
    spec,
    table,
    ids: own.ids,
    naturalKey,
    inJson: (name) => keyInJson(name, json),
    key,
    keyColumn,
    parents,
    parent,
    route: parent === undefined ? namesView.features : `${parentRoute}/${namesView.features}`,
    parentRoute,
    owned,
    isPagedByCursor,
    hasTimes: spec.timestamps,
    kept,
    versioned,
    datetimeAlias: datetimeAliasFor(
      [...fields, ...parts.flatMap(({ part }) => part.fields)].map(({ attribute }) => attribute),
    ),
    imports: referringFields(spec).flatMap(({ items, type }) => importsOf(type, items)),
    enums,
    aliases,
    fields,
    lookups: viewLookups(spec, fields),
    pair: viewPair(spec, fields, references, owned),
    search: viewSearched(spec, table, fields),
    implied,
    columns: [...fields.filter(({ spec: { type } }) => !hasOwnTable(type)), ...implied],
    references,
    embeds: references.flatMap((reference) =>
      viewEmbed(reference, fields, names.pascal, marks.own, answering, around.usersShow),
    ),
    includes: included.map(({ attribute, reference }) =>
      viewInclude(reference, attribute, fields, names.pascal, marks.own),
    ),
    links,
    parts,
    callerLinks,
    eachLinks: [...links.filter(({ spec }) => spec.each).map(viewEachLink), ...largeLinks],
    largeLinks,
    counts: countsOf(spec.fields).flatMap((field) =>
      viewCount(field, namesOfField(field, attributes, called, json), links, parts),
    ),
    targets,
    targetsBefore: targets.filter(({ closes }) => !closes),
    targetsAfter: targets.filter(({ closes }) => closes),
    caller,
    ownerRules: { read: ruleOf('read'), write: ruleOf('write'), delete: ruleOf('delete') },
    lookedUp,
    referenceTargets: distinctTargets(lookedUp),
    writable: fields.filter((field) => !field.spec.readonly && field !== naturalKey),
    creatable: fields.filter(({ spec }) => !spec.readonly && spec.flow === undefined),
    actions: spec.actions
      .filter(({ access, name }) => access !== undefined || !stepNamed({ name }, spec.fields))
      .map((action) => {
        const access = action.access ?? spec.access.write;
        return {
          spec: action,
          ...viewAction(action, namesView, flows, spec.fields),
          access,
          guard: guard(access, conventions.guards),
          rule: ruleFor(access),
        };
      }),
    flows,
    visible: [...shown, ...implied],
    filters: shown.filter(isFilterable),
    comparisons: findComparisons(compared, fields),
    prefixed: viewPrefixed(spec, fields),
    sorts: [...new Set([owned ? 'created_at' : key, ...sortsOf(shown, spec, ordered)])],
    sortsTogether: sortsTogetherOf(indexedTogether, isPagedByCursor),
    ordered,
    unique: fields.filter((field) => field.spec.unique && field !== naturalKey),
    uniqueTogether: viewTogether('unique', spec.unique, table, fields),
    indexedTogether,
    varied: new Set(
      spec.fields
        .filter((field) => field.unique || (isInKey(field, spec) && hasManyValues(field, names)))
        .map(({ name }) => name),
    ),
    refusesTaken: spec.unique.length > 0 || spec.fields.some(({ unique }) => unique),
    guards: {
      read: guard(spec.access.read, conventions.guards),
      write: guard(spec.access.write, conventions.guards),
      delete: guard(spec.access.delete, conventions.guards),
    },
    has: {
      list: spec.endpoints.includes('list'),
      get: spec.endpoints.includes('get'),
      create: spec.endpoints.includes('create'),
      update: spec.endpoints.includes('update'),
      delete: spec.endpoints.includes('delete'),
    },
  };
}

/** Returns how a feature leads back to the one that a field of it refers to. */
function inCircle({ target = '' }: FieldSpec, spec: FeatureSpec, circles: Circles | undefined) {
  const fields = referringFields(spec).filter((field) => field.target === target);
  const isLater = fields.every((field) => field.type === 'ref' && field.optional);
  return {
    closes: isLater && circles?.closes(target) === true,
    refersBack: circles?.refersBack(target) === true,
  };
}

/** Returns which kind of ids was asked for; undefined if that is for the project to say. */
function idKindOf({ id }: FeatureSpec): IdKind | undefined {
  return id === 'int' ? 'integer' : id;
}

/** @throws UsageError if a field has the same name as the column that refers to the parent. */
function refuseParentColumn(fields: readonly FieldView[], parent: ParentView | undefined): void {
  const taken = fields.find(({ columnName, key }) =>
    [columnName, key].includes(`${parent?.feature}_id`),
  );
  if (taken === undefined) return;
  throw new UsageError(
    `the field "${taken.spec.name}" would be called "${parent?.feature}_id", like the column that refers to the parent. ` +
      'Remove the field, or rename it.',
  );
}

function isFilterable({ spec }: FieldView): boolean {
  const { isFilter, isIncomparable } = definitionOf(spec.type);
  return !isIncomparable && (isFilter || spec.index || spec.unique);
}
