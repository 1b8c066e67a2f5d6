/** What templates say about links that users make and undo for themselves. */
import type { Access } from '../feature/access.js';
import {
  ACTION_OF,
  type Endpoint,
  type EndpointRequest,
  type UrlConvention,
} from '../feature/endpoints.js';
import { isPublished } from '../feature/ownership.js';
import type { ActionView, FeatureView } from './feature-view.js';
import { asTuple, outcomesOf, viewCallerWith, viewOwnership } from './ownership-view.js';

/** What answers with rows that may be linked to somebody: an endpoint, a step of a flow, or an action. Nobody is linked to what is new. */
export type Answering = Exclude<Endpoint, 'create' | 'delete'> | 'step' | ActionView;

/**
 * Returns the requests that link the caller to a row, and that undo it.
 *
 * @param path the path of the feature, after those of its parents.
 */
export function requestsOfCallerLinks(
  { aLabel, callerLinks, spec }: FeatureView,
  { prefix = '' }: UrlConvention,
  path: string,
): readonly (EndpointRequest & { readonly does: string; readonly access: Access })[] {
  return callerLinks.flatMap(({ label, name }) => {
    const request = { url: `${prefix}/${path}/{id}/${name}`, access: linkAccess(spec.access.read) };
    return [
      { ...request, method: 'PUT', does: `puts the caller among the ${label} of ${aLabel}` },
      { ...request, method: 'DELETE', does: `takes the caller from the ${label} of ${aLabel}` },
    ] as const;
  });
}

/** Returns who may link themselves: whoever may read, if they have signed in. */
export function linkAccess(read: Access): Access {
  return read.kind === 'public' ? { kind: 'user' } : read;
}

/** Returns what all templates see. */
export function viewCallerLinks(feature: FeatureView) {
  const { callerLinks, guards, largeLinks, links, ownerRules, spec } = feature;
  const hasLinks = callerLinks.length > 0;
  const { callerOf, callerOfAction } = viewOwnership(feature);
  const accessOf = (of: Answering) => {
    if (typeof of !== 'string') return of.access;
    return spec.access[of === 'step' ? 'write' : ACTION_OF[of]];
  };
  const isKnown = (of: Answering) =>
    (typeof of === 'string' ? callerOf[of] : callerOfAction(of)).isNeeded;
  return {
    /** Whether rows are linked to those who sign in. */
    hasCallerLinks: hasLinks,
    /** The tables that link rows to others, those of the caller included. */
    associations: [
      ...[...links, ...largeLinks].map((link) => ({ ...link, isOfCaller: false })),
      ...callerLinks.map((link) => ({ ...link, isOfCaller: true })),
    ],
    /** What the endpoints that link the caller to a row say about them. */
    linkCaller: viewCallerWith(linkAccess(spec.access.read), guards.read, true),
    /**
     * What an answer with rows says about who asks for it, if that is told: a parameter of the endpoint, after a comma, and
     * what that is called.
     *
     * @param isAsked whether the endpoint has a parameter for the caller in any case.
     */
    asker: (of: Answering, isAsked = isKnown(of)) => {
      const isVisitor = accessOf(of).kind === 'public';
      const who = isVisitor ? 'visitor' : 'current_user';
      if (!hasLinks || (isAsked && !isVisitor)) return { parameter: '', who, isNew: false };
      const parameter = isVisitor ? ', visitor: Visitor' : ', current_user: CurrentUser';
      return { parameter, who, isNew: true };
    },
    /** Whether everybody who has signed in finds all rows, and whether everybody else does, too. */
    isSeenByAll: isPublished(spec.access.read),
    isSeenByVisitors: spec.access.read.kind === 'public',
    /** Roles of somebody who is not the owner, with what they get where they link themselves: `("admin", 204)`. */
    linkStrangers: outcomesOf(ownerRules.read, 204).map(asTuple),
    /** The fields of an answer that tell how many are linked to a row, and whether who asks is. */
    toldFields: toldFields(callerLinks),
    /** What a row says before anybody is told. */
    untoldAttributes: untoldAttributes(callerLinks),
    /** The parameters of lists that leave only what the caller is linked to, or is not. */
    linkedFilters: callerLinks.map(
      ({ linked }) => `    ${linked}: Omittable[bool] = Field(default=None, exclude=True)`,
    ),
  };
}

/** What tells somebody of a link: how many are in it, and whether they are. */
interface Told {
  readonly count: string;
  readonly linked: string;
}

/** Returns the fields of an answer that tell of links. */
export function toldFields(links: readonly Told[]): readonly string[] {
  return links.flatMap(({ count, linked }) => [`    ${count}: int`, `    ${linked}: bool`]);
}

/** Returns what a row says of links before anybody is told. */
export function untoldAttributes(links: readonly Told[]): readonly string[] {
  if (links.length === 0) return [];
  return [
    '',
    '    # Told to whoever asks for the row, and in no column of it.',
    ...links.flatMap(({ count, linked }) => [`    ${count} = 0`, `    ${linked} = False`]),
  ];
}
