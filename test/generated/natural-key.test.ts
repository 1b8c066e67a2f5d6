/** Rows that a field identifies, in every layout that has them: referred to, linked, searched, owned. */
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { KEYED_FEATURES } from './features.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, of migrations, and of what fills a database. */
const OF_KEYS =
  'country or customer or label or item or countries or customers or labels or items or migrations or seed';

describeWithPython('rows by --key', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    if (ownsRows !== undefined) continue;
    describeProjectWith(id, layoutOf(id), KEYED_FEATURES, undefined, {
      words: OF_KEYS,
      moreThan: 200,
      turn: 0,
    });
  }
});
