import { EditedModule } from './edited-module.js';
import { indentAt, linesAfter, refuseEdit } from './edits.js';
import { factsOf } from './module-facts.js';
import { wrapped } from './wrapping.js';

/** Annotated fields to add to a class: settings, columns. */
interface ClassFieldsRequest {
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
  const module = EditedModule.open(path, source, () => lines);
  const found = factsOf(module.parsed).classes.find(({ name }) => name === className);
  if (found === undefined) return refuseEdit(path, `it has no class ${className}`, lines);

  const missing = Object.entries(fields).filter(([name]) => !found.fields.has(name));
  if (missing.length === 0) return source;
  const [last] = [...found.fields.values()].toSorted((a, b) => b.to - a.to);
  if (last === undefined) return refuseEdit(path, `${className} has no fields`, lines);
  const indent = indentAt(source, last.from);
  const added = missing.flatMap(([name, rest]) => wrapped(name + rest, indent));
  return module.insert([linesAfter(source, last.to, added)]);
}
