import { jsonColumn } from '../columns.js';
import { EVERYWHERE, type FieldTypeDefinition, type TypeNames } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { FieldProblem } from '../settings.js';

/** Limited because a list is stored in one JSON column. */
const MOST_ITEMS = 10_000;

/** A list of plain values. */
export const list: FieldTypeDefinition = {
  usage: 'list=TYPE',
  description: 'a list of plain values of the same type',
  example: 'keywords:list=str:max=10',
  synonyms: 'array set tuple',
  takes: [...EVERYWHERE, 'min', 'max', 'items'],
  unfit: {
    unique: 'It is stored as JSON, which cannot be compared on every database.',
    default: 'Make it optional instead.',
  },
  isIncomparable: true,
  argument: {
    read: (text) => ({ items: text }),
    places: (text) => [['items', 0, text.length]],
    write: ({ items }) => items,
    check: (_, { items }, types) => ({ items: checkItems(items, types) }),
  },
  lengths: { unit: 'elements', most: MOST_ITEMS, usual: MOST_ITEMS, largestMin: 100 },
  inPython: (field, { elementOf }) => {
    const element = elementOf(field.items ?? 'str', field.name);
    const fewest = Number(field.min ?? 0);
    const most = Number(field.max ?? Number.POSITIVE_INFINITY);
    const plain = `list[${element.plain}]`;
    return {
      checked: {
        name: 'list',
        items: element.checked,
        constraints: [
          ...(fewest > 0 ? [['min_length', `${fewest}`] as const] : []),
          ...(Number.isFinite(most) ? [['max_length', `${most}`] as const] : []),
        ],
      },
      plain,
      shown: element.shown && { name: 'list', items: element.shown },
      ...(element.isTextInJson
        ? { column: { name: 'TypedJson', arguments: [plain] }, migration: 'sa.JSON()' }
        : jsonColumn(field)),
      initial: initialValue(field),
      sample: listOf([element.sample, element.otherSample], fewest, most),
      sampleInJson: listOf([element.sampleInJson ?? element.sample], fewest, most),
      otherSample: listOf([element.otherSample], fewest, most),
      sampleOfN: `[${element.sampleOfN}]`,
      invalid: [
        '"text"',
        ...element.invalid.slice(0, 1).map((value) => listOf([value], fewest, most)),
      ],
    };
  },
};

function listOf(values: readonly string[], fewest: number, most: number): string {
  const length = Math.max(fewest, Math.min(values.length, most));
  return `[${Array.from({ length }, (_, index) => values[index % values.length]).join(', ')}]`;
}

function checkItems(items: string | undefined, types: TypeNames): string {
  const allowed = `A list can hold: ${types.items.join(', ')}.`;
  if (items === undefined || items === '') {
    throw new FieldProblem('type', 'list needs the type of its elements.', allowed, 'list=str');
  }
  if (types.items.includes(items)) return items;
  const base = items.split('=')[0] ?? '';
  if (types.items.includes(base)) {
    throw new FieldProblem(
      'items.value',
      `the element type of a list takes no argument, but "${items}" has one.`,
      `Write list=${base}.`,
    );
  }
  if (base === 'ref' || base === 'refs') {
    throw new FieldProblem(
      'items.value',
      'a list cannot hold references.',
      `To refer to many of another feature, use refs=MODEL. ${allowed}`,
    );
  }
  const unlisted = types.all.includes(items);
  const near = types.items.find((type) => type === types.likely(items));
  throw new FieldProblem(
    'items.value',
    unlisted ? `a list cannot hold ${items}.` : `there is no type "${items}".`,
    allowed,
    near,
  );
}
