/** The package as its users get it: packed, installed, and run by an ordinary user. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../generated/python-project.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** yo gives up root privileges and then cannot write, so it runs as an ordinary user. */
export const ORDINARY_USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The program `yo`. */
export const YO = join(ROOT, 'node_modules', 'yo', 'lib', 'cli.js');

/** Runs npm, with what it has downloaded before where that will do. */
export function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', [...args, '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Packs what was built into a folder, and returns the path of the tarball. */
export function packInto(folder: string): string {
  const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(npm(ROOT, ...packing));
  return join(folder, packed.filename);
}

/** A folder in which the package is installed. */
export class InstalledPackage {
  /** The folder with `node_modules`. */
  readonly folder = temporaryFolder();
  /** The environment in which `yo` is run. */
  readonly env: Readonly<Record<string, string | undefined>>;

  constructor() {
    const home = join(this.folder, 'home');
    this.env = { ...process.env, HOME: home, NO_UPDATE_NOTIFIER: '1' };
    mkdirSync(home);
    writeFileSync(join(this.folder, 'package.json'), '{"private": true}');
    npm(this.folder, 'install', packInto(this.folder));
    for (const path of [this.folder, home]) chmodSync(path, 0o777);
  }

  /** Creates an empty folder in it that an ordinary user may write to. */
  emptyProject(name: string): string {
    const project = join(this.folder, name);
    mkdirSync(project);
    chmodSync(project, 0o777);
    return project;
  }

  /** Installs other packages next to it: names with versions, or folders. */
  add(...packages: string[]): void {
    npm(this.folder, 'install', '--install-links', ...packages);
  }

  /**
   * Compiles a package of generators in TypeScript next to it, as if it had been installed.
   *
   * @param source its folder.
   */
  build(source: string): void {
    const { dependencies, name } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    this.add(`yeoman-generator@${dependencies['yeoman-generator']}`);
    const target = join(this.folder, 'node_modules', name);
    cpSync(source, target, { recursive: true });
    // Whether its types are right is asked where what they refer to is installed.
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    for (const args of [[tsc, '--noCheck'], ['copy-templates.js']]) {
      execFileSync(process.execPath, args, { cwd: target, stdio: 'pipe' });
    }
  }

  /** Where npm has put it. */
  get root(): string {
    return join(this.folder, 'node_modules', 'generator-fastapi-feature');
  }

  /** The runner, where npm has put it. */
  get runner(): string {
    return join(this.folder, 'node_modules', '.bin', 'fastapi-feature');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
