/** What a person at a terminal wants to change of a feature that stands. */
import type { Ask } from '../ask/ask.js';
import { interviewAbout } from '../ask/interview.js';
import { RefusalError } from '../errors.js';
import { planChange } from '../evolve/change.js';
import { commandOf } from '../feature/notation.js';
import type { FeatureSpec } from '../feature/spec.js';
import { layOut } from '../plan/lay-out.js';
import { rememberedChoices } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';
import type { Answered, EvolutionContext } from './evolution-command.js';
import { hostOf } from './host.js';
import { readRemembered } from './remembered.js';
import { renamesOf } from './said-anew.js';

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
  const askOnce = remembering(ask);
  const renamesTo = (next: FeatureSpec) => renamesOf(spec, next, {}, askOnce);
  const next = await interviewAbout(spec, {
    ...hostOf({
      ask,
      say,
      architecture,
      run: { workspace },
      choices,
      isGiven: () => false,
      destination: options.destination,
    }),
    foresee: async (feature) => {
      const renamed = await renamesTo(feature);
      const { conflicts, files, plan, risky } = planChange({
        workspace,
        layOut: (own: Workspace) => layOut(architecture, own, choices),
        spec,
        next: feature,
        others,
        renamed,
        architecture: architecture.id,
        choices,
      });
      if (conflicts.length > 0) throw new RefusalError(conflicts);
      const notes = [...plan.notes, ...risky.map(({ message }) => message)];
      return {
        plans: [{ ...plan, notes }],
        files,
        command: commandWith(renamed, commandOf(architecture, feature, options.destination)),
      };
    },
  });
  return { next, renamed: await renamesTo(next) };
}

/** Returns what gives the same answer where the same is asked again, as each look at a plan does. */
function remembering(ask: Ask): Ask {
  const answers = new Map<unknown, unknown>();
  return async <T>(question: Parameters<Ask>[0]): Promise<T> => {
    if (!answers.has(question.message)) answers.set(question.message, await ask(question));
    return answers.get(question.message) as T;
  };
}

function commandWith(renamed: ReadonlyMap<string, string>, command: string): string {
  const pairs = [...renamed].map(([old, now]) => `${old}=${now}`);
  return pairs.length === 0 ? command : `${command} --rename ${pairs.join('+')}`;
}
