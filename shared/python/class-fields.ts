import { indentAt, insert, linesAfter, parseForEdit, refuseEdit } from './edits.js';
import { statementsOf, textOf, undecorated } from './syntax.js';

/** Annotated fields to add to a class: settings, columns. */
export interface ClassFieldsRequest {
  /** The file, for messages. */
  readonly path: string;
  readonly className: string;
  /** The fields by name, each with what stands behind the name: `: str | None = None`. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Adds fields to a class at the top level of a module, behind its last field and before its methods.
 *
 * @returns the edited text; fields that the class has already are left as they are.
 * @throws RefusalError where there is no such class, or it has no field to follow.
 */
export function addClassFields(source: string, request: ClassFieldsRequest): string {
  const { path, className, fields } = request;
  const lines = Object.entries(fields).map(([name, rest]) => name + rest);
  const module = parseForEdit(path, source, lines);
  const body = statementsOf(module.root)
    .map(undecorated)
    .find((node) => {
      const name = node.getChild('VariableName');
      return node.name === 'ClassDefinition' && name !== null && textOf(module, name) === className;
    })
    ?.getChild('Body');
  if (!body) return refuseEdit(path, `it has no class ${className}`, lines);

  const assignments = statementsOf(body).filter(({ name }) => name === 'AssignStatement');
  const known = new Set(
    assignments.flatMap(({ firstChild }) => (firstChild ? [textOf(module, firstChild)] : [])),
  );
  const missing = Object.entries(fields).filter(([name]) => !known.has(name));
  if (missing.length === 0) return source;
  const last = assignments.at(-1);
  if (last === undefined) return refuseEdit(path, `${className} has no fields`, lines);
  const indent = indentAt(source, last.from);
  const added = missing.map(([name, rest]) => indent + name + rest);
  return insert(source, [linesAfter(module, last.to, added)]);
}
