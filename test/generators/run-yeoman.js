// Runs one of the built generators in Yeoman's environment, in the current folder, with nobody to answer.
import { join } from 'node:path';
import { createEnv } from 'yeoman-environment';

const [, , name, ...args] = process.argv;
const env = createEnv({ cwd: process.cwd() });
const path = join(import.meta.dirname, '..', '..', 'dist', 'generators', name, 'index.js');
env.register(path, { namespace: `fastapi-feature:${name}` });
env.run([`fastapi-feature:${name}`, ...args], { yes: true }).catch((error) => {
  console.error(error.message);
  process.exitCode = error.code ?? 1;
});
