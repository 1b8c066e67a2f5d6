/**
 * What an editor offers in a spec file, according to the language server that editors use for YAML.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import rpc from 'vscode-jsonrpc/node';
import { generate, temporaryFolder } from '../generated/python-project.js';

const SERVER = join(
  dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
  'bin',
  'yaml-language-server',
);

/** Marks the cursor in a text. */
const CURSOR = '|';

interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

describe('an editor', () => {
  const folder = temporaryFolder();
  let server: ChildProcess;
  let connection: ReturnType<typeof rpc.createMessageConnection>;

  beforeAll(async () => {
    writeFileSync(join(folder, 'features.schema.json'), generate(folder, '--print-schema').stdout);
    server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    connection = rpc.createMessageConnection(
      new rpc.StreamMessageReader(server.stdout as NodeJS.ReadableStream),
      new rpc.StreamMessageWriter(server.stdin as NodeJS.WritableStream),
    );
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
    const textDocument = { completion: { completionItem: { snippetSupport: false } } };
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: { textDocument, workspace: { configuration: true } },
    });
    await connection.sendNotification('initialized', {});
  }, 30_000);
  afterAll(() => {
    connection.dispose();
    server.kill();
    rmSync(folder, { recursive: true });
  });

  /** Returns what is offered at the cursor, and what the editor complains about. */
  async function offeredIn(name: string, text: string): Promise<readonly Completion[]> {
    const whole = `# yaml-language-server: $schema=features.schema.json\n${text}`;
    const before = whole.slice(0, whole.indexOf(CURSOR)).split('\n');
    const uri = pathToFileURL(join(folder, `${name}.yaml`)).href;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: whole.replace(CURSOR, '') },
    });
    const answer: { readonly items: readonly Completion[] } = await connection.sendRequest(
      'textDocument/completion',
      {
        textDocument: { uri },
        position: { line: before.length - 1, character: before.at(-1)?.length },
      },
    );
    return answer.items;
  }

  const labels = (items: readonly Completion[]) => items.map(({ label }) => label);

  test('offers the keys of a feature, each explained', async () => {
    const offered = await offeredIn(
      'keys',
      'features:\n  product:\n    fields: [name:str]\n    |\n',
    );
    expect(labels(offered)).toEqual(
      expect.arrayContaining(['plural', 'access', 'endpoints', 'parent', 'with', 'tests', 'docs']),
    );
    const docs = offered.find(({ label }) => label === 'docs')?.documentation;
    expect(typeof docs === 'string' ? docs : docs?.value).toMatch(/page/);
  });

  test('offers the types of a field, and its settings', async () => {
    const field = 'features:\n  product:\n    fields:\n      price:\n        type: |\n';
    expect(labels(await offeredIn('types', field))).toEqual(
      expect.arrayContaining(['str', 'decimal', 'datetime', 'enum', 'refs']),
    );
    const settings =
      'features:\n  product:\n    fields:\n      price:\n        type: decimal\n        |\n';
    expect(labels(await offeredIn('settings', settings))).toEqual(
      expect.arrayContaining(['precision', 'scale', 'gt', 'optional', 'unique']),
    );
  });

  test('offers the architectures and the endpoints', async () => {
    const architectures = 'architecture: |\nfeatures: {}\n';
    expect(labels(await offeredIn('architectures', architectures))).toEqual(
      expect.arrayContaining(['onion', 'layered', 'package-per-feature', 'domain-routes']),
    );
    const endpoints = 'features:\n  product:\n    fields: [name]\n    endpoints:\n      - |\n';
    expect(labels(await offeredIn('endpoints', endpoints))).toEqual(
      expect.arrayContaining(['list', 'get', 'create', 'update', 'delete']),
    );
  });
});
