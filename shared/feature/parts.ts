/**
 * What the rows of a feature consist of: the lines of an order. A field says what they are called in requests and answers,
 * `lines:parts=order_line`; here is what one of them has.
 */
import { UsageError } from '../errors.js';
import { keyOfField } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { type FieldsInput, readFields, writeFields } from './fields.js';
import type { FeatureConventions } from './key.js';
import { type FeatureNames, nameFeature } from './naming.js';
import type { Origin } from './origin.js';
import { type PartsInput, partEntries } from './part-items.js';
import { Problems } from './problems.js';

/** What a part has. */
export interface PartSpec {
  /** What one of them is called, in snake_case: `order_line`. */
  readonly name: string;
  readonly fields: readonly FieldSpec[];
}

/** What is known about the feature, and where its parts were said. */
interface PartsContext {
  readonly names: FeatureNames;
  readonly fields: readonly FieldSpec[];
  readonly conventions: FeatureConventions;
  readonly place: string;
}

/** What the table of a part has by itself. */
const POSITION = 'position';

/** What a field of a part cannot say, and why. */
const UNFIT = {
  caller: 'whose a part is says the row that it belongs to',
  embed: 'answers show the id of what it refers to',
  'on-delete': 'what a part refers to cannot be deleted',
  flow: 'its parts are replaced, so that no step would be seen',
  private: 'whoever replaces the parts has to see them',
  readonly: 'a part is all that a request says of it',
  index: 'parts are found with the row that they belong to',
  prefix: 'parts are found with the row that they belong to',
} as const;

/** The types that a part cannot have, and why. */
const UNFIT_TYPES: Readonly<Record<string, string>> = {
  refs: 'a part has no id that a link could refer to',
  parts: 'a part has no id that parts of it could refer to',
  slug: 'a part has no URL',
  count: 'a part has nothing that could be counted',
  file: 'a part has no URL that a file could be uploaded to',
};

/**
 * Reads what each part of a feature has.
 *
 * @throws UsageError for a field without its part or a part without its field, and for what a part cannot have.
 */
export function parseParts(input: PartsInput, context: PartsContext): readonly PartSpec[] {
  const said = partEntries(input);
  const wanted = context.fields.flatMap(({ name, part }) => (part ? [{ name, part }] : []));
  for (const [index, { name, part }] of wanted.entries()) {
    if (wanted.findIndex((other) => other.part === part) !== index) {
      throw refusal(
        context,
        `"${part}" is the part of two fields. Call those of "${name}" otherwise.`,
      );
    }
    if (!said.some(([each]) => each === part)) throw withoutFields(name, part, context);
  }
  for (const [index, [name]] of said.entries()) {
    if (said.findIndex(([other]) => other === name) !== index) {
      throw refusal(context, `"${name}" appears twice. Remove one of them.`);
    }
    if (!wanted.some(({ part }) => part === name)) {
      throw refusal(
        context,
        `no field has the parts "${name}". Add one, such as ${name}s:parts=${name}, or remove them.`,
      );
    }
  }
  const parts = said.map(([name, fields]) => readPart(name, fields as FieldsInput, context));
  for (const part of parts) refuseTooMany(part, context);
  return parts;
}

/** Writes parts as a spec file has them: each with its fields, by name. */
export function writeParts(parts: readonly PartSpec[]): PartsInput | undefined {
  if (parts.length === 0) return undefined;
  return Object.fromEntries(parts.map(({ fields, name }) => [name, writeFields(fields)]));
}

/** Returns what a feature refers to, also in its parts. */
export function referringFields({
  fields,
  parts,
}: {
  readonly fields: readonly FieldSpec[];
  readonly parts?: readonly PartSpec[];
}): readonly FieldSpec[] {
  return [...fields, ...(parts ?? []).flatMap((part) => part.fields)];
}

function readPart(name: string, input: FieldsInput, context: PartsContext): PartSpec {
  const { conventions, names, place } = context;
  const problems = new Problems();
  const within = place.startsWith('--')
    ? optionOrigin(place, name)
    : fileOrigin(`${place}.${name}`);
  const reservedFields = {
    ...conventions.reservedFields,
    [POSITION]: `where a part is among the others`,
    [`${names.snake}_id`]: `what a part belongs to`,
  };
  const fields = readFields(input, nameFeature(name), within, { reservedFields }, problems);
  problems.settle();
  for (const field of fields) refuseUnfit(name, field, fields, context);
  return { name, fields };
}

/** Where the fields of a part are in a spec file: there is nothing else in it. */
function fileOrigin(part: string): Origin {
  return {
    prefix: `${part}: `,
    place: (path) => [part, ...path.split('.').slice(1)].join('.'),
    listed: (index) => `${part}[${index}]`,
  };
}

/** Where the fields of a part are that an option has. */
function optionOrigin(option: string, part: string): Origin {
  return {
    prefix: `${option} ${part}: `,
    place: () => option,
    listed: (index) => `${option} ${part}, field ${index + 1}`,
  };
}

function refuseUnfit(
  part: string,
  field: FieldSpec,
  fields: readonly FieldSpec[],
  context: PartsContext,
): void {
  const { name, type } = field;
  const reason = UNFIT_TYPES[type];
  if (reason !== undefined) {
    throw refusal(context, `"${name}" of ${part} cannot be ${type}: ${reason}. Leave it out.`);
  }
  for (const setting of Object.keys(UNFIT) as (keyof typeof UNFIT)[]) {
    if (!field[setting]) continue;
    throw refusal(
      context,
      `"${name}" of ${part} cannot have "${setting}": ${UNFIT[setting]}. Leave it out.`,
    );
  }
  const unique = fields.filter((each) => each.unique);
  if (field.unique && (field.optional || unique.length > 1)) {
    throw refusal(
      context,
      `"${name}" of ${part} cannot be unique ${field.optional ? 'and optional' : 'beside another such field'}: it tells the parts of a row apart. Remove one of the two.`,
    );
  }
  const own = nameFeature(part).pascal;
  if ([own, context.names.pascal].includes(field.target ?? '')) {
    throw refusal(
      context,
      `"${name}" of ${part} refers to ${field.target}, ${field.target === own ? 'which has no id' : 'of which it is a part'}. Leave it out.`,
    );
  }
  if (keyOfField(name, type) === POSITION) {
    throw refusal(context, `"${name}" of ${part}: every part has a position. Rename it.`);
  }
}

/** @throws UsageError where a row has to have more parts than can be told apart. */
function refuseTooMany({ fields, name }: PartSpec, context: PartsContext): void {
  const field = context.fields.find(({ part }) => part === name);
  const unique = fields.find((each) => each.unique);
  const values = unique?.type === 'bool' ? 2 : unique?.values?.length;
  if (field === undefined || values === undefined || Number(field.min ?? 0) <= values) return;
  throw refusal(
    context,
    `"${field.name}" has at least ${field.min} of ${name}, and "${unique?.name}", which tells them apart, has ${values} values. ` +
      'Ask for fewer, or leave unique out.',
  );
}

/** Says how a part gets fields. */
function withoutFields(field: string, part: string, context: PartsContext): UsageError {
  return refusal(
    context,
    `"${field}" has the parts "${part}", and nothing says what one of them has. ` +
      `Write it in a spec file, for --spec, beside the fields of the feature: parts: { ${part}: { product: "ref=Product:unique", quantity: "int:gt=0" } }; ` +
      `or say it with --parts ${part}+product:ref=Product:unique+quantity:int:gt=0.`,
  );
}

function refusal({ place }: PartsContext, message: string): UsageError {
  return new UsageError(`${place}: ${message}`, { place });
}
