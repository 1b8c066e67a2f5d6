/** The package as its users get it: packed, installed, and run by an ordinary user. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../generated/python-project.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** yo gives up root privileges and then cannot write, so it runs as an ordinary user. */
export const ORDINARY_USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The program `yo`. */
export const YO = join(ROOT, 'node_modules', 'yo', 'lib', 'cli.js');

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
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', this.folder];
    const [packed] = JSON.parse(
      execFileSync('npm', pack, {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    writeFileSync(join(this.folder, 'package.json'), '{"private": true}');
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund'];
    execFileSync('npm', [...install, join(this.folder, packed.filename)], {
      cwd: this.folder,
      stdio: 'ignore',
    });
    for (const path of [this.folder, home]) chmodSync(path, 0o777);
  }

  /** Creates an empty folder in it that an ordinary user may write to. */
  emptyProject(name: string): string {
    const project = join(this.folder, name);
    mkdirSync(project);
    chmodSync(project, 0o777);
    return project;
  }

  /** Installs another generator next to it, as npm would. */
  add(name: string, from: string): void {
    cpSync(from, join(this.folder, 'node_modules', name), { recursive: true });
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
