/** Which faults `npm run mutants` puts into emitted code, and what it leaves alone by rule. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { PYTHON, testWithPython } from '../generated/with-python.js';

const LIST = [
  'import sys',
  'sys.path.insert(0, sys.argv[1])',
  'from mutator import mutants_of',
  'for each in mutants_of("code.py", sys.stdin.read()):',
  '    print(f"{each.line} {each.operator}: {each.before} -> {each.after}")',
].join('\n');

/** Lists the mutants of some Python. */
function mutantsOf(...lines: string[]): string[] {
  const folder = join(import.meta.dirname, '..', '..', 'scripts', 'mutants');
  const input = lines.join('\n');
  const { stdout, stderr } = spawnSync(PYTHON, ['-B', '-c', LIST, folder], {
    encoding: 'utf8',
    input,
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

testWithPython('faults are bounds, calls, conditions and answers', () => {
  expect(
    mutantsOf(
      'def page(session, skip: int = 0):',
      '    """Give a page."""',
      '    session.commit()',
      '    if skip >= 1:',
      '        raise ValueError("too far")',
      '    return select(Row).limit(7)',
    ),
  ).toEqual([
    '1 number + 1: 0 -> 1',
    '3 statement dropped: session.commit() -> pass',
    "4 condition always true: if skip >= 1: raise ValueError('too far') -> if True: raise ValueError('too far')",
    "4 condition never true: if skip >= 1: raise ValueError('too far') -> if False: raise ValueError('too far')",
    '4 comparison: skip >= 1 -> skip > 1',
    '4 number + 1: 1 -> 2',
    '4 number - 1: 1 -> 0',
    "5 statement dropped: raise ValueError('too far') -> pass",
    "5 says nothing: 'too far' -> ''",
    '6 returns None: return select(Row).limit(7) -> return None',
    '6 .limit() dropped: select(Row).limit(7) -> select(Row)',
    '6 number + 1: 7 -> 8',
    '6 number - 1: 7 -> 6',
  ]);
});

testWithPython('what is annotated with a check is one, and what is a type is none', () => {
  expect(
    mutantsOf(
      'class Body(BaseModel):',
      '    name: Annotated[str, Field(max_length=20, description="Its name.")]',
      '    tags: list[int] | None = None',
    ),
  ).toEqual([
    "2 annotation's metadata dropped: (str, Field(max_length=20, description='Its name.')) -> (str,)",
    "2 argument dropped: Field(max_length=20, description='Its name.') -> Field(description='Its name.')",
    '2 number + 1: 20 -> 21',
    '2 number - 1: 20 -> 19',
    '3 default dropped: tags: list[int] | None = None -> tags: list[int] | None',
  ]);
});

testWithPython('logs, exports and what only type checkers read are left alone', () => {
  expect(
    mutantsOf(
      '__all__ = ["Body"]',
      'if TYPE_CHECKING:',
      '    from app import Body',
      'Row = TypeVar("Row", bound=Any)',
      'def __repr__(self): return "x"',
    ),
  ).toEqual([]);
  expect(mutantsOf('logger.info("made", size=1)')).toEqual([
    "1 statement dropped: logger.info('made', size=1) -> pass",
  ]);
});

testWithPython('what leaves every result as it is is no fault', () => {
  expect(
    mutantsOf(
      'at = mapped_column(Stamp, sort_order=1)',
      'tags = relationship(secondary=links, passive_deletes=True)',
      'rows = select(Row).order_by(Row.id.asc())',
    ),
  ).toEqual([
    '2 argument dropped: relationship(secondary=links, passive_deletes=True) -> relationship(passive_deletes=True)',
    '3 .order_by() dropped: select(Row).order_by(Row.id.asc()) -> select(Row)',
  ]);
});
