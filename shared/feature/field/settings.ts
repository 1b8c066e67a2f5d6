/** What can be said about a field, and what can be wrong with it. */
import { meant, suggest } from '../../suggestion.js';

/** A setting: something that can be said about a field besides its name and type. */
interface SettingRules {
  /** What its value is in the object form. */
  readonly kind: keyof SettingValues;
  /** What it means, for the schema of spec files. */
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
  /** Ways through values: as in a token, or each a list. */
  readonly paths: string | readonly (string | readonly (string | number)[])[];
  /** Names of fields: as in a token, or a list. */
  readonly names: string | readonly string[];
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
    help: 'may be left out or null; a ? after the type means the same',
    description: 'May be left out or null.',
    synonyms: 'null nullable none blank',
  },
  unique: {
    kind: 'flag',
    help: 'no two rows have the same value; in domain-routes, no two of one owner',
    description: 'No two rows have the same value; in domain-routes, no two of one owner.',
    synonyms: 'uniq uq',
  },
  index: {
    kind: 'flag',
    help: 'indexed for fast lookups; the list can be filtered and sorted by it, and numbers and dates compared',
    description: 'Indexed for fast lookups; the list can be filtered and sorted by it.',
    synonyms: 'indexed idx',
  },
  prefix: {
    kind: 'flag',
    help: 'the list can be filtered by what it begins with; an index of its own finds that',
    description:
      'The list can be filtered by what it begins with, name_prefix=An, which an index of its own finds.',
    synonyms: 'starts_with startswith begins_with autocomplete typeahead',
  },
  private: {
    kind: 'flag',
    help: 'never in a response',
    description: 'Never in a response.',
    synonyms: 'hidden secret write_only writeonly',
  },
  readonly: {
    kind: 'flag',
    help: 'never in a request; needs a default, or optional',
    description: 'Never in a request.',
    synonyms: 'read_only ro',
  },
  caller: {
    kind: 'flag',
    help: 'set from who has signed in, never in a request, never changed; for ref=User, and for refs=User, which users join and leave',
    description:
      'Set from who has signed in, never in a request, never changed. For ref=User, and for refs=User, which users join and leave.',
    synonyms: 'current_user signed_in creator created_by',
  },
  each: {
    kind: 'flag',
    help: 'each one is added and removed by itself, too, and a page of their ids is read; for refs',
    description:
      'Each one is added and removed by itself, too, and a page of their ids is read. Only for refs.',
    synonyms: 'single singly individually one_by_one nested subresource',
  },
  default: {
    kind: 'value',
    value: 'VALUE',
    help: 'the value if none is given; can be now for datetime, today for date',
    description: 'The value if none is given; can be now for datetime, today for date.',
  },
  flow: {
    kind: 'paths',
    value: 'A-B-C',
    help: 'the only steps from value to value: draft-active-archived/draft-archived; the first value begins',
    description:
      'enum: the only steps from value to value, draft-active-archived/draft-archived or a list for each path; the first value begins.',
    synonyms: 'flows steps transitions transition workflow states state_machine fsm',
  },
  min: {
    kind: 'number',
    value: 'N',
    help: 'the smallest value, or the fewest characters or elements; min=0 takes blank text',
    description: 'The smallest value, or the fewest characters or elements. 0 takes blank text.',
    synonyms: 'minimum min_length minlength',
  },
  max: {
    kind: 'number',
    value: 'N',
    help: 'the largest value, or the most characters, elements or linked rows; links to more than 300 are counted in answers',
    description:
      'The largest value, or the most characters, elements or linked rows. Links to more than 300 are counted in answers, and have their ids nowhere but at a page of their own.',
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
    help: 'must match this regular expression; write a colon as :: where a modifier could follow',
    description: 'A regular expression that the text must match.',
    synonyms: 'regex regexp re match',
  },
  'on-delete': {
    kind: 'text',
    value: 'WHAT',
    help: 'what becomes of it when the row it refers to is deleted; refuse (by default), cascade, or null if optional',
    description:
      'What happens when the row that it points to is deleted: it is refused, the row that refers to it goes too, or refers to nothing. Only for ref.',
    synonyms: 'ondelete on_delete cascade',
  },
  embed: {
    kind: 'names',
    value: 'FIELD',
    help: 'what answers show of the row it refers to; besides its id: embed=name, embed=name+code',
    description:
      'What answers show of the row that it refers to, besides its id: name, name+code, or a list. Only for ref.',
    synonyms: 'embedded expand nested show include with',
  },
  as: {
    kind: 'text',
    value: 'NAME',
    help: 'what answers call whether the caller is in a link of theirs: members:refs=User:caller:as=joined',
    description:
      'What answers call whether the caller is in a link of theirs, such as joined. Only for refs with caller.',
    synonyms: 'participle called shown_as',
  },
  column: {
    kind: 'text',
    value: 'NAME',
    help: 'the name of its column, if the table calls it something else',
    description: 'The name of its column, if the table calls it something else.',
    synonyms: 'db_column column_name',
  },
} as const satisfies Readonly<Record<string, ModifierRules>>;

/** The settings that a token gives as the argument of its type. */
const ARGUMENT_RULES = {
  precision: { kind: 'number', description: 'decimal: the total number of digits.' },
  scale: { kind: 'number', description: 'decimal: the number of digits after the point.' },
  values: { kind: 'values', description: 'enum: its values.' },
  target: { kind: 'text', description: 'ref, refs: the feature that it refers to.' },
  items: { kind: 'text', description: 'list: the type of its elements.' },
  source: {
    kind: 'text',
    description: 'slug: the field that it is made of. count: the one whose rows it counts.',
  },
  accepts: {
    kind: 'values',
    description: 'file: the media types that it may have, as its content tells them.',
  },
  part: {
    kind: 'text',
    description: 'parts: what one of them is called; its fields are below "parts".',
  },
} as const satisfies Readonly<Record<string, SettingRules>>;

/** Every setting, in the order in which the object form has them. */
export const SETTINGS = { ...MODIFIER_RULES, ...ARGUMENT_RULES };

/** Anything that can be said about a field besides its name and type. */
export type Setting = keyof typeof SETTINGS;

/** A setting that follows the type in a token. */
export type Modifier = keyof typeof MODIFIER_RULES;

/** A modifier without a value. */
export type Flag = {
  [M in Modifier]: (typeof MODIFIER_RULES)[M]['kind'] extends 'flag' ? M : never;
}[Modifier];

/** A modifier that takes a value. */
export type ValueModifier = Exclude<Modifier, Flag>;

/** The modifiers without a value. */
export const FLAGS: readonly Flag[] = modifiers().filter(isFlag);

/** The modifiers that limit a number. */
export const BOUNDS = ['gt', 'ge', 'lt', 'le', 'min', 'max'] as const;

/** The modifiers with a value, in the order in which they are written out. */
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

/** Whether a modifier has no value. */
export function isFlag(modifier: string): modifier is Flag {
  return isModifier(modifier) && MODIFIER_RULES[modifier].kind === 'flag';
}

/** Returns how a modifier is written, and what it means. */
export function helpOnModifier(modifier: Modifier): readonly [usage: string, description: string] {
  const { help, value }: ModifierRules = MODIFIER_RULES[modifier];
  return [value === undefined ? modifier : `${modifier}=${value}`, help];
}

/** Each modifier as it is written, and what it means: for `--help`. */
export const MODIFIERS_HELP: readonly (readonly [string, string])[] = MODIFIERS.map(helpOnModifier);

/** Returns which of some modifiers was most likely meant. */
export function likelyModifier(word: string, among: readonly Modifier[]): Modifier | undefined {
  return meaning(word, among, MODIFIER_RULES);
}

/** What was said about a field, as text, before anything is checked. */
export type FieldSettings = { readonly [K in Flag]?: boolean } & {
  readonly [K in
    | ValueModifier
    | 'precision'
    | 'scale'
    | 'target'
    | 'items'
    | 'source'
    | 'part']?: string;
} & { readonly values?: readonly string[]; readonly accepts?: readonly string[] };

/** A field without its type: validated and in canonical form. */
export interface CheckedField {
  /** In snake_case. A `ref` has no `_id` (`category`), `refs` is a plural (`tags`). */
  readonly name: string;
  /** Only for `decimal`: the total number of digits. */
  readonly precision?: number;
  /** Only for `decimal`: the number of digits after the point. */
  readonly scale?: number;
  /** Only for `enum`: the values, distinct as values and as members. */
  readonly values?: readonly string[];
  /** Only for `ref` and `refs`: the target, as a class (`OrderItem`). */
  readonly target?: string;
  /** Only for `list`: the type of its elements. */
  readonly items?: string;
  /** Only for `slug`: the field that it is made of. */
  readonly source?: string;
  /** Only for `file`: the media types that it may have. */
  readonly accepts?: readonly string[];
  /** Only for `parts`: what one of them is called, in snake_case. */
  readonly part?: string;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  /** Only for texts on one line: whether lists are filtered by what it begins with. */
  readonly prefix?: true;
  /** Never in a response. */
  readonly private: boolean;
  /** Never in a request. */
  readonly readonly: boolean;
  /** Only for a `ref` or `refs` to users: set from who has signed in, and so never in a request. */
  readonly caller?: true;
  /** Only for `refs`: each one is added and removed by itself, too, and a page of their ids is read. */
  readonly each?: true;
  /** Canonical text; also `now` (`datetime`) and `today` (`date`). */
  readonly default?: string;
  /** Only for `enum`: the paths of its state machine, as a token has them. */
  readonly flow?: string;
  /** The minimum number of characters, or of elements of a list. Numbers have `ge` instead. */
  readonly min?: string;
  /** The maximum number of characters, or of elements of a list. Numbers have `le` instead. */
  readonly max?: string;
  readonly gt?: string;
  readonly ge?: string;
  readonly lt?: string;
  readonly le?: string;
  /** Only for `ref`: what happens to a row when the one it points to is deleted, unless that is refused. */
  readonly 'on-delete'?: 'cascade' | 'null';
  /** Only for `ref`: the fields of what it refers to that answers show, as a token has them. */
  readonly embed?: string;
  /** Only for a link of the caller: what answers call whether they are in it, if that is not the participle. */
  readonly as?: string;
  /** The name of its column, if that is not its key in the API. */
  readonly column?: string;
  /** A portable regular expression. It may match anywhere in the text unless it has anchors. */
  readonly pattern?: string;
}

/** The argument of a type, checked. */
export type FieldArgument = Pick<
  CheckedField,
  'precision' | 'scale' | 'values' | 'target' | 'items' | 'source' | 'accepts' | 'part'
>;

/** The limits of a field, checked. */
export type FieldLimits = Pick<CheckedField, 'min' | 'max' | 'gt' | 'ge' | 'lt' | 'le'>;

/**
 * The part of a field that a complaint is about: a setting, its value, one value of an enum. A form
 * that cannot show such a fine place shows the part before the dot.
 */
export type FieldPart =
  | 'argument'
  | 'name'
  | 'type'
  | Setting
  | `${Setting}.value`
  | `values.${number}`;

/**
 * A rule that a part of a field breaks. The form in which the field was written turns it into a
 * message.
 */
export class FieldProblem extends Error {
  /** What is allowed and what to do, as sentences. */
  readonly advice: string;

  /**
   * @param part what is wrong.
   * @param complaint what is wrong with it, as a sentence.
   * @param advice what is allowed and what to do, as sentences.
   * @param suggestion what was likely meant, with which the advice then begins.
   */
  constructor(
    readonly part: FieldPart,
    readonly complaint: string,
    advice: string,
    readonly suggestion?: string | undefined,
  ) {
    super(complaint);
    this.advice = meant(suggestion) + advice;
  }
}

/** Whether a text has a character that would break a line or could not be shown. */
export function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);
}

/** Whether a text has characters that turn the direction of what follows, and so hide what it says. */
export function turnsDirection(text: string): boolean {
  return /[\u202a-\u202e\u2066-\u2069]/.test(text);
}

/** Returns the one of our words that a word is closest to, directly or by a synonym. */
export function meaning<T extends string>(
  word: string,
  ours: readonly T[],
  rules: Readonly<Record<T, { readonly description: string; readonly synonyms?: string }>>,
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
