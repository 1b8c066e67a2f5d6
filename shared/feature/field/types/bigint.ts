import type { FieldTypeDefinition } from '../definition.js';
import { integerType } from '../integer-type.js';

/** A whole number of 64 bits. */
export const bigint: FieldTypeDefinition = {
  usage: 'bigint',
  description: 'a 64-bit whole number',
  example: 'views:bigint:default=0',
  synonyms: 'biginteger big_integer long int64 int8',
  ...integerType('bigint', 64n, 'decimal', 'Int64', 'BigInteger'),
};
