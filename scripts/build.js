// Builds dist/: the generators as plain modules for Yeoman, and the runner as a bundle, for speed.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { knowOwnPackage, LOADED_PACKAGES, leaveOutUnused, loadEjsLate } from './bundle-plugins.js';
import { compiledModule } from './compile-templates.js';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });

const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
});

for (const folder of ['generators', 'shared']) {
  const templates = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === 'templates')
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  for (const path of templates) {
    cpSync(join(root, path), join(dist, path), { recursive: true });
    // What architectures share is one folder; an architecture has one for each tree.
    const folders = folder === 'shared' ? [''] : readdirSync(join(root, path));
    for (const each of folders) {
      const module = compiledModule(join(root, path, each));
      writeFileSync(`${join(dist, path, each)}.cjs`, module);
    }
  }
}

await build({
  entryPoints: [join(root, 'bin', 'fastapi-feature.ts')],
  outdir: join(dist, 'bin'),
  bundle: true,
  splitting: true,
  minify: true,
  legalComments: 'none',
  plugins: [leaveOutUnused, knowOwnPackage, loadEjsLate],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  external: LOADED_PACKAGES,
  // What the CommonJS modules in the bundle expect to find.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
      'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
    ].join(''),
  },
});
chmodSync(join(dist, 'bin', 'fastapi-feature.js'), 0o755);

const { ARCHITECTURES } = await import('../dist/generators/app/architectures.js');
const { specJsonSchema } = await import('../dist/shared/feature/schema.js');
const names = ARCHITECTURES.flatMap(({ generator, id }) => [generator, id]);
const schema = specJsonSchema([...new Set(names)]);
writeFileSync(join(dist, 'spec.schema.json'), `${JSON.stringify(schema, undefined, 2)}\n`);
