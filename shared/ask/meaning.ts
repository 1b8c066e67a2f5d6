/** What an answer means for the code, in a line below it. */

import { type Access, callersOf } from '../feature/access.js';
import type { ActionSpec } from '../feature/actions.js';
import { countOf, isCallerLink, linkedOf } from '../feature/caller-links.js';
import { isCount } from '../feature/counts.js';
import { type Endpoint, requestOf, type UrlConvention } from '../feature/endpoints.js';
import type { Dialect } from '../feature/field/dialect.js';
import { formatFieldToken } from '../feature/field/grammar.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { hasOwnTable, pythonField } from '../feature/field/types.js';
import { isLargeLink } from '../feature/large-links.js';
import { kebabOf, nameFeature, pascalOf, singularOf } from '../feature/naming.js';
import { enumClassOf } from '../plan/view/field.js';
import { styled } from '../show/styled.js';
import { screenWidth, wrapped, wrappedText } from '../show/text-width.js';

/** Returns a dimmed line: there for those who want to know, easy to skip for the rest. */
export function aside(text: string): string {
  return dimmed(wrappedText(text, widthOfAsides()));
}

function dimmed(lines: readonly string[]): string {
  return lines.map((line) => styled('dim', INDENT + line)).join('\n');
}

function widthOfAsides(): number {
  return screenWidth() - INDENT.length;
}

const INDENT = '  ';

/** Says what the name of a feature turns into. */
export function describeName(
  name: string,
  plural: string | undefined,
  { prefix = '' }: UrlConvention,
): string {
  const { pascal, plural: many } = nameFeature(name, plural);
  return aside(`class ${pascal}, table ${many.snake}, served at ${prefix}/${many.kebab}`);
}

/**
 * Says what a field turns into: its Python type, its column, and whether callers have to send it.
 *
 * @throws UsageError if the project has no column for it, or if no value satisfies its limits.
 */
export function describeField(field: FieldSpec, feature: string, dialect: Dialect): string {
  const parts = [...inCode(field, feature, dialect), need(field)];
  return aside(`${formatFieldToken(field)}: ${parts.join(', ')}`);
}

function inCode(field: FieldSpec, feature: string, dialect: Dialect): string[] {
  const { name, target = '', type } = field;
  if (type === 'ref') return [`foreign key column ${name}_id`, `relationship ${name}`];
  if (isCallerLink(field)) {
    return [`association table to ${target}`, `shown as ${countOf(name)} and ${linkedOf(field)}`];
  }
  if (isLargeLink(field)) {
    return [
      `association table to ${target}`,
      `shown as ${countOf(name)}`,
      'each added and removed by itself',
    ];
  }
  if (type === 'refs') {
    return [
      `association table to ${target}`,
      `passed as ${singularOf(name)}_ids`,
      ...(field.each ? ['each added and removed by itself, too'] : []),
    ];
  }
  if (isCount(field)) return [`how many ${field.source} there are`, 'in answers alone'];
  if (type === 'parts') return ['a table of its own', 'written and read with the row'];
  const { plain, column } = pythonField(field, {
    enumClass: enumClassOf(pascalOf(feature), name),
    featureLabel: feature,
    dialect,
  });
  return [`${plain} in Python`, `${dialect.column(column, field)} in the table`];
}

function need({ caller, type, optional, readonly, default: initial }: FieldSpec): string {
  if (caller) return 'set from who has signed in';
  if (type === 'file') return 'uploaded to a URL of its own';
  if (readonly) return 'set only by the server';
  if (type === 'count') return 'counted';
  if (hasOwnTable(type)) return 'empty by default';
  if (initial !== undefined) return `${initial} by default`;
  return optional ? 'may be null' : 'required';
}

/** Lists the requests that a feature answers. */
export function describeEndpoints(
  path: string,
  endpoints: readonly Endpoint[],
  urls: UrlConvention,
): string {
  const requests = endpoints.map((endpoint) => {
    const { method, url } = requestOf(endpoint, urls, path);
    return `${method} ${url}`;
  });
  // Breaks lines between requests, never between a method and its URL.
  return dimmed(wrapped(requests, '  ', widthOfAsides()));
}

/** Says which requests do the actions of a feature. */
export function describeActions(
  path: string,
  actions: readonly ActionSpec[],
  { prefix }: UrlConvention,
): string {
  const requests = actions.map(
    ({ method, name }) => `${method.toUpperCase()} ${prefix ?? ''}/${path}/{id}/${kebabOf(name)}`,
  );
  return dimmed(wrapped(requests, '  ', widthOfAsides()));
}

/** Says what callers without access get. */
export function describeAccess(access: Access): string {
  if (access.kind === 'owner')
    return aside(`401 without a token, nothing for others than ${callersOf(access)}`);
  if (access.kind === 'public') return aside('no token needed');
  if (access.kind === 'user') return aside('401 without a token');
  return aside(`401 without a token, 403 without the role ${access.roles.join(' or ')}`);
}
