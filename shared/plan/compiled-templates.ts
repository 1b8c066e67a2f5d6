/** Our own templates as the build has compiled them: a file next to each folder of templates. */
import { existsSync, readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';

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
  readonly files: ReadonlySet<string>;
  /** Returns a template by its path; undefined if it is a plain file. */
  template(path: string): CompiledTemplate | undefined;
}

/** The first line of what the build makes of a folder. */
interface Index {
  readonly files: readonly string[];
  /** From which byte to which the body of each template's function goes, behind the line. */
  readonly templates: Readonly<Record<string, readonly [number, number]>>;
}

const PARAMETERS = ['locals', 'escapeFn', 'include'];

const known = new Map<string, CompiledFolder | undefined>();

/** Returns what the build made of a folder of templates; undefined in the sources. */
export function compiledFolder(folder: string): CompiledFolder | undefined {
  if (!known.has(folder)) {
    const path = `${folder}.compiled`;
    known.set(folder, existsSync(path) ? readCompiled(path) : undefined);
  }
  return known.get(folder);
}

function readCompiled(path: string): CompiledFolder {
  const contents = readFileSync(path);
  const start = contents.indexOf('\n') + 1;
  const index: Index = JSON.parse(contents.toString('utf8', 0, start));
  const bodies = new Map(Object.entries(index.templates));
  const functions = new Map<string, CompiledTemplate>();
  const template = (name: string) => {
    const compiled = functions.get(name);
    const body = bodies.get(name);
    if (compiled !== undefined || body === undefined) return compiled;
    const [from, to] = body;
    const text = contents.toString('utf8', start + from, start + to);
    const result = compileFunction(text, PARAMETERS, { filename: name }) as CompiledTemplate;
    functions.set(name, result);
    return result;
  };
  return { files: new Set(index.files), template };
}
