import { pythonString } from '../../../python/literals.js';
import { suggest } from '../../../suggestion.js';
import { nameEnumMember } from '../../naming.js';
import { defaultProblem } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { stepsOf } from '../flow.js';
import { initialValue } from '../initial-value.js';
import { requireUniqueValues } from '../samples.js';
import { FieldProblem } from '../settings.js';

const LONGEST_VALUE = 50;

/** One of several values. */
export const enumeration: FieldTypeDefinition = {
  usage: 'enum=A/B/C',
  description: 'one of the given values',
  example: 'status:enum=draft/active:default=draft',
  synonyms: 'choice choices literal',
  takes: [...EVERYWHERE, ...KEYS, 'default', 'flow', 'values'],
  isFilter: true,
  argument: {
    read: (text) => ({ values: text.split('/') }),
    places: (text) => {
      let at = 0;
      return text.split('/').map((value, index) => {
        const start = at;
        at += value.length + 1;
        return [`values.${index}`, start, value.length] as const;
      });
    },
    write: ({ values }) => values?.join('/'),
    check: (_, { values }) => ({ values: checkValues(values) }),
    question: ['Which values? Put / between them: draft/active'],
  },
  readDefault: (text, { values = [] }) => {
    if (values.includes(text)) return text;
    throw defaultProblem(
      `the default "${text}" is not one of the values.`,
      `Values: ${values.join(', ')}.`,
      suggest(text, values),
    );
  },
  serverDefault: pythonString,
  inPython: (field, { enumClass }) => {
    const values = field.values ?? [];
    const member = (value: string | undefined) => `${enumClass}.${nameEnumMember(value ?? '')}`;
    const first = stepsOf(field)[0]?.state ?? values[0] ?? '';
    requireUniqueValues(field, BigInt(values.length));
    return {
      checked: { name: enumClass },
      plain: enumClass,
      column: { name: 'enum_type', arguments: [enumClass] },
      migration: `sa.Enum(${values.map(pythonString).join(', ')}, name="${enumClass.toLowerCase()}", native_enum=False, length=50)`,
      initial: initialValue(field, member, pythonString),
      sample: member(first),
      sampleInJson: pythonString(first),
      // What begins in the first state can only become what follows.
      otherSample: member(stepsOf(field)[0]?.next[0] ?? values[1] ?? values[0]),
      sampleOfN: `list(${enumClass})[n % ${values.length}]`,
      invalid: [pythonString(valueOutside(values))],
    };
  },
};

function checkValues(values: readonly string[] | undefined): readonly string[] {
  const format = 'Separate them by slashes: enum=draft/active/archived.';
  if (values === undefined || values.length === 0 || (values.length === 1 && values[0] === '')) {
    throw new FieldProblem('type', 'an enum needs its values.', format);
  }
  const members = new Map<string, string>();
  for (const [index, value] of values.entries()) {
    const part = `values.${index}` as const;
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value)) {
      const separated = /[,|;]/.test(value) ? value.split(/[,|;]/).map((each) => each.trim()) : [];
      throw new FieldProblem(
        part,
        value === '' ? 'an enum value is empty.' : `"${value}" cannot be an enum value.`,
        `A value consists of letters, digits, hyphens and underscores, and starts with a letter or digit. ${format}`,
        separated.length > 0 ? listed(values, index, separated) : undefined,
      );
    }
    if (value.length > LONGEST_VALUE) {
      throw new FieldProblem(
        part,
        `the enum value "${value}" has ${value.length} characters.`,
        `At most ${LONGEST_VALUE} are allowed.`,
      );
    }
    const member = nameEnumMember(value);
    const other = members.get(member);
    if (other !== undefined) {
      throw new FieldProblem(
        part,
        other === value
          ? `the enum value "${value}" appears twice.`
          : `the enum values "${other}" and "${value}" are too similar.`,
        other === value
          ? 'Remove one of them.'
          : `Both would become the member ${member}. Rename one of them.`,
      );
    }
    members.set(member, value);
  }
  return [...values];
}

/** Returns an enum in which a value is taken for several; undefined if that cannot be meant. */
function listed(
  values: readonly string[],
  index: number,
  separated: readonly string[],
): string | undefined {
  const all = values.toSpliced(index, 1, ...separated);
  try {
    return `enum=${checkValues(all).join('/')}`;
  } catch (error) {
    if (error instanceof FieldProblem) return undefined;
    throw error;
  }
}

function valueOutside(values: readonly string[]): string {
  let value = 'something-else';
  while (values.includes(value)) value = `${value}-still`;
  return value;
}
