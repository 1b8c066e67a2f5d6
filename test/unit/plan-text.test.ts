/** The plan that is shown before anything is written fits on a small screen, and leaves room for the question. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { type FileAction, type PlannedFile, Workspace } from '../../shared/project/workspace.js';
import { folded } from '../../shared/show/folded.js';
import { planText, sectionsOf } from '../../shared/show/plan-text.js';

const ROWS = 24;
const COLUMNS = 80;
/** The question with six answers, an empty line, and the keys. */
const QUESTION = 9;
const COMMAND =
  'fastapi-feature onion product name:str=120:unique price:decimal=10.2:gt=0 stock:int --docs';

function planned(architecture: Architecture) {
  const workspace = new Workspace('/dev/null/no-project');
  const feature = featureFromArguments('product', ['name:str'], { docs: true }, architecture);
  return planRequest({ architecture, features: [feature], choices: {} }, workspace);
}

describe.each(ARCHITECTURES.map((each) => [each.id, each] as const))('in %s', (_, architecture) => {
  test('the first plan fits, and every file can be opened', () => {
    const { files, plans } = planned(architecture);
    const lines = planText(plans, files, COMMAND, ROWS).split('\n');
    expect(lines.length).toBeLessThanOrEqual(ROWS - QUESTION - 1);
    expect(lines.filter((line) => line.length >= COLUMNS)).toEqual([]);
    const shown = sectionsOf(plans, files).flatMap((section) => section.files);
    expect(new Set(shown)).toEqual(new Set(files));
    expect(shown).toHaveLength(files.length);
  });
});

describe('in a project that stands', () => {
  const file = (action: FileAction, path: string): PlannedFile => {
    return { path, action, layer: 'api', why: 'A reason.', before: '', after: 'new' };
  };
  const text = (...files: PlannedFile[]) =>
    planText(
      [{ feature: { label: 'tag' }, provided: [], reused: [] } as never],
      files,
      COMMAND,
      ROWS,
    );

  test('what changes comes first', () => {
    const shown = text(file('create', 'app/tag.py'), file('edit', 'app/main.py'));
    expect(shown.split('\n').slice(0, 5)).toEqual([
      'tag: 1 to create, 1 to edit.',
      'Changes in files that stand:',
      '~ app/main.py',
      'New:',
      '+ app/tag.py',
    ]);
  });

  test('of many changes, some are named', () => {
    const paths = Array.from({ length: 40 }, (_, index) => `app/part_${index}/models.py`);
    const shown = text(
      ...paths.map((path) => file('overwrite', path)),
      ...paths.map((path) => file('edit', `lib/${path}`)),
      ...paths.map((path) => file('create', `new/${path}`)),
    );
    expect(shown).toMatch(/differs: you are asked\n {2}and 76 more\nNew:/);
    expect(shown.split('\n').length).toBeLessThanOrEqual(ROWS - QUESTION - 1);
  });
});

describe('folders', () => {
  const at = (...paths: string[]) => paths.map((path) => ({ path }));
  const shown = (paths: readonly string[], most: number) =>
    folded(at(...paths), most).map(({ files, path }) => `${path} ${files.length}`);
  const PATHS = ['a/b/c/one.py', 'a/b/c/two.py', 'a/b/d/one.py', 'a/e/one.py', 'f.py'];

  test('are as deep as there is room', () => {
    expect(shown(PATHS, 2)).toEqual(['a/ 4', 'f.py 1']);
    expect(shown(PATHS, 3)).toEqual(['a/b/ 3', 'a/e/one.py 1', 'f.py 1']);
    expect(shown(PATHS, 4)).toEqual(['a/b/c/ 2', 'a/b/d/one.py 1', 'a/e/one.py 1', 'f.py 1']);
  });

  test('with nothing else in them are one', () => {
    expect(shown(['a/b/c/one.py', 'a/b/c/two.py'], 1)).toEqual(['a/b/c/ 2']);
  });
});
