/**
 * The rules for a valid field, however it was written.
 *
 * The forms (tokens, the objects of spec files) only take a field apart and know where each part
 * was. Every rule is here, once, and complains about a part by throwing a `FieldProblem`.
 */

import { suggest } from '../../suggestion.js';
import { canBeShownAs, linkedOf } from '../caller-links.js';
import { isLargeLink } from '../large-links.js';
import { isPlural, LONGEST_NAME, pluralOf, snakeOf } from '../naming.js';
import { reservedFieldReason } from '../reserved-words.js';
import { checkColumn } from './column-name.js';
import { checkText, withinLength } from './default-values.js';
import { checkEmbed } from './embed.js';
import { checkFlow, startOf } from './flow.js';
import { checkLimits } from './limits.js';
import { keyOfField } from './names.js';
import { patternProblem } from './portable-pattern.js';
import {
  type FieldArgument,
  type FieldLimits,
  FieldProblem,
  type FieldSettings,
  hasControlCharacter,
  helpOnModifier,
  isModifier,
  type Setting,
  turnsDirection,
  VALUE_MODIFIERS,
} from './settings.js';
import type { FieldContext, FieldSpec } from './spec.js';
import { isFilled } from './text-type.js';
import { MOST_LINKED } from './types/refs.js';
import {
  definitionOf,
  FIELD_TYPES,
  type FieldType,
  likelyType,
  settingsOf,
  TYPE_NAMES,
} from './types.js';

/**
 * Looks up a type by its name.
 *
 * @throws FieldProblem for an unknown type, with what was likely meant.
 */
export function requireType(text: string): FieldType {
  const type = FIELD_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  if (text === '') throw new FieldProblem('type', 'the type is missing.', `${typeList()}`);
  const called = /^([a-z]\w*)\s*[([](.*?)[)\]]?$/i.exec(text);
  if (called !== null) {
    const known = likelyType(called[1] ?? '');
    const argument = (called[2] ?? '').replaceAll(/\s*,\s*/g, known === 'decimal' ? '.' : '/');
    const candidate = known && withArgument(known, argument.replaceAll(/["']/g, ''));
    throw new FieldProblem(
      'type',
      `there is no type "${text}".`,
      `An argument comes after an equals sign. ${typeList()}`,
      candidate,
    );
  }
  const [head = ''] = text.split('=');
  if (isModifier(head)) {
    const taking = FIELD_TYPES.find((each) => settingsOf(each).includes(head));
    throw new FieldProblem(
      'type',
      `"${text}" is a modifier, but the type comes before it.`,
      `Write the type too, as in ${taking}:${helpOnModifier(head)[0]}. ${typeList()}`,
    );
  }
  throw new FieldProblem('type', `there is no type "${text}".`, typeList(), likelyType(text));
}

/** Returns how a type is written with an argument; undefined if it has none like that. */
function withArgument(type: FieldType, text: string): string | undefined {
  const { argument } = definitionOf(type);
  if (text === '' || argument === undefined) return text === '' ? type : undefined;
  try {
    const settings = argument.read(text);
    checkLimits(type, settings, argument.check?.('field', settings, TYPE_NAMES) ?? {});
    return `${type}=${text}`;
  } catch (error) {
    if (error instanceof FieldProblem) return undefined;
    throw error;
  }
}

/**
 * Checks everything that was said about a field, and puts it into canonical form.
 *
 * @throws FieldProblem for the first rule that is broken.
 */
export function checkField(
  name: string,
  type: FieldType,
  settings: FieldSettings,
  context: FieldContext = {},
): FieldSpec {
  const checkedName = checkName(name, type, context);
  refuseUnfit(type, settings);
  refuseEmpty(settings);
  const argument = definitionOf(type).argument?.check?.(checkedName, settings, TYPE_NAMES) ?? {};
  const limits = checkLimits(type, settings, argument);
  const pattern = checkPattern(settings.pattern);
  const onDelete = checkOnDelete(settings);
  const embed = settings.embed && checkEmbed(settings.embed, settings);
  const column = checkColumn(settings.column, keyOfField(checkedName, type), context);
  const flow = settings.flow && checkFlow(settings.flow, argument.values ?? []);
  const given = checkDefault(type, settings, { ...argument, ...limits }, pattern);
  const initial = flow ? checkStart(flow, argument, given) : given;
  if (flow) refuseUnfitFlow(settings);
  refuseContradictions(type, settings, initial);
  if (settings.caller) refuseUnfitCaller(checkedName, type, settings, argument, context);
  const as = checkAs(checkedName, type, settings, context);
  return {
    name: checkedName,
    type,
    ...argument,
    optional: settings.optional === true || type === 'file',
    unique: settings.unique === true || type === 'slug',
    index: settings.index === true,
    ...(settings.prefix ? { prefix: true as const } : {}),
    private: settings.private === true,
    readonly: settings.readonly === true || settings.caller === true || type === 'file',
    ...(settings.caller ? { caller: true as const } : {}),
    ...(settings.each ? { each: true as const } : {}),
    ...limits,
    ...(initial === undefined ? {} : { default: initial }),
    ...(flow ? { flow } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...(onDelete === undefined ? {} : { 'on-delete': onDelete }),
    ...(embed ? { embed } : {}),
    ...(as === undefined ? {} : { as }),
    ...(column === undefined ? {} : { column }),
  };
}

/** What can happen to a row when the one it refers to is deleted. */
const ON_DELETE = ['refuse', 'cascade', 'null'] as const;

function checkOnDelete(settings: FieldSettings): 'cascade' | 'null' | undefined {
  const said = settings['on-delete'];
  if (said === undefined) return undefined;
  const known = ON_DELETE.find((each) => each === said);
  if (known === undefined) {
    const allowed = 'Allowed: refuse (the default), cascade, and null if it is optional.';
    const meanings = { restrict: 'refuse', setnull: 'null', delete: 'cascade' } as const;
    const meaning =
      meanings[said.replaceAll(/[^a-z]/gi, '').toLowerCase() as keyof typeof meanings];
    const near = meaning ?? suggest(said, ON_DELETE);
    throw new FieldProblem(
      'on-delete.value',
      `"${said}" is not something that can happen.`,
      allowed,
      near,
    );
  }
  if (known === 'null' && !settings.optional) {
    throw new FieldProblem(
      'on-delete',
      '"on-delete=null" lets the field refer to nothing, but it is required.',
      'Add optional, or use on-delete=cascade.',
    );
  }
  return known === 'refuse' ? undefined : known;
}

// --- names --------------------------------------------------------------------------------------

function checkName(given: string, type: FieldType, context: FieldContext): string {
  /** Only what would itself be accepted is suggested. */
  const accepted = (candidate: string | undefined): string | undefined =>
    candidate !== undefined && isAccepted(candidate, type, context) ? candidate : undefined;
  const fault = nameFault(given);
  if (fault !== undefined) {
    throw new FieldProblem(
      'name',
      `${given === '' ? 'the name is missing' : `"${given}" cannot be a field name: ${fault}`}.`,
      'Field names are in snake_case: the letters a to z, digits and single underscores, starting with a letter.',
      accepted(nameCandidate(given)),
    );
  }
  const name = relationshipName(given, type);
  const [attribute, reason] = reservation(name, type, context) ?? [];
  if (attribute !== undefined) {
    const owners = [context.feature ?? 'item', 'own'];
    const specific = owners.map((owner) => specificName(name, owner)).find(accepted);
    throw new FieldProblem(
      'name',
      `"${attribute}" cannot be a field name: ${reason}.`,
      `Choose a more specific name${specific === undefined ? '' : `, such as "${specific}"`}.`,
    );
  }
  if (isSingular(name, type)) {
    throw new FieldProblem(
      'name',
      `"${name}" is singular, but a refs field holds any number of them.`,
      'For a single one, use ref.',
      accepted(pluralOf(name)),
    );
  }
  return name;
}

function isAccepted(given: string, type: FieldType, context: FieldContext): boolean {
  const name = relationshipName(given, type);
  const isFree = reservation(name, type, context) === undefined;
  return nameFault(given) === undefined && isFree && !isSingular(name, type);
}

/** Returns the first attribute of a field that something else needs, and why. */
function reservation(
  name: string,
  type: FieldType,
  { extraReserved }: FieldContext,
): readonly [attribute: string, reason: string] | undefined {
  for (const attribute of type === 'ref' ? [name, `${name}_id`] : [name]) {
    const reason = reservedFieldReason(attribute, extraReserved);
    if (reason !== undefined) return [attribute, reason];
  }
  return undefined;
}

/** Whether the name of a field that holds several is that of one. */
function isSingular(name: string, type: FieldType): boolean {
  return type === 'refs' && !isPlural(name) && pluralOf(name) !== name;
}

function nameFault(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (/[^ -~]/.test(name)) return 'it contains a letter outside a to z';
  if (/[A-Z]/.test(name)) return 'it contains a capital letter';
  const odd = name.match(/[^a-z0-9_]/)?.[0];
  if (odd !== undefined)
    return odd === ' ' ? 'it contains a space' : `it contains the character "${odd}"`;
  if (!/^[a-z]/.test(name)) return 'it does not start with a letter';
  if (name.endsWith('_')) return 'it ends with an underscore';
  if (name.includes('__')) return 'it contains two underscores in a row';
  if (name.length <= LONGEST_NAME) return undefined;
  return `it has ${name.length} characters, but at most ${LONGEST_NAME} are allowed`;
}

function nameCandidate(name: string): string | undefined {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const candidate = snakeOf(plain).replace(/^[0-9_]+/, '');
  return candidate !== '' && nameFault(candidate) === undefined ? candidate : undefined;
}

function relationshipName(name: string, type: FieldType): string {
  if (type === 'ref') return name.replace(/(?<=.)_id$/, '');
  if (type === 'refs' && /.+_ids$/.test(name)) return pluralOf(name.slice(0, -'_ids'.length));
  return name;
}

function specificName(name: string, feature: string): string {
  const rest = name.replace(/^model_/, '');
  return `${feature}_${rest}`;
}

// --- values -------------------------------------------------------------------------------------

/** @throws FieldProblem for a pattern that is invalid or not portable. */
function checkPattern(pattern: string | undefined): string | undefined {
  if (pattern === undefined) return undefined;
  const problem = hasControlCharacter(pattern)
    ? 'it contains a control character'
    : turnsDirection(pattern)
      ? 'it contains a character that turns its direction'
      : patternProblem(pattern);
  if (problem === undefined) return pattern;
  throw new FieldProblem(
    'pattern.value',
    `the pattern "${pattern}" cannot be used: ${problem}.`,
    'Write a regular expression that Pydantic understands, such as ^[A-Z]{3}-[0-9]+$.',
  );
}

/**
 * Checks a default against everything else that was said about the field.
 *
 * @returns its canonical text.
 * @throws FieldProblem for a default that the field itself would refuse.
 */
function checkDefault(
  type: FieldType,
  { default: text, optional }: FieldSettings,
  known: FieldArgument & FieldLimits,
  pattern: string | undefined,
): string | undefined {
  if (text === undefined) return undefined;
  const { lengths, readDefault } = definitionOf(type);
  if (readDefault !== undefined) return readDefault(text, known);
  const within = lengths === undefined ? text : withinLength(text, lengths, known);
  return checkText(within, pattern, !isFilled({ ...known, optional: optional === true }));
}

// --- what fits a type ---------------------------------------------------------------------------

function refuseUnfit(type: FieldType, settings: FieldSettings): void {
  const takes = settingsOf(type);
  for (const setting of Object.keys(settings) as Setting[]) {
    if (settings[setting] === undefined || settings[setting] === false || takes.includes(setting))
      continue;
    const reason = definitionOf(type).unfit?.[setting];
    const modifiers = takes.filter(isModifier);
    throw new FieldProblem(
      setting,
      `"${setting}" does not apply to the type ${type}.`,
      `${reason === undefined ? '' : `${reason} `}${type} takes${modifiers.length > 0 ? `: ${modifiers.join(', ')}` : ' nothing else'}.`,
    );
  }
}

function refuseEmpty(settings: FieldSettings): void {
  const empty = VALUE_MODIFIERS.find((modifier) => settings[modifier] === '');
  if (empty === undefined) return;
  const advice =
    empty === 'default'
      ? 'For a field that may be empty, use optional.'
      : 'Give it one, or leave it out.';
  throw new FieldProblem(empty, `"${empty}" needs a value.`, advice);
}

/** The types that need no request to have a value: no links, or what is made of another field. */
const SETS_ITSELF: readonly FieldType[] = ['refs', 'slug'];

function refuseContradictions(
  type: FieldType,
  settings: FieldSettings,
  initial: string | undefined,
): void {
  if (settings.unique && initial !== undefined) {
    throw new FieldProblem(
      'default',
      'a unique field cannot have a default.',
      'The second row to use it would be refused. Remove one of the two.',
    );
  }
  if (settings.prefix && settings.private) {
    throw new FieldProblem(
      'prefix',
      '"prefix" and "private" contradict each other: a list that is filtered by it would tell, character by character, what it is.',
      'Remove one of the two.',
    );
  }
  if (type === 'refs' && settings.max !== undefined && (settings.caller || settings.readonly)) {
    throw new FieldProblem(
      'max',
      '"max" says how many ids a request may have, but no request has this field.',
      'Leave it out.',
    );
  }
  if (isLargeLink({ type, max: settings.max }) && settings.private) {
    throw new FieldProblem(
      'private',
      `"max=${settings.max}" and "private" contradict each other: of more than ${MOST_LINKED}, answers say how many there are, and each is added and read by itself.`,
      `Remove one of the two, or let a request name all of them with max=${MOST_LINKED}.`,
    );
  }
  for (const setting of ['caller', 'private', 'readonly'] as const) {
    if (!settings.each || !settings[setting]) continue;
    throw new FieldProblem(
      'each',
      `"each" and "${setting}" contradict each other: ${UNFIT_FOR_EACH[setting]}.`,
      'Remove one of the two.',
    );
  }
  const isNeverSet = settings.readonly && !settings.caller && initial === undefined;
  if (isNeverSet && !settings.optional && !SETS_ITSELF.includes(type)) {
    const canDefault = settingsOf(type).includes('default') && !settings.unique;
    throw new FieldProblem(
      'readonly',
      'this field could never be set: it is required, but "readonly" keeps it out of requests.',
      canDefault ? 'Add default=VALUE or optional.' : 'Add optional.',
    );
  }
}

/** Why a link of which each one is added by itself cannot have another setting. */
const UNFIT_FOR_EACH = {
  caller: 'users add and remove only themselves',
  private: 'their ids are read',
  readonly: 'no request changes it',
} as const;

/** Why a field with a state machine cannot have another setting. */
const UNFIT_FOR_FLOW = {
  optional: 'a row is always in one of its states',
  unique: 'all rows begin in the same state',
  private: 'whoever takes a step is told from where it would lead',
} as const;

/** @throws FieldProblem where a state machine contradicts what else was said. */
function refuseUnfitFlow(settings: FieldSettings): void {
  for (const setting of ['optional', 'unique', 'private'] as const) {
    if (!settings[setting]) continue;
    throw new FieldProblem(
      setting,
      `"flow" and "${setting}" contradict each other: ${UNFIT_FOR_FLOW[setting]}.`,
      'Remove one of the two.',
    );
  }
}

/**
 * Checks that rows begin where their state machine does.
 *
 * @param given the default, if one was given.
 * @returns the state that they begin in.
 * @throws FieldProblem for another default.
 */
function checkStart(
  flow: string,
  { values = [] }: FieldArgument,
  given: string | undefined,
): string | undefined {
  const start = startOf(flow, values);
  if (given === undefined || given === start) return start;
  throw new FieldProblem(
    'default.value',
    `the default "${given}" is not "${start}", with which the flow begins.`,
    `New rows begin with the first value of the first path. Remove the default, or write that path first.`,
  );
}

/** Why a field that is set from who has signed in cannot have another setting. */
const UNFIT_FOR_CALLER = {
  optional: 'somebody has signed in whenever it is set',
  unique: 'each user could create a single row, ever',
  private: 'answers say whose row it is',
} as const;

/** @throws FieldProblem where nobody who has signed in can be put into a field, or where that means nothing. */
function refuseUnfitCaller(
  name: string,
  type: FieldType,
  settings: FieldSettings,
  { target }: FieldArgument,
  { ownsRows }: FieldContext,
): void {
  if (ownsRows !== undefined && type === 'ref') {
    throw new FieldProblem(
      'caller',
      `"caller" is not needed here: ${ownsRows}.`,
      'Leave the field out.',
    );
  }
  if (target !== CALLER) {
    throw new FieldProblem(
      'caller',
      `"caller" is for references to ${CALLER}, but this one is to ${target}.`,
      'Who has signed in is a user.',
      `${name}:${type}=${CALLER}:caller`,
    );
  }
  for (const setting of ['optional', 'unique', 'private'] as const) {
    if (!settings[setting]) continue;
    throw new FieldProblem(
      setting,
      `"caller" and "${setting}" contradict each other: ${type === 'refs' ? 'answers say how many there are' : UNFIT_FOR_CALLER[setting]}.`,
      'Remove one of the two.',
    );
  }
}

/**
 * Checks what answers are to call whether the caller is in a link of theirs.
 *
 * @throws FieldProblem for a name that they cannot have, or where there is no such link.
 */
function checkAs(
  name: string,
  type: FieldType,
  { as, caller }: FieldSettings,
  { extraReserved }: FieldContext,
): string | undefined {
  if (as !== undefined && !caller) {
    throw new FieldProblem(
      'as',
      '"as" says what answers call being in a link of the caller, but this is none.',
      'Add caller, or leave it out.',
    );
  }
  const word = as ?? (caller && type === 'refs' ? linkedOf({ name }) : undefined);
  if (word === undefined) return undefined;
  const fault = nameFault(word);
  const reason = fault ?? reservedFieldReason(word, extraReserved);
  if (reason === undefined && canBeShownAs(word)) return as === linkedOf({ name }) ? undefined : as;
  throw new FieldProblem(
    as === undefined ? 'caller' : 'as.value',
    `answers cannot call it "${word}"${reason === undefined ? '' : `: ${reason}`}.`,
    `Say with as=NAME whether the caller is among the ${name.replaceAll('_', ' ')}: one word in snake_case, such as joined.`,
  );
}

/** The class of those who sign in. */
const CALLER = 'User';

function typeList(): string {
  return `Types: ${FIELD_TYPES.join(', ')} (see --help).`;
}
