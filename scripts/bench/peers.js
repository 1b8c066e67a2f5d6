// Other generators, each set up to do about what ours does: some fifteen files for one feature.
import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const YO = join(ROOT, 'node_modules', 'yo', 'lib', 'cli.js');
const MINIMAL = join(import.meta.dirname, 'generator-minimal');

/** yo gives up root privileges and then cannot write, so it runs as an ordinary user. */
const ORDINARY_USER = process.getuid?.() === 0 ? 65534 : undefined;

export const OURS_UNDER_YO = 'ours, through yo 7';
export const MINIMAL_UNDER_YO = 'minimal generator through yo 7, 15 templates';

const PLOPFILE = `export default (plop) => plop.setGenerator('slice', {
  prompts: [{ type: 'input', name: 'name', message: 'name' }],
  actions: Array.from({ length: 16 }, (_, index) => ({
    type: 'add',
    path: \`part\${index + 1}.py\`,
    templateFile: \`part\${index + 1}.py.hbs\`,
    force: true,
  })),
});
`;

/** What a project of Nest's needs to have for a resource to be added to it. */
const NEST_PROJECT = {
  'nest-cli.json': '{ "collection": "@nestjs/schematics", "sourceRoot": "src" }\n',
  'package.json':
    '{ "private": true, "dependencies": { "@nestjs/common": "*", "@nestjs/mapped-types": "*" } }\n',
  'src/app.module.ts': [
    "import { Module } from '@nestjs/common';",
    '',
    '@Module({ imports: [], controllers: [], providers: [] })',
    'export class AppModule {}',
    '',
  ].join('\n'),
};

/**
 * Returns the program of a package, which is installed once.
 *
 * @param {string} name the name of the package
 * @param {string} range its version
 * @param {string} program where it has its program
 * @returns {string | undefined} undefined, and a line that says so, if it cannot be installed
 */
function programOf(name, range, program) {
  const folder = join(ROOT, '.cache', 'peers', `${name}@${range}`);
  const path = join(folder, 'node_modules', name, program);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const args = ['install', '--no-audit', '--no-fund', `${name}@${range}`];
  try {
    execFileSync('npm', args, { cwd: folder, shell: process.platform === 'win32', stdio: 'pipe' });
    return path;
  } catch {
    console.log(`${name} ${range} is left out: npm cannot install it (no network?)`);
    return undefined;
  }
}

/** A template of forty lines that uses the name of a feature four times. */
function template(name) {
  const method = (number) => [
    `    def method_${number}(self, value: int) -> int:`,
    `        """What ${name} does with a value."""`,
    ...Array.from({ length: 6 }, (_, step) => `        value = value + ${number + step}`),
    '        return value',
    '',
  ];
  return [1, 2, 3, 4].flatMap(method).join('\n');
}

function writeTemplates(folder, count, text, extension) {
  mkdirSync(folder, { recursive: true });
  for (let number = 1; number <= count; number += 1) {
    writeFileSync(join(folder, `part${number}.py${extension}`), text(number));
  }
}

/**
 * hygen with sixteen templates, which overwrite what is there without asking.
 *
 * @returns {import('./measure.js').Contender | undefined}
 */
export function hygen(folder) {
  const program = programOf('hygen', '6.2', 'dist/bin.js');
  if (program === undefined) return undefined;
  const templates = join(folder, 'hygen');
  const text = (number) =>
    `---\nto: part${number}.py\nforce: true\n---\n${template('<%= name %>')}`;
  writeTemplates(join(templates, 'slice', 'new'), 16, text, '.t');
  return {
    name: 'hygen 6.2, 16 templates',
    command: [process.execPath, program, 'slice', 'new', 'product'],
    env: { HYGEN_TMPLS: templates },
  };
}

/**
 * plop with sixteen templates.
 *
 * @returns {import('./measure.js').Contender | undefined}
 */
export function plop(folder) {
  const program = programOf('plop', '4', 'bin/plop.js');
  if (program === undefined) return undefined;
  const templates = join(folder, 'plop');
  const plopfile = join(templates, 'plopfile.mjs');
  writeTemplates(templates, 16, () => template('{{name}}'), '.hbs');
  writeFileSync(plopfile, PLOPFILE);
  const args = ['slice', 'product', '--plopfile', plopfile, '--dest', '.'];
  return { name: 'plop 4, 16 templates', command: [process.execPath, program, ...args] };
}

/**
 * Nest's resource, in a project that has what it would install.
 *
 * @returns {import('./measure.js').Contender | undefined}
 */
export function nest(folder) {
  const program = programOf('@nestjs/cli', '12', 'bin/nest.js');
  if (program === undefined) return undefined;
  const project = join(folder, 'nest');
  mkdirSync(join(project, 'src'), { recursive: true });
  for (const [path, text] of Object.entries(NEST_PROJECT)) writeFileSync(join(project, path), text);
  const args = ['g', 'resource', 'product', '--no-spec', '--type', 'rest', '--crud'];
  return {
    name: 'nest 12, g resource --no-spec',
    command: [process.execPath, program, ...args],
    project,
  };
}

/**
 * Under yo, our generator, and one that writes fifteen files and does nothing else.
 *
 * @param {string} folder
 * @param {string[]} slice our arguments
 * @param {string} project the folder in which ours runs
 * @returns {import('./measure.js').Contender[]}
 */
export function underYo(folder, slice, project) {
  const modules = join(folder, 'node_modules');
  const home = join(folder, 'home');
  for (const path of [modules, home]) mkdirSync(path);
  if (ORDINARY_USER !== undefined) chownSync(home, ORDINARY_USER, ORDINARY_USER);
  symlinkSync(ROOT, join(modules, 'generator-fastapi-feature'), 'junction');
  symlinkSync(
    join(ROOT, 'node_modules', 'yeoman-generator'),
    join(modules, 'yeoman-generator'),
    'junction',
  );
  const minimal = join(modules, 'generator-minimal');
  cpSync(MINIMAL, minimal, { recursive: true });
  writeTemplates(
    join(minimal, 'generators', 'app', 'templates'),
    15,
    () => template('<%= name %>'),
    '',
  );
  const env = { HOME: home, NO_UPDATE_NOTIFIER: '1', CI: 'true' };
  const user = ORDINARY_USER;
  const [architecture, ...rest] = slice;
  const yo = (...args) => [process.execPath, YO, ...args];
  return [
    {
      name: OURS_UNDER_YO,
      command: yo(`fastapi-feature:${architecture}`, ...rest),
      env,
      user,
      project,
    },
    { name: MINIMAL_UNDER_YO, command: yo('minimal'), env, user },
  ];
}
