/** Rows that a field identifies, in every layout that has them, on both databases: referred to, linked, searched, owned. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

const FEATURES = [
  ['country', 'code:str=2', 'name:str=80', '--key=code', '--pages=cursor'],
  [
    'customer',
    'number:int',
    'name:str=80',
    'country:ref=Country:embed=name',
    '--key=number',
    '--search=name',
  ],
  [
    'label',
    'code:str=8:pattern=^[A-Z]{3}-[0-9]{4}$:column=Label',
    'above:ref=Label:optional',
    'owner:ref=User:caller',
    'fans:refs=User:caller',
    '--key=code',
    '--write=owner',
    '--concurrency=version',
  ],
  [
    'item',
    'item_id:uuid',
    'title:str',
    'labels:refs=Label',
    'customer:ref=Customer',
    'state:enum=a/b:flow=a-b',
    '--key=item_id',
    '--action=publish',
  ],
] as const;

/** The tests of these features, of migrations, and of what fills a database. */
const OF_KEYS =
  'country or customer or label or item or countries or customers or labels or items or migrations or seed';

describeWithPython('rows by --key', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    if (ownsRows !== undefined) continue;
    describeProjectWith(id, layoutOf(id), FEATURES, undefined, { words: OF_KEYS, moreThan: 200 });
  }
});
