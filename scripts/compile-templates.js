// Compiles templates ahead, so that a run neither reads nor compiles them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';

/**
 * Returns a module with everything in a folder of templates: `files`, the paths of all of them, and
 * `templates`, a function for each template. It is CommonJS, as ES modules do not allow the `with`
 * by which templates see their view.
 */
export function compiledModule(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const functions = files
    .filter((path) => path.endsWith('.ejs'))
    .map((path) => {
      // Git on Windows may have changed the line ends of our templates.
      const text = readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n');
      const body = functionBody(text);
      return `${JSON.stringify(path)}(locals, escapeFn, include) {\n${body}}`;
    });
  return [
    `exports.files = ${JSON.stringify(files, undefined, 1)};`,
    `exports.templates = {\n${functions.join(',\n')}\n};\n`,
  ].join('\n');
}

function functionBody(text) {
  const template = new ejs.Template(text, { compileDebug: false });
  template.compile();
  return template.source;
}
