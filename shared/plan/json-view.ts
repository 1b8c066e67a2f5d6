/** What templates say where a project decides how the keys of its JSON are spelt. */
import { keyInJson } from '../feature/json-case.js';
import type { Architecture } from './architecture.js';
import { targetModule } from './templates.js';

/** What classes of requests and answers are made from in camelCase. */
const CAMEL_CLASS = 'CamelModel';

/** Returns what every template sees of that. */
export function viewJson({
  camelSchema = '',
  json,
}: Pick<Architecture, 'camelSchema' | 'json'> = {}) {
  const isCamel = json === 'camel';
  const module = targetModule(camelSchema);
  return {
    /** Returns a name as JSON has it: `created_at`, `createdAt`. */
    inJson: (name: string) => keyInJson(name, json),
    /** What classes of requests and answers are made from. */
    Schema: isCamel ? CAMEL_CLASS : 'BaseModel',
    /** The line that imports it, where it is the project's own. */
    schemaImport: isCamel ? `from ${module} import ${CAMEL_CLASS}, spell_fields\n` : '',
    /** The same before another class that it is made from. */
    schemaFirst: isCamel ? `${CAMEL_CLASS}, ` : '',
    isCamel,
    /** What a refusal says, with the fields that it names. */
    detailInJson: isCamel ? 'spell_fields(detail)' : 'detail',
    /** Returns a query string in a test, a dictionary, as answers repeat it. */
    repeatedInJson: (question: string) =>
      isCamel ? `{to_camel(name): value for name, value in ${question}.items()}` : question,
    /** The line that imports what that takes. */
    spellingImport: isCamel ? 'from pydantic.alias_generators import to_camel\n' : '',
  };
}
