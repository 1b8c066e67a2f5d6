/** The order of several features: each comes after those it refers to. */

import type { Problem } from '../errors.js';
import { nameFeature, pascalOf } from './naming.js';
import { referringFields } from './parts.js';
import { Problems } from './problems.js';
import type { FeatureSpec } from './spec.js';

/**
 * Orders the features of one document so that each comes after those it refers to; otherwise they
 * stay in their order. References to features outside the document are ignored.
 *
 * @throws UsageError if features refer to each other in a circle, or if two would share a class
 *   or table.
 */
export function orderFeatures(features: readonly FeatureSpec[]): FeatureSpec[] {
  const problems = new Problems(sharedNames(features));
  const byClass = new Map(features.map((feature) => [targetOf(feature.name), feature]));
  const ordered = new Set<FeatureSpec>();
  const path: FeatureSpec[] = [];

  const visit = (feature: FeatureSpec): void => {
    if (ordered.has(feature)) return;
    if (path.includes(feature)) {
      problems.add(circle([...path.slice(path.indexOf(feature)), feature]));
      return;
    }
    path.push(feature);
    for (const target of targetsOf(feature)) {
      const other = byClass.get(targetOf(target));
      if (other !== undefined && other !== feature) visit(other);
    }
    path.pop();
    ordered.add(feature);
  };
  for (const feature of features) visit(feature);
  problems.settle();
  return [...ordered];
}

/** Returns how a reference may name a feature: the class of `plan_a_b` is `PlanAB`, which is read as `PlanAb`. */
function targetOf(name: string): string {
  return pascalOf(pascalOf(name));
}

function targetsOf({ fields, parent, parts }: FeatureSpec): string[] {
  const targets = referringFields({ fields, parts }).flatMap(({ target }) =>
    target === undefined ? [] : [target],
  );
  return parent === undefined ? targets : [pascalOf(parent), ...targets];
}

function circle(features: readonly FeatureSpec[]): Problem {
  const path = features.map(({ name }) => name).join(' -> ');
  const last = features.at(-2)?.name;
  return {
    message:
      `these features refer to each other in a circle, so none of them can come first: ${path}. ` +
      `Remove the reference from "${last}", and add it by hand once both exist.`,
    place: last,
  };
}

/** Returns what is wrong where two features, or a feature and an association, would share a name. */
function sharedNames(features: readonly FeatureSpec[]): Problem[] {
  const problems: Problem[] = [];
  const classes = new Map<string, string>();
  const tables = new Map<string, string>();
  for (const feature of features) {
    const names = nameFeature(feature.name, feature.plural, feature.table);
    const claim = (owners: Map<string, string>, kind: string, key: string, owner: string): void => {
      const other = owners.get(key);
      if (other !== undefined) {
        const message = `${other} and ${owner} would share the ${kind} "${key}". Rename one of them.`;
        problems.push({ message, place: feature.name });
      }
      owners.set(key, owner);
    };
    const owner = `the feature "${names.snake}"`;
    claim(classes, 'class', names.pascal, owner);
    claim(tables, 'table', names.table, owner);
    for (const part of feature.parts) {
      const { pascal, snake, table } = nameFeature(part.name);
      claim(classes, 'class', pascal, `the part "${snake}" of "${names.snake}"`);
      claim(tables, 'table', table, `the part "${snake}" of "${names.snake}"`);
    }
    for (const { name, type } of feature.fields) {
      if (type !== 'refs') continue;
      claim(tables, 'table', `${names.snake}_${name}`, `the field "${names.snake}.${name}"`);
    }
  }
  return problems;
}
