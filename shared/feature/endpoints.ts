/** The endpoints that a feature can have, and their HTTP requests. */
import { UsageError } from '../errors.js';
import type { Action } from './access.js';
import { chooseFrom } from './choice.js';

/** What the API of a feature can do, in the order in which it is emitted. */
export const ENDPOINTS = ['list', 'get', 'create', 'update', 'delete'] as const;

/** One of the things that the API of a feature can do. */
export type Endpoint = (typeof ENDPOINTS)[number];

/** How the endpoints of an architecture are reached. */
export interface UrlConvention {
  /** What all URLs begin with: `/api/v1`; undefined if the existing backend decides it. */
  readonly prefix: string | undefined;
  /** How the URL of a collection ends. */
  readonly collection: '' | '/';
  /** The method that changes a row. */
  readonly updates: 'PATCH' | 'PUT';
}

/** A request that an endpoint answers. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
}

/** The action of each endpoint, which decides who may call it. */
export const ACTION_OF: Readonly<Record<Endpoint, Action>> = {
  list: 'read',
  get: 'read',
  create: 'write',
  update: 'write',
  delete: 'delete',
};

/**
 * Returns the request that an endpoint answers.
 *
 * @param path the path of the feature, after those of its parents: `products`.
 */
export function requestOf(
  endpoint: Endpoint,
  { collection, prefix = '', updates }: UrlConvention,
  path: string,
): EndpointRequest {
  const all = `${prefix}/${path}${collection}`;
  const one = `${prefix}/${path}/{id}`;
  switch (endpoint) {
    case 'list':
      return { method: 'GET', url: all };
    case 'get':
      return { method: 'GET', url: one };
    case 'create':
      return { method: 'POST', url: all };
    case 'update':
      return { method: updates, url: one };
    case 'delete':
      return { method: 'DELETE', url: one };
  }
}

/**
 * Reads which endpoints to emit: `list+get`, or their names in an array.
 *
 * @param place where they were given, for the message: `--endpoints`.
 * @returns them in the order of {@link ENDPOINTS}.
 * @throws UsageError if there are none, or if one is unknown or given twice.
 */
export function parseEndpoints(input: string | readonly string[], place: string): Endpoint[] {
  const allowed = `Allowed: ${ENDPOINTS.join(', ')}, separated by "+" (list+get).`;
  if (input.length === 0) {
    throw new UsageError(`${place}: at least one endpoint is required. ${allowed}`);
  }
  return chooseFrom(ENDPOINTS, input, { place, kind: 'endpoint', allowed, synonyms: SYNONYMS });
}

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ...['index', 'search', 'all', 'find'].map((word) => [word, 'list'] as const),
  ...['read', 'show', 'retrieve', 'detail'].map((word) => [word, 'get'] as const),
  ...['post', 'add', 'new', 'store', 'insert'].map((word) => [word, 'create'] as const),
  ...['put', 'patch', 'edit', 'change'].map((word) => [word, 'update'] as const),
  ...['remove', 'destroy', 'del'].map((word) => [word, 'delete'] as const),
]);
