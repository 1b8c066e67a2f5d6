import type { ArgumentDefinition, FieldTypeDefinition } from '../definition.js';
import { FieldProblem } from '../settings.js';

const argument: ArgumentDefinition = {
  read: (text) => ({ source: text }),
  places: (text) => [['source', 0, text.length]],
  write: ({ source }) => source,
  check: (name, { source }) => {
    if (source === undefined || source === '') {
      throw new FieldProblem(
        'type',
        'count needs the field whose rows it counts.',
        `Write the name of a link or of parts of the same feature after an equals sign: ${name}:count=tags.`,
      );
    }
    return { source };
  },
  question: ['Of which field does it count the rows?'],
};

const NO_COLUMN = 'It is counted, and in no column.';

/** How many rows a row is linked to, or consists of. */
export const count: FieldTypeDefinition = {
  usage: 'count=FIELD',
  description:
    'how many rows a link or parts of the same feature have; in answers, and in no request or column',
  example: 'tag_count:count=tags',
  synonyms: 'counter total number_of size how_many',
  takes: ['source'],
  unfit: {
    column: NO_COLUMN,
    default: 'It is counted.',
    index: NO_COLUMN,
    optional: 'There always is a number: none is 0.',
    private: 'It is there to be seen. Leave it out instead.',
    readonly: 'It always is.',
    unique: NO_COLUMN,
  },
  isIncomparable: true,
  argument,
};
