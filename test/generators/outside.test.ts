/** Generators of others that build on ours: a project remembers them, and every command knows what they bring. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Generator from 'yeoman-generator';
import helpers from 'yeoman-test';
import type { FeatureGenerator } from '../../shared/yeoman/generator.js';
import {
  filesBelow,
  generate,
  generateOrThrow,
  temporaryFolder,
} from '../generated/python-project.js';

const ROOT = join(import.meta.dirname, '..', '..');
const ONION = join(ROOT, 'dist', 'generators', 'onion', 'index.js');
const APP = join(ROOT, 'dist', 'generators', 'app', 'index.js');

/** A package with the onion architecture and one more file, and with an architecture of its own. */
const PACKAGE: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "generator-team", "version": "1.0.0", "type": "module" }',
  'generators/onion/index.js': `
    import { join } from 'node:path';
    import { FeatureGenerator, findArchitecture, withTemplates } from 'generator-fastapi-feature';
    const onion = withTemplates(findArchitecture('onion'), join(import.meta.dirname, 'templates'));
    const runbook = { template: 'docs/[feature].md.ejs', layer: 'docs', why: 'For the night.' };
    export default class TeamOnion extends FeatureGenerator {
      architectures = [{ ...onion, files: [...onion.files, runbook] }];
    }`,
  'generators/onion/templates/feature/docs/[feature].md.ejs': '# <%- Feature %>\n',
  'generators/hexagonal/index.js': `
    import { FeatureGenerator, findArchitecture } from 'generator-fastapi-feature';
    const own = { id: 'hexagonal', generator: 'hexagonal', title: 'Hexagonal architecture' };
    export default class Hexagonal extends FeatureGenerator {
      architectures = [{ ...findArchitecture('onion'), ...own }];
    }`,
};

const company = temporaryFolder();
let project: string;

beforeAll(() => {
  for (const [path, text] of Object.entries(PACKAGE)) {
    const file = join(company, 'node_modules', 'generator-team', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  symlinkSync(ROOT, join(company, 'node_modules', 'generator-fastapi-feature'), 'junction');
});
beforeEach(() => {
  project = join(company, 'shop');
  mkdirSync(project);
});
afterEach(() => {
  process.chdir(ROOT);
  rmSync(project, { recursive: true });
});
afterAll(() => rmSync(company, { recursive: true }));

function remembered(folder = project) {
  return JSON.parse(readFileSync(join(folder, '.yo-rc.json'), 'utf8'))['generator-fastapi-feature'];
}

const module = (name: string) =>
  join(company, 'node_modules', 'generator-team', 'generators', name, 'index.js');

describe('a project of a generator outside of this package', () => {
  beforeEach(() => generateOrThrow(project, 'team:onion', 'product', 'name:str'));

  test('remembers it', () => {
    expect(remembered()).toMatchObject({ generator: 'team:onion', architecture: 'onion' });
  });

  test.each([
    ['the next feature', []],
    ['a feature of its architecture', ['onion']],
    ['a feature of the generator itself', ['team:onion']],
  ])('has it add %s', (_, before) => {
    const { status, stderr } = generate(project, ...before, 'category', 'name:str');
    expect([status, stderr]).toEqual([0, expect.stringContaining('category: ')]);
    const files = filesBelow(project);
    expect(files.get('docs/category.md')).toBe('# Category\n');
    expect(files.get('docs/product.md')).toBe('# Product\n');
    expect(remembered().generator).toBe('team:onion');
  });

  test('has it add the next feature under Yeoman, too', async () => {
    await helpers.run(APP).cd(project).withArguments(['category', 'name:str']);
    expect(filesBelow(project).get('docs/category.md')).toBe('# Category\n');
  });

  test('is not given features by another one, which would leave its files out', async () => {
    const before = filesBelow(project);
    const run = helpers.run(ONION).cd(project).withArguments(['category', 'name:str']);
    await expect(run).rejects.toMatchObject({
      code: 3,
      message: expect.stringMatching(/generator team:onion adds.*yo team:onion.*write nothing/s),
    });
    expect(filesBelow(project)).toEqual(before);
  });

  describe('where it is not installed', () => {
    let away: string;
    beforeEach(() => {
      away = temporaryFolder();
      cpSync(project, away, { recursive: true });
    });
    afterEach(() => rmSync(away, { recursive: true }));

    test.each([
      ['another feature', ['category', 'name:str']],
      ['another field', ['change', 'product', 'weight:int:optional']],
      ['removing one', ['remove', 'product']],
      ['newer templates', ['upgrade']],
      ['a template of ours in place of its own', ['eject', 'onion', 'main.py']],
    ])('refuses %s, and says what to do', (_, command) => {
      const before = filesBelow(away);
      const { status, stderr } = generate(away, ...command);
      expect([status, stderr]).toEqual([
        3,
        expect.stringMatching(
          /team:onion adds.*npm install --save-dev generator-team.*delete "generator".*"architecture"/s,
        ),
      ]);
      expect(filesBelow(away)).toEqual(before);
    });

    test('is found missing', () => {
      const found = JSON.parse(generate(away, 'inspect', '--json').stdout).findings;
      expect(found).toContainEqual(
        expect.objectContaining({ value: 'team:onion', certainty: 'missing' }),
      );
    });
  });

  test('tells programs of an error once, with its status', () => {
    const { status, stdout } = generate(project, 'category', 'name:strr', '--json');
    expect([status, JSON.parse(stdout)]).toEqual([
      2,
      expect.objectContaining({ code: 2, place: 'field 1', suggestion: 'str' }),
    ]);
  });

  test('is described by a spec file, which makes the same features elsewhere', () => {
    const { stdout } = generate(project, '--print-spec');
    expect(stdout).toMatch(/^architecture: team:onion\nfeatures:\n {2}product:/);
    const spec = join(company, 'features.yaml');
    writeFileSync(spec, stdout);
    const copy = join(company, 'copy');
    mkdirSync(copy);
    generateOrThrow(copy, '--spec', spec);
    expect(filesBelow(copy).get('docs/product.md')).toBe('# Product\n');
    // Its foundation has another name.
    const { written, ...rest } = remembered();
    expect(remembered(copy)).toEqual({
      ...rest,
      written: expect.objectContaining({ product: written.product }),
    });
  });

  test('has its templates to customise', () => {
    generateOrThrow(project, 'eject', 'onion', 'docs/[feature].md.ejs');
    const own = '.fastapi-feature/templates/onion/feature/docs/[feature].md.ejs';
    writeFileSync(join(project, own), '# Our <%- Feature %>\n');
    generateOrThrow(project, 'category', 'name:str');
    expect(filesBelow(project).get('docs/category.md')).toBe('# Our Category\n');
  });
});

describe('a sixth architecture', () => {
  beforeEach(() => generateOrThrow(project, 'team:hexagonal', 'product', 'name:str'));

  test('gets the next feature', () => {
    const { status, stderr } = generate(project, 'tag', 'name:str');
    expect([status, stderr]).toEqual([0, expect.stringContaining('tag: ')]);
    expect(remembered()).toMatchObject({ architecture: 'hexagonal', generator: 'team:hexagonal' });
  });

  test('is what is found in its projects', () => {
    const { findings } = JSON.parse(generate(project, 'inspect', '--json').stdout);
    expect(findings.slice(0, 2)).toEqual([
      expect.objectContaining({ value: 'hexagonal', certainty: 'certain' }),
      expect.objectContaining({ value: 'team:hexagonal', certainty: 'certain' }),
    ]);
  });

  test('has templates to customise, in its projects and by its name', () => {
    const where = '.fastapi-feature/templates/hexagonal/foundation/';
    const { stderr } = generate(project, 'eject', 'hexagonal', 'main.py', '--dry-run');
    expect(stderr).toContain(where);
    const named = generate(company, 'eject', 'team:hexagonal', 'main.py', '--dry-run');
    expect(named.stderr).toContain(where);
    expect(generate(company, 'eject', 'hexagonal', 'main.py').status).toBe(2);
  });

  test('has commands in its texts that add a feature to it', () => {
    const texts = ['AGENTS.md', 'backend/README.md'].map((path) => filesBelow(project).get(path));
    const commands = texts.flatMap((text) => [
      ...(text ?? '').matchAll(/^fastapi-feature (invoice [^#\n]*)$|`fastapi-feature ([^`]+)`/gm),
    ]);
    expect(commands).toHaveLength(2);
    for (const [, listed, inText = listed ?? ''] of commands) {
      // The product stands.
      const words = inText.replace('product', 'parcel').split(' ');
      const { status, stderr } = generate(project, ...words, '--dry-run');
      expect([inText, status, stderr]).toEqual([inText, 0, '']);
    }
  });

  test('is refused with what to do where its project remembers no generator', () => {
    const path = join(project, '.yo-rc.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/.*"generator":.*\n/, ''));
    const { status, stderr } = generate(project, 'tag', 'name:str');
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/"hexagonal", which none.*"gener/s),
    ]);
  });
});

describe('--help', () => {
  test('of a generator has its own name', () => {
    const { status, stdout } = generate(company, 'team:onion', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}fastapi-feature team:onion FEATURE.*\n {2}yo team:onion FEATURE/m);
    expect(stdout).not.toMatch(/fastapi-feature:onion|feature onion/);
  });

  test('of ours has ours', () => {
    expect(generate(company, 'onion', '--help').stdout).toMatch(/^ {2}yo fastapi-feature:onion /m);
  });
});

test('a generator that is not installed is wrong usage', () => {
  const { status, stderr } = generate(project, 'nobody:onion', 'product', 'name:str');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/npm install .*generator-nobody/)]);
});

test('a field without its feature is not taken for a generator', () => {
  const { status, stderr } = generate(project, 'name:str', 'price:int');
  expect([status, stderr]).toEqual([2, expect.not.stringContaining('npm install')]);
});

test('a class that its module does not give is not remembered', async () => {
  const { default: Onion } = await import(ONION);
  class Unnamed extends Onion {}
  class Host extends Generator {
    async configuring(): Promise<void> {
      const composed = { Generator: Unnamed, path: module('onion') };
      await this.composeWith<FeatureGenerator>(composed, {
        features: [{ name: 'tag', fields: ['name'] }],
      });
    }
  }
  await helpers.run(Host as never, { namespace: 'host:app' } as never).cd(project);
  expect(remembered()).toMatchObject({ architecture: 'onion', features: { tag: {} } });
  expect(remembered()).not.toHaveProperty('generator');
});

test('what .yo-rc.json says of a generator has to be its name', () => {
  const own = { generator: '../../evil', architecture: 'onion' };
  writeFileSync(join(project, '.yo-rc.json'), JSON.stringify({ 'generator-fastapi-feature': own }));
  const { status, stderr } = generate(project, 'tag', 'name:str');
  expect([status, stderr]).toEqual([3, expect.stringMatching(/generator has to be the name/)]);
});
