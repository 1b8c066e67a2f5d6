/** Ruff, in this process: loaded when it is first needed. */
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import type { Workspace } from '@astral-sh/ruff-wasm-nodejs';

/** A line and a column, from 1. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** A piece of text that a fix replaces. */
interface Edit {
  readonly location: Position;
  readonly end_location: Position;
  readonly content?: string | null;
}

/** Something ruff finds wrong. */
export interface Problem {
  readonly code: string | null;
  readonly message: string;
  readonly start_location: Position;
  readonly fix?: { readonly edits: readonly Edit[] } | null;
}

const require = createRequire(import.meta.url);
const workspaces = new Map<string, Workspace>();

/**
 * Ruff with these options, always the same instance for the same options.
 *
 * @param options what `ruff.toml` would hold.
 */
export function openWorkspace(options: object): Workspace {
  const key = JSON.stringify(options);
  const known = workspaces.get(key);
  if (known !== undefined) return known;
  compileQuickly();
  const ruff =
    require('@astral-sh/ruff-wasm-nodejs') as typeof import('@astral-sh/ruff-wasm-nodejs');
  const workspace = new ruff.Workspace(options, ruff.PositionEncoding.Utf16);
  workspaces.set(key, workspace);
  return workspace;
}

/** Has V8 compile WebAssembly no better than a few dozen files are worth. */
export function compileQuickly(): void {
  // V8's optimising compiler works in the background, for seconds of CPU time where it is all of ruff.
  // Versions of Node differ in which of the two flags they heed.
  v8.setFlagsFromString('--no-wasm-tier-up');
  v8.setFlagsFromString('--no-wasm-dynamic-tiering');
}

/** What ruff finds wrong in a text. */
export function problemsOf(workspace: Workspace, text: string): readonly Problem[] {
  return workspace.check(text) as readonly Problem[];
}

/** The top-level modules that projects have, whatever their architecture. */
export const FIRST_PARTY = [
  ...['app', 'config', 'conftest', 'create_admin', 'database'],
  ...['main', 'routes', 'services', 'tests', 'utils'],
];

/**
 * How emitted code is finished: what the emitted projects' own `pyproject.toml` says of line length and
 * first-party packages. A template ends lists with a comma, whatever their length: what fits a line is put on one.
 */
export const EMITTED = {
  'line-length': 88,
  'target-version': 'py313',
  format: { 'skip-magic-trailing-comma': true },
  lint: {
    select: ['E501', 'F', 'I'],
    isort: { 'known-first-party': FIRST_PARTY, 'split-on-trailing-comma': false },
  },
};
