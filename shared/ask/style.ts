/** Which style of an architecture a run is for. */

import { RefusalError, UsageError } from '../errors.js';
import { isNamespace, yeomanCommand } from '../feature/namespace.js';
import type { Architecture, ArchitectureFamily } from '../plan/architecture.js';
import { rememberedArchitecture, rememberedGenerator } from '../project/memory.js';
import { recognise, recogniseShape } from '../project/recognition.js';
import type { Workspace } from '../project/workspace.js';
import { meant, suggest } from '../suggestion.js';
import type { Ask } from './ask.js';

/**
 * Settles the style: the one that was given, else the one the project follows, else the user's
 * answer, else the first.
 *
 * @param given the value of `--style`.
 * @param ask undefined if there is nobody to ask.
 * @throws UsageError if there is no such style.
 * @throws RefusalError if the project follows another architecture, or another style than the one
 *   given.
 */
export async function chooseStyle(
  family: ArchitectureFamily,
  given: string | undefined,
  workspace: Workspace,
  ask: Ask | undefined,
): Promise<Architecture> {
  const wanted = given === undefined ? undefined : findStyle(family, given);
  refuseOtherArchitecture(family, workspace);
  refuseOtherGenerator(family[0], workspace);
  const followed = recognise(workspace, family);
  if (wanted !== undefined && followed !== undefined && wanted !== followed) {
    throw new RefusalError(
      `--style ${given}: the project already follows the style "${followed.style}", and a project can have only one. ` +
        'Leave --style out, or choose another project with --destination.',
      { place: '--style', suggestion: followed.style },
    );
  }
  const settled =
    wanted ?? followed ?? (family.length === 1 ? family[0] : recogniseShape(workspace, family));
  if (settled !== undefined || ask === undefined) return settled ?? family[0];
  const { choiceOf } = await import('./architecture-choice.js');
  const style = await ask<string>({
    type: 'select',
    name: 'style',
    message: 'Which style?',
    choices: family.map((architecture) => choiceOf(architecture, architecture.style ?? '')),
  });
  return findStyle(family, style);
}

function refuseOtherArchitecture(family: ArchitectureFamily, workspace: Workspace): void {
  const remembered = rememberedArchitecture(workspace);
  if (remembered === undefined || family.some(({ id }) => id === remembered)) return;
  throw new RefusalError(
    `.yo-rc.json says that the project follows "${remembered}", so it cannot take a feature in another architecture. ` +
      "Leave the architecture out to use the project's own, or correct .yo-rc.json.",
  );
}

/** @throws RefusalError if another generator adds the features of the project: its templates would be missed. */
function refuseOtherGenerator({ generator }: Architecture, workspace: Workspace): void {
  const remembered = rememberedGenerator(workspace);
  if (remembered === undefined || remembered === generator) return;
  const own = isNamespace(generator) ? `"${generator}" in place of it` : 'nothing';
  throw new RefusalError(
    `.yo-rc.json says that the generator ${remembered} adds the features of this project, so ${generator} cannot. ` +
      `Run fastapi-feature without a generator, or ${yeomanCommand(remembered)}; or, if it should no longer, write ${own} for "generator" in .yo-rc.json.`,
    { place: '.yo-rc.json', suggestion: remembered },
  );
}

function findStyle(family: ArchitectureFamily, given: string): Architecture {
  const names = family.flatMap(({ style }) => style ?? []);
  const found = family.find(({ style }) => style === given);
  if (found !== undefined) return found;
  if (names.length === 0) {
    throw new UsageError(
      `--style ${given}: ${family[0].generator} has no styles. Leave --style out.`,
    );
  }
  const near = suggest(given, names);
  throw new UsageError(
    `--style ${given}: there is no such style. ${meant(near)}` +
      `Styles of ${family[0].generator}: ${names.join(', ')}.`,
    { place: '--style', suggestion: near },
  );
}
