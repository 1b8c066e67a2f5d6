/** The bundle of the runner is the same on every system. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { knowOwnPackage, leaveOutUnused } from '../../scripts/bundle-plugins.js';

type Load = (file: { path: string }) => { contents: string };
type Resolve = (wanted: { path: string; importer: string }) => unknown;

const loads: [RegExp, Load][] = [];
const resolves: Resolve[] = [];
const build = {
  onLoad: ({ filter, namespace }: { filter: RegExp; namespace?: string }, load: Load) => {
    if (namespace === undefined) loads.push([filter, load]);
  },
  onResolve: (_: unknown, resolve: Resolve) => {
    resolves.push(resolve);
  },
};
for (const plugin of [knowOwnPackage, leaveOutUnused]) plugin.setup(build);

const CHANGED = [
  'yeoman-generator/dist/generator.js',
  'yeoman-environment/dist/environment-base.js',
  'yeoman-environment/dist/package-manager.js',
  '@yeoman/adapter/dist/inquirer.js',
];

describe.each(['/repo/node_modules/', 'C:\\repo\\node_modules\\'])('in %s', (modules) => {
  const within = (path: string) =>
    modules + (modules.includes('\\') ? path.replaceAll('/', '\\') : path);

  test.each(CHANGED)('%s is changed', (path) => {
    expect(loads.filter(([filter]) => filter.test(within(path))).length).toBeGreaterThan(0);
  });

  test('what Yeoman does not need here is left out, for Yeoman alone', () => {
    const [resolve = () => 'nothing'] = resolves;
    const forPackage = (name: string) =>
      resolve({ path: 'execa', importer: within(`${name}/dist/x.js`) });
    expect(forPackage('yeoman-generator')).toEqual({ path: 'execa', namespace: 'left-out' });
    expect(forPackage('@yeoman/adapter')).toEqual({ path: 'execa', namespace: 'left-out' });
    expect(forPackage('inquirer')).toBeUndefined();
  });
});

test.each([
  ['yeoman-generator/dist/generator.js', 'yeoman-generator'],
  ['yeoman-environment/dist/environment-base.js', 'yeoman-environment'],
  ['yeoman-environment/dist/module-lookup.js', 'yeoman-environment'],
])('%s knows its package without reading it', (file, name) => {
  const path = join(import.meta.dirname, '..', '..', 'node_modules', file);
  const [, load] = loads.find(([filter]) => filter.test(path)) ?? [];
  const contents = load?.({ path }).contents ?? '';
  expect(contents).toContain(`{"name":"${name}","version":"`);
});
