/** Makes another feature of one that stands. */
import { CHANGE_ALL_THE_SAME } from '../ask/losses.js';
import { UsageError } from '../errors.js';
import { parseFieldToken } from '../feature/field/grammar.js';
import { writeFields } from '../feature/fields.js';
import { writeFeature } from '../feature/notation.js';
import { orderFeatures } from '../feature/order.js';
import { besidePair } from '../feature/pair.js';
import { followSources } from '../feature/slugs.js';
import type { FeatureSpec } from '../feature/spec.js';
import { carryTogether } from '../feature/together.js';
import { rememberedChoices } from '../project/memory.js';
import { readDropped, readRenamed } from './changed-fields.js';
import type { Answered, Evolution, EvolutionContext } from './evolution-command.js';
import { readRemembered, refuseMissing } from './remembered.js';
import { planWholeChange } from './whole-change.js';

export const CHANGING: Evolution = {
  command: 'change',
  takesMore: true,
  question: CHANGE_ALL_THE_SAME,
  converse: async (context, person) => {
    const { options, tokens } = context;
    if (tokens.length > 0 || options.rename !== undefined || options.drop !== undefined) {
      return undefined;
    }
    const { askWhatChanges } = await import('./change-conversation.js');
    return askWhatChanges(context, person);
  },
  plan: async (context) => {
    const { architecture, name, workspace } = context;
    const { others, spec } = await readRemembered(architecture, workspace, name);
    const { next, renamed } = context.answered ?? (await readDifference(context, spec));
    // Rows of a circle in which each needs the next could never be made.
    orderFeatures([...others, next]);
    const choices = rememberedChoices(workspace);
    const change = { workspace, spec, next, others, renamed, architecture, choices };
    return planWholeChange({ ...change, decide: context.decide }) ?? refuseMissing(spec);
  },
};

/**
 * Reads what the feature becomes from what is said of it.
 *
 * @throws UsageError for what is said wrongly.
 */
async function readDifference(
  { architecture, name, options, tokens }: EvolutionContext,
  spec: FeatureSpec,
): Promise<Answered> {
  const renamed = readRenamed(options.rename, spec);
  const dropped = readDropped(options.drop, spec);
  if (tokens.length + renamed.size + dropped.size === 0) {
    throw new UsageError(
      `nothing was said to change of ${name}. Say a field (weight:float:optional), --rename OLD=NEW or --drop FIELD.`,
      { place: 'FIELD' },
    );
  }
  const { parseFeature } = await import('../feature/schema.js');
  const fields = fieldsAfter(spec, renamed, dropped, tokens);
  const [unique, index] = [besidePair(spec), spec.index].map((together) =>
    carryTogether(together, renamed, dropped),
  );
  const [by, search, include] = [spec.by, spec.search, spec.include].map((names) =>
    names.filter((each) => !dropped.has(each)).map((each) => renamed.get(each) ?? each),
  );
  // A pair of which one goes is none.
  const [pair = []] = carryTogether([spec.pair], renamed, dropped);
  const body = { ...writeFeature(spec), fields, unique, pair, index, by, search, include, name };
  return { next: parseFeature(body, architecture), renamed };
}

/**
 * Returns the fields by name, in their order: renamed, without those that are dropped, with what is said of others.
 *
 * @throws UsageError for what is said wrongly.
 */
function fieldsAfter(
  spec: FeatureSpec,
  renamed: ReadonlyMap<string, string>,
  dropped: ReadonlySet<string>,
  tokens: readonly string[],
): Readonly<Record<string, string>> {
  const kept = spec.fields
    .filter(({ name }) => !dropped.has(name))
    .map((field) => ({ ...field, name: renamed.get(field.name) ?? field.name }));
  const said = tokens.map((token, index) =>
    parseFieldToken(token, `field ${index + 1}`, { feature: spec.name }),
  );
  return writeFields([...followSources(kept, renamed), ...said]);
}
