/** Lists that are filtered by more than equal values, in every layout: also nested, with owners, and page by page. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of filters, and of migrations. */
const OF_FILTERS = 'filters or greater or migrations';

const PARCEL = [
  'parcel',
  'name:str=80:prefix',
  'price:decimal=10.2:gt=0:index',
  'weight:float:optional:index',
  'size:smallint:ge=1:index',
  'due:date:index',
  'sent:datetime:optional:index',
  'number:bigint:unique:optional',
  // A field that is called like a comparison, and one that Python cannot have as it is.
  'price_ge:int:index',
  'from:int:index',
  'label:str:unique:prefix:optional:column=Label',
  '--index=created_at',
  '--search=name',
];
const STATE = 'state:enum=open/paid/sent:flow=open-paid-sent';
const TICKET = [
  'ticket',
  STATE,
  'parcel:ref=Parcel',
  'other:ref=Parcel:optional',
  'type:enum=a/b:optional:index',
  // Fields that are called like what filters by several values.
  'state_in:int:index',
  'one_of:int',
];
const SCAN = ['scan', 'level:int:index', '--pages=cursor', '--index=updated_at'];
const NESTED = ['note', 'rank:int:index', '--parent=parcel'];

function featuresIn(ownsRows: boolean): readonly (readonly string[])[] {
  return ownsRows
    ? [PARCEL, [...SCAN, '--read=user'], NESTED, TICKET]
    : [PARCEL, [...SCAN, '--id=uuid', 'author:ref=User:caller', '--read=owner'], TICKET];
}

describeWithPython('lists by comparisons, and by several values', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    const features = featuresIn(ownsRows !== undefined);
    describeProjectWith(id, layoutOf(id), features, undefined, {
      words: OF_FILTERS,
      // Endpoints that query by themselves have no tests of a layer below.
      moreThan: id === 'layered-direct' ? 15 : 20,
      turn: 2,
    });
  }
});
