/** What refers to rows that are identified by a field of theirs, as source text. */
import { GIVEN_UUID, type IdText, INTEGER_ID } from './dialect.js';

/** What values of a key are, as far as a model tells. */
export type KeyKind = 'text' | 'int' | 'bigint' | 'smallint' | 'uuid';

/** The column that identifies the rows of a table, where it is no id. */
export interface NaturalKey {
  /** What the API calls it, and what SQLAlchemy finds it by: `code`. */
  readonly key: string;
  /** What the table calls it. */
  readonly column: string;
  readonly kind: KeyKind;
  /** How many characters a text may have. */
  readonly length?: number | undefined;
}

/** One that is no text of a test, in which a tilde stands nowhere. */
const UNKNOWN_TEXT = '"~"';

/**
 * Returns how such rows are referred to: by what fits into their column, as whether there is such a row is asked anyway.
 *
 * @param natural what identifies them.
 */
export function naturalIdText({ kind, length = 255 }: NaturalKey): IdText {
  switch (kind) {
    case 'text':
      return textId(length);
    case 'int':
      return wholeId('Int32', 'sa.Integer()', 2n ** 31n, '2**31 - 1');
    case 'bigint':
      return wholeId('Int64', 'sa.BigInteger()', 2n ** 63n, '2**63 - 1');
    case 'smallint':
      return wholeId(
        'Annotated[Int32, Field(ge=-32768, le=32767)]',
        'sa.SmallInteger()',
        2n ** 15n,
        '2**15 - 1',
      );
    case 'uuid':
      return GIVEN_UUID;
  }
}

function textId(length: number): IdText {
  const type = `Annotated[FilledLine, Field(max_length=${length})]`;
  return {
    checked: type,
    plain: 'str',
    listed: type,
    isLimited: true,
    migration: `sa.String(length=${length})`,
    unknown: UNKNOWN_TEXT,
    unknownInJson: UNKNOWN_TEXT,
    sample: '"1"',
    otherSample: '"2"',
    sampleOfN: 'str(n)',
    invalid: ['0', '""', `"x" * ${length + 1}`],
    invalidListed: '0',
  };
}

function wholeId(type: string, migration: string, beyond: bigint, unknown: string): IdText {
  return {
    ...INTEGER_ID,
    checked: `JsonNumber[${type}]`,
    query: type,
    listed: `JsonNumber[${type}]`,
    migration,
    unknown,
    unknownInJson: `${beyond - 1n}`,
    invalid: [`${beyond}`, 'True', '"not-a-number"'],
    invalidListed: `${beyond}`,
  };
}
