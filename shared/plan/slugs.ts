/** What features with slugs need from a project, and what their templates see. */
import type { FieldSpec } from '../feature/field/spec.js';
import { longestSlug } from '../feature/field/types/slug.js';
import { kebabOf } from '../feature/naming.js';
import { hasSlugs } from '../feature/slugs.js';
import type { Capability } from './architecture.js';
import type { FeatureView, FieldView } from './feature-view.js';

/**
 * Returns the capability that makes slugs of texts, and inserts rows under those that are free.
 *
 * @param path the module that makes them.
 * @param files the templates of what else it takes.
 */
export function slugs(path: string, files: readonly string[]): Capability {
  return {
    id: 'slugs',
    why: 'What rows are called in URLs: words made of a text, with a number where somebody has them.',
    evidence: { path, symbol: 'derive_slugs' },
    files: [`${path}.ejs`, ...files],
    when: hasSlugs,
  };
}

/** Returns what templates see of the slugs of a feature. */
export function viewSlugs({ fields, has, spec }: FeatureView) {
  const made = fields.filter((field) => field.spec.type === 'slug');
  const sourceOf = (slug: FieldView) => fields.find((each) => each.spec.name === slug.spec.source);
  const otherwise = `"${otherwiseOf(spec.name)}"`;
  const sources = made.map((slug) => {
    const { attribute } = sourceOf(slug) ?? slug;
    return `"${slug.attribute}": ("${attribute}", ${longestSlug(slug.spec)})`;
  });
  return {
    /** The fields that are made of others. */
    slugs: made,
    /** Whether new rows get slugs. */
    makesSlugs: made.length > 0 && has.create,
    /** The arguments that say of what each slug is made, how long it may be, and what it is where nothing remains. */
    slugArguments: `{${sources.join(', ')}}, ${otherwise}`,
    /** Those of a request, called `draft`, that it leaves to be made. */
    slugsLeftBy: (draft: string) =>
      made
        .map(({ attribute, spec: { readonly } }) =>
          readonly ? `["${attribute}"]` : `([] if ${draft}.${attribute} else ["${attribute}"])`,
        )
        .join(' + ')
        .replace(/^\((.*)\)$/, made.length === 1 ? '$1' : '($1)'),
    /** What tests of slugs need: a slug with the field that it is made of, and the slug of a text. */
    slugTests: made.flatMap((slug) => {
      const source = sourceOf(slug);
      if (source === undefined) return [];
      const slugOf = (text: string) =>
        `slugify(${text}, ${longestSlug(slug.spec)} - ROOM, ${otherwise})`;
      return { slug, source, slugOf };
    }),
  };
}

/** Returns what a row is called of whose text nothing remains: as its feature is. */
export function otherwiseOf(feature: string): string {
  return kebabOf(feature);
}

/**
 * Returns what rows that are there get where a slug is new: what their feature is called, with their ids.
 *
 * @returns SQL; undefined if that may be too long.
 */
export function slugsOfRows(feature: string, slug: FieldSpec): string | undefined {
  const words = otherwiseOf(feature);
  return words.length + '-'.length + LONGEST_ID <= longestSlug(slug)
    ? `'${words}-' || CAST(id AS VARCHAR(${LONGEST_ID}))`
    : undefined;
}

/** How many characters an id has, written out: a UUID has most. */
const LONGEST_ID = 36;
