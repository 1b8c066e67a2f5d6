// Other versions of Node than the one that runs this, from npm.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(import.meta.dirname, '..', '.cache', 'node-versions');

/** Each supported line of Node whose V8 treats WebAssembly in its own way. */
export const NODE_VERSIONS = [20, 22, 24, 26];

/**
 * Returns the path of a Node, which is downloaded once.
 *
 * @param {number} version its line
 * @returns {string}
 * @throws what npm says if it cannot be downloaded
 */
export function nodeOf(version) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const folder = join(CACHE, `${version}-${platform}-${process.arch}`);
  const bin = join(folder, 'node_modules', 'node', 'bin', platform === 'win' ? 'node.exe' : 'node');
  if (existsSync(bin)) return bin;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const binary = `node@npm:node-${platform}-${process.arch}@${version}`;
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', binary], {
    cwd: folder,
    shell: platform === 'win',
    stdio: 'pipe',
  });
  return bin;
}
