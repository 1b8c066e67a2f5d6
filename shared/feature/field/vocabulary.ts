/** The words of fields: types, settings, what they are for, and what others call them. */
import { suggest } from '../../suggestion.js';

/** What can be said of a field beside its name and type. */
interface SettingRules {
  /** What its value is in the object form. */
  readonly kind: keyof SettingValues;
  /** What it says, for the schema of spec files. */
  readonly description: string;
}

/** The values of settings in the object form, by their kind. */
export interface SettingValues {
  readonly flag: boolean;
  readonly number: number | string;
  readonly text: string;
  /** A value that the field itself can have. */
  readonly value: string | number | boolean;
  readonly values: readonly (string | number)[];
}

/** A setting that follows the type in a token. */
interface ModifierRules extends SettingRules {
  /** What its value stands for in `--help`: `N`. */
  readonly value?: string;
  /** What it means, for `--help`. */
  readonly help: string;
  /** What other languages and frameworks call it. */
  readonly synonyms?: string;
}

const MODIFIER_RULES = {
  optional: {
    kind: 'flag',
    help: 'may be left out or null; a ? after the type says the same',
    description: 'May be left out or null.',
    synonyms: 'null nullable none blank',
  },
  unique: {
    kind: 'flag',
    help: 'no two rows have the same value',
    description: 'No two rows have the same value.',
    synonyms: 'uniq uq',
  },
  index: {
    kind: 'flag',
    help: 'looked up by quickly; the list can be filtered by it',
    description: 'Looked up by quickly; the list can be filtered by it.',
    synonyms: 'indexed idx',
  },
  private: {
    kind: 'flag',
    help: 'never in a response',
    description: 'Never in a response.',
    synonyms: 'hidden secret write_only writeonly',
  },
  readonly: {
    kind: 'flag',
    help: 'never in a request; takes a default, or optional',
    description: 'Never in a request.',
    synonyms: 'read_only ro',
  },
  default: {
    kind: 'value',
    value: 'VALUE',
    help: 'the value where none is given; now for datetime, today for date',
    description: 'The value where none is given; now for datetime, today for date.',
  },
  min: {
    kind: 'number',
    value: 'N',
    help: 'the least value, or the fewest characters or elements',
    description: 'The least value, or the fewest characters or elements.',
    synonyms: 'minimum min_length minlength',
  },
  max: {
    kind: 'number',
    value: 'N',
    help: 'the greatest value, or the most characters or elements',
    description: 'The greatest value, or the most characters or elements.',
    synonyms: 'maximum max_length maxlength length size limit',
  },
  gt: { kind: 'number', value: 'N', help: 'greater than N', description: 'Greater than this.' },
  ge: {
    kind: 'number',
    value: 'N',
    help: 'greater than or equal to N',
    description: 'Greater than or equal to this.',
    synonyms: 'gte',
  },
  lt: { kind: 'number', value: 'N', help: 'less than N', description: 'Less than this.' },
  le: {
    kind: 'number',
    value: 'N',
    help: 'less than or equal to N',
    description: 'Less than or equal to this.',
    synonyms: 'lte',
  },
  pattern: {
    kind: 'text',
    value: 'RE',
    help: 'matches the regular expression; write a colon as :: where a modifier could follow',
    description: 'A regular expression that the text matches.',
    synonyms: 'regex regexp re match',
  },
} as const satisfies Readonly<Record<string, ModifierRules>>;

/** What a token has as the argument of its type, in parts. */
const ARGUMENT_RULES = {
  precision: { kind: 'number', description: 'decimal: how many digits in all.' },
  scale: { kind: 'number', description: 'decimal: how many of the digits are decimals.' },
  values: { kind: 'values', description: 'enum: its values.' },
  target: { kind: 'text', description: 'ref, refs: the feature referred to.' },
  items: { kind: 'text', description: 'list: the type of its elements.' },
} as const satisfies Readonly<Record<string, SettingRules>>;

/** Every setting, in the order in which the object form has them. */
export const SETTINGS = { ...MODIFIER_RULES, ...ARGUMENT_RULES };

/** Anything that can be said of a field beside its name and type. */
export type Setting = keyof typeof SETTINGS;

/** A setting that follows the type in a token. */
export type Modifier = keyof typeof MODIFIER_RULES;

/** A modifier that stands alone. */
export type Flag = {
  [M in Modifier]: (typeof MODIFIER_RULES)[M]['kind'] extends 'flag' ? M : never;
}[Modifier];

/** A modifier that takes a value. */
export type ValueModifier = Exclude<Modifier, Flag>;

/** The modifiers that stand alone. */
export const FLAGS: readonly Flag[] = modifiers().filter(isFlag);

/** The modifiers that limit a number. */
export const BOUNDS = ['gt', 'ge', 'lt', 'le', 'min', 'max'] as const;

/** The modifiers that take a value, in the order in which they are written out. */
export const VALUE_MODIFIERS: readonly ValueModifier[] = [
  ...BOUNDS,
  ...modifiers().filter(
    (modifier): modifier is ValueModifier =>
      !isFlag(modifier) && !(BOUNDS as readonly Modifier[]).includes(modifier),
  ),
];

/** Every modifier, flags first. */
export const MODIFIERS: readonly Modifier[] = [...FLAGS, ...VALUE_MODIFIERS];

function modifiers(): Modifier[] {
  return Object.keys(MODIFIER_RULES) as Modifier[];
}

/** Whether a word is one of the modifiers. */
export function isModifier(word: string): word is Modifier {
  return Object.hasOwn(MODIFIER_RULES, word);
}

/** Whether a modifier stands alone. */
export function isFlag(modifier: string): modifier is Flag {
  return isModifier(modifier) && MODIFIER_RULES[modifier].kind === 'flag';
}

/** How a modifier is written, and what it means. */
export function helpOnModifier(modifier: Modifier): readonly [usage: string, description: string] {
  const { help, value }: ModifierRules = MODIFIER_RULES[modifier];
  return [value === undefined ? modifier : `${modifier}=${value}`, help];
}

/** Each modifier as it is written, with what it means: for `--help`. */
export const MODIFIERS_HELP: readonly (readonly [string, string])[] = MODIFIERS.map(helpOnModifier);

/** The modifier that somebody most likely meant. */
export function likelyModifier(word: string): Modifier | undefined {
  return meaning(word, MODIFIERS, MODIFIER_RULES);
}

// --- types --------------------------------------------------------------------------------------

interface TypeRules {
  readonly usage: string;
  readonly description: string;
  readonly example: string;
  readonly takes: readonly Setting[];
  /** What other languages and frameworks call it. */
  readonly synonyms?: string;
}

const EVERYWHERE = ['optional', 'private', 'readonly'] as const;
const KEYS = ['unique', 'index'] as const;

/** In the order in which people are shown them. */
const TYPE_RULES = {
  str: {
    usage: 'str[=MAX]',
    description: 'text on one line, at most MAX characters (255 where nothing is said)',
    example: 'name:str=120',
    takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default', 'pattern'],
    synonyms: 'string varchar char character nvarchar slug phone',
  },
  text: {
    usage: 'text',
    description: 'text of any length',
    example: 'description:text:optional',
    takes: [...EVERYWHERE, 'min', 'max', 'default', 'pattern'],
    synonyms: 'longtext textarea clob markdown',
  },
  int: {
    usage: 'int',
    description: 'a whole number of 32 bits',
    example: 'stock:int:ge=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
    synonyms: 'integer number int32 int4 smallint',
  },
  bigint: {
    usage: 'bigint',
    description: 'a whole number of 64 bits',
    example: 'views:bigint:default=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
    synonyms: 'biginteger big_integer long int64 int8',
  },
  float: {
    usage: 'float',
    description: 'an approximate number',
    example: 'weight:float:gt=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
    synonyms: 'double real float64',
  },
  decimal: {
    usage: 'decimal[=PRECISION.SCALE]',
    description:
      'an exact number: PRECISION digits, SCALE of them decimals (12.2 where nothing is said)',
    example: 'price:decimal=10.2:gt=0',
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default', 'precision', 'scale'],
    synonyms: 'numeric money currency price',
  },
  bool: {
    usage: 'bool',
    description: 'true or false',
    example: 'active:bool:default=true',
    takes: [...EVERYWHERE, 'index', 'default'],
    synonyms: 'boolean bit',
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
    synonyms: 'timestamp timestamptz date_time',
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
    synonyms: 'guid',
  },
  json: {
    usage: 'json',
    description: 'a JSON object',
    example: 'attributes:json:optional',
    takes: EVERYWHERE,
    synonyms: 'jsonb dict object map hash',
  },
  email: {
    usage: 'email',
    description: 'an e-mail address',
    example: 'contact:email:unique',
    takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default'],
    synonyms: 'mail e_mail',
  },
  url: {
    usage: 'url',
    description: 'an http or https URL',
    example: 'website:url:optional',
    takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default'],
    synonyms: 'uri link href',
  },
  enum: {
    usage: 'enum=A/B/C',
    description: 'one of the values given',
    example: 'status:enum=draft/active:default=draft',
    takes: [...EVERYWHERE, ...KEYS, 'default', 'values'],
    synonyms: 'choice choices literal',
  },
  ref: {
    usage: 'ref=MODEL',
    description: 'one of another feature: a foreign key and the relationship',
    example: 'category:ref=Category',
    takes: [...EVERYWHERE, ...KEYS, 'target'],
    synonyms: 'reference references belongs_to fk foreign_key foreignkey many_to_one',
  },
  refs: {
    usage: 'refs=MODEL',
    description: 'any number of another feature: many-to-many, none where nothing is said',
    example: 'tags:refs=Tag',
    takes: ['private', 'readonly', 'target'],
    synonyms: 'has_many many many_to_many m2m manytomany',
  },
  list: {
    usage: 'list=TYPE',
    description: 'a list of plain values of one type',
    example: 'keywords:list=str:max=10',
    takes: [...EVERYWHERE, 'min', 'max', 'items'],
    synonyms: 'array set tuple',
  },
} as const satisfies Readonly<Record<string, TypeRules>>;

/** The type of a field. */
export type FieldType = keyof typeof TYPE_RULES;

/** Every field type, in the order in which people are shown them. */
export const FIELD_TYPES = Object.keys(TYPE_RULES) as readonly FieldType[];

/** The type of a list's elements. */
export type ItemType = Exclude<FieldType, 'ref' | 'refs' | 'list' | 'json' | 'enum'>;

/** The types that a list can hold. */
export const ITEM_TYPES: readonly ItemType[] = FIELD_TYPES.filter(
  (type): type is ItemType => !['ref', 'refs', 'list', 'json', 'enum'].includes(type),
);

/** The settings that a type takes. */
export function settingsOf(type: FieldType): readonly Setting[] {
  return TYPE_RULES[type].takes;
}

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

/** One valid token for each type: for documentation and prompts. */
export const FIELD_EXAMPLES = Object.fromEntries(
  FIELD_TYPES.map((type) => [type, TYPE_RULES[type].example]),
) as Readonly<Record<FieldType, string>>;

/** The type that somebody most likely meant. */
export function likelyType(word: string): FieldType | undefined {
  return meaning(word, FIELD_TYPES, TYPE_RULES);
}

/** What a word comes nearest to: one of ours, or what others call one of ours. */
function meaning<T extends string>(
  word: string,
  ours: readonly T[],
  rules: Readonly<Record<T, ModifierRules | TypeRules>>,
): T | undefined {
  const theirs = new Map(
    ours.flatMap(
      (one) => rules[one].synonyms?.split(' ').map((each) => [each, one] as const) ?? [],
    ),
  );
  const near = suggest(word, [...ours, ...theirs.keys()]);
  if (near === undefined) return undefined;
  return ours.find((one) => one === near) ?? theirs.get(near);
}
