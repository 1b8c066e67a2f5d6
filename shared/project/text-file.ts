/** The text files of a project, which anything may stand in for. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RefusalError } from '../errors.js';
import { decoded } from '../feature/decoded.js';

/** Larger than any file that a person edits. Reading the Python in it would take longer than a person waits. */
const LARGEST = 2_000_000;

/**
 * Reads a file, with its byte-order mark and line ends.
 *
 * @param path where it is below the root, with forward slashes.
 * @returns undefined if there is none.
 * @throws RefusalError if it is not a file, not readable, or not text that could be edited without damage.
 */
export function readTextFile(root: string, path: string): string | undefined {
  const bytes = readBytes(root, path);
  if (bytes === undefined) return undefined;
  // Windows PowerShell writes UTF-16, such as requirements. Nobody could read Python in it.
  const text = utf8(bytes) ?? (/\.(json|txt)$/.test(path) ? utf16(bytes) : undefined);
  if (text === undefined) {
    throw new RefusalError(`${path} is not UTF-8 text. Convert it, then run again.`);
  }
  if (text.includes('\0')) {
    throw new RefusalError(
      `${path} contains a NUL byte, so it is not text. Mend it, or move it away.`,
    );
  }
  return text;
}

/**
 * Reads a Python file of which only names matter, whatever its encoding is: names in ASCII are the same in nearly all.
 *
 * @returns undefined if it cannot be read, is not a file, or is too large to be code.
 */
export function readLeniently(root: string, path: string): string | undefined {
  try {
    return readBytes(root, path)?.toString('latin1');
  } catch (error) {
    if (error instanceof RefusalError) return undefined;
    throw error;
  }
}

/** @throws RefusalError as {@link readTextFile} does. */
function readBytes(root: string, path: string): Buffer | undefined {
  let file: number;
  try {
    // A pipe with nobody at its other end would keep us waiting.
    file = openSync(join(root, path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return refuseUnreadable(path, error as NodeJS.ErrnoException);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) {
      const kind = stat.isDirectory() ? 'a folder' : 'a pipe or a device';
      throw new RefusalError(`${path} is ${kind}, but has to be a file. Move it away.`);
    }
    if (stat.size > LARGEST) {
      throw new RefusalError(
        `${path} has ${stat.size} bytes, but at most ${LARGEST} can be read. Move it away, or split it.`,
      );
    }
    return readFileSync(file);
  } catch (error) {
    return refuseUnreadable(path, error as NodeJS.ErrnoException);
  } finally {
    closeSync(file);
  }
}

function refuseUnreadable(path: string, error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  if (error instanceof RefusalError) throw error;
  throw new RefusalError(
    `${path} cannot be read (${error.code}). Make it readable, or move it away.`,
  );
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function utf16(bytes: Buffer): string | undefined {
  try {
    return decoded(bytes);
  } catch {
    return undefined;
  }
}
