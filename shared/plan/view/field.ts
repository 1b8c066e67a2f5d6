/** Works out what templates see of a field: its types, its column, its default. */
import type { InitialValue, PythonField } from '../../feature/field/definition.js';
import type { Dialect } from '../../feature/field/dialect.js';
import type { FieldNames } from '../../feature/field/names.js';
import type { FieldSpec } from '../../feature/field/spec.js';
import { pascalOf } from '../../feature/naming.js';
import { isLanguageName } from '../../feature/reserved-words.js';
import { LINE_LENGTH } from '../../python/edits.js';
import { pythonString } from '../../python/literals.js';
import type { FieldView } from '../feature-view.js';
import { columnOptionsOf, namesColumn } from '../field-columns.js';
import { unmarked } from '../own-names.js';

/**
 * Works out what templates see of a field.
 *
 * @param type what checks its value, as an annotation.
 * @param column its type in the table, as source text.
 * @param query what checks a value of it in a URL, if that is something else.
 */
export function viewOf(
  spec: FieldSpec,
  names: FieldNames,
  type: string,
  column: string,
  python: Omit<PythonField, 'checked'>,
  query = type,
): FieldView {
  const nullable = spec.optional ? ' | None' : '';
  const constraint = spec.unique ? ', unique=True' : '';
  const { attribute, columnName, filter, isRenamed, json, key } = names;
  const { column: columnType, initial, plain, shown: _, ...rest } = python;
  return {
    ...rest,
    spec,
    attribute,
    key,
    filter,
    json,
    isRenamed,
    columnName,
    label: humanOf(spec.name),
    checkedType: type,
    queryType: query,
    checkedAnnotation: type + nullable,
    plainType: plain,
    plainAnnotation: plain + nullable,
    shownAnnotation: plain + nullable,
    defaultValue: initial?.text,
    defaultIsCall: initial?.isCall ?? false,
    defaultInJson: initial?.inJson,
    assignment: assignmentOf(initial) + waiverOf(attribute, initial),
    column,
    columnType,
    columnArguments: namesColumn(names) ? `${pythonString(columnName)}, ${column}` : column,
    columnDefault: spec.readonly || spec.flow !== undefined ? columnDefaultOf(initial) : '',
    ...columnOptionsOf(spec, names, constraint),
  };
}

/** Returns the annotation of a value in a URL; undefined if it is checked as in JSON. */
export function queryOf({ checked, plain }: PythonField, dialect: Dialect): string | undefined {
  if (checked.name === 'StrictBool') return plain;
  const { name, ofColumn = [], within } = checked;
  return within && dialect.annotation({ name, constraints: ofColumn });
}

function assignmentOf(initial: InitialValue | undefined): string {
  if (initial === undefined) return '';
  const { isCall, text } = initial;
  return isCall ? ` = Field(default_factory=lambda: ${text})` : ` = ${text}`;
}

/** Names of what linters take the text of for a secret. */
const SECRET = /(?:^|_)(?:pass?wo?r?d|pass(?:phrase)?|pwd|token|secrete?)(?:_|$)/;

/** Tells linters that the default of a field with such a name is no secret. */
function waiverOf(attribute: string, initial: InitialValue | undefined): string {
  return SECRET.test(attribute) && initial?.text.startsWith('"') ? '  # noqa: S105' : '';
}

function columnDefaultOf(initial: InitialValue | undefined): string {
  if (initial === undefined || initial.text === 'None') return '';
  return `, default=${initial.isCall ? 'lambda: ' : ''}${initial.text}`;
}

/** Suffixes of class names in a slice, which an alias or an enum must not take. */
const TAKEN_SUFFIXES = new Set([
  'Input',
  'Base',
  'Changes',
  'Client',
  'ConflictError',
  'Create',
  'Detail',
  'Draft',
  'Id',
  'List',
  'ListParams',
  'ListResponse',
  'Model',
  'Out',
  'Page',
  'Public',
  'Query',
  'Read',
  'Repo',
  'Repository',
  'Response',
  'Schema',
  'Service',
  'Sort',
  'Update',
  'WebhookService',
]);

/**
 * Returns the class of an enum.
 *
 * @param feature the feature in PascalCase.
 * @param field the name of the field.
 */
export function enumClassOf(feature: string, field: string): string {
  const suffix = pascalOf(field);
  const isTaken = TAKEN_SUFFIXES.has(suffix) || isLanguageName(feature + suffix);
  return feature + (isTaken ? `${suffix}Value` : suffix);
}

/**
 * Returns the alias that defines a constrained type once; undefined if it would make a line too
 * long.
 */
export function aliasFor(
  attribute: string,
  { checked: { constraints = [] }, initial }: PythonField,
  name: string,
): string | undefined {
  if (constraints.length === 0) return undefined;
  const line = `    ${attribute}: ${name} | None${assignmentOf(initial)}`;
  return unmarked(line).length <= LINE_LENGTH ? name : undefined;
}

/** Returns a name as a text has it: `unit price`. */
export function humanOf(snake: string): string {
  return snake.replaceAll('_', ' ');
}
