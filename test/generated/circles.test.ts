/** Features that refer to each other in circles, and twice to the same, in every layout, on both databases. */
import { join } from 'node:path';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

const SAKILA = join(import.meta.dirname, 'sakila.yaml');

/** The tests of these features, of migrations, and of what fills a database. */
const OF_FEATURES = 'store or staff or countr or film or language or migrations or seed';

describeWithPython('features in circles', () => {
  for (const { id } of ARCHITECTURES) {
    describeProjectWith(id, layoutOf(id), [['--spec', SAKILA]], undefined, {
      words: OF_FEATURES,
      moreThan: 150,
    });
  }
});
