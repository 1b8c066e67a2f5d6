/**
 * An association with columns of its own: two references of which no two rows have the same, so that a row is found by what
 * it refers to, under either side.
 */
import { UsageError } from '../errors.js';
import { ACTIONS, type Access, type Action } from './access.js';
import { isCallerLink } from './caller-links.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';
import type { FieldSpec } from './field/spec.js';
import { isLargeLink } from './large-links.js';
import { readFieldNames } from './named-fields.js';
import type { FeatureNames } from './naming.js';
import { parseTogether, type Together } from './together.js';

/** What is known about the feature, and where its pair was said. */
interface PairContext {
  readonly names: FeatureNames;
  readonly fields: readonly FieldSpec[];
  /** Where it was said: `--pair`. */
  readonly place: string;
}

/** What a feature says of itself that a pair depends on. */
interface Paired {
  readonly fields: readonly FieldSpec[];
  readonly pair: readonly string[];
  readonly unique: readonly Together[];
}

/** Whether rows are found by two of their references. */
export function hasPair({ pair }: { readonly pair: readonly string[] }): boolean {
  return pair.length > 0;
}

/**
 * Reads by which two references a row is found.
 *
 * @param input `team+member`, or the names in an array.
 * @returns the names, that of the side under which a row is put first.
 * @throws UsageError if they are not two, or if one of them can be no side, saying what to do.
 */
export function parsePair(
  input: string | readonly string[],
  { fields, names, place }: PairContext,
): readonly string[] {
  const said = readFieldNames(input, fields, place, (field) => whyNot(field, names));
  const words = said.join('+');
  const refuse = (reason: string): UsageError =>
    new UsageError(`${place} ${words}: ${reason}.`, { place });
  const [first, second, ...more] = said.map((name) => fields.find((each) => each.name === name));
  if (first === undefined || second === undefined || more.length > 0) {
    throw refuse(
      'a pair is two references. Name the side that comes first in URLs, and the other: team+member',
    );
  }
  if (first.caller) {
    throw refuse(
      `${first.name} is set from who has signed in, whom URLs call "me" after the other side. Name it last: ${second.name}+${first.name}`,
    );
  }
  if (first.target === second.target && !second.caller) {
    throw refuse(
      `both refer to ${first.target}, under which one list cannot be of both. Leave it out: the fields can still be unique together, with --unique ${words}`,
    );
  }
  const slug = fields.find(({ type }) => type === 'slug');
  if (slug !== undefined) {
    throw refuse(
      `a row that is put again is replaced, and nobody could say whether its slug "${slug.name}" stays. Leave the slug out: URLs have the pair`,
    );
  }
  const many = fields.find(
    (field) => field.type === 'parts' || isCallerLink(field) || isLargeLink(field),
  );
  if (many !== undefined) {
    throw refuse(
      `"${many.name}" is ${wordsFor(many)}, which a row that is replaced as a whole does not have here. Leave one of the two out`,
    );
  }
  if (!fields.some((field) => isPutBeside(said, field))) {
    throw refuse(
      `there is nothing else that a request could put. Add a field, or link the two without rows of their own: refs=${second.target} in ${first.target}`,
    );
  }
  parseTogether([said], 'unique', { names, fields, place });
  return said;
}

/** Whether one side of a pair is whoever has signed in. */
export function isPairOfCaller({ fields, pair }: Omit<Paired, 'unique'>): boolean {
  const [, second] = pair;
  return fields.some(({ caller, name }) => caller && name === second);
}

/**
 * Returns the roles with one of which somebody may do all that there is to do with their own row; undefined if any will do.
 */
export function rolesForOneself(
  access: Readonly<Record<Action, Access>>,
): readonly string[] | undefined {
  const [first, ...others] = ACTIONS.flatMap((action) => {
    const said = access[action];
    return said.kind === 'roles' ? [said.roles] : [];
  });
  return first?.filter((role) => others.every((roles) => roles.includes(role)));
}

function wordsFor(field: FieldSpec): string {
  if (field.type === 'parts') return 'parts';
  return isCallerLink(field)
    ? 'a link that users make for themselves'
    : `a link to up to ${field.max} rows`;
}

/** Whether whoever puts a pair says this field of the row besides. */
export function isPutBeside(
  pair: readonly string[],
  { flow, name, readonly }: Pick<FieldSpec, 'flow' | 'name' | 'readonly'>,
): boolean {
  return !pair.includes(name) && !readonly && flow === undefined;
}

/** Returns a feature of which no two rows have the same pair. */
export function withUniquePair<Spec extends Paired>(spec: Spec): Spec {
  const { pair, unique } = spec;
  const isSaid = !hasPair(spec) || unique.some((together) => isPair(together, pair));
  return isSaid ? spec : { ...spec, unique: [...unique, pair] };
}

/** Returns what is unique together besides a pair. */
export function besidePair({ pair, unique }: Omit<Paired, 'fields'>): readonly Together[] {
  return unique.filter((together) => !isPair(together, pair));
}

/**
 * @param ownsRows whether every row belongs to a user, so that each of them has a row of their own for a pair.
 * @throws UsageError where something else that a feature says does not go with its pair.
 */
export function requirePairable(
  {
    access,
    endpoints,
    fields,
    key,
    pair,
    parent,
  }: {
    readonly access: Readonly<Record<Action, Access>>;
    readonly fields: readonly FieldSpec[];
    readonly endpoints: readonly Endpoint[];
    readonly key?: string;
    readonly pair: readonly string[];
    readonly parent?: string;
  },
  ownsRows: boolean,
): void {
  if (pair.length === 0) return;
  const isOfCaller = isPairOfCaller({ fields, pair });
  const reason =
    key !== undefined
      ? `rows are identified by ${key} already, which stays as it is and could not be put. Leave one of --key and --pair out`
      : parent !== undefined
        ? `rows are nested under ${parent} already. Leave one of --parent and --pair out`
        : endpoints.length < ENDPOINTS.length
          ? 'what is done by the pair is what the endpoints by id do, and some of them are left out. Leave --endpoints out'
          : access.read.kind === 'owner' && !isOfCaller && !ownsRows
            ? 'there is one row for each pair, whosever it is, so that a put would tell of rows that the caller may not see. Let others read them: --read user'
            : isOfCaller && rolesForOneself(access)?.length === 0
              ? 'no single role may read, write and delete, so that nobody could do all of it with their own. Let one do all three'
              : undefined;
  if (reason === undefined) return;
  throw new UsageError(`--pair ${pair.join('+')}: ${reason}.`, { place: '--pair' });
}

function isPair(together: Together, pair: readonly string[]): boolean {
  return together.toSorted().join('+') === pair.toSorted().join('+');
}

function whyNot(field: FieldSpec, { pascal }: FeatureNames): string | undefined {
  const { name, target, type } = field;
  if (type !== 'ref') {
    return `it is of type ${type}, and a pair is two references. Name fields of type ref`;
  }
  if (target === pascal) {
    return `it refers to ${target} itself, whose URLs a row has by its id. Choose another field`;
  }
  if (field.optional) {
    return `it is optional, and without it there is no pair. Leave optional out: ${name}:ref=${target}`;
  }
  if (field.private) return 'it is private, and would be in URLs. Choose another field';
  if (field.unique) {
    return `it is unique by itself, so that ${target} has one row at most. Leave unique out`;
  }
  return undefined;
}
