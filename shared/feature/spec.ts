/**
 * What makes a feature valid, wherever it comes from: a `FeatureSpec` is created here and nowhere
 * else.
 *
 * Nothing here loads the schema library, because the command line does not need it.
 */
import type { Problem } from '../errors.js';
import { readFields } from './fields.js';
import { type FeatureConventions, gather, type KeyOption } from './key.js';
import { FEATURE_KEYS, type FeatureBody, type FeatureOption, type FeatureParts } from './keys.js';
import { nameNewFeature, provisionalNames } from './naming.js';
import { type OptionValue, type PropertyName, propertyName } from './option.js';
import { COMMAND_LINE, type Origin, placed } from './origin.js';
import { withUniquePair } from './pair.js';
import { Problems } from './problems.js';

/** A feature that is known to be valid, in canonical form. */
export interface FeatureSpec extends FeatureParts {
  /** The singular in snake_case. */
  readonly name: string;
}

/** A feature as written in a spec file or passed in by another generator. */
export interface FeatureInput extends FeatureBody {
  readonly name: string;
}

/** The options of the command line that belong to a feature. */
export type FeatureOptions = {
  readonly [O in FeatureOption as PropertyName<O['name']>]?: OptionValue<O['kind']> | undefined;
};

/**
 * Makes a feature from what was typed on the command line or answered to questions.
 *
 * @param name the name of the feature, in any case.
 * @param tokens its fields.
 * @param options the values of the options that belong to a feature.
 * @param conventions those of the architecture.
 * @throws UsageError for anything that is not allowed, naming the argument or option.
 */
export function featureFromArguments(
  name: string,
  tokens: readonly string[],
  options: FeatureOptions = {},
  conventions: FeatureConventions = {},
): FeatureSpec {
  const given = ({ name }: KeyOption) => options[propertyName(name) as keyof FeatureOptions];
  const body = FEATURE_KEYS.map((key) => [
    key.name,
    key.kind === 'fields' ? tokens : gather(key, given),
  ]);
  const input: FeatureInput = { ...Object.fromEntries(body), name };
  return resolveFeature(input, COMMAND_LINE, conventions);
}

/**
 * Makes a feature from its written form.
 *
 * @param known what is already known to be wrong with it; this is not read any further.
 * @throws UsageError for everything that is not allowed, naming the places.
 */
export function resolveFeature(
  input: FeatureInput,
  origin: Origin,
  conventions: FeatureConventions = {},
  known: readonly Problem[] = [],
): FeatureSpec {
  const problems = new Problems(known);
  const isWrong = (key: string) => problems.within(origin.place(key)).length > 0;
  // The plural decides what the name may be.
  const named = isWrong('plural')
    ? undefined
    : problems.collect(() => placed(origin.prefix, () => nameNewFeature(input.name, input.plural)));
  const usual = named ?? provisionalNames(input.name);
  const names = { ...usual, table: input.table ?? usual.table };
  // Fields come first because other keys may refer to them.
  const isReadable = input.fields !== undefined && !problems.has(origin.place('fields'));
  const wrongBefore = problems.count;
  const fields = isReadable ? readFields(input.fields, names, origin, conventions, problems) : [];
  const lacksFields = !isReadable || problems.count > wrongBefore || isWrong('fields');
  const parts = FEATURE_KEYS.map((key) => {
    if (isWrong(key.name)) return {};
    const place = (option?: string) =>
      origin.place(option === undefined ? key.name : `${key.name}.${option}`);
    const said = input[key.name as keyof FeatureBody];
    return problems.collect(
      () => key.read(said, { names, fields, lacksFields, conventions, place }),
      place(),
    );
  });
  problems.settle();
  return withUniquePair(Object.assign({ name: names.snake }, ...parts));
}
