import { LONGEST_NAME } from '../../naming.js';
import type { ArgumentDefinition, FieldTypeDefinition } from '../definition.js';
import { FieldProblem } from '../settings.js';

/** The most parts that a request can have: each is a row, and all of them are written at once. */
const MOST_PARTS = 300;

/** The most parts that a request can have where a field says nothing. */
const USUALLY = 100;

const argument: ArgumentDefinition = {
  read: (text) => ({ part: text }),
  places: (text) => [['part', 0, text.length]],
  write: ({ part }) => part,
  check: (name, { part }) => {
    if (part === undefined || part === '') {
      throw new FieldProblem(
        'type',
        'parts needs what each of them is called.',
        `Write a singular in snake_case after an equals sign, ${name}:parts=order_line, and its fields below "parts" in a spec file.`,
      );
    }
    if (part.length > LONGEST_NAME || !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(part)) {
      throw new FieldProblem(
        'part.value',
        `"${part}" cannot be what a part is called.`,
        'Write a singular in snake_case, such as order_line.',
      );
    }
    return { part };
  },
  question: ['What is one of them called?'],
};

/** Rows that are made, read, replaced and deleted with the row that they are parts of. */
export const parts: FieldTypeDefinition = {
  usage: 'parts=PART',
  description:
    'rows that belong to this one, such as the lines of an order: written, read and deleted with it in one request; their fields are below "parts" in a spec file',
  example: 'lines:parts=order_line',
  synonyms: 'composition nested children embedded lines items_of',
  takes: ['min', 'max', 'part'],
  unfit: {
    default: 'It starts out empty, unless min says otherwise.',
    optional: 'It is never null: none is an empty list. For at least one, say min=1.',
    unique: 'Each part belongs to one row anyway; a field of the part can be unique within it.',
    index: 'The table of the parts is indexed anyway.',
    private: 'Answers show a row with its parts.',
    readonly: 'Nothing but a request says what the parts are.',
    column: 'The parts have a table of their own.',
  },
  isIncomparable: true,
  lengths: { unit: 'parts', most: MOST_PARTS, usual: USUALLY, largestMin: MOST_PARTS },
  argument,
};
