/** What a project tells coding assistants: AGENTS.md. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ARCHITECTURES, findArchitecture } from '../../generators/app/architectures.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';

const PATH = 'AGENTS.md';
const BACKENDS = join(import.meta.dirname, '..', 'projects');

let folder: string | undefined;
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

function emptyFolder(): string {
  folder = mkdtempSync(join(tmpdir(), 'agents-'));
  return folder;
}

/** Plans a feature, and returns what happens to AGENTS.md. */
function planned(architecture: Architecture, workspace: Workspace, agents?: true) {
  const features = [featureFromArguments('gadget', ['name'])];
  const { files } = planRequest(
    { architecture, features, choices: {}, ...(agents && { agents }) },
    workspace,
  );
  return files.find(({ path }) => path === PATH);
}

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  'a new project of %s',
  (_, architecture) => {
    const { after: text = '', action } =
      planned(architecture, new Workspace('/dev/null/shop')) ?? {};

    test('has it, on one screen', () => {
      expect(action).toBe('create');
      const lines = text.split('\n');
      expect(lines.length).toBeLessThanOrEqual(50);
      expect(lines.filter((line) => line.length > 120)).toEqual([]);
      expect(text).not.toMatch(/\n{3,}|undefined|\[features?\]/);
    });

    test('says first how a feature is added, then what there is, where a rule goes and how to check', () => {
      const command = 'fastapi-feature invoice number:str=40:unique total:decimal=10.2:ge=0';
      expect(text).toContain(`\n${command} --dry-run --json`);
      expect(text).toContain(`\n${command}\n`);
      const titles = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title);
      expect(titles.slice(1)).toEqual([
        'A new feature: use the generator first',
        'The layers',
        'Where a rule goes',
        'How to check',
      ]);
      expect(text).toMatch(/^\.venv\/bin\/pytest$/m);
    });

    test('names folders and files that there are', () => {
      const features = [featureFromArguments('invoice', ['name'])];
      const { files } = planRequest(
        { architecture, features, choices: {} },
        new Workspace('/dev/null/shop'),
      );
      const paths = files.map(({ path }) => path);
      const named = [...text.matchAll(/`([\w/.<>-]+\/[\w/.<>-]*)`/g)].map(([, path = '']) =>
        path.replace('<features>', 'invoices').replace('<feature>', 'invoice'),
      );
      expect(named.length).toBeGreaterThan(4);
      expect(named.filter((path) => !paths.some((each) => each.startsWith(path)))).toEqual([]);
    });

    test('is left alone by later features, and by a second run', () => {
      const root = emptyFolder();
      const workspace = new Workspace(root);
      planned(architecture, workspace);
      const features = [featureFromArguments('widget', ['name'])];
      const { files } = planRequest(
        { architecture, features, choices: {}, agents: true },
        workspace,
      );
      expect(files.filter(({ path }) => path === PATH)).toEqual([]);
    });

    test('keeps what somebody wrote, and has the section behind it', () => {
      const root = emptyFolder();
      const own = '\uFEFF# Ours\r\n\r\n*  odd   spacing';
      writeFileSync(join(root, PATH), own);
      const file = planned(architecture, new Workspace(root));
      expect(file?.action).toBe('edit');
      expect(file?.after.startsWith(`${own}\r\n\r\n## `)).toBe(true);
      expect(file?.after.replaceAll('\r\n', '')).not.toContain('\n');
      expect(file?.after).toContain('\r\n### A new feature: use the generator first\r\n');
    });
  },
);

describe('an existing backend', () => {
  function backend(): string {
    const root = emptyFolder();
    cpSync(join(BACKENDS, 'packages'), root, { recursive: true });
    return root;
  }
  const architecture = findArchitecture('package-per-feature');

  test('gets nothing unless somebody asks', () => {
    expect(planned(architecture, new Workspace(backend()))).toBeUndefined();
  });

  test('gets what is true of it where somebody asks', () => {
    const file = planned(architecture, new Workspace(backend()), true);
    expect(file?.after).toContain('`src/gadgets/');
    expect(file?.after).toMatch(/^fastapi-feature invoice .* --dry-run --json/m);
    expect(file?.after).toMatch(/pytest/);
    expect(file?.after).not.toMatch(/uvicorn|undefined/);
  });

  test('gets it once, whatever it says of itself', () => {
    const root = backend();
    writeFileSync(join(root, PATH), '# Ours\n');
    const first = planned(architecture, new Workspace(root), true);
    writeFileSync(join(root, PATH), first?.after ?? '');
    expect(planned(architecture, new Workspace(root), true)).toBeUndefined();
    expect(first?.after.match(/use the generator first/g)).toHaveLength(1);
  });
});
