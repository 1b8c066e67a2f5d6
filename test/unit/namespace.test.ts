/** The names of generators outside of this package. */
import { describe, expect, test } from '@jest/globals';
import { isOutside } from '../../generators/app/outside.js';
import { namespaceOf, partsOf, yeomanCommand } from '../../shared/feature/namespace.js';

test.each([
  ['team:onion', 'generator-team', 'onion'],
  ['@acme/team:onion', '@acme/generator-team', 'onion'],
  ['team-api:app', 'generator-team-api', 'app'],
])('%s is a sub-generator of a package', (namespace, packageName, subGenerator) => {
  expect(partsOf(namespace)).toEqual({ packageName, subGenerator });
  expect(yeomanCommand(namespace)).toBe(`yo ${namespace}`);
  for (const lookup of ['', 'generators/', 'lib/generators/', 'dist/generators/']) {
    expect(namespaceOf(packageName, `${lookup}${subGenerator}/index.js`)).toBe(namespace);
  }
});

test.each(['onion', 'a:b:c', '../x:y', '@acme/../x:y', 'a/b:c', 'name:str=120', ':onion', 'team:'])(
  '%s is none',
  (name) => {
    expect(partsOf(name)).toBeUndefined();
  },
);

test.each([
  ['generator-team', 'src/generators/onion/index.js'],
  ['generator-team', 'generators/onion/main.js'],
  ['team', 'generators/onion/index.js'],
])('Yeoman would not find %s, %s', (packageName, module) => {
  expect(namespaceOf(packageName, module)).toBeUndefined();
});

describe('a first word', () => {
  test('names a generator', () => expect(isOutside('team:onion')).toBe(true));
  test.each(['name:str', 'price:decimal', 'note:optional', 'product'])('%s names none', (word) => {
    expect(isOutside(word)).toBe(false);
  });
});
