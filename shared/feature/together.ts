/**
 * Fields that mean something together: no two rows have the same values in all of them, or an index
 * is over all of them.
 */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import { isTooLong, longConstraint } from './field/column-name.js';
import { FEWEST_UNIQUE_VALUES } from './field/definition.js';
import { keyOfField } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { definitionOf, hasColumn, hasOwnTable, pythonField, settingsOf } from './field/types.js';
import type { FeatureNames } from './naming.js';

/** Names of fields, in the order of the columns. */
export type Together = readonly string[];

/** What several fields can have together, as the modifier of a single one is called. */
export type Togetherness = 'unique' | 'index';

/** Several of them: each joined by `+`, or in an array. */
export type TogetherInput = string | readonly (string | readonly string[])[];

/** What is known about the feature, and where it was said. */
interface TogetherContext {
  readonly names: FeatureNames;
  readonly fields: readonly FieldSpec[];
  /** Where they were given: `--unique`. */
  readonly place: string;
}

/** The columns that every table has, over which an index can be. */
export const TIMES = ['created_at', 'updated_at'] as const;

/** PostgreSQL takes 32 columns, and in domain-routes the owner is one of them and what the row is nested in another one. */
const MOST_COLUMNS = 30;

/** What an entry of an index of PostgreSQL holds in bytes, less its head and the id of an owner. */
const ROOM = 2704 - 32;

/** How many bytes of it a value takes that is not text, and what comes on top of a text. */
const ROOM_FOR_VALUE = 16;
const ROOM_ON_TOP = 8;

/** The longest value of an enum. */
const LONGEST_MEMBER = 50;

/**
 * Reads which fields belong together.
 *
 * @throws UsageError for fewer than two that are not a time of a row, for names that are no fields or appear twice, for types without an index, for
 *   what is too long for one, and for what can hardly be unique.
 */
export function parseTogether(
  input: TogetherInput,
  what: Togetherness,
  context: TogetherContext,
): readonly Together[] {
  const entries = typeof input === 'string' ? [input] : input;
  const read = entries.map((entry) => readOne(entry, what, context));
  for (const [index, one] of read.entries()) refuseAgain(one, read.slice(0, index), what, context);
  return read;
}

/**
 * Returns what is left of fields that belong together where fields get other names or go: what one belonged to goes with
 * it.
 */
export function carryTogether(
  together: readonly Together[],
  renamed: ReadonlyMap<string, string>,
  dropped: ReadonlySet<string>,
): readonly Together[] {
  return together
    .filter((names) => !names.some((name) => dropped.has(name)))
    .map((names) => names.map((name) => renamed.get(name) ?? name));
}

/** Returns the name of the constraint or index over several columns. */
export function nameTogether(
  what: Togetherness,
  table: string,
  columns: readonly string[],
): string {
  return `${what === 'unique' ? 'uq' : 'ix'}_${[table, ...columns].join('_')}`;
}

/** Whether rows can easily differ in a field alone: it refers to another row, or has many values. */
export function hasManyValues(field: FieldSpec, { pascal }: Pick<FeatureNames, 'pascal'>): boolean {
  if (field.type === 'ref') return field.target !== pascal;
  // All rows begin in the same state.
  if (!settingsOf(field.type).includes('unique') || field.flow !== undefined) return false;
  try {
    pythonField({ ...field, unique: true }, { enumClass: 'Values', featureLabel: pascal });
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

function readOne(
  entry: string | readonly string[],
  what: Togetherness,
  context: TogetherContext,
): Together {
  const given = typeof entry === 'string' ? entry.split('+').map((name) => name.trim()) : entry;
  const said = given.join('+');
  const { fields } = context;
  const [only, second] = given;
  const isTime = what === 'index' && (TIMES as readonly string[]).includes(only ?? '');
  if (only === undefined || (second === undefined && !isTime)) {
    const advice =
      only === undefined || only === ''
        ? 'Join the names of at least two fields: order+product.'
        : `For one field alone, say it with the field: ${only}:...:${what}. For several, join their names: ${only}+OTHER.`;
    throw refusal(context, `"${said}" is not several fields. ${advice}`);
  }
  const known = [...fields.map(({ name }) => name), ...(what === 'index' ? TIMES : [])];
  for (const [index, name] of given.entries()) {
    if (!known.includes(name)) throw unknown(name, known, what, context);
    if (given.indexOf(name) !== index) {
      throw refusal(context, `"${said}" has the field "${name}" twice. Remove one of them.`);
    }
  }
  if (given.length > MOST_COLUMNS) {
    throw refusal(
      context,
      `"${said}" has ${given.length} fields, but an index holds ${MOST_COLUMNS} at most. Leave some out.`,
    );
  }
  const members = fields.filter(({ name }) => given.includes(name));
  for (const member of members) refuseType(member, said, context);
  // In domain-routes, an index begins with what the row is nested in, too.
  const room = what === 'unique' ? ROOM : ROOM - ROOM_FOR_VALUE;
  refuseLong(members, said, room, context);
  if (what === 'unique') refuseUseless(members, said, context);
  return given;
}

function refusal({ place }: TogetherContext, message: string, suggestion?: string): UsageError {
  return new UsageError(`${place}: ${message}`, { place, suggestion });
}

function unknown(
  name: string,
  known: readonly string[],
  what: Togetherness,
  context: TogetherContext,
): UsageError {
  const keyed = context.fields.find((field) => keyOfField(field.name, field.type) === name)?.name;
  const near = keyed ?? suggest(name, known);
  const isTime = (TIMES as readonly string[]).includes(name) && what === 'unique';
  const complaint = isTime
    ? `"${name}" is when a row was written, which says nothing about what it is.`
    : `there is no field "${name}".`;
  return refusal(context, `${complaint} ${meant(near)}Allowed: ${known.join(', ')}.`, near);
}

function refuseType({ name, type }: FieldSpec, said: string, context: TogetherContext): void {
  if (settingsOf(type).includes('index') || type === 'slug') return;
  const reason = !hasColumn(type)
    ? `it has ${hasOwnTable(type) ? 'a table of its own' : 'no column'}`
    : `a ${type} can be longer than an index holds`;
  throw refusal(
    context,
    `"${name}" in "${said}" is ${type}, which cannot be indexed: ${reason}. Leave it out, or give it another type.`,
  );
}

function refuseLong(
  members: readonly FieldSpec[],
  said: string,
  room: number,
  context: TogetherContext,
): void {
  const texts = members.filter((field) => longestOf(field) !== undefined);
  const bytes = members.reduce((sum, field) => sum + roomOf(field), 0);
  if (bytes <= room || texts.length === 0) return;
  const others = (members.length - texts.length) * ROOM_FOR_VALUE + texts.length * ROOM_ON_TOP;
  const most = Math.floor((room - others) / 4);
  const lengths = texts.map((field) => `${field.name} ${longestOf(field)}`).join(', ');
  throw refusal(
    context,
    `"${said}" can be too long for an index: its texts have up to ${texts.reduce((sum, field) => sum + (longestOf(field) ?? 0), 0)} characters, each of up to 4 bytes (${lengths}). ` +
      `Allow at most ${most} together, with max=N.`,
  );
}

/** Returns how many characters a text has at most; undefined for what is no text. */
function longestOf({ max, type }: FieldSpec): number | undefined {
  if (type === 'enum') return LONGEST_MEMBER;
  const { lengths } = definitionOf(type);
  return lengths?.unit === 'characters' ? Number(max ?? lengths.usual) : undefined;
}

function roomOf(field: FieldSpec): number {
  const longest = longestOf(field);
  if (longest !== undefined) return 4 * longest + ROOM_ON_TOP;
  // Four digits are two bytes.
  return Math.max(ROOM_FOR_VALUE, ROOM_ON_TOP + Math.ceil((field.precision ?? 0) / 4) * 2);
}

/** @throws UsageError for what says nothing more than a single field, or leaves room for hardly any row. */
function refuseUseless(
  members: readonly FieldSpec[],
  said: string,
  context: TogetherContext,
): void {
  const alone = members.find(({ unique }) => unique);
  if (alone !== undefined) {
    throw refusal(
      context,
      `"${alone.name}" is unique by itself, so "${said}" says nothing more. Leave one of the two out.`,
    );
  }
  if (members.every((field) => field.default !== undefined)) {
    throw refusal(
      context,
      `all fields of "${said}" have a default, so the second row to use them would be refused. Remove one of the defaults.`,
    );
  }
  if (members.some((field) => !field.readonly && hasManyValues(field, context.names))) return;
  throw refusal(
    context,
    `"${said}" allows hardly any row: none of its fields that callers set refers to another feature or has at least ` +
      `${FEWEST_UNIQUE_VALUES} values. Add a field that tells rows apart.`,
  );
}

/** @throws UsageError for the same fields again, and for a name that another constraint has. */
function refuseAgain(
  one: Together,
  earlier: readonly Together[],
  what: Togetherness,
  context: TogetherContext,
): void {
  // What is unique in one order is so in any; an index is not.
  const keyOf = (fields: Together) => (what === 'unique' ? fields.toSorted() : fields).join('+');
  if (earlier.some((each) => keyOf(each) === keyOf(one))) {
    throw refusal(context, `"${one.join('+')}" appears twice. Remove one of them.`);
  }
  const { table } = context.names;
  const columnOf = (name: string) => {
    const field = context.fields.find((each) => each.name === name);
    return field === undefined ? name : (field.column ?? keyOfField(field.name, field.type));
  };
  const name = nameTogether(what, table, one.map(columnOf));
  const taken = [
    ...context.fields.map((field) => nameTogether(what, table, [columnOf(field.name)])),
    ...earlier.map((each) => nameTogether(what, table, each.map(columnOf))),
  ];
  if (taken.includes(name)) {
    throw refusal(
      context,
      `"${one.join('+')}" would be called "${name}" in the database, as something else is. Rename one of the fields.`,
    );
  }
  if (isTooLong(name)) throw refusal(context, `"${one.join('+')}" ${longConstraint(name)}`);
}
