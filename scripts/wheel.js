// Builds the wheel for people who have Python and no npm: `npm run wheel`. Prints its path.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { LOADED_PACKAGES } from './bundle-plugins.js';
import { ensureVirtualEnvironment, findPython } from './python.js';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const SOURCE = join(ROOT, 'python');
const STAGE = join(ROOT, '.cache', 'wheel');
const OUTPUT = join(SOURCE, 'dist');

/** What of a package is read when it runs, and its licence. */
const RUNS = /\.([cm]?js|json|wasm)$|^licen[cs]e/i;

/**
 * The folders of packages and of all they depend on, as Node finds them.
 *
 * @param {readonly string[]} names the packages
 * @param {string} from the folder of what loads them
 * @param {Set<string>} found the folders that are known already
 * @returns {Set<string>}
 */
function packageFolders(names, from, found = new Set()) {
  for (const name of names) {
    const folder = findPackage(name, from);
    if (found.has(folder)) continue;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    packageFolders(Object.keys(dependencies), folder, found);
  }
  return found;
}

function findPackage(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(folder)) return folder;
  if (from === ROOT) throw new Error(`the package ${name} is not installed: run npm install`);
  return findPackage(name, dirname(from));
}

/** Lays the Python project out as it is built: its sources, and in its package what npm would install. */
function stage() {
  rmSync(STAGE, { recursive: true, force: true });
  for (const name of ['pyproject.toml', 'README.md']) cpSync(join(SOURCE, name), join(STAGE, name));
  cpSync(join(ROOT, 'LICENSE'), join(STAGE, 'LICENSE'));
  const { repository, ...described } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const page = repository.url.replace(/^git\+|\.git$/g, '');
  write(join(STAGE, 'package.json'), { ...described, repository: page });
  const sources = join('src', 'generator_fastapi_feature');
  cpSync(join(SOURCE, sources), join(STAGE, sources), {
    recursive: true,
    filter: (path) => basename(path) !== '__pycache__',
  });
  const runner = join(STAGE, sources, 'runner');
  cpSync(DIST, join(runner, 'dist'), { recursive: true, filter: isForRunner });
  const { name, version, license, type } = described;
  write(join(runner, 'package.json'), { name, version, license, type });
  for (const folder of packageFolders(LOADED_PACKAGES, ROOT)) {
    copyPackage(folder, join(runner, relative(ROOT, folder)));
  }
}

/** Whether a file of the build is the runner's, and neither for Yeoman nor for compilers. */
function isForRunner(path) {
  const isForYeoman = path.startsWith(join(DIST, 'generators')) && path.endsWith('.js');
  return !isForYeoman && !path.endsWith('.d.ts');
}

function write(path, value) {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

function copyPackage(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyPackage(source, target);
    else if (RUNS.test(entry.name)) cpSync(source, target);
  }
}

const python = findPython();
if (python === undefined) throw new Error('Python 3.11 or newer, with its venv module, is needed.');
const bin = ensureVirtualEnvironment(python, join(SOURCE, 'pyproject.toml'), console.error);
stage();
rmSync(OUTPUT, { recursive: true, force: true });
const build = ['-m', 'build', '--wheel', '--no-isolation', '--outdir', OUTPUT, STAGE];
execFileSync(join(bin, 'python'), build, { stdio: ['ignore', 'ignore', 'inherit'] });
for (const name of readdirSync(OUTPUT)) console.log(join(OUTPUT, name));
