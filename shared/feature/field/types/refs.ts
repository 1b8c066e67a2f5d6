import type { FieldTypeDefinition } from '../definition.js';
import { targetArgument } from '../reference-type.js';

/** References to any number of rows of another feature. */
export const refs: FieldTypeDefinition = {
  usage: 'refs=MODEL',
  description: 'many references to another feature: many-to-many, empty by default',
  example: 'tags:refs=Tag',
  synonyms: 'has_many many many_to_many m2m manytomany',
  takes: ['private', 'readonly', 'caller', 'as', 'target'],
  unfit: {
    default: 'It starts out empty.',
    optional: 'It is never required: leaving it out means none.',
    embed: 'Answers name what is linked by its ids; the list of the linked feature has the rest.',
    index: 'The association table is indexed anyway.',
    unique: 'Each one is linked at most once anyway; for one-to-one use ref with unique.',
  },
  isIncomparable: true,
  argument: targetArgument('refs'),
};
