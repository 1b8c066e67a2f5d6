import type { FieldTypeDefinition } from '../definition.js';
import { targetArgument } from '../reference-type.js';

/**
 * The most rows that a request can link to. Each id becomes a parameter of a statement, of which a database takes some
 * 32,000, and a hundred rows can be added at once. A link that may have more is large: no request and no answer has its ids.
 */
export const MOST_LINKED = 300;

/** The most rows that a row can be linked to: whoever adds one has those counted that are there. */
const MOST_OF_LARGE = 100_000;

/** The most rows that a request can link to where a field says nothing. */
const USUALLY_LINKED = 100;

/** References to any number of rows of another feature. */
export const refs: FieldTypeDefinition = {
  usage: 'refs=MODEL',
  description: 'many references to another feature: many-to-many, empty by default',
  example: 'tags:refs=Tag',
  synonyms: 'has_many many many_to_many m2m manytomany',
  takes: ['private', 'readonly', 'max', 'caller', 'each', 'as', 'target'],
  unfit: {
    default: 'It starts out empty.',
    optional: 'It is never required: leaving it out means none.',
    embed: 'Answers name what is linked by its ids; the list of the linked feature has the rest.',
    index: 'The association table is indexed anyway.',
    unique: 'Each one is linked at most once anyway; for one-to-one use ref with unique.',
  },
  isIncomparable: true,
  lengths: { unit: 'ids', most: MOST_OF_LARGE, usual: USUALLY_LINKED, largestMin: 0 },
  argument: targetArgument('refs'),
};
