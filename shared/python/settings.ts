/** Settings of an application: the fields of a class of pydantic-settings. */
import { addClassFields } from './class-fields.js';
import { addFromImport } from './imports.js';

/** What the annotations and values of settings are imported for, from Pydantic. */
const PYDANTIC = ['Field', 'HttpUrl', 'SecretStr'];

/**
 * Adds settings that the class `Settings` does not have, and what they import from Pydantic.
 *
 * @param path the file, for messages.
 * @param fields what follows the name of each: `: float = Field(default=30, gt=0)`.
 * @throws RefusalError if the class is not found, or cannot be edited safely.
 */
export function addSettings(
  source: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): string {
  const used = PYDANTIC.filter((name) =>
    Object.values(fields).some((field) => field.includes(name)),
  );
  return used.reduce(
    (text, name) => addFromImport(text, { path, module: 'pydantic', name }),
    addClassFields(source, { path, className: 'Settings', fields }),
  );
}
