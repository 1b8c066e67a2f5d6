/** What templates and pages say about rows that are found and put by what they refer to. */
import type { Access, Action } from '../feature/access.js';
import type { EndpointRequest, UrlConvention } from '../feature/endpoints.js';
import { hasOwnTable } from '../feature/field/types.js';
import { hasPair, rolesForOneself } from '../feature/pair.js';
import { pythonString } from '../python/literals.js';
import { type RouterRequest, registerRouter } from '../python/routers.js';
import type { Capability, Registration } from './architecture.js';
import { linkAccess } from './caller-link-view.js';
import { onlyIf } from './conditions.js';
import type { FeatureView, PairSideView } from './feature-view.js';
import { viewCallerWith, viewOwnership } from './ownership-view.js';
import { declareSettableBody } from './schemas-view.js';
import { takenBesides } from './together-view.js';

/** Who calls in tests: the tests of endpoints say who they are. */
export interface PairCaller {
  readonly name: string;
  readonly isOwner: boolean;
}

/** The fixtures that tests of pairs need. */
const PAIR_CALLERS = ['reader', 'writer', 'remover'];

/** Holds for a feature whose rows are put by two references. */
export const withPair = onlyIf(({ pair }) => pair !== undefined, '');

/**
 * Returns the registration of the endpoints of pairs, which have a router of their own.
 *
 * @param path the file that includes routers.
 * @param router returns which one, and how it is included.
 */
export function registerPairs(
  path: string,
  layer: string,
  router: (feature: FeatureView) => Omit<RouterRequest, 'path'>,
): Registration {
  return {
    path,
    layer,
    why: 'Includes the router of pairs, so that the API serves them.',
    when: withPair,
    edit: (source, feature) => registerRouter(source, { path, ...router(feature) }),
  };
}

/**
 * Returns the capability that undoes a part of a transaction alone, where somebody else has put the same pair.
 *
 * @param template that of the module.
 */
export function savepoints(template: string): Capability {
  return {
    id: 'savepoints',
    why: 'A part of a transaction that can be undone alone: what somebody else has written at the same time is no failure.',
    evidence: { path: template.replace(/\.ejs$/, ''), symbol: 'savepoint' },
    files: [template],
    when: hasPair,
  };
}

/**
 * Returns the requests about a pair, and the lists under either side.
 *
 * @returns each with its URL, in which parameters are in braces.
 */
export function requestsOfPair(
  feature: FeatureView,
  { prefix = '' }: UrlConvention,
): readonly (EndpointRequest & { readonly does: string; readonly access: Access })[] {
  const { aLabel, labels, pair, spec } = feature;
  if (pair === undefined) return [];
  const shown = rowOfPair(feature);
  const added = pair.isOwn ? shown : `${aLabel} to ${ofPair(feature)}`;
  const url = prefix + urlOfPair(feature);
  const { access } = spec;
  const forPair = pair.isOwn ? linkAccess : (said: Access) => said;
  return [
    ...pair.named.map((side) => ({
      method: 'GET' as const,
      url: prefix + urlUnder(side, feature),
      does: `lists the ${labels} of ${side.reference.target.aLabel}`,
      access: access.read,
    })),
    { method: 'GET', url, does: `shows ${shown}`, access: forPair(access.read) },
    {
      method: 'PUT',
      url,
      does: `adds ${added}, or replaces it`,
      access: forPair(access.write),
    },
    {
      method: 'DELETE',
      url,
      does: `deletes ${shown}`,
      access: forPair(access.delete),
    },
  ];
}

/** Returns what the templates see. */
export function viewPaired(feature: FeatureView) {
  const { caller, guards, pair, spec } = feature;
  const { isOfCaller = false, named = [], sides = [] } = pair ?? {};
  const inPath = named.map(({ parameter, pathType }) => `${parameter}: ${pathType}`);
  const given = named.map(({ parameter }) => parameter);
  const { callerOf, isScoped, ofOwner, ownerParameter, raisedForStrangers } =
    viewOwnership(feature);
  const [role] = rolesForOneself(spec.access) ?? [];
  const roleForOneself = role === undefined ? '' : pythonString(role);
  const callerOfPair = (action: Action) =>
    viewCallerWith(linkAccess(spec.access[action]), guards[action], true);
  return {
    /** The URL of a pair, and that of the rows under one of its sides, each after the prefix. */
    pairUrl: urlOfPair(feature),
    urlUnder: (side: PairSideView) => urlUnder(side, feature),
    /** The parameters of a function that a pair is given, and the arguments for them. */
    pairParameters: parametersOfPair(feature, ''),
    pairInPath: inPath.join(', '),
    pairArguments: sides.map(({ parameter }) => parameter).join(', '),
    /** The same of what is given besides the caller, where that is one side. */
    namedParameters: parametersOf(named),
    namedArguments: given.join(', '),
    namedItems: given.map((parameter) => `"${parameter}": ${parameter}`).join(', '),
    /** The arguments where the caller, by the name that they have there, may be one side. */
    pairWith: (who: string) => [...given, ...(isOfCaller ? [`${who}.id`] : [])].join(', '),
    /** What the endpoints of pairs say about who has signed in. */
    callerOfPair: isOfCaller
      ? {
          get: callerOfPair('read'),
          create: callerOfPair('write'),
          delete: callerOfPair('delete'),
        }
      : callerOf,
    /** What a docstring says of strangers: nothing where a row is the caller's own, whom nobody keeps from it. */
    raisedOfPair: (...said: Parameters<typeof raisedForStrangers>) =>
      isOfCaller ? [] : raisedForStrangers(...said),
    /** Who calls in tests of pairs: whoever may, or one who may do all of it with their own. */
    pairCallers: (callers: readonly PairCaller[]) => {
      const those = callers.filter(({ name }) => PAIR_CALLERS.includes(name));
      if (!isOfCaller) return { callers: those };
      return {
        callers: those.map((caller) => ({ ...caller, isOwner: true })),
        ownerRole: roleForOneself === '' ? '' : `, role=${roleForOneself}`,
      };
    },
    /** The parameter and the argument of a test that stores a row of whoever calls, each after a comma. */
    ofPairOwner: isOfCaller
      ? { parameter: ', owner: User', argument: `, ${caller?.attribute}=owner.id` }
      : { parameter: ownerParameter, argument: ofOwner },
    apartFrom: (side: PairSideView) => keptApart(side, feature) ?? '',
    /** The role with which a test does all that there is to do with one's own row, as source text. */
    roleForOneself,
    /** `the membership of a team and a person`, or `the caller's rating of an article` */
    rowOfPair: rowOfPair(feature),
    /** The same as values of a test, and those of a row, of which the second can be another one. */
    pairSamples: sides.map(({ reference }) => reference.sample).join(', '),
    namedSamples: named.map(({ reference }) => reference.sample).join(', '),
    pairOf: (row: string, other = row) =>
      pair === undefined
        ? ''
        : `${row}.${pair.first.reference.attribute}, ${other}.${pair.second.reference.attribute}`,
    /** What selects the row of a pair, of a model, and what tells of a row whether it is that. */
    pairConditions: (Model: string) => conditionsOfPair(feature, Model).join(', '),
    pairIn: (row: string) => conditionsOfPair(feature, row).join(' and '),
    /** `team and person`, and the values of both in a text. */
    pairLabels: sides.map(({ reference }) => reference.target.label).join(' and '),
    pairValues: sides.map(({ parameter }) => `{${parameter}}`).join(' and '),
    /** What errors call a pair in a text, with its parameters in braces: `team {team_id} and person {member_id}`. */
    namedPair: sides
      .map(({ parameter, reference }) => `${reference.target.label} {${parameter}}`)
      .join(' and '),
    /** The lines of the body that puts a row. */
    putFields: (pair?.rest ?? []).map(declareSettableBody),
    /** What is put of it that a test can change, and sees. */
    pairChange: (pair?.rest ?? []).find(
      ({ otherSample, sample, spec }) =>
        !spec.private && spec.type !== 'ref' && !hasOwnTable(spec.type) && sample !== otherSample,
    ),
    /** The sides of which a test makes two rows, with what keeps the second apart where more is unique than the pair. */
    listedSides: (isOfCaller && isScoped ? [] : named).flatMap((side) => {
      const apart = keptApart(side, feature);
      return apart === undefined ? [] : [{ ...side, apart }];
    }),
  };
}

/**
 * Returns the parameters of a function that a pair is given.
 *
 * @param orNone what the type of whoever has signed in is besides, where that is not known to be stored: ` | None`.
 */
export function parametersOfPair({ pair }: FeatureView, orNone: string): string {
  const { isOfCaller, named = [], second, sides = [] } = pair ?? {};
  if (!isOfCaller || second === undefined) return parametersOf(sides);
  return `${parametersOf(named)}, ${parametersOf([second])}${orNone}`;
}

function parametersOf(sides: readonly PairSideView[]): string {
  return sides
    .map(({ parameter, reference }) => `${parameter}: ${reference.target.ids.plain}`)
    .join(', ');
}

function ofPair({ pair }: FeatureView): string {
  return (pair?.sides ?? []).map(({ reference }) => reference.target.aLabel).join(' and ');
}

function rowOfPair(feature: FeatureView): string {
  const { label, pair } = feature;
  if (pair?.isOfCaller) return `the caller's ${label} of ${pair.first.reference.target.aLabel}`;
  return `${pair?.isOwn ? "the caller's" : 'the'} ${label} of ${ofPair(feature)}`;
}

/** Returns the arguments that make a second row of a side; undefined where a field has no other value. */
function keptApart({ reference }: PairSideView, feature: FeatureView): string | undefined {
  const others = feature.pair?.sides.map((side) => side.reference) ?? [];
  const found = takenBesides([reference], feature, others).map(({ fields }) =>
    fields.find(
      (field) => !others.some(({ key }) => key === field.key) && field.sample !== field.otherSample,
    ),
  );
  const fields = new Set(found);
  if (fields.has(undefined)) return undefined;
  return [...fields].map((field) => `, ${field?.attribute}=${field?.otherSample}`).join('');
}

/** Returns what is true of the row of a pair, of a model or of a row: `Membership.team_id == team_id`. */
export function conditionsOfPair({ pair }: FeatureView, row: string): string[] {
  return (pair?.sides ?? []).map(
    ({ parameter, reference }) => `${row}.${reference.attribute} == ${parameter}`,
  );
}

function urlOfPair(feature: FeatureView): string {
  const { first, isOfCaller, second } = feature.pair ?? {};
  if (first === undefined) return '';
  return `${urlUnder(first, feature)}/${isOfCaller ? 'me' : `{${second?.parameter}}`}`;
}

function urlUnder({ parameter, reference }: PairSideView, { path }: FeatureView): string {
  return `/${reference.target.path}/{${parameter}}/${path}`;
}
