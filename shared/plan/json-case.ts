/** Which projects can decide how the keys of their JSON are spelt, and which features can then be. */
import { UsageError } from '../errors.js';
import type { JsonCase } from '../feature/json-case.js';
import type { FeatureView } from './feature-view.js';
import type { Layout } from './layout.js';

/**
 * Ensures that a project spells the keys of its JSON as a run says.
 *
 * @param isStanding whether it stood before the run.
 * @throws UsageError if it does not and cannot.
 */
export function refuseOtherJson(
  json: JsonCase,
  { architecture, project }: Layout,
  isStanding: boolean,
): void {
  const said = `json: ${json}`;
  const { camelSchema, id, json: own = 'snake' } = architecture;
  if (project.kind === 'foreign') {
    if (json === 'snake') return;
    throw new UsageError(
      `${said}: this project was not created by fastapi-feature, and its features answer as its other schemas do. Leave it out.`,
      { place: 'json' },
    );
  }
  if (isStanding) refuseSwitch(json, own);
  if (json === 'camel' && camelSchema === undefined) {
    throw new UsageError(
      `${said}: ${id} has nothing to make its schemas from in camelCase. Leave it out, or choose another architecture.`,
      { place: 'json' },
    );
  }
}

/**
 * Ensures that a project that stands goes on as it is.
 *
 * @param own how it spells the keys of its JSON.
 * @throws UsageError if a run says something else.
 */
export function refuseSwitch(json: JsonCase, own: JsonCase): void {
  if (json === own) return;
  throw new UsageError(
    `json: ${json}: this project stands and spells the keys of its JSON as json: ${own} does; every client would break. ` +
      'Leave it out, or found another project with it: --destination DIR.',
    { place: 'json' },
  );
}

/** @throws UsageError if two keys of a feature's JSON are the same once they are spelt as the project does. */
export function refuseSameKeys(feature: FeatureView): void {
  const { callerLinks, counts, embeds, includes, inJson, label, largeLinks, parts, visible } =
    feature;
  const keys = new Map<string, string>();
  const told = [
    ...callerLinks.flatMap(({ count, linked }) => [count, linked]),
    ...largeLinks.map(({ count }) => count),
  ];
  const shown = [...new Set([...visible, ...feature.writable])].map(({ key }) => key);
  for (const name of [
    ...shown,
    ...[...embeds, ...includes, ...counts].map(({ key }) => key),
    ...told,
  ]) {
    const other = keys.get(inJson(name));
    keys.set(inJson(name), name);
    if (other === undefined || other === name) continue;
    throw new UsageError(
      `the ${label} has "${other}" and "${name}", which are both called "${inJson(name)}" in JSON, as this project has json: camel. Rename one of them.`,
      { place: `fields.${name}` },
    );
  }
  for (const { part } of parts) refuseSameKeys(part);
}
