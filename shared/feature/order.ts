/** The order of several features: each comes after those it refers to. */

import type { Problem } from '../errors.js';
import { formatFieldToken } from './field/grammar.js';
import type { FieldSpec } from './field/spec.js';
import { nameFeature, pascalOf } from './naming.js';
import { referringFields } from './parts.js';
import { Problems } from './problems.js';
import type { FeatureSpec } from './spec.js';

/** Features in the order in which they are added. */
interface Order {
  readonly features: readonly FeatureSpec[];
  /** The fields that refer to what only comes later, by the names of their features: they are added once that is there. */
  readonly closing: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Orders the features of one document so that each comes after those it refers to; otherwise they
 * stay in their order. References to features outside the document are ignored, and so are those
 * that {@link closingFields} names.
 *
 * @throws UsageError if features refer to each other in a circle in which every row needs the next,
 *   or if two would share a class or table.
 */
export function orderFeatures(features: readonly FeatureSpec[]): FeatureSpec[] {
  return [...orderOf(features).features];
}

/**
 * Returns the fields that close a circle of features, by the names of their features: rows do without what they refer to,
 * so they can be added once the whole circle is there.
 *
 * @throws UsageError as {@link orderFeatures} does.
 */
export function closingFields(
  features: readonly FeatureSpec[],
): ReadonlyMap<string, ReadonlySet<string>> {
  return orderOf(features).closing;
}

function orderOf(features: readonly FeatureSpec[]): Order {
  const problems = new Problems(sharedNames(features));
  const closing = new Map<string, ReadonlySet<string>>();
  for (;;) {
    const { circle, ordered } = visitAll(features, closing);
    if (circle === undefined) {
      problems.settle();
      return { features: ordered, closing };
    }
    const found = optionalStep(circle);
    if (found === undefined) {
      problems.add(requiredCircle(circle));
      problems.settle();
      return { features: ordered, closing };
    }
    const { feature, names } = found;
    closing.set(feature.name, new Set([...(closing.get(feature.name) ?? []), ...names]));
  }
}

/** Returns the features in their order, or up to where they lead back to one of them: that one is first and last. */
function visitAll(
  features: readonly FeatureSpec[],
  closing: ReadonlyMap<string, ReadonlySet<string>>,
): { readonly ordered: readonly FeatureSpec[]; readonly circle?: readonly FeatureSpec[] } {
  const byClass = new Map(features.map((feature) => [targetOf(feature.name), feature]));
  const ordered = new Set<FeatureSpec>();
  const path: FeatureSpec[] = [];
  let circle: readonly FeatureSpec[] | undefined;

  const visit = (feature: FeatureSpec): void => {
    if (ordered.has(feature) || circle !== undefined) return;
    if (path.includes(feature)) {
      circle = [...path.slice(path.indexOf(feature)), feature];
      return;
    }
    path.push(feature);
    for (const target of targetsOf(feature, closing.get(feature.name))) {
      const other = byClass.get(targetOf(target));
      if (other !== undefined && other !== feature) visit(other);
    }
    path.pop();
    ordered.add(feature);
  };
  for (const feature of features) visit(feature);
  return { ordered: [...ordered], ...(circle === undefined ? {} : { circle }) };
}

/** Returns the first step of a circle that rows can do without, and the fields that it consists of. */
function optionalStep(
  circle: readonly FeatureSpec[],
): { readonly feature: FeatureSpec; readonly names: readonly string[] } | undefined {
  for (const [feature, next] of stepsOf(circle)) {
    if (feature.parent !== undefined && targetOf(feature.parent) === targetOf(next.name)) continue;
    const fields = fieldsTo(feature, next);
    const isOptional = fields.every(
      (field) => field.type === 'ref' && field.optional && feature.fields.includes(field),
    );
    if (isOptional) return { feature, names: fields.map(({ name }) => name) };
  }
  return undefined;
}

function stepsOf(circle: readonly FeatureSpec[]): readonly (readonly [FeatureSpec, FeatureSpec])[] {
  return circle.slice(1).map((next, index) => [circle[index] ?? next, next]);
}

function fieldsTo(feature: FeatureSpec, target: FeatureSpec): readonly FieldSpec[] {
  return referringFields(feature).filter(
    (field) => field.target !== undefined && targetOf(field.target) === targetOf(target.name),
  );
}

/** Returns how a reference may name a feature: the class of `plan_a_b` is `PlanAB`, which is read as `PlanAb`. */
function targetOf(name: string): string {
  return pascalOf(pascalOf(name));
}

/** @param left the fields that do not count. */
function targetsOf(
  { fields, parent, parts }: FeatureSpec,
  left: ReadonlySet<string> = new Set(),
): string[] {
  const counted = fields.filter(({ name }) => !left.has(name));
  const targets = referringFields({ fields: counted, parts }).flatMap(({ target }) =>
    target === undefined ? [] : [target],
  );
  return parent === undefined ? targets : [pascalOf(parent), ...targets];
}

function requiredCircle(circle: readonly FeatureSpec[]): Problem {
  const path = circle.map(({ name }) => name).join(' -> ');
  const steps = stepsOf(circle).flatMap(([feature, next]) =>
    fieldsTo(feature, next)
      .filter((field) => field.type === 'ref' && !field.caller && feature.fields.includes(field))
      .map((field) => ({ feature: feature.name, field })),
  );
  const last = steps.at(-1);
  const remedy =
    last === undefined
      ? 'Remove one of these references.'
      : `Make one of them optional, which is set once both rows are there: ${steps
          .map(({ feature, field }) => `${feature}.${field.name}`)
          .join(', or ')}, such as ${formatFieldToken({ ...last.field, optional: true })}.`;
  return {
    message: `these features refer to each other in a circle, so none of their rows can come first: ${path}. ${remedy}`,
    place: last?.feature ?? circle.at(-2)?.name,
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
