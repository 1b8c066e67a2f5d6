/** What the endpoints of a feature are in HTTP. */
import type { Action, Endpoint } from './spec.js';

/** How an architecture's endpoints are reached. */
export interface UrlConvention {
  /** What all URLs begin with: `/api/v1`; undefined where that is for the backend to say. */
  readonly prefix: string | undefined;
  /** What the URL of a collection ends in. */
  readonly collection: '' | '/';
  /** The method that changes a row. */
  readonly updates: 'PATCH' | 'PUT';
}

/** A request that an endpoint answers. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
}

/** What an endpoint does with a feature, as far as who may call is concerned. */
export const ACTION_OF: Readonly<Record<Endpoint, Action>> = {
  list: 'read',
  get: 'read',
  create: 'write',
  update: 'write',
  delete: 'delete',
};

/**
 * The request that an endpoint answers.
 *
 * @param path the feature's path, those of its parents before it: `products`.
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
