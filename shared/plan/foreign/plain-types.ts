/**
 * The type table's Python in a backend that has none of our modules: what `Text`, `Int32` or `UtcDateTime` stand
 * for, written out.
 */
import { UsageError } from '../../errors.js';
import type { FieldView } from '../feature-view.js';

const INT32 = ['-2147483648', '2147483647'] as const;
const INT64 = ['-9223372036854775808', '9223372036854775807'] as const;

/** How a backend wants its types written. */
export interface TypeDialect {
  /** Whether `email-validator` is there, without which Pydantic has no `EmailStr`. */
  readonly hasEmail: boolean;
  /** Whether constraints are given by SQLModel's `Field`, which knows no `pattern`. */
  readonly sqlmodel: boolean;
  /** Whether `datetime.UTC` is there: since Python 3.11. */
  readonly hasUtc: boolean;
}

/** An annotation or a value, with what our own modules define written out. */
export function plainType(text: string, { hasEmail, sqlmodel, hasUtc }: TypeDialect): string {
  const email = hasEmail
    ? 'EmailStr'
    : 'Annotated[str, Field(max_length=254, pattern=r"^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$")]';
  const url = 'Annotated[str, Field(max_length=2083, pattern=r"^https?://\\S+$")]';
  let plain = text
    .replaceAll(/Annotated\[(Int32|Int64), Field\(([^[\]]*)\)\]/g, (_, type, constraints) =>
      boundedInteger(type === 'Int32' ? INT32 : INT64, constraints),
    )
    .replaceAll(/list\[Int(32|64)\]/g, 'list[int]')
    .replaceAll(/\bInt32\b/g, boundedInteger(INT32, ''))
    .replaceAll(/\bInt64\b/g, boundedInteger(INT64, ''))
    .replaceAll(/\bEntityId\b/g, 'Annotated[int, Field(ge=1, le=2147483647)]')
    .replaceAll(/\bUtcDatetime\b/g, 'AwareDatetime')
    .replaceAll(/\bLocalTime\b/g, 'time')
    .replaceAll(/\bJsonObject\b/g, 'dict[str, Any]')
    .replaceAll(
      /Annotated\[HttpUrlText, Field\(([^[\]]*)\)\]/g,
      (_, constraints) => `Annotated[str, Field(${constraints}, pattern=r"^https?://\\S+$")]`,
    )
    .replaceAll(/\bHttpUrlText\b/g, url)
    .replaceAll(/Annotated\[EmailStr, Field\(([^[\]]*)\)\]/g, (whole, constraints) =>
      hasEmail ? whole : email.replace('max_length=254', constraints),
    )
    .replaceAll(/\bEmailStr\b/g, email)
    .replaceAll(/\bText\b/g, 'str');
  if (!hasUtc) plain = plain.replaceAll(/\bUTC\b/g, 'timezone.utc');
  if (sqlmodel) {
    plain = plain.replaceAll(/Field\(([^()]*pattern=)/g, 'StringConstraints($1');
  }
  return plain;
}

function boundedInteger([low, high]: readonly [string, string], constraints: string): string {
  const parts = constraints === '' ? [] : [constraints];
  if (!/\bg[te]=/.test(constraints)) parts.push(`ge=${low}`);
  if (!/\bl[te]=/.test(constraints)) parts.push(`le=${high}`);
  return `Annotated[int, Field(${parts.join(', ')})]`;
}

/** A column type of SQLAlchemy, with what our own modules define written out. */
export function plainColumn({ column, spec }: FieldView): string {
  if (column.startsWith('TypedJson(')) {
    throw new UsageError(
      `field "${spec.name}": this backend has no column for a list of ${spec.items}. ` +
        `Take a list of str or int, or a feature of its own that refers to this one.`,
    );
  }
  return column
    .replace(/^ExactDecimal\(/, 'Numeric(')
    .replace(/^UtcDateTime$/, 'DateTime(timezone=True)')
    .replace(
      /^enum_type\((\w+)\)$/,
      'SAEnum($1, native_enum=False, length=50, values_callable=lambda members: [member.value for member in members])',
    );
}
