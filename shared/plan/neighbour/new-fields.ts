/** The fields of a new feature, as modules of each kind have them. */
import type { BackendModel, ModelHabits } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import type { FeatureView, FieldView } from '../feature-view.js';
import { columnLine, relationshipLine } from '../foreign/fitted-view/model-lines.js';
import type { Choices } from './choices.js';

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
  /** What a schema takes for it, with its rules. */
  readonly checked: string;
  /** What a schema has where nothing is given: ` = ProductStatus.DRAFT`. */
  readonly usual?: string;
  /** What it refers to, and the line of that in the model, where the backend has such lines. */
  readonly target?: BackendModel;
  readonly relationship?: string;
}

/** Returns the fields of a feature in the Python of its backend. */
export function newFieldsOf(
  feature: FeatureView,
  habits: ModelHabits,
  modules: Modules,
  choices: Choices,
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
    return {
      name: field.attribute,
      optional: field.spec.optional,
      type: quoted(choice?.type ?? field.plainType),
      checked: quoted(choice?.type ?? alias?.type ?? field.checkedType),
      column: quoted(columnLine(choice === undefined ? field : withChoice(field, choice), habits)),
      sample: written(field.sample),
      sampleInJson: quoted(field.sampleInJson ?? field.sample),
      otherSample: written(field.otherSample ?? field.sample),
      usual: written(field.assignment),
      ...(target === undefined ? {} : { target }),
      ...(line === undefined ? {} : { relationship: quoted(line) }),
    };
  });
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
    return [...(fact?.fields.values() ?? [])].some(({ value }) =>
      /\b[rR]elationship\(/.test(value),
    );
  });
}
