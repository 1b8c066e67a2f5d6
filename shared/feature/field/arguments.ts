/** What belongs to a type itself: the precision of a decimal, the values of an enum, the target of a reference. */

import { LONGEST_NAME, nameEnumMember, pascalOf, singularOf } from '../naming.js';
import { FieldProblem, type FieldSettings, type FieldSpec, meant } from './spec.js';
import {
  FIELD_TYPES,
  type FieldType,
  ITEM_TYPES,
  type ItemType,
  likelyType,
} from './vocabulary.js';

const LONGEST_ENUM_VALUE = 50;
const LARGEST_PRECISION = 38;

/** A type's argument, checked. */
export type FieldArgument = Pick<FieldSpec, 'precision' | 'scale' | 'values' | 'target' | 'items'>;

/**
 * Checks the argument of a type.
 *
 * @param name the field's name, for suggestions.
 * @throws FieldProblem for an argument that is missing or not possible.
 */
export function checkArgument(
  name: string,
  type: FieldType,
  settings: FieldSettings,
): FieldArgument {
  switch (type) {
    case 'decimal':
      return checkPrecision(settings);
    case 'enum':
      return { values: checkValues(settings.values) };
    case 'ref':
    case 'refs':
      return { target: checkTarget(name, type, settings.target) };
    case 'list':
      return { items: checkItems(settings.items) };
    default:
      return {};
  }
}

function checkPrecision(settings: FieldSettings): { precision: number; scale: number } {
  if (settings.precision === undefined && settings.scale === undefined)
    return { precision: 12, scale: 2 };
  const format =
    'Write decimal=PRECISION.SCALE: decimal=10.2 has ten digits, two of them decimals.';
  const digits = (part: 'precision' | 'scale'): number => {
    const text = settings[part];
    if (text === undefined) {
      const given = settings.precision ?? settings.scale ?? '';
      const guess =
        /^\d{1,2}$/.test(given) && part === 'scale'
          ? ` For whole numbers: decimal=${given}.0.`
          : '';
      throw new FieldProblem(
        part === 'scale' ? 'precision.value' : 'scale.value',
        `decimal takes both a precision and a scale, but the ${part} is missing.`,
        format + guess,
      );
    }
    if (!/^\d{1,4}$/.test(text)) {
      throw new FieldProblem(
        `${part}.value`,
        `the ${part} "${text}" is not a whole number.`,
        format,
      );
    }
    return Number(text);
  };
  const precision = digits('precision');
  const scale = digits('scale');
  if (precision < 1 || precision > LARGEST_PRECISION) {
    throw new FieldProblem(
      'precision.value',
      `the precision ${precision} is not possible.`,
      `It has to be from 1 to ${LARGEST_PRECISION}.`,
    );
  }
  if (scale > precision) {
    throw new FieldProblem(
      'scale.value',
      `the scale ${scale} is larger than the precision ${precision}.`,
      `The decimals count among the digits. Did you mean "decimal=${Math.min(precision + scale, LARGEST_PRECISION)}.${scale}"?`,
    );
  }
  return { precision, scale };
}

function checkValues(values: readonly string[] | undefined): readonly string[] {
  const format = 'Write them with slashes between: enum=draft/active/archived.';
  if (values === undefined || values.length === 0 || (values.length === 1 && values[0] === '')) {
    throw new FieldProblem('type', 'an enum needs its values.', format);
  }
  const members = new Map<string, string>();
  for (const [index, value] of values.entries()) {
    const part = `values.${index}` as const;
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value)) {
      const separated = /[,|;]/.test(value) ? value.split(/[,|;]/).map((each) => each.trim()) : [];
      const guess = separated.length > 0 ? ` Did you mean "enum=${separated.join('/')}"?` : '';
      throw new FieldProblem(
        part,
        value === '' ? 'an enum value is empty.' : `"${value}" cannot be an enum value.`,
        `A value has letters, digits, hyphens and underscores, and begins with a letter or digit. ${format}${guess}`,
      );
    }
    if (value.length > LONGEST_ENUM_VALUE) {
      throw new FieldProblem(
        part,
        `the enum value "${value}" has ${value.length} characters.`,
        `At most ${LONGEST_ENUM_VALUE} are allowed.`,
      );
    }
    const member = nameEnumMember(value);
    const other = members.get(member);
    if (other !== undefined) {
      throw new FieldProblem(
        part,
        other === value
          ? `the enum value "${value}" is there twice.`
          : `the enum values "${other}" and "${value}" are too alike.`,
        other === value
          ? 'Leave one of them out.'
          : `Both would be the member ${member}. Rename one of them.`,
      );
    }
    members.set(member, value);
  }
  return [...values];
}

function checkTarget(name: string, type: 'ref' | 'refs', target: string | undefined): string {
  if (target === undefined || target === '') {
    throw new FieldProblem(
      'type',
      `${type} needs the feature it refers to.`,
      `Did you mean "${name}:${type}=${pascalOf(type === 'refs' ? singularOf(name) : name)}"?`,
    );
  }
  const wellFormed = /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/.test(target);
  if (!wellFormed || target.length > 2 * LONGEST_NAME) {
    const candidate = pascalOf(target.normalize('NFKD').replaceAll(/\p{M}/gu, '')).replace(
      /^\d+/,
      '',
    );
    throw new FieldProblem(
      'target.value',
      `"${target}" cannot be the name of a feature.`,
      `${meant(candidate || undefined)}Write it as its class or module is named: Category, OrderItem, order_item.`,
    );
  }
  return pascalOf(target);
}

function checkItems(items: string | undefined): ItemType {
  const allowed = `A list holds one of: ${ITEM_TYPES.join(', ')}.`;
  if (items === undefined || items === '') {
    throw new FieldProblem(
      'type',
      'list needs the type of its elements.',
      `Did you mean "list=str"? ${allowed}`,
    );
  }
  const known = ITEM_TYPES.find((type) => type === items);
  if (known !== undefined) return known;
  const base = items.split('=')[0] ?? '';
  if (ITEM_TYPES.some((type) => type === base)) {
    throw new FieldProblem(
      'items.value',
      `the elements of a list take no argument, but "${items}" has one.`,
      `Write list=${base}.`,
    );
  }
  if (base === 'ref' || base === 'refs') {
    throw new FieldProblem(
      'items.value',
      'a list cannot hold references.',
      `For many of another feature, use refs=MODEL. ${allowed}`,
    );
  }
  const unlisted = (FIELD_TYPES as readonly string[]).includes(items);
  const near = ITEM_TYPES.find((type) => type === likelyType(items));
  throw new FieldProblem(
    'items.value',
    unlisted ? `a list cannot hold ${items}.` : `there is no type "${items}".`,
    `${meant(near)}${allowed}`,
  );
}
