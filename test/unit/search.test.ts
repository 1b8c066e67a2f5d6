/** Lists that are searched by words: what says so, what is written for it, and where it is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { alterations } from '../../shared/evolve/alterations.js';
import { readTables } from '../../shared/evolve/tables.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { OWN_NAMES } from '../../shared/project/constraint-names.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const FIELDS = ['title:str=80', 'body:text:optional', 'price:int', 'secret:text:private'];

function add(
  architecture: Architecture,
  project: Workspace,
  name: string,
  options: FeatureOptions = {},
  fields: readonly string[] = FIELDS,
) {
  const spec = featureFromArguments(name, fields, options, architecture);
  const { files } = planFeature(layOut(architecture, project), spec);
  return files.filter(({ action }) => action !== 'unchanged');
}

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    const empty = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
    const ofSearch = (files: readonly { readonly path: string; readonly after: string }[]) =>
      files
        .filter(({ after }) => /TextSearch|include_name|\bfts_/.test(after))
        .map(({ path }) => path);

    test('knows nothing of words until a list is searched by them', () => {
      const project = empty();
      expect(ofSearch(add(architecture, project, 'tag'))).toEqual([]);
      const first = add(architecture, project, 'article', { search: 'title+body' });
      const text = first.map(({ after }) => after).join('\n');
      expect(text).toContain('q = TextSearch("title", "body")');
      expect(text).toContain('q: Omittable[Words] = None');
      expect(ofSearch(first)).toContainEqual(expect.stringMatching(/\btext_search\.py$/));
      const environment = first.find(({ path }) => path.endsWith('alembic/env.py'));
      if (architecture.id !== 'package-per-feature') {
        expect(environment?.after).toMatch(/^ +"include_name": include_name,$/m);
        expect(text).toMatch(/CREATE VIRTUAL TABLE fts_articles\n/);
        expect(text).toMatch(/CREATE INDEX fts_articles ON articles USING gin/);
      }
      const further = ofSearch(add(architecture, project, 'story', { search: 'title' }));
      expect(further).not.toContainEqual(expect.stringMatching(/\b(text_search|env|words)\.py$/));
      expect(further.length).toBeGreaterThan(0);
    });

    test('keeps a field that is called like the parameter apart from it', () => {
      const fields = ['title:str', 'q:int:index'];
      const files = add(architecture, empty(), 'article', { search: 'title' }, fields);
      const text = files.map(({ after }) => after).join('\n');
      expect(text).toMatch(/ q_: Omittable\[Int32\] = Field\(default=None, alias="q_eq"\)/);
      const usual = add(architecture, empty(), 'article', {}, fields);
      expect(usual.map(({ after }) => after).join('\n')).not.toMatch(/q_eq|q_:/);
    });

    test('puts tables and columns in quotes that would be something else without', () => {
      const options = { search: 'order', table: 'Order Details', plural: 'details' };
      const files = add(architecture, empty(), 'detail', options, ['order:str']);
      const migration = files.find(({ path }) => /create_details\.py$/.test(path))?.after;
      if (architecture.id === 'package-per-feature') return;
      expect(migration).toContain('CREATE VIRTUAL TABLE "fts_Order Details"');
      expect(migration).toContain(`coalesce(new."order", '')`);
    });
  },
);

describe('what cannot be searched', () => {
  const said = (search: string, options: FeatureOptions = {}) =>
    refusal(() => featureFromArguments('article', FIELDS, { search, ...options }));

  test('is refused, with what can', () => {
    expect(said('titel')).toMatch(
      /^--search titel: there is no such field\. Did you mean "title"\?/,
    );
    expect(said('price')).toMatch(/^--search price: .*of type int.*the types are str, text/);
    expect(said('secret')).toMatch(/^--search secret: secret is private/);
    expect(said('title+title')).toMatch(/^--search title: it is said twice/);
    expect(said('')).toMatch(/^--search : there is no such field/);
  });

  test('is a list that nobody gets', () => {
    const options = { search: 'title', endpoints: 'get+create' };
    const adding = () =>
      add(direct, new Workspace(join(PROJECTS, 'none', 'shop')), 'article', options);
    expect(adding).toThrow(/^--search title: .*Add list to --endpoints/);
  });

  test('is a list whose index no migration creates', () => {
    const options = { search: 'title', migration: false };
    const project = new Workspace(join(PROJECTS, 'none', 'shop'));
    expect(() => add(direct, project, 'article', options)).toThrow(
      /^--search title: .*Leave out --no-migration/,
    );
  });

  test('is a list of an existing backend', () => {
    const project = new Workspace(join(PROJECTS, 'layers-async'));
    const adding = () => add(direct, project, 'parcel', { search: 'title' });
    expect(adding).toThrow(RefusalError);
    expect(adding).toThrow(/^--search title: .*Leave the option out/);
  });
});

describe('when a feature changes', () => {
  const tables = (fields: readonly string[], options: FeatureOptions) => {
    const files = add(
      direct,
      new Workspace(join(PROJECTS, 'none', 'shop')),
      'article',
      options,
      fields,
    );
    return readTables(files.find(({ path }) => path.endsWith('_create_articles.py'))?.after ?? '');
  };
  const FEW = ['title:str=80', 'price:int'];
  const searched = tables(FEW, { search: 'title' });
  const between = (from: ReturnType<typeof tables>, to: ReturnType<typeof tables>) =>
    alterations(from, to, {
      renamed: new Map(),
      initial: () => undefined,
      names: OWN_NAMES,
    }).map((lines) => lines.join('\n'));

  test('the index of words comes and goes with what says so', () => {
    const added = between(tables(FEW, {}), searched);
    expect(added).toEqual([
      expect.stringMatching(/^if .*postgresql[\s\S]*USING gin[\s\S]*\nelse:/),
    ]);
    expect(added[0]).toMatch(/INSERT INTO fts_articles \(id, words\)\n\s*SELECT id,/);
    const dropped = between(searched, tables(FEW, {}));
    expect(dropped).toEqual([
      expect.stringMatching(/drop_index\("fts_articles"[\s\S]*DROP TRIGGER/),
    ]);
    expect(between(searched, searched)).toEqual([]);
  });

  test('it is made anew of other fields, around what becomes of these', () => {
    const other = tables(['name:str=80', 'price:int'], { search: 'name' });
    const [first, ...rest] = between(searched, other);
    expect(first).toMatch(/drop_index\("fts_articles"/);
    expect(rest.at(-1)).toMatch(/coalesce\(name, ''\)/);
    expect(rest.length).toBeGreaterThan(1);
  });

  test('its triggers come again where SQLite copies the table, and nothing else', () => {
    const other = tables(['title:str=80', 'price:int:ge=0'], { search: 'title' });
    const [batch, triggers, ...rest] = between(searched, other);
    expect(batch).toMatch(/^with op\.batch_alter_table\("articles"/);
    expect(triggers?.match(/CREATE TRIGGER IF NOT EXISTS fts_articles_\w+/g)).toHaveLength(3);
    expect(triggers).toMatch(/^if .*"sqlite":\n/);
    expect(triggers).not.toMatch(/VIRTUAL TABLE|CREATE INDEX/);
    expect(rest).toEqual([]);
  });
});
