/** Features that are changed while people have written into their files. */
import { describe, expect, test } from '@jest/globals';
import { type Ground, NEW_PROJECTS, openGround } from '../../scripts/fuzz/grounds.js';
import { planChange } from '../../shared/evolve/change.js';
import { mergeModule } from '../../shared/evolve/merge.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { indentAt, insert, lineEnd, lineStart } from '../../shared/python/edits.js';
import { EMITTED_FORMAT } from '../../shared/python/format-options.js';
import { formatPython } from '../../shared/python/formatter.js';
import { parseOnce, type Statement } from '../../shared/python/syntax.js';
import { firstSyntaxError } from '../../shared/python/syntax-error.js';
import { isString } from '../../shared/python/tokens.js';

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

function definitions(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((each) =>
    each.keyword === 'def' ? [each] : each.keyword === 'class' ? definitions(each.block ?? []) : [],
  );
}

/** What a person does to a file; each leaves the mark, if it leaves anything. */
const EDITS: Readonly<Record<string, (text: string) => string>> = {
  nothing: (text) => text,
  'a function appended': (text) => `${text}\n\ndef zqmark() -> None:\n    """Ours."""\n`,
  'a line in every function': (text) =>
    insert(
      text,
      definitions(parseOnce(text).statements).flatMap(({ block = [], to, tokens }) => {
        const first = block[0]?.tokens.every(isString) ? block[1] : block[0];
        if (first === undefined || !text.slice(tokens.at(-1)?.to, to).includes('\n')) return [];
        return [
          { at: lineStart(text, first.from), text: `${indentAt(text, first.from)}_zqmark = 1\n` },
        ];
      }),
    ),
  'a field of their own': (text) => text.replace(/^( {4}name: .*\n)/m, '$1    zqmark: int = 7\n'),
  'a comment above the field': (text) => text.replace(/^(?= {4}notes: )/gm, '    # zqmark\n'),
  'reformatted to 120': (text) =>
    formatPython(text, { ...EMITTED_FORMAT, lineLength: 120 }) ?? text,
  decorators: (text) =>
    text
      .replaceAll(/^(?=(class|def|async def|@pytest) )/gm, '@zqmark\n')
      .replaceAll(/(@zqmark\n)(@pytest.*\n)@zqmark\n/g, '$1$2'),
  'an import of their own': (text) => text.replace(/^(?=(from|import) )/m, 'import zqmark\n'),
  'a moved class': (text) => {
    const classes = parseOnce(text).statements.filter(({ keyword }) => keyword === 'class');
    const [one, other] = classes.slice(-2);
    if (one === undefined || other === undefined) return text;
    const end = lineEnd(text, other.to);
    return `${text.slice(0, one.from)}${text.slice(other.from, end)}${text.slice(one.to, other.from)}${text.slice(one.from, one.to)}${text.slice(end)}`;
  },
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

const marksIn = (text: string) => text.match(/zqmark/g)?.length ?? 0;

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
