/** What a domain-routes project gets by `--with accounts`: alone and between features. */
import { expect, test } from '@jest/globals';
import { layoutOf } from './layouts.js';
import { describeProjectWith, type ProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

const LAYOUT = layoutOf('domain-routes');

describeWithPython('what a domain-routes project gets by --with accounts', () => {
  const more = (project: () => ProjectWith) => {
    test.each(['utils.accounts', 'services.account_service', 'routes.accounts.router'])(
      'has %s, which can be what is imported first',
      (module) => {
        const statement = `import ${module}; print("imported")`;
        expect(project().python.output('python', ['-c', statement])).toMatch('imported');
      },
    );
  };
  const alone = [['--with', 'accounts']];
  describeProjectWith('alone', LAYOUT, alone, more, { moreThan: 200, turn: 3 });
  const between = [
    ['product', 'name:str', '--write', 'editor'],
    ['--with', 'accounts+deploy'],
    ['label', 'name:str', 'product:ref=Product'],
  ];
  const what = 'in a project that stands, and before another feature';
  describeProjectWith(what, LAYOUT, between, undefined, { moreThan: 300, turn: 4 });
});
