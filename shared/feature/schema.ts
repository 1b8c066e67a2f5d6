/**
 * Features as data: the content of spec files and what other generators pass in.
 *
 * The schema here is built from the declarations in `keys.ts` and only checks the kind of each
 * value. What a value may say is checked where it is read, so that the rules are the same for
 * arguments. This is the only module that loads zod.
 */

import * as z from 'zod';
import { type Problem, UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import { ACTION_METHODS, ACTION_TARGETS } from './actions.js';
import { SETTINGS, type SettingValues } from './field/settings.js';
import { FIELD_EXAMPLES, FIELD_TYPES } from './field/types.js';
import { readItems } from './items.js';
import { JSON_CASE_DESCRIPTION, JSON_CASES, type JsonCase, readJsonCase } from './json-case.js';
import type { FeatureConventions, FeatureKey, KeyOption } from './key.js';
import { FEATURE_KEYS, type FeatureBody } from './keys.js';
import { NAMESPACE } from './namespace.js';
import { orderFeatures } from './order.js';
import { dataOrigin } from './origin.js';
import { Problems } from './problems.js';
import { describeIssues } from './schema-issues.js';
import { type FeatureInput, type FeatureSpec, resolveFeature } from './spec.js';
import { readUser, type UserInput, type UserSpec } from './user.js';

/** The content of a spec file: several features, for one architecture or any. */
export interface SpecDocument {
  readonly architecture?: string;
  /** Each comes after those it refers to. */
  readonly features: readonly FeatureSpec[];
  /** What the project gets once, as it is typed: `adapter=transcriber`. */
  readonly items: readonly string[];
  /** What its users have, if that is said. */
  readonly user?: UserSpec | undefined;
  /** How the project spells the keys of its JSON, if that is said. */
  readonly json?: JsonCase | undefined;
}

/**
 * Returns a schema of an object that has no other keys, and says for each of them, in a line, what was likely meant.
 */
function exactly<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const missing = (key: string) =>
        `there is no key "${key}". ${meant(suggest(key, known))}Keys: ${known.join(', ')}.`;
      return issue.keys.map(missing).join('\n');
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
  paths: z.union([
    z.string(),
    z.array(z.union([z.string(), z.array(z.union([z.string(), z.number()]))])),
  ]),
  names: z.union([z.string(), z.array(z.string())]),
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

const user = z
  .union([
    z.strictObject({
      fields,
      others: z
        .union([z.array(z.string()), z.string()])
        .optional()
        .meta({
          description: 'Which of them other people see; none by default.',
          examples: [['username', 'bio'], 'username+bio'],
        }),
    }),
    z.record(z.string(), z.union([fieldToken, fieldObject, z.null()])),
  ])
  .describe(
    'What accounts have besides an address and a role: their fields, links to each other (followers: refs=User:caller), and what others see; or the fields alone.',
  );

/** Returns the schema of an option in a spec file. */
function optionSchema({ description, examples, kind, offers }: KeyOption) {
  const name = offers === undefined ? z.string() : z.union([z.enum(offers), z.string()]);
  const value = {
    flag: z.boolean(),
    text: name,
    list: z.union([z.array(name), z.string()]),
    lists: z.union([z.array(z.union([z.array(name), z.string()])), z.string()]),
  }[kind];
  const whole = kind === 'lists' ? examples?.map((one) => [one]) : examples;
  return value
    .optional()
    .meta({ description, ...(whole === undefined ? {} : { examples: whole }) });
}

const actionsSchema = z.union([
  z.string(),
  z.array(z.string()),
  z.record(
    z.string(),
    z.union([
      exactly({
        method: z
          .union([z.enum(ACTION_METHODS), z.string()])
          .optional()
          .describe('The HTTP method; post by default.'),
        on: z
          .union([z.enum(ACTION_TARGETS), z.string()])
          .optional()
          .describe('What it is done with: one row.'),
        access: z
          .string()
          .optional()
          .describe('Who may do it; whoever may change rows by default.'),
      }),
      z.null(),
    ]),
  ),
]);

/** Returns the schema of a key in a spec file. */
function keySchema(key: FeatureKey): z.ZodType {
  switch (key.kind) {
    case 'fields':
      return fields.describe(key.description);
    case 'group': {
      const options = key.options.map((option) => [option.name, optionSchema(option)] as const);
      return exactly(Object.fromEntries(options)).optional().describe(key.description);
    }
    case 'actions':
      return actionsSchema.optional().describe(key.description);
    default:
      // What parts have is said as the fields of a feature are.
      if (key.name === 'parts') {
        const byName = z.record(z.string(), fields).describe('What each part has, by its name.');
        return z
          .union([byName, optionSchema(key).unwrap()])
          .optional()
          .describe(key.description);
      }
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
  json: z
    .union([z.enum(JSON_CASES), z.string()])
    .optional()
    .describe(JSON_CASE_DESCRIPTION),
  with: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .meta({
      description: 'What the project gets once, as --with has it without a feature.',
      examples: [['adapter=transcriber']],
    }),
  user: user.optional(),
  features: z
    .record(z.string(), feature)
    .optional()
    .describe('The features, keyed by name in the singular. Their order does not matter.'),
}).meta({ title: 'Features for generator-fastapi-feature' });

/**
 * Reads one feature in the form that `composeWith` takes: an object with `name`, `fields` and more.
 *
 * @param conventions those of the architecture.
 * @throws UsageError that names the keys, what is allowed, and what was likely meant.
 */
export function parseFeature(input: unknown, conventions: FeatureConventions = {}): FeatureSpec {
  const { data, problems } = checkShape(namedFeature, input, 'the feature');
  // Without a name, nothing else can be read.
  if (typeof (data as Partial<FeatureInput> | null)?.name !== 'string') {
    throw new UsageError(problems);
  }
  return resolveFeature(data as FeatureInput, dataOrigin(''), conventions, problems);
}

/**
 * Reads what is said of users in the form that `composeWith` takes: as spec files have it.
 *
 * @param conventions those of the architecture.
 * @throws UsageError that names the places.
 */
export function parseUser(input: unknown, conventions: FeatureConventions = {}): UserSpec {
  const { data, problems } = checkShape(exactly({ user }), { user: input }, 'the user');
  if (problems.length > 0) throw new UsageError(problems);
  return readUser((data as { readonly user: UserInput }).user, conventions);
}

/**
 * Reads the content of a spec file: features by name.
 *
 * @param conventions those of the architecture.
 * @throws UsageError that names each place (`features.product.fields.price.type`), what is
 *   allowed, and what was likely meant; also if features refer to each other in a circle.
 */
export function parseSpecDocument(
  input: unknown,
  conventions: FeatureConventions = {},
): SpecDocument {
  const shape = checkShape(specDocument, input, 'the spec');
  const said = (shape.data ?? {}) as z.infer<typeof specDocument>;
  const { architecture } = said;
  const problems = new Problems(
    shape.problems.filter(({ place = '' }) => !place.startsWith('features.')),
  );
  const isAboutProject = said.with !== undefined || said.user !== undefined;
  const isNothing = said.features === undefined && !isAboutProject;
  if (isNothing && shape.problems.length === 0) {
    problems.add({
      message:
        'features: is missing; it must be an object with keys, unless there is "with" or "user".',
      place: 'features',
    });
  }
  if (isNothing || problems.has('features')) problems.settle();
  const isRead = said.with !== undefined && !problems.has('with');
  const items = isRead
    ? (problems.collect(() => readItems(said.with ?? [], conventions.integrations ?? [], 'with')) ??
      [])
    : [];
  const { json: spelling } = said;
  const json =
    typeof spelling === 'string'
      ? problems.collect(() => readJsonCase(spelling, 'json'))
      : undefined;
  const entries = Object.entries(said.features ?? {});
  if (entries.length === 0 && !isAboutProject) {
    problems.add({
      message:
        'features: there are none. Add one by name, with its fields: product: { fields: [name:str] }.',
      place: 'features',
    });
  }
  const resolved = entries.flatMap(([name, written]) => {
    const place = `features.${name}`;
    const known = new Problems(shape.problems).within(place);
    return (
      problems.collect(() => {
        if (known.some((problem) => problem.place === place)) throw new UsageError(known);
        return [resolveFeature({ ...written, name }, dataOrigin(place), conventions, known)];
      }) ?? []
    );
  });
  const ordered = orderOf(resolved, problems);
  const isUserRead = said.user !== undefined && problems.within('user').length === 0;
  const users = isUserRead
    ? problems.collect(() => readUser(said.user as UserInput, conventions))
    : undefined;
  problems.settle();
  return {
    ...(architecture === undefined ? {} : { architecture }),
    features: ordered,
    items,
    ...(users === undefined ? {} : { user: users }),
    json,
  };
}

/** Orders the features that are right, and says where in the document it is wrong to do so. */
function orderOf(features: readonly FeatureSpec[], problems: Problems): readonly FeatureSpec[] {
  try {
    return orderFeatures(features);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    problems.add(
      ...error.problems.map(({ place, ...rest }) => ({ ...rest, place: `features.${place}` })),
    );
    return features;
  }
}

/**
 * Returns the JSON Schema of a spec file, for editors.
 *
 * @param architectures the names that are suggested for `architecture`.
 */
export function specJsonSchema(architectures: readonly string[]): Record<string, unknown> {
  const outside = z.string().regex(NAMESPACE).describe('A generator outside of this package.');
  const architecture = z.enum(architectures).or(outside).optional().describe(ARCHITECTURE);
  return z.toJSONSchema(specDocument.extend({ architecture }), { io: 'input' });
}

/** Returns the input, checked; if values are of the wrong kind, it is as it was. */
function checkShape(
  schema: z.ZodType,
  input: unknown,
  whole: string,
): { readonly data: unknown; readonly problems: readonly Problem[] } {
  const result = schema.safeParse(input);
  if (result.success) return { data: result.data, problems: [] };
  return { data: input, problems: describeIssues(result.error.issues, input, whole) };
}
