/** Python as Python itself reads it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FunctionFact, readModuleFacts } from '../../shared/python/module-facts.js';
import { parseOnce, parsePython, type Statement } from '../../shared/python/syntax.js';
import { PYTHON, testWithPython } from '../generated/with-python.js';

/** The statements with their blocks, each as the words in front of the block. */
function outline(statements: readonly Statement[]): unknown[] {
  return statements.map(({ block, tokens }) => {
    const words = tokens.map(({ text }) => text).join(' ');
    return block === undefined ? words : [words, ...outline(block)];
  });
}

describe('statements', () => {
  test.each<[string, string, unknown[]]>([
    ['several on a line', 'a = 1; b()\n', ['a = 1', 'b ( )']],
    ['one on several lines', 'f(\n  a,  # b\n\n  c)\nd\n', ['f ( a , c )', 'd']],
    ['joined by a backslash', 'a = \\\n  1\n', ['a = 1']],
    ['a block on the same line', 'class A: x = 1; y = 2\n', [['class A', 'x = 1', 'y = 2']]],
    ['a block of tabs', 'if a:\n\tb\n\tc\nd\n', [['if a', 'b', 'c'], 'd']],
    ['comments that are indented less', 'if a:\n    b\n# c\n    d\n', [['if a', 'b', 'd']]],
    ['a lambda in a condition', 'if lambda: x:\n  y\n', [['if lambda : x', 'y']]],
    ['a slice', 'while a[1:2]:\n  y\n', [['while a [ 1 : 2 ]', 'y']]],
    ['match as a keyword', 'match a:\n  case 1: b\n', [['match a', ['case 1', 'b']]]],
    ['match as a name', 'match: int = 1\nmatch(a)\n', ['match : int = 1', 'match ( a )']],
    ['type parameters', 'class A[T: int](B): ...\n', [['class A [ T : int ] ( B )', '...']]],
    ['a colon in a string', 'if ":" == a: b\n', [['if ":" == a', 'b']]],
    ['hashes and quotes in strings', "a = '# \"' # '\nb\n", ["a = '# \"'", 'b']],
    [
      'three quotes',
      'a = """b\n\'c\' ""\\" # d\n"""\ne\n',
      ['a = """b\n\'c\' ""\\" # d\n"""', 'e'],
    ],
    ['prefixes', "a = rb'\\\\' + u'\\'#'\nb\n", ["a = rb'\\\\' + u'\\'#'", 'b']],
    ['quotes within fields', "a = f'{b['c']}' + d\n", ["a = f'{b['c']}' + d"]],
    ['a field behind a backslash', 'a = rf"\\{b["("]}"\nc\n', ['a = rf"\\{b["("]}"', 'c']],
    ['a field in a format', 'a = f"{b:{c}}}}{{" # "\n', ['a = f"{b:{c}}}}{{"']],
    ['Windows line ends', 'if a:\r\n  b\r\nc\r\n', [['if a', 'b'], 'c']],
    ['a byte-order mark', '\uFEFFimport a\n', ['import a']],
    ['letters beyond ASCII', 'größe = 1\n', ['größe = 1']],
    ['a bracket that is never closed', 'a = (\ndef f(): b\n', ['a = (', ['def f ( )', 'b']]],
    ['a string that is never closed', 'a = "b\nc\n', ['a = "b', 'c']],
    ['no line end', 'a', ['a']],
    ['nothing', '', []],
  ])('%s', (_, source, expected) => {
    expect(outline(parsePython(source).statements)).toEqual(expected);
  });
});

/** Lines that begin, continue or end something, in whatever order. */
const LINES = [
  ...['a = 1', 'b; \\', 'c = (', ')', 'd = """', '"""', "e = '", 'f = [ # {', ']', '', '# g'],
  ...['@h', 'def i():', 'class J:', '    k', '\tl', 'if m: n', 'else:', 'import o', '  @p', '\\'],
];
const randomLines = fc
  .array(fc.constantFrom(...LINES), { maxLength: 12 })
  .map((lines) => lines.join('\n'));

describe('a module that begins like one before', () => {
  test('is read as if it were the first', () => {
    const property = fc.property(randomLines, randomLines, randomLines, (start, before, after) => {
      parsePython(`${start}${before}`);
      const text = `${start}${after}`;
      expect(parsePython(text)).toEqual(parseOnce(text));
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  test('keeps the statements of its start, whatever was read in between', () => {
    const text = 'def a(): b\ndef c(): d\ndef e(): f\n';
    const [first] = parsePython(text).statements;
    parsePython('');
    expect(parsePython(`${text}g\n`).statements[0]).toBe(first);
  });
});

testWithPython(
  'the standard library is read as Python reads it',
  () => {
    const where = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
    const folder = execFileSync(PYTHON, ['-c', where], { encoding: 'utf8' }).trim();
    const files = readdirSync(folder).filter((name) => name.endsWith('.py'));
    expect(files.length).toBeGreaterThan(100);
    const documents = files.map((name) => {
      const path = join(folder, name);
      const facts = readModuleFacts(readFileSync(path, 'utf8'));
      return JSON.stringify({ path, facts: plain(facts) });
    });
    const script = join(import.meta.dirname, 'check_facts.py');
    const differences = execFileSync(PYTHON, [script], {
      encoding: 'utf8',
      input: documents.join('\n'),
      maxBuffer: 2 ** 26,
    });
    expect(differences).toBe('');
  },
  120_000,
);

/** What is compared, as JSON can hold it. */
function plain({ classes, functions, imports, variables }: ReturnType<typeof readModuleFacts>) {
  const heads = (all: Iterable<FunctionFact>) => [...all].map(({ body, ...head }) => head);
  return {
    imports: imports.map(({ bound, module, name }) => [module, name, bound]),
    functions: heads(functions),
    variables: Object.fromEntries(variables),
    classes: classes.map(({ fields, keywords, methods, ...each }) => ({
      ...each,
      fields: Object.fromEntries(fields),
      keywords: Object.fromEntries(keywords),
      methods: heads(methods.values()),
    })),
  };
}
