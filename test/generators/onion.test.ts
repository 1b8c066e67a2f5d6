/** The onion generator inside Yeoman: its questions and its edits. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import helpers, { result } from 'yeoman-test';
import { temporaryFolder } from '../generated/python-project.js';
import { somebodyAnswers } from './somebody.js';

const ROOT = join(import.meta.dirname, '..', '..');
const ONION = join(ROOT, 'dist', 'generators', 'onion', 'index.js');
const APP = join(ROOT, 'dist', 'generators', 'app', 'index.js');
const MAIN = 'backend/app/presentation/main.py';

// yeoman-test leaves the process in a temporary folder that is removed later.
afterAll(() => process.chdir(ROOT));

describe('with somebody to answer', () => {
  somebodyAnswers();

  test('asks for the architecture, the name and fields until there are no more', async () => {
    const fields = ['name:str=80 price:decimal=10.2', 'active:bool', ''];
    await helpers.run(APP).withAnswers(
      {
        architecture: 'onion',
        name: 'product',
        field: 'unused',
        endpoints: ['list', 'get', 'create', 'update', 'delete'],
        read: 'public',
        write: 'user',
        delete: 'admin',
        docs: true,
        verdict: 'write',
      },
      {
        callback: (answer, { question }) =>
          question.name === 'field' ? (fields.shift() ?? '') : answer,
        throwOnMissingAnswer: true,
      },
    );
    result.assertFile('docs/features/product.md');
    result.assertFileContent(
      'backend/app/domain/entities/product.py',
      /price: ProductPrice\n {4}active: bool/,
    );
  });

  test('does not ask for what was given', async () => {
    await helpers
      .run(ONION)
      .withArguments(['product', 'name:str'])
      .withAnswers({}, { throwOnMissingAnswer: true });
    result.assertFile('backend/app/domain/entities/product.py');
  });
});

describe('edits of existing files', () => {
  test('are written without "Overwrite?", and a file of ours that was changed is only overwritten with --force', async () => {
    const folder = temporaryFolder();
    await helpers.run(ONION).cd(folder).withArguments(['category', 'name:str']);
    const options = { force: false, bail: false };
    const unforced = { force: false } as never;
    await helpers
      .run(ONION, {}, options)
      .cd(folder)
      .withArguments(['tag', 'name:str'])
      .withOptions(unforced)
      .withAnswers({}, { throwOnMissingAnswer: true });
    result.assertFileContent(MAIN, /include_router\(tag\.router/);

    const entity = join(folder, 'backend/app/domain/entities/tag.py');
    writeFileSync(entity, '# mine\n');
    const again = helpers
      .run(ONION, {}, options)
      .cd(folder)
      .withArguments(['tag', 'name:str'])
      .withOptions(unforced);
    await expect(again).rejects.toThrow(/entities\/tag\.py/);
    expect(readFileSync(entity, 'utf8')).toBe('# mine\n');
    rmSync(folder, { recursive: true });
  });
});
