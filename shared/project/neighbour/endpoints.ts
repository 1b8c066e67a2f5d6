/** The endpoints of a module, as their decorators say them. */
import { readModuleFacts } from '../../python/module-facts.js';

/** An endpoint: what it is called on, its method, and its path without a slash at the end. */
export interface Endpoint {
  readonly router: string;
  readonly method: string;
  readonly path: string;
}

/** Returns the endpoints at the top level of a module. */
export function endpointsIn(source: string): Endpoint[] {
  return readModuleFacts(source).functions.flatMap(({ decorators }) =>
    decorators.flatMap(endpointOf),
  );
}

/** Reads the decorator of an endpoint: `router.get("/{order_id}", response_model=Order)`. */
export function endpointOf(decorator: string): Endpoint[] {
  const [, router, method, path] =
    /^(\w+)\.(get|post|put|patch|delete)\(\s*(?:path\s*=\s*)?["']([^"']*)["']/.exec(decorator) ??
    [];
  if (router === undefined || method === undefined || path === undefined) return [];
  return [{ router, method, path: path.replace(/\/$/, '') }];
}
