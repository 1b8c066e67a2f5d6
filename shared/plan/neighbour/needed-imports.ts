/** What a module has to import for the types and values of fields. */
import { isFormatted } from '../../python/formatted-strings.js';
import type { PythonImport } from '../../python/imports.js';
import { importStatementsOf } from '../../python/module-facts.js';
import { definedName, parseOnce } from '../../python/syntax.js';
import { tokenize } from '../../python/tokens.js';
import type { NewField } from './new-fields.js';

const SOURCES: Readonly<Record<string, string>> = {
  datetime: 'UTC date datetime time timedelta timezone',
  decimal: 'Decimal',
  typing: 'Annotated Any Optional Union',
  uuid: 'UUID uuid4',
  pydantic:
    'AfterValidator AnyUrl AwareDatetime BeforeValidator EmailStr Field FiniteFloat HttpUrl IPvAnyAddress PlainSerializer StringConstraints condecimal confloat conint constr',
  sqlalchemy:
    'DECIMAL JSON BigInteger Boolean Column Date DateTime Double Float ForeignKey Integer Interval LargeBinary Numeric SmallInteger String TIMESTAMP Text Time Uuid',
  'sqlalchemy.orm': 'Mapped mapped_column relationship',
};

/** How types are written in one backend and not in another. */
const OF_STYLES =
  'Annotated DECIMAL Field Optional StringConstraints TIMESTAMP Union condecimal confloat conint constr';

/**
 * Returns the imports of a module that its fields need and that it has not.
 *
 * @param own what only this backend has: classes of choices, models that are referred to.
 */
export function importsFor(
  path: string,
  text: string,
  fields: readonly NewField[],
  own: readonly PythonImport[] = [],
): PythonImport[] {
  const module = parseOnce(text);
  const bound = new Set([
    ...importStatementsOf(module).flatMap(({ names }) => names.map((each) => each.bound)),
    ...module.statements.flatMap((each) => definedName(each) ?? []),
  ]);
  const written = fields.flatMap((field) => [
    field.checked,
    field.both ?? '',
    field.column,
    field.otherSample,
    field.relationship ?? '',
    field.sample,
    field.type,
    field.usual ?? '',
  ]);
  // A style may have names that the fields themselves are not written with.
  const all = `${written.join(' ')} ${OF_STYLES}`;
  const isIn = (name: string, within: string) =>
    new RegExp(`(?<![\\w."'])${name}(?![\\w"'])`).test(within);
  const usual: PythonImport[] = Object.entries(SOURCES).flatMap(([module, names]) =>
    names
      .split(' ')
      .filter((name) => isIn(name, all))
      .map((name) => ({ module, name })),
  );
  // What is said in texts and comments needs no import.
  const used = new Set(
    tokenize(text).lines.flatMap(({ tokens }) =>
      tokens.flatMap((token, at) => {
        if (isFormatted(token)) return token.text.match(/\w+/g) ?? [];
        return tokens[at - 1]?.text === '.' ? [] : [token.text];
      }),
    ),
  );
  const needed = [...own, ...usual].filter(({ alias, name }) => {
    const as = alias ?? name;
    if (bound.has(as) || !used.has(as)) return false;
    bound.add(as);
    return true;
  });
  return needed.map((one) => ({ ...one, path }));
}
