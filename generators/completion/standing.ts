/**
 * What a project has, as far as somebody who types wants to know. It has to be there at once, so it is looked up in the
 * text and not read as a run reads it: a wrong word here is only offered.
 */
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Standing, Vocabulary } from './candidates.js';

/** Under this name Yeoman keeps what it remembers for us. */
const PACKAGE = 'generator-fastapi-feature';

/** No more files are looked through: whoever waits for a word has no more patience. */
const MOST_FILES = 250;
const MOST_FOLDERS = 250;

/** Folders that have no models of the project. */
const NO_MODELS = new Set([
  ...[
    '__pycache__',
    'alembic',
    'env',
    'migrations',
    'node_modules',
    'site-packages',
    'tests',
    'venv',
  ],
]);

/** Reads what a project has. What cannot be read is not there. */
export function readStanding(root: string, { models }: Vocabulary): Standing {
  const own = readMemory(root);
  const features = Object.entries(objectIn(own.features));
  const convention =
    typeof own.architecture === 'string' && Object.hasOwn(models, own.architecture)
      ? models[own.architecture]
      : undefined;
  const isForeign = convention === undefined || own.foreign === true;
  const paths = isForeign ? likelyFirst(pythonFiles(root)) : modules(root, convention.module);
  const classes = paths.slice(0, MOST_FILES).flatMap((path) => modelsIn(join(root, path)));
  const { suffix } = isForeign ? { suffix: '' } : convention;
  return {
    architecture: convention?.generator,
    outside: outsideIn(own),
    features: features.map(([name]) => name).sort(),
    models: sorted(
      classes
        .filter((name) => name.endsWith(suffix))
        .map((name) => name.slice(0, name.length - suffix.length)),
    ),
    roles: sorted(features.flatMap(([, feature]) => rolesOf(feature))),
  };
}

function readMemory(root: string): Readonly<Record<string, unknown>> {
  try {
    const text = readFileSync(join(root, '.yo-rc.json'), 'utf8').replace(/^\uFEFF/, '');
    return objectIn(objectIn(JSON.parse(text))[PACKAGE]);
  } catch {
    return {};
  }
}

function outsideIn({
  architecture,
  generator,
}: Readonly<Record<string, unknown>>): Standing['outside'] {
  return typeof architecture === 'string' && typeof generator === 'string'
    ? { architecture, generator }
    : undefined;
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : {};
}

function rolesOf(feature: unknown): string[] {
  return Object.values(objectIn(objectIn(feature).access))
    .flatMap((who) => (typeof who === 'string' ? who.split('+') : []))
    .filter((who) => !['public', 'user', 'owner'].includes(who));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** Returns the files that are where an architecture has its models: `app/models/[feature].py`. */
function modules(root: string, module: string): string[] {
  const segments = module.split('/');
  const open = segments.findIndex((segment) => /\[features?\]/.test(segment));
  if (open === -1) return [module];
  const folder = segments.slice(0, open).join('/');
  const [, ending = ''] = (segments[open] as string).split(']');
  const rest = segments.slice(open + 1);
  return entriesOf(join(root, folder))
    .filter(({ name }) => name.endsWith(ending))
    .map(({ name }) => [folder, name, ...rest].join('/'));
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Returns the Python files of a project, those further up first. */
function pythonFiles(root: string): string[] {
  const found: string[] = [];
  const open = [''];
  for (let count = 0; count < open.length && count < MOST_FOLDERS; count += 1) {
    const folder = open[count] as string;
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && entry.name.endsWith('.py')) found.push(path);
      const isOwn = !entry.name.startsWith('.') && !NO_MODELS.has(entry.name);
      if (entry.isDirectory() && isOwn) open.push(path);
    }
  }
  return found;
}

/** Puts first what is called as files with models mostly are. */
function likelyFirst(paths: readonly string[]): string[] {
  const isLikely = (path: string) => /model|entit|schema|table|db|database/i.test(path);
  return [...paths.filter(isLikely), ...paths.filter((path) => !isLikely(path))];
}

function modelsIn(path: string): string[] {
  try {
    return modelsInText(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}

/** Returns the classes that have bases and columns, and a table of their own. */
function modelsInText(source: string): string[] {
  if (!/\b(__tablename__|table\s*=\s*True|mapped_column|Column)\b/.test(source)) return [];
  return source.split(/^(?=class )/m).flatMap((text) => {
    const [, name, bases = ''] = /^class (\w+)\(([^)]*)\)/.exec(text) ?? [];
    if (name === undefined || /\bDeclarativeBase\w*/.test(bases)) return [];
    if (/^\s+__abstract__\s*=\s*True/m.test(text)) return [];
    const isModel =
      /\btable\s*=\s*True/.test(bases) || /\b(__tablename__|mapped_column\(|Column\()/.test(text);
    return isModel ? [name] : [];
  });
}
