// The compiler writes generators to dist/ and leaves their templates where they are.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';

for (const name of readdirSync('src/generators')) {
  const templates = `dist/generators/${name}/templates`;
  rmSync(templates, { recursive: true, force: true });
  const own = `src/generators/${name}/templates`;
  if (existsSync(own)) cpSync(own, templates, { recursive: true });
}
