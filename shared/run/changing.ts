/** Makes another feature of one that stands. */
import { CHANGE_ALL_THE_SAME } from '../ask/losses.js';
import { UsageError } from '../errors.js';
import { parseFieldToken } from '../feature/field/grammar.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { writeFields } from '../feature/fields.js';
import { includedReferences } from '../feature/includes.js';
import { writeFeature } from '../feature/notation.js';
import type { RunOptions } from '../feature/options.js';
import { orderFeatures } from '../feature/order.js';
import { dataOrigin, type Origin } from '../feature/origin.js';
import { besidePair } from '../feature/pair.js';
import { partItems } from '../feature/part-items.js';
import { writeParts } from '../feature/parts.js';
import { followSources } from '../feature/slugs.js';
import { type FeatureSpec, resolveFeature } from '../feature/spec.js';
import { carryTogether } from '../feature/together.js';
import { rememberedChoices } from '../project/memory.js';
import { readDropped, readRenamed } from './changed-fields.js';
import type { Answered, Evolution, EvolutionContext } from './evolution-command.js';
import { readRemembered, refuseMissing } from './remembered.js';
import { planWholeChange } from './whole-change.js';

/** What can be said of a feature that changes besides its fields, in place of what was said of it. */
const ALONGSIDE = ['parts', 'include', 'pair', 'feed'] as const;

/** Where a change was said: fields as data, as each is checked where it is read, and the rest as options. */
const ORIGIN: Origin = {
  ...dataOrigin(''),
  place: (path) => ((ALONGSIDE as readonly string[]).includes(path) ? `--${path}` : path),
};

export const CHANGING: Evolution = {
  command: 'change',
  takesMore: true,
  question: CHANGE_ALL_THE_SAME,
  converse: async (context, person) => {
    const { options, tokens } = context;
    const said = [options.rename, options.drop, ...ALONGSIDE.map((name) => options[name])];
    if (tokens.length > 0 || said.some((each) => each !== undefined)) return undefined;
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
  const isSilent = ALONGSIDE.every((option) => options[option] === undefined);
  if (isSilent && tokens.length + renamed.size + dropped.size === 0) {
    throw new UsageError(
      `nothing was said to change of ${name}. Say a field (weight:float:optional), --rename OLD=NEW or --drop FIELD.`,
      { place: 'FIELD' },
    );
  }
  const fields = fieldsAfter(spec, renamed, dropped, tokens);
  const [unique, index] = [besidePair(spec), spec.index].map((together) =>
    carryTogether(together, renamed, dropped),
  );
  const [by, search, included = []] = [spec.by, spec.search, spec.include].map((names) =>
    names.filter((each) => !dropped.has(each)).map((each) => renamed.get(each) ?? each),
  );
  // Parts alone are nothing to ask for.
  const include = includedReferences({ fields, include: included }).length > 0 ? included : [];
  // A pair of which one goes is none.
  const [pair = []] = carryTogether([spec.pair], renamed, dropped);
  const body = {
    ...writeFeature(spec),
    ...{ unique, pair, index, by, search, include },
    ...Object.fromEntries(
      ALONGSIDE.flatMap((option) =>
        options[option] === undefined ? [] : [[option, options[option]]],
      ),
    ),
    parts: partsAfter(spec, fields, options.parts),
    fields: writeFields(fields),
    name,
  };
  return { next: resolveFeature(body, ORIGIN, architecture), renamed };
}

/** Returns what each part has: what is said of it, and what stands of the others that fields still have. */
function partsAfter(
  spec: FeatureSpec,
  fields: readonly FieldSpec[],
  said: RunOptions['parts'] = [],
): readonly (readonly string[])[] {
  const anew = partItems(said);
  const isKept = (part: string) =>
    fields.some((field) => field.part === part) && !anew.some(([name]) => name === part);
  const kept = spec.parts.filter(({ name }) => isKept(name));
  return [...partItems(writeParts(kept) ?? []), ...anew];
}

/**
 * Returns the fields in their order: renamed, without those that are dropped, with what is said of others.
 *
 * @throws UsageError for what is said wrongly.
 */
function fieldsAfter(
  spec: FeatureSpec,
  renamed: ReadonlyMap<string, string>,
  dropped: ReadonlySet<string>,
  tokens: readonly string[],
): readonly FieldSpec[] {
  const kept = spec.fields
    .filter(({ name }) => !dropped.has(name))
    .map((field) => ({ ...field, name: renamed.get(field.name) ?? field.name }));
  const said = tokens.map((token, index) =>
    parseFieldToken(token, `field ${index + 1}`, { feature: spec.name }),
  );
  const all = [...followSources(kept, renamed), ...said];
  return [...new Map(all.map((field) => [field.name, field])).values()];
}
