/** How lists are read a page at a time, and where that is refused. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { existingBackend, newProject, plannedFiles } from './planned-files.js';
import { refusal } from './refusal.js';

/** Plans a feature in a project; the files that it would get are in the project from then on. */
function add(
  architecture: Architecture,
  project: Workspace,
  name: string,
  options: FeatureOptions = {},
  ...fields: readonly string[]
) {
  return plannedFiles(architecture, project, [name, 'name:str:index', ...fields], options);
}

/** The files that say something of positions. */
function ofPositions(files: readonly { readonly path: string; readonly after: string }[]) {
  return files
    .filter(({ after }) => /CursorParams|Keyset|next_cursor|fetch_after/.test(after))
    .map(({ path }) => path);
}

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('knows nothing of positions until a list is read from one', () => {
      const project = newProject();
      expect(ofPositions(add(architecture, project, 'tag'))).toEqual([]);
      const without = { endpoints: 'get+create', pages: 'cursor' };
      expect(ofPositions(add(architecture, project, 'leaflet', without))).toEqual([]);
      const first = ofPositions(add(architecture, project, 'product', { pages: 'cursor' }));
      expect(first).toContainEqual(expect.stringMatching(/\bcursors\.py$/));
      expect(first).toContainEqual(expect.stringMatching(/\bkeyset\.py$/));
      const further = ofPositions(add(architecture, project, 'order', { pages: 'cursor' }));
      expect(further).not.toContainEqual(expect.stringMatching(/\b(cursors|keyset)\.py$/));
      expect(further.length).toBeGreaterThan(0);
    });

    test('says of what each position in a list consists', () => {
      const files = add(
        architecture,
        newProject(),
        'product',
        { pages: 'cursor' },
        'due:date:optional',
      );
      const types = files.flatMap(({ after }) => after.match(/position_types = \{[^}]*\}/g) ?? []);
      expect(types).toContainEqual(expect.stringMatching(/"id": (int|UUID),[\s\S]*"name": str/));
    });

    test('keeps the names of fields apart from those of positions', () => {
      const fields = ['cursor:int:index', 'after:date:index'];
      const files = add(architecture, newProject(), 'product', { pages: 'cursor' }, ...fields);
      const text = files.map(({ after }) => after).join('\n');
      expect(text).toMatch(/cursor_: Omittable\[.*alias="cursor_eq"/);
      expect(text).toMatch(/after_: Omittable\[/);
      const usual = add(architecture, newProject(), 'product', {}, ...fields);
      expect(usual.map(({ after }) => after).join('\n')).not.toMatch(/cursor_eq|after_:/);
    });
  },
);

test('takes nothing but the ways there are', () => {
  const said = (pages: string) =>
    refusal(() => featureFromArguments('product', ['name'], { pages }));
  expect(said('cursors')).toMatch(/^--pages: "cursors" is no way .*Did you mean "cursor"\?/);
  expect(said('')).toMatch(/^--pages: "" is no way .*Allowed: offset, cursor\.$/);
});

test('in an existing backend, it is refused', () => {
  const project = existingBackend('layers-async');
  const adding = () => add(direct, project, 'parcel', { pages: 'cursor' });
  expect(adding).toThrow(RefusalError);
  expect(adding).toThrow(/^--pages cursor: .*Leave the option out/);
});
