/** What the endpoints of a feature are in HTTP. */
import type { Action, Endpoint } from './feature-rules.js';

/** A request that an endpoint answers. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** What follows the feature's path. */
  readonly rest: '' | '/{id}';
  /** What it does with the feature, as far as who may call is concerned. */
  readonly action: Action;
}

/**
 * The request that an endpoint answers.
 *
 * @param updates the method that changes a row, which the architecture prescribes.
 */
export function requestOf(endpoint: Endpoint, updates: 'PATCH' | 'PUT'): EndpointRequest {
  switch (endpoint) {
    case 'list':
      return { method: 'GET', rest: '', action: 'read' };
    case 'get':
      return { method: 'GET', rest: '/{id}', action: 'read' };
    case 'create':
      return { method: 'POST', rest: '', action: 'write' };
    case 'update':
      return { method: updates, rest: '/{id}', action: 'write' };
    case 'delete':
      return { method: 'DELETE', rest: '/{id}', action: 'delete' };
  }
}
