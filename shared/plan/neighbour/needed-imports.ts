/** What a module has to import for the types and values of fields. */
import type { PythonImport } from '../../python/imports.js';
import { importStatementsOf } from '../../python/module-facts.js';
import { parseOnce } from '../../python/syntax.js';
import type { NewField } from './field-regions.js';

const SOURCES: Readonly<Record<string, string>> = {
  datetime: 'UTC date datetime time timedelta timezone',
  decimal: 'Decimal',
  typing: 'Annotated Any',
  uuid: 'UUID uuid4',
  pydantic:
    'AfterValidator AnyUrl AwareDatetime BeforeValidator EmailStr Field FiniteFloat HttpUrl PlainSerializer StringConstraints',
  sqlalchemy:
    'JSON BigInteger Boolean Column Date DateTime Double Float ForeignKey Integer Interval LargeBinary Numeric SmallInteger String Text Time Uuid',
  'sqlalchemy.orm': 'Mapped mapped_column',
};

/** Returns the imports of a module that its fields need and that it has not. */
export function importsFor(
  path: string,
  text: string,
  fields: readonly NewField[],
): PythonImport[] {
  const bound = new Set(
    importStatementsOf(parseOnce(text)).flatMap(({ names }) => names.map((each) => each.bound)),
  );
  const written = fields.flatMap(({ checked, column, otherSample, sample, type }) => [
    checked,
    column,
    otherSample,
    sample,
    type,
  ]);
  const all = written.join(' ');
  const isIn = (name: string, within: string) =>
    new RegExp(`(?<![\\w."'])${name}(?![\\w"'])`).test(within);
  return Object.entries(SOURCES).flatMap(([module, names]) =>
    names
      .split(' ')
      .filter((name) => !bound.has(name) && isIn(name, all) && isIn(name, text))
      .map((name) => ({ module, name, path })),
  );
}
