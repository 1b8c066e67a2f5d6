/**
 * Features as data: the content of spec files and what other generators pass in.
 *
 * The schema here is built from the declarations in `keys.ts` and only checks the kind of each
 * value. What a value may say is checked where it is read, so that the rules are the same for
 * arguments. This is the only module that loads zod.
 */

import * as z from 'zod';
import { UsageError } from '../errors.js';
import { suggest } from '../suggestion.js';
import { SETTINGS, type SettingValues } from './field/settings.js';
import { FIELD_EXAMPLES, FIELD_TYPES } from './field/types.js';
import type { FeatureConventions, FeatureKey, KeyOption } from './key.js';
import { FEATURE_KEYS, type FeatureBody } from './keys.js';
import { orderFeatures } from './order.js';
import { describeIssues } from './schema-issues.js';
import { type FeatureInput, type FeatureSpec, resolveFeature } from './spec.js';

/** The content of a spec file: several features, for one architecture or any. */
export interface SpecDocument {
  readonly architecture?: string;
  /** Each comes after those it refers to. */
  readonly features: readonly FeatureSpec[];
}

/**
 * Returns a schema of an object that has no other keys, and suggests what was likely meant by one.
 */
function exactly<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const key = issue.keys[0] ?? '';
      const near = suggest(key, known);
      return `there is no key "${key}".${near === undefined ? '' : ` Did you mean "${near}"?`} Keys: ${known.join(', ')}.`;
    },
  });
}

/** The values of settings in the object form of a field, by their kind. */
const SETTING_VALUES: { readonly [K in keyof SettingValues]: z.ZodType<SettingValues[K]> } = {
  flag: z.boolean(),
  number: z.union([z.number(), z.string()]),
  text: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  values: z.array(z.union([z.string(), z.number()])),
};

const fieldShape = {
  type: z
    .union([z.enum(FIELD_TYPES), z.string()])
    .optional()
    .describe('The type, with or without its argument: decimal, decimal=10.2. The default is str.'),
  ...Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { description, kind }]) => [
      name,
      SETTING_VALUES[kind].optional().describe(description),
    ]),
  ),
};

const fieldObject = exactly(fieldShape).describe('A field as an object.');

const fieldToken = z.string().meta({
  description: 'type[=argument][:modifier[=value]]...',
  examples: Object.values(FIELD_EXAMPLES).map((token) => token.slice(token.indexOf(':') + 1)),
});

const listedField = z.union([
  z.string().meta({
    description: 'name:type[=argument][:modifier[=value]]...',
    examples: Object.values(FIELD_EXAMPLES),
  }),
  exactly({ name: z.string().describe('The name, in snake_case.'), ...fieldShape }),
]);

const fields = z.union([
  z.record(z.string(), z.union([fieldToken, fieldObject, z.null()])),
  z.array(listedField),
]);

/** Returns the schema of an option in a spec file. */
function optionSchema({ description, examples, kind, offers }: KeyOption) {
  const name = offers === undefined ? z.string() : z.union([z.enum(offers), z.string()]);
  const value = {
    flag: z.boolean(),
    text: z.string(),
    list: z.union([z.array(name), z.string()]),
  }[kind];
  return value.optional().meta({ description, ...(examples === undefined ? {} : { examples }) });
}

/** Returns the schema of a key in a spec file. */
function keySchema(key: FeatureKey): z.ZodType {
  switch (key.kind) {
    case 'fields':
      return fields.describe(key.description);
    case 'group': {
      const options = key.options.map((option) => [option.name, optionSchema(option)] as const);
      return exactly(Object.fromEntries(options)).optional().describe(key.description);
    }
    default:
      return optionSchema(key);
  }
}

const featureShape = Object.fromEntries(
  FEATURE_KEYS.map((key) => [key.name, keySchema(key)]),
) as unknown as { readonly [K in keyof FeatureBody]-?: z.ZodType<FeatureBody[K]> };

const feature = exactly(featureShape);

const namedFeature = exactly({
  name: z.string().describe('The name, in the singular: order_item.'),
  ...featureShape,
});

const ARCHITECTURE = 'The architecture that the file is for; any by default.';

const specDocument = exactly({
  $schema: z.string().optional().describe('This schema, for editors.'),
  // This module does not know which architectures there are.
  architecture: z.string().optional().describe(ARCHITECTURE),
  features: z
    .record(z.string(), feature)
    .describe('The features, keyed by name in the singular. Their order does not matter.'),
}).meta({ title: 'Features for generator-fastapi-feature' });

/**
 * Reads one feature in the form that `composeWith` takes: an object with `name`, `fields` and more.
 *
 * @param conventions those of the architecture.
 * @throws UsageError that names the key, what is allowed, and what was likely meant.
 */
export function parseFeature(input: unknown, conventions: FeatureConventions = {}): FeatureSpec {
  const written: FeatureInput = parseShape(namedFeature, input, 'the feature');
  return resolveFeature(written, { prefix: '', place: (key) => key }, conventions);
}

/**
 * Reads the content of a spec file: features by name.
 *
 * @param conventions those of the architecture.
 * @throws UsageError that names the place (`features.product.fields.price.type`), what is
 *   allowed, and what was likely meant; also if features refer to each other in a circle.
 */
export function parseSpecDocument(
  input: unknown,
  conventions: FeatureConventions = {},
): SpecDocument {
  const { architecture, features } = parseShape(specDocument, input, 'the spec');
  const entries = Object.entries(features);
  if (entries.length === 0) {
    throw new UsageError(
      'features: there are none. Add one by name, with its fields: product: { fields: [name:str] }.',
    );
  }
  const resolved = entries.map(([name, written]) => {
    const path = `features.${name}`;
    const origin = { prefix: `${path}: `, place: (key: string) => `${path}.${key}` };
    return resolveFeature({ ...written, name }, origin, conventions);
  });
  return {
    ...(architecture === undefined ? {} : { architecture }),
    features: orderFeatures(resolved),
  };
}

/**
 * Returns the JSON Schema of a spec file, for editors.
 *
 * @param architectures the names that are suggested for `architecture`.
 */
export function specJsonSchema(architectures: readonly string[]): Record<string, unknown> {
  const architecture = z.enum(architectures).optional().describe(ARCHITECTURE);
  return z.toJSONSchema(specDocument.extend({ architecture }), { io: 'input' });
}

/** @throws UsageError for the first value of the wrong kind. */
function parseShape<T>(schema: z.ZodType<T>, input: unknown, whole: string): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new UsageError(describeIssues(result.error.issues, input, whole));
}
