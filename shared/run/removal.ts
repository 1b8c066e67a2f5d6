import { planRemoval } from '../evolve/removal.js';
import { layOut } from '../plan/lay-out.js';
import { rememberedChoices } from '../project/memory.js';
import { committedIn } from './committed.js';
import type { Evolution } from './evolution-command.js';
import { readRemembered } from './remembered.js';

/** Takes a feature away again. */
export const REMOVAL: Evolution = {
  command: 'remove',
  takesMore: false,
  question: 'This code would break without it. Remove it all the same?',
  plan: async ({ architecture, kept, name, options, workspace }) => {
    const choices = rememberedChoices(workspace);
    return planRemoval({
      ...(await readRemembered(architecture, workspace, name)),
      workspace,
      layOut: (own) => layOut(architecture, own, choices),
      isWiringOnly: options.wiringOnly,
      isCommitted: committedIn(workspace.root),
      kept,
    });
  },
};
