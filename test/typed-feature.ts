import { parseArgs } from 'node:util';
import type { FeatureConventions } from '../shared/feature/key.js';
import { PARSER_OPTIONS, readOptions } from '../shared/feature/options.js';
import { type FeatureSpec, featureFromArguments } from '../shared/feature/spec.js';

/** Returns the feature that a command line describes, without the sub-generator. */
export function typedFeature(
  words: readonly string[],
  conventions: FeatureConventions,
): FeatureSpec {
  const { positionals, values } = parseArgs({
    args: [...words],
    options: PARSER_OPTIONS,
    allowPositionals: true,
    allowNegative: true,
  });
  const [name = '', ...tokens] = positionals;
  return featureFromArguments(name, tokens, readOptions(values), conventions);
}
