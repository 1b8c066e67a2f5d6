/** Works out what templates see of what rows consist of. */
import type { FieldNames } from '../../feature/field/names.js';
import type { FieldSpec } from '../../feature/field/spec.js';
import type { PartSpec } from '../../feature/parts.js';
import type { FeatureView, PartView } from '../feature-view.js';
import { mostOf } from '../part-spec.js';

/** What the classes of parts have besides their fields. */
export const METHODS_OF_PARTS = ['restore', 'say_all'];

/**
 * Works out what templates see of the parts that a field has.
 *
 * @param said what one of them has.
 * @param part the same, seen as a feature.
 * @param whole the feature that they are parts of, in snake_case.
 * @param suffix what the classes of models end with.
 */
export function viewPart(
  spec: FieldSpec,
  { attribute, columnName, filter, isRenamed: isCalledOtherwise, json, key }: FieldNames,
  said: PartSpec,
  part: FeatureView,
  whole: string,
  suffix: string,
): PartView {
  const Model = part.Feature + suffix;
  const Given = suffix === '' ? `${part.Feature}Input` : part.Feature;
  // What the domain knows it as has the names of Python alone.
  const isRenamed = part.fields.some(({ attribute, json: said }) => said !== attribute);
  const Body = suffix !== '' && isRenamed ? `${part.Feature}Input` : undefined;
  const Shown = `${part.Feature}Response`;
  const unique = said.fields.find((field) => field.unique);
  const distinct = part.fields.find((field) => field.spec.name === unique?.name);
  const check = `_with_distinct_${attribute}`;
  const least = spec.min === undefined || spec.min === '0' ? '' : `min_length=${spec.min}, `;
  const limits = `Field(${least}max_length=${mostOf(spec)})`;
  const rules = distinct === undefined ? limits : `${limits}, AfterValidator(${check})`;
  const typeOf = (each: string) => `Annotated[list[${each}], ${rules}]`;
  const checkedType = typeOf(Given);
  const plainType = `list[${Shown}]`;
  const isFilled = least !== '';
  return {
    field: {
      spec,
      attribute,
      key,
      filter,
      columnName,
      json,
      isRenamed: isCalledOtherwise,
      label: spec.name.replaceAll('_', ' '),
      checkedType,
      queryType: checkedType,
      checkedAnnotation: checkedType,
      ...(Body === undefined ? {} : { bodyType: typeOf(Body) }),
      plainType,
      plainAnnotation: plainType,
      shownAnnotation: plainType,
      assignment: isFilled ? '' : ' = Field(default_factory=list)',
      defaultValue: undefined,
      defaultIsCall: false,
      defaultInJson: undefined,
      column: '',
      columnType: { name: '' },
      columnArguments: '',
      columnDefault: '',
      columnOptions: '',
      migrationOptions: '',
      serverDefault: '',
      migrationDefault: '',
      condition: undefined,
      migration: '',
      sample: '[]',
      otherSample: '[]',
      sampleOfN: '[]',
      invalid: [
        '"not-a-list"',
        '[{"shoe_size": 1}]',
        `[{}] * ${mostOf(spec) + 1}`,
        ...(isFilled ? ['[]'] : []),
      ],
    },
    part,
    Model,
    Given,
    Body,
    Shown,
    wholeColumn: `${whole}_id`,
    distinct,
    check,
  };
}
