/**
 * What makes a feature valid, wherever it comes from: a `FeatureSpec` is made here and nowhere else.
 *
 * Nothing here loads the schema library, as the command line has no need of it.
 */

import { UsageError } from '../errors.js';
import { suggest } from '../suggestion.js';
import {
  type FieldObject,
  parseFieldObject,
  parseFieldToken,
  parseNamedField,
} from './field/grammar.js';
import type { FieldContext, FieldSpec } from './field/spec.js';
import { type FeatureNames, nameFeature, pascalOf, singularOf } from './naming.js';

/** What a feature's API can do, in the order in which it is written out. */
export const ENDPOINTS = ['list', 'get', 'create', 'update', 'delete'] as const;

/** One thing that a feature's API can do. */
export type Endpoint = (typeof ENDPOINTS)[number];

/** What people do with a feature: read (list, get), write (create, update) and delete. */
export const ACTIONS = ['read', 'write', 'delete'] as const;

/** One thing that people do with a feature. */
export type Action = (typeof ACTIONS)[number];

/** Who may do something: everybody, whoever is logged in, or whoever has one of the roles. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'user' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] };

/** A feature that is known to be valid, in canonical form. */
export interface FeatureSpec {
  /** The singular in snake_case. */
  readonly name: string;
  /** The plural in snake_case, where one was given. */
  readonly plural?: string;
  readonly fields: readonly FieldSpec[];
  readonly access: Readonly<Record<Action, Access>>;
  /** The actions of which nobody has said who may do them. */
  readonly assumed: readonly Action[];
  /** In the order of {@link ENDPOINTS}. */
  readonly endpoints: readonly Endpoint[];
  /** The feature it is nested under, in snake_case. */
  readonly parent?: string;
  /** What it is connected to, by the architecture's names: `http-client`. */
  readonly integrations: readonly string[];
  readonly tests: boolean;
  readonly migration: boolean;
  /** Whether the project gets a page on it. */
  readonly docs: boolean;
}

/** A field as a spec has it: a token, an object, or nothing for a plain `str`. */
export type FieldInput = string | FieldObject | null;

/** A field of an array, which has its name with it. */
export type NamedFieldObject = FieldObject & { readonly name: string };

/** A feature as a spec file or another generator writes it. */
export interface FeatureInput {
  readonly name: string;
  readonly plural?: string | undefined;
  /** Tokens, or objects with a name, in an array; or what comes after the name, by name. */
  readonly fields: readonly (string | NamedFieldObject)[] | Readonly<Record<string, FieldInput>>;
  readonly access?: Readonly<Partial<Record<Action, string | undefined>>> | undefined;
  readonly endpoints?: string | readonly string[] | undefined;
  readonly parent?: string | undefined;
  readonly with?: string | readonly string[] | undefined;
  readonly tests?: boolean | undefined;
  readonly migration?: boolean | undefined;
  readonly docs?: boolean | undefined;
}

/** The options of the command line that belong to a feature. */
export interface FeatureOptions extends Readonly<Partial<Record<Action, string | undefined>>> {
  readonly plural?: string | undefined;
  readonly endpoints?: string | undefined;
  readonly parent?: string | undefined;
  readonly with?: string | undefined;
  readonly tests?: boolean | undefined;
  readonly migration?: boolean | undefined;
  readonly docs?: boolean | undefined;
}

/** What an architecture says about features before any is written. */
export interface FeatureConventions {
  /** Names it reserves for fields, each with its reason. */
  readonly reservedFields?: Readonly<Record<string, string>>;
  /** Who may do what where nothing is said; whoever has signed in, where this says nothing either. */
  readonly defaultAccess?: Readonly<Partial<Record<Action, string>>>;
  /** What features can be connected to. */
  readonly integrations?: readonly { readonly name: string }[];
}

/**
 * Makes a feature of what was typed on the command line or answered to prompts.
 *
 * @param name the feature's name, in any case.
 * @param tokens its fields.
 * @param options values of the options that belong to a feature.
 * @param conventions those of the architecture.
 * @throws UsageError for anything that is not allowed, naming the argument or option.
 */
export function featureFromArguments(
  name: string,
  tokens: readonly string[],
  options: FeatureOptions = {},
  conventions: FeatureConventions = {},
): FeatureSpec {
  const { read, write, delete: remove, ...rest } = options;
  const input = { ...rest, name, fields: tokens, access: { read, write, delete: remove } };
  return resolveFeature(input, COMMAND_LINE, conventions);
}

/** Where a feature was written, which messages tell. */
export interface Origin {
  /** What goes before a message: `features.product: `. */
  readonly prefix: string;
  /** How a key of the feature is called: `--endpoints`, `features.product.endpoints`. */
  place(key: string): string;
}

const COMMAND_LINE: Origin = { prefix: '', place: (key) => `--${key.replace('access.', '')}` };

/**
 * Makes a feature of its written form.
 *
 * @throws UsageError for anything that is not allowed, naming the place.
 */
export function resolveFeature(
  input: FeatureInput,
  origin: Origin,
  { reservedFields = {}, defaultAccess = {}, integrations = [] }: FeatureConventions = {},
): FeatureSpec {
  const names = at(origin.prefix, () => nameFeature(input.name, input.plural));
  const fields = readFields(input, names, origin, reservedFields);
  at(origin.prefix, () => refuseClashes(names, fields));
  const parent = readParent(input.parent, names, origin);
  const access = (action: Action): Access => {
    const place = origin.place(`access.${action}`);
    return parseAccess(input.access?.[action] ?? defaultAccess[action] ?? 'user', place);
  };
  return {
    name: names.snake,
    ...(input.plural === undefined ? {} : { plural: names.plural.snake }),
    fields,
    access: { read: access('read'), write: access('write'), delete: access('delete') },
    assumed: ACTIONS.filter((action) => input.access?.[action] === undefined),
    endpoints: parseEndpoints(input.endpoints ?? ENDPOINTS, origin.place('endpoints')),
    ...(parent === undefined ? {} : { parent }),
    integrations: parseIntegrations(
      input.with ?? [],
      origin.place('with'),
      integrations.map((integration) => integration.name),
    ),
    tests: input.tests ?? true,
    migration: input.migration ?? true,
    docs: input.docs ?? false,
  };
}

/**
 * Reads who may do something: `public`, `user`, `admin`, `editor+auditor`.
 *
 * @param place what the text was given for, for the message: `--read`.
 * @throws UsageError for a malformed role, or for a role beside `public` or `user`.
 */
function parseAccess(text: string, place: string): Access {
  if (text === 'public' || text === 'user') return { kind: text };
  const roles = text.split('+');
  for (const role of roles) {
    if (role === 'public' || role === 'user') {
      const everybody = role === 'public' ? 'everybody' : 'everybody who is logged in';
      throw new UsageError(
        `${place}: "${text}" contradicts itself: "${role}" lets ${everybody} in, so no role can be needed. ` +
          `Say ${role} alone, or only roles: ${roles.filter((other) => other !== role).join('+') || 'admin'}.`,
      );
    }
    if (/^[a-z][a-z0-9_-]{0,49}$/.test(role)) continue;
    const lower = text.toLowerCase().replaceAll(/[\s,|/]+/g, '+');
    const isBetter = lower.split('+').every((each) => /^[a-z][a-z0-9_-]{0,49}$/.test(each));
    throw new UsageError(
      `${place}: "${role}" cannot be a role. Allowed are public, user, or roles joined by "+" (admin, ` +
        'editor+auditor); a role has up to 50 small letters, digits, hyphens and underscores, and begins with a letter.' +
        (isBetter ? ` Did you mean "${lower}"?` : ''),
    );
  }
  const repeated = roles.find((role, index) => roles.indexOf(role) !== index);
  if (repeated !== undefined) {
    throw new UsageError(
      `${place}: the role "${repeated}" is there twice in "${text}". Leave one out.`,
    );
  }
  return { kind: 'roles', roles };
}

/**
 * Reads which endpoints to emit: `list+get`, or their names in an array.
 *
 * @param place what they were given for, for the message: `--endpoints`.
 * @returns them in the order of {@link ENDPOINTS}.
 * @throws UsageError where there is none, one is unknown, or one is there twice.
 */
function parseEndpoints(input: string | readonly string[], place: string): Endpoint[] {
  const allowed = `Allowed are: ${ENDPOINTS.join(', ')}, joined by "+" (list+get).`;
  if (input.length === 0) {
    throw new UsageError(`${place}: there has to be at least one endpoint. ${allowed}`);
  }
  return chooseFrom(ENDPOINTS, input, {
    place,
    kind: 'endpoint',
    allowed,
    synonyms: ENDPOINT_SYNONYMS,
  });
}

/**
 * Reads what a feature is connected to: `http-client+webhook`, or their names in an array.
 *
 * @param known what the architecture can connect it to.
 * @returns them in the order of `known`.
 * @throws UsageError where one is unknown, or is there twice.
 */
function parseIntegrations(
  input: string | readonly string[],
  place: string,
  known: readonly string[],
): string[] {
  const allowed =
    known.length === 0
      ? 'This architecture has no integrations. Leave it out.'
      : `Allowed are: ${known.join(', ')}, joined by "+" (${known.join('+')}).`;
  return chooseFrom(known, input, { place, kind: 'integration', allowed, synonyms: new Map() });
}

/** How a choice is spoken of in messages. */
interface ChoiceContext {
  readonly place: string;
  /** What is chosen: `endpoint`. */
  readonly kind: string;
  readonly allowed: string;
  readonly synonyms: ReadonlyMap<string, string>;
}

/** @throws UsageError where one is unknown, or is there twice. */
function chooseFrom<T extends string>(
  known: readonly T[],
  input: string | readonly string[],
  { place, kind, allowed, synonyms }: ChoiceContext,
): T[] {
  const given = typeof input === 'string' ? input.split('+') : input;
  for (const [index, name] of given.entries()) {
    if (!(known as readonly string[]).includes(name)) {
      const near = synonyms.get(name.toLowerCase()) ?? suggest(name, known);
      const separated = name.split(/[\s,|/]+/).filter(Boolean);
      const joined = separated.length > 1 ? separated.join('+') : near;
      throw new UsageError(
        `${place}: there is no ${kind} "${name}".${joined === undefined ? '' : ` Did you mean "${joined}"?`} ${allowed}`,
      );
    }
    if (given.indexOf(name) !== index) {
      throw new UsageError(
        `${place}: the ${kind} "${name}" is there twice. Leave one out. ${allowed}`,
      );
    }
  }
  return known.filter((name) => given.includes(name));
}

const ENDPOINT_SYNONYMS: ReadonlyMap<string, string> = new Map([
  ...['index', 'search', 'all', 'find'].map((word) => [word, 'list'] as const),
  ...['read', 'show', 'retrieve', 'detail'].map((word) => [word, 'get'] as const),
  ...['post', 'add', 'new', 'store', 'insert'].map((word) => [word, 'create'] as const),
  ...['put', 'patch', 'edit', 'change'].map((word) => [word, 'update'] as const),
  ...['remove', 'destroy', 'del'].map((word) => [word, 'delete'] as const),
]);

// --- fields -------------------------------------------------------------------------------------

function readFields(
  input: FeatureInput,
  names: FeatureNames,
  origin: Origin,
  extraReserved: Readonly<Record<string, string>>,
): FieldSpec[] {
  const context = { feature: names.snake, extraReserved };
  const fields = isArray(input.fields)
    ? input.fields.map((field, index) => readListedField(field, index, origin, context))
    : Object.entries(input.fields).map(([name, field]) =>
        readNamedField(name, field, origin.place(`fields.${name}`), context),
      );
  if (fields.length === 0) {
    throw new UsageError(
      `${origin.prefix}the feature "${names.snake}" has no fields. Give it at least one, as name:type: ` +
        'name:str price:decimal=10.2:gt=0',
    );
  }
  return fields;
}

function readListedField(
  field: string | NamedFieldObject,
  index: number,
  origin: Origin,
  context: FieldContext,
): FieldSpec {
  if (typeof field === 'string') {
    return at(origin.prefix, () => parseFieldToken(field, index + 1, context));
  }
  return parseFieldObject(field.name, field, origin.place(`fields[${index}]`), context);
}

function readNamedField(
  name: string,
  field: FieldInput,
  place: string,
  context: FieldContext,
): FieldSpec {
  if (typeof field === 'string') return parseNamedField(name, field, place, context);
  return parseFieldObject(name, field ?? {}, place, context);
}

/**
 * Refuses fields that would have a name in common, in Python or in the database.
 *
 * @throws UsageError naming both.
 */
function refuseClashes(names: FeatureNames, fields: readonly FieldSpec[]): void {
  const owners = new Map<string, FieldSpec>();
  const spellings = new Map<string, FieldSpec>();
  for (const field of fields) {
    for (const attribute of attributesOf(field)) {
      const owner = owners.get(attribute);
      if (owner !== undefined) throw new UsageError(clash(owner, field, attribute));
      owners.set(attribute, field);
    }
    const spelling = field.name.replaceAll('_', '');
    const alike = spellings.get(spelling);
    if (alike !== undefined) {
      throw new UsageError(
        `the fields "${alike.name}" and "${field.name}" are too alike: their classes would have the same name. Rename one of them.`,
      );
    }
    spellings.set(spelling, field);
  }
  for (const field of fields) {
    refuseClassClash(names, field, fields);
    refuseLongNames(names, field);
    if (field.type === 'ref' && field.target === names.pascal && !field.optional) {
      throw new UsageError(
        `the field "${field.name}" refers to ${names.pascal} itself, so the first ${names.human} could never be made. ` +
          `Make it optional: ${field.name}:ref=${field.target}:optional.`,
      );
    }
  }
}

/** What a field is called in a model: its attribute, and the relationship over it. */
function attributesOf({ name, type }: FieldSpec): string[] {
  if (type === 'ref') return [name, `${name}_id`];
  if (type === 'refs') return [...new Set([name, `${singularOf(name)}_ids`])];
  return [name];
}

function clash(first: FieldSpec, second: FieldSpec, attribute: string): string {
  if (first.name === second.name && first.type === second.type) {
    return `the field "${second.name}" is there twice. Leave one out, or rename it.`;
  }
  const [one, other] = [first, second].map(({ name, type }) => `"${name}:${type}"`);
  return `the fields ${one} and ${other} would both be called "${attribute}". Leave one out, or rename it.`;
}

/** The class of an enum, or the alias of a constrained type, is named after feature and field. */
function refuseClassClash(
  names: FeatureNames,
  field: FieldSpec,
  fields: readonly FieldSpec[],
): void {
  const className = names.pascal + pascalOf(field.name);
  const reference = fields.find(({ target }) => target === className);
  if (reference === undefined) return;
  throw new UsageError(
    `the type of the field "${field.name}" would be called ${className}, as the feature that "${reference.name}" refers to. ` +
      `Rename the field "${field.name}".`,
  );
}

/** PostgreSQL cuts identifiers at 63 characters. */
const LONGEST_IDENTIFIER = 63;

/** @throws UsageError where the name of an index or constraint (`ix_<table>_<column>`) would be too long. */
function refuseLongNames(names: FeatureNames, field: FieldSpec): void {
  const table = names.plural.snake;
  const column = field.type === 'ref' ? `${field.name}_id` : field.name;
  const association = `${names.snake}_${field.name}`;
  const identifiers = [
    ...(field.unique || field.index || field.type === 'ref' ? [`ix_${table}_${column}`] : []),
    ...(field.type === 'refs'
      ? [names.snake, singularOf(field.name)].map((end) => `fk_${association}_${end}_id`)
      : []),
  ];
  const longest = identifiers.find((identifier) => identifier.length > LONGEST_IDENTIFIER);
  if (longest === undefined) return;
  throw new UsageError(
    `the field "${field.name}" needs a constraint called "${longest}", of ${longest.length} characters; databases ` +
      `allow ${LONGEST_IDENTIFIER}. Shorten the name of the field or of the feature.`,
  );
}

// --- the rest -----------------------------------------------------------------------------------

function readParent(
  parent: string | undefined,
  names: FeatureNames,
  origin: Origin,
): string | undefined {
  if (parent === undefined) return undefined;
  const place = origin.place('parent');
  const { snake } = at(`${place}: `, () => nameFeature(parent));
  if (snake === names.snake) {
    throw new UsageError(
      `${place}: the feature "${snake}" cannot be its own parent. Name another one.`,
    );
  }
  return snake;
}

/** Puts the place before the message of a usage error. */
function at<T>(prefix: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (prefix === '' || !(error instanceof UsageError)) throw error;
    throw new UsageError(prefix + error.message);
  }
}

function isArray<T, U>(value: readonly T[] | U): value is readonly T[] {
  return Array.isArray(value);
}
