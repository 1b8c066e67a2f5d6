import type { FieldTypeDefinition } from '../definition.js';
import { integerType } from '../integer-type.js';

/** A whole number of 32 bits. */
export const int: FieldTypeDefinition = {
  usage: 'int',
  description: 'a 32-bit whole number',
  example: 'stock:int:ge=0',
  synonyms: 'integer number int32 int4',
  ...integerType('int', 32n, 'bigint', 'Int32', 'Integer'),
};
