/** The fields of a new feature, as modules of each kind have them. */
import type { BackendModel, ModelHabits } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import { pythonString } from '../../python/literals.js';
import type { FeatureView, FieldView } from '../feature-view.js';
import { columnLine, relationshipLine } from '../foreign/fitted-view/model-lines.js';
import type { Choices } from './choices.js';
import type { ColumnStyle } from './column-style.js';
import { nullableIn, withoutNone } from './nullable.js';
import { fieldLine, splitArguments, writtenField } from './written-fields.js';

/** A field of the new feature, as modules of each kind have it. */
export interface NewField {
  readonly name: string;
  readonly optional: boolean;
  /** Its type without rules: `Decimal`. */
  readonly type: string;
  /** Its line in the model. */
  readonly column: string;
  /** Values for tests, in Python and in JSON. */
  readonly sample: string;
  readonly sampleInJson: string;
  readonly otherSample: string;
  readonly otherInJson: string;
  /** What a schema takes for it, with its rules. */
  readonly checked: string;
  /** Its line in a class that is both, as SQLModel has them: the base of the model and of schemas. */
  readonly both?: string;
  /** What a schema has where nothing is given: ` = ProductStatus.DRAFT`. */
  readonly usual?: string;
  /** What it refers to, and the line of that in the model, where the backend has such lines. */
  readonly target?: BackendModel;
  readonly relationship?: string;
}

/**
 * Returns the fields of a feature in the Python of its backend.
 *
 * @param style how the neighbour declares its columns.
 */
export function newFieldsOf(
  feature: FeatureView,
  habits: ModelHabits,
  modules: Modules,
  choices: Choices,
  style: ColumnStyle,
  quoted: (text: string) => string,
): NewField[] {
  const relates = hasRelationships(habits, modules);
  return feature.writable.map((field) => {
    const alias = feature.aliases.find(({ name }) => name === field.checkedType);
    const choice = choices.fields.get(field.attribute);
    const written = (text: string) => quoted(choice?.inPython(text) ?? text);
    const reference = feature.references.find(({ attribute }) => attribute === field.attribute);
    const target = habits.models.find(({ name }) => name === reference?.target.Model);
    const line = relates && reference ? relationshipLine(reference, habits) : undefined;
    const checked = choice?.type ?? alias?.type ?? field.checkedType;
    const plain = columnLine(choice === undefined ? field : withChoice(field, choice), habits);
    const column = style.column(plain, field);
    return {
      name: field.attribute,
      optional: field.spec.optional,
      type: quoted(choice?.type ?? field.plainType),
      checked: quoted(checked),
      column: quoted(column),
      sample: written(field.sample),
      sampleInJson: quoted(field.sampleInJson ?? field.sample.replace(/^UUID\(("[^"]*")\)$/, '$1')),
      otherSample: written(field.otherSample ?? field.sample),
      otherInJson: quoted(otherInJson(field)),
      usual: written(field.assignment),
      ...(habits.library === 'sqlmodel'
        ? {
            both: quoted(
              withNone(
                style,
                lineForBoth(
                  field,
                  checked,
                  plain,
                  choice?.inPython(field.assignment) ?? field.assignment,
                ),
              ),
            ),
          }
        : {}),
      ...(target === undefined ? {} : { target }),
      ...(line === undefined ? {} : { relationship: quoted(withNone(style, line)) }),
    };
  });
}

/** Returns a line in which there may be no value the way the neighbour says so. */
function withNone({ nullable }: ColumnStyle, line: string): string {
  const written = writtenField(line);
  const [, mapped, inside = ''] = /^(Mapped)\[(.*)\]$/.exec(written.annotation) ?? [];
  const type = mapped === undefined ? written.annotation : inside;
  if (nullableIn(type) === undefined) return line;
  const other = nullable(withoutNone(type));
  return fieldLine({ ...written, annotation: mapped === undefined ? other : `Mapped[${other}]` });
}

/** Returns another value than the sample as JSON has it; the sample where that is not certain. */
function otherInJson({ otherSample = '', sample, sampleInJson = sample, spec }: FieldView): string {
  const text = /^(?:Decimal|UUID)\(("[^"]*")\)$/.exec(otherSample)?.[1];
  if (text !== undefined) return text;
  if (spec.type === 'enum') return pythonString(spec.values?.[1] ?? spec.values?.[0] ?? '');
  return /^(-?[\d.]+|"[^"]*"|True|False)$/.test(otherSample) ? otherSample : sampleInJson;
}

/** Returns a line of SQLModel that is a column in a table and has its rules everywhere else. */
function lineForBoth(
  { attribute, spec }: FieldView,
  checked: string,
  column: string,
  assignment: string,
): string {
  const [, type = checked, rules = ''] =
    /^Annotated\[([^,[\]]+), Field\((.*)\)\]$/.exec(checked) ?? [];
  const options = /^\w+: .*? = Field\((.*)\)$/.exec(column)?.[1] ?? '';
  const keyOf = (each: string) => each.split('=')[0];
  const own = splitArguments(options).filter((each) => keyOf(each) !== 'default');
  const known = new Set(own.map(keyOf));
  const more = splitArguments(rules).filter((each) => !known.has(keyOf(each)));
  const usual = spec.optional ? 'None' : assignment.slice(' = '.length);
  const all = [...more, ...own];
  const annotation = spec.optional ? `${type} | None` : type;
  if (usual.startsWith('Field(')) all.push(...splitArguments(usual.slice('Field('.length, -1)));
  else if (all.length === 0) return `${attribute}: ${annotation}${usual && ` = ${usual}`}`;
  else if (usual !== '') all.unshift(`default=${usual}`);
  return `${attribute}: ${annotation} = Field(${all.join(', ')})`;
}

function withChoice(
  field: FieldView,
  { column, type }: { readonly column: string; readonly type: string },
): FieldView {
  const name = /^"[^"]*"(?=, )/.exec(field.columnArguments)?.[0];
  return {
    ...field,
    columnArguments: [name, column].filter(Boolean).join(', '),
    plainAnnotation: field.spec.optional ? `${type} | None` : type,
    columnType: { name: 'enum_type' },
    column,
  };
}

/** Whether the models of a backend have the rows that they refer to, besides the ids of those. */
function hasRelationships({ models }: ModelHabits, modules: Modules): boolean {
  return models.some(({ name, path }) => {
    const fact = modules.facts(path).classes.find((each) => each.name === name);
    const fields = [...(fact?.fields.values() ?? [])];
    return (
      fields.some(({ value }) => /ForeignKey\(|foreign_key=/.test(value)) &&
      fields.some(
        ({ annotation, value }) =>
          /\b[rR]elationship\(/.test(value) && !/\b([lL]ist|[sS]et)\[/.test(annotation),
      )
    );
  });
}
