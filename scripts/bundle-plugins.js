// What the bundles do differently from the packages in them. Nearly all of a run's time is loading.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const OWN_PACKAGE_JSON = join(ROOT, 'package.json');

/**
 * The packages that are not in the bundles: they are loaded from `node_modules` once they are needed. WebAssembly is read
 * from the folder of its package. All other packages are in the bundles, so that these are all that npm installs.
 */
export const LOADED_PACKAGES = Object.keys(
  JSON.parse(readFileSync(OWN_PACKAGE_JSON, 'utf8')).dependencies,
);

/** The package whose JavaScript is in the bundles, as each run needs it: only its WebAssembly is loaded. */
const FORMATTER = '@wasm-fmt/ruff_fmt';

/** What the bundles leave where it is. */
export const EXTERNAL = LOADED_PACKAGES.map((name) => (name === FORMATTER ? `${name}/wasm` : name));

/**
 * The packages that few runs need. Each becomes a module of its own, which is loaded where it is required.
 *
 * One that another package imports has a `standIn`: the same functions, which load it once they are called. `of` is the
 * package that finds it, since others may have another version.
 */
export const LATE_PACKAGES = {
  'toml-eslint-parser': {},
  'lodash-es': { of: 'yeoman-generator' },
  ejs: {
    of: 'mem-fs-editor',
    standIn: `export default { render: (...args) => require('ejs').render(...args) };`,
  },
  execa: {
    of: 'yeoman-generator',
    standIn: ['execa', 'execaCommand', 'execaCommandSync', 'execaSync']
      .map((name) => `export const ${name} = (...args) => require('execa').${name}(...args);`)
      .join('\n'),
  },
  'latest-version': {
    of: 'yeoman-generator',
    standIn: `export default (...args) => require('latest-version').default(...args);`,
  },
  'read-package-up': {
    of: 'yeoman-generator',
    standIn: `export const readPackageUpSync = (...args) => require('read-package-up').readPackageUpSync(...args);`,
  },
  'simple-git': {
    of: 'yeoman-generator',
    standIn: `
      export let CheckRepoActions, CleanOptions;
      export const simpleGit = (...args) => {
        const git = require('simple-git');
        ({ CheckRepoActions, CleanOptions } = git);
        return git.simpleGit(...args);
      };`,
  },
};

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
          // Generators have the whole library as `this._`; ours do not use it.
          .replace("import * as _ from 'lodash-es';", '')
          .replace('_ = _;', "get _() { return require('lodash-es'); }");
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

/** How a module of ours makes itself a `require`, which esbuild would not follow. */
const OWN_REQUIRE = 'const require = createRequire(import.meta.url);';

/** Returns a module of ours as it is bundled. */
function sourceOf(path) {
  return readFileSync(path, 'utf8').replace(OWN_REQUIRE, '');
}

/** What every run needs but one that answers a shell. */
const RUN = join(ROOT, 'bin', 'fastapi-feature.ts');

/** Returns the paths of our modules. */
function ownModules() {
  return ['bin', 'generators', 'shared'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(ROOT, folder, path)),
  );
}

/** Returns the paths of the modules that a module of ours imports by a pattern, whose group is the path as it is written. */
function importedBy(source, pattern) {
  return [...readFileSync(source, 'utf8').matchAll(pattern)].map(([, path]) =>
    join(dirname(source), `${path}.ts`),
  );
}

/** Returns the paths of our modules that are imported once they are needed. */
function importedLate() {
  return ownModules().flatMap((source) => importedBy(source, /\bimport\('(\.[^']+)\.js'\)/g));
}

/** Returns the paths of what architectures import and share. */
function sharedByArchitectures() {
  const own = ownModules().filter((path) => path.startsWith(join(ROOT, 'generators')));
  const folders = own.filter((path) => basename(path) === 'architecture.ts').map(dirname);
  const all = own
    .filter((path) => folders.some((folder) => path.startsWith(folder + sep)))
    // What only Yeoman loads.
    .filter((path) => basename(path) !== 'index.ts')
    .flatMap((source) => importedBy(source, /^import \{[^}]*\} from '(\.[^']+)\.js'/gm));
  return [...new Set(all)].filter((path) => path.startsWith(join(ROOT, 'shared')));
}

/**
 * Has the modules that are imported late import what a run has loaded by then, and a run load what architectures share.
 *
 * To esbuild each of them is an entry, and a chunk is what the same entries need. Otherwise what every run needs would be
 * in thirty chunks, each of which Node has to find, read and link.
 */
export const keepTogether = {
  name: 'keep-together',
  setup(build) {
    const late = new Set(importedLate().filter((path) => path !== RUN));
    const importing = (path, others) => ({
      contents: [sourceOf(path), ...others.map((each) => `import ${JSON.stringify(each)};`)].join(
        '\n',
      ),
      loader: 'ts',
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path === RUN) return importing(path, sharedByArchitectures());
      return late.has(path) ? importing(path, [RUN]) : undefined;
    });
  },
};

/** The folders of what a run needs in a backend that none of our architectures created. */
const FOREIGN = ['project', 'plan'].flatMap((room) =>
  ['foreign', 'neighbour'].map((folder) => join(ROOT, 'shared', room, folder) + sep),
);

function isForeign(path) {
  return FOREIGN.some((folder) => path.startsWith(folder));
}

/** Returns the functions that a module exports; undefined if it exports anything else that is there when it runs. */
function onlyFunctionsOf(path) {
  const exported = [...readFileSync(path, 'utf8').matchAll(/^export (?!type|interface)(.*)/gm)];
  const names = exported.map(([, line]) => /^(?:async )?function\*? (\w+)/.exec(line)?.[1]);
  return names.includes(undefined) ? undefined : names;
}

/** The one module that loads all others which are about existing backends. */
const EXISTING = 'existing-backends';

/** Marks what is loaded the moment it is called, for `loadNow`. */
const NOW = 'loadNow';

/**
 * Has the runner load what it needs in existing backends once a function of that is called. What is imported in its place
 * are the same functions, which load it.
 */
export const loadForeignLate = {
  name: 'load-foreign-late',
  setup(build) {
    const modules = ownModules().filter((path) => isForeign(path) && onlyFunctionsOf(path)?.length);
    build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ importer, namespace, path }) => {
      const target = join(dirname(importer), path.replace(/js$/, 'ts'));
      const isLate = namespace === 'file' && !isForeign(importer) && modules.includes(target);
      return isLate ? { path: target, namespace: 'stand-in' } : undefined;
    });
    build.onResolve({ filter: new RegExp(`^${EXISTING}$`) }, ({ path }) => ({
      path,
      namespace: EXISTING,
    }));
    build.onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({
      contents: onlyFunctionsOf(path)
        .map((name) => {
          return `export const ${name} = (...given) => ${NOW}(import('${EXISTING}')).${name}(...given);`;
        })
        .join('\n'),
      loader: 'js',
    }));
    build.onLoad({ filter: /.*/, namespace: EXISTING }, () => ({
      contents: [
        `import ${JSON.stringify(RUN)};`,
        ...modules.map((path) => {
          return `export { ${onlyFunctionsOf(path).join(', ')} } from ${JSON.stringify(path)};`;
        }),
      ].join('\n'),
      loader: 'js',
      resolveDir: ROOT,
    }));
  },
};

/** Returns the text of a module of the runner with what it loads at once, and with what it waits for. */
export function withRequired(text) {
  return text
    .replace(new RegExp(`\\b${NOW}\\(import\\(("[^"]+")\\)\\)`, 'g'), 'require($1)')
    .replace(/\bimport\(("\.[^"]+")\)/g, 'Promise.resolve().then(()=>require($1))');
}

/** Marks the path of a late package, for `withLatePaths`. */
const LATE = 'late:';

/** Leaves late packages out of the bundle; `withLatePaths` then says where they are. */
export const loadLate = {
  name: 'load-late',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({ contents: sourceOf(path), loader: 'ts' }));
    const names = Object.keys(LATE_PACKAGES).join('|');
    build.onResolve({ filter: new RegExp(`^(${names})$`) }, ({ importer, kind, path }) => {
      if (kind === 'require-call') return { path: LATE + path, external: true };
      const { of, standIn } = LATE_PACKAGES[path];
      const isMeant = standIn !== undefined && importer.split(/[\\/]/).includes(of);
      return isMeant ? { path, namespace: 'late' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: LATE_PACKAGES[path].standIn,
      loader: 'js',
    }));
  },
};

/**
 * Returns the text of a bundled module with the paths of late packages.
 *
 * @param {string} text the module
 * @param {(name: string) => string} pathOf where a package is, seen from the module
 */
export function withLatePaths(text, pathOf) {
  return text.replaceAll(new RegExp(`"${LATE}([^"]+)"`, 'g'), (_, name) =>
    JSON.stringify(pathOf(name)),
  );
}
