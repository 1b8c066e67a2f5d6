/** What several templates would otherwise work out by themselves, each under one name. */
import { capitalised } from '../feature/naming.js';
import type { FeatureView, FieldView } from './feature-view.js';

/**
 * What all templates of features see beside the feature itself.
 *
 * @param feature the feature, in whatever dialect the project has.
 */
export function viewForTemplates(feature: FeatureView) {
  const { aLabel, enums, fields, label, labels, links, references, writable } = feature;
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
    quoted,
  };
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
