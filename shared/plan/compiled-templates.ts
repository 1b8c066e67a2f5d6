/** Our own templates as the build has compiled them: a module next to each folder of templates. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Includes the shared template at a path such as `/column_types.py.ejs`. */
type Include = (path: string, more?: object) => string;

/** Renders a template; what its expressions see are the properties of `locals`. */
export type CompiledTemplate = (
  locals: object,
  asText: (value: unknown) => string,
  include: Include,
) => string;

/** A folder of templates, compiled. */
export interface CompiledFolder {
  /** The paths of all its files, relative to it, sorted. */
  readonly files: readonly string[];
  /** Those of them that are templates, by their paths. */
  readonly templates: Readonly<Record<string, CompiledTemplate>>;
}

const require = createRequire(import.meta.url);
const known = new Map<string, CompiledFolder | undefined>();

/** Returns what the build made of a folder of templates; undefined in the sources. */
export function compiledFolder(folder: string): CompiledFolder | undefined {
  if (!known.has(folder)) {
    const path = `${folder}.cjs`;
    known.set(folder, existsSync(path) ? (require(path) as CompiledFolder) : undefined);
  }
  return known.get(folder);
}
