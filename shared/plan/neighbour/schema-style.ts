/** How the schemas of a backend write their fields, and new ones written so. */
import { pythonString } from '../../python/literals.js';
import { closingOf, tokenize } from '../../python/tokens.js';
import { toldOf } from './descriptions.js';
import type { NewField } from './new-fields.js';
import { firstNullable, isUntold, type Nullable, nullableIn, plainNullable } from './nullable.js';
import {
  fieldLine,
  keywordOf,
  splitArguments,
  type WrittenCall,
  type WrittenField,
  writtenCall,
} from './written-fields.js';

/** Where rules are: in `Annotated`, in the value, in types such as `constr`, or texts in `StringConstraints`. */
type RulesPlace = 'annotation' | 'value' | 'types' | 'constraints';

const RULE =
  /^(gt|ge|lt|le|multiple_of|min_length|max_length|pattern|regex|max_digits|decimal_places|strip_whitespace|to_lower|strict)$/;
const TOLD = /^(title|description|examples?)$/;
const TYPES: Readonly<Record<string, string>> = {
  str: 'constr',
  int: 'conint',
  float: 'confloat',
  Decimal: 'condecimal',
};

/** How a class writes fields. */
export interface SchemaStyle {
  readonly nullable: Nullable;
  /** The same for what is not told in the contract; undefined where the class has none. */
  readonly untold: Nullable | undefined;
  readonly rules: RulesPlace;
  /** `Field`, with what it is of. */
  readonly callee: string;
  /** Whether `...` says that there is no default. */
  readonly isElided: boolean;
  /** Whether a default is named: `default=None`. */
  readonly isNamed: boolean;
  /** Whether what may be missing has a default; where it has none, it is always there. */
  readonly hasDefault: boolean;
  /** What texts have besides their own rules: `strip_whitespace=True`. */
  readonly ofTexts: readonly string[];
  /** What is told of every field, as literals by field; and whether that comes before the rules. */
  readonly told: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly isToldFirst: boolean;
}

/**
 * Reads how a class writes its fields.
 *
 * @param own the fields of the class that the new ones come in the place of.
 * @param others more examples, the nearest first.
 */
export function schemaStyle(
  own: readonly WrittenField[],
  others: readonly WrittenField[],
): SchemaStyle {
  const all = [...own, ...others];
  const calls = all.flatMap((each) => inValue(each) ?? []);
  const required = calls.find(
    ({ keywords, positional }) =>
      positional[0] !== 'None' && !keywords.has('default') && !keywords.has('default_factory'),
  );
  const optional = calls.find(
    ({ keywords, positional }) => positional[0] === 'None' || keywords.get('default') === 'None',
  );
  const missing = own.filter(({ annotation }) => nullableIn(annotation) !== undefined);
  const told = new Map<string, ReadonlyMap<string, string>>();
  const [first] = own;
  const firstCall = first && callOf(first);
  for (const [keyword] of firstCall?.keywords ?? []) {
    if (!TOLD.test(keyword)) continue;
    const texts = own.map((each) => [each.name, callOf(each)?.keywords.get(keyword)] as const);
    if (texts.every(([, text]) => text !== undefined)) {
      told.set(keyword, new Map(texts as [string, string][]));
    }
  }
  const names = [
    ...(own
      .map((each) => callOf(each))
      .find(hasBoth)
      ?.keywords.keys() ?? []),
  ];
  return {
    nullable: firstNullable(all.map(({ annotation }) => annotation)) ?? plainNullable,
    untold: own.flatMap(({ annotation }) =>
      isUntold(annotation) ? (nullableIn(annotation) ?? []) : [],
    )[0],
    rules: all.map(placeOf).find((each) => each !== undefined) ?? usualPlace(all),
    callee: calls[0]?.callee ?? 'Field',
    isElided: required?.positional[0] === '...',
    isNamed: optional?.keywords.has('default') === true,
    hasDefault: missing.length === 0 || missing.some(({ value }) => value !== ''),
    ofTexts: textHabits(all),
    told,
    isToldFirst: TOLD.test(names.find((name) => RULE.test(name) || TOLD.test(name)) ?? ''),
  };
}

/** What else the line of a field depends on. */
interface Wanted {
  /** Whether it need not be given, whatever the field is. */
  readonly isUpdate: boolean;
  /** Whether what callers send is checked. */
  readonly isInput: boolean;
  bare(name: string): string;
  rename(text: string): string;
}

/** Returns the line of a new field in a class that writes its fields so. */
export function schemaLine(field: NewField, style: SchemaStyle, wanted: Wanted): string {
  const { name, optional, type, usual = '' } = field;
  const { isInput, isUpdate } = wanted;
  const isMissing = isUpdate || optional;
  // What has no value in a row can be told to have none.
  const nullable = (optional ? undefined : style.untold) ?? style.nullable;
  const withNone = (of: string) => (isMissing ? nullable(of) : of);
  const [, plain = field.checked, ruled = ''] =
    /^Annotated\[([^,[\]]+), Field\((.*)\)\]$/.exec(field.checked) ?? [];
  const own = isInput ? splitArguments(ruled) : [];
  const [, given = '', remark = ''] = isInput ? (/^ = (.*?)( {2}#.*)?$/.exec(usual) ?? []) : [];
  const told = toldIn(field, style, wanted);
  const place = placeFor(style, plain, own);
  const beside = style.rules === 'constraints' && place === 'constraints' ? style.ofTexts : [];
  const rules = [...beside, ...own];
  const type_ = !isInput ? type : typeWith(place, plain, rules);
  const inField = [
    ...(style.isToldFirst ? told : []),
    ...(place === 'value' ? rules : []),
    ...(style.isToldFirst ? [] : told),
  ];
  const isInAnnotation = place === 'annotation' && rules.length > 0;
  if (isInAnnotation) {
    const all = style.isToldFirst ? [...told, ...rules] : [...rules, ...told];
    const inner = `Annotated[${plain}, ${style.callee}(${all.join(', ')})]`;
    return line(name, withNone(inner), defaultOf(isMissing, given, style)) + remark;
  }
  const value =
    inField.length === 0
      ? defaultOf(isMissing, given, style)
      : `${style.callee}(${[...defaultIn(isMissing, given, style), ...inField].join(', ')})`;
  return line(name, withNone(type_), value) + remark;
}

function line(name: string, annotation: string, value: string): string {
  return fieldLine({ name, annotation, value });
}

function defaultOf(isMissing: boolean, given: string, { hasDefault }: SchemaStyle): string {
  return isMissing ? (hasDefault ? 'None' : '') : given;
}

/** Returns the arguments of `Field` that say what a field is if it is not given. */
function defaultIn(
  isMissing: boolean,
  given: string,
  { hasDefault, isElided, isNamed }: SchemaStyle,
): string[] {
  const named = (value: string) => [isNamed ? `default=${value}` : value];
  if (isMissing && hasDefault) return named('None');
  const factory = writtenCall(given);
  if (factory?.callee === 'Field') return [...factory.args];
  if (!isMissing && given !== '') return named(given);
  return isElided ? ['...'] : [];
}

function placeFor({ rules }: SchemaStyle, type: string, own: readonly string[]): RulesPlace {
  if (rules === 'types' && TYPES[type] === undefined) return 'value';
  const isText = (each: string) => /^(min_length|max_length|pattern)=/.test(each);
  return rules === 'constraints' && !(type === 'str' && own.every(isText)) ? 'annotation' : rules;
}

function typeWith(place: RulesPlace, type: string, rules: readonly string[]): string {
  if (rules.length === 0) return type;
  const text = rules.join(', ');
  if (place === 'types') return `${TYPES[type]}(${text})`;
  return place === 'constraints' ? `Annotated[${type}, StringConstraints(${text})]` : type;
}

function toldIn(
  { name, sampleInJson }: NewField,
  { told }: SchemaStyle,
  { bare, rename }: Wanted,
): string[] {
  return [...told].map(([keyword, texts]) => {
    if (keyword === 'examples') return `examples=[${sampleInJson}]`;
    if (keyword === 'example') return `example=${sampleInJson}`;
    return `${keyword}=${pythonString(toldOf(texts, name.replaceAll('_', ' '), bare, rename))}`;
  });
}

function inValue({ value }: WrittenField): WrittenCall | undefined {
  const call = writtenCall(value);
  return call !== undefined && /(^|\.)Field$/.test(call.callee) ? call : undefined;
}

function inAnnotation({ annotation }: WrittenField): WrittenCall | undefined {
  const tokens = tokenize(`(${annotation})`).lines[0]?.tokens ?? [];
  const open = tokens.findIndex(
    ({ text }, at) => text === '[' && tokens[at - 1]?.text === 'Annotated',
  );
  if (open < 0) return undefined;
  const { from, to } = { from: tokens[open]?.to ?? 0, to: tokens[closingOf(tokens, open)]?.from };
  return splitArguments(`(${annotation})`.slice(from, to))
    .map(writtenCall)
    .find((each) => each !== undefined && /(^|\.)(Field|StringConstraints)$/.test(each.callee));
}

function callOf(field: WrittenField): WrittenCall | undefined {
  return inValue(field) ?? inAnnotation(field);
}

function hasBoth(call: WrittenCall | undefined): boolean {
  const names = [...(call?.keywords.keys() ?? [])];
  return names.some((name) => RULE.test(name)) && names.some((name) => TOLD.test(name));
}

/** Returns where rules are where none is shown: who writes `Optional[str]`, and nothing in `Annotated`, has them in the value. */
function usualPlace(fields: readonly WrittenField[]): RulesPlace {
  const has = (word: RegExp) => fields.some(({ annotation }) => word.test(annotation));
  return has(/\bOptional\[/) && !has(/\bAnnotated\[/) ? 'value' : 'annotation';
}

/** Returns where a field has its rules; undefined where it has none. */
function placeOf(field: WrittenField): RulesPlace | undefined {
  if (/\bcon(str|int|float|decimal)\(/.test(field.annotation)) return 'types';
  if (/\bStringConstraints\(/.test(field.annotation)) return 'constraints';
  const has = (call: WrittenCall | undefined) =>
    call?.args.some((each) => RULE.test(keywordOf(each) ?? '')) === true;
  if (has(inValue(field))) return 'value';
  return has(inAnnotation(field)) ? 'annotation' : undefined;
}

/** Returns what all constrained texts have that is no rule of one field. */
function textHabits(fields: readonly WrittenField[]): readonly string[] {
  const calls = fields.flatMap((each) => {
    const call = inAnnotation(each);
    return call !== undefined && /StringConstraints$/.test(call.callee) ? [call] : [];
  });
  const habits = calls[0]?.args.filter((each) => /^(strip_whitespace|strict)=/.test(each)) ?? [];
  return habits.filter((each) => calls.every(({ args }) => args.includes(each)));
}
