/** Features with `--no-timestamps`, in every layout that has a choice: with all that could ask for a time. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, of migrations, and of what a project has once it runs. */
const OF_FEATURES = 'countr or cit or town or river or migrations or tables';

const TIMELESS = '--no-timestamps';

/** Features that refer to each other, and one that has its times, and parts. */
const RUNS: readonly (readonly string[])[] = [
  ['country', 'name:str=80:unique', 'code:str=2:index', TIMELESS],
  [
    'city',
    'name:str=80',
    'slug:slug=name',
    'country:ref=Country:embed=name',
    'rivals:refs=City',
    'visitors:refs=User:caller',
    'mayor:ref=User:caller',
    'status:enum=draft/live:flow=draft-live:readonly',
    '--action=live=post/admin',
    '--search=name',
    '--pages=cursor',
    TIMELESS,
  ],
  [
    'town',
    'name:str=80',
    'city:ref=City:optional:on-delete=cascade',
    '--concurrency=version',
    '--id=uuid',
    TIMELESS,
  ],
  [
    'river',
    'name:str=80',
    'town:ref=Town:optional',
    'banks:parts=river_bank:max=20',
    'bends:parts=river_bend',
    '--parts=river_bank+town:ref=Town:unique+height:int:gt=0+note:str=20:optional',
    '--parts=river_bend+side:enum=left/right:default=left+country:ref=Country:optional',
  ],
];

describeWithPython('rows with --no-timestamps', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    if (ownsRows !== undefined) continue;
    describeProjectWith(id, layoutOf(id), RUNS, undefined, {
      words: OF_FEATURES,
      moreThan: 80,
      turn: 1,
    });
  }
});
