/** What is taken for a pattern, and for a text that matches it, held against Pydantic itself. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../../shared/errors.js';
import { parseFieldObject, parseFieldToken } from '../../shared/feature/field/grammar.js';
import { occurs } from '../../shared/feature/field/pattern-program.js';
import { matchingTexts } from '../../shared/feature/field/pattern-samples.js';
import { patternProblem } from '../../shared/feature/field/portable-pattern.js';
import { pythonField } from '../../shared/feature/field/types.js';
import { PythonProject, temporaryFolder } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

/** The longest that anything may take with one pattern, in milliseconds, on a busy machine. */
const BOUNDED = 5000;

/** Characters about which engines differ, and some about which they do not. */
const CHARACTERS = [
  ...'abzAZ019_- .,$^|/\\(){}[]+*?&~',
  ...'éßΩж٣²Ⅷ\u0301\u200d\u00a0\u1680',
  ...'\t\n\r\v\f\x1c\x1e\x85\u2028\u{1f600}\u{1d7d8}',
];
const anyText = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 12 });

const escapes = fc.constantFrom(...'dDsSwW'.split('').map((letter) => `\\${letter}`));
const properties = fc.constantFrom('\\p{L}', '\\P{L}', '\\p{Nd}', '\\p{Z}', '\\p{Script=Greek}');
const literals = fc.constantFrom(...'abz019_- ,', 'é', '٣', '\\.', '\\$', '\\x41', '\\u{1F600}');
const classItems = fc.oneof(literals, escapes, properties, fc.constantFrom('a-f', '0-9', ' -~'));
const classes = fc
  .tuple(fc.boolean(), fc.array(classItems, { minLength: 1, maxLength: 3 }))
  .map(([negated, items]) => `[${negated ? '^' : ''}${items.join('').replaceAll('-', '\\-')}]`);
const ranges = fc.constantFrom('[a-f]', '[^0-9]', '[ -~]', '[-a]', '[a-]', '[\\w-]', '[^\\d\\W]');
const assertions = fc.constantFrom('\\b', '\\B', '^', '$');
const quantifiers = fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '{0}', '+?', '{2}?');

/** Patterns that are valid by the way they are made. */
const { pattern: patterns } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(literals, escapes, properties, classes, ranges, fc.constant('.')),
    assertions,
    fc
      .tuple(fc.constantFrom('', '?:'), tie('pattern'), tie('pattern'), quantifiers)
      .map(([opening, one, other, quantifier]) => `(${opening}${one}|${other})${quantifier}`),
    fc.tuple(tie('pattern'), quantifiers).map(([inner, times]) => `(${inner})${times}`),
    fc.tuple(fc.oneof(literals, escapes, classes), quantifiers).map((both) => both.join('')),
    fc.constantFrom('()', '(?:)', '(|a)'),
  ),
}));

/** What people may well type instead of a pattern. */
const nonsense = fc
  .array(
    fc.oneof(
      patterns,
      quantifiers,
      fc.constantFrom(
        ...'()[]{}|^$\\-&~?:<>ab',
        '(?<a>',
        '(?i)',
        '\\k<a>',
        '(?=',
        '{,2}',
        '\\p{Lx}',
      ),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

describeWithPython('beside Pydantic', () => {
  const folder = temporaryFolder();
  let python: PythonProject;

  beforeAll(() => {
    python = new PythonProject(folder, PYTHON);
  }, 550_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Which texts Pydantic accepts for each pattern; null for a pattern that it refuses. */
  function ask(cases: readonly (readonly [string, readonly string[]])[]): (boolean[] | null)[] {
    const file = join(folder, 'cases.json');
    writeFileSync(file, JSON.stringify(cases));
    return JSON.parse(
      python.output('python', [join(import.meta.dirname, 'check_patterns.py'), file]),
    );
  }

  test('2,000 valid patterns are accepted, and match the same texts', () => {
    const drawn = fc.sample(fc.tuple(patterns, fc.array(anyText, { maxLength: 8 })), {
      seed: 15,
      numRuns: 2000,
    });
    const answers = ask(drawn);
    drawn.forEach(([pattern, texts], index) => {
      expect([pattern, patternProblem(pattern)]).toEqual([pattern, undefined]);
      const ours = texts.map((text) => [pattern, text, occurs(pattern, text)]);
      expect(ours).toEqual(texts.map((text, at) => [pattern, text, answers[index]?.[at]]));
    });
  });

  test('of 4,000 texts that hardly are patterns, none is accepted that Pydantic refuses', () => {
    const drawn = fc
      .sample(nonsense, { seed: 16, numRuns: 4000 })
      .filter((pattern) => patternProblem(pattern) === undefined);
    expect(drawn.length).toBeGreaterThan(500);
    const answers = ask(drawn.map((pattern) => [pattern, []]));
    expect(drawn.filter((_, index) => answers[index] === null)).toEqual([]);
  });

  test('samples of 1,000 patterns are accepted, and found in bounded time', () => {
    const drawn = fc.sample(patterns, { seed: 17, numRuns: 1000 });
    const samples = drawn.map((pattern) =>
      inTime(() => matchingTexts(pattern, 1, 40, (text) => text !== '')),
    );
    expect(samples.filter((texts) => texts.length > 0).length).toBeGreaterThan(700);
    const answers = ask(drawn.map((pattern, index) => [pattern, samples[index] ?? []]));
    drawn.forEach((pattern, index) => {
      const refused = samples[index]?.filter((_, at) => answers[index]?.[at] !== true);
      expect([pattern, refused]).toEqual([pattern, []]);
    });
    // Where no sample is found, a short text of any kind would not have been one either.
    const without = drawn.filter((_, index) => samples[index]?.length === 0);
    const texts = ['a', '0', ' ', '-', '_', 'ab', 'a b', 'é', '--', 'a-', '-a'];
    const found = ask(without.map((pattern) => [pattern, texts]));
    expect(without.filter((_, index) => found[index]?.includes(true))).toEqual([]);
  });

  test('what the tests of a field take for a misfit is refused', () => {
    const drawn = fc.sample(patterns, { seed: 18, numRuns: 500 }).flatMap((pattern) => {
      try {
        const field = parseFieldObject('code', { type: 'text', pattern }, 'code');
        const { invalid } = pythonField(field, { enumClass: '', featureLabel: 'product' });
        // The last one is about the pattern, if there is one.
        const misfit = /^"(\S+)"$/.exec(invalid.at(-1) ?? '')?.[1];
        return misfit === undefined || misfit.includes('\\') ? [] : [[pattern, [misfit]] as const];
      } catch (error) {
        if (error instanceof UsageError) return [];
        throw error;
      }
    });
    expect(drawn.length).toBeGreaterThan(100);
    const answers = ask(drawn);
    expect(drawn.filter((_, index) => answers[index]?.[0] !== false)).toEqual([]);
  });

  test.each(['\\b', '\\B', '()', '(?:)', '^\\P{L}$', '^\\p{Script=Greek}+$', '^\\d{4}$', '\\s'])(
    'a field with the pattern %s has samples that Pydantic accepts',
    (pattern) => {
      const field = parseFieldToken(`code:str:pattern=${pattern}`);
      const { sample, otherSample } = pythonField(field, {
        enumClass: '',
        featureLabel: 'product',
      });
      const texts = [sample, otherSample].map((text) => JSON.parse(text) as string);
      expect(ask([[pattern, texts]])).toEqual([[true, true]]);
    },
  );
});

test.each([
  ['^(a+)+$', `${'a'.repeat(900)}b`],
  ['^(a|a)*$', `${'a'.repeat(900)}b`],
  ['(x+x+)+y', 'x'.repeat(900)],
  ['(?:a?){3000}b', 'a'.repeat(900)],
  ['^([a\\-z]{3,})+?-*?[^\\d\\W][a-z](?:[$]{2}?\\p{Z}{0,2}\\p{L}{2})?$', 'z'.repeat(900)],
  ['((a*)*)*$', `${'a'.repeat(900)}b`],
])('%s is read, held against a long text and sampled in bounded time', (pattern, text) => {
  inTime(() => {
    expect(patternProblem(pattern)).toBeUndefined();
    occurs(pattern, text);
    expect(matchingTexts(pattern, 0, 1000, () => true)).not.toEqual([]);
  });
});

function inTime<T>(work: () => T): T {
  const started = Date.now();
  const result = work();
  expect(Date.now() - started).toBeLessThan(BOUNDED);
  return result;
}
