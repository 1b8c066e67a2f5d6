/** What the built runner writes is what is planned, byte for byte, on every system. */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { filesBelow, generateOrThrow, temporaryFolder } from '../generated/python-project.js';
import { typedFeature } from '../typed-feature.js';

const FEATURE = ['product', 'name:str=120:unique', 'price:decimal=10.2:gt=0', '--docs'];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test.each(ARCHITECTURES.map((each) => [each.id, each] as const))(
  '%s',
  (_, architecture) => {
    const folder = temporaryFolder();
    folders.push(folder);
    const features = [typedFeature(FEATURE, architecture)];
    const { files } = planRequest(
      { architecture, features, choices: {} },
      new Workspace(join(dirname(folder), 'nothing', 'shop')),
    );
    const style = architecture.style === undefined ? [] : ['--style', architecture.style];
    const root = join(folder, 'shop');
    generateOrThrow(folder, architecture.generator, ...FEATURE, ...style, '--destination', root);
    const planned = files.map(({ path, after }) => [path, Buffer.from(after).toString('latin1')]);
    expect(Object.fromEntries(filesBelow(root))).toEqual(Object.fromEntries(planned as []));
    expect(files.length).toBeGreaterThan(20);
  },
  60_000,
);
