import type { FieldTypeDefinition } from '../definition.js';
import { integerType } from '../integer-type.js';

/** A whole number of 16 bits. */
export const smallint: FieldTypeDefinition = {
  usage: 'smallint',
  description: 'a 16-bit whole number',
  example: 'rating:smallint:ge=1:le=5',
  synonyms: 'smallinteger small_integer short int16 int2 tinyint',
  ...integerType('smallint', 16n, 'int', 'Int32', 'SmallInteger'),
};
