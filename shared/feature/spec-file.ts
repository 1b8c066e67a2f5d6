import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { UsageError } from '../errors.js';
import type { FeatureConventions } from './key.js';
import { parseSpecDocument } from './schema.js';
import type { FeatureSpec } from './spec.js';

/** The architecture that a spec file is read for. */
export interface SpecReader extends FeatureConventions {
  readonly id: string;
  /** Its sub-generator, by which a file may also name it. */
  readonly generator: string;
}

/**
 * Reads the features of a YAML or JSON spec file, each after those it refers to.
 *
 * @param path the absolute path of the file.
 * @param architecture the architecture of the run; the file must not name another one.
 * @throws UsageError if the file cannot be read, is not YAML, or is not a valid spec.
 */
export function readSpecFile(path: string, architecture: SpecReader): readonly FeatureSpec[] {
  const document = parseSpecDocument(parseYaml(path), architecture);
  const { id, generator } = architecture;
  if (![undefined, id, generator].includes(document.architecture)) {
    throw new UsageError(
      `${basename(path)} is for the architecture "${document.architecture}", but "${id}" was requested. ` +
        `Run fastapi-feature ${document.architecture} --spec ${basename(path)}, or change the file.`,
    );
  }
  return document.features;
}

/**
 * Returns the architecture that a spec file names; undefined if it names none or is not a spec at
 * all, which reading its features reports.
 *
 * @throws UsageError if the file cannot be read or is not YAML.
 */
export function readArchitectureName(path: string): string | undefined {
  const document = parseYaml(path) as { readonly architecture?: unknown } | null;
  const name = document?.architecture;
  return typeof name === 'string' ? name : undefined;
}

function parseYaml(path: string): unknown {
  let text: string;
  try {
    text = decoded(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `the spec file ${path} cannot be read (${code}). Give the path of a YAML or JSON file.`,
    );
  }
  try {
    return parse(text, refuseLostKey);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the spec file ${path} is not valid YAML: ${(error as Error).message}`);
  }
}

/** Windows PowerShell writes what `>` sends into a file as UTF-16. */
function decoded(bytes: Buffer): string {
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
}

/** JavaScript objects cannot hold this key as data, so that what it names would be left out. */
function refuseLostKey(key: unknown, value: unknown): unknown {
  if (key !== '__proto__') return value;
  throw new UsageError(
    '"__proto__" cannot be a name in a spec file. Allowed: names in snake_case that start with a letter, such as order_item.',
  );
}
