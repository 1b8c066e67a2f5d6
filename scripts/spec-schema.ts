/** The JSON Schema of spec files, which the build writes for editors. */
import { ARCHITECTURES } from '../generators/app/architectures.js';
import { specJsonSchema } from '../shared/feature/schema.js';

const names = ARCHITECTURES.flatMap(({ generator, id }) => [generator, id]);

/** The text of the schema, with the names of all architectures. */
export const SPEC_SCHEMA = `${JSON.stringify(specJsonSchema([...new Set(names)]), undefined, 2)}\n`;
