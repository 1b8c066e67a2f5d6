/** What a domain-routes project gets by `--with accounts`: alone and between features. */
import { expect, test } from '@jest/globals';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

const LAYOUT = layoutOf('domain-routes');

describeWithPython('what a domain-routes project gets by --with accounts', () => {
  describeProjectWith('alone', LAYOUT, [['--with', 'accounts']], (project) => {
    test.each(['utils.accounts', 'services.account_service', 'routes.accounts.router'])(
      'has %s, which can be what is imported first',
      (module) => {
        const statement = `import ${module}; print("imported")`;
        expect(project().python.output('python', ['-c', statement])).toMatch('imported');
      },
    );
  });
  describeProjectWith('in a project that stands, and before another feature', LAYOUT, [
    ['product', 'name:str', '--write', 'editor'],
    ['--with', 'accounts+deploy'],
    ['label', 'name:str', 'product:ref=Product'],
  ]);
});
