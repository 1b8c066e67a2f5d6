/** Features that are changed while people have written into their files. */
import { describe, expect, test } from '@jest/globals';
import {
  type Ground,
  NEW_PROJECTS,
  openGround,
  TEST_BACKENDS,
} from '../../scripts/fuzz/grounds.js';
import { mergesOf, planChange } from '../../shared/evolve/change.js';
import { entitiesOf } from '../../shared/evolve/entities.js';
import { mergeModule } from '../../shared/evolve/merge.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { parseOnce } from '../../shared/python/syntax.js';
import { firstSyntaxError } from '../../shared/python/syntax-error.js';
import { CHANGES, FIELDS } from '../changes.js';
import { BY_HAND, EDITS, marksIn } from '../hand-edits.js';

const FOUNDED = NEW_PROJECTS.filter(({ change }) => change === undefined);
/** Backends of others: all models in one module, a package for each feature, and layers. */
const FOREIGN = TEST_BACKENDS.filter(({ name }) =>
  ['flat-tutorial', 'packages', 'layers-async'].includes(name),
);

/** The changes, and the one that gives back another answer. */
const EVERY_CHANGE = {
  ...CHANGES,
  pages: [FIELDS, undefined, { pages: 'cursor' }],
  search: [FIELDS, undefined, { search: 'name' }],
} as typeof CHANGES;

/** A project with a product, as it was written. */
function written(ground: Ground) {
  const { architecture } = ground;
  const workspace = openGround(ground).workspace.fork();
  const spec = featureFromArguments('product', FIELDS, {}, architecture);
  const { files } = planRequest({ architecture, features: [spec], choices: {} }, workspace);
  return { architecture, files, isFounded: ground.isFounded, spec, workspace };
}

function requestOf(project: ReturnType<typeof written>, change: string) {
  const { architecture, isFounded, spec, workspace } = project;
  const [tokens, renamed, options = {}] = EVERY_CHANGE[change] ?? [[]];
  const models = layOut(architecture, workspace).referable();
  // Backends of others have other models, and nobody who may do more than others.
  const [target = ''] = ['Category', ...models].filter((name) => models.includes(name));
  const own = tokens.map((each) => each.replace('Category', target));
  const said = isFounded || options.read === undefined ? options : { read: 'public' };
  return {
    workspace,
    layOut: (each: Workspace) => layOut(architecture, each),
    spec,
    next: featureFromArguments('product', own, said, architecture),
    others: [],
    renamed: new Map(renamed === undefined ? [] : [renamed]),
    architecture: architecture.id,
    choices: {},
  };
}

/** Returns what a text consists of, whatever its order and its formatting, without what a person has written. */
function entitiesIn(text: string): string[] {
  return entitiesOf(parseOnce(text))
    .map(({ key, scope }) => scope + key)
    .filter((each) => !each.includes('zqmark'))
    .sort();
}

/** Every change, in every file that people have edited in every way. */
describe('what people have written stays, and everything else changes', () => {
  const cells = new Map<string, 'merged' | 'stopped'>();

  test.each([...FOUNDED, ...FOREIGN].map((ground) => [ground.name, ground] as const))(
    'in %s',
    (layout, ground) => {
      const project = written(ground);
      // Backends of others have no state machines, and page their lists as they do.
      const isForAll = (change: string) => !['flow', 'pages', 'search'].includes(change);
      const changes = Object.keys(EVERY_CHANGE).filter(
        (each) => ground.isFounded || isForAll(each),
      );
      for (const change of changes) {
        const merges = mergesOf(requestOf(project, change));
        // In a backend where nobody can sign in, everything is public.
        if (ground.isFounded) expect(merges.length).toBeGreaterThan(0);
        for (const [name, edit] of Object.entries(EDITS)) {
          const cell = `${layout}: ${change}, ${name}`;
          cells.set(cell, 'merged');
          for (const { merge, path, wanted, written } of merges) {
            const ours = edit(written);
            const { conflicts, text } = merge(ours);
            if (conflicts.length > 0) cells.set(cell, 'stopped');
            // Only where somebody has changed what goes.
            const others = conflicts.filter(({ theirs }) => theirs !== '');
            expect([cell, path, others]).toEqual([cell, path, []]);
            expect([cell, path, firstSyntaxError(text)]).toEqual([cell, path, undefined]);
            if (conflicts.length > 0) continue;
            expect([cell, path, marksIn(text)]).toEqual([cell, path, marksIn(ours)]);
            expect([cell, path, entitiesIn(text)]).toEqual([cell, path, entitiesIn(wanted)]);
          }
        }
      }
    },
    120_000,
  );

  test('in nearly all cases with no person', () => {
    const stopped = [...cells].filter(([, result]) => result === 'stopped').map(([cell]) => cell);
    const share = 1 - stopped.length / cells.size;
    console.log(
      `${(100 * share).toFixed(1)} % of ${cells.size} merge with no person. A person is needed, as what goes was changed:\n${stopped.join('\n')}`,
    );
    expect(share).toBeGreaterThan(0.95);
    // Only the classes and functions that go, changed by hand, are a matter for a person: those of endpoints, and the
    // tests of what is no secret any more.
    const touching =
      /: endpoints, (a method|a line in every function|a comment|decorators)|^domain-routes: (access|pages), (a line in every function|decorators)/;
    expect(stopped.filter((cell) => !touching.test(cell))).toEqual([]);
  });
});

/** The whole plan, with the table and what is shared. */
test.each(FOUNDED.map((ground) => [ground.name, ground] as const))(
  'a change of %s is planned as a whole among what people have written',
  (_, ground) => {
    const project = written(ground);
    const workspace = project.workspace.fork();
    workspace.planning(() => {
      for (const { after, path } of project.files) {
        if (!/\.py$/.test(path) || /versions/.test(path)) continue;
        const edit = EDITS['a function appended'];
        workspace.edit(path, edit?.(after) ?? '', BY_HAND);
      }
    });
    for (const change of ['add', 'rename', 'refs']) {
      const evolved = planChange({ ...requestOf(project, change), workspace });
      const { conflicts = undefined, files = [] } = evolved ?? {};
      expect(conflicts).toEqual([]);
      const edited = files.filter(({ action, path }) => action === 'edit' && path.endsWith('.py'));
      expect(edited.length).toBeGreaterThan(0);
      for (const { after, before = '', path } of edited) {
        expect([path, marksIn(after)]).toEqual([path, marksIn(before)]);
        expect([path, firstSyntaxError(after)]).toEqual([path, undefined]);
      }
    }
  },
  120_000,
);

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

  test.each([
    ['a list', 'X = ["a"]', 'X = ["a", "b"]', 'X = ["mine", "a"]', 'X = ["mine", "a", "b"]'],
    ['arguments', 'x = f(a=1)', 'x = f(a=2, c=3)', 'x = f(a=1, mine=0)', 'x = f(a=2, c=3, mine=0)'],
    [
      'what a call is of and what it is given',
      'x: int = f(a=1)',
      'x: float = f(a=1)',
      'x: int = f(a=1, mine=0)',
      'x: float = f(a=1, mine=0)',
    ],
    [
      'parameters',
      'def f(a): ...',
      'def f(a, b): ...',
      'def f(mine, a): ...',
      'def f(mine, a, b): ...',
    ],
    ['what goes', 'X = [a, b, c]', 'X = [a, c]', 'X = [mine, a, b, c]', 'X = [mine, a, c]'],
    [
      'what is nested',
      'f(g(a=1), b)',
      'f(g(a=2), b)',
      'f(g(a=1, mine=0), b)',
      'f(g(a=2, mine=0), b)',
    ],
    [
      'a list with a line for each',
      'X = [\n    a,\n]',
      'X = [\n    a,\n    b,\n]',
      'X = [\n    # Mine.\n    mine,\n    a,\n]',
      'X = [\n    # Mine.\n    mine,\n    a,\n    b,\n]',
    ],
  ])('is merged item by item: %s', (_, base, theirs, ours, expected) => {
    const merged = mergeModule({
      path: 'a.py',
      ...{ base: `${base}\n`, theirs: `${theirs}\n`, ours: `${ours}\n` },
    });
    expect(merged).toEqual({ text: `${expected}\n`, conflicts: [] });
  });

  test.each([
    ['the same item', 'f(a=1)', 'f(a=2)', 'f(a=3)'],
    ['an item that goes', 'f(a=1, b=2)', 'f(b=2)', 'f(a=3, b=2)'],
    ['an item by its place', 'f(g(1))', 'f(g(2))', 'f(h(1))'],
    ['what is around brackets', 'x = a(1) + b', 'x = a(1) + c', 'x = d(1) + b'],
  ])('is a conflict within it: %s', (_, base, theirs, ours) => {
    const { conflicts, text } = mergeModule({
      path: 'a.py',
      ...{ base: `y = ${base}\n`, theirs: `y = ${theirs}\n`, ours: `y = ${ours}\n` },
    });
    expect([conflicts.length, text]).toEqual([1, `y = ${ours}\n`]);
  });

  test('is merged where one has changed what a statement asks, and the other what it does', () => {
    const before = 'if a:\n    f(1)\nassert b\n';
    const merged = mergeModule({
      path: 'a.py',
      base: before,
      theirs: before.replace('f(1)', 'f(2)').replace('assert b', 'assert c'),
      ours: before.replace('if a', 'if a and mine'),
    });
    expect(merged).toEqual({ text: 'if a and mine:\n    f(2)\nassert c\n', conflicts: [] });
  });

  test('is put behind the imports, and what is imported anew before it', () => {
    const before = '"""Ours."""\n\nfrom a import b\n\n\ndef f() -> int:\n    return b\n';
    const theirs = before
      .replace('from a', 'import json\n\nfrom a')
      .replace('\n\n\n', '\n\n# What there is.\nX = json.dumps(b)\n\n\n');
    const mine = '\n\ndef mine() -> int:\n    return 1\n';
    // With imports of one's own among them, too.
    for (const own of ['', '\nfrom c import d']) {
      const [ours, text] = [before, theirs].map(
        (each) => each.replace(' b\n', ` b${own}\n`) + mine,
      );
      expect(mergeModule({ path: 'a.py', base: before, theirs, ours: ours ?? '' })).toEqual({
        text,
        conflicts: [],
      });
    }
  });

  test('is a conflict, and not both, where a statement has no name', () => {
    const standing = `${base}assert a == 1\n`;
    const versions = [2, 3].map((each) => standing.replace('== 1', `== ${each}`));
    const [theirs = '', ours = ''] = versions;
    const merged = mergeModule({ path: 'a.py', base: standing, theirs, ours });
    expect([merged.conflicts.length, merged.text]).toEqual([1, ours]);
  });

  test('is what a person decides', () => {
    const ours = base.replace('b: int', 'b: str');
    const theirs = base.replace('b: int', 'b: float');
    const decided = (decision: 'ours' | 'theirs') =>
      mergeModule({ path: 'a.py', base, theirs, ours, decide: () => decision });
    expect(decided('ours')).toEqual({ text: ours, conflicts: [] });
    expect(decided('theirs')).toEqual({ text: theirs, conflicts: [] });
  });
});
