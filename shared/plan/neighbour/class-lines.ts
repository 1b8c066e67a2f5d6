/** The lines of models and schemas that have the fields of a new feature where those of its neighbour have theirs. */

import { definedName, type Statement, textOf } from '../../python/syntax.js';
import { commonRelationship } from './common-references.js';
import { type FieldContext, fieldOf } from './field-context.js';
import type { NewField } from './new-fields.js';
import { type Nullable, nullableIn } from './nullable.js';
import { schemaLine, schemaStyle } from './schema-style.js';
import { fieldLine, writtenCall, writtenField, writtenFields } from './written-fields.js';

/** Returns the lines of a class in which the neighbour has fields. */
export function linesOf(
  context: FieldContext,
  name: string,
  statement: Statement,
  fields: readonly Statement[],
): string[] {
  const { base, fields: all, model, targets } = context.change;
  const inModel = ({ name: field }: NewField) => base?.inModel.has(field) === true;
  if (name === base?.name) {
    return all
      .filter((field) => !inModel(field))
      .map(({ both, column }) => context.holes.of(both ?? column));
  }
  if (name !== model || !context.change.hasModel) {
    return schemaLines(context, name, statement, fields).map((line) => context.holes.of(line));
  }
  // A dataclass takes what may be left out last.
  const written = context.change.isDataclass ? context.ordered(all) : all;
  const columns = written
    .filter((field) => base === undefined || inModel(field))
    .map(({ column, name: field, optional, target }) => {
      const like = fields.find((each) => fieldOf(each) === field);
      const text = like === undefined ? '' : textOf(context.module, like);
      const isSame =
        target !== undefined &&
        !context.change.isMigrated &&
        targets.get(field) === target &&
        /\bNone\b|Optional\[|nullable=True/.test(text) === optional;
      return isSame ? text : context.holes.of(column);
    });
  const related = all.flatMap((field) => {
    const [common] = commonRelationship(context.change, field) ?? [];
    const like = fields.find((each) => fieldOf(each) === common);
    const isKnown = bindsAnywhere(context.module.statements, field.target?.name ?? '');
    const text = like && isKnown ? textOf(context.module, like) : undefined;
    const isAlike = /\bNone\b|Optional\[/.test(text ?? '') === field.optional;
    if (text !== undefined && (isAlike || field.relationship === undefined))
      return context.withOtherEnd(common ?? '', text);
    return field.relationship === undefined ? [] : context.holes.of(field.relationship);
  });
  return [...columns, ...related];
}

/** Whether statements, or those that are under a condition, import a name. */
function bindsAnywhere(statements: readonly Statement[], name: string): boolean {
  return statements.some(
    ({ block, keyword, tokens }) =>
      ((keyword === 'from' || keyword === 'import') && tokens.some(({ text }) => text === name)) ||
      (keyword === 'if' && bindsAnywhere(block ?? [], name)),
  );
}

function schemaLines(
  context: FieldContext,
  name: string,
  { block = [], tokens }: Statement,
  fields: readonly Statement[],
): string[] {
  const allOptional = fields.every((each) =>
    /\bNone\b|Optional\[/.test(textOf(context.module, each)),
  );
  const isUpdate = /Update|Patch|Edit|Filter/.test(name) && allOptional;
  const isInput =
    /Create|Base|Input|Request|In$|Update|Patch|Add|New|Payload|Body|Form/.test(name) ||
    fields.some((each) => hasRules(textOf(context.module, each)));
  const isDomain = !tokens.some(
    ({ text }) => /Model|Schema|Base|Create|Update|Read|Request/.test(text) && text !== name,
  );
  const names = new Set(fields.map((each) => fieldOf(each) ?? ''));
  const all = isDomain ? context.whereShown(names) : context.shown(names);
  // What it derives from has the new fields already.
  const shown =
    isUpdate || !derivesFields(context, name) ? all : all.filter((field) => names.has(field.name));
  const style = styleIn(context, block, fields);
  return shown.map((field) => {
    if (field.both !== undefined && isUpdate) return asOptional(field.both, style.nullable);
    return schemaLine(field, style, {
      isUpdate,
      isInput: isInput && !isDomain,
      bare: context.change.bare,
      rename: context.change.rename,
    });
  });
}

/** Reads how a class writes fields; what it does not show, the rest of its module does, or else what is written elsewhere. */
function styleIn(
  { change, module }: FieldContext,
  block: readonly Statement[],
  fields: readonly Statement[],
) {
  const all = module.statements.flatMap((each) =>
    each.keyword === 'class' ? writtenFields(module, each.block ?? []) : [],
  );
  const own = writtenFields(module, fields);
  const plain = own.filter(({ name }) => !change.targets.has(name));
  return schemaStyle(plain.length > 0 ? plain : own, [
    ...writtenFields(module, block),
    ...all,
    ...(change.examples ?? []),
  ]);
}

/** Whether a field has rules for what callers send. */
function hasRules(line: string): boolean {
  return /\b(Field|StringConstraints|con\w+)\(.*\b(gt|ge|lt|le|min_length|max_length|pattern)=/s.test(
    line,
  );
}

/** Whether a class derives from one of this module that has fields of the neighbour. */
function derivesFields(context: FieldContext, name: string): boolean {
  const { statements } = context.module;
  const classOf = (each: string) =>
    statements.find((one) => one.keyword === 'class' && definedName(one) === each);
  const own = classOf(name)?.tokens.slice(2) ?? [];
  return own.some(({ text }) => {
    const block = text === name ? undefined : classOf(text)?.block;
    return block?.some((each) => context.change.old.has(fieldOf(each) ?? '')) === true;
  });
}

/** Returns a line of SQLModel that need not be given, and says nothing of columns. */
function asOptional(line: string, nullable: Nullable): string {
  const { annotation: type, name, value } = writtenField(line);
  const rules = (writtenCall(value)?.args ?? []).filter((each) =>
    /^(gt|ge|lt|le|max_length|min_length|max_digits|decimal_places)=/.test(each),
  );
  return fieldLine({
    name,
    annotation: nullableIn(type) === undefined ? nullable(type) : type,
    value: rules.length === 0 ? 'None' : `Field(${['default=None', ...rules].join(', ')})`,
  });
}
