/** Takes the user from nothing to a feature they have seen and agreed to. */

import { CancelledError, ForeseenError, UsageError } from '../errors.js';
import { nameNewFeature } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Plan } from '../plan/plan.js';
import { refuseFoundationNames } from '../plan/prescribed-layout.js';
import type { PlannedFile } from '../project/workspace.js';
import { planText } from '../show/plan-text.js';
import { colouredDiff, diffsOf, toText } from '../show/preview.js';
import { type Conversation, type Draft, featureOf, type NamedDraft } from './draft.js';
import { describeName } from './meaning.js';
import { STEPS, type Step } from './steps.js';

/** What the user sees before they agree. */
export interface Outlook {
  readonly plans: readonly Plan[];
  readonly files: readonly PlannedFile[];
  /** The command that does the same. */
  readonly command: string;
}

/** What the caller of the interview has to provide. */
export interface Host extends Conversation {
  /**
   * Plans a feature without writing it; undefined if the run will write nothing.
   *
   * @throws UsageError or RefusalError if the feature is not possible.
   */
  readonly foresee: ((feature: FeatureSpec) => Outlook) | undefined;
}

/**
 * Asks for everything that was not given, shows what would be done, and lets the user change
 * answers until the plan is right.
 *
 * @param given what the command line already says; it is checked before the first question.
 * @throws UsageError if something that was given is wrong.
 * @throws CancelledError if the user cancels.
 */
export async function interview(given: Draft, host: Host): Promise<FeatureSpec> {
  refuseWrong(given, host);
  if (given.name !== undefined) host.say(describeName(given.name, given.options.plural, host.urls));
  let draft = given;
  const asked: Step[] = [];
  for (const step of STEPS) {
    if (!step.applies(draft, host)) continue;
    draft = await step.ask(draft, host);
    asked.push(step);
  }
  const { foresee } = host;
  if (foresee === undefined) return featureOf(draft as NamedDraft, host);
  return review(draft as NamedDraft, asked, { ...host, foresee });
}

/** @throws UsageError if something that was given is wrong whatever the answers will be. */
function refuseWrong({ name, tokens, options }: Draft, host: Host): void {
  if (name !== undefined)
    refuseFoundationNames(host.architecture, nameNewFeature(name, options.plural));
  featureOf(
    { name: name ?? 'feature', tokens: tokens.length === 0 ? ['anything'] : tokens, options },
    host,
  );
}

/** What the user decides after seeing a plan. */
type Verdict = 'write' | 'why' | 'diffs' | 'files' | 'change' | 'cancel';

/** A host whose run will write something. */
type ForeseeingHost = Host & { readonly foresee: NonNullable<Host['foresee']> };

async function review(
  draft: NamedDraft,
  asked: readonly Step[],
  host: ForeseeingHost,
): Promise<FeatureSpec> {
  const outlook = outlookOf(draft, host);
  if (outlook !== undefined) {
    const { command, files, plans } = outlook;
    host.say(`\n${planText(plans, files, false)}\n\nThe equivalent command:\n  ${command}\n`);
  }
  for (;;) {
    const verdict = await host.ask<Verdict>(verdictQuestion(outlook));
    switch (verdict) {
      case 'write':
        return featureOf(draft, host);
      case 'cancel':
        throw new CancelledError();
      case 'why':
        host.say(`\n${explanationOf(outlook)}\n`);
        break;
      case 'diffs':
        host.say(`\n${colouredDiff(diffsOf(outlook?.files ?? []))}`);
        break;
      case 'files':
        host.say(`\n${planText(outlook?.plans ?? [], outlook?.files ?? [], true)}\n`);
        break;
      case 'change':
        return review(await change(draft, asked, host), asked, host);
    }
  }
}

/** Explains why the files of the feature exist, by layer, and what is left out. */
function explanationOf({ files, plans }: Partial<Outlook> = {}): string {
  const own = (files ?? []).filter(({ layer }) => layer !== 'foundation' && layer !== 'project');
  const omitted = (plans ?? []).flatMap((plan) => plan.omitted);
  return toText(own, omitted, { explain: true, diffs: false });
}

/** Returns what would be done. If it is not possible, says why and returns undefined. */
function outlookOf(draft: NamedDraft, host: ForeseeingHost): Outlook | undefined {
  try {
    return host.foresee(featureOf(draft, host));
  } catch (error) {
    if (!(error instanceof ForeseenError)) throw error;
    host.say(`\n${error.message}\n`);
    return undefined;
  }
}

function verdictQuestion(outlook: Outlook | undefined) {
  const files = outlook?.files ?? [];
  const hasDiffs = files.some(({ action }) => action === 'edit' || action === 'overwrite');
  const hasFoundation = files.some(({ layer }) => layer === 'foundation');
  return {
    type: 'select',
    name: 'verdict',
    message: outlook === undefined ? 'That cannot be done. What now?' : 'Go ahead?',
    choices: [
      ...(outlook === undefined ? [] : [{ name: 'Write the files', value: 'write' }]),
      ...(outlook === undefined ? [] : [{ name: 'Explain why each file exists', value: 'why' }]),
      ...(hasDiffs ? [{ name: 'Show the changes to existing files', value: 'diffs' }] : []),
      ...(hasFoundation ? [{ name: 'List all files', value: 'files' }] : []),
      { name: 'Change an answer', value: 'change' },
      { name: 'Cancel without writing anything', value: 'cancel' },
    ],
  };
}

/**
 * Asks a question again. If the new answer contradicts another one, says so and changes nothing.
 */
async function change(draft: NamedDraft, asked: readonly Step[], host: Host): Promise<NamedDraft> {
  const index = await host.ask<number>({
    type: 'select',
    name: 'change',
    message: 'Which answer do you want to change?',
    choices: asked.map(({ label }, value) => ({ name: label, value })),
  });
  try {
    return (await asked[index]?.ask(draft, host)) as NamedDraft;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.say(`\n${error.message}\n`);
    return draft;
  }
}
