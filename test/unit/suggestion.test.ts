import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ForeseenError } from '../../shared/errors.js';
import { parseFieldToken } from '../../shared/feature/field/grammar.js';
import { FIELD_TYPES } from '../../shared/feature/field/types.js';
import { nameFeature } from '../../shared/feature/naming.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { editDistance, suggest } from '../../shared/suggestion.js';

describe('suggest', () => {
  const types = ['str', 'text', 'int', 'decimal', 'datetime', 'date', 'ref', 'refs'];

  test.each([
    ['decmal', 'decimal'],
    ['Decimal', 'decimal'],
    ['deciaml', 'decimal'],
    ['dat', 'date'],
    ['datetme', 'datetime'],
    ['deci', 'decimal'],
    ['rfes', 'refs'],
  ])('%s most likely means %s', (given, meant) => {
    expect(suggest(given, types)).toBe(meant);
  });

  test.each(['', 'x', 'banana', 'de', 'integer'])('%p is close to nothing', (given) => {
    expect(suggest(given, types)).toBeUndefined();
  });

  test('takes the first of equally close words', () => {
    expect(suggest('gte', ['gt', 'ge'])).toBe('gt');
  });

  test('does not guess between several continuations', () => {
    expect(suggest('opt', ['optional', 'options'])).toBeUndefined();
    expect(suggest('opt', ['optional', 'unique'])).toBe('optional');
  });
});

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['abcd', 'abdc', 1],
    ['ca', 'abc', 3],
  ])('%p to %p takes %d steps', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  test('is a symmetric distance', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other);
        expect(distance).toBe(editDistance(other, one));
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});

describe('whatever is suggested is itself accepted', () => {
  /** Returns what an action is refused with; undefined if it is not. */
  function refusalOf(act: () => unknown): ForeseenError | undefined {
    try {
      act();
      return undefined;
    } catch (error) {
      if (error instanceof ForeseenError) return error;
      throw error;
    }
  }

  /** Everything that an error proposes, for programs and in words. */
  function proposalsOf({ message, problems }: ForeseenError): string[] {
    const inWords = [...message.matchAll(/(?:Did you mean|such as|singular:) "([^"]+)"/g)];
    const suggested = problems.flatMap(({ suggestion }) => suggestion ?? []);
    return [...new Set([...suggested, ...inWords.map(([, words = '']) => words)])];
  }

  /** Returns which part of a token an error marks. */
  function markedIn(refusal: ForeseenError | undefined): [start: number, length: number] {
    const [, , carets = ''] = refusal?.message.split('\n') ?? [];
    return [carets.search(/\^/) - 2, carets.trim().length];
  }

  const word = fc.oneof(
    fc.constantFrom(
      ...['class', 'list', 'lists', 'classes', 'Class', 'user', 'l', 'id', 'ids', 'aux', 'o', 'os'],
      ...['redis', 'favorited_by', 'orders', 'order', 'données', 'sqlite', 'imports', 'date', 'I'],
      ...[
        'metadata',
        'created_at',
        'registry',
        'x'.repeat(30),
        'x'.repeat(49),
        '1',
        '',
        'a.b',
        '_',
      ],
    ),
    fc.stringMatching(/^[a-zA-Z0-9_ -]{0,6}$/),
  );
  const name = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom('_', '-', '', ' '))
    .map(([words, separator]) => words.join(separator));

  test('as the name of a feature', () => {
    let proposals = 0;
    fc.assert(
      fc.property(name, (given) => {
        const refusal = refusalOf(() => nameFeature(given));
        for (const proposed of refusal === undefined ? [] : proposalsOf(refusal)) {
          proposals += 1;
          expect([given, proposed, refusalOf(() => nameFeature(proposed))?.message]).toEqual([
            given,
            proposed,
            undefined,
          ]);
        }
      }),
      { numRuns: 3000 },
    );
    expect(proposals).toBeGreaterThan(200);
  });

  test('in a field, where it is marked', () => {
    const type = fc.oneof(
      fc.constantFrom(...FIELD_TYPES),
      fc.constantFrom(
        ...['intt', 'Decimal(10,2)', 'decimal(0,9)', 'decimal=10,2', 'decimal=2.90', 'varchar(20)'],
        ...['text(20)', 'enum(a,b)', 'enum(a,a)', 'enum=a,b', 'enum=a,a', 'enum=a|b/c', 'foo(1)'],
        ...['datetime(6)', 'str=x', 'text=abc', 'list=strr', 'list', 'ref', 'refs=Tag', 'ref=1a'],
        ...['ref=é', 'json(1)', 'int=4', 'enum=a/b', 'optional', 'gt=3', 'pattern=a', 'decimal=99'],
      ),
    );
    const modifier = fc.constantFrom(
      ...[
        'optinal',
        'uniq',
        'size=5',
        'size',
        'minimum=3',
        'patern=x',
        'regexp',
        'deflt=1',
        'gte=1',
      ],
      ...['min=300:max=5', 'min=300', 'min=9000', 'min=200:max=150', 'default=yes', 'default=aa'],
      ...['required', 'null', 'index=1', ''],
    );
    const token = fc.oneof(
      type.map((one) => `a:${one}`),
      fc
        .tuple(
          fc.constantFrom(
            ...FIELD_TYPES.filter((one) => !/ref|parts|enum|list|slug/.test(one)),
            'enum=a/b',
            'list=str',
          ),
          modifier,
        )
        .map(([one, said]) => `a:${one}:${said}`),
      fc.tuple(name, fc.constantFrom('str', 'ref=Tag', 'refs=Tag')).map((parts) => parts.join(':')),
    );
    let proposals = 0;
    fc.assert(
      fc.property(token, (given) => {
        const refusal = refusalOf(() => parseFieldToken(given));
        const [start, length] = markedIn(refusal);
        for (const proposed of refusal === undefined ? [] : proposalsOf(refusal)) {
          proposals += 1;
          const [head, ...rest] = given.split(':');
          const meant = [
            given.slice(0, start) + proposed + given.slice(start + length),
            // Some stand for a whole type with its argument, or for two modifiers.
            [head, proposed, ...rest.slice(1)].join(':'),
            [head, rest[0], proposed].join(':'),
          ];
          // Another part of the field may be wrong, too.
          const isAccepted = meant.some((one) => {
            const again = refusalOf(() => parseFieldToken(one));
            return again === undefined || markedIn(again)[0] > start;
          });
          expect([given, proposed, isAccepted]).toEqual([given, proposed, true]);
        }
      }),
      { numRuns: 5000 },
    );
    expect(proposals).toBeGreaterThan(300);
  });

  test('as the value of an option', () => {
    const said = fc.constantFrom(
      ...['PUBLIC', 'PUBLIC+Admin', 'Admin', 'Admin,Admin', 'a b', 'User', 'public+user', '1+2'],
      ...['list,foo', 'list,get', 'list get list', 'lst', 'read', 'Destroy', 'all+all'],
    );
    const option = fc.constantFrom('read', 'endpoints');
    let proposals = 0;
    fc.assert(
      fc.property(option, said, (key, given) => {
        const feature = (value: string) => () =>
          featureFromArguments('product', ['name'], { [key]: value });
        const refusal = refusalOf(feature(given));
        for (const proposed of refusal === undefined ? [] : proposalsOf(refusal)) {
          proposals += 1;
          const again = refusalOf(feature(proposed))?.message;
          expect([key, given, proposed, again]).toEqual([key, given, proposed, undefined]);
        }
      }),
      { numRuns: 300 },
    );
    expect(proposals).toBeGreaterThan(20);
  });
});
