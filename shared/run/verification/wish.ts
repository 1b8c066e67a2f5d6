/** Whether somebody wants what is written to be verified. Every run loads this, and only what verifies loads the rest. */
import type { Ask } from '../../ask/ask.js';
import { RefusalError } from '../../errors.js';
import type { RunOptions } from '../../feature/options.js';
import { changes, type PlannedFile } from '../../project/workspace.js';
import type { VerificationDocument } from '../../show/documents.js';
import type { Verification } from './verification.js';

/** What decides whether a run is verified. */
export interface Wish {
  readonly options: Pick<RunOptions, 'dryRun' | 'json' | 'verify'>;
  /** Whether it was said, either way. */
  readonly isSaid: boolean;
  /** Asks whoever is there. */
  readonly ask: Ask | undefined;
  say(text: string): void;
}

/**
 * Prepares what verifies a run, if somebody wants that. What has nothing to write is verified at once.
 *
 * @param files what is going to happen to each file.
 * @throws RefusalError if it is wanted and there is no environment for it, or what stands does not work.
 */
export async function verificationFor(
  root: string,
  files: readonly PlannedFile[],
  { ask, isSaid, options, say }: Wish,
): Promise<Verification | undefined> {
  const isOffered = ask !== undefined && !isSaid && files.some(changes);
  if (options.dryRun || !(options.verify || isOffered)) return undefined;
  const { prepareVerification } = await import('./verification.js');
  const prepared = await prepareVerification(root, files);
  if (typeof prepared === 'string') {
    if (!options.verify) return undefined;
    throw new RefusalError(`--verify: ${prepared}`, { place: '--verify' });
  }
  if (!options.verify && !(await isWanted(ask as Ask))) return undefined;
  const told = options.json ? prepared : tellingOf(prepared, say);
  if (!files.some(changes)) await told.check(files, []);
  return told;
}

function isWanted(ask: Ask): Promise<boolean> {
  return ask<boolean>({
    type: 'confirm',
    name: 'verify',
    message:
      'Verify it? The application is imported and the new tests are run; if they fail, everything is put back.',
    default: true,
  });
}

function tellingOf(verification: Verification, say: Wish['say']): Verification {
  return {
    get result() {
      return verification.result;
    },
    check(files, written) {
      say('\nVerifying ...');
      return verification.check(files, written);
    },
  };
}

/** Returns what programs are told of a run that was written, whether it was verified or not. */
export function verificationDocument(verification: Verification | undefined): VerificationDocument {
  return verification?.result ?? { verified: false, steps: [] };
}

/**
 * Returns what people are told of it.
 *
 * @param files what happened to each file.
 * @param isAsked whether they were there to be asked: they know that they did not want it.
 */
export function verifiedText(
  verification: Verification | undefined,
  files: readonly PlannedFile[],
  isAsked: boolean,
): string | undefined {
  const { python, steps, verified } = verificationDocument(verification);
  if (!verified) {
    return isAsked || !files.some(changes)
      ? undefined
      : 'Not verified. Where the packages of the project are installed, the same command with --verify imports the application and runs the new tests.';
  }
  const said = (outcome: VerificationDocument['steps'][number]['outcome']) =>
    steps.filter((each) => each.outcome === outcome);
  const unchecked = said('not checked').map(
    ({ detail, step }) => `\nNot checked, ${step}: ${detail}.`,
  );
  const works = said('passed').map(({ detail }) => detail);
  return `Verified with ${python}: ${works.join('; ')}.${unchecked.join('')}`;
}
