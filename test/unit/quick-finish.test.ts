/** What is finished with the formatter alone is what all of ruff makes of it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EMITTED_FORMAT, type FormatOptions } from '../../shared/python/format-options.js';
import { finishWithRuff } from '../../shared/python/full-finish.js';
import type { PythonImport } from '../../shared/python/imports.js';
import { finishQuickly } from '../../shared/python/quick-finish.js';
import { randomModule } from '../random-modules.js';

/** Expects that a file is ordinary, and that all of ruff gives the same. */
function expectQuick(
  source: string,
  format: FormatOptions = EMITTED_FORMAT,
  imports: readonly PythonImport[] = [],
): void {
  const full = finishWithRuff('x.py', source, format, imports);
  expect(finishQuickly(source, format, imports)).toBe(full);
}

const STATUS = 'from fastapi import status\nfrom app.x import do\n';

describe('is certain of', () => {
  test.each([
    ['an attribute of that name', 'x = do.status\n'],
    ['a keyword argument', 'x = do(status=1, other=do)\n'],
    [
      'an annotation of that name',
      'def f(a: status = None, *, b: status) -> status:\n    do(a, b)\n',
    ],
    ['a comment', 'x = do  # status\n'],
    ['a string', 'x = {"status": do("status", y="status")}\n'],
    [
      'a docstring',
      'def f() -> None:\n    """Import the status.\n\n    from a import status\n    """\n',
    ],
    ['a string of several lines', 'x = """\nimport os\nfrom a import b\n"""\n'],
    ['a raw string', 'x = r"\\d" + rb\'status\'\n'],
    ['a formatted string', 'x = f"{do} {{status}} {do:>10} {do!r}"\n'],
    ['a use in a formatted string', 'x = f"{status.HTTP_200_OK:>{1}}"\n'.replace('{1}', '9')],
    ['other quotes in a formatted string', 'x = f"{do[\'a\']}"\n'],
    ['a quoted annotation', 'def f(a: "status | None") -> "list[do]":\n    return [a]\n'],
    [
      'a literal type',
      'from typing import Literal\n\n\nclass A:\n    a: Literal["status"] = "status"\n',
    ],
    [
      'a call within a type',
      'from typing import Annotated\n\nA = Annotated[str, do(x="status")]\n',
    ],
    ['lines that go on', 'x = do + \\\n    status\ny = (\n    do\n)\n'],
    ['decorators', '@do(status=1)\n@do.status\ndef f() -> None:\n    pass\n'],
    ['a lambda', 'x = do(lambda a, b=1: a + b, do)\n'],
    ['a comprehension', 'x = [a for a, b in do() if b]\n'],
    ['what is exported', '__all__ = ["status", "do"]\n'],
    ['a loop', 'for a, b in do():\n    do(a, b)\n'],
    ['an assignment to an item', 'do[status] = 1\ndo.status = 2\n'],
    [
      'a word that can be a keyword',
      'match = do\ntype: str = do\ncase = do(match=match, case=type)\n',
    ],
    [
      'a comment that parts the imports from a function',
      '\n# Above.\n\ndef f() -> None:\n    do()\n',
    ],
    ['a comment on a function', '\n\n\n\n# Above.\ndef f() -> None:\n    do()\n'],
  ])('%s', (_, body) => {
    expectQuick(`${STATUS}from app.y import kept\n${body}kept()\n`);
  });

  test.each([
    [
      'sections',
      'from .b import b\nfrom ..a import a\nfrom app import c\nimport os\nfrom fastapi import d\n',
    ],
    ['numbers in names', 'from app.x10 import a\nfrom app.x9 import b\nfrom app.x09 import c, d\n'],
    ['kinds of names', 'from fastapi import b, A, AB, _c, a, D, B, c\nd = [A, AB, _c, D, B]\n'],
    ['other names', 'from fastapi import b as c, d, a as b\nimport sqlalchemy as sa\na = sa\n'],
    [
      'several modules at once',
      'import math, os as d\nimport re as c, sys as b\nfrom app.x import a\n',
    ],
    [
      'a list that is too long',
      `from app.x import (a, b, c, d, ${'e'.repeat(30)}1, ${'e'.repeat(40)}2)\nx = [${'e'.repeat(30)}1, ${'e'.repeat(40)}2]\n`,
    ],
    [
      'a name that is too long',
      `from app.x import ${'e'.repeat(90)}\nfrom app import a, b, c, d\nx = ${'e'.repeat(90)}\n`,
    ],
    ['one statement twice', 'from app import a, b, c, d\nfrom app import a, b, c, d\n'],
    [
      'an import that is kept',
      'import app.models  # noqa: F401  # for its tables\nfrom app.x import a, b, c, d\n',
    ],
    ['future', 'from __future__ import annotations\nfrom app.x import d, c, b, a\n'],
  ])('imports: %s', (_, imports) => {
    expectQuick(`"""Doc."""\n${imports}print(a, b, c, d)\n`);
  });

  test('imports for type checkers', () => {
    expectQuick(
      'from typing import TYPE_CHECKING\nimport os\nif TYPE_CHECKING:\n    from app.b import B, A\n    from app.a import C\n\n\ndef f(a: "A", c: "C") -> None:\n    pass\n',
    );
  });

  test('imports that are added', () => {
    const added = [
      { module: 'sqlalchemy', name: 'Date', alias: 'SqlDate' },
      { module: 'fastapi', name: 'Query' },
      { module: 'app.x', name: 'do' },
    ];
    expectQuick(`${STATUS}x = do(SqlDate)\n`, EMITTED_FORMAT, added);
  });

  test('imports of which nothing is left', () => {
    expectQuick(`"""Doc."""\n\n${STATUS}\n`);
  });

  test.each([
    { ...EMITTED_FORMAT, quotes: 'single' as const },
    { ...EMITTED_FORMAT, tabs: true, lineLength: 60 },
    { ...EMITTED_FORMAT, firstParty: ['fastapi', 'app'] },
  ])('another format: %j', (format) => {
    const body =
      'def f(a: int, b: int, c: int, d: int, e: int) -> object:\n    return do("a", \'b\')\n';
    expectQuick(STATUS + body, format);
  });

  test.each([
    ['in a call', `x = do("${'y'.repeat(100)}")\n`],
    ['that is one word', `"""\n${'y'.repeat(100)}\n"""\n`],
    ['in a docstring', `def f() -> None:\n    """Do.\n\n    ${'many words '.repeat(9)}\n    """\n`],
    ['at the end of a docstring', `def f() -> None:\n    """${'many words '.repeat(9)}"""\n`],
    ['with a link', `x = do("see https://example.com/${'y'.repeat(100)}")\n`],
    ['that is a comment', `# ${'many words '.repeat(9)}\nx = do\n`],
    ['with a wide character', `x = do("${'界'.repeat(60)} ${'y'.repeat(60)}")\n`],
  ])('a long line %s', (_, body) => {
    expectQuick(`${STATUS}${body}do()\n`);
  });
});

test.each([
  ['a name that is bound again', 'status = 1\n'],
  ['a parameter of that name', 'def f(status: int = 1) -> int:\n    return status\n'],
  ['a parameter behind stars', 'def f(**status: int) -> object:\n    return do\n'],
  ['a field of that name', 'class A:\n    status: str = "new"\n'],
  ['with', 'def f() -> object:\n    with do() as status:\n        return status\n'],
  ['a loop over it', 'for status in do():\n    pass\n'],
  [
    'a name that an exception takes away',
    'try:\n    do()\nexcept ValueError as status:\n    do(status)\n',
  ],
  ['an import in a function', 'def f() -> None:\n    import os\n    do(os)\n'],
  ['exports that are more than a list', '__all__ = ["status"] + do\n'],
  ['a string that may be a type', 'x = do["status"]\n'],
  ['a cast', 'x = cast("status", do)\n'],
  ['a type with more than names in quotes', 'x: "list[\'status\']" = do\n'],
  ['match', 'match do:\n    case status:\n        pass\n'],
  ['an alias of a type', 'type A = status\n'],
  ['a type parameter', 'def f[T](a: T) -> T:\n    return a\n'],
  ['a lambda with that parameter', 'x = do(lambda status: status)\n'],
  ['a comprehension over it', 'x = [status for status in do()]\n'],
  ['the same quotes in a formatted string', 'x = f"{do["status"]}"\n'],
  ['a formatted string without expressions', 'x = do(f"status")\n'],
  ['a variable that is not used', 'def f() -> None:\n    x = do()\n'],
  ['a name that is not defined', 'x = undefined\n'],
  [
    'a variable that is not assigned yet',
    'def f() -> object:\n    do(status)\n    status = 1\n    return status\n',
  ],
  ['a function that is there already', 'def f() -> None:\n    pass\ndef f() -> None:\n    pass\n'],
  ['a comment for ruff', 'x = do  # isort: skip_file\n'],
  ['a module of no known section', 'from unheard_of import x\ny = x\n'],
  ['a star', 'from app import *\nx = do\n'],
  ['one name from two modules', 'from app import do\nx = do\n'],
  ['a comment among imports', '# About it.\nfrom app import a\nx = do(a)\n'],
  ['a tab', 'if do:\n\tx = 1\n'],
  ['broken Python', 'x = (do\n'],
])('leaves to all of ruff: %s', (_, body) => {
  expect(finishQuickly(STATUS + body, EMITTED_FORMAT, [])).toBeUndefined();
});

test('leaves to all of ruff: a docstring on the line of the imports', () => {
  const source = '"Doc."; import os\nx = os\n';
  expect(finishQuickly(source, EMITTED_FORMAT, [])).toBeUndefined();
});

/** Returns what all of ruff gives; undefined if it finds a mistake, which is for the tests of templates. */
function finishIfRight(source: string): string | undefined {
  try {
    return finishWithRuff('x.py', source, EMITTED_FORMAT, []);
  } catch {
    return undefined;
  }
}

test('gives what all of ruff does for any module, or leaves it to that', () => {
  let certain = 0;
  for (const source of fc.sample(randomModule, 30_000)) {
    const quick = finishQuickly(source, EMITTED_FORMAT, []);
    if (quick === undefined) continue;
    const full = finishIfRight(source);
    if (full === undefined) continue;
    certain += 1;
    expect([source, quick]).toEqual([source, full]);
  }
  expect(certain).toBeGreaterThan(100);
}, 120_000);
