/** What templates and pages say about rows that are found and put by what they refer to. */
import type { Access } from '../feature/access.js';
import type { EndpointRequest, UrlConvention } from '../feature/endpoints.js';
import { hasOwnTable } from '../feature/field/types.js';
import { hasPair } from '../feature/pair.js';
import { type RouterRequest, registerRouter } from '../python/routers.js';
import type { Capability, Registration } from './architecture.js';
import { onlyIf } from './conditions.js';
import type { FeatureView, PairSideView } from './feature-view.js';
import { declareSettableBody } from './schemas-view.js';
import { takenBesides } from './together-view.js';

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
  const { aLabel, label, labels, pair, spec } = feature;
  if (pair === undefined) return [];
  const of = pair.sides.map(({ reference }) => reference.target.aLabel).join(' and ');
  const url = prefix + urlOfPair(feature);
  const { access } = spec;
  return [
    ...pair.sides.map((side) => ({
      method: 'GET' as const,
      url: prefix + urlUnder(side, feature),
      does: `lists the ${labels} of ${side.reference.target.aLabel}`,
      access: access.read,
    })),
    { method: 'GET', url, does: `shows the ${label} of ${of}`, access: access.read },
    { method: 'PUT', url, does: `adds ${aLabel} to ${of}, or replaces it`, access: access.write },
    { method: 'DELETE', url, does: `deletes the ${label} of ${of}`, access: access.delete },
  ];
}

/** Returns what the templates see. */
export function viewPaired(feature: FeatureView) {
  const { pair } = feature;
  const sides = pair?.sides ?? [];
  return {
    /** The URL of a pair, and that of the rows under one of its sides, each after the prefix. */
    pairUrl: urlOfPair(feature),
    urlUnder: (side: PairSideView) => urlUnder(side, feature),
    /** The parameters of a function that a pair is given, and the arguments for them. */
    pairParameters: sides
      .map(({ parameter, reference }) => `${parameter}: ${reference.target.ids.plain}`)
      .join(', '),
    pairInPath: sides.map(({ parameter, pathType }) => `${parameter}: ${pathType}`).join(', '),
    pairArguments: sides.map(({ parameter }) => parameter).join(', '),
    /** The same as the items of a dictionary. */
    pairItems: sides.map(({ parameter }) => `"${parameter}": ${parameter}`).join(', '),
    /** `a team and a person` */
    ofPair: sides.map(({ reference }) => reference.target.aLabel).join(' and '),
    /** The same as values of a test, and those of a row, of which the second can be another one. */
    pairSamples: sides.map(({ reference }) => reference.sample).join(', '),
    pairOf: (row: string, other = row) =>
      pair === undefined
        ? ''
        : `${row}.${pair.first.reference.attribute}, ${other}.${pair.second.reference.attribute}`,
    /** What selects the row of a pair, of a model, and what tells of a row whether it is that. */
    pairConditions: (Model: string) => conditionsOf(feature, Model).join(', '),
    pairIn: (row: string) => conditionsOf(feature, row).join(' and '),
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
    listedSides: sides.flatMap((side) => {
      const apart = keptApart(side, feature);
      return apart === undefined ? [] : [{ ...side, apart }];
    }),
    /** By what a list is sorted first. */
    firstSort: feature.sorts[0] ?? feature.key,
  };
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

function conditionsOf({ pair }: FeatureView, row: string): string[] {
  return (pair?.sides ?? []).map(
    ({ parameter, reference }) => `${row}.${reference.attribute} == ${parameter}`,
  );
}

function urlOfPair(feature: FeatureView): string {
  const { first, second } = feature.pair ?? {};
  return first === undefined ? '' : `${urlUnder(first, feature)}/{${second?.parameter}}`;
}

function urlUnder({ parameter, reference }: PairSideView, { path }: FeatureView): string {
  return `/${reference.target.path}/{${parameter}}/${path}`;
}
