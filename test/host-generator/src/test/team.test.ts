import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type ComposeOptions,
  type FeatureGenerator,
  findArchitecture,
  UsageError,
} from 'generator-fastapi-feature';
import Onion from 'generator-fastapi-feature/generators/onion';
import helpers, { result } from 'yeoman-test';

const generator = (name: string) => join(import.meta.dirname, '..', 'generators', name, 'index.js');

/** Runs a generator of features, with nobody to answer. */
function add(name: string, ...words: string[]) {
  return helpers
    .run<FeatureGenerator>(generator(name))
    .withArguments(words)
    .withOptions({ yes: true });
}

function remembered() {
  return JSON.parse(readFileSync('.yo-rc.json', 'utf8'))['generator-fastapi-feature'];
}

test('the host asks for the owner, and adds a runbook to each feature', async () => {
  await helpers
    .run(generator('app'))
    .withArguments(['supplier', 'invoice'])
    .withAnswers({ team: 'payments' })
    .withOptions({ skipInstall: true });
  result.assertFileContent('docs/runbooks/invoice.md', 'Owned by payments');
  result.assertFileContent('CODEOWNERS', '@payments');
  result.assertFile('backend/app/domain/entities/supplier.py');
  assert.equal(remembered().generator, 'team:onion');
});

test('the entity is the own one, everything else is of the onion architecture', async () => {
  await add('onion', 'product', 'name:str');
  const entity = 'backend/app/domain/entities/product.py';
  result.assertFileContent(entity, 'as the platform team keeps it');
  result.assertFile('backend/app/application/use_cases/product.py');
  assert.deepEqual([remembered().architecture, remembered().generator], ['onion', 'team:onion']);
});

test('the own architecture has its ports, its registration and its rules', async () => {
  await add('hexagonal', 'product', 'name:str');
  result.assertFileContent('backend/app/domain/ports/product.py', 'class ProductPort(Protocol)');
  result.assertFileContent('backend/app/core/config.py', '# On call: product');
  result.assertFileContent('made-with.txt', `${process.version} aB f`);
  assert.deepEqual(
    [remembered().architecture, remembered().generator],
    ['hexagonal', 'team:hexagonal'],
  );
});

test('what is wrong is refused, and nothing is written', async () => {
  await assert.rejects(Promise.resolve(add('onion', 'product', 'name:strr')), { code: 2 });
  assert.equal(existsSync('.yo-rc.json'), false);
  assert.throws(() => findArchitecture('onoin'), UsageError);
});

test('options are typed', () => {
  const right: ComposeOptions = { features: [{ name: 'tag', fields: ['name'] }], tests: false };
  // @ts-expect-error There is no such option.
  const wrong: ComposeOptions = { featurs: [] };
  const own: typeof FeatureGenerator = Onion;
  assert.deepEqual([right.tests, Object.keys(wrong), own], [false, ['featurs'], Onion]);
});
