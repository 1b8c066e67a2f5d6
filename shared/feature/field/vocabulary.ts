/** The words of fields: types, modifiers, what they are for, and what others call them. */
import { suggest } from '../../suggestion.js';

/** Every field type, in the order in which people are shown them. */
export const FIELD_TYPES = [
  'str',
  'text',
  'int',
  'bigint',
  'float',
  'decimal',
  'bool',
  'date',
  'datetime',
  'time',
  'uuid',
  'json',
  'email',
  'url',
  'enum',
  'ref',
  'refs',
  'list',
] as const;

/** The type of a field. */
export type FieldType = (typeof FIELD_TYPES)[number];

/** The type of a list's elements. */
export type ItemType = Exclude<FieldType, 'ref' | 'refs' | 'list' | 'json' | 'enum'>;

/** What follows a type: the modifiers that stand alone. */
export const FLAGS = ['optional', 'unique', 'index', 'private', 'readonly'] as const;

/** What follows a type: the modifiers that take a value, in the order in which they are written out. */
export const VALUE_MODIFIERS = [
  'gt',
  'ge',
  'lt',
  'le',
  'min',
  'max',
  'default',
  'pattern',
] as const;

/** What belongs to a type: its argument, in parts. */
const ARGUMENT_PARTS = ['precision', 'scale', 'values', 'target', 'items'] as const;

/** A modifier that stands alone. */
export type Flag = (typeof FLAGS)[number];

/** A modifier that takes a value. */
export type ValueModifier = (typeof VALUE_MODIFIERS)[number];

/** Anything that can be said of a field beside its name and type. */
export type Setting = Flag | ValueModifier | (typeof ARGUMENT_PARTS)[number];

interface TypeRules {
  readonly usage: string;
  readonly description: string;
  readonly example: string;
  readonly takes: readonly Setting[];
}

const EVERYWHERE = ['optional', 'private', 'readonly'] as const;
const KEYS = ['unique', 'index'] as const;
/** The modifiers that limit a number. */
export const BOUNDS = ['gt', 'ge', 'lt', 'le', 'min', 'max'] as const;

const TYPE_RULES: Readonly<Record<FieldType, TypeRules>> = {
  str: {
    usage: 'str[=MAX]',
    description: 'text on one line, at most MAX characters (255 where nothing is said)',
    example: 'name:str=120',
    takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default', 'pattern'],
  },
  text: {
    usage: 'text',
    description: 'text of any length',
    example: 'description:text:optional',
    takes: [...EVERYWHERE, 'min', 'max', 'default', 'pattern'],
  },
  int: {
    usage: 'int',
    description: 'a whole number of 32 bits',
    example: 'stock:int:ge=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
  },
  bigint: {
    usage: 'bigint',
    description: 'a whole number of 64 bits',
    example: 'views:bigint:default=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
  },
  float: {
    usage: 'float',
    description: 'an approximate number',
    example: 'weight:float:gt=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
  },
  decimal: {
    usage: 'decimal[=PRECISION.SCALE]',
    description:
      'an exact number: PRECISION digits, SCALE of them decimals (12.2 where nothing is said)',
    example: 'price:decimal=10.2:gt=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default', 'precision', 'scale'],
  },
  bool: {
    usage: 'bool',
    description: 'true or false',
    example: 'active:bool:default=true',
    takes: [...EVERYWHERE, 'index', 'default'],
  },
  date: {
    usage: 'date',
    description: 'a calendar date',
    example: 'due_on:date:default=today',
    takes: [...EVERYWHERE, ...KEYS, 'default'],
  },
  datetime: {
    usage: 'datetime',
    description: 'an instant, with its timezone',
    example: 'starts_at:datetime:index',
    takes: [...EVERYWHERE, ...KEYS, 'default'],
  },
  time: {
    usage: 'time',
    description: 'a time of day, without a timezone',
    example: 'opens_at:time:default=09:00',
    takes: [...EVERYWHERE, ...KEYS, 'default'],
  },
  uuid: {
    usage: 'uuid',
    description: 'a UUID',
    example: 'external_key:uuid:unique',
    takes: [...EVERYWHERE, ...KEYS, 'default'],
  },
  json: {
    usage: 'json',
    description: 'a JSON object',
    example: 'attributes:json:optional',
    takes: EVERYWHERE,
  },
  email: {
    usage: 'email',
    description: 'an e-mail address',
    example: 'contact:email:unique',
    takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default'],
  },
  url: {
    usage: 'url',
    description: 'an http or https URL',
    example: 'website:url:optional',
    takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default'],
  },
  enum: {
    usage: 'enum=A/B/C',
    description: 'one of the values given',
    example: 'status:enum=draft/active:default=draft',
    takes: [...EVERYWHERE, ...KEYS, 'default', 'values'],
  },
  ref: {
    usage: 'ref=MODEL',
    description: 'one of another feature: a foreign key and the relationship',
    example: 'category:ref=Category',
    takes: [...EVERYWHERE, ...KEYS, 'target'],
  },
  refs: {
    usage: 'refs=MODEL',
    description: 'any number of another feature: many-to-many, none where nothing is said',
    example: 'tags:refs=Tag',
    takes: ['private', 'readonly', 'target'],
  },
  list: {
    usage: 'list=TYPE',
    description: 'a list of plain values of one type',
    example: 'keywords:list=str:max=10',
    takes: [...EVERYWHERE, 'min', 'max', 'items'],
  },
};

/** A type for people: how it is written, what it is, and an example of a field. */
export type TypeHelp = Pick<TypeRules, 'usage' | 'description' | 'example'>;

/** What people are told of a type. */
export function helpOnType(type: FieldType): TypeHelp {
  return TYPE_RULES[type];
}

/** Each type as it is written, with what it is: for `--help`. */
export const FIELD_TYPES_HELP: readonly (readonly [string, string])[] = FIELD_TYPES.map((type) => {
  const { usage, description, example } = helpOnType(type);
  return [usage, `${description}; ${example}`];
});

const MODIFIER_RULES: Readonly<
  Record<Flag | ValueModifier, readonly [usage: string, description: string]>
> = {
  optional: ['optional', 'may be left out or null; a ? after the type says the same'],
  unique: ['unique', 'no two rows have the same value'],
  index: ['index', 'looked up by quickly; the list can be filtered by it'],
  private: ['private', 'never in a response'],
  readonly: ['readonly', 'never in a request; takes a default, or optional'],
  default: ['default=VALUE', 'the value where none is given; now for datetime, today for date'],
  min: ['min=N', 'the least value, or the fewest characters or elements'],
  max: ['max=N', 'the greatest value, or the most characters or elements'],
  gt: ['gt=N', 'greater than N'],
  ge: ['ge=N', 'greater than or equal to N'],
  lt: ['lt=N', 'less than N'],
  le: ['le=N', 'less than or equal to N'],
  pattern: [
    'pattern=RE',
    'matches the regular expression; write a colon as :: where a modifier could follow',
  ],
};

/** How a modifier is written, and what it means. */
export function helpOnModifier(
  modifier: Flag | ValueModifier,
): readonly [usage: string, description: string] {
  return MODIFIER_RULES[modifier];
}

/** Every modifier, flags first. */
export const MODIFIERS = [...FLAGS, ...VALUE_MODIFIERS] as const;

/** Each modifier as it is written, with what it means: for `--help`. */
export const MODIFIERS_HELP: readonly (readonly [string, string])[] = MODIFIERS.map(
  (modifier) => MODIFIER_RULES[modifier],
);

/** One valid token for each type: for documentation and prompts. */
export const FIELD_EXAMPLES: Readonly<Record<FieldType, string>> = Object.fromEntries(
  FIELD_TYPES.map((type) => [type, TYPE_RULES[type].example]),
) as Record<FieldType, string>;

/** What other languages and frameworks call our types. */
const TYPE_SYNONYMS: Readonly<Record<string, FieldType>> = {
  ...synonyms('str', 'string varchar char character nvarchar slug phone'),
  ...synonyms('text', 'longtext textarea clob markdown'),
  ...synonyms('int', 'integer number int32 int4 smallint'),
  ...synonyms('bigint', 'biginteger big_integer long int64 int8'),
  ...synonyms('float', 'double real float64'),
  ...synonyms('decimal', 'numeric money currency price'),
  ...synonyms('bool', 'boolean bit'),
  ...synonyms('datetime', 'timestamp timestamptz date_time'),
  ...synonyms('uuid', 'guid'),
  ...synonyms('json', 'jsonb dict object map hash'),
  ...synonyms('email', 'mail e_mail'),
  ...synonyms('url', 'uri link href'),
  ...synonyms('enum', 'choice choices literal'),
  ...synonyms('ref', 'reference references belongs_to fk foreign_key foreignkey many_to_one'),
  ...synonyms('refs', 'has_many many many_to_many m2m manytomany'),
  ...synonyms('list', 'array set tuple'),
};

/** What other languages and frameworks call our modifiers. */
const MODIFIER_SYNONYMS: Readonly<Record<string, Flag | ValueModifier>> = {
  ...synonyms('optional', 'null nullable none blank'),
  ...synonyms('unique', 'uniq uq'),
  ...synonyms('index', 'indexed idx'),
  ...synonyms('private', 'hidden secret write_only writeonly'),
  ...synonyms('readonly', 'read_only ro'),
  ...synonyms('min', 'minimum min_length minlength'),
  ...synonyms('max', 'maximum max_length maxlength length size limit'),
  ...synonyms('ge', 'gte'),
  ...synonyms('le', 'lte'),
  ...synonyms('pattern', 'regex regexp re match'),
};

/** The types that a list can hold. */
export const ITEM_TYPES: readonly ItemType[] = FIELD_TYPES.filter(
  (type): type is ItemType => !['ref', 'refs', 'list', 'json', 'enum'].includes(type),
);

/** Whether a word is one of the modifiers. */
export function isModifier(word: string): word is Flag | ValueModifier {
  return (MODIFIERS as readonly string[]).includes(word);
}

/** Whether a modifier stands alone. */
export function isFlag(modifier: string): modifier is Flag {
  return (FLAGS as readonly string[]).includes(modifier);
}

/** The modifier that somebody most likely meant. */
export function likelyModifier(word: string): Flag | ValueModifier | undefined {
  return meaning(word, MODIFIERS, MODIFIER_SYNONYMS);
}

/** The settings that a type takes. */
export function settingsOf(type: FieldType): readonly Setting[] {
  return TYPE_RULES[type].takes;
}

/** The type that somebody most likely meant. */
export function likelyType(word: string): FieldType | undefined {
  return meaning(word, FIELD_TYPES, TYPE_SYNONYMS);
}

/** What a word comes nearest to: one of ours, or what others call one of ours. */
function meaning<T extends string>(
  word: string,
  ours: readonly T[],
  theirs: Readonly<Record<string, T>>,
): T | undefined {
  const near = suggest(word, [...ours, ...Object.keys(theirs)]);
  if (near === undefined) return undefined;
  return ours.find((one) => one === near) ?? theirs[near];
}

function synonyms<T extends string>(meaning: T, list: string): Record<string, T> {
  return Object.fromEntries(list.split(' ').map((word) => [word, meaning]));
}
