/** The names of features, as templates use them. */
import { article, type FeatureNames } from '../feature/naming.js';

/** The names of a feature as templates use them. */
export interface NamesView {
  /** `OrderItem` */
  readonly Feature: string;
  /** `order_item` */
  readonly feature: string;
  /** `OrderItems` */
  readonly Features: string;
  /** `order_items`: also the name of the table. */
  readonly features: string;
  /** `order item` */
  readonly label: string;
  /** `order items` */
  readonly labels: string;
  /** `an order item` */
  readonly aLabel: string;
  /** `order-items`: the path of its endpoints, and their tag. */
  readonly path: string;
}

/** A feature that another one is nested in. */
export interface ParentView extends NamesView {
  /** The class of the model: `Product`. */
  readonly Model: string;
  readonly table: string;
  /** Its folder, and its part of the path: `products`. */
  readonly segment: string;
  /** Whether each user has exactly one, so that a path needs no id for it. */
  readonly singleton: boolean;
  /** Whether everybody finds its rows, not their owners alone. */
  readonly isPublished: boolean;
}

/** Returns the forms of a feature's name that templates use. */
export function viewNames(names: FeatureNames): NamesView {
  return {
    Feature: names.pascal,
    feature: names.snake,
    Features: names.plural.pascal,
    features: names.plural.snake,
    label: names.human,
    labels: names.plural.human,
    aLabel: `${article(names.human)} ${names.human}`,
    path: names.plural.kebab,
  };
}

/** Returns the paths of the features that one is nested in: `order-items/{order_item_id}/`. */
export function pathBelow({ parents }: { readonly parents: readonly ParentView[] }): string {
  return parents
    .map(({ feature, path, segment, singleton }) =>
      singleton ? `${segment.replaceAll('_', '-')}/` : `${path}/{${feature}_id}/`,
    )
    .join('');
}
