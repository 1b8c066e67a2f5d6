/** Which style of an architecture a run is about. */
import type { Architecture } from './architecture.js';
import { RefusalError, UsageError } from './errors.js';
import type { FileTree } from './file-tree.js';
import type { Ask } from './interview/ask.js';
import { recognise, recogniseShape } from './recognition.js';
import { rememberedArchitecture } from './remembered.js';
import { suggest } from './suggestion.js';

/** A sub-generator's architectures: one, or one for each of its styles, the usual one first. */
export type Styles = readonly [Architecture, ...Architecture[]];

/**
 * Settles the style: the one that was given, or else the one the project follows, or else the answer of
 * whoever can be asked, or else the first.
 *
 * @param given the value of `--style`.
 * @param ask where somebody is there to answer.
 * @throws UsageError for a style that does not exist.
 * @throws RefusalError where the project follows another style than the one that was given, or another architecture.
 */
export async function chooseStyle(
  styles: Styles,
  given: string | undefined,
  tree: FileTree,
  ask: Ask | undefined,
): Promise<Architecture> {
  const wanted = given === undefined ? undefined : findStyle(styles, given);
  refuseOtherArchitecture(styles, tree);
  const followed = recognise(tree, styles);
  if (wanted !== undefined && followed !== undefined && wanted !== followed) {
    throw new RefusalError(
      `--style ${given}: the project follows the style "${followed.style}", and one project has one style. ` +
        'Leave --style out, or name another project with --destination.',
    );
  }
  const settled =
    wanted ?? followed ?? (styles.length === 1 ? styles[0] : recogniseShape(tree, styles));
  if (settled !== undefined || ask === undefined) return settled ?? styles[0];
  const { choiceOf } = await import('./interview/architecture-choice.js');
  const style = await ask<string>({
    type: 'select',
    name: 'style',
    message: 'Which style?',
    choices: styles.map((architecture) => choiceOf(architecture, architecture.style ?? '')),
  });
  return findStyle(styles, style);
}

function refuseOtherArchitecture(styles: Styles, tree: FileTree): void {
  const remembered = rememberedArchitecture(tree);
  if (remembered === undefined || styles.some(({ id }) => id === remembered)) return;
  throw new RefusalError(
    `.yo-rc.json says that the project follows "${remembered}", so a feature in another architecture has no place in it. ` +
      'Leave the architecture out to follow the project, or correct .yo-rc.json.',
  );
}

function findStyle(styles: Styles, given: string): Architecture {
  const names = styles.flatMap(({ style }) => style ?? []);
  const found = styles.find(({ style }) => style === given);
  if (found !== undefined) return found;
  if (names.length === 0) {
    throw new UsageError(
      `--style ${given}: ${styles[0].generator} has no styles. Leave --style out.`,
    );
  }
  const near = suggest(given, names);
  throw new UsageError(
    `--style ${given}: there is no such style.${near === undefined ? '' : ` Did you mean "${near}"?`} ` +
      `Styles of ${styles[0].generator}: ${names.join(', ')}.`,
  );
}
