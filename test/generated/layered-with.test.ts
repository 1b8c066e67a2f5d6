/** What layered projects get by `--with accounts`: in a project that stands, and before another feature. */
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

describeWithPython('what a layered project gets by --with accounts', () => {
  // The first on SQLite, the other one on PostgreSQL.
  for (const [style, turn] of [
    ['service', 0],
    ['direct', 3],
  ] as const) {
    const runs = [
      ['product', 'name:str'],
      ['--with', 'accounts'],
      ['label', 'name:str', '--write', 'editor'],
    ];
    const only = { moreThan: 400, turn };
    describeProjectWith(`--style ${style}`, layoutOf(`layered-${style}`), runs, undefined, only);
  }
});
