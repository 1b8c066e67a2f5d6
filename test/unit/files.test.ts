/** Files that belong to rows: what says so, what is written for it, and where it is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { planChange } from '../../shared/evolve/change.js';
import { writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const KEEPING = ARCHITECTURES.filter(({ capabilities }) =>
  capabilities.some(({ id }) => id === 'files'),
);

const empty = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));

const article = (architecture: Architecture, ...fields: readonly string[]) =>
  featureFromArguments('article', ['title', ...fields], {}, architecture);

const add = (architecture: Architecture, project: Workspace, ...fields: readonly string[]) =>
  planFeature(layOut(architecture, project), article(architecture, ...fields));

describe.each(KEEPING.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    const filesOf = (...fields: readonly string[]) =>
      new Map(
        add(architecture, empty(), ...fields).files.map(({ path, after }) => [path, after ?? '']),
      );
    const textOf = (...fields: readonly string[]) => [...filesOf(...fields).values()].join('\n');

    test('takes what the field says, and no more', () => {
      const text = textOf('cover:file=image/png:max=5mb', 'manual:file');
      expect(text).toContain('COVER_TYPES = ("image/png",)');
      expect(text).toContain('COVER_BYTES = 5_000_000');
      expect(text).toContain('MANUAL_BYTES = 10_000_000');
      expect(text).toMatch(/@router\.put\(\n {4}"\/{(?:article_)?id}\/cover"/);
    });

    test('says what it is in answers, and takes it in no other request', () => {
      // What an entity has is no request.
      const said = [...filesOf('cover:file')].filter(([path]) => !path.includes('/entities/'));
      const text = said.map(([, after]) => after).join('\n');
      expect(text.match(/^ {4}cover: FileInfo \| None$/gm)).toHaveLength(1);
      expect(text).not.toMatch(/^ {4}cover: (?:Omittable|StoredFile)/m);
    });

    test('names settings and packages only where something has files', () => {
      const [without, withFiles] = [textOf(), textOf('cover:file')];
      for (const word of ['FILES_DIR', 'S3_BUCKET', 'puremagic', 's3 = ["boto3', '/files/']) {
        expect(without).not.toContain(word);
        expect(withFiles).toContain(word);
      }
    });

    test('comes to a feature that stands', () => {
      const workspace = empty();
      add(architecture, workspace);
      const change = planChange({
        workspace,
        layOut: (each) => layOut(architecture, each),
        spec: article(architecture),
        next: article(architecture, 'cover:file'),
        others: [],
        renamed: new Map(),
        architecture: architecture.id,
        choices: {},
      });
      expect(change?.conflicts).toEqual([]);
      const changed = change?.files
        .filter(({ action }) => action !== 'unchanged')
        .map(({ path }) => path);
      expect(changed).toContainEqual(expect.stringMatching(/models(?:\/article)?\.py$/));
      // The tables of package-per-feature are created at start-up, unless it has Alembic.
      const migrates = changed?.some((path) => path.includes('alembic/versions/'));
      expect(migrates).toBe(architecture.generator !== 'package-per-feature');
    });
  },
);

describe('a file', () => {
  test.each([
    ['cover:file', 'file'],
    ['cover:file=image/png+image/jpeg:max=500KB', 'file=image/png+image/jpeg:max=500000'],
    ['cover:file:max=20:column=picture', 'file:max=20:column=picture'],
  ])('is written again: %s', (token, written) => {
    const spec = article(direct, token);
    expect(spec.fields[1]).toMatchObject({ optional: true, readonly: true });
    expect(writeFeature(spec).fields).toMatchObject({ cover: written });
    expect(parseFeature({ name: 'article', ...writeFeature(spec) }, direct)).toEqual(spec);
  });

  test('is said in object form, too', () => {
    const fields = { title: 'str', cover: { type: 'file', accepts: ['image/png'], max: '5mb' } };
    const said = parseFeature({ name: 'article', fields }, direct);
    expect(said).toEqual(article(direct, 'cover:file=image/png:max=5mb'));
  });

  test.each([
    ['cover:file=png', 'Did you mean "image/png"? Allowed, joined by +: image/png, image/jpeg,'],
    ['cover:file=image/png+text/html', '"text/html" is no media type that is told by the content'],
    ['cover:file=image/png+image/png', 'the media type image/png is given twice.'],
    ['cover:file:max=5tb', 'a whole number from 1 to 1000000000, or one of kb or mb: 500kb.'],
    ['cover:file:max=2000mb', '"2000mb" is not a valid number of bytes.'],
    ['cover:file:optional', 'It always is: a row has none until somebody uploads it.'],
    ['cover:file:private', 'Whoever reads a row may download it. Leave it out instead.'],
    ['cover:file:unique', 'Files are not looked up by their content.'],
    ['cover:file:index', 'Files are not looked up by their content.'],
  ])('%s is refused', (token, message) => {
    expect(refusal(() => article(direct, token))).toContain(message);
  });

  test('identifies no row, and nothing is searched or sorted by it', () => {
    for (const option of ['key', 'search', 'index', 'unique', 'by'] as const) {
      const said = option === 'index' || option === 'unique' ? 'cover+title' : 'cover';
      const words = ['title', 'cover:file'];
      expect(
        refusal(() => featureFromArguments('article', words, { [option]: said }, direct)),
      ).toContain('cover');
    }
  });

  test('is in no part and no user', () => {
    const fields = { title: 'str', lines: 'parts=line' };
    const parts = { line: { scan: 'file' } };
    expect(refusal(() => parseFeature({ name: 'order', fields, parts }, direct))).toContain(
      'a part has no URL that a file could be uploaded to',
    );
  });

  test('is refused where the database deletes rows by itself', () => {
    const spec = () =>
      add(direct, empty(), 'cover:file', 'of:ref=Article:optional:on-delete=cascade');
    expect(refusal(spec)).toContain('Leave on-delete=cascade out of "of".');
  });

  test('is refused where nothing keeps it, with what to do', () => {
    const keepless = {
      ...onion,
      capabilities: onion.capabilities.filter(({ id }) => id !== 'files'),
    };
    expect(refusal(() => add(keepless, empty(), 'cover:file'))).toContain(
      'nothing of onion keeps files. Use cover:bytes for what is small, cover:url',
    );
    const backend = new Workspace(join(PROJECTS, 'layers-async'));
    expect(() => add(direct, backend, 'cover:file')).toThrow(RefusalError);
  });
});
