// Compiles templates ahead, so that a run neither reads nor compiles those that it does not render.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';

/**
 * Returns everything in a folder of templates: a line of JSON, then the bodies of their functions one after the other.
 * The line has `files`, the paths of all files, and `templates`, the bytes from which and to which each body goes.
 *
 * A module with these functions would be parsed as a whole by each run, which needs a tenth of them.
 */
export function compiledTemplates(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const templates = {};
  let bodies = '';
  for (const path of files.filter((each) => each.endsWith('.ejs'))) {
    const start = Buffer.byteLength(bodies);
    // Git on Windows may have changed the line ends of our templates.
    bodies += functionBody(readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n'));
    templates[path] = [start, Buffer.byteLength(bodies)];
  }
  return `${JSON.stringify({ files, templates })}\n${bodies}`;
}

function functionBody(text) {
  const template = new ejs.Template(text, { compileDebug: false });
  template.compile();
  return template.source;
}
