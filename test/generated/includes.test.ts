/** Features whose answers show more where callers ask for it, or count what they have, in every layout. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, and of migrations. */
const OF_FEATURES = 'categor or customer or product or order or shipment or migrations';

/** What can be asked for: of others and of themselves, with keys of all kinds, by name, page by page, nested. */
function runsOf(owns: boolean): readonly (readonly string[])[] {
  return [
    ['category', 'name:str=40:unique', 'type:enum=raw/made', 'parent:ref=Category:optional'],
    [
      'customer',
      'code:str=5',
      'since:date:optional',
      'remark:str:private',
      ...(owns ? [] : ['--key=code']),
    ],
    [
      'product',
      'sku:str=20:unique',
      'price:decimal=10.2:index',
      'category:ref=Category',
      'from:ref=Product:optional',
      'others:refs=Product',
      'likes:count=likers',
      'likers:refs=User:caller',
      'alternatives:count=others',
      '--include=category+from',
      '--pages=cursor',
      '--concurrency=version',
      '--search=sku',
      ...(owns ? [] : ['--by=sku', '--soft-delete']),
    ],
    [
      'order',
      'customer:ref=Customer',
      'substitute:ref=Product:optional:on-delete=null',
      ...(owns
        ? ['--include=customer+substitute']
        : [
            'lines:parts=order_line',
            'line_count:count=lines',
            'author:ref=User:caller:embed=email',
            '--parts=order_line+product:ref=Product+quantity:int:gt=0',
            '--include=lines+customer+substitute',
            '--read=owner+admin',
            '--write=owner+admin',
            '--delete=admin',
          ]),
    ],
    [
      'shipment',
      'weight:float',
      'product:ref=Product:readonly:optional',
      '--include=product',
      '--endpoints=list+create',
      owns ? '--docs' : '--no-timestamps',
    ],
  ];
}

describeWithPython('rows that are asked for along with others', () => {
  for (const { id, models } of ARCHITECTURES) {
    const runs = runsOf(models.owner !== undefined);
    describeProjectWith(id, layoutOf(id), runs, undefined, {
      words: OF_FEATURES,
      moreThan: 100,
      turn: 3,
    });
  }
});
