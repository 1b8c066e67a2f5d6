/** Features with `--soft-delete`, in every layout that has a choice: with all that refers to rows. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, and of migrations. */
const OF_FEATURES =
  'tag or categor or product or review or vote or customer or order or migrations';

const KEPT = '--soft-delete';

/** Features that refer to each other; of some, what is deleted is gone. */
const RUNS: readonly (readonly string[])[] = [
  ['tag', 'name:str=40:unique', KEPT],
  ['category', 'name:str=80:unique', 'parent:ref=Category:optional', '--concurrency=version', KEPT],
  [
    'product',
    'title:str=80',
    'slug:slug=title',
    'code:str=20:unique',
    'category:ref=Category:embed=name',
    'tags:refs=Tag',
    'fans:refs=User:caller',
    'author:ref=User:caller',
    '--search=title',
    '--pages=cursor',
    '--concurrency=version',
    '--by=slug',
    '--unique=title+category',
    KEPT,
  ],
  [
    'review',
    'text:str=80:index',
    'product:ref=Product:on-delete=cascade',
    'second:ref=Category:optional:on-delete=null',
  ],
  [
    'vote',
    'stars:int',
    'product:ref=Product:on-delete=cascade',
    'category:ref=Category:unique',
    '--id=uuid',
    '--no-timestamps',
    KEPT,
  ],
  ['customer', 'code:str=5', 'name:str=80:unique', '--key=code', KEPT],
  [
    'order',
    'customer:ref=Customer',
    'lines:parts=order_line',
    '--parts=order_line+product:ref=Product:unique+quantity:int:gt=0',
    KEPT,
  ],
];

describeWithPython('rows with --soft-delete', () => {
  for (const { capabilities, id } of ARCHITECTURES) {
    if (!capabilities.some((each) => each.id === 'kept')) continue;
    describeProjectWith(id, layoutOf(id), RUNS, undefined, {
      words: OF_FEATURES,
      moreThan: 80,
      turn: 0,
    });
  }
});
