// Builds dist/: the runner, the generators for Yeoman and for those who compose them, their types, and
// the templates. Both are bundles, so that there is little to install and little to load.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import {
  keepTogether,
  knowOwnPackage,
  LATE_PACKAGES,
  LOADED_PACKAGES,
  leaveOutUnused,
  loadLate,
  withLatePaths,
} from './bundle-plugins.js';
import { compiledTemplates } from './compile-templates.js';
import { licencesOf } from './licences.js';
import { loadScript } from './typescript.js';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const generators = join(root, 'generators');

const COMMON = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  legalComments: 'none',
  platform: 'node',
  target: 'node20',
};

/** Everything that is in a bundle. */
const inputs = [];

rmSync(dist, { recursive: true, force: true });
declareTypes();
compileTemplates();
for (const [name, { of }] of Object.entries(LATE_PACKAGES)) await bundleLate(name, of);
await bundle('bin', [{ in: join(root, 'bin', 'start.ts'), out: 'fastapi-feature' }], {
  minify: true,
  plugins: [leaveOutUnused, knowOwnPackage, keepTogether, loadLate],
});
await bundle('generators', generatorModules(), {
  // Those who build on the generators see the names in stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [knowOwnPackage, loadLate],
});
chmodSync(join(dist, 'bin', 'fastapi-feature.js'), 0o755);
writeFileSync(join(dist, 'LICENCES.txt'), licencesOf(inputs, root));
cpSync(join(generators, 'completion', 'shells'), join(dist, 'generators', 'completion', 'shells'), {
  recursive: true,
});
cpSync(join(root, 'skills'), join(dist, 'skills'), { recursive: true });
await writeSchemas();
await writeVocabulary();

function declareTypes() {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
}

/** Copies the templates, which `eject` copies into projects, and compiles them for runs. */
function compileTemplates() {
  for (const folder of ['generators', 'shared']) {
    const templates = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name === 'templates')
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
    for (const path of templates) {
      cpSync(join(root, path), join(dist, path), { recursive: true });
      // What architectures share is one folder; an architecture has one for each tree.
      const trees = folder === 'shared' ? [''] : readdirSync(join(root, path));
      for (const tree of trees) {
        const folder = join(path, tree);
        writeFileSync(`${join(dist, folder)}.compiled`, compiledTemplates(join(root, folder)));
      }
    }
  }
}

/** What people import and what Yeoman finds. */
function generatorModules() {
  const folders = readdirSync(generators, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return [
    join(generators, 'composing.ts'),
    ...folders.map(({ name }) => join(generators, name, 'index.ts')),
  ];
}

async function bundle(folder, entryPoints, options) {
  const { metafile, outputFiles } = await build({
    ...COMMON,
    ...options,
    entryPoints,
    outbase: join(root, folder),
    outdir: join(dist, folder),
    splitting: true,
    format: 'esm',
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
    write: false,
  });
  inputs.push(...Object.keys(metafile.inputs));
  for (const { path, text } of outputFiles) {
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true });
    const pathOf = (name) => relative(folder, lateModule(name)).replaceAll('\\', '/');
    writeFileSync(path, withLatePaths(text, pathOf));
  }
}

function lateModule(name) {
  return join(dist, 'late', `${name}.cjs`);
}

async function bundleLate(name, importer = '') {
  const resolveDir = join(root, 'node_modules', importer);
  const { metafile } = await build({
    ...COMMON,
    stdin: { contents: `module.exports = require('${name}');`, resolveDir },
    outfile: lateModule(name),
    minify: true,
    format: 'cjs',
  });
  inputs.push(...Object.keys(metafile.inputs));
}

/** Writes the JSON Schemas of spec files and of what `--json` prints, which are made of the same tables as the rest. */
async function writeSchemas() {
  const { SPEC_SCHEMA } = await loadScript('spec-schema');
  writeFileSync(join(dist, 'spec.schema.json'), SPEC_SCHEMA);
  const { RUN_SCHEMA } = await loadScript('run-schema');
  writeFileSync(join(dist, 'run.schema.json'), RUN_SCHEMA);
}

/** Writes what completion offers, so that an answer does not have to load the tables. */
async function writeVocabulary() {
  const { VOCABULARY_TEXT } = await loadScript('vocabulary');
  writeFileSync(join(dist, 'completion.json'), VOCABULARY_TEXT);
}
