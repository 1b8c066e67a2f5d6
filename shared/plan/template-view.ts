/** What several templates would otherwise work out by themselves, each under one name. */
import { capitalised } from '../feature/naming.js';
import { viewFactory } from './factory-view.js';
import { type FeatureView, type FieldView, refersToItself } from './feature-view.js';
import { viewSchemas } from './schemas-view.js';

/**
 * What all templates of features see beside the feature itself.
 *
 * @param feature the feature, in whatever dialect the project has.
 */
export function viewForTemplates(feature: FeatureView) {
  const { aLabel, enums, fields, label, labels, links, references, writable } = feature;
  const { filters, guards, has, sorts, unique } = feature;
  const takesBody = has.create || has.update;
  const repeatable = unique.filter((field) => !refersToItself(field));
  const settableRepeatable = repeatable.filter(({ spec }) => !spec.readonly);
  return {
    /** `Order item`, `Order items`, `An order item`: to begin a sentence with. */
    Label: capitalised(label),
    Labels: capitalised(labels),
    ALabel: capitalised(aLabel),
    /** The classes of its enums. */
    enumClasses: enums.map(({ className }) => className),
    /** What no answer shows. */
    hidden: fields.filter(({ spec }) => spec.private),
    /** What no caller can set. */
    readonly: fields.filter(({ spec }) => spec.readonly),
    /** What a caller has to give, and cannot clear. */
    required: writable.filter(({ spec }) => !spec.optional),
    /** The references and links that a caller can set. */
    settableReferences: [...references, ...links].filter(({ spec }) => !spec.readonly),
    /** A field that a test can change: it has two values, and is no reference. */
    changeable: writable.find((field) => !isReference(field) && field.sample !== field.otherSample),
    listed,
    lines,
    /** Whether any request has a body. */
    takesBody,
    /** The argument of an endpoint's decorator that says who may call, led by a comma; nothing where everybody may. */
    guardArgument: {
      read: guardArgument(guards.read),
      write: guardArgument(guards.write),
      delete: guardArgument(guards.delete),
    },
    /** What a caller is told whose values cannot stand beside those that are stored. */
    conflictMessage:
      unique.length > 0
        ? `${capitalised(aLabel)} with this ${listed(unique.map((field) => field.label))} already exists.`
        : 'This contradicts what is stored.',
    /** The unique fields that a test can give the value of another row. */
    repeatable,
    /** Those of them that a caller can set. */
    settableRepeatable,
    /** Those of them that a caller can set and is shown. */
    shownRepeatable: settableRepeatable.filter(({ spec }) => !spec.private),
    /** Whether a test's rows are numbered: that is how their unique fields differ. */
    numbered: unique.some((field) => !isReference(field)),
    /** Attributes of a request, each with a value that breaks a rule: `("price", "not-a-number")`. */
    invalidValues: takesBody
      ? writable.flatMap(({ attribute, invalid }) =>
          invalid.map((value) => `("${attribute}", ${value})`),
        )
      : [],
    /** What callers may leave out and are shown, each with the value that it then has. */
    shownDefaults: writable.filter(
      ({ defaultInJson, spec }) => defaultInJson !== undefined && !spec.private,
    ),
    /** Filters with a value that a test asks for, and another one: `("active", True, False)`. */
    filterSamples: filters
      .filter((field) => !isReference(field) && field.sample !== field.otherSample)
      .map(({ attribute, sample, otherSample }) => `("${attribute}", ${sample}, ${otherSample})`),
    /** What `sort` can be: `"id", "-id", "name", "-name"`. */
    sortValues: sorts.flatMap((name) => [`"${name}"`, `"-${name}"`]).join(', '),
    quoted,
    equals,
    factoryValue,
    /** The references and links that a caller can set, each with one to what does not exist. */
    unknownReferences: [...references, ...links]
      .filter(({ spec }) => !spec.readonly)
      .map(({ attribute, spec }) => ({
        attribute,
        value: spec.type === 'refs' ? '[2147483647]' : '2147483647',
      })),
    ...viewSchemas(feature),
    ...viewFactory(feature),
  };
}

function guardArgument(guard: string): string {
  return guard === '' ? '' : `, dependencies=[${guard}]`;
}

/** How a value is compared with in Python: `is None`, `== 12`. */
function equals(value: string): string {
  return `${['None', 'True', 'False'].includes(value) ? 'is' : '=='} ${value}`;
}

/** What a test's row has in a field where nothing else is said; `n` is its number. */
function factoryValue(field: FieldView): string {
  if (field.spec.type === 'ref') return refersToItself(field) ? 'None' : field.sample;
  return field.spec.unique ? field.sampleOfN : field.sample;
}

function isReference({ spec }: FieldView): boolean {
  return spec.type === 'ref' || spec.type === 'refs';
}

/** Words as a sentence has them: `name, token or contact`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
}

/** Texts as whole lines, or nothing at all: `<%- lines(imports) -%>`. */
export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** The attributes of fields as Python strings: `"name", "price"`. */
export function quoted(fields: readonly FieldView[]): string {
  return fields.map(({ attribute }) => `"${attribute}"`).join(', ');
}
