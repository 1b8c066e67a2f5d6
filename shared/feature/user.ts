/** The fields of the users that a foundation has: what accounts say besides an address and a role. */
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import { callerLinksOf, isCallerLink } from './caller-links.js';
import { NO_OWN_ATTRIBUTES, namesOfField } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { type FieldInput, type FieldsInput, readFields, writeFields } from './fields.js';
import type { FeatureConventions } from './key.js';
import { nameFeature, singularOf } from './naming.js';
import type { Origin } from './origin.js';
import { Problems } from './problems.js';

/** What is said of users. */
export interface UserSpec {
  readonly fields: readonly FieldSpec[];
  /** The names of those that other people see. */
  readonly others: readonly string[];
}

/** The whole form of a spec file: the fields, and which of them others see. */
interface UserObject {
  readonly fields: FieldsInput;
  readonly others?: string | readonly string[] | undefined;
}

/** Users as spec files have them: whole, or the fields alone. */
export type UserInput = UserObject | Readonly<Record<string, FieldInput>>;

/** Users of whom nothing is said. */
export const NO_USER: UserSpec = { fields: [], others: [] };

/** Where a spec file says it. */
const ORIGIN: Origin = {
  prefix: 'user: ',
  place: (path) => `user.${path}`,
  listed: (index) => `user.fields[${index}]`,
};

/** The types that users cannot have, and why. */
const UNFIT_TYPES: Readonly<Record<string, string>> = {
  ref: 'an account refers to nothing: somebody registers before there is anything else',
  refs: 'others put nobody into a link of theirs: users do that themselves by followers:refs=User:caller, and a feature can refer to them, such as members:refs=User',
  parts: 'an account has no parts: say it of a feature that refers to User',
  slug: 'an account has no URL of its own',
  count: 'an account has nothing that could be counted',
  file: 'an account has no URL that a file could be uploaded to: say it of a feature that refers to User',
  list: 'somebody who registers says single values: say it of a feature that refers to User',
  json: 'somebody who registers says single values: say it of a feature that refers to User',
  bytes: 'somebody who registers says single values: say it of a feature that refers to User',
};

/** What a field of users cannot say, and why. */
const UNFIT = {
  private: 'people see all that they have told of themselves, and others only what "others" names',
  readonly: 'nobody but the person could set it',
  prefix: 'nobody lists accounts by what they tell of themselves',
  flow: 'no action changes an account',
  column: 'the table of users is new',
} as const;

/** What every table of users has, or gets by --with accounts. */
const TAKEN: Readonly<Record<string, string>> = Object.fromEntries(
  'email password password_hash role is_active is_superuser token_version created_at updated_at deleted_at'
    .split(' ')
    .map((name) => [name, 'every account has it already']),
);

/**
 * Reads what is said of users.
 *
 * @param conventions those of the architecture; what its users have already is taken as what is there, if it is the same.
 * @throws UsageError for what they cannot have, naming the places.
 */
export function readUser(said: UserInput, conventions: FeatureConventions): UserSpec {
  const { fields: input, others = [] } = wholeOf(said);
  const { reservedFields = {}, userFields = {} } = conventions;
  const problems = new Problems();
  const names = nameFeature('user');
  const fields = readFields(
    input,
    names,
    ORIGIN,
    { reservedFields: { ...reservedFields, ...TAKEN } },
    problems,
  );
  for (const field of fields) {
    problems.collect(
      () => refuseUnfit(field, userFields[field.name]),
      ORIGIN.place(`fields.${field.name}`),
    );
  }
  const ofOne = fields.filter((field) => !isCallerLink(field));
  const known = [...ofOne.map(({ name }) => name), ...Object.keys(userFields)];
  const shown = typeof others === 'string' ? others.split('+') : others;
  for (const name of shown.filter((each) => !known.includes(each))) {
    const near = suggest(name, known);
    problems.add({
      message: `user.others: there is no field "${name}". ${meant(near)}Allowed: ${known.join(', ')}.`,
      place: 'user.others',
      suggestion: near,
    });
  }
  problems.settle();
  return { fields, others: [...new Set(shown)] };
}

/** Writes what is said of users, so that reading it gives the same; undefined if nothing is. */
export function writeUser({ fields, others }: UserSpec): UserInput | undefined {
  if (fields.length === 0) return undefined;
  return { fields: writeFields(fields), ...(others.length === 0 ? {} : { others }) };
}

/** Returns the links that users make to each other: whom they follow. */
export function userLinks({ fields }: UserSpec): readonly FieldSpec[] {
  return callerLinksOf(fields);
}

/** Whether users make links to each other. */
export function hasUserLinks(user: UserSpec): boolean {
  return userLinks(user).length > 0;
}

/** Returns the fields of one account that the foundation does not have already. */
export function addedFields(
  { fields }: UserSpec,
  { userFields = {} }: FeatureConventions,
): readonly FieldSpec[] {
  return fields.filter((field) => !isCallerLink(field) && userFields[field.name] === undefined);
}

function wholeOf(said: UserInput): UserObject {
  const isWhole = 'fields' in said && typeof said.fields === 'object' && said.fields !== null;
  return isWhole ? (said as UserObject) : { fields: said as Readonly<Record<string, FieldInput>> };
}

/** @param standing the token of a field of that name that users have already, after its name. */
function refuseUnfit(field: FieldSpec, standing: string | undefined): void {
  const { name, type } = field;
  const refuse = (message: string): never => {
    throw new UsageError(`user.fields.${name}: ${message}`, { place: `user.fields.${name}` });
  };
  const written = writeFields([field])[name];
  if (standing !== undefined && written !== standing) {
    refuse(
      `users have a field "${name}" here already, which is ${standing}, but ${written} was given. Write it so, or rename it.`,
    );
  }
  if (isCallerLink(field)) {
    if (singularOf(name) !== 'user') return;
    refuse('"users" says not what somebody is to the other one. Rename it, such as followers.');
  }
  const reason = UNFIT_TYPES[type];
  if (reason !== undefined) {
    refuse(
      `users cannot have the type ${type}, as ${reason}. Give it a type of single values, or leave it out.`,
    );
  }
  for (const [setting, why] of Object.entries(UNFIT)) {
    if (field[setting as keyof typeof UNFIT]) {
      refuse(`users cannot have "${setting}", as ${why}. Leave it out.`);
    }
  }
  if (namesOfField(field, NO_OWN_ATTRIBUTES).attribute !== name) {
    refuse(
      `"${name}" is something else in Python or its libraries. Rename it, such as user_${name}.`,
    );
  }
}

/** Whether the same is said of users, in whichever order others see it. */
export function isSameUser(one: UserSpec, other: UserSpec): boolean {
  return (
    isDeepStrictEqual(writeFields(one.fields), writeFields(other.fields)) &&
    isDeepStrictEqual(new Set(one.others), new Set(other.others))
  );
}
