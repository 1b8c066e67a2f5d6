/** What layered projects get by `--with accounts`: in a project that stands, and before another feature. */
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The styles, each with how many import contracts its projects keep. */
const STYLES: readonly (readonly [style: string, contracts: number])[] = [
  ['service', 3],
  ['direct', 1],
];

describeWithPython('what a layered project gets by --with accounts', () => {
  for (const [style, contracts] of STYLES) {
    const command = ['layered', '--style', style];
    describeProjectWith(
      `--style ${style}`,
      { command, backend: '', driver: 'asyncpg', contracts, hasMigrations: true },
      [
        ['product', 'name:str'],
        ['--with', 'accounts'],
        ['label', 'name:str', '--write', 'editor'],
      ],
    );
  }
});
