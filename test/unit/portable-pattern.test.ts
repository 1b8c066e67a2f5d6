import { describe, expect, test } from '@jest/globals';
import { patternProblem } from '../../shared/feature/field/portable-pattern.js';

test.each([
  '^[A-Z]{3}-[0-9]+$',
  '^\\d{4}-\\d{2}$',
  '^(?:draft|active)$',
  '^(?<year>\\d{4})$',
  '^[^\\]\\[]*?$',
  '\\p{Lu}\\p{L}*',
  '\\p{Script=Greek}+',
  '[a-z&.~-]',
  '\\x41\\u0042\\u{1F600}',
  '^.{0,1000}$',
  '^\\w{1,100}$',
  '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  'a|',
  '\\bfoo\\B',
  '()',
  '(?:)',
  '(?:a{0})+?',
  'é',
])('%s is portable', (pattern) => {
  expect(patternProblem(pattern)).toBeUndefined();
  expect(() => new RegExp(pattern, 'u')).not.toThrow();
});

describe('refuses', () => {
  test.each([
    ['a(?=b)', /uses lookahead/],
    ['a(?!b)', /uses lookahead/],
    ['(?<=a)b', /lookahead or lookbehind/],
    ['(?<!a)b', /lookahead or lookbehind/],
    ['(a)\\1', /backreference/],
    ['(?<x>a)\\k<x>', /backreference/],
    ['(?i)a', /only the groups/],
    ['(?<é>a)', /only the groups/],
    ['[a', /not closed/],
    ['[]', /empty/],
    ['[^]', /empty/],
    ['[a[b]', /`\\\[`/],
    ['[a&&b]', /`&&`/],
    ['[a--b]', /`--`/],
    ['(a', /not a valid regular expression/],
    ['a)', /never opened/],
    ['*a', /not a valid regular expression/],
    ['a{2,1}', /not a valid regular expression/],
    ['a{,2}', /does not begin a count/],
    ['\\', /escape/],
    ['\\Qa', /escape `\\Q`/],
    ['\\0', /escape `\\0`/],
    ['\\cA', /escape `\\c`/],
    ['[\\b]', /escape `\\b`/],
    ['\\uD800', /surrogate/],
    ['\\u12', /hexadecimal/],
    ['\\p{RGI_Emoji}', /categories/],
    ['\\w{900}', /too large/],
    ['(a{100}){100}', /too large/],
    ['[\\w]{900}', /too large/],
    ['(?:){9000}', /too large/],
    // The numbers of copies become infinite, and none of that is no number.
    [`(${'('.repeat(35)}a${'){999999999}'.repeat(35)}?)`, /too large/],
    [`${'(a'.repeat(60)}${')'.repeat(60)}`, /more than 50 deep/],
    ['(?<x>a)|(?<x>b)', /two groups have the name "x"/],
    ['\\p{Script=Klingon}', /no such script/],
    ['\\u{110000}', /no character/],
    ['a'.repeat(501), /longer than 500/],
  ])('%s', (pattern, problem) => {
    expect(patternProblem(pattern)).toMatch(problem);
  });
});
