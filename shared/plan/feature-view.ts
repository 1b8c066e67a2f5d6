/**
 * What a template sees of a feature: names, fields and access, each ready to be used in Python
 * source.
 *
 * Names are spelt the way their values are: `Feature` is `OrderItem`, `feature` is `order_item`. A
 * template therefore reads like the Python it becomes.
 */

import { RefusalError, UsageError } from '../errors.js';
import type { Access, Action } from '../feature/access.js';
import { type ActionSpec, stepNamed } from '../feature/actions.js';
import { callerLinksOf, countOf, isCallerLink, linkedOf } from '../feature/caller-links.js';
import { attributesWithChoices, chosenFields } from '../feature/choices.js';
import { attributesWithComparisons, comparedKeys } from '../feature/comparisons.js';
import { isVersioned, VERSION_FIELD } from '../feature/concurrency.js';
import type { Endpoint } from '../feature/endpoints.js';
import type { InitialValue, PythonField } from '../feature/field/definition.js';
import {
  annotated,
  type ColumnType,
  type Constraint,
  called,
  type Dialect,
  foundationDialect,
  type IdKind,
  type IdText,
} from '../feature/field/dialect.js';
import { embeddedNames } from '../feature/field/embed.js';
import { stepsOf } from '../feature/field/flow.js';
import {
  type FieldNames,
  NO_OWN_ATTRIBUTES,
  namesOfField,
  type OwnAttributes,
} from '../feature/field/names.js';
import { naturalIdText } from '../feature/field/natural-ids.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { definitionOf, hasOwnTable, importsOf, pythonField } from '../feature/field/types.js';
import {
  capitalised,
  kebabOf,
  nameEnumMember,
  nameFeature,
  pascalOf,
  singularOf,
} from '../feature/naming.js';
import { isPublished, type OwnerRule, ownerRule } from '../feature/ownership.js';
import { attributesWithCursors, hasCursors } from '../feature/pages.js';
import { type PartSpec, referringFields } from '../feature/parts.js';
import { isLanguageName } from '../feature/reserved-words.js';
import { attributesWithSearch, hasSearch, nameSearch } from '../feature/search.js';
import { isKept } from '../feature/soft-delete.js';
import type { FeatureSpec } from '../feature/spec.js';
import {
  hasManyValues,
  nameTogether,
  type Together,
  type Togetherness,
} from '../feature/together.js';
import type { GuardConvention, ModelConvention } from '../project/conventions.js';
import type { ProjectModel } from '../project/founded.js';
import { isPlainType, isSecret, type ShownColumn } from '../project/shown-columns.js';
import { LINE_LENGTH } from '../python/edits.js';
import type { PythonImport } from '../python/imports.js';
import { pythonString } from '../python/literals.js';
import { meant, suggest } from '../suggestion.js';
import { boundTypeOf, type Comparison, findComparisons } from './comparisons.js';
import { amongLeft, type ColumnOptions, columnOptionsOf, namesColumn } from './field-columns.js';
import { type NamesView, type ParentView, viewNames } from './names-view.js';
import { asPrimaryKey, idsByKey, withNaturalKey } from './natural-key.js';
import { type Marking, marking, NO_MARKING, unmarked } from './own-names.js';
import { mostOf, specOfPart } from './part-spec.js';
import { datetimeAliasFor } from './qualified-dates.js';
import { sortsOf, sortsTogetherOf } from './sorts.js';

/** An enum class that the feature defines. */
export interface EnumView {
  readonly className: string;
  /** What the enum is about: `status`. */
  readonly label: string;
  readonly members: readonly { readonly name: string; readonly value: string }[];
}

/** A field, as the layers of a slice need it. */
export interface FieldView
  extends ColumnOptions,
    Pick<
      PythonField,
      'migration' | 'sample' | 'sampleInJson' | 'otherSample' | 'sampleOfN' | 'invalid' | 'limits'
    > {
  readonly spec: FieldSpec;
  /** The attribute of models and schemas: `price`, `category_id`, `tag_ids`, `type_`. */
  readonly attribute: string;
  /** What the API calls it: `type`. */
  readonly key: string;
  /** What lists call it when they are filtered by it. */
  readonly filter: string;
  /** Whether the API calls it otherwise than Python does. */
  readonly isRenamed: boolean;
  /** What the table calls it: `type`. */
  readonly columnName: string;
  /** `unit price` */
  readonly label: string;
  /** The checked type: its alias (`ProductPrice`), if it has one. */
  readonly checkedType: string;
  /** The checked type in a URL, where numbers and booleans are text. */
  readonly queryType: string;
  /** The type of what it is compared with in a URL: that of its column, whatever the rules of the field. */
  readonly boundType?: string;
  /** The annotation in the domain: `checkedType`, with `| None` if the field is optional. */
  readonly checkedAnnotation: string;
  /** The same in the body of a request, where the API has names for what is inside that Python has not. */
  readonly bodyType?: string;
  /** The type without constraints: `Decimal`. */
  readonly plainType: string;
  /** The annotation in a response or a row: `plainType`, with `| None` if the field is optional. */
  readonly plainAnnotation: string;
  /** The annotation in a response: `plainAnnotation`, unless JSON shows it otherwise. */
  readonly shownAnnotation: string;
  /** ` = None`, ` = ProductStatus.DRAFT`, or empty for a required field. */
  readonly assignment: string;
  /** The initial value, as a Python expression. */
  readonly defaultValue: string | undefined;
  /** Whether it has to be computed for each row: `datetime.now(UTC)`. */
  readonly defaultIsCall: boolean;
  /** The same value as a response shows it in JSON, if that is certain. */
  readonly defaultInJson: string | undefined;
  /** The type of the column in a model: `String(120)`; empty for a link, which has no column. */
  readonly column: string;
  /** The same, before it is Python. */
  readonly columnType: ColumnType;
  /** The same, after the name of the column if that is not the attribute: `"type", String(120)`. */
  readonly columnArguments: string;
  /** The argument of `mapped_column` for what no caller can set, after a comma: `, default=0`. */
  readonly columnDefault: string;
}

/** A `ref` field: a foreign key and its relationship. */
export interface ReferenceView extends FieldView {
  /** The name of the relationship: `category`. */
  readonly relationship: string;
  readonly target: TargetView;
  /** The annotation of the relationship: in quotes if its class is still being defined. */
  readonly relationshipAnnotation: string;
  /** The arguments of `relationship()`. */
  readonly relationshipArguments: string;
}

/** What answers show of the row that a reference points to. */
export interface EmbedView {
  readonly reference: ReferenceView;
  /** The class of what is shown: `CategoryOfProduct`. */
  readonly Class: string;
  /** What the API calls it: `category`. */
  readonly key: string;
  /** The attribute of answers and rows: `category`. */
  readonly attribute: string;
  /** The annotation of that in an answer: `CategoryOfProduct`, with `| None` if the reference is optional. */
  readonly annotation: string;
  /** What is shown besides the id. */
  readonly columns: readonly ShownColumn[];
}

/** A `refs` field: an association table and its relationship. */
export interface LinkView extends FieldView {
  /** The name of the relationship, as typed: `tags`. */
  readonly relationship: string;
  readonly target: TargetView;
  /** The annotation of the relationship: in quotes if its class is still being defined. */
  readonly relationshipAnnotation: string;
  /**
   * The arguments of `relationship()` for two columns that refer to the same table, each with a
   * comma.
   */
  readonly joins: string;
  /** The association table: `product_tags`. */
  readonly table: string;
  /** Its column for this feature: `product_id`. */
  readonly ownColumn: string;
  /** Its column for the target: `tag_id`. */
  readonly targetColumn: string;
}

/** A link that users make and undo for themselves. */
export interface CallerLinkView {
  readonly spec: FieldSpec;
  /** What it is called, also in URLs: `favorites`. */
  readonly name: string;
  /** The same in sentences. */
  readonly label: string;
  /** One of them, as a part of the name of a function: `favorite`. */
  readonly item: string;
  /** The same as a part of the name of a class: `Favorite`. */
  readonly Item: string;
  /** What answers call how many there are: `favorites_count`. */
  readonly count: string;
  /** What answers call whether who asks is among them: `favorited`. */
  readonly linked: string;
  readonly target: TargetView;
  /** The association table: `article_favorites`. */
  readonly table: string;
  /** Its column for this feature: `article_id`. */
  readonly ownColumn: string;
  /** Its column for the user. */
  readonly targetColumn: string;
}

/** A kind of part. */
export interface PartView {
  /** The field by which a row has them: `lines`. */
  readonly field: FieldView;
  /** What one of them has, seen as a feature of its own. */
  readonly part: FeatureView;
  /** The class of its rows: `OrderLine`, `OrderLineModel`. */
  readonly Model: string;
  /** The class of what a request says of one. */
  readonly Given: string;
  /** The class of what a request says of one, if the domain has another one, which knows no names of the API. */
  readonly Body: string | undefined;
  /** The class of what an answer shows of one. */
  readonly Shown: string;
  /** Its column for the row that it is a part of: `order_id`. */
  readonly wholeColumn: string;
  /** What tells the parts of a row apart: a field that is unique, or where it is among them. */
  readonly distinct: FieldView | undefined;
  /** What checks that, as a function. */
  readonly check: string;
}

/** Several columns that have a constraint or an index together. */
export interface TogetherView {
  /** What the database calls it: `uq_lines_order_id_product_id`. */
  readonly name: string;
  /** The fields among them; the times of a row are none. */
  readonly fields: readonly FieldView[];
  /** What the table calls them. */
  readonly columns: readonly string[];
  /** What SQLAlchemy finds them by, which is what the API calls them. */
  readonly keys: readonly string[];
}

/** By what words a list is searched. */
export interface SearchView {
  /** The fields that they are in. */
  readonly fields: readonly FieldView[];
  /** The index of PostgreSQL, and the table of SQLite that has their words. */
  readonly index: string;
}

/** The state machine of a field. */
export interface FlowView {
  readonly field: FieldView;
  /** The class of its states: `ProductStatus`. */
  readonly Enum: string;
  /** The table of its steps: `STATUS_STEPS`. */
  readonly STEPS: string;
  /** What takes a step, in Python: `change_status`. */
  readonly change: string;
  /** The same as a part of the name of a class: `Status`. */
  readonly Name: string;
  /** Every state, the one that rows begin in first. */
  readonly states: readonly StateView[];
  /** Those that a step leads into that whoever may change rows may take. */
  readonly entered: readonly StateView[];
  /** One of those, into which the first step can lead. */
  readonly first: StateView | undefined;
}

/** A state. */
export interface StateView {
  /** As JSON has it: `in-review`. */
  readonly value: string;
  /** As a part of the name of a function: `in_review`. */
  readonly name: string;
  /** The member of the enum, without its class: `IN_REVIEW`. */
  readonly member: string;
  /** The members of those that may follow. */
  readonly next: readonly string[];
  /** The same as JSON has them. */
  readonly nextValues: readonly string[];
}

/** Something that can be done with a row besides. */
export interface ActionView {
  readonly spec: ActionSpec;
  /** What does it with a row, as a function: `publish_product`. */
  readonly fn: string;
  /** The same as a method of what is about such rows: `publish`. */
  readonly method: string;
  /** The same as a part of the name of a class: `PublishProduct`. */
  readonly Class: string;
  /** The step of a flow that it is, if it is one. */
  readonly step: { readonly flow: FlowView; readonly state: StateView } | undefined;
  /** What a row has from which that step leads, as an argument after a comma. */
  readonly given: string;
  /** As a part of a path: `send-again`, `status/archived`. */
  readonly path: string;
  /** What it does, without a full stop: `Send a letter again`. */
  readonly Does: string;
  readonly access: Access;
  /** The dependency of the endpoint, or empty if it is public. */
  readonly guard: string;
  /** Who reaches the rows of others, if that depends on whose they are. */
  readonly rule: OwnerRule | undefined;
}

/** A field by which a row is looked up, besides its id. */
export interface LookupView {
  readonly field: FieldView;
  /** As a part of the name of a function: `slug`. */
  readonly name: string;
  /** As a part of the name of a class: `Slug`. */
  readonly Name: string;
  /** Its parameter in functions: `slug`. */
  readonly parameter: string;
  /** The annotation that checks it in a path: `Text`. */
  readonly pathType: string;
  /** What follows the path of the feature: `/by-slug/{slug}`. */
  readonly route: string;
  /** The same up to the value: `by-slug/`. */
  readonly before: string;
}

/** A feature that this one refers to. */
export interface TargetView extends NamesView {
  /** Whether it is the feature itself. */
  readonly self: boolean;
  /** Whether everybody finds its rows, and may refer to them. */
  readonly isPublished: boolean;
  /** Whether its rows stay in the table when they are deleted, hidden. */
  readonly kept: boolean;
  /** The class of the model: `CategoryModel`. */
  readonly Model: string;
  /** Its table, qualified by the database schema if it is in one: `products`. */
  readonly table: string;
  /** What identifies its rows, as SQLAlchemy finds it and the API calls it: `id`, `code`. */
  readonly key: string;
  /** The same, as the table calls it. */
  readonly keyColumn: string;
  /** What its rows are identified by, as source text. */
  readonly ids: IdText;
  /** Its columns that others may be shown; undefined if nothing is known of them. */
  readonly shown?: readonly ShownColumn[] | undefined;
}

/** Everything a feature template can use. */
export interface FeatureView extends NamesView {
  readonly spec: FeatureSpec;
  /** The table of the feature. */
  readonly table: string;
  /** What its rows are identified by, as source text. */
  readonly ids: IdText;
  /** The field that identifies its rows, if that is no id: its attribute is `id`. */
  readonly naturalKey: FieldView | undefined;
  /** What identifies its rows, as SQLAlchemy finds it and the API calls it: `id`, `code`. */
  readonly key: string;
  /** The same, as the table calls it. */
  readonly keyColumn: string;
  /** The features it is nested in, the outermost first. */
  readonly parents: readonly ParentView[];
  /** The one it is nested in directly. */
  readonly parent: ParentView | undefined;
  /** The folders of its routes: `products/reviews`. */
  readonly route: string;
  /** The folders of its parent's routes. */
  readonly parentRoute: string;
  /** Whether every row belongs to a user, by its `owner_id`. */
  readonly owned: boolean;
  /** Whether its list is read from a position on, which callers give back. */
  readonly isPagedByCursor: boolean;
  /** Whether every row knows when it was made and when it was changed. */
  readonly hasTimes: boolean;
  /** Whether what is deleted stays in the table, hidden. What its document keeps, such as rows with owners, is none of it. */
  readonly kept: boolean;
  /** Whether every row counts its changes, so that callers can say which version theirs is for. */
  readonly versioned: boolean;
  /**
   * How `datetime` is imported where a field has the name of one of its types: `dt`. Undefined if no
   * field has.
   */
  readonly datetimeAlias: string | undefined;
  /** What its field types need that no template imports. */
  readonly imports: readonly PythonImport[];
  readonly enums: readonly EnumView[];
  /** Type aliases that define the rules of a field once. */
  readonly aliases: readonly { readonly name: string; readonly type: string }[];
  /** All fields, in their order, without the links of the caller. */
  readonly fields: readonly FieldView[];
  /** Those by which a row is looked up, besides its id. */
  readonly lookups: readonly LookupView[];
  /** By what words its list is searched, if it is. */
  readonly search: SearchView | undefined;
  /** What rows have besides, set by themselves: their version, if they have one. */
  readonly implied: readonly FieldView[];
  /** Fields with their own column, those that are implied included: all but `refs`. */
  readonly columns: readonly FieldView[];
  readonly references: readonly ReferenceView[];
  /** What answers show of what it refers to. */
  readonly embeds: readonly EmbedView[];
  readonly links: readonly LinkView[];
  /** What its rows consist of. */
  readonly parts: readonly PartView[];
  /** The links that users make and undo for themselves; they are none of the fields. */
  readonly callerLinks: readonly CallerLinkView[];
  /** The distinct features that it refers to, without itself. */
  readonly targets: readonly TargetView[];
  /** The field that is set from who has signed in. */
  readonly caller: ReferenceView | undefined;
  /** Who reaches the rows of others in each action, if that depends on whose they are. */
  readonly ownerRules: Readonly<Record<Action, OwnerRule | undefined>>;
  /** The references that somebody has to look up: all but the caller, who has just signed in. */
  readonly lookedUp: readonly ReferenceView[];
  /** The distinct targets of those, without the feature itself. */
  readonly referenceTargets: readonly TargetView[];
  /** The fields that a caller may set. */
  readonly writable: readonly FieldView[];
  /** Those of them that a caller may set of what is new: a state machine has its own beginning. */
  readonly creatable: readonly FieldView[];
  /** What can be done with its rows besides; what is a step of a flow is there. */
  readonly actions: readonly ActionView[];
  /** The state machines of its enums. */
  readonly flows: readonly FlowView[];
  /** The fields that a response shows. */
  readonly visible: readonly FieldView[];
  /** The fields that a list can be filtered by. */
  readonly filters: readonly FieldView[];
  /** What a list can be filtered by comparisons of. */
  readonly comparisons: readonly Comparison<FieldView>[];
  /**
   * The keys of what a list can be sorted by, its usual order first: what an index holds in that order, however many rows
   * there are.
   */
  readonly sorts: readonly string[];
  /** The indexes over several columns by all of which a list can be sorted. */
  readonly sortsTogether: readonly TogetherView[];
  /** What has an index of its own, which ends in the id: rows that are equal in it come in the order of their ids. */
  readonly ordered: readonly TogetherView[];
  readonly unique: readonly FieldView[];
  /** The fields that are unique together. */
  readonly uniqueTogether: readonly TogetherView[];
  /** The columns that are indexed together. */
  readonly indexedTogether: readonly TogetherView[];
  /** The names of the fields of which each row of a test has another value. */
  readonly varied: ReadonlySet<string>;
  /** Whether a request can be refused because its values are taken. */
  readonly refusesTaken: boolean;
  /** Who may call: the dependency of the endpoint, or empty if it is public. */
  readonly guards: Readonly<Record<'read' | 'write' | 'delete', string>>;
  /** Which endpoints the feature has. */
  readonly has: Readonly<Record<Endpoint, boolean>>;
}

/** What a feature finds in its project. */
export interface Surroundings {
  /**
   * The models that exist in the project. `ref` and `refs` have to name one of them, or the feature
   * itself.
   */
  readonly models: readonly ProjectModel[];
  /** How the project says who may call, and how it names its models. */
  readonly conventions: {
    readonly guards: GuardConvention;
    readonly models: ModelConvention;
    readonly ownAttributes?: OwnAttributes;
  };
  /** The features that it is nested in, the outermost first. */
  readonly parents?: readonly ParentView[];
  /** How types are written. */
  readonly dialect?: Dialect;
  /** The table of the feature, if it differs from the plural. */
  readonly table?: string;
  /** Whether names that are made from those of features say so, for {@link keepApart}. */
  readonly isMarked?: boolean;
  /** What marks them, if that is known already: a part is seen with what it is a part of. */
  readonly marks?: Marking;
  /** What its classes have besides, so that no field can be called so in Python. */
  readonly hidden?: readonly string[];
}

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
  const links: LinkView[] = [];
  const parts: PartView[] = [];
  // In the class of the model, these are called.
  const called = new Set([
    ...(around.hidden ?? []),
    ...spec.fields.flatMap(({ flow, name, type }) => [
      ...(type === 'refs' ? [`${names.snake}_${name}`] : []),
      ...(flow === undefined ? [] : [`change_${name}`]),
    ]),
  ]);

  const isPagedByCursor = hasCursors(spec);
  const { ownAttributes = NO_OWN_ATTRIBUTES } = conventions;
  const withCursors = isPagedByCursor ? attributesWithCursors(ownAttributes) : ownAttributes;
  const withSearch = hasSearch(spec) ? attributesWithSearch(withCursors) : withCursors;
  const owned = conventions.models.owner !== undefined;
  const kept = isKept(spec) && !owned;
  const settled = <View extends FieldView>(view: View) => (kept ? amongLeft(view) : view);
  // The lists of an existing backend are filtered as its other lists are.
  const isFitted = conventions.ownAttributes === undefined;
  const compared = isFitted ? [] : comparedKeys(spec, owned);
  const chosen = isFitted ? [] : chosenFields(spec);
  const attributes = attributesWithChoices(attributesWithComparisons(withSearch, compared), chosen);
  if (compared.length > 0) called.add('comparisons');
  if (chosen.length > 0) called.add('one_of');
  const targetOf = (field: FieldSpec) =>
    field.target === names.pascal ? own : marks.names(findTarget(field, models, dialect));
  const viewField = (field: FieldSpec): FieldView => {
    const isKey = field.name === spec.key;
    const fieldNames = isKey
      ? { ...namesOfField(field, attributes, called), attribute: 'id' }
      : namesOfField(field, attributes, called);
    if (field.type === 'ref') {
      const reference = settled(
        viewReference(field, fieldNames, targetOf(field), [
          conventions.models.owner,
          around.parents?.at(-1)?.Model,
          ...targetsBeside(field, spec.fields),
        ]),
      );
      references.push(reference);
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
    isPublished: conventions.models.owner === undefined || isPublished(spec.access.read),
    kept,
    Model: namesView.Feature + conventions.models.suffix,
    table,
    key,
    keyColumn,
    ids: idsOf(naturalKey),
  };
  const fields = spec.fields
    .filter((field) => !isCallerLink(field))
    .map((field) => (field === keySpec && naturalKey) || viewField(field));
  const callerLinks = callerLinksOf(spec.fields).map((field) =>
    viewCallerLink(field, targetOf(field), namesView),
  );
  const implied = versioned ? [viewField(VERSION_FIELD)] : [];
  refuseParentColumn(fields, around.parents?.at(-1));
  const shown = fields.filter((field) => !field.spec.private);
  const targets = distinctTargets([
    ...references,
    ...links,
    ...parts.flatMap(({ part }) => part.references),
  ]);
  const lookedUp = references.filter(({ spec }) => !spec.caller);
  const caller = references.find(({ spec }) => spec.caller);
  const flows = fields.flatMap((field) => viewFlow(field, spec) ?? []);
  const ordered = viewOrdered(spec, table, fields);
  const indexedTogether = viewTogether('index', spec.index.filter(hasSeveral), table, fields);
  const isAnyones = caller === undefined && conventions.models.owner === undefined;
  const ruleFor = (access: Access) => (isAnyones ? undefined : ownerRule(spec.access, access));
  const ruleOf = (action: Action) => ruleFor(spec.access[action]);
  return {
    ...namesView,
    spec,
    table,
    ids: own.ids,
    naturalKey,
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
    search: viewSearched(spec, table, fields),
    implied,
    columns: [...fields.filter(({ spec: { type } }) => !hasOwnTable(type)), ...implied],
    references,
    embeds: references.flatMap((reference) =>
      viewEmbed(reference, fields, names.pascal, marks.own),
    ),
    links,
    parts,
    callerLinks,
    targets,
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

/** What the classes of parts have besides their fields. */
const METHODS_OF_PARTS = ['restore', 'say_all'];

/** Names that parameters of functions have which look up a row. */
const PARAMETERS = new Set(
  'caller current_user db for_update key owner_id params query repo response self service versions'.split(
    ' ',
  ),
);

/** What checks a value of each type of field in a path, so that a database can compare it. */
const PATH_TYPES: Readonly<Record<string, string>> = {
  email: 'LowercaseEmail',
  int: 'Int32',
  bigint: 'Int64',
  uuid: 'UUID',
};

/** @throws UsageError if rows are looked up, but none is shown. */
function viewLookups({ by, endpoints }: FeatureSpec, fields: readonly FieldView[]): LookupView[] {
  if (by.length > 0 && !endpoints.includes('get')) {
    throw new UsageError(
      `--by ${by.join('+')}: a row that is looked up is shown as the endpoint get shows it, and that is left out. Add get to --endpoints, or leave --by out.`,
      { place: '--by' },
    );
  }
  return by.flatMap((name) => {
    const field = fields.find(({ spec }) => spec.name === name);
    if (field === undefined) return [];
    const { attribute, spec } = field;
    const parameter = PARAMETERS.has(attribute) ? `${attribute}_` : attribute;
    const before = `by-${kebabOf(name)}/`;
    if ([field.sample, field.otherSample, field.sampleOfN].some((value) => value.includes('/'))) {
      throw new UsageError(
        `--by ${name}: ${name} has values with slashes, which separate the parts of a URL. Choose another field, or filter the list by it.`,
        { place: '--by' },
      );
    }
    return {
      field,
      name,
      Name: pascalOf(name),
      parameter,
      pathType: PATH_TYPES[spec.type] ?? 'Text',
      route: `/${before}{${parameter}}`,
      before,
    };
  });
}

/** @throws UsageError if a list is searched that nobody gets, or that no migration creates the index of. */
function viewSearched(
  { endpoints, migration, search }: FeatureSpec,
  table: string,
  fields: readonly FieldView[],
): SearchView | undefined {
  if (search.length === 0) return undefined;
  if (!endpoints.includes('list')) {
    throw new UsageError(
      `--search ${search.join('+')}: what is searched is the list, and that is left out. Add list to --endpoints, or leave --search out.`,
      { place: '--search' },
    );
  }
  if (!migration) {
    throw new UsageError(
      `--search ${search.join('+')}: its index is created by the migration, and Alembic would not write it by itself. Leave out --no-migration, or --search.`,
      { place: '--search' },
    );
  }
  return {
    fields: search.flatMap((name) => fields.find(({ spec }) => spec.name === name) ?? []),
    index: nameSearch(table),
  };
}

/** Returns which kind of ids was asked for; undefined if that is for the project to say. */
function idKindOf({ id }: FeatureSpec): IdKind | undefined {
  return id === 'int' ? 'integer' : id;
}

/** Returns the state machine of a field; undefined if it has none. */
function viewFlow(field: FieldView, spec: FeatureSpec): FlowView | undefined {
  const states = stepsOf(field.spec).map(({ next, state }) => ({
    value: state,
    name: nameEnumMember(state).toLowerCase(),
    member: nameEnumMember(state),
    next: next.map(nameEnumMember),
    nextValues: next,
  }));
  const [start] = states;
  if (start === undefined) return undefined;
  const reached = new Set(states.flatMap(({ nextValues }) => nextValues));
  // Those that only some may take are actions.
  const restricted = spec.actions
    .filter(({ access }) => access !== undefined)
    .map((action) => stepNamed(action, [field.spec])?.state);
  const entered = states.filter(({ value }) => reached.has(value) && !restricted.includes(value));
  return {
    field,
    Enum: field.plainType,
    STEPS: `${field.spec.name.toUpperCase()}_STEPS`,
    change: `change_${field.spec.name}`,
    Name: pascalOf(field.spec.name),
    states,
    entered,
    first: start.nextValues.flatMap((next) => entered.find(({ value }) => value === next) ?? [])[0],
  };
}

/** Returns what an action is called, and the step that it is. */
function viewAction(
  action: ActionSpec,
  { Feature, aLabel, feature }: NamesView,
  flows: readonly FlowView[],
  fields: readonly FieldSpec[],
): Pick<ActionView, 'fn' | 'method' | 'Class' | 'step' | 'given' | 'path' | 'Does'> {
  const named = stepNamed(action, fields);
  const flow = flows.find(({ field }) => field.spec === named?.field);
  const state = flow?.states.find(({ value }) => value === named?.state);
  if (flow === undefined || state === undefined) {
    return {
      fn: `${action.name}_${feature}`,
      method: action.name,
      Class: pascalOf(action.name) + Feature,
      step: undefined,
      given: '',
      path: kebabOf(action.name),
      Does: sentenceOf(action.name, aLabel),
    };
  }
  const { Enum, field, states } = flow;
  const from = states.find(({ nextValues }) => nextValues.includes(state.value));
  return {
    fn: `set_${feature}_${field.spec.name}_to_${state.name}`,
    method: `set_${field.spec.name}_to_${state.name}`,
    Class: `Set${Feature}${pascalOf(field.spec.name)}To${pascalOf(state.name)}`,
    step: { flow, state },
    given: `, ${field.attribute}=${Enum}.${from?.member}`,
    path: `${field.key}/${state.value}`,
    Does: `Make ${field.label} of ${aLabel} ${state.value}, if it may follow what it is`,
  };
}

/** Works out the columns of fields that belong together. */
function viewTogether(
  what: Togetherness,
  together: readonly Together[],
  table: string,
  fields: readonly FieldView[],
): readonly TogetherView[] {
  return together.map((names) => {
    const found = names.map((name) => fields.find(({ spec }) => spec.name === name));
    const columns = names.map((name, index) => found[index]?.columnName ?? name);
    return {
      name: nameTogether(what, table, columns),
      fields: found.filter((field) => field !== undefined),
      columns,
      keys: names.map((name, index) => found[index]?.key ?? name),
    };
  });
}

/** Returns what has an index of its own: fields, but for those that refer to rows, and the times of rows. */
function viewOrdered(
  { index, fields: specs }: FeatureSpec,
  table: string,
  fields: readonly FieldView[],
): readonly TogetherView[] {
  const alone = specs.filter(hasOwnIndex).map(({ name }) => [name]);
  const times = index.filter((together) => !hasSeveral(together));
  return viewTogether('index', [...alone, ...times], table, fields);
}

/** Whether a field has an index that is neither that of a constraint nor that of a reference. */
export function hasOwnIndex({ index, type, unique }: FieldSpec): boolean {
  return index && !unique && type !== 'ref';
}

function hasSeveral(together: Together): boolean {
  return together.length > 1;
}

/** Whether a field is unique together with others. */
function isInKey({ name }: FieldSpec, { unique }: FeatureSpec): boolean {
  return unique.some((together) => together.includes(name));
}

/** Whoever is found by an address is the same in any spelling of it, also where more than the address finds them. */
function asKey(field: FieldSpec, spec: FeatureSpec): FieldSpec {
  return field.type === 'email' && isInKey(field, spec) ? { ...field, unique: true } : field;
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

/** Returns the targets of the other `ref` fields. */
function targetsBeside(field: FieldSpec, siblings: readonly FieldSpec[]): (string | undefined)[] {
  return siblings.flatMap((other) =>
    other !== field && other.type === 'ref' ? [other.target] : [],
  );
}

function viewReference(
  field: FieldSpec,
  names: FieldNames,
  target: TargetView,
  otherTargets: readonly (string | undefined)[],
): ReferenceView {
  const { attribute, relationship } = names;
  const { ids, key, keyColumn, table } = target;
  const rule = onDeleteOf(field);
  const column: ColumnType = { name: 'ForeignKey', arguments: [`"${table}.${key}"`, ...rule] };
  const view = viewOf(
    field,
    names,
    ids.checked,
    called(column),
    {
      ...ids,
      column,
      migration: `${ids.migration}, sa.ForeignKey(${[`"${table}.${keyColumn}"`, ...rule].join(', ')})`,
      initial: field.optional ? { text: 'None', isCall: false } : undefined,
    },
    ids.query,
  );
  // Every foreign key is used for look-ups: by filters, and when the row it points to is deleted.
  const indexed = field.unique ? ', unique=True' : ', index=True';
  return {
    ...view,
    ...columnOptionsOf(field, names, indexed),
    relationship,
    target,
    relationshipAnnotation: annotationOf(target, field.optional ? ' | None' : ''),
    relationshipArguments: [
      ...(otherTargets.includes(field.target) ? [`foreign_keys=[${attribute}]`] : []),
      // A row that refers to itself has to let go of itself before it can be deleted.
      ...(target.self ? [`remote_side=lambda: ${target.Model}.id`, 'post_update=True'] : []),
    ].join(', '),
  };
}

/** Returns the argument that says what the database does when the row that a field refers to is deleted. */
function onDeleteOf(field: FieldSpec): string[] {
  const rules = { cascade: 'CASCADE', null: 'SET NULL' } as const;
  const rule = field['on-delete'];
  return rule === undefined ? [] : [`ondelete="${rules[rule]}"`];
}

/**
 * Returns what answers show of what a reference points to, if they show more than its id.
 *
 * @param fields those of the feature, to which the reference may point itself.
 * @throws UsageError for what it does not have, or what nobody is shown.
 */
function viewEmbed(
  reference: ReferenceView,
  fields: readonly FieldView[],
  Feature: string,
  own: (name: string) => string,
): EmbedView[] {
  const { relationship, spec, target } = reference;
  if (spec.embed === undefined) return [];
  const shown = target.self ? shownOf(fields) : (target.shown ?? []);
  const columns = embeddedNames(spec.embed).map((name) => {
    const column = shown.find((each) => each.name === name);
    if (column !== undefined) return column;
    const names = shown.map((each) => each.name);
    const allowed =
      names.length > 0 ? `Allowed: ${names.join(', ')}.` : 'It has no field that can be shown.';
    throw new UsageError(
      `field "${spec.name}": answers cannot show "${name}" of ${spec.target}, which ${isSecret(name) ? 'nobody is shown' : 'has no such field with a plain value that is shown'}. ` +
        `${meant(suggest(name, names))}${allowed}`,
      { place: `fields.${spec.name}`, suggestion: suggest(name, names) },
    );
  });
  const Class = own(`${pascalOf(spec.name)}Of${Feature}`);
  return [
    {
      reference,
      Class,
      key: spec.name,
      attribute: relationship,
      annotation: Class + (spec.optional ? ' | None' : ''),
      columns,
    },
  ];
}

/** Returns those of the fields of a feature that its own rows can show of each other. */
function shownOf(fields: readonly FieldView[]): ShownColumn[] {
  return fields.flatMap(({ attribute, key, plainType, spec }) => {
    const isEnum = spec.type === 'enum';
    const plain = isEnum ? 'str' : plainType;
    if (spec.private || spec.type === 'ref' || !isPlainType(plain) || isSecret(key)) return [];
    return [{ name: key, attribute, type: spec.optional ? `${plain} | None` : plain, isEnum }];
  });
}

function viewLink(
  field: FieldSpec,
  names: FieldNames,
  target: TargetView,
  owner: NamesView,
): LinkView {
  const item = singularOf(field.name);
  const table = `${owner.feature}_${field.name}`;
  const ownColumn = `${owner.feature}_id`;
  const targetColumn = `${item}_id` === unmarked(ownColumn) ? `related_${item}_id` : `${item}_id`;
  const joined = (column: string) => `lambda: ${target.Model}.id == ${table}.c.${column}`;
  const { ids } = target;
  const most = field.max ?? (ids.isLimited ? definitionOf('refs').lengths?.usual : undefined);
  const limits: Constraint[] = most === undefined ? [] : [['max_length', `${most}`]];
  const view = viewOf(field, names, annotated(`list[${ids.listed}]`, limits), '', {
    plain: `list[${ids.plain}]`,
    column: { name: '' },
    migration: '',
    initial: undefined,
    sample: '[]',
    otherSample: '[]',
    sampleOfN: '[]',
    invalid: [
      `[${ids.invalidListed}]`,
      '"not-a-list"',
      ...(most === undefined ? [] : [`[${ids.sampleInJson ?? ids.sample}] * ${Number(most) + 1}`]),
    ],
  });
  return {
    ...view,
    assignment: ' = Field(default_factory=list)',
    relationship: names.relationship,
    target,
    relationshipAnnotation: annotationOf(target),
    joins: target.self
      ? `primaryjoin=${joined(ownColumn)}, secondaryjoin=${joined(targetColumn)},`
      : '',
    table,
    ownColumn,
    targetColumn,
  };
}

/**
 * Works out what templates see of the parts that a field has.
 *
 * @param said what one of them has.
 * @param part the same, seen as a feature.
 * @param whole the feature that they are parts of, in snake_case.
 * @param suffix what the classes of models end with.
 */
function viewPart(
  spec: FieldSpec,
  { attribute, columnName, filter, key }: FieldNames,
  said: PartSpec,
  part: FeatureView,
  whole: string,
  suffix: string,
): PartView {
  const Model = part.Feature + suffix;
  const Given = suffix === '' ? `${part.Feature}Input` : part.Feature;
  // What the domain knows it as has the names of Python alone.
  const isRenamed = part.fields.some((field) => field.isRenamed);
  const Body = suffix !== '' && isRenamed ? `${part.Feature}Input` : undefined;
  const Shown = `${part.Feature}Response`;
  const unique = said.fields.find((field) => field.unique);
  const distinct = part.fields.find((field) => field.spec.name === unique?.name);
  const check = `_with_distinct_${attribute}`;
  const least = spec.min === undefined || spec.min === '0' ? '' : `min_length=${spec.min}, `;
  const limits = `Field(${least}max_length=${mostOf(spec)})`;
  const rules = distinct === undefined ? limits : `${limits}, AfterValidator(${check})`;
  const typeOf = (each: string) => `Annotated[list[${each}], ${rules}]`;
  const checkedType = typeOf(Given);
  const plainType = `list[${Shown}]`;
  const isFilled = least !== '';
  return {
    field: {
      spec,
      attribute,
      key,
      filter,
      columnName,
      isRenamed: key !== attribute,
      label: spec.name.replaceAll('_', ' '),
      checkedType,
      queryType: checkedType,
      checkedAnnotation: checkedType,
      ...(Body === undefined ? {} : { bodyType: typeOf(Body) }),
      plainType,
      plainAnnotation: plainType,
      shownAnnotation: plainType,
      assignment: isFilled ? '' : ' = Field(default_factory=list)',
      defaultValue: undefined,
      defaultIsCall: false,
      defaultInJson: undefined,
      column: '',
      columnType: { name: '' },
      columnArguments: '',
      columnDefault: '',
      columnOptions: '',
      migrationOptions: '',
      serverDefault: '',
      migrationDefault: '',
      condition: undefined,
      migration: '',
      sample: '[]',
      otherSample: '[]',
      sampleOfN: '[]',
      invalid: [
        '"not-a-list"',
        '[{"shoe_size": 1}]',
        `[{}] * ${mostOf(spec) + 1}`,
        ...(isFilled ? ['[]'] : []),
      ],
    },
    part,
    Model,
    Given,
    Body,
    Shown,
    wholeColumn: `${whole}_id`,
    distinct,
    check,
  };
}

function viewCallerLink(field: FieldSpec, target: TargetView, owner: NamesView): CallerLinkView {
  const { name } = field;
  const item = singularOf(name);
  return {
    spec: field,
    name,
    label: humanOf(name),
    item,
    Item: pascalOf(item),
    count: countOf(name),
    linked: linkedOf(field),
    target,
    table: `${owner.feature}_${name}`,
    ownColumn: `${owner.feature}_id`,
    targetColumn: `${target.feature}_id`,
  };
}

function annotationOf({ Model, self }: TargetView, nullable = ''): string {
  return self ? `"${Model}${nullable}"` : Model + nullable;
}

function viewOf(
  spec: FieldSpec,
  names: FieldNames,
  type: string,
  column: string,
  python: Omit<PythonField, 'checked'>,
  query = type,
): FieldView {
  const nullable = spec.optional ? ' | None' : '';
  const constraint = spec.unique ? ', unique=True' : '';
  const { attribute, columnName, filter, key } = names;
  const { column: columnType, initial, plain, shown: _, ...rest } = python;
  return {
    ...rest,
    spec,
    attribute,
    key,
    filter,
    isRenamed: key !== attribute,
    columnName,
    label: humanOf(spec.name),
    checkedType: type,
    queryType: query,
    checkedAnnotation: type + nullable,
    plainType: plain,
    plainAnnotation: plain + nullable,
    shownAnnotation: plain + nullable,
    defaultValue: initial?.text,
    defaultIsCall: initial?.isCall ?? false,
    defaultInJson: initial?.inJson,
    assignment: assignmentOf(initial) + waiverOf(attribute, initial),
    column,
    columnType,
    columnArguments: namesColumn(names) ? `${pythonString(columnName)}, ${column}` : column,
    columnDefault: spec.readonly || spec.flow !== undefined ? columnDefaultOf(initial) : '',
    ...columnOptionsOf(spec, names, constraint),
  };
}

/** Returns the annotation of a value in a URL; undefined if it is checked as in JSON. */
function queryOf({ checked, plain }: PythonField, dialect: Dialect): string | undefined {
  if (checked.name === 'StrictBool') return plain;
  const { name, ofColumn = [], within } = checked;
  return within && dialect.annotation({ name, constraints: ofColumn });
}

function assignmentOf(initial: InitialValue | undefined): string {
  if (initial === undefined) return '';
  const { isCall, text } = initial;
  return isCall ? ` = Field(default_factory=lambda: ${text})` : ` = ${text}`;
}

/** Names of what linters take the text of for a secret. */
const SECRET = /(?:^|_)(?:pass?wo?r?d|pass(?:phrase)?|pwd|token|secrete?)(?:_|$)/;

/** Tells linters that the default of a field with such a name is no secret. */
function waiverOf(attribute: string, initial: InitialValue | undefined): string {
  return SECRET.test(attribute) && initial?.text.startsWith('"') ? '  # noqa: S105' : '';
}

function columnDefaultOf(initial: InitialValue | undefined): string {
  if (initial === undefined || initial.text === 'None') return '';
  return `, default=${initial.isCall ? 'lambda: ' : ''}${initial.text}`;
}

/** Suffixes of class names in a slice, which an alias or an enum must not take. */
const TAKEN_SUFFIXES = new Set([
  'Input',
  'Base',
  'Changes',
  'Client',
  'ConflictError',
  'Create',
  'Detail',
  'Draft',
  'Id',
  'List',
  'ListParams',
  'ListResponse',
  'Model',
  'Out',
  'Page',
  'Public',
  'Query',
  'Read',
  'Repo',
  'Repository',
  'Response',
  'Schema',
  'Service',
  'Sort',
  'Update',
  'WebhookService',
]);

/**
 * Returns the class of an enum.
 *
 * @param feature the feature in PascalCase.
 * @param field the name of the field.
 */
export function enumClassOf(feature: string, field: string): string {
  const suffix = pascalOf(field);
  const isTaken = TAKEN_SUFFIXES.has(suffix) || isLanguageName(feature + suffix);
  return feature + (isTaken ? `${suffix}Value` : suffix);
}

/**
 * Returns the alias that defines a constrained type once; undefined if it would make a line too
 * long.
 */
function aliasFor(
  attribute: string,
  { checked: { constraints = [] }, initial }: PythonField,
  name: string,
): string | undefined {
  if (constraints.length === 0) return undefined;
  const line = `    ${attribute}: ${name} | None${assignmentOf(initial)}`;
  return unmarked(line).length <= LINE_LENGTH ? name : undefined;
}

/**
 * Returns the refusal of a reference to a model that does not exist.
 *
 * @param known the models of the project, by the names of their features.
 */
export function unknownTarget({ name, target }: FieldSpec, known: readonly string[]): RefusalError {
  return new RefusalError(
    `field "${name}" refers to ${target}, but the project has no such model. ` +
      `It has: ${known.toSorted().join(', ') || 'none'}. Add the feature ${target} first, or correct the name.`,
    { place: `fields.${name}` },
  );
}

function findTarget(
  field: FieldSpec,
  models: readonly ProjectModel[],
  dialect: Dialect,
): TargetView {
  // Other people's classes may be called APIKey, which a target is never.
  const model =
    models.find(({ name }) => name === field.target) ??
    models.find(({ name }) => pascalOf(name) === field.target);
  if (model === undefined) {
    throw unknownTarget(
      field,
      models.map(({ name }) => name),
    );
  }
  const { natural } = model.id;
  return {
    ...viewNames(model.names),
    self: false,
    isPublished: model.isPublished,
    kept: model.isKept,
    Model: model.className,
    table: model.table,
    key: natural?.key ?? model.id.name,
    keyColumn: natural?.column ?? model.id.name,
    ids: natural === undefined ? dialect.ids[model.id.kind] : naturalIdText(natural),
    shown: model.shown,
  };
}

function distinctTargets(fields: readonly (ReferenceView | LinkView)[]): TargetView[] {
  const byFeature = new Map(fields.map(({ target }) => [target.feature, target]));
  return [...byFeature.values()].filter((target) => !target.self);
}

/** Whether a field refers to its own feature. */
export function refersToItself(field: FieldView | ReferenceView | LinkView): boolean {
  return 'target' in field && field.target.self;
}

function isFilterable({ spec }: FieldView): boolean {
  const { isFilter, isIncomparable } = definitionOf(spec.type);
  return !isIncomparable && (isFilter || spec.index || spec.unique);
}

function guard(access: Access, guards: GuardConvention): string {
  switch (access.kind) {
    case 'public':
      return '';
    case 'user':
    case 'owner':
      return guards.user;
    case 'roles':
      return guards.roles(access.roles.map(pythonString).join(', '));
  }
}

/** `send_again`, done with a letter: `Send a letter again`. */
function sentenceOf(action: string, aLabel: string): string {
  const [verb = '', ...rest] = action.split('_');
  return [capitalised(verb), aLabel, ...rest].join(' ');
}

function humanOf(snake: string): string {
  return snake.replaceAll('_', ' ');
}
