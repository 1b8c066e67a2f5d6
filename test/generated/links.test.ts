/** Links of which each one is added and removed by itself, in every layout. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, of what holds for every route, and of migrations. */
const OF_LINKS = 'tag or genre or article or memo or rules or migrations';

/** Links to what has ids and to what has keys, to rows of the same feature and of others, owned and not, deleted softly. */
function runsOf(owns: boolean): readonly (readonly string[])[] {
  return [
    ['tag', 'name:str=40:unique', ...(owns ? [] : ['--soft-delete'])],
    ['genre', 'code:str=10', 'name:str=40', ...(owns ? [] : ['--key=code'])],
    [
      'article',
      'title:str',
      ...(owns ? [] : ['author:ref=User:caller']),
      'tags:refs=Tag:max=3:each',
      'genres:refs=Genre:max=3:each',
      'tag_count:count=tags',
      'favorites:refs=User:caller',
      '--read=public',
      '--write=owner',
      '--delete=owner',
      '--concurrency=version',
      ...(owns ? [] : ['--id=uuid', '--soft-delete']),
    ],
    [
      'memo',
      'title:str',
      ...(owns ? [] : ['keeper:ref=User:caller']),
      'tags:refs=Tag:max=3:each',
      'related_memos:refs=Memo:max=3:each',
      'articles:refs=Article:each',
      '--read=owner+admin',
      '--write=owner+admin',
      '--endpoints=list',
      '--pages=cursor',
      ...(owns ? [] : ['--no-timestamps']),
    ],
  ];
}

describeWithPython('links one at a time', () => {
  for (const { id, models } of ARCHITECTURES) {
    const runs = runsOf(models.owner !== undefined);
    describeProjectWith(id, layoutOf(id), runs, undefined, {
      words: OF_LINKS,
      moreThan: 100,
      turn: 2,
    });
  }
});
