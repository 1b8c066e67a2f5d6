/** Features through the built runner, as users run it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Architecture } from '../../shared/plan/architecture.js';
import { KeptProcess } from '../../test/kept-process.js';
import type { Attempt } from './attempts.js';
import { wordsOf } from './attempts.js';
import type { Batch } from './watched.js';

/** A run that did not end as planning said it would. */
export interface RunFault {
  readonly attempt?: Attempt;
  readonly error: string;
}

const STATUS = { planned: 0, usage: 2, refusal: 3, fault: 1 } as const;

/**
 * Runs features one after the other in an empty folder, and compares how they end, and the files,
 * with what was planned.
 */
export async function runThrough(
  folder: string,
  architecture: Architecture,
  { attempts, texts }: Batch,
): Promise<RunFault[]> {
  mkdirSync(folder, { recursive: true });
  const runner = new KeptProcess(join(process.cwd(), 'dist', 'bin', 'fastapi-feature.js'));
  const faults: RunFault[] = [];
  const run = async (words: readonly string[]) => runner.run(folder, ...words);
  await run(wordsOf(architecture, { name: 'category', tokens: ['name:str'], options: {} }));
  for (const attempt of attempts) {
    const { status, stderr } = await run(wordsOf(architecture, attempt.typed));
    if (status === STATUS[attempt.end]) continue;
    faults.push({ attempt, error: `exits with ${status}, not ${STATUS[attempt.end]}: ${stderr}` });
  }
  runner.end();
  const differing = texts.filter(
    ([path, text]) =>
      !existsSync(join(folder, path)) || readFileSync(join(folder, path), 'utf8') !== text,
  );
  if (differing.length > 0) {
    const paths = differing.map(([path]) => path).join(', ');
    faults.push({ error: `the files differ from what was planned: ${paths}` });
  }
  return faults;
}
