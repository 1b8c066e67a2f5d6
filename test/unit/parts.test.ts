/** What rows consist of: what can be said about it, and what comes of it. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import { parseFeature, parseSpecDocument } from '../../shared/feature/schema.js';
import type { FeatureSpec } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { typedFeature } from '../typed-feature.js';

const LINES = 'lines:parts=order_line';
const QUANTITY = '--parts=order_line+quantity:int:gt=0';

/** Plans a feature in an empty folder, or in a project of the tests, as one text. */
function textOf(architecture: Architecture, spec: FeatureSpec, project = 'no-such-folder'): string {
  const workspace = new Workspace(join(import.meta.dirname, '..', 'projects', project));
  return planFeature(layOut(architecture, workspace), spec)
    .files.map(({ after }) => after)
    .join('');
}

describe('parts', () => {
  test('are the same in a spec file as typed, and come out as they went in', () => {
    const typed = typedFeature(['order', 'note', LINES, QUANTITY], {});
    const written = writeFeature(typed);
    expect(written).toMatchObject({ parts: { order_line: { quantity: 'int:gt=0' } } });
    expect(parseFeature({ name: 'order', ...written })).toEqual(typed);
    const { parts: _, ...rest } = written as Record<string, unknown>;
    const listed = { ...rest, parts: [['order_line', 'quantity:int:gt=0']] };
    expect(parseFeature({ name: 'order', ...listed } as never)).toEqual(typed);
    expect(commandOf({ generator: 'onion' }, typed)).toBe(
      'fastapi-feature onion order note:str lines:parts=order_line --parts order_line+quantity:int:gt=0',
    );
  });

  test('make a feature come after what they refer to', () => {
    const { features } = parseSpecDocument({
      features: {
        order: { fields: [LINES], parts: { order_line: { product: 'ref=Product' } } },
        product: { fields: ['name'] },
      },
    });
    expect(features.map(({ name }) => name)).toEqual(['product', 'order']);
  });

  test.each([
    ['nothing says what one has', [LINES], /--parts: "lines" has the parts "order_line", .*--spec/],
    ['no field has them', ['note', QUANTITY], /no field has the parts "order_line"/],
    ['two fields have them', [LINES, 'rows:parts=order_line', QUANTITY], /the part of two fields/],
    ['one appears twice', [LINES, QUANTITY, QUANTITY], /"order_line" appears twice/],
    ['one has no fields', [LINES, '--parts=order_line'], /has no fields/],
    ['a field is none', [LINES, '--parts=order_line+quantity:itn'], /order_line, field 1.*int/s],
    ['one has a link', [LINES, '--parts=order_line+tags:refs=Tag'], /cannot be refs: /],
    ['one has parts', [LINES, '--parts=order_line+a:parts=b'], /cannot be parts: /],
    [
      'one is of the caller',
      [LINES, '--parts=order_line+u:ref=User:caller'],
      /cannot have "caller"/,
    ],
    ['one is private', [LINES, '--parts=order_line+code:str:private'], /cannot have "private"/],
    ['one has a position', [LINES, '--parts=order_line+position:int'], /"position"/],
    [
      'one refers to its row',
      [LINES, '--parts=order_line+order:ref=Order'],
      /"order_id" cannot be/,
    ],
    [
      'two fields are unique',
      [LINES, '--parts=order_line+a:int:unique+b:int:unique'],
      /beside another/,
    ],
    [
      'one unique field is null',
      [LINES, '--parts=order_line+a:int:unique:optional'],
      /and optional/,
    ],
    [
      'there are fewer than there have to be',
      [`${LINES}:min=3`, '--parts=order_line+size:enum=s/m:unique'],
      /at least 3 of order_line, and "size".* has 2 values/,
    ],
    ['there are too many', [`${LINES}:max=301`, QUANTITY], /whole number from 1 to 300/],
    ['one has no name', ['lines:parts', QUANTITY], /parts needs what each of them is called/],
  ])('are refused where %s', (_, words, message) => {
    const parse = () => typedFeature(['order', ...words], {});
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });

  test.each(ARCHITECTURES)(
    'have no endpoint, and a table by the key of their row: $id',
    (architecture) => {
      const plan = () =>
        textOf(
          architecture,
          typedFeature(['order', 'note', `${LINES}:max=20`, QUANTITY], architecture),
        );
      if (architecture.ownsRows !== undefined) {
        expect(plan).toThrow(/--parts order_line: .*feature of its own with --parent order/);
        return;
      }
      const text = plan();
      expect(text).toContain('ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True');
      expect(text).toContain('Field(max_length=20)');
      expect(text).toContain('CheckConstraint("quantity > 0", name="quantity")');
      expect(text).not.toContain('/order_lines');
    },
  );

  test.each([
    ['type:str', 'type', 'type_'],
    ['from:int', 'from', 'from_'],
    ['metadata:json:optional', 'metadata', 'metadata_'],
    ['limit:int', 'limit', 'limit_'],
    ['say_all:bool', 'say_all', 'say_all_'],
    ['class:ref=User', 'class_id', 'class_id'],
    ['order:int', 'order', 'order'],
  ])('keep the names of their columns, whatever Python calls them: %s', (field, key, attribute) => {
    for (const architecture of [onion, direct]) {
      const words = [LINES, `--parts=order_line+${field}`];
      const text = textOf(architecture, typedFeature(['order', ...words], architecture));
      expect(text).toMatch(new RegExp(`sa\\.Column\\(\\s*"${key}",`));
      expect(text).toMatch(new RegExp(`^    ${attribute}: Mapped\\[`, 'm'));
      if (key === attribute) continue;
      expect(text).toMatch(new RegExp(`^    ${attribute}: .*[ (]alias="${key}"`, 'm'));
      expect(text).toMatch(
        new RegExp(`^    ${attribute}: .*Field\\(serialization_alias="${key}"\\)`, 'm'),
      );
    }
  });

  test('name the types of datetime by their module where a part has a field of that name', () => {
    const words = [LINES, '--parts=order_line+date:date+at:datetime'];
    const text = textOf(onion, typedFeature(['order', 'due:date', ...words], onion));
    expect(text).toContain('date: Mapped[dt.date]');
    expect(text).toContain('due: Mapped[dt.date]');
  });

  test('are told apart by what is unique in them', () => {
    const unique = '--parts=order_line+code:int:unique+quantity:int';
    const text = textOf(onion, typedFeature(['order', LINES, unique], onion));
    expect(text).toContain('AfterValidator(_with_distinct_lines)');
    expect(text).toContain('sa.Column("position", sa.Integer(), nullable=False)');
  });

  test.each([
    ['quantity:int', 'make_order_line() for _ in range(1, 3)'],
    ['code:str=8:unique', 'make_order_line(code=f"{n:06}") for n in range(1, 3)'],
    ['to:ref=User:unique', 'make_order_line(to_id=n) for n in range(1, 3)'],
  ])('are as many in tests as there have to be at least: %s', (field, made) => {
    const words = [`${LINES}:min=2:max=2`, `--parts=order_line+${field}`];
    const text = textOf(onion, typedFeature(['order', ...words], onion));
    expect(text.replaceAll(/\s+/g, ' ')).toContain(made);
    expect(text).toContain('["lines"]\n');
    expect(text).not.toContain('["lines"] * ');
  });

  test('are refused in an existing backend, with a way forward', () => {
    const plan = () =>
      textOf(direct, typedFeature(['order', LINES, QUANTITY], direct), 'flat-tutorial');
    expect(plan).toThrow(RefusalError);
    expect(plan).toThrow(/order:ref=Order:on-delete=cascade/);
  });
});
