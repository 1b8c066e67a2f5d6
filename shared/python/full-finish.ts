/** Finishing a file with all of ruff: for any Python there is, with a look for mistakes. */
import { lineStarts } from './edits.js';
import type { FormatOptions } from './format-options.js';
import { addFromImport, type PythonImport } from './imports.js';
import { waiversFor, withWaivers } from './long-lines.js';
import { importStatementsOf } from './module-facts.js';
import { EMITTED, openWorkspace, type Position, type Problem, problemsOf } from './ruff.js';
import { parseOnce, type Statement } from './syntax.js';

/** Ruff's options for a format. */
function ruffOptionsOf(format: FormatOptions) {
  return {
    ...EMITTED,
    'line-length': format.lineLength,
    format: {
      ...EMITTED.format,
      'quote-style': format.quotes,
      'indent-style': format.tabs ? 'tab' : 'space',
    },
    lint: {
      ...EMITTED.lint,
      isort: { ...EMITTED.lint.isort, 'known-first-party': [...format.firstParty] },
    },
  };
}

/** How often fixes may uncover further ones before something is wrong. */
const MOST_PASSES = 10;

/**
 * Does what `finishPython` does, whatever the file.
 *
 * @param path where the file will be, for messages.
 * @param imports further imports that it needs.
 * @throws Error where the file does not parse, uses a name that it does not define or has another mistake.
 */
export function finishWithRuff(
  path: string,
  source: string,
  format: FormatOptions,
  imports: readonly PythonImport[],
): string {
  const ruff = openWorkspace(ruffOptionsOf(format));
  let text = imports.reduce((edited, one) => addFromImport(edited, { path, ...one }), source);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const problems = problemsOf(ruff, text).filter(({ code }) => code !== LINE_TOO_LONG);
    const needed = withoutNeedlessBlocks(withoutShadowedImports(text, problems), problems);
    if (needed !== text) {
      text = needed;
      continue;
    }
    const wrong = problems.filter(({ fix }) => !fix);
    if (wrong.length > 0) throw new Error(describe(path, wrong, text));
    const unused = problems.filter(({ code }) => code !== IMPORTS_UNSORTED);
    if (unused.length === 0) {
      return waiveLongLines(ruff.format(applyFixes(text, problems)), format);
    }
    // Taking imports out may leave the rest sorted, or others unused: look again.
    text = applyFixes(text, unused);
  }
  throw new Error(`${path}: its imports cannot be put in order`);
}

const LINE_TOO_LONG = 'E501';
const IMPORTS_UNSORTED = 'I001';
const REDEFINED = 'F811';
const UNUSED = 'F401';

/**
 * Removes the imports that nothing uses and whose name is taken by something else: a feature called `status`
 * in a module that has no use for FastAPI's. Ruff reports them without a fix.
 */
function withoutShadowedImports(text: string, problems: readonly Problem[]): string {
  const redefined = problems
    .filter(({ code }) => code === REDEFINED)
    .map(({ message }) => /^Redefinition of unused `(.+)` from line (\d+)/.exec(message) ?? []);
  if (redefined.length === 0) return text;
  const starts = lineStarts(text);
  const isShadowed = ({ bound, from }: { bound: string; from: number }) =>
    redefined.some(
      ([, name, row]) =>
        name === bound && starts.findLastIndex((start) => start <= from) === Number(row) - 1,
    );
  let result = text;
  for (const { from, to, names } of importStatementsOf(parseOnce(text)).reverse()) {
    const kept = names.filter((each) => !isShadowed(each));
    const [first, last] = [names[0], names.at(-1)];
    if (kept.length === names.length || first === undefined || last === undefined) continue;
    const list = kept.map((each) => text.slice(each.from, each.to)).join(', ');
    result =
      kept.length === 0
        ? result.slice(0, from) + result.slice(to)
        : result.slice(0, first.from) + list + result.slice(last.to);
  }
  return result;
}

/**
 * Removes the blocks whose imports are all unused, such as those for type checkers: each of Ruff's fixes leaves one
 * import for the others to stand with, and all together leave none.
 */
function withoutNeedlessBlocks(text: string, problems: readonly Problem[]): string {
  const starts = lineStarts(text);
  const unused = problems
    .filter(({ code }) => code === UNUSED)
    .map(({ start_location: { column, row } }) => (starts[row - 1] ?? 0) + column - 1);
  if (unused.length === 0) return text;
  const isNeedless = ({ block = [], from, keyword, to }: Statement) => {
    const imports = block.flatMap((each) =>
      importStatementsOf({ text, statements: [each], comments: [] }),
    );
    const names = imports.flatMap((each) => each.names);
    const unusedHere = unused.filter((at) => from <= at && at < to);
    return (
      keyword === 'if' && imports.length === block.length && names.length === unusedHere.length
    );
  };
  const { statements } = parseOnce(text);
  const needless = statements.filter(
    (each, index) =>
      isNeedless(each) && !['elif', 'else'].includes(statements[index + 1]?.keyword ?? ''),
  );
  return needless
    .toReversed()
    .reduce((result, { from, to }) => result.slice(0, from) + result.slice(to), text);
}

/** Applies every fix that overlaps no earlier one. */
function applyFixes(text: string, problems: readonly Problem[]): string {
  const lines = lineStarts(text);
  const offset = ({ row, column }: Position) => (lines[row - 1] ?? text.length) + column - 1;
  const edits = problems
    .flatMap(({ fix }) => fix?.edits ?? [])
    .map((edit) => ({
      start: offset(edit.location),
      end: offset(edit.end_location),
      content: edit.content ?? '',
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let done = 0;
  for (const edit of edits) {
    if (edit.start < done) continue;
    result += text.slice(done, edit.start) + edit.content;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Marks the lines that no formatter can shorten: a name or a text of the person's own is simply long. */
export function waiveLongLines(text: string, format: FormatOptions): string {
  if (!text.split('\n').some((line) => line.length > format.lineLength)) return text;
  const long = problemsOf(openWorkspace(ruffOptionsOf(format)), text)
    .filter(({ code }) => code === LINE_TOO_LONG)
    .map(({ start_location: { row } }) => row - 1);
  return withWaivers(text, waiversFor(long, text));
}

function describe(path: string, problems: readonly Problem[], text: string): string {
  const lines = text.split('\n');
  const details = problems.map(
    ({ code, message, start_location: { row } }) =>
      `  line ${row}: ${code ?? 'syntax'} ${message}\n    ${lines[row - 1] ?? ''}`,
  );
  return `the template of ${path} gives Python that is wrong:\n${details.join('\n')}`;
}
