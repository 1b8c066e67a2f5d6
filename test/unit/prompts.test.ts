/** The questions: validated by the same rules, in the same words, as the command line. */
import { describe, expect, test } from '@jest/globals';
import { nameFeature } from '../../shared/naming.js';
import { askForFeature, fieldQuestion, nameQuestion } from '../../shared/prompts.js';
import { refusal } from './refusal.js';

type Validate = (answer: string) => true | string;

describe('the name', () => {
  const validate = nameQuestion().validate as Validate;

  test('is taken in any form', () => expect(validate(' OrderItem ')).toBe(true));

  test('is refused in the words of the command line', () => {
    expect(validate('class')).toBe(refusal(() => nameFeature('class')));
  });
});

describe('a field', () => {
  const first = fieldQuestion([]).validate as Validate;
  const next = fieldQuestion(['name:str']).validate as Validate;

  test.each(['name', 'name:str=80 price:decimal=10.2:gt=0'])('%j is taken', (answer) => {
    expect(first(answer)).toBe(true);
  });

  test('may be left out when there is one already', () => {
    expect(first('')).toMatch(/at least one field/);
    expect(next('')).toBe(true);
  });

  test('is refused with its place in the whole', () => {
    expect(next('active:bool price:decmal')).toMatch(/field 3.*Did you mean "decimal"/s);
  });
});

test('a feature is asked for until there are no more fields', async () => {
  const asked: string[] = [];
  const answers = ['product', 'name:str  price:int', 'active:bool', ''];
  const feature = await askForFeature(async ([question]) => {
    asked.push(String(question?.name));
    return { [String(question?.name)]: answers.shift() };
  }, undefined);
  expect(feature).toEqual({ name: 'product', tokens: ['name:str', 'price:int', 'active:bool'] });
  expect(asked).toEqual(['name', 'field', 'field', 'field']);
});
