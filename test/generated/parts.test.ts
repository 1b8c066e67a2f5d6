/** Rows that consist of others, in every layout that has them, beside all that rows can have. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { FEATURES_WITH_PARTS } from './features.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, of migrations, and of what fills a database. */
const OF_PARTS = 'order or orders or migrations or seed';

describeWithPython('rows with parts', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    if (ownsRows !== undefined) continue;
    describeProjectWith(id, layoutOf(id), FEATURES_WITH_PARTS, undefined, {
      words: OF_PARTS,
      moreThan: 150,
      turn: 1,
    });
  }
});
