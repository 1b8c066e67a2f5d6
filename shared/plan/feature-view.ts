/**
 * What a template sees of a feature: names, fields and access, each ready to be used in Python
 * source.
 *
 * Names are spelt the way their values are: `Feature` is `OrderItem`, `feature` is `order_item`. A
 * template therefore reads like the Python it becomes.
 */

import type { Access, Action } from '../feature/access.js';
import type { ActionSpec } from '../feature/actions.js';
import type { Endpoint } from '../feature/endpoints.js';
import type { PythonField } from '../feature/field/definition.js';
import type { ColumnType, Dialect, IdText } from '../feature/field/dialect.js';
import type { OwnAttributes } from '../feature/field/names.js';
import type { FieldSpec } from '../feature/field/spec.js';
import type { JsonCase } from '../feature/json-case.js';
import type { OwnerRule } from '../feature/ownership.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Circles } from '../project/circles.js';
import type { GuardConvention, ModelConvention } from '../project/conventions.js';
import type { ProjectModel } from '../project/founded.js';
import type { ShownColumn } from '../project/shown-columns.js';
import type { PythonImport } from '../python/imports.js';
import type { Comparison } from './comparisons.js';
import type { ColumnOptions } from './field-columns.js';
import type { NamesView, ParentView } from './names-view.js';
import type { Marking } from './own-names.js';

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
  /** What the API calls it: `type`, `unit_price`. */
  readonly key: string;
  /** The same as JSON spells it: `unitPrice`. */
  readonly json: string;
  /** What lists call it when they are filtered by it. */
  readonly filter: string;
  /** Whether JSON calls it otherwise than Python does, however words are joined. */
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

/** What says how many rows a row is linked to, or consists of. */
export interface CountView {
  /** What answers call it: `tag_count`. */
  readonly key: string;
  /** The same as JSON spells it. */
  readonly json: string;
  /** Whether JSON calls it otherwise than Python does, however words are joined. */
  readonly isRenamed: boolean;
  /** The attribute of answers and rows. */
  readonly attribute: string;
  /** The name of the field whose rows it counts: `tags`. */
  readonly of: string;
  /** That field in words. */
  readonly label: string;
  /** The attributes that have them: in a row of the table, and of the domain. */
  readonly counted: { readonly relationship: string; readonly attribute: string };
}

/** What answers show of the row that a reference points to where callers ask for it. */
export interface IncludeView extends EmbedView {
  /** The relationship that is loaded then: `customer_row`. */
  readonly loaded: string;
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

/** A link of which each one is added and removed by itself, too. */
export interface EachLinkView extends LinkView {
  /** The same in sentences: `tags`. */
  readonly labels: string;
  /** One of them, in sentences: `tag`. */
  readonly itemLabel: string;
  /** The same with an article. */
  readonly anItem: string;
  /** The same as a part of the name of a function: `tag`. */
  readonly item: string;
  /** The same as a part of the name of a class: `Tag`. */
  readonly Item: string;
  /** All of them as a part of the name of a class: `Tags`. */
  readonly Items: string;
  /** The most that a row can be linked to. */
  readonly most: number;
  /** The same in Python: the number, or the constant that has it. */
  readonly limit: string;
  /** What refusals call it: the field that has ids, or the path of the URL where there is none. */
  readonly said: string;
  /** Whether it leads to so many rows that no request and no answer has their ids. */
  readonly isLarge: boolean;
}

/** A link to so many rows that no request and no answer has their ids: these say how many there are. */
export interface LargeLinkView extends EachLinkView {
  /** What answers and rows call how many there are: `tracks_count`. */
  readonly count: string;
  /** The relationship that has what is counted, if anything is: `counted_tracks`. */
  readonly counted: string;
  /** The class of that: `PlaylistTracksCount`. */
  readonly Count: string;
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

/** One side of a pair: a reference under which rows are listed. */
export interface PairSideView {
  readonly reference: ReferenceView;
  /** Its parameter in functions, and in the paths of URLs: `team_id`. */
  readonly parameter: string;
  /** The annotation that checks it in a path: `EntityId`. */
  readonly pathType: string;
  /** The attribute of query strings that filters by several of it, beside `filter`: `team_id_in`. */
  readonly chosenBy: string;
}

/** Two references by which a row is found and put. */
export interface PairView {
  /** Whether the second is whoever has signed in, whom URLs call `me`. */
  readonly isOfCaller: boolean;
  /** Whether everybody has a row of their own for the same pair, which nobody else finds by it. */
  readonly isOwn: boolean;
  /** The side under which it is put. */
  readonly first: PairSideView;
  readonly second: PairSideView;
  readonly sides: readonly PairSideView[];
  /** Those that URLs name: both, or all but whoever has signed in. Rows are listed under them. */
  readonly named: readonly PairSideView[];
  /** What a request says of the row besides. */
  readonly rest: readonly FieldView[];
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
  /** Whether it has come later and leads back to the feature: rows are there before what they refer to by such a field. */
  readonly closes: boolean;
  /** Whether it refers to the feature by a column of its own table. */
  readonly refersBack: boolean;
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
  /** Returns a name as the JSON of the project spells it: `unitPrice`. */
  inJson(name: string): string;
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
  /** All fields, in their order, without the links of the caller and large ones. */
  readonly fields: readonly FieldView[];
  /** Those by which a row is looked up, besides its id. */
  readonly lookups: readonly LookupView[];
  /** The two references by which a row is found and put, if it is. */
  readonly pair: PairView | undefined;
  /** By what words its list is searched, if it is. */
  readonly search: SearchView | undefined;
  /** What rows have besides, set by themselves: their version, if they have one. */
  readonly implied: readonly FieldView[];
  /** Fields with their own column, those that are implied included: all but `refs`. */
  readonly columns: readonly FieldView[];
  readonly references: readonly ReferenceView[];
  /** What answers show of what it refers to. */
  readonly embeds: readonly EmbedView[];
  /** What callers can ask for of the rows that its rows refer to. */
  readonly includes: readonly IncludeView[];
  readonly links: readonly LinkView[];
  /** What its rows consist of. */
  readonly parts: readonly PartView[];
  /** The links that users make and undo for themselves; they are none of the fields. */
  readonly callerLinks: readonly CallerLinkView[];
  /** Those of its links of which each one is added and removed by itself, too. */
  readonly eachLinks: readonly (EachLinkView | LargeLinkView)[];
  /** Those of these that lead to so many rows that answers say how many there are; they are none of the fields. */
  readonly largeLinks: readonly LargeLinkView[];
  /** What counts its links and parts, but for links of the caller and large ones, which say how many they are themselves. */
  readonly counts: readonly CountView[];
  /** The distinct features that it refers to, without itself. */
  readonly targets: readonly TargetView[];
  /** Those of them that its model can import, as they do not lead back to it, and those that it knows only by name. */
  readonly targetsBefore: readonly TargetView[];
  readonly targetsAfter: readonly TargetView[];
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
  /** The fields by whose beginning a list can be filtered. */
  readonly prefixed: readonly FieldView[];
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
    readonly json?: JsonCase;
  };
  /** The fields of users that others see, if its users are ours. */
  readonly usersShow?: readonly string[];
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
  /** Which of those it refers to lead back to it. */
  readonly circles?: Circles;
  /** What its classes have besides, so that no field can be called so in Python. */
  readonly hidden?: readonly string[];
}

/** Whether a field refers to its own feature, or to one that leads back to it: a row can only have it later. */
export function isLeftOpen(field: FieldView | ReferenceView | LinkView): boolean {
  return 'target' in field && (field.target.self || field.target.closes);
}

/** Whether a field refers to a feature that has come later and leads back. */
export function comesLater(field: FieldView | ReferenceView | LinkView): boolean {
  return 'target' in field && field.target.closes;
}
