/** What layered projects get by `--with accounts`: in a project that stands, and before another feature. */
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

describeWithPython('what a layered project gets by --with accounts', () => {
  for (const style of ['service', 'direct']) {
    describeProjectWith(`--style ${style}`, layoutOf(`layered-${style}`), [
      ['product', 'name:str'],
      ['--with', 'accounts'],
      ['label', 'name:str', '--write', 'editor'],
    ]);
  }
});
