// What the bundle of the runner does differently from the packages in it. Nearly all of its time is
// loading.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The packages that are not in the bundle: the runner loads them from `node_modules` once it needs them. WebAssembly is
 * read from the folder of its package.
 */
export const LOADED_PACKAGES = [
  '@astral-sh/ruff-wasm-nodejs',
  'ejs',
  'fast-check',
  'toml-eslint-parser',
];

/** How Yeoman's packages read their own package.json. */
const OWN_PACKAGE = [
  "JSON.parse(readFileSync(pathJoin(_dirname, '../package.json'), 'utf8'))",
  "JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json')).toString())",
  "require('../package.json')",
];

/**
 * Yeoman's packages read their own package.json. The bundle has it in itself, so that it runs where they are not
 * installed.
 */
export const knowOwnPackage = {
  name: 'know-own-package',
  setup(build) {
    build.onLoad(
      { filter: /node_modules[\\/]yeoman-(generator|environment)[\\/]dist[\\/].*\.js$/ },
      ({ path }) => {
        const [root] = /^.*node_modules[\\/]yeoman-[a-z]+/.exec(path);
        const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
        const own = `(${JSON.stringify({ name, version })})`;
        const source = readFileSync(path, 'utf8');
        const contents = OWN_PACKAGE.reduce((text, read) => text.replaceAll(read, own), source)
          // Only there to give generators the whole library as `this._`, which ours do not use.
          .replace("import * as _ from 'lodash-es';", 'const _ = {};');
        return { contents, loader: 'js' };
      },
    );
  },
};

const absent = (names) =>
  names
    .map(
      (name) =>
        `export const ${name} = () => { throw new Error('${name} is not part of the runner'); };`,
    )
    .join('\n');

/**
 * What Yeoman loads for things that the runner never does: installing and looking up other
 * generators, running package managers and git, its own command line, spinners. Prompts are loaded
 * once a question is asked.
 */
const REPLACEMENTS = {
  'fly-import': `export class FlyRepository {}\n${absent(['flyImport'])}`,
  'simple-git': `export const CheckRepoActions = {}, CleanOptions = {};\n${absent(['simpleGit'])}`,
  'latest-version':
    'export default () => { throw new Error("latest-version is not part of the runner"); };',
  execa: absent(['execa', 'execaSync', 'execaCommand', 'execaCommandSync']),
  globby: absent(['globbySync']),
  commander: 'export class Command {}\nexport class Option {}',
  ora: 'export default () => ({ isSpinning: false, start() {}, stop() {}, succeed() {}, fail() {} });',
};

/** Leaves out of the bundle what Yeoman's packages import and the runner does not need. */
export const leaveOutUnused = {
  name: 'leave-out-unused',
  setup(build) {
    const names = Object.keys(REPLACEMENTS).join('|');
    build.onResolve({ filter: new RegExp(`^(${names})$`) }, ({ path, importer }) =>
      /node_modules[\\/](yeoman-|@yeoman[\\/])/.test(importer)
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: REPLACEMENTS[path],
      loader: 'js',
    }));
    // The runner adds Python, so npm never has anything to install or to say.
    build.onLoad(
      { filter: /node_modules[\\/]yeoman-environment[\\/]dist[\\/]package-manager\.js$/ },
      () => ({
        contents: 'export const packageManagerInstallTask = async () => false;',
        loader: 'js',
      }),
    );
    build.onLoad(
      { filter: /node_modules[\\/]@yeoman[\\/]adapter[\\/]dist[\\/]inquirer\.js$/ },
      () => ({
        contents: `
        export const createAdapterPromptModule = (options) => async (questions, answers) => {
          const { createPromptModule } = await import('inquirer');
          return createPromptModule(options)(questions, answers);
        };`,
        resolveDir: import.meta.dirname,
        loader: 'js',
      }),
    );
  },
};

/** Loads EJS when a template is rendered with it: our own templates are compiled already. */
export const loadEjsLate = {
  name: 'load-ejs-late',
  setup(build) {
    build.onResolve({ filter: /^ejs$/ }, ({ kind, path }) =>
      kind === 'import-statement' ? { path, namespace: 'late' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'late' }, () => ({
      contents: `export default { render: (...args) => require('ejs').render(...args) };`,
      resolveDir: import.meta.dirname,
      loader: 'js',
    }));
  },
};
