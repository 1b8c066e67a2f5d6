/** Lists that are read by `--pages cursor`, in every layout: by values of each type, where there are none, of whoever may see them. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** Fields of every type that a list can be sorted by, without a value where they can be, and with names of what pages have. */
const SORTED: readonly string[] = [
  'code:str=80:unique',
  'note:str=660:optional:index',
  'count:int:index:optional',
  'large:bigint:index',
  'small:smallint:index:optional',
  'size:float:index',
  'price:decimal=20.4:index:optional',
  'done:bool:index',
  'date:date:index',
  'at:datetime:index:optional',
  'hour:time:index',
  'key:uuid:index:optional',
  'spent:duration:index:optional',
  'mail:email:index:optional',
  'site:url:index:optional',
  'address:ip:index:optional',
  'phase:enum=new/a-b:index:optional',
  'cursor:int:index:optional',
  'after:date:index:optional',
  'limit:int:index',
  'position_types:str=20:index',
  'class:str=20:index',
  'from:date:index:optional:column=valid_from',
  'tag:ref=Tag:index:optional',
  'secret:str:index:private',
];

/** The tests of lists, of positions and of migrations: what a project has besides is run elsewhere. */
const OF_LISTS =
  'list or lists or sorts or position or refuses_what or goes_on or goes_through or gives_back or migrations';

/** Features with such lists, and one without: nested, with owners, with versions, and of different ids. */
function featuresIn(ownsRows: boolean): readonly (readonly string[])[] {
  const tag = ['tag', 'name:str=40:unique', '--pages=cursor'];
  const sorted = ['every_value', ...SORTED, '--index=created_at', '--index=updated_at'];
  const reply = ['reply', 'body:text', 'tags:refs=Tag', 'to:ref=Reply:optional:index'];
  const skipped = ['page:int:index:optional', 'skip:int:index', 'offset:int:index:optional'];
  const versioned = ['--concurrency=version', '--read=owner+admin', '--pages=cursor'];
  const others = [
    ['leaflet', 'name:str:index', '--endpoints=get+create', '--pages=cursor'],
    ['plain', 'name:str:index', 'cursor:int:index'],
    ['line', 'name:str:index', '--endpoints=list', '--read=admin', '--pages=cursor'],
  ];
  return ownsRows
    ? [
        tag,
        [...sorted, '--pages=cursor'],
        [...reply, ...skipped, ...versioned],
        ...others,
        ['remark', 'text:str:index', '--parent=tag', '--pages=cursor'],
      ]
    : [
        tag,
        [...sorted, '--id=bigint', '--read=public', '--write=public', '--pages=cursor'],
        [...reply, ...skipped, 'author:ref=User:caller', '--id=uuid', ...versioned],
        ...others,
      ];
}

describeWithPython('lists by --pages cursor', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    const features = featuresIn(ownsRows !== undefined);
    describeProjectWith(id, layoutOf(id), features, undefined, {
      words: OF_LISTS,
      moreThan: 200,
      turn: 3,
    });
  }
});
