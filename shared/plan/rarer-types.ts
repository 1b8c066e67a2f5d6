/** Types that few features have: each is a module of its own, which a project has from its first field of that type on. */
import type { FieldSpec } from '../feature/field/spec.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Capability } from './architecture.js';

/** Them by the type of a field: the module, what it binds, and what it is for. */
const RARER = {
  bytes: ['base64_bytes', 'Base64', 'The type of bytes, which are Base64 in JSON.'],
  duration: ['durations', 'Duration', 'The type of lengths of time, as ISO 8601 writes them.'],
  ip: ['ip_addresses', 'IpAddress', 'The type of addresses of the internet, each in one spelling.'],
} as const;

/**
 * Returns the capabilities of these types.
 *
 * @param folder where their modules are, beside that of the other types.
 * @param tests where their tests are.
 */
export function rarerTypes(folder: string, tests: string): readonly Capability[] {
  return Object.entries(RARER).map(([type, [module, symbol, why]]) => {
    const path = `${folder}/${module}.py`;
    const isOfType = ({ items, type: own }: FieldSpec) => own === type || items === type;
    return {
      id: module.replaceAll('_', '-'),
      why,
      evidence: { path, symbol },
      files: [`${path}.ejs`, `${tests}/test_${module}.py.ejs`],
      when: ({ fields, parts }: FeatureSpec) =>
        [...fields, ...parts.flatMap((part) => part.fields)].some(isOfType),
      whenUsers: ({ fields }) => fields.some(isOfType),
    };
  });
}
