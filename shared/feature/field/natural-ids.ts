/** What refers to rows that are identified by a field of theirs, as source text. */
import type { IdText } from './dialect.js';

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

const WHOLE = {
  plain: 'int',
  sample: '1',
  otherSample: '2',
  sampleOfN: 'n',
};

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
      return UUID;
  }
}

const UUID: IdText = {
  checked: 'UUID',
  plain: 'UUID',
  listed: 'UUID',
  isLimited: true,
  migration: 'sa.Uuid()',
  unknown: 'UUID(int=0)',
  unknownInJson: '"00000000-0000-0000-0000-000000000000"',
  sample: 'UUID(int=1)',
  sampleInJson: '"00000000-0000-0000-0000-000000000001"',
  otherSample: 'UUID(int=2)',
  sampleOfN: 'UUID(int=n)',
  invalid: ['0', '"not-a-uuid"'],
  invalidListed: '0',
};

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
    ...WHOLE,
    checked: `JsonNumber[${type}]`,
    query: type,
    listed: `JsonNumber[${type}]`,
    isLimited: true,
    migration,
    unknown,
    unknownInJson: `${beyond - 1n}`,
    invalid: [`${beyond}`, 'True', '"not-a-number"'],
    invalidListed: `${beyond}`,
  };
}
