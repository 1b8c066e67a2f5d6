/** Features that are changed while people have written into their files. */
import { describe, expect, test } from '@jest/globals';
import { type Ground, NEW_PROJECTS, openGround } from '../../scripts/fuzz/grounds.js';
import { planChange } from '../../shared/evolve/change.js';
import { mergeModule } from '../../shared/evolve/merge.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { firstSyntaxError } from '../../shared/python/syntax-error.js';
import { EDITS, marksIn } from '../hand-edits.js';

const BY_HAND = { layer: 'project', why: 'Somebody has changed it by hand.' };
const FIELDS = [
  'name:str=120:unique',
  'price:decimal=10.2:gt=0',
  'status:enum=a/b',
  'notes:text:optional',
];

/** What is changed: the fields afterwards, and which of them are renamed. */
const CHANGES: Readonly<
  Record<string, readonly [tokens: readonly string[], renamed?: readonly [string, string]]>
> = {
  add: [[...FIELDS, 'weight:float:optional']],
  rename: [FIELDS.with(1, 'unit_price:decimal=10.2:gt=0'), ['price', 'unit_price']],
  drop: [FIELDS.slice(0, 3)],
  type: [FIELDS.with(1, 'price:int:gt=0')],
  optional: [FIELDS.with(1, 'price:decimal=10.2:gt=0:optional')],
  unique: [FIELDS.with(0, 'name:str=120')],
  index: [FIELDS.with(1, 'price:decimal=10.2:gt=0:index')],
  'enum value': [FIELDS.with(2, 'status:enum=a/b/c')],
  flow: [FIELDS.with(2, 'status:enum=a/b:flow=a-b')],
  ref: [[...FIELDS, 'kind:ref=Category:optional']],
  refs: [[...FIELDS, 'kinds:refs=Category']],
};

function changed(ground: Ground, edit: (text: string) => string, change: string) {
  const { architecture } = ground;
  const { workspace: project } = openGround(ground);
  const workspace = project.fork();
  const spec = featureFromArguments('product', FIELDS, {}, architecture);
  const { files } = planRequest({ architecture, features: [spec], choices: {} }, workspace);
  const own = files.filter(
    ({ action, path }) => action === 'create' && /\.py$/.test(path) && !/versions/.test(path),
  );
  workspace.planning(() => {
    for (const { path, after } of own) workspace.edit(path, edit(after), BY_HAND);
  });
  const [tokens, renamed] = CHANGES[change] ?? [[]];
  const evolved = planChange({
    workspace,
    layOut: (each) => layOut(architecture, each),
    spec,
    next: featureFromArguments('product', tokens, {}, architecture),
    others: [],
    renamed: new Map(renamed === undefined ? [] : [renamed]),
    architecture: architecture.id,
    choices: {},
  });
  return { evolved, workspace };
}

const FOUNDED = NEW_PROJECTS.filter(({ change }) => change === undefined);

describe.each(FOUNDED.map((ground) => [ground.name, ground] as const))('%s', (_, ground) => {
  test.each(Object.keys(CHANGES))(
    '%s is merged with what people have written',
    (change) => {
      const conflicts: string[] = [];
      for (const [name, edit] of Object.entries(EDITS)) {
        const { evolved, workspace } = changed(ground, edit, change);
        // Somebody has changed what goes.
        const others = evolved.conflicts.filter(({ message }) => !message.endsWith('It would go.'));
        conflicts.push(...others.map(({ message }) => `${name}: ${message}`));
        const edited = evolved.files.filter(
          ({ action, path }) => action === 'edit' && path.endsWith('.py'),
        );
        expect(edited.length).toBeGreaterThan(0);
        for (const { path, after } of edited) {
          const standing = workspace.read(path) ?? '';
          expect([name, path, marksIn(after)]).toEqual([name, path, marksIn(standing)]);
          expect([name, path, firstSyntaxError(after)]).toEqual([name, path, undefined]);
        }
      }
      expect(conflicts).toEqual([]);
    },
    120_000,
  );
});

describe('what both have changed', () => {
  const base =
    'class A:\n    a: int\n    b: int\n\n    def f(self) -> int:\n        return self.a + self.b\n';
  const merge = (theirs: string, ours: string) => mergeModule({ path: 'a.py', base, theirs, ours });

  test('is a conflict where it is the same statement', () => {
    const { conflicts, text } = merge(
      base.replace('b: int', 'b: float'),
      base.replace('b: int', 'b: str'),
    );
    expect(conflicts).toEqual([{ path: 'a.py', line: 3, ours: 'b: str', theirs: 'b: float' }]);
    expect(text).toContain('b: str');
  });

  test('is one where a person has rewritten what goes', () => {
    const { conflicts } = merge(base.replace('    b: int\n', ''), base.replace('b: int', 'b: str'));
    expect(conflicts).toEqual([{ path: 'a.py', line: 3, ours: 'b: str', theirs: '' }]);
  });

  test('is merged where the statements differ, whatever their formatting', () => {
    const ours = base
      .replace('return', 'print("mine")\n        return')
      .replace('a: int', 'a : int');
    const { conflicts, text } = merge(base.replace('b: int', 'b: float'), ours);
    expect(conflicts).toEqual([]);
    expect(text).toBe(ours.replace('b: int', 'b: float'));
  });
});
