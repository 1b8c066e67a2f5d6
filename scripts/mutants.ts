/**
 * Emits a project of each architecture, puts one small fault after the other into its application, and counts those
 * that the project's own tests notice.
 *
 * `npm run mutants -- [--layout NAME]... [--count N] [--seed S] [--files TEXT] [--workers N]`
 *
 * - `--layout`: only these architectures.
 * - `--count`: how many mutants are tried in each, drawn from all there are; the same seed draws the same.
 * - `--files`: only mutants of files with this text in their path.
 * - `--workers`: how many are tried at once.
 *
 * Each mutant that survives is printed: where, what kind, and the code before and after. What is no mutant by rule is
 * said in `mutants/mutator.py`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ARCHITECTURES } from '../generators/app/architectures.js';
import type { Architecture } from '../shared/plan/architecture.js';
import { planRequest } from '../shared/plan/request.js';
import { Workspace } from '../shared/project/workspace.js';
import { typedFeature } from '../test/typed-feature.js';
import { ensurePrograms, writeTexts } from './fuzz/emission.js';

const { values } = parseArgs({
  options: {
    layout: { type: 'string', multiple: true, default: [] },
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    files: { type: 'string', default: '' },
    workers: { type: 'string', default: '2' },
  },
});

/** Features that together use what most features use, each thing once: a fault is one fault, not one for each feature. */
const FEATURES: readonly (readonly string[])[] = [
  ['tag', 'name:str=40:unique'],
  [
    'product',
    'name:str=120:unique',
    'price:decimal=10.2:gt=0',
    'stock:int:ge=0:default=0',
    'code:str=20:private:optional',
    'rating:int:readonly:optional',
    'tag:ref=Tag:optional',
    'tags:refs=Tag',
    'parent:ref=Product:optional',
    '--delete=editor+admin',
  ],
];

/** What only some architectures have. */
const MORE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'domain-routes': [
    ['remark', 'body_text:text', '--parent', 'product'],
    ['payment', 'amount:decimal=10.2', '--with', 'http-client+webhook'],
  ],
};

/** A mutant that was tried. */
interface Trial {
  readonly path: string;
  readonly line: number;
  readonly operator: string;
  readonly before: string;
  readonly after: string;
  readonly survived: boolean;
}

const wanted = ARCHITECTURES.filter(
  ({ id }) => values.layout.length === 0 || values.layout.includes(id),
);
if (wanted.length === 0) {
  throw new Error(`there is no such layout: ${ARCHITECTURES.map(({ id }) => id).join(', ')}`);
}
for (const architecture of wanted) await tryMutants(architecture);

async function tryMutants(architecture: Architecture): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  try {
    const project = join(folder, 'shop');
    const features = [...FEATURES, ...(MORE[architecture.id] ?? [])].map((words) =>
      typedFeature(words, architecture),
    );
    const emitted = planRequest(
      { architecture, features, choices: {} },
      new Workspace(project),
    ).files.map(({ path, after }) => [path, after] as const);
    writeTexts(project, emitted);
    const paths = emitted.map(([path]) => path);
    const pyproject = paths.find((path) => path.endsWith('pyproject.toml')) ?? '';
    const backend = pyproject.slice(0, -'pyproject.toml'.length);
    const files = paths
      .filter((path) => path.startsWith(backend) && isApplication(path))
      .map((path) => path.slice(backend.length))
      .filter((path) => path.includes(values.files))
      .toSorted();
    report(architecture.id, await trials(join(project, backend), files));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether a file is the application's, and no test of it. */
function isApplication(path: string): boolean {
  return path.endsWith('.py') && !/(^|\/)(tests\/|conftest\.py)/.test(path);
}

/** Has Python try the mutants of some files, and prints what survives as soon as it is known. */
async function trials(root: string, files: readonly string[]): Promise<Trial[]> {
  const bin = await ensurePrograms(join(process.cwd(), 'test', 'generated', 'pyproject.toml'));
  const script = join(process.cwd(), 'scripts', 'mutants', 'trial.py');
  const python = spawn(join(bin, 'python'), ['-W', 'ignore', script, root, ...files], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { count, seed, workers } = values;
  python.stdin.end(
    JSON.stringify({ count: Number(count), seed: Number(seed), workers: Number(workers) }),
  );
  const ended = new Promise<number | null>((resolve) => python.on('close', resolve));
  const tried: Trial[] = [];
  for await (const line of createInterface({ input: python.stdout })) {
    const said = JSON.parse(line);
    if ('survived' in said) tried.push(said);
    else console.log(`${said.mutants} mutants; without one, the tests take ${said.seconds} s`);
    if (said.survived) {
      console.log(`${said.path}:${said.line}: ${said.operator}: ${said.before} -> ${said.after}`);
    }
  }
  if ((await ended) !== 0) throw new Error('the mutants could not be tried');
  return tried;
}

function report(layout: string, tried: readonly Trial[]): void {
  const killed = tried.filter(({ survived }) => !survived).length;
  const share = ((100 * killed) / Math.max(tried.length, 1)).toFixed(1);
  console.log(`${layout}: ${killed} of ${tried.length} killed, ${share} %\n`);
}
