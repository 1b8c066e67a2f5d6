import { expect, test } from '@jest/globals';
import { shownColumns } from '../../shared/project/shown-columns.js';

/** The names and types of the columns that others may be shown, of a class with these attributes. */
function shownOf(
  attributes: Readonly<Record<string, readonly [annotation: string, value: string]>>,
) {
  const fields = new Map(
    Object.entries(attributes).map(([name, [annotation, value]]) => [
      name,
      { annotation, value, from: 0, to: 0 },
    ]),
  );
  return shownColumns(fields).map(({ name, type }) => [name, type]);
}

test('plain values are shown, and those of enums as text', () => {
  expect(
    shownOf({
      id: ['Mapped[int]', 'mapped_column(primary_key=True)'],
      type_: ['Mapped[str]', 'mapped_column("type", String(5))'],
      on: ['Mapped[dt.date | None]', 'mapped_column(Date)'],
      status: ['Mapped[ProductStatus]', 'mapped_column(enum_type(ProductStatus))'],
      tags: ['Mapped[list[str]]', 'mapped_column(JSON)'],
      category_id: ['Mapped[int]', 'mapped_column(ForeignKey("categories.id"))'],
    }),
  ).toEqual([
    ['type', 'str'],
    ['on', 'date | None'],
    ['status', 'str'],
  ]);
});

test.each(['password_hash', 'hashed_password', 'api_token', 'secret', 'pwd'])(
  '%s is not',
  (name) => {
    expect(shownOf({ [name]: ['Mapped[str]', 'mapped_column(String(255))'] })).toEqual([]);
  },
);
