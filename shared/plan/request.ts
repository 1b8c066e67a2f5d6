/** Several features, planned as a whole. */
import { basename } from 'node:path';
import type { FeatureSpec } from '../feature/spec.js';
import { mergeFiles } from '../project/changes.js';
import type { FileTree } from '../project/file-tree.js';
import type { Choices } from '../project/memory.js';
import { MEMORY, withMemory } from '../project/memory.js';
import { type PlannedFile, PlannedFiles } from '../project/planned-files.js';
import { isForeign } from '../project/recognition.js';
import { timed } from '../timing.js';
import type { Architecture } from './architecture.js';
import { type Plan, planFeature } from './plan.js';

/** Features that a project is to have, in one architecture. */
export interface Request {
  readonly architecture: Architecture;
  readonly features: readonly FeatureSpec[];
  /** What was chosen where the code leaves it open. */
  readonly choices: Choices;
}

/** What a request takes. */
export interface PlannedRequest {
  readonly plans: readonly Plan[];
  /** What happens to each file, `.yo-rc.json` among them. */
  readonly files: readonly PlannedFile[];
}

/** Hears which feature is planned next: how many are done, of how many. */
export type OnProgress = (done: number, all: number, feature: string) => void;

/**
 * Plans a request as a whole.
 *
 * @param tree the project; the planned files are put over it.
 * @throws UsageError where the architecture cannot have such a feature.
 * @throws RefusalError where the project cannot be extended safely.
 */
export function planRequest(
  { architecture, features, choices }: Request,
  tree: FileTree,
  onProgress: OnProgress = () => undefined,
): PlannedRequest {
  const memory = new PlannedFiles(tree);
  // Planned first: what was chosen is read from there.
  memory.edit(
    MEMORY,
    withMemory(tree, {
      architecture: architecture.id,
      isForeign: isForeign(architecture, tree),
      choices,
      features,
    }),
    {
      layer: 'project',
      why: 'Remembers the architecture and the features, for later runs and for --print-spec.',
    },
  );
  const plans = features.map((feature, index) => {
    onProgress(index, features.length, feature.name);
    return timed('plan', () => planFeature(architecture, feature, tree, basename(tree.root)));
  });
  onProgress(features.length, features.length, '');
  return { plans, files: mergeFiles([...plans.flatMap(({ files }) => files), ...memory.all()]) };
}
