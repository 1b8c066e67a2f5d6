/** What a domain-routes project gets by `--with accounts`: alone and between features. */
import { describeProjectWith, type Layout } from './project-with.js';
import { describeWithPython } from './with-python.js';

const LAYOUT: Layout = {
  command: ['domain-routes'],
  backend: '',
  driver: 'psycopg',
  contracts: 2,
  hasMigrations: true,
};

describeWithPython('what a domain-routes project gets by --with accounts', () => {
  describeProjectWith('alone', LAYOUT, [['--with', 'accounts']]);
  describeProjectWith('in a project that stands, and before another feature', LAYOUT, [
    ['product', 'name:str', '--write', 'editor'],
    ['--with', 'accounts+deploy'],
    ['label', 'name:str', 'product:ref=Product'],
  ]);
});
