/** The JSON Schema of what `--json` prints, which the build writes for programs. */
import { documentJsonSchema } from '../shared/show/documents.js';

/** The text of the schema. */
export const RUN_SCHEMA = `${JSON.stringify(documentJsonSchema(), undefined, 2)}\n`;
