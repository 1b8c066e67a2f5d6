import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  canonicalDate,
  canonicalDatetime,
  canonicalDecimal,
  canonicalEmail,
  canonicalFloat,
  canonicalInteger,
  canonicalTime,
  canonicalUrl,
  canonicalUuid,
  unitsOf,
} from '../../shared/feature/field/values.js';

const FORMS = {
  canonicalDate,
  canonicalDatetime,
  canonicalDecimal,
  canonicalEmail,
  canonicalFloat,
  canonicalInteger,
  canonicalTime,
  canonicalUrl,
  canonicalUuid,
};

describe('canonical text', () => {
  test.each([
    ['canonicalInteger', '+007', '7'],
    ['canonicalInteger', '-0', '0'],
    ['canonicalInteger', '123456789012345678901234567890', '123456789012345678901234567890'],
    ['canonicalDecimal', '010.50', '10.5'],
    ['canonicalDecimal', '.5', '0.5'],
    ['canonicalDecimal', '-0.00', '0'],
    ['canonicalDecimal', '5.', '5'],
    ['canonicalFloat', '1e3', '1000'],
    ['canonicalFloat', '-0', '0'],
    ['canonicalFloat', '.5', '0.5'],
    ['canonicalDate', '2024-02-29', '2024-02-29'],
    ['canonicalDate', '0001-01-01', '0001-01-01'],
    ['canonicalTime', '09:30', '09:30:00'],
    ['canonicalTime', '23:59:59.500', '23:59:59.5'],
    ['canonicalDatetime', '2024-01-31T09:30:00Z', '2024-01-31T09:30:00Z'],
    ['canonicalDatetime', '2024-01-31T01:30+02:00', '2024-01-30T23:30:00Z'],
    ['canonicalDatetime', '2024-01-31T09:30:10.250Z', '2024-01-31T09:30:10.25Z'],
    ['canonicalDatetime', '0099-12-31T00:00:00Z', '0099-12-31T00:00:00Z'],
    [
      'canonicalUuid',
      '123E4567-E89B-42D3-A456-426614174000',
      '123e4567-e89b-42d3-a456-426614174000',
    ],
    ['canonicalEmail', 'Jo.Doe+x@Example.COM', 'Jo.Doe+x@example.com'],
    ['canonicalUrl', 'https://example.com:8080/a?b=c#d', 'https://example.com:8080/a?b=c#d'],
    ['canonicalUrl', 'http://localhost/', 'http://localhost/'],
  ] as const)('%s of %s is %s', (form, text, expected) => {
    expect(FORMS[form](text)).toBe(expected);
    expect(FORMS[form](expected)).toBe(expected);
  });

  test.each([
    ['canonicalInteger', ['', '1.0', '1e3', '0x1', '１', '1_000', ' 1']],
    ['canonicalDecimal', ['', '.', '-', '1e3', '1,5', 'NaN', '--1']],
    ['canonicalFloat', ['', '.', 'NaN', 'Infinity', '1e999', '1.2.3', '0x1']],
    [
      'canonicalDate',
      [
        '2023-02-29',
        '1900-02-29',
        '2024-13-01',
        '2024-00-01',
        '2024-01-00',
        '2024-04-31',
        '0000-01-01',
        '24-1-1',
        'today',
      ],
    ],
    ['canonicalTime', ['24:00', '9:30', '09:60', '09:30:60', '09:30:00.1234', '09:30Z', '']],
    [
      'canonicalDatetime',
      [
        '2024-01-31',
        '2024-01-31T09:30:00',
        '2024-01-31 09:30:00Z',
        '2024-02-30T00:00Z',
        '2024-01-31T09:30:00+15:00',
        '0001-01-01T00:00+01:00',
        '9999-12-31T23:59-01:00',
      ],
    ],
    [
      'canonicalUuid',
      ['', '123e4567e89b42d3a456426614174000', 'g23e4567-e89b-42d3-a456-426614174000'],
    ],
    [
      'canonicalEmail',
      [
        '',
        'a',
        'a@b',
        'a@b.local',
        'a@x.test',
        '.a@b.com',
        'a..b@c.com',
        'a@-b.com',
        'a@xn--b.com',
        `${'a'.repeat(65)}@b.com`,
        'é@b.com',
        'a@b.c0m',
      ],
    ],
    [
      'canonicalUrl',
      [
        '',
        'example.com',
        'ftp://example.com',
        'https://',
        'https:///a',
        'https://a b',
        'https://exämple.com',
        'javascript:alert(1)',
        'https://example.com:99999/',
      ],
    ],
  ] as const)('%s refuses %p', (form, texts) => {
    expect(texts.filter((text) => FORMS[form](text) !== undefined)).toEqual([]);
  });

  test('reading decimals as units keeps their order', () => {
    const decimal = fc
      .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 999 }))
      .map(
        ([whole, fraction]) =>
          canonicalDecimal(`${whole}.${String(fraction).padStart(3, '0')}`) ?? '',
      );
    fc.assert(
      fc.property(decimal, decimal, (one, other) => {
        expect(Math.sign(Number(unitsOf(one, 3) - unitsOf(other, 3)))).toBe(
          Math.sign(Number(one) - Number(other)),
        );
        expect(Number(unitsOf(one, 3))).toBe(Math.round(Number(one) * 1000));
      }),
    );
  });
});
