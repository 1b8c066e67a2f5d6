// The licences of the packages in the bundles, which go wherever their code goes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^.*node_modules\/(@[^/]+\/)?[^/]+(?=\/)/;

/**
 * Returns a text with the licence of every package that was bundled.
 *
 * @param {readonly string[]} inputs the modules in the bundles, relative to `root`
 * @param {string} root
 */
export function licencesOf(inputs, root) {
  const folders = new Set(inputs.flatMap((path) => PACKAGE.exec(path)?.[0] ?? []));
  const texts = [...folders].map((folder) => licenceOf(join(root, folder)));
  return [...new Set(texts)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  const terms = license?.type ?? license ?? 'licensed as follows';
  return `${name} ${version}, ${terms}\n${text}`;
}
