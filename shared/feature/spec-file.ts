import { readFileSync, statSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type ForeseenError, type Problem, RefusalError, UsageError } from '../errors.js';
import { decoded } from './decoded.js';
import type { FeatureConventions } from './key.js';
import { parseSpecDocument, type SpecDocument } from './schema.js';
import { placeOf } from './schema-issues.js';

/** The architecture that a spec file is read for. */
export interface SpecReader extends FeatureConventions {
  readonly id: string;
  /** Its sub-generator, by which a file may also name it. */
  readonly generator: string;
}

/** A spec file, read and not yet understood. */
interface SpecFile {
  /** What messages call it. */
  readonly name: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly content: unknown;
}

/**
 * Reads the features of a YAML or JSON spec file, each after those it refers to, and what it says of the project.
 *
 * @param path the absolute path of the file.
 * @param architecture the architecture of the run; the file must not name another one.
 * @param name what messages call the file.
 * @throws UsageError with everything that is wrong, each with its line: if the file cannot be read, is not YAML, or is
 *   not a valid spec.
 */
export function readSpecFile(
  path: string,
  architecture: SpecReader,
  name: string = path,
): Pick<SpecDocument, 'features' | 'items' | 'json' | 'user'> {
  const file = parseYaml(path, name);
  const { id, generator } = architecture;
  const named = architectureIn(file);
  if (![undefined, id, generator].includes(named)) {
    throw new UsageError(
      `${name} is for the architecture "${named}", but "${id}" was requested. ` +
        `Run fastapi-feature ${named} --spec ${name}, or change the file.`,
    );
  }
  try {
    const { features, items, json, user } = parseSpecDocument(file.content, architecture);
    return { features, items, json, user };
  } catch (error) {
    throw error instanceof UsageError ? withLines(error, file) : error;
  }
}

/**
 * Adds the lines of a spec file to an error about its features.
 *
 * @param name what messages call the file.
 */
export function withLinesOf(path: string, name: string, error: ForeseenError): ForeseenError {
  return withLines(error, parseYaml(path, name));
}

/**
 * Returns the architecture that a spec file names; undefined if it names none or is not a spec at
 * all, which reading its features reports.
 *
 * @param name what messages call the file.
 * @throws UsageError if the file cannot be read or is not YAML.
 */
export function readArchitectureName(path: string, name: string = path): string | undefined {
  return architectureIn(parseYaml(path, name));
}

function architectureIn({ content }: SpecFile): string | undefined {
  const named = (content as { readonly architecture?: unknown } | null)?.architecture;
  return typeof named === 'string' ? named : undefined;
}

// --- reading ------------------------------------------------------------------------------------

function parseYaml(path: string, name: string): SpecFile {
  const text = readText(path, name);
  if (text.trim() === '') {
    throw new UsageError(
      `the spec file ${name} is empty. Write features into it, such as features: { product: { fields: [name:str] } }.`,
      { place: name },
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map(({ message, pos: [start] }) => {
    const { col, line } = lines.linePos(start);
    const place = `${name}:${line}:${col}`;
    const shown = text.split(/\r?\n/)[line - 1] ?? '';
    const caret = `${' '.repeat(Math.max(0, col - 1))}^`;
    return {
      message: `${place}: this is not valid YAML: ${message}\n  ${shown}\n  ${caret}`,
      place,
    };
  });
  if (problems.length > 0) throw new UsageError(problems);
  try {
    return { name, document, lines, content: document.toJS({ reviver: refuseLostKey }) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the spec file ${name} is not valid YAML: ${(error as Error).message}`);
  }
}

/** @throws UsageError if there is no such file, or none that could be a spec. */
function readText(path: string, name: string): string {
  const advice = 'Give the path of a YAML or JSON file: --spec=features.yaml.';
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new UsageError(`the spec file ${name} is a folder. ${advice}`);
    return decoded(readFileSync(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    const reason = UNREADABLE[code] ?? `cannot be read (${code})`;
    throw new UsageError(`the spec file ${name} ${reason}. ${advice}`, { place: name });
  }
}

/** What it means that a file cannot be read. */
const UNREADABLE: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: there is no permission to (EACCES)',
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not text in UTF-8, nor in UTF-16 with a byte-order mark',
};

/** JavaScript objects cannot hold this key as data, so that what it names would be left out. */
function refuseLostKey(key: unknown, value: unknown): unknown {
  if (key !== '__proto__') return value;
  throw new UsageError(
    '"__proto__" cannot be a name in a spec file. Allowed: names in snake_case that start with a letter, such as order_item.',
  );
}

// --- where things are ---------------------------------------------------------------------------

function withLines(error: ForeseenError, { document, lines, name }: SpecFile): ForeseenError {
  const offsets = new Map<string, number>();
  note(document.contents, [], offsets);
  const found = error.problems.map((problem): Problem & { readonly line: number } => {
    const { line } = lines.linePos(offsetOf(problem.place ?? '', offsets));
    const place = `${name}:${line}`;
    return { ...problem, message: `${place}: ${problem.message}`, place, line };
  });
  const inOrder = found.toSorted((a, b) => a.line - b.line);
  const problems = inOrder.map(({ line, ...problem }) => problem);
  return error instanceof UsageError ? new UsageError(problems) : new RefusalError(problems);
}

/** Notes where each key and each element of a list begins, by what messages call its place. */
function note(node: Node | null, path: readonly PropertyKey[], offsets: Map<string, number>): void {
  const put = (step: PropertyKey, start: number | undefined, value: unknown): void => {
    const inner = [...path, step];
    offsets.set(placeOf(inner), start ?? 0);
    note(value as Node | null, inner, offsets);
  };
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? key.value : key;
      put(String(name), (key as Node | null)?.range?.[0], value);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      put(index, (item as Node | null)?.range?.[0], item);
    }
  }
}

/** Returns where a place begins, or else the nearest one around it. */
function offsetOf(place: string, offsets: ReadonlyMap<string, number>): number {
  const known = offsets.get(place);
  if (known !== undefined || place === '') return known ?? 0;
  return offsetOf(place.replace(/(^|[.[])[^.[]*$/, ''), offsets);
}
