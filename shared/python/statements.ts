import { indentAt, insert, linesAfter, parseForEdit, refuseEdit } from './edits.js';
import { importStatementsOf } from './module-facts.js';
import { plainBlocks, textOf } from './syntax.js';

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
  const module = parseForEdit(path, source, [statement]);
  const blocks = plainBlocks(module)
    .map((block) => block.statements.filter((each) => kind.test(textOf(module, each))))
    .filter((statements) => statements.length > 0);
  const [statements] = blocks;
  if (statements?.some((each) => textOf(module, each) === statement)) return source;
  if (statements === undefined) {
    const lastImport = importStatementsOf(module).at(-1);
    if (!request.mayBeFirst || lastImport === undefined) {
      return refuseEdit(path, `it has no ${kindName}`, [statement]);
    }
    return insert(source, [linesAfter(source, lastImport.to, ['', statement])]);
  }
  if (blocks.length > 1) {
    return refuseEdit(path, `it has ${kindName} in several functions`, [statement]);
  }
  const last = statements.at(-1) as (typeof statements)[number];
  const line = indentAt(source, last.from) + statement;
  return insert(source, [linesAfter(source, last.to, [line])]);
}
