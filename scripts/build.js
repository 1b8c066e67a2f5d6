// Builds dist/: the runner, the generators for Yeoman and for those who compose them, their types, and
// the templates. Both are bundles, so that there is little to install and little to load.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';
import {
  EXTERNAL,
  keepTogether,
  knowOwnPackage,
  LATE_PACKAGES,
  leaveOutUnused,
  loadForeignLate,
  loadLate,
  withLatePaths,
  withRequired,
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

/** The URL of a module of the runner. */
const OWN_URL = '__ownUrl';

/** Everything that is in a bundle. */
const inputs = [];

rmSync(dist, { recursive: true, force: true });
declareTypes();
compileTemplates();
for (const [name, { of }] of Object.entries(LATE_PACKAGES)) await bundleLate(name, of);
await bundle('bin', [{ in: join(root, 'bin', 'start.ts'), out: 'fastapi-feature' }], {
  minify: true,
  define: { 'import.meta.url': OWN_URL },
  plugins: [leaveOutUnused, knowOwnPackage, loadForeignLate, keepTogether, loadLate],
  finish: asCommonJs,
});
writeFileSync(join(dist, 'bin', 'package.json'), '{ "type": "commonjs" }\n');
await bundle('generators', generatorModules(), {
  // Those who build on the generators see the names in stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  // What the CommonJS modules in the bundle expect to find.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
      'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
    ].join(''),
  },
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

/** @param finish turns a module of the bundle into what is written. */
async function bundle(folder, entryPoints, { finish = (text) => text, ...options }) {
  const { metafile, outputFiles } = await build({
    ...COMMON,
    ...options,
    entryPoints,
    outbase: join(root, folder),
    outdir: join(dist, folder),
    splitting: true,
    format: 'esm',
    chunkNames: 'chunks/[name]-[hash]',
    external: EXTERNAL,
    write: false,
  });
  inputs.push(...Object.keys(metafile.inputs));
  for (const { path, text } of outputFiles) {
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true });
    const pathOf = (name) => relative(folder, lateModule(name)).replaceAll('\\', '/');
    writeFileSync(path, await finish(withLatePaths(text, pathOf)));
  }
}

/**
 * Returns a module of the runner as CommonJS, which Node loads without the loader of ES modules. Those that it imports late
 * are modules of the runner, too.
 */
async function asCommonJs(text) {
  const { code } = await transform(withRequired(text), {
    format: 'cjs',
    platform: 'node',
    target: COMMON.target,
    minify: true,
  });
  const [shebang = ''] = /^#!.*\n/.exec(code) ?? [];
  const url = `const ${OWN_URL}=require("node:url").pathToFileURL(__filename).href;`;
  // Modules of ES are strict by themselves.
  const head = `${shebang}"use strict";${code.includes(OWN_URL) ? url : ''}`;
  return head + code.slice(shebang.length);
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
