/** Templates that are copied into a project to be changed there. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ownRequirement, requirement } from '../../shared/plan/own-files.js';
import {
  filesBelow,
  generate,
  generateOrThrow,
  temporaryFolder,
} from '../generated/python-project.js';

const ROOT = join(import.meta.dirname, '..', '..');
const ROUTER = 'feature/backend/app/presentation/api/v1/routers/[feature].py.ejs';
const COPY = `.fastapi-feature/templates/onion/${ROUTER}`;

describe('eject', () => {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  test('copies a template, named by the end of its path, and later features use it', () => {
    generateOrThrow(folder, 'eject', 'onion', 'routers/[feature].py.ejs');
    const ours = readFileSync(join(ROOT, 'generators/onion/templates', ROUTER), 'utf8');
    expect(readFileSync(join(folder, COPY), 'utf8')).toBe(ours);
    writeFileSync(join(folder, COPY), `${ours}\n# as our team has it\n`);
    generateOrThrow(folder, 'onion', 'product', 'name:str');
    const router = 'backend/app/presentation/api/v1/routers/product.py';
    expect(filesBelow(folder).get(router)).toMatch(/# as our team has it\n$/);
  });

  test('copies what architectures share', () => {
    generateOrThrow(folder, 'eject', 'onion', 'shared/column_types.py.ejs');
    const copy = filesBelow(folder).get('.fastapi-feature/templates/shared/column_types.py.ejs');
    expect(copy).toBe(readFileSync(join(ROOT, 'shared/templates/column_types.py.ejs'), 'utf8'));
  });

  test('copies what fitted features share, and uses it', () => {
    const name = 'shared/fitted/schemas.py.ejs';
    generateOrThrow(folder, 'eject', 'package-per-feature', name);
    const copy = join(folder, '.fastapi-feature/templates', name);
    const ours = readFileSync(join(ROOT, 'shared/templates/fitted/schemas.py.ejs'), 'utf8');
    expect(readFileSync(copy, 'utf8')).toBe(ours);
    const backend = temporaryFolder();
    cpSync(join(ROOT, 'test/projects/packages'), backend, { recursive: true });
    cpSync(join(folder, '.fastapi-feature'), join(backend, '.fastapi-feature'), {
      recursive: true,
    });
    rmSync(join(backend, '.fastapi-feature/templates/onion'), { recursive: true });
    writeFileSync(
      join(backend, '.fastapi-feature/templates', name),
      `${ours}\n# as our team has it\n`,
    );
    generateOrThrow(backend, 'package-per-feature', 'gadget', 'name:str');
    expect(filesBelow(backend).get('src/gadgets/schemas.py')).toMatch(/# as our team has it\n$/);
    rmSync(backend, { recursive: true });
  });

  test('writes nothing in a dry run', () => {
    const before = filesBelow(folder);
    const { status, stdout, stderr } = generate(
      folder,
      ...['eject', 'onion', 'domain/entities/[feature].py.ejs', '--dry-run'],
    );
    expect([status, stdout + stderr]).toEqual([0, expect.stringMatching(/would replace/)]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test('explains its usage', () => {
    const { status, stdout } = generate(folder, 'eject', '--help');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/eject ARCHITECTURE \[TEMPLATE\]/)]);
  });

  test('says what was written', () => {
    const args = ['eject', 'onion', 'backend/alembic.ini.ejs', '--destination', 'shop'];
    const path = 'shop/.fastapi-feature/templates/onion/foundation/backend/alembic.ini.ejs';
    expect(generate(folder, ...args).stderr).toContain(`   create ${path}`);
    expect(generate(folder, ...args, '--force').stderr).toContain(`    force ${path}`);
  });

  test('says so where it cannot write, and nothing else', () => {
    const place = temporaryFolder();
    writeFileSync(join(place, '.fastapi-feature'), 'a file');
    const { status, stderr } = generate(place, 'eject', 'onion', ROUTER);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/is not a folder/)]);
    expect(stderr).not.toMatch(/now replaces/);
    rmSync(place, { recursive: true });
  });

  test('keeps an existing copy, unless forced', () => {
    writeFileSync(join(folder, COPY), 'changed');
    const refused = generate(folder, 'eject', 'onion', ROUTER);
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringMatching(/already exists/)]);
    expect(readFileSync(join(folder, COPY), 'utf8')).toBe('changed');
    generateOrThrow(folder, 'eject', 'onion', ROUTER, '--force');
    expect(readFileSync(join(folder, COPY), 'utf8')).toMatch(/APIRouter/);
  });

  test.each<[string, string[], RegExp]>([
    ['no template', ['onion'], /Choose one of onion:\n {2}foundation\/.*shared\//s],
    [
      'several',
      ['onion', '[feature].py.ejs'],
      /matches several templates.*use_cases.*repositories/s,
    ],
    ['one that does not exist', ['onion', 'routers/[featur].py.ejs'], /has no template/],
    ['an unknown architecture', ['onoin', ROUTER], /Did you mean "onion"/],
    ['nothing', [], /was given: nothing. Architectures: onion, layered-service/],
  ])('%s is a usage error that lists what there is', (_, args, message) => {
    const before = filesBelow(folder);
    const { status, stderr } = generate(folder, 'eject', ...args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(filesBelow(folder)).toEqual(before);
  });
});

describe('what a package says to depend on this one', () => {
  const changelog = (version: string) =>
    `# Changelog\n\n## Unreleased\n\n- A thing.\n\n## ${version}\n`;

  test('is the version where it has been released, and where it cannot be known', () => {
    expect(requirement('1.2.3', '/opt/it', changelog('1.2.3'))).toBe('^1.2.3');
    expect(requirement('1.2.3', '/opt/it', changelog('1.2.3 (2026-01-31)'))).toBe('^1.2.3');
    expect(requirement('1.2.3', '/opt/it', undefined)).toBe('^1.2.3');
  });

  test('is where the version is, as long as it is nowhere else', () => {
    expect(requirement('1.2.3', '/opt/it', changelog('1.2.30'))).toBe('file:/opt/it');
    expect(requirement('1.2.3', 'C:\\it', changelog('1.2.2'))).toBe('file:C:/it');
  });
});

describe('eject --as-generator', () => {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes a package with the templates that the project has customised, and none in a dry run', () => {
    generateOrThrow(folder, 'eject', 'onion', 'routers/[feature].py.ejs');
    const before = filesBelow(folder);
    const dry = generate(folder, 'eject', 'onion', '--as-generator', '@acme/team', '--dry-run');
    expect([dry.status, dry.stderr]).toEqual([0, expect.stringContaining('@acme/team:onion')]);
    expect(filesBelow(folder)).toEqual(before);
    generateOrThrow(folder, 'eject', 'onion', '--as-generator', '@acme/team');
    const files = filesBelow(join(folder, 'generator-team'));
    const { dependencies, name } = JSON.parse(files.get('package.json') ?? '');
    expect(name).toBe('@acme/generator-team');
    expect(dependencies).toEqual({ 'generator-fastapi-feature': ownRequirement() });
    const own = `src/generators/onion/templates/onion/${ROUTER}`;
    expect(files.get(own)).toBe(before.get(COPY));
  });

  test('takes the architecture of the project, and replaces nothing', () => {
    const { status, stderr } = generate(folder, 'eject', '--as-generator', 'team');
    expect([status, stderr]).toEqual([3, expect.stringMatching(/already exists.*another name/)]);
    generateOrThrow(folder, 'layered', '--style', 'direct', 'tag', 'name', '--destination', 'shop');
    generateOrThrow(folder, 'eject', '--as-generator', 'team', '--destination', 'shop');
    const made = filesBelow(join(folder, 'shop', 'generator-team'));
    expect([...made.keys()]).toContain('src/generators/layered-direct/index.ts');
  });

  test.each([
    [['eject', '--as-generator', 'Our Team'], /no package can have that name/],
    [['eject', 'onion', 'main.py', '--as-generator', 'team'], /an architecture, or nothing/],
    [['onion', 'product', 'name', '--as-generator', 'team'], /only eject writes a generator/],
  ])('%j is wrong usage', (args, message) => {
    const before = filesBelow(folder);
    const { status, stderr } = generate(folder, ...args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(filesBelow(folder)).toEqual(before);
  });
});
