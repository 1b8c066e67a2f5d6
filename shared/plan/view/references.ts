/** Works out what templates see of what rows refer to. */
import { RefusalError, UsageError } from '../../errors.js';
import type { Access } from '../../feature/access.js';
import { countOf, linkedOf } from '../../feature/caller-links.js';
import {
  annotated,
  type ColumnType,
  type Constraint,
  called,
  type Dialect,
} from '../../feature/field/dialect.js';
import { embeddedNames } from '../../feature/field/embed.js';
import type { FieldNames } from '../../feature/field/names.js';
import { naturalIdText } from '../../feature/field/natural-ids.js';
import type { FieldSpec } from '../../feature/field/spec.js';
import { definitionOf } from '../../feature/field/types.js';
import { isLargeLink } from '../../feature/large-links.js';
import { article, pascalOf, singularOf } from '../../feature/naming.js';
import type { ProjectModel } from '../../project/founded.js';
import { isPlainType, isSecret, type ShownColumn } from '../../project/shown-columns.js';
import { meant, suggest } from '../../suggestion.js';
import type {
  CallerLinkView,
  CountView,
  EachLinkView,
  EmbedView,
  FieldView,
  IncludeView,
  LargeLinkView,
  LinkView,
  PartView,
  ReferenceView,
  TargetView,
} from '../feature-view.js';
import { columnOptionsOf } from '../field-columns.js';
import { type NamesView, viewNames } from '../names-view.js';
import { unmarked } from '../own-names.js';
import { humanOf, viewOf } from './field.js';

/** Returns the targets of the other `ref` fields. */
export function targetsBeside(
  field: FieldSpec,
  siblings: readonly FieldSpec[],
): (string | undefined)[] {
  return siblings.flatMap((other) =>
    other !== field && other.type === 'ref' ? [other.target] : [],
  );
}

/**
 * Works out what templates see of a field that refers to a row.
 *
 * @param otherTargets what else refers to users or rows from the same table: several of the same have to be told apart.
 */
export function viewReference(
  field: FieldSpec,
  names: FieldNames,
  target: TargetView,
  otherTargets: readonly (string | undefined)[],
): ReferenceView {
  const { attribute, relationship } = names;
  const { ids, key, keyColumn, table } = target;
  const rule = onDeleteOf(field);
  const column: ColumnType = {
    name: 'ForeignKey',
    arguments: [
      `"${table}.${key}"`,
      ...rule,
      // Tables of a circle have no order until one of its keys comes after both.
      ...(target.closes ? ['use_alter=True'] : []),
    ],
  };
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
      ...(otherTargets.includes(field.target) || target.refersBack
        ? [`foreign_keys=[${attribute}]`]
        : []),
      // A row that refers to itself has to let go of itself before it can be deleted.
      ...(target.self ? [`remote_side=lambda: ${target.Model}.id`] : []),
      ...(target.self || target.closes ? ['post_update=True'] : []),
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
 * @param answering who is answered with rows: those who read and write them, and those of actions.
 * @param usersShow the fields of users that others see, if these are users of ours.
 * @throws UsageError for what it does not have, what nobody is shown, and what strangers would be shown of people.
 */
export function viewEmbed(
  reference: ReferenceView,
  fields: readonly FieldView[],
  Feature: string,
  own: (name: string) => string,
  answering: readonly Access[],
  usersShow: readonly string[] | undefined,
): EmbedView[] {
  const { relationship, spec, target } = reference;
  if (spec.embed === undefined) return [];
  const shown = shownOfTarget(target, fields);
  const columns = embeddedNames(spec.embed).map((name) => {
    if (usersShow !== undefined) refuseStrangers(spec, name, answering, usersShow);
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

/** @throws UsageError if strangers would be shown what people tell of themselves, but for what others see of them. */
function refuseStrangers(
  { caller, name: field, target }: FieldSpec,
  name: string,
  answering: readonly Access[],
  usersShow: readonly string[],
): void {
  const isStaff = ({ kind }: Access) => kind === 'roles' || (kind === 'owner' && caller === true);
  if (target !== 'User' || usersShow.includes(name) || answering.every(isStaff)) return;
  const shown =
    usersShow.length > 0
      ? `Others see ${usersShow.join(', ')}: embed=${usersShow.join('+')}.`
      : 'Others see nothing of users here.';
  throw new UsageError(
    `field "${field}": answers would show "${name}" of people to strangers. ${shown} ` +
      'Say what others see where a project begins, in a spec file: user: { fields: { username: str=50:unique }, others: [username] }; ' +
      'or let only admins read and write: --read admin --write admin.',
    { place: `fields.${field}`, suggestion: usersShow[0] },
  );
}

/**
 * Returns what answers show of what a reference points to where callers ask for it: all that they can be shown.
 *
 * @param attribute that of answers, which the relationship must not be called as.
 * @param fields those of the feature, to which the reference may point itself.
 */
export function viewInclude(
  reference: ReferenceView,
  attribute: string,
  fields: readonly FieldView[],
  Feature: string,
  own: (name: string) => string,
): IncludeView {
  const { relationship, spec, target } = reference;
  const Class = own(`${pascalOf(spec.name)}Of${Feature}`);
  return {
    reference,
    Class,
    key: spec.name,
    attribute,
    loaded: relationship,
    annotation: `${Class} | None`,
    columns: shownOfTarget(target, fields),
  };
}

function shownOfTarget(target: TargetView, fields: readonly FieldView[]): readonly ShownColumn[] {
  return target.self ? shownOf(fields) : (target.shown ?? []);
}

/** Returns those of the fields of a feature that its own rows can show of each other. */
export function shownOf(fields: readonly FieldView[]): ShownColumn[] {
  return fields.flatMap(({ attribute, key, plainType, spec }) => {
    const isEnum = spec.type === 'enum';
    const plain = isEnum ? 'str' : plainType;
    if (spec.private || spec.type === 'ref' || !isPlainType(plain) || isSecret(key)) return [];
    return [{ name: key, attribute, type: spec.optional ? `${plain} | None` : plain, isEnum }];
  });
}

/**
 * Works out what templates see of a field that refers to several rows, by a table of its own.
 *
 * @param owner the feature that has the field.
 */
export function viewLink(
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

/** Works out what templates see of a link of which each one is added and removed by itself, too. */
export function viewEachLink(link: LinkView): EachLinkView {
  const { name } = link.spec;
  const item = singularOf(name);
  return {
    ...link,
    labels: humanOf(name),
    itemLabel: humanOf(item),
    anItem: `${article(humanOf(item))} ${humanOf(item)}`,
    item,
    Item: pascalOf(item),
    Items: pascalOf(name),
    ...limitOf(link),
  };
}

/** Returns how many rows one can be linked to, and how that is said. */
function limitOf({ attribute, relationship, spec }: LinkView) {
  const most = Number(spec.max ?? definitionOf('refs').lengths?.usual);
  const isLarge = isLargeLink(spec);
  return {
    most,
    isLarge,
    limit: isLarge ? `MOST_${spec.name.toUpperCase()}` : `${most}`,
    said: isLarge ? relationship : attribute,
  };
}

/**
 * Works out what templates see of a link to so many rows that answers say how many there are.
 *
 * @param counter the field that says so, if one does.
 */
export function viewLargeLink(
  link: LinkView,
  { Feature }: NamesView,
  counter: FieldSpec | undefined,
  own: (name: string) => string,
): LargeLinkView {
  const { name } = link.spec;
  return {
    ...viewEachLink(link),
    count: counter?.name ?? countOf(name),
    counted: countedBy(name),
    Count: own(`${unmarked(Feature)}${pascalOf(name)}Count`),
  };
}

/** Returns the relationship that has how many rows a link leads to: `counted_tracks`. */
export function countedBy(name: string): string {
  return `counted_${name}`;
}

/**
 * Works out what templates see of a link that users make and undo for themselves.
 *
 * @param owner the feature that has the field.
 * @param counter the field that says how many they are, if one does.
 */
export function viewCallerLink(
  field: FieldSpec,
  target: TargetView,
  owner: NamesView,
  counter: FieldSpec | undefined,
): CallerLinkView {
  const { name } = field;
  const item = singularOf(name);
  return {
    spec: field,
    name,
    label: humanOf(name),
    item,
    Item: pascalOf(item),
    count: counter?.name ?? countOf(name),
    linked: linkedOf(field),
    target,
    table: `${owner.feature}_${name}`,
    ownColumn: `${owner.feature}_id`,
    targetColumn: `${target.feature}_id`,
  };
}

/**
 * Works out what templates see of a field that counts the rows of a link or of parts; nothing of one that counts a link
 * of the caller.
 *
 * @param names what it is called.
 */
export function viewCount(
  { source }: FieldSpec,
  { attribute, isRenamed, json, key }: FieldNames,
  links: readonly LinkView[],
  parts: readonly PartView[],
): CountView[] {
  const link = links.find(({ spec }) => spec.name === source);
  const part = parts.find(({ field }) => field.spec.name === source);
  const { attribute: list, spec } = link ?? part?.field ?? {};
  if (list === undefined || spec === undefined) return [];
  return [
    {
      key,
      json,
      isRenamed,
      attribute,
      of: spec.name,
      label: humanOf(spec.name),
      counted: { relationship: link?.relationship ?? list, attribute: list },
    },
  ];
}

function annotationOf({ closes, Model, self }: TargetView, nullable = ''): string {
  return self || closes ? `"${Model}${nullable}"` : Model + nullable;
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

/**
 * Finds what a field refers to.
 *
 * @throws RefusalError if the project has no such model.
 */
export function findTarget(
  field: FieldSpec,
  models: readonly ProjectModel[],
  dialect: Dialect,
): TargetView {
  // Other people's classes may be called APIKey, which a target is never.
  const model =
    models.find(({ name }) => name === field.target) ??
    models.find(({ name }) => pascalOf(name) === field.target) ??
    onlyNamedAfter(field.target, models);
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
    closes: false,
    refersBack: false,
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

/** Returns the one model of a feature, whose class is called otherwise: that of authors is `AuthorModel` in some backends. */
function onlyNamedAfter(
  feature: string | undefined,
  models: readonly ProjectModel[],
): ProjectModel | undefined {
  const [first, ...others] = models.filter(({ names }) => names.pascal === feature);
  return others.length === 0 ? first : undefined;
}

/** Returns each other feature that some of these fields refer to, once. */
export function distinctTargets(fields: readonly (ReferenceView | LinkView)[]): TargetView[] {
  const byFeature = new Map(fields.map(({ target }) => [target.feature, target]));
  return [...byFeature.values()].filter((target) => !target.self);
}
