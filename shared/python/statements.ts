import { EditedModule, type Place } from './edited-module.js';
import { indentAt, insert, linesAfter, newlineOf, refuseEdit } from './edits.js';
import { importsOf } from './imports.js';
import { type ParsedModule, plainBlocks, textOf } from './syntax.js';
import { wrapped } from './wrapping.js';

/** A statement to add behind others of its kind. */
interface StatementRequest {
  /** The file, for messages. */
  readonly path: string;
  /** The statement, on one line. */
  readonly statement: string;
  /** What those of its kind look like; the last one is followed. */
  readonly kind: RegExp;
  /** What those of its kind are, for messages: `calls of create_all`. */
  readonly kindName: string;
  /** Whether it may be the first of its kind; it then comes behind the imports. */
  readonly mayBeFirst?: boolean;
}

/**
 * Adds a statement behind the last of its kind, at the top level or in a function.
 *
 * @returns the edited text; the same text where the statement is there already.
 * @throws RefusalError where there is none of its kind, or there are some in several places.
 */
export function addStatement(source: string, request: StatementRequest): string {
  const { path, statement, kind, kindName } = request;
  const module = EditedModule.open(path, source, () => [statement]);
  const reading = `statements ${kind}` as const;
  const blocks = module.reading(
    reading,
    (parsed) => statementsLike(parsed, kind),
    (found) => found.flat(),
  );
  const [statements] = blocks;
  const isThere = (place: Place) => bare(textOf(module, place)) === bare(statement);
  if (statements?.some(isThere)) return source;
  if (statements === undefined) {
    const lastImport = importsOf(module).at(-1);
    if (!request.mayBeFirst || lastImport === undefined) {
      return refuseEdit(path, `it has no ${kindName}`, [statement]);
    }
    const first = ['', ...wrapped(statement, '')];
    return module.rewrite(insert(source, [linesAfter(source, lastImport.to, first)]));
  }
  if (blocks.length > 1) {
    return refuseEdit(path, `it has ${kindName} in several functions`, [statement]);
  }
  const last = statements.at(-1) as Place;
  const indent = indentAt(source, last.from);
  const insertion = linesAfter(source, last.to, wrapped(statement, indent));
  module.insert([insertion], ['imports', 'exports', 'names', reading]);
  const from = insertion.at + newlineOf(source).length + indent.length;
  const added = { from, to: insertion.at + insertion.text.length };
  statements.push(added);
  module.note(reading, added);
  return module.text;
}

/** A statement without what depends on how it is wrapped. */
function bare(statement: string): string {
  return statement.replaceAll(/\s+|,(?=\s*[)\]}])/g, '');
}

/** Returns the statements of a kind, in each block that has any. */
function statementsLike(module: ParsedModule, kind: RegExp): Place[][] {
  return plainBlocks(module)
    .map((block) =>
      block.statements
        .filter((each) => kind.test(textOf(module, each)))
        .map(({ from, to }) => ({ from, to })),
    )
    .filter((statements) => statements.length > 0);
}
