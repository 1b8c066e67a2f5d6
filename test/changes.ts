/** What becomes of features that stand. */

/** The fields of a feature before it changes. */
export const FIELDS = [
  'name:str=120:unique',
  'price:decimal=10.2:gt=0',
  'status:enum=a/b',
  'sku:str=40:unique',
  'released:date:optional',
  'notes:text:optional',
];

/** What a feature becomes. A reference to `Category` is to any model that is there. */
export type Change = readonly [
  tokens: readonly string[],
  renamed?: readonly [string, string] | undefined,
  options?: Readonly<Record<string, string>>,
];

/** The changes by what they are about. */
export const CHANGES: Readonly<Record<string, Change>> = {
  add: [[...FIELDS, 'weight:float:optional']],
  rename: [FIELDS.with(1, 'unit_price:decimal=10.2:gt=0'), ['price', 'unit_price']],
  drop: [FIELDS.slice(0, -1)],
  type: [FIELDS.with(1, 'price:int:gt=0')],
  optional: [FIELDS.with(1, 'price:decimal=10.2:gt=0:optional')],
  required: [FIELDS.with(5, 'notes:text:default=none')],
  unique: [FIELDS.with(0, 'name:str=120')],
  index: [FIELDS.with(1, 'price:decimal=10.2:gt=0:index')],
  'enum value': [FIELDS.with(2, 'status:enum=a/b/c')],
  flow: [FIELDS.with(2, 'status:enum=a/b:flow=a-b')],
  ref: [[...FIELDS, 'kind:ref=Category:optional']],
  refs: [[...FIELDS, 'kinds:refs=Category']],
  access: [FIELDS, undefined, { read: 'admin', delete: 'admin' }],
  endpoints: [FIELDS, undefined, { endpoints: 'list+get+create' }],
};
