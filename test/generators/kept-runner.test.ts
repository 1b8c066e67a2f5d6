/** Most tests run the runner in a process that is kept: it has to end as one in a process of its own does. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesBelow, generate, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run } = keepRunner();

test.each<[string, string[]]>([
  ['help', ['onion', '--help']],
  ['wrong usage', ['onion', 'class', 'name:str']],
  ['an unknown option', ['onion', 'product', '--dryrun']],
  ['a refusal', ['onion', 'product', 'supplier:ref=Supplier']],
  ['a plan', ['onion', 'product', 'name:str', '--dry-run', '--json']],
  ['a feature', ['onion', 'product', 'name:str']],
])('%s', async (_, args) => {
  // Projects of one name: it is in what is emitted.
  const [own, kept] = [join(temporaryFolder(), 'shop'), join(temporaryFolder(), 'shop')];
  for (const folder of [own, kept]) mkdirSync(folder);
  const outcome = generate(own, ...args);
  expect(await run(kept, ...args)).toEqual(outcome);
  expect(filesBelow(kept)).toEqual(filesBelow(own));
  for (const folder of [own, kept]) rmSync(join(folder, '..'), { recursive: true });
});
