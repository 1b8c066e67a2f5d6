import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { targetArgument } from '../reference-type.js';

/** A reference to one row of another feature. */
export const ref: FieldTypeDefinition = {
  usage: 'ref=MODEL',
  description: 'a reference to another feature: a foreign key and the relationship',
  example: 'category:ref=Category',
  synonyms: 'reference references belongs_to fk foreign_key foreignkey many_to_one',
  takes: [...EVERYWHERE, ...KEYS, 'caller', 'on-delete', 'embed', 'target'],
  unfit: { default: 'No row is certain to exist. Make it optional instead.' },
  isFilter: true,
  argument: targetArgument('ref'),
};
