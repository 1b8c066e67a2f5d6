import { CHANGE_ALL_THE_SAME } from '../ask/losses.js';
import { planUpgrade } from '../evolve/upgrade.js';
import { orderFeatures } from '../feature/order.js';
import { layOut } from '../plan/lay-out.js';
import { rememberedChoices } from '../project/memory.js';
import type { Evolution } from './evolution-command.js';
import { rememberedIn } from './remembered.js';
import { pathsIn, versionsIn } from './versions.js';

/** Brings what stands to the templates of this version. */
export const UPGRADING: Evolution = {
  command: 'upgrade',
  takesMore: false,
  isAboutAll: true,
  question: CHANGE_ALL_THE_SAME,
  plan: async ({ architecture, decide, options, workspace }) => {
    const { parseFeature } = await import('../feature/schema.js');
    const choices = rememberedChoices(workspace);
    return planUpgrade({
      workspace,
      layOut: (own) => layOut(architecture, own, choices),
      features: orderFeatures(rememberedIn(architecture, workspace, parseFeature)),
      versionsOf: versionsIn(workspace.root),
      pathsOf: pathsIn(workspace.root),
      decide: options.force ? () => 'theirs' : decide,
    });
  },
};
