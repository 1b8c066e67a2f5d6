/** Rows that do not know when they were made and changed, and where that is refused. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { parseFeature } from '../../shared/feature/schema.js';
import type { FeatureOptions } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { existingBackend, newProject, plannedFiles } from './planned-files.js';
import { refusal } from './refusal.js';

const TIMELESS = { timestamps: false };

/** Plans a feature in a project; the files that it would get are in the project from then on. */
function add(
  architecture: Architecture,
  project: Workspace,
  name: string,
  options: FeatureOptions = {},
  ...fields: readonly string[]
) {
  return plannedFiles(architecture, project, [name, 'name:str', ...fields], options);
}

/** The files of a feature that say something of times. */
function timed(files: readonly { readonly path: string; readonly after: string }[], name: string) {
  return files
    .filter(({ path }) => path.includes(name))
    .filter(({ after }) => /created_at|updated_at|TimestampMixin/.test(after))
    .map(({ path }) => path);
}

const others = ARCHITECTURES.filter(({ id }) => id !== domainRoutes.id);

describe.each(others.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('leaves out the times of one feature, and of no other', () => {
      const project = newProject();
      expect(timed(add(architecture, project, 'country', TIMELESS), 'countr')).toEqual([]);
      expect(timed(add(architecture, project, 'river'), 'river')).not.toEqual([]);
    });

    test('makes what has none from a base of its own, where there is one, once', () => {
      const project = newProject();
      const ofBase = (files: readonly { readonly path: string }[]) =>
        files.filter(({ path }) => path.endsWith('/timeless.py')).length;
      expect(ofBase(add(architecture, project, 'river'))).toBe(0);
      const first = ofBase(add(architecture, project, 'country', TIMELESS));
      expect(first).toBe(['onion', 'layered-service'].includes(architecture.id) ? 1 : 0);
      expect(ofBase(add(architecture, project, 'city', TIMELESS))).toBe(0);
    });
  },
);

test('what needs the times is refused', () => {
  const said = (options: FeatureOptions, ...fields: readonly string[]) =>
    refusal(() => add(onion, newProject(), 'thing', { ...TIMELESS, ...options }, ...fields));
  expect(said({ index: ['name+created_at'] })).toMatch(
    /^--no-timestamps: the table has no created_at then, which --index name\+created_at .*Leave one/,
  );
  expect(said({ action: 'publish' })).toMatch(/^--no-timestamps: the action publish .*Leave one/);
  expect(said({ concurrency: 'version' }, 'others:refs=Thing')).toMatch(
    /^--no-timestamps: with --concurrency version, a change of others .*Leave one/,
  );
});

test('what only seems to need them is not', () => {
  const flow = 'status:enum=draft/live:flow=draft-live';
  const options = { ...TIMELESS, action: 'live', concurrency: 'version', pages: 'cursor' };
  expect(add(onion, newProject(), 'thing', options, flow).length).toBeGreaterThan(0);
});

test('in domain-routes, whose document has them in every table, it is refused', () => {
  expect(refusal(() => add(domainRoutes, newProject(), 'thing', TIMELESS))).toMatch(
    /^--no-timestamps: here, every row knows .*Leave the option out\.$/,
  );
});

test('in an existing backend, it is refused', () => {
  const adding = () => add(direct, existingBackend('layers-async'), 'box', TIMELESS);
  expect(adding).toThrow(RefusalError);
  expect(adding).toThrow(/^--no-timestamps: .*Leave the option out/);
});

test('a spec file says it by true and false alone', () => {
  const written = { name: 'country', fields: { name: 'str' } };
  expect(parseFeature({ ...written, timestamps: false })).toMatchObject(TIMELESS);
  expect(parseFeature(written)).toMatchObject({ timestamps: true });
  expect(refusal(() => parseFeature({ ...written, timestamps: 'no' }))).toMatch(/timestamps: /);
});
