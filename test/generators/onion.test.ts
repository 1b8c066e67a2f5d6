/** The onion generator inside Yeoman: its questions and its edits. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import helpers, { result } from 'yeoman-test';
import { temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';
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
        usual: false,
        decide: [
          'the endpoints',
          'how the list is paged',
          'what else can be done',
          'who may list and read',
          'who may delete',
          'the integrations',
          'the page about it',
        ],
        pages: 'cursor',
        endpoints: ['list', 'get', 'create', 'update', 'delete'],
        read: 'public',
        delete: 'admin',
        action: 'archive',
        with: ['pipeline'],
        'with-pipeline': 'embed index',
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
    result.assertFile('backend/app/infrastructure/pipelines/steps/embed_step.py');
    result.assertFileContent(
      'backend/app/domain/entities/product.py',
      /price: ProductPrice\n {4}active: StrictBool/,
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
  const { run, runOrThrow } = keepRunner();

  test('leave a file as executable, or as private, as it was', async () => {
    const folder = temporaryFolder();
    await runOrThrow(folder, 'onion', 'category', 'name:str');
    const modes = { [MAIN]: 0o750, '.yo-rc.json': 0o600 };
    for (const [path, mode] of Object.entries(modes)) chmodSync(join(folder, path), mode);
    await runOrThrow(folder, 'onion', 'tag', 'name:str');
    expect(readFileSync(join(folder, MAIN), 'utf8')).toContain('include_router(tag.router');
    for (const [path, mode] of Object.entries(modes)) {
      const { mode: after } = statSync(join(folder, path));
      // Windows has no such modes.
      if (process.platform !== 'win32') expect([path, after & 0o777]).toEqual([path, mode]);
      expect(readFileSync(join(folder, path), 'utf8')).toContain('tag');
    }
    rmSync(folder, { recursive: true });
  });

  test('go where a link in the project leads, and leave the link', async () => {
    const folder = temporaryFolder();
    await runOrThrow(folder, 'onion', 'category', 'name:str');
    const link = join(folder, MAIN);
    const target = join(link, '..', 'application.py');
    renameSync(link, target);
    symlinkSync('application.py', link);
    await runOrThrow(folder, 'onion', 'tag', 'name:str');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('include_router(tag.router');
    rmSync(folder, { recursive: true });
  });

  test('a file that somebody has put in the place of one of ours is kept', async () => {
    const folder = temporaryFolder();
    const kept = ['README.md', '.gitignore', 'alembic.ini'].map((name) => `backend/${name}`);
    await runOrThrow(folder, 'onion', 'category', 'name:str');
    const ours = new Map(kept.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
    rmSync(folder, { recursive: true });
    mkdirSync(join(folder, 'backend'), { recursive: true });
    for (const path of kept) writeFileSync(join(folder, path), `# mine\n${ours.get(path)}`);
    const { status, stderr } = await run(folder, 'onion', 'category', 'name:str');
    expect([status, stderr]).toEqual([0, expect.anything()]);
    for (const path of kept) {
      expect(readFileSync(join(folder, path), 'utf8')).toBe(`# mine\n${ours.get(path)}`);
    }
    rmSync(folder, { recursive: true });
  });

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
