/** What keeps changes apart, and who pays for it. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

/** Plans a feature in a project; the files that it would get are in the project from then on. */
function add(
  architecture: Architecture,
  project: Workspace,
  name: string,
  options: FeatureOptions = {},
) {
  const spec = featureFromArguments(name, ['name:str'], options, architecture);
  const { files } = planFeature(layOut(architecture, project), spec);
  return files.filter(({ after }) => /\betag\b|version_id_col|PreconditionFailed/i.test(after));
}

const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('knows nothing of versions until a feature has them', () => {
      const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
      expect(add(architecture, project, 'tag')).toEqual([]);
      const versioned = paths(add(architecture, project, 'product', { concurrency: 'version' }));
      expect(versioned).toContainEqual(expect.stringMatching(/\bpreconditions\.py$/));
      const further = paths(add(architecture, project, 'order', { concurrency: 'version' }));
      expect(further).not.toContainEqual(expect.stringMatching(/\bpreconditions\.py$/));
      expect(further.length).toBeGreaterThan(0);
    });
  },
);

test('a field cannot have the name of the version', () => {
  const tokens = ['name', 'version:int'];
  expect(featureFromArguments('product', tokens).fields).toHaveLength(2);
  expect(
    refusal(() => featureFromArguments('product', tokens, { concurrency: 'version' })),
  ).toMatch(/^--concurrency: .*"version" cannot be a field name, because/);
  const written = { name: 'product', fields: { version: 'ref=Release' }, concurrency: 'version' };
  expect(refusal(() => parseFeature(written))).toMatch(/^concurrency: .*"version" cannot be/);
});

test('in an existing backend, it is refused', () => {
  const project = new Workspace(join(PROJECTS, 'layers-async'));
  const adding = () => add(direct, project, 'parcel', { concurrency: 'version' });
  expect(adding).toThrow(RefusalError);
  expect(adding).toThrow(/^--concurrency version: .*Leave it out/);
});
