/** Lists that are searched by words, in every layout, on both databases: also nested, with owners, and page by page. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of searches, of migrations, and of what a project has once it runs. */
const OF_SEARCHES = 'words or written or an_index or migrations or tables';

const ARTICLE = ['article', 'title:str=80', 'body:text:optional', 'price:int:index'];
/** Columns and a table that SQL would take for something else, and a field that is called like the parameter. */
const NOTE = ['note', 'order:str=80:index', 'q:int:index', 'select:text:column=From'];
const TABLE = ['--table=Order Details', '--search=order+select'];

function featuresIn(ownsRows: boolean): readonly (readonly string[])[] {
  const searched = ['--search=title+body', '--pages=cursor'];
  return ownsRows
    ? [
        [...ARTICLE, ...searched, '--read=user'],
        ['remark', 'text:text', '--parent=article', '--search=text'],
        [...NOTE, ...TABLE],
      ]
    : [
        [...ARTICLE, ...searched, '--id=uuid'],
        ['remark', 'text:text', 'author:ref=User:caller', '--read=owner', '--search=text'],
        [...NOTE, ...TABLE, '--id=bigint'],
      ];
}

describeWithPython('lists by --search', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    const features = featuresIn(ownsRows !== undefined);
    describeProjectWith(id, layoutOf(id), features, undefined, {
      words: OF_SEARCHES,
      moreThan: 20,
    });
  }
});
