/** What a package-per-feature project gets by `--with accounts`: between features. */
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

describeWithPython('what a package-per-feature project gets by --with accounts', () => {
  const runs = [
    ['note', 'text:str', 'author:ref=User:caller', '--write=owner', '--delete=owner+admin'],
    ['--with', 'accounts'],
    ['label', 'name:str:unique', 'note:ref=Note:optional', '--write=editor'],
  ];
  const only = { moreThan: 300, turn: 2 };
  describeProjectWith('between features', layoutOf('package-per-feature'), runs, undefined, only);
});
