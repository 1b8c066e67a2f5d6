/**
 * Features as data: what spec files hold and other generators pass in.
 *
 * The schema here says which keys there are and of what kind; what they may say is a matter of
 * `feature-rules.ts`, so that it is the same for arguments. This is the only module that loads zod.
 */

import * as z from 'zod';
import { UsageError } from '../errors.js';
import { suggest } from '../suggestion.js';
import type { FIELD_OBJECT_KEYS } from './field/grammar.js';
import { FIELD_EXAMPLES, FIELD_TYPES } from './field/types.js';
import { orderFeatures } from './order.js';
import { describeIssues } from './schema-issues.js';
import {
  ENDPOINTS,
  type FeatureConventions,
  type FeatureInput,
  type FeatureSpec,
  resolveFeature,
} from './spec.js';

export {
  type Access,
  type Endpoint,
  type FeatureInput,
  type FeatureSpec,
  featureFromArguments,
} from './spec.js';

/** What a spec file says: several features, for one architecture or any. */
export interface SpecDocument {
  readonly architecture?: string;
  /** Each after those it refers to. */
  readonly features: readonly FeatureSpec[];
}

/** An object that knows no keys but its own, and says what was likely meant by another. */
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

const flag = (description: string) => z.boolean().optional().describe(description);
const number = (description: string) =>
  z.union([z.number(), z.string()]).optional().describe(description);

const fieldShape = {
  type: z
    .union([z.enum(FIELD_TYPES), z.string()])
    .optional()
    .describe(
      'The type, with or without its argument: decimal, decimal=10.2. str where it is missing.',
    ),
  optional: flag('May be left out or null.'),
  unique: flag('No two rows have the same value.'),
  index: flag('Looked up by quickly; the list can be filtered by it.'),
  private: flag('Never in a response.'),
  readonly: flag('Never in a request.'),
  default: z
    .union([z.string(), z.number(), z.boolean()])
    .optional()
    .describe('The value where none is given; now for datetime, today for date.'),
  min: number('The least value, or the fewest characters or elements.'),
  max: number('The greatest value, or the most characters or elements.'),
  gt: number('Greater than this.'),
  ge: number('Greater than or equal to this.'),
  lt: number('Less than this.'),
  le: number('Less than or equal to this.'),
  pattern: z.string().optional().describe('A regular expression that the text matches.'),
  precision: number('decimal: how many digits in all.'),
  scale: number('decimal: how many of the digits are decimals.'),
  values: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .describe('enum: its values.'),
  target: z.string().optional().describe('ref, refs: the feature referred to.'),
  items: z.string().optional().describe('list: the type of its elements.'),
} satisfies Record<(typeof FIELD_OBJECT_KEYS)[number], z.ZodType>;

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

const who = (what: string) =>
  z
    .string()
    .optional()
    .meta({
      description: `Who may ${what}: public, user, or roles joined by "+".`,
      examples: ['public', 'user', 'admin', 'editor+auditor'],
    });

const featureShape = {
  plural: z.string().optional().describe('The plural, where it is not the usual one.'),
  fields: z
    .union([
      z.record(z.string(), z.union([fieldToken, fieldObject, z.null()])),
      z.array(listedField),
    ])
    .describe('Its fields: by name, or in an array.'),
  access: exactly({
    read: who('list and get'),
    write: who('create and update'),
    delete: who('delete'),
  })
    .optional()
    .describe('Who may do what; whoever is logged in, where nothing is said.'),
  endpoints: z
    .union([z.array(z.union([z.enum(ENDPOINTS), z.string()])), z.string()])
    .optional()
    .describe('Which endpoints to emit; all, where nothing is said.'),
  parent: z.string().optional().describe('The feature it is nested under.'),
  with: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .meta({ description: 'What it is connected to.', examples: ['http-client', 'webhook'] }),
  tests: flag('Whether to emit tests; true, where nothing is said.'),
  migration: flag('Whether to emit a migration; true, where nothing is said.'),
  docs: flag('Whether to write a page on it, docs/features/<feature>.md.'),
};

const feature = exactly(featureShape);

const namedFeature = exactly({
  name: z.string().describe('The name, in the singular: order_item.'),
  ...featureShape,
});

const ARCHITECTURE = 'The architecture it is for; any, where nothing is said.';

const specDocument = exactly({
  $schema: z.string().optional().describe('This schema, for editors.'),
  // Which there are is no matter of this module.
  architecture: z.string().optional().describe(ARCHITECTURE),
  features: z
    .record(z.string(), feature)
    .describe('The features by name, in the singular. Their order does not matter.'),
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
 * Reads a spec file's content: features by name.
 *
 * @param conventions those of the architecture.
 * @throws UsageError that names the place (`features.product.fields.price.type`), what is allowed, and
 *   what was likely meant; also where features refer to each other in a circle.
 */
export function parseSpecDocument(
  input: unknown,
  conventions: FeatureConventions = {},
): SpecDocument {
  const { architecture, features } = parseShape(specDocument, input, 'the spec');
  const entries = Object.entries(features);
  if (entries.length === 0) {
    throw new UsageError(
      'features: there is none. Add one by its name, with its fields: product: { fields: [name:str] }.',
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
 * The JSON Schema of a spec file, for editors.
 *
 * @param architectures the names that are offered for `architecture`.
 */
export function specJsonSchema(architectures: readonly string[]): Record<string, unknown> {
  const architecture = z.enum(architectures).optional().describe(ARCHITECTURE);
  return z.toJSONSchema(specDocument.extend({ architecture }), { io: 'input' });
}

/** @throws UsageError for the first thing that is not of the kind it has to be. */
function parseShape<T>(schema: z.ZodType<T>, input: unknown, whole: string): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new UsageError(describeIssues(result.error.issues, input, whole));
}
