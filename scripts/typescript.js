// Loads the scripts that are written in TypeScript, as they use the sources.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * Bundles a script and loads it.
 *
 * @param {string} name its file in this folder, without `.ts`
 * @returns {Promise<object>} what it exports
 */
export async function loadScript(name) {
  const outfile = join(root, '.cache', 'scripts', `${name}.js`);
  await build({
    entryPoints: [join(root, 'scripts', `${name}.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}
