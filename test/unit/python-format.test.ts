/** What templates return is finished before anything is written. */
import { describe, expect, test } from '@jest/globals';
import { finishPython } from '../../shared/python/format.js';
import { pythonPattern, pythonString } from '../../shared/python/literals.js';

describe('finishPython', () => {
  test('removes unused imports, sorts the rest and formats', () => {
    const source =
      'from app.b import B\nfrom datetime import date, time\nimport os\nfrom app.a import (\n    A,\n)\nx = [A,B,  date ]\n';
    expect(finishPython('x.py', source)).toBe(
      'from datetime import date\n\nfrom app.a import A\nfrom app.b import B\n\nx = [A, B, date]\n',
    );
  });

  test.each([
    ['alone', 'from fastapi import status\n', ''],
    [
      'among others',
      'from fastapi import (\n    APIRouter,\n    status,\n)\n',
      'from fastapi import APIRouter\n\n',
    ],
  ])('removes an unused import whose name a variable has, %s', (_, imports, kept) => {
    const router = imports.includes('APIRouter') ? 'router = APIRouter()\n\n\n' : '';
    const rest = `${router}def f() -> int:\n    status = 1\n    return status\n`;
    expect(finishPython('x.py', imports + rest)).toBe(kept + rest);
  });

  test('refuses a function that is defined twice', () => {
    const twice = 'def f() -> None:\n    pass\n\n\n'.repeat(2);
    expect(() => finishPython('x.py', twice)).toThrow(/Redefinition of unused `f`/);
  });

  test('leaves nothing of a block whose imports are all unused', () => {
    const start = 'from typing import TYPE_CHECKING\n\nfrom app.base import Base\n';
    const block = (names: string) => `\nif TYPE_CHECKING:\n    from app.a import A\n${names}`;
    const rest = '\n\nclass Item(Base):\n    parts: "list[Part]"\n';
    const unused = block('    from app.b import B, Part\n');
    expect(finishPython('x.py', `${start}${unused}${rest}`)).toBe(
      `${start}\nif TYPE_CHECKING:\n    from app.b import Part\n${rest}`,
    );
    const plain = '\n\nclass Item(Base):\n    name: str\n';
    expect(finishPython('x.py', `${start}${unused}${plain}`)).toBe(
      `from app.base import Base\n${plain}`,
    );
  });

  test.each([
    ['what does not parse', 'def f(:\n', /x\.py.*line 1/s],
    ['an undefined name', 'x = undefined_name\n', /undefined_name/],
  ])('refuses %s', (_, source, message) => {
    expect(() => finishPython('x.py', source)).toThrow(message);
  });

  test('waives the line length if a line cannot be shorter', () => {
    const line = `x = "${'y'.repeat(100)}"`;
    expect(finishPython('x.py', `${line}\n`)).toBe(`${line}  # noqa: E501\n`);
  });

  test('puts the waiver for a line within a string after the string', () => {
    const source = `def f() -> None:\n    """Do.\n\n    ${'many words '.repeat(9).trim()}\n\n    Done.\n    """\n`;
    expect(finishPython('x.py', source)).toBe(`${source.trimEnd()}  # noqa: E501\n`);
  });
});

test.each([
  ['plain', '"plain"'],
  ['a "quote" and a \\', '"a \\"quote\\" and a \\\\"'],
  ['line\nbreak\t\x00', '"line\\nbreak\\t\\x00"'],
  ['ünïcode', '"ünïcode"'],
  ['x'.repeat(60), `("${'x'.repeat(50)}" "${'x'.repeat(10)}")`],
])('pythonString(%j)', (text, literal) => {
  expect(pythonString(text)).toBe(literal);
});

test.each([
  ['^[a-z]+$', '"^[a-z]+$"'],
  ['^\\d+$', 'r"^\\d+$"'],
  ['"\\d', '"\\"\\\\d"'],
])('pythonPattern(%j)', (pattern, literal) => {
  expect(pythonPattern(pattern)).toBe(literal);
});
