/** What the tools of a project tell about it: its code style, its Python, its packages. */
import { createRequire } from 'node:module';
import type { Workspace } from '../workspace.js';
import type { Modules } from './modules.js';

/** What new files have to respect. */
export interface Tooling {
  readonly lineLength: number;
  readonly quotes: 'double' | 'single';
  readonly tabs: boolean;
  readonly newline: '\n' | '\r\n';
  /** The oldest Python that the project supports: 310 for 3.10. */
  readonly python: number;
  /** The names of the packages that the project needs to run and to be tested. */
  readonly packages: ReadonlySet<string>;
  /** The version of Pydantic that the project asks for; undefined if it takes either. */
  readonly pydantic: 1 | 2 | undefined;
}

const require = createRequire(import.meta.url);

/** Reads the settings of the tools that are configured in a folder or above it. */
export function readTooling(workspace: Workspace, modules: Modules, folder: string): Tooling {
  const folders = ancestorsOf(folder);
  const documents = folders.map((each) => readToml(workspace, join(each, 'pyproject.toml')));
  const ruff = folders
    .flatMap((each) => [join(each, 'ruff.toml'), join(each, '.ruff.toml')])
    .map((path) => readToml(workspace, path));
  const values = (...keys: string[]) => documents.map((document) => valueAt(document, keys));
  const lineLength = [
    ...ruff.map((document) => valueAt(document, ['line-length'])),
    ...values('tool', 'ruff', 'line-length'),
    ...values('tool', 'black', 'line-length'),
  ].find((value) => typeof value === 'number');
  const quotes = [
    ...ruff.map((document) => valueAt(document, ['format', 'quote-style'])),
    ...values('tool', 'ruff', 'format', 'quote-style'),
  ].find((value) => value === 'single' || value === 'double');
  const requires = [
    ...values('project', 'requires-python'),
    ...values('tool', 'poetry', 'dependencies', 'python'),
  ].find((value) => typeof value === 'string');
  // Migrations are written by Alembic.
  const sources = modules.paths
    .map((path) => modules.source(path))
    .filter((source) => !/^down_revision\b/m.test(source))
    .slice(0, 200);
  const requirements = requirementsIn(workspace, folders, documents);
  return {
    lineLength: Number(lineLength ?? 88),
    quotes: (quotes as Tooling['quotes'] | undefined) ?? commonQuotes(sources),
    tabs: count(sources, /^\t\S/gm) > count(sources, /^ {4}\S/gm),
    newline: count(sources, /\r\n/g) * 2 > count(sources, /\n/g) ? '\r\n' : '\n',
    python: readVersion(requires as string | undefined),
    packages: new Set(requirements.flatMap(namesOf)),
    pydantic: pinnedPydantic(requirements),
  };
}

function ancestorsOf(folder: string): string[] {
  const parts = folder === '.' ? [] : folder.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('');
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function readToml(workspace: Workspace, path: string): unknown {
  const text = workspace.read(path);
  if (text === undefined) return undefined;
  const { getStaticTOMLValue, parseTOML } =
    require('toml-eslint-parser') as typeof import('toml-eslint-parser');
  try {
    return getStaticTOMLValue(parseTOML(text.replace(/^\uFEFF/, ' ')));
  } catch {
    // Invalid TOML configures nothing; the tools of the project will complain about it themselves.
    return undefined;
  }
}

function valueAt(document: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[key]
        : undefined,
    document,
  );
}

function commonQuotes(sources: readonly string[]): 'double' | 'single' {
  const code = sources.map((source) => source.replaceAll(/"""[\s\S]*?"""|'''[\s\S]*?'''|#.*/g, ''));
  return count(code, /'[^'"\n]*'/g) > count(code, /"[^'"\n]*"/g) ? 'single' : 'double';
}

function count(sources: readonly string[], pattern: RegExp): number {
  return sources.reduce((sum, source) => sum + (source.match(pattern)?.length ?? 0), 0);
}

function readVersion(requires: string | undefined): number {
  const minor = /(?:>=|\^|~=?|==)?\s*3\.(\d+)/.exec(requires ?? '')?.[1];
  return minor === undefined ? 310 : 300 + Number(minor);
}

/** Returns what the project asks for, each package with what is said of its version: `pydantic==2.7`, `fastapi ^0.110`. */
function requirementsIn(
  workspace: Workspace,
  folders: readonly string[],
  documents: readonly unknown[],
): string[] {
  const texts = documents.flatMap((document) => [
    ...stringsIn(valueAt(document, ['project', 'dependencies'])),
    ...stringsIn(valueAt(document, ['project', 'optional-dependencies'])),
    ...stringsIn(valueAt(document, ['dependency-groups'])),
    ...stringsIn(valueAt(document, ['tool', 'uv', 'dev-dependencies'])),
    ...poetryIn(valueAt(document, ['tool', 'poetry', 'dependencies'])),
    ...poetryIn(valueAt(document, ['tool', 'poetry', 'dev-dependencies'])),
    ...poetryIn(valueAt(document, ['tool', 'poetry', 'group', 'dev', 'dependencies'])),
    ...poetryIn(valueAt(document, ['tool', 'poetry', 'group', 'test', 'dependencies'])),
  ]);
  for (const folder of folders) {
    const lists = [
      ...workspace.list(folder === '' ? '.' : folder).map((name) => join(folder, name)),
      ...workspace
        .list(join(folder, 'requirements'))
        .map((name) => join(folder, `requirements/${name}`)),
    ];
    for (const path of lists.filter((each) =>
      /requirements[^/]*(\/[^/]*)?\.(txt|in)$/.test(each),
    )) {
      texts.push(...(workspace.read(path) ?? '').split(/\r?\n/));
    }
  }
  return texts;
}

/** Returns the name of a package that is asked for, and that with what is chosen of it: `fastapi[standard]`. */
function namesOf(requirement: string): string[] {
  const name = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?/.exec(requirement);
  if (name === null) return [];
  const normal = (name[1] as string).toLowerCase().replaceAll(/[._-]+/g, '-');
  return [normal, ...(name[2] === undefined ? [] : [`${normal}${name[2]}`])];
}

function pinnedPydantic(requirements: readonly string[]): 1 | 2 | undefined {
  const asked = requirements.find((each) => namesOf(each)[0] === 'pydantic') ?? '';
  const version = /(?:===?|~=|\^|~|<=?)\s*v?([12])(?:\.|\b)/.exec(asked);
  if (version !== null) {
    const isBelow = /<\s*v?2(?:\.0)*(?![\d.])/.test(asked);
    return version[1] === '1' || isBelow ? 1 : 2;
  }
  return />=?\s*v?2(?:\.|\b)/.test(asked) ? 2 : undefined;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** Returns what Poetry is asked for: `pydantic ^1.10`, from `"^1.10"` or `{ version = "^1.10" }`. */
function poetryIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, asked]) => {
    const version = typeof asked === 'string' ? asked : valueAt(asked, ['version']);
    return typeof version === 'string' ? `${name} ${version}` : name;
  });
}
