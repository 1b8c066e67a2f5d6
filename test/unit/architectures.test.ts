/** The tables of an architecture and its trees of templates agree. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { findSubGenerator, SUB_GENERATORS } from '../../generators/app/sub-generators.js';
import { withTemplates } from '../../generators/composing.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { belongsTo } from '../../shared/plan/capabilities.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { filesBelow, listTemplates, targetPath } from '../../shared/plan/templates.js';
import { Workspace } from '../../shared/project/workspace.js';

const ROOT = join(import.meta.dirname, '..', '..');

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_id, architecture) => {
    test('has a line for every feature template, and a template for every line', () => {
      const lines = architecture.files.map(({ template }) => template);
      expect([...lines].sort()).toEqual(listTemplates(architecture.templates, 'feature'));
    });

    test('has an integration for every template of integrations', () => {
      const lines = (architecture.integrations ?? []).flatMap(({ addition }) =>
        (addition?.files ?? []).map(({ template }) => template),
      );
      expect([...new Set(lines)].sort()).toEqual(listTemplates(architecture.templates, 'with'));
    });

    test('has one capability for every foundation template', () => {
      for (const template of listTemplates(architecture.templates, 'foundation')) {
        const owners = architecture.capabilities.filter((capability) =>
          belongsTo(capability, template),
        );
        expect([template, owners.map((owner) => owner.id)]).toEqual([
          template,
          [expect.any(String)],
        ]);
      }
    });

    test('recognises each capability by a file that provides it', () => {
      for (const { evidence, files } of architecture.capabilities) {
        const provided = listTemplates(architecture.templates, 'foundation')
          .filter((template) =>
            files.some((file) => template === file || template.startsWith(`${file}/`)),
          )
          .map((template) => targetPath(template));
        expect(provided).toContain(evidence.path);
      }
    });

    test('says why each file exists, in a sentence', () => {
      const reasons = [
        ...architecture.files,
        ...architecture.registrations,
        ...architecture.capabilities,
        ...(architecture.integrations ?? []),
        ...(architecture.integrations ?? []).flatMap(({ addition }) => [
          ...(addition?.files ?? []),
          ...(addition?.registrations ?? []),
        ]),
      ];
      for (const { why } of reasons) expect(why).toMatch(/^[A-Z].{20,}\.$/);
    });

    test('keeps customised templates, wherever models are', () => {
      const changed = withTemplates(architecture, '/own');
      const project = new Workspace('/dev/null/no-project');
      for (const path of ['README.md', 'database/models/__init__.py']) {
        project.edit(path, '', { layer: '', why: '' });
        expect(layOut(changed, project).architecture.templates[0]).toBe('/own');
      }
    });

    test('gives a project a name that none of its packages has', () => {
      for (const name of ['redis', 'alembic', 'structlog', 'fastapi', 'pre-commit']) {
        const workspace = new Workspace(`/dev/null/${name}`);
        const features = [featureFromArguments('product', ['name'])];
        const { files } = planRequest({ architecture, features, choices: {} }, workspace);
        const pyproject = files.find(({ path }) => path.endsWith('pyproject.toml'));
        expect(pyproject?.after).toContain(`\nname = "${name}-backend"\n`);
        expect(pyproject?.after).not.toMatch(/^ +"[\w-]+-backend\b/m);
      }
    });

    test('is emitted and run by a test of its name', () => {
      const folder = join(import.meta.dirname, '..', 'generated');
      expect(existsSync(join(folder, `${architecture.id}.test.ts`))).toBe(true);
    });

    test('is loaded by the name of its sub-generator', async () => {
      expect(await findSubGenerator(architecture.generator)?.load()).toContain(architecture);
    });
  },
);

test('those that sub-generators load are all there are, in the same order', async () => {
  const loaded = await Promise.all(SUB_GENERATORS.map((each) => each.load()));
  expect(loaded.flat()).toEqual(ARCHITECTURES);
  expect(loaded.map(([{ generator }]) => generator)).toEqual(
    SUB_GENERATORS.map((each) => each.name),
  );
});

test('no template puts an article of its own before a name: `aLabel` knows which it is', () => {
  const templates = ['generators', 'shared/templates']
    .map((name) => join(ROOT, name))
    .flatMap((folder) => filesBelow(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.ejs'));
  const wrong = templates.filter((file) => /\b[Aa]n? <%-/.test(readFileSync(file, 'utf8')));
  expect(templates.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
