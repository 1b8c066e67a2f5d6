/**
 * The keys of a feature, each declared once. Their options and help, the schema of spec files,
 * reading, writing and types all come from here.
 */
import { UsageError } from '../errors.js';
import { ACTIONS, type Access, type Action, formatAccess, parseAccess } from './access.js';
import { type ActionSpec, parseActions, writeActions } from './actions.js';
import { CONCURRENCY, type Concurrency, parseConcurrency } from './concurrency.js';
import { ENDPOINTS, type Endpoint, parseEndpoints } from './endpoints.js';
import { parseFeed } from './feed.js';
import type { FieldSpec } from './field/spec.js';
import { type FieldsInput, writeFields } from './fields.js';
import { IDS, type Id, parseId } from './identity.js';
import { parseIncludes } from './includes.js';
import { readItems } from './items.js';
import {
  actionsKey,
  type FeatureKey,
  flagKey,
  groupKey,
  type KeyContext,
  type KeyOption,
  key,
  optionsOf,
  partsKey,
} from './key.js';
import { parseLookups } from './lookups.js';
import { nameFeature, snakeOf } from './naming.js';
import { parseNaturalKey } from './natural-key.js';
import { NO_NEIGHBOUR } from './neighbour.js';
import { placed } from './origin.js';
import { checkCaller } from './ownership.js';
import { PAGES, type Pages, parsePages } from './pages.js';
import { besidePair, parsePair } from './pair.js';
import { type PartSpec, parseParts, writeParts } from './parts.js';
import { Problems } from './problems.js';
import { parseSearch } from './search.js';
import { readTable } from './table-name.js';
import { type Together as FieldsTogether, parseTogether, type Togetherness } from './together.js';

/** Who may do what an architecture says nothing about. */
const USUAL_ACCESS = 'user';

const SAID_OF_ACTIONS =
  'What else can be done with a row: names of actions, or a mapping from names to a method and who may do it.';

const DECLARED = [
  key({
    name: 'plural',
    kind: 'text',
    value: 'NAME',
    help: 'the plural, if it is not the usual one',
    after: 'endpoints',
    description: 'The plural, if it is not the usual one.',
    read: (
      said,
      { names },
    ): {
      /** The plural in snake_case, if one was given. */
      readonly plural?: string;
    } => (said === undefined ? {} : { plural: names.plural.snake }),
    write: ({ plural }) => plural,
  }),
  key({
    name: 'table',
    kind: 'text',
    value: 'NAME',
    help: 'the table, if it is not called as the plural is; in an existing database, say',
    after: 'plural',
    description:
      'The table, if it is not called as the plural is: in an existing database, say. The URL and the code are named after the plural.',
    examples: ['Order Details', 'tbl_order'],
    read: (
      said,
      { place },
    ): {
      /** The table, if somebody said one: what is usual is for the project to say. */
      readonly table?: string;
    } => (said === undefined ? {} : { table: readTable(said, place()) }),
    write: ({ table }) => table,
  }),
  {
    name: 'fields',
    kind: 'fields',
    description: 'The fields: keyed by name, or in an array.',
    read: (_: FieldsInput, { fields }: KeyContext) => ({ fields }),
    write: ({ fields }: { readonly fields: readonly FieldSpec[] }) => writeFields(fields),
  },
  partsKey({
    name: 'parts',
    value: 'PART+FIELD+FIELD',
    help: 'what a part of a row has, for a field that has some: order_line+product:ref=Product+quantity:int; give it once for each',
    description:
      'What the parts of a row have: by what the field calls one of them, its fields. In lists, the name comes first.',
    examples: [['order_line', 'product:ref=Product:unique', 'quantity:int:gt=0']],
    read: (
      said = [],
      { conventions, fields, lacksFields, names, place },
    ): {
      /** What each kind of part has that its rows consist of. */
      readonly parts: readonly PartSpec[];
    } => ({
      parts: lacksFields ? [] : parseParts(said, { conventions, fields, names, place: place() }),
    }),
    write: ({ parts }) => writeParts(parts),
  }),
  key({
    name: 'id',
    kind: 'text',
    value: 'TYPE',
    help: `what identifies a row: ${IDS.join(', ')}`,
    usual: ({ models }) => models?.ids ?? IDS[0],
    description: `What identifies a row, and refers to it: a whole number (int), a larger one (bigint), or a UUID. ${IDS[0]} by default, in domain-routes uuid.`,
    offers: IDS,
    examples: IDS,
    read: (
      said,
      { place },
    ): {
      /** The type of its ids, if somebody said one. */
      readonly id?: Id;
    } => (said === undefined ? {} : { id: parseId(said, place()) }),
    write: ({ id }) => id,
  }),
  key({
    name: 'key',
    kind: 'text',
    value: 'FIELD',
    help: 'the field that identifies a row, in place of an id: GET /customers/{code}',
    description:
      'The field that identifies a row in place of an id, in its table and in URLs; whatever refers to the row has its type. It is said when a row is created, and stays.',
    examples: ['name'],
    read: (
      said,
      { fields, lacksFields, place },
    ): {
      /** The field that identifies its rows, if that is no id. */
      readonly key?: string;
    } => (said === undefined || lacksFields ? {} : { key: parseNaturalKey(said, fields, place()) }),
    write: ({ key: field }) => field,
  }),
  namesKey(
    'by',
    parseLookups,
    'unique fields by which a row is looked up, besides its id: GET /articles/by-slug/{slug}',
    'Unique fields by which a row is looked up, besides its id.',
    'name',
  ),
  {
    ...togetherKey(
      'unique',
      'fields that no two rows have the same together; give it once for each',
      'Fields that no two rows have the same together; in domain-routes, no two of one owner.',
      ['order', 'product'],
    ),
    write(feature: {
      readonly pair: readonly string[];
      readonly unique: readonly FieldsTogether[];
    }) {
      // A pair says by itself that it is unique.
      const said = besidePair(feature);
      return said.length === 0 ? undefined : said;
    },
  },
  togetherKey(
    'index',
    'fields that are indexed together, or created_at or updated_at; lists are sorted by them, and by a time that is first',
    'Fields that are indexed together, in this order; created_at and updated_at can be among them or alone. A list can be sorted by all of them, and by a time that is first.',
    ['status', 'created_at'],
  ),
  key({
    name: 'pair',
    kind: 'list',
    value: 'FIELD+FIELD',
    help: 'two references of which no two rows have the same, by which a row is put: PUT /teams/7/memberships/3',
    description:
      'Two references of which no two rows have the same: a row is found and put by both, and listed under either.',
    examples: ['team', 'member'],
    read: (
      said = [],
      { fields, lacksFields, names, place },
    ): {
      /** The two references by which a row is found, if it is: the side under which it is put first. */
      readonly pair: readonly string[];
    } => ({
      pair:
        lacksFields || said.length === 0 ? [] : parsePair(said, { fields, names, place: place() }),
    }),
    write: ({ pair }) => (pair.length === 0 ? undefined : pair),
  }),
  namesKey(
    'search',
    parseSearch,
    'texts whose words a list is searched by: GET /articles?q=red+chair',
    'The texts whose words a list is searched by, with ?q=.',
    'name',
  ),
  namesKey(
    'include',
    parseIncludes,
    'references whose rows answers show where callers ask for them: GET /orders?include=customer',
    'The references whose rows answers show where callers ask for them, with ?include=; parts are shown in any case.',
    'customer',
  ),
  groupKey({
    name: 'access',
    options: [
      who('read', 'list and read', 'public, user, owner, admin or ROLE+ROLE'),
      who('write', 'create and update'),
      who('delete', 'delete'),
    ],
    description: 'Who may do what; any signed-in user by default.',
    read(
      said = {},
      { conventions: { defaultAccess = {} }, fields, place },
    ): {
      readonly access: Readonly<Record<Action, Access>>;
      /** The actions that have their default access. */
      readonly assumed: readonly Action[];
    } {
      const problems = new Problems();
      const access = ACTIONS.map((action) => {
        const text = said[action] ?? defaultAccess[action] ?? USUAL_ACCESS;
        return [action, problems.collect(() => parseAccess(text, place(action)))];
      });
      problems.settle();
      const known = Object.fromEntries(access) as Record<Action, Access>;
      checkCaller(known, fields, place);
      return {
        access: known,
        assumed: ACTIONS.filter((action) => said[action] === undefined),
      };
    },
    write({ access, assumed }) {
      const said = ACTIONS.filter((action) => !assumed.includes(action));
      if (said.length === 0) return undefined;
      return Object.fromEntries(said.map((action) => [action, formatAccess(access[action])]));
    },
  }),
  key({
    name: 'endpoints',
    kind: 'list',
    once: true,
    value: 'LIST',
    help: `which endpoints: ${ENDPOINTS.join('+')} (default: all)`,
    description: 'Which endpoints to generate; all by default.',
    offers: ENDPOINTS,
    read: (
      said = ENDPOINTS,
      { place },
    ): {
      /** In the order of {@link ENDPOINTS}. */
      readonly endpoints: readonly Endpoint[];
    } => ({ endpoints: parseEndpoints(said, place()) }),
    write: ({ endpoints }) => (endpoints.length === ENDPOINTS.length ? undefined : endpoints),
  }),
  actionsKey({
    name: 'actions',
    options: [
      {
        name: 'action',
        kind: 'list',
        value: 'LIST',
        help: 'what else can be done with a row: publish+archive; with a method and who may: publish=put/admin',
        description: SAID_OF_ACTIONS,
        examples: ['publish', 'send_again=put/admin'],
      },
    ],
    description: SAID_OF_ACTIONS,
    read: (
      said = [],
      { conventions: { ownsRows }, fields, place },
    ): {
      /** What can be done with a row besides, in the order in which it was said. */
      readonly actions: readonly ActionSpec[];
    } => ({
      actions: parseActions(said, {
        fields,
        ownsRows,
        place: (name) => (place() === '--actions' ? '--action' : place(name)),
      }),
    }),
    write: ({ actions }) => writeActions(actions),
  }),
  key({
    name: 'parent',
    kind: 'text',
    value: 'FEATURE',
    help: 'nest under another feature',
    after: 'with',
    description: 'The feature it is nested under.',
    read(
      said,
      { names, place },
    ): {
      /** The feature it is nested under, in snake_case. */
      readonly parent?: string;
    } {
      if (said === undefined) return {};
      const { snake } = placed(`${place()}: `, () => nameFeature(said));
      if (snake !== names.snake) return { parent: snake };
      throw new UsageError(
        `${place()}: the feature "${snake}" cannot be its own parent. Name another one.`,
      );
    },
    write: ({ parent }) => parent,
  }),
  key({
    name: 'with',
    kind: 'list',
    value: 'LIST',
    help: 'integrations to add, joined by +, each with its argument after =',
    description:
      'The integrations to add, each with its argument after "=", and lists in it by "/": adapter=transcriber.',
    examples: ['http-client', 'webhook', 'adapter=transcriber'],
    read: (
      said = [],
      { conventions: { integrations = [] }, place },
    ): {
      /** What it is connected to, as typed: `http-client`, `adapter=transcriber`. */
      readonly integrations: readonly string[];
    } => ({ integrations: readItems(said, integrations, place()) }),
    write: ({ integrations }) => (integrations.length === 0 ? undefined : integrations),
  }),
  key({
    name: 'concurrency',
    kind: 'text',
    value: 'HOW',
    help: `what keeps changes at the same time apart: ${CONCURRENCY.join(' or ')} (ETag and If-Match)`,
    usual: () => CONCURRENCY[0],
    description:
      'What keeps changes at the same time apart: lock, or version, with which answers have an ETag and changes can have an If-Match.',
    offers: CONCURRENCY,
    examples: CONCURRENCY,
    read: (
      said = CONCURRENCY[0],
      { fields, place },
    ): {
      readonly concurrency: Concurrency;
    } => ({ concurrency: parseConcurrency(said, fields, place()) }),
    write: ({ concurrency }) => (concurrency === CONCURRENCY[0] ? undefined : concurrency),
  }),
  key({
    name: 'pages',
    kind: 'text',
    value: 'HOW',
    help: `how a list is paged: ${PAGES.join(' or ')} (as quick on any page, by a signed position)`,
    usual: () => PAGES[0],
    description:
      'How a list is read a page at a time: by offset, or by cursor, with which an answer has the position where the next page begins.',
    offers: PAGES,
    examples: PAGES,
    read: (
      said = PAGES[0],
      { place },
    ): {
      readonly pages: Pages;
    } => ({ pages: parsePages(said, place()) }),
    write: ({ pages }) => (pages === PAGES[0] ? undefined : pages),
  }),
  key({
    name: 'feed',
    kind: 'text',
    value: 'LINK',
    help: 'the link between users whose authors have their rows in a feed: followers for GET /articles/feed',
    description:
      'The link between users, among the fields of "user", by which a feed goes: what those have written among whose followers the caller is.',
    examples: ['followers'],
    read: (
      said,
      { conventions: { ownsRows }, fields, lacksFields, place },
    ): {
      /** The link between users by which its feed goes, if it has one. */
      readonly feed?: string;
    } =>
      said === undefined || lacksFields ? {} : { feed: parseFeed(said, fields, ownsRows, place()) },
    write: ({ feed }) => feed,
  }),
  key({
    name: 'like',
    kind: 'text',
    value: 'FEATURE',
    help: 'the feature of an existing backend that this one is written like, file by file, or none',
    description:
      'The feature of an existing backend that this one is written like: the same files, classes, functions and registrations; "none" for templates. The nearest one by default, if it is complete.',
    examples: ['order', NO_NEIGHBOUR],
    read: (
      said,
      { names, place },
    ): {
      /** The feature that stands and that this one is written like, in snake_case; {@link NO_NEIGHBOUR} for templates. */
      readonly like?: string;
    } => {
      if (said === undefined) return {};
      const like = snakeOf(said);
      if (like !== names.snake) return { like };
      throw new UsageError(
        `${place()}: the feature "${like}" cannot be written like itself. Name another one.`,
      );
    },
    write: ({ like }) => like,
  }),
  flagKey({
    name: 'timestamps',
    onByDefault: true,
    help: 'leave out created_at and updated_at, in the table and in answers',
    description:
      'Whether rows know when they were made and changed, in created_at and updated_at; true by default.',
  }),
  flagKey({
    name: 'softDelete',
    option: 'soft-delete',
    help: 'keep the row of what is deleted, where nobody finds it',
    description:
      'Whether the row of what is deleted is kept, with the time in deleted_at, where nobody finds it.',
  }),
  flagKey({
    name: 'tests',
    onByDefault: true,
    help: 'leave the tests out',
    description: 'Whether to generate tests; true by default.',
  }),
  flagKey({
    name: 'migration',
    onByDefault: true,
    help: 'leave the migration out',
    description: 'Whether to generate a migration; true by default.',
  }),
  flagKey({
    name: 'docs',
    help: 'write a page about the feature, with diagrams: docs/features/<feature>.md',
    description: 'Whether to write a page about it, docs/features/<feature>.md.',
  }),
] as const;

/** Declares a key that names fields. */
function namesKey<const Name extends 'by' | 'include' | 'search'>(
  name: Name,
  parse: (
    said: string | readonly string[],
    fields: readonly FieldSpec[],
    place: string,
  ) => readonly string[],
  help: string,
  description: string,
  example: string,
) {
  type Part = Readonly<Record<Name, readonly string[]>>;
  return key({
    name,
    kind: 'list',
    value: 'FIELD+FIELD',
    help,
    description,
    examples: [example],
    read: (said = [], { fields, lacksFields, place }) =>
      ({ [name]: lacksFields ? [] : parse(said, fields, place()) }) as Part,
    write: (part: Part) => (part[name].length === 0 ? undefined : part[name]),
  });
}

/** Declares a key for fields that have something together. */
function togetherKey<const Name extends Togetherness>(
  name: Name,
  help: string,
  description: string,
  example: readonly string[],
) {
  type Part = Readonly<Record<Name, readonly FieldsTogether[]>>;
  return key({
    name,
    kind: 'lists',
    value: 'FIELD+FIELD',
    help,
    description,
    examples: [example],
    read: (said = [], { fields, lacksFields, names, place }) =>
      ({
        [name]: lacksFields ? [] : parseTogether(said, name, { names, fields, place: place() }),
      }) as Part,
    write: (part: Part) => (part[name].length === 0 ? undefined : part[name]),
  });
}

/** @param allowed what may be said; only the help of the first of these options says it. */
function who<Name extends Action>(
  name: Name,
  what: string,
  allowed?: string,
): KeyOption<Name, 'text'> {
  return {
    name,
    kind: 'text',
    value: 'WHO',
    help: `who may ${what}${allowed === undefined ? '' : `: ${allowed}`}`,
    usual: ({ defaultAccess }) => defaultAccess?.[name] ?? USUAL_ACCESS,
    description: `Who may ${what}: public, user, or owner and roles separated by "+".`,
    examples: ['public', 'user', 'owner', 'admin', 'owner+admin', 'editor+auditor'],
  };
}

/** Every key, in the order of spec files. */
export const FEATURE_KEYS: readonly FeatureKey[] = DECLARED;

/** The options of the command line that belong to a feature. */
export const FEATURE_OPTIONS = FEATURE_KEYS.flatMap(optionsOf) as readonly FeatureOption[];

type DeclaredKey = (typeof DECLARED)[number];

/** An option of the command line that belongs to a feature. */
export type FeatureOption = DeclaredKey extends infer K
  ? K extends { readonly options: readonly (infer Option)[] }
    ? Option
    : K extends KeyOption
      ? K
      : never
  : never;

/** What is below the name of a feature in a spec file. */
export type FeatureBody = Together<Entry<DeclaredKey>>;

type Entry<Key extends DeclaredKey> = Key extends {
  read(said: infer Said, context: never): unknown;
}
  ? undefined extends Said
    ? { readonly [N in Key['name']]?: Said }
    : { readonly [N in Key['name']]: Said }
  : never;

/** What the keys contribute to a feature. */
export type FeatureParts = Together<ReturnType<DeclaredKey['read']>>;

/** The intersection of a union's members. */
type Together<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
