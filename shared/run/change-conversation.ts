/** What a person at a terminal wants to change of a feature that stands. */
import { type Ask, askingOnce } from '../ask/ask.js';
import { conflictNotes } from '../ask/conflict-choice.js';
import { interviewAbout } from '../ask/interview.js';
import { commandOf } from '../feature/notation.js';
import type { FeatureSpec } from '../feature/spec.js';
import { rememberedChoices } from '../project/memory.js';
import type { Answered, EvolutionContext } from './evolution-command.js';
import { hostOf } from './host.js';
import { readRemembered, refuseMissing } from './remembered.js';
import { renamesOf, withRenames } from './said-anew.js';
import { planWholeChange } from './whole-change.js';

/** Who is asked. */
export interface Person {
  readonly ask: Ask;
  say(text: string): void;
}

/**
 * Asks what is to change, shows what that does, and lets the user go on until it is right.
 *
 * @throws CancelledError if the user cancels.
 */
export async function askWhatChanges(
  { architecture, name, options, workspace }: EvolutionContext,
  { ask, say }: Person,
): Promise<Answered> {
  const { others, spec } = await readRemembered(architecture, workspace, name);
  const choices = rememberedChoices(workspace);
  const askOnce = askingOnce(ask);
  const renamesTo = (next: FeatureSpec) => renamesOf(spec, next, {}, askOnce);
  const next = await interviewAbout(spec, {
    ...hostOf({
      ask,
      askOnce,
      say,
      architecture,
      run: { workspace },
      choices,
      isGiven: () => false,
      destination: options.destination,
    }),
    foresee: async (feature) => {
      const renamed = await renamesTo(feature);
      const change = { workspace, spec, next: feature, others, renamed, architecture, choices };
      const evolved = planWholeChange(change) ?? refuseMissing(spec);
      const { conflicts, files, plans, risky } = evolved;
      const told = [...risky.map(({ message }) => message), ...conflictNotes(conflicts)];
      return {
        plans: plans.map((plan) => ({ ...plan, notes: [...plan.notes, ...told] })),
        files,
        command: withRenames(commandOf(architecture, feature, options.destination), renamed),
      };
    },
  });
  return { next, renamed: await renamesTo(next) };
}
