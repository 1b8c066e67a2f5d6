/** What the templates and the registrations of an item see. */
import type { Item } from '../feature/items.js';
import { formsOf, type NameForms } from '../feature/naming.js';

/** An item as its templates and registrations see it. */
export interface ItemView {
  /** The name in its argument, in every case: of a file for each name, that one; otherwise the first. */
  readonly name: NameForms;
  /** All names in its argument. */
  readonly names: readonly NameForms[];
  /** Whether the project has an item of a kind, or gets it by this run. */
  has(kind: string): boolean;
}

/**
 * Returns an item as its templates see it.
 *
 * @param has whether the project has an item of a kind, or gets it by this run.
 * @param name the name in its argument that a file is for.
 */
export function viewItem({ names }: Item, has: ItemView['has'], name = names[0] ?? ''): ItemView {
  return { name: formsOf(name), names: names.map(formsOf), has };
}
