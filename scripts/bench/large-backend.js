// Writes a large backend that none of our architectures created, for the benchmark.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small one, whose feature is repeated. */
const SMALL = join(import.meta.dirname, '..', '..', 'test', 'projects', 'layers-async');
const ROUTERS = 'app/api/v1/router.py';
const MODELS = 'app/models/__init__.py';

/**
 * Writes a backend by repeating the only feature of a small one.
 *
 * @param root a folder that does not exist yet.
 * @param count how many Python files there are to be, about.
 */
export function writeBackend(root, count) {
  cpSync(SMALL, root, { recursive: true });
  const paths = readdirSync(SMALL, { recursive: true }).filter((path) => path.endsWith('.py'));
  const own = paths.filter((path) => path.includes('item') && !path.includes('versions'));
  const names = Array.from(
    { length: Math.ceil((count - paths.length) / own.length) },
    (_, index) => `thing${index}x`,
  );
  for (const name of names) {
    const renamed = (text) => text.replaceAll('item', name).replaceAll('Item', capitalised(name));
    for (const path of own) {
      writeFileSync(join(root, renamed(path)), renamed(readFileSync(join(SMALL, path), 'utf8')));
    }
  }
  edit(root, ROUTERS, (text) =>
    [
      text.replace(
        '    items,\n',
        (line) => line + names.map((name) => `    ${name}s,\n`).join(''),
      ),
      ...names.map((name) => `api_router.include_router(${name}s.router, prefix="/${name}s")\n`),
    ].join(''),
  );
  edit(root, MODELS, (text) =>
    [...names.map((name) => `from app.models.${name} import ${capitalised(name)}\n`), text].join(
      '',
    ),
  );
}

function capitalised(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function edit(root, path, change) {
  const file = join(root, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
