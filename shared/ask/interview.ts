/** Takes the user from nothing to a feature they have seen and agreed to. */

import { CancelledError, ForeseenError, UsageError } from '../errors.js';
import { formatFieldToken } from '../feature/field/grammar.js';
import { nameNewFeature } from '../feature/naming.js';
import { optionsOf } from '../feature/notation.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Plan } from '../plan/plan.js';
import { refuseFoundationNames } from '../plan/prescribed-layout.js';
import { MEMORY } from '../project/memory.js';
import type { PlannedFile } from '../project/workspace.js';
import { countOf, type PlanSection, planText, sectionsOf, sectionText } from '../show/plan-text.js';
import { colouredDiff, diffsOf, toText } from '../show/preview.js';
import { screenHeight, screenWidth, wrappedLines } from '../show/text-width.js';
import { type Conversation, type Draft, featureOf, type NamedDraft } from './draft.js';
import { aside, describeName } from './meaning.js';
import { inPromptWords } from './prompt-words.js';
import type { Step } from './step.js';
import { changeableSteps, STEPS } from './steps.js';

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
  readonly foresee: ((feature: FeatureSpec) => Outlook | Promise<Outlook>) | undefined;
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
  const { asked, draft } = await askAll(given, host);
  const { foresee } = host;
  if (foresee === undefined) return featureOf(draft as NamedDraft, host);
  return review(draft as NamedDraft, asked, { ...host, foresee });
}

/**
 * Asks what is to change of a feature that stands, shows what would be done, and lets the user change answers until the
 * plan is right.
 *
 * @param said what was said already of it, instead of what stands.
 * @throws CancelledError if the user cancels.
 */
export async function interviewAbout(
  standing: FeatureSpec,
  host: ForeseeingHost,
  said: Draft['options'] = {},
): Promise<FeatureSpec> {
  const draft: NamedDraft = {
    name: standing.name,
    tokens: standing.fields.map(formatFieldToken),
    options: { ...optionsOf(standing), ...said },
  };
  const asked = changeableSteps(draft, host);
  const message = `What do you want to change of ${standing.name}?`;
  return review(await change(draft, asked, host, message), asked, host);
}

/** Asks everything that applies. Once the rest may be as usual, one question is for all of it. */
async function askAll(
  given: Draft,
  host: Host,
): Promise<{ readonly draft: Draft; readonly asked: readonly Step[] }> {
  let draft = given;
  const asked: Step[] = [];
  let decided: readonly Step[] | undefined;
  for (const step of STEPS) {
    if (!step.applies(draft, host)) continue;
    asked.push(step);
    if (isOptional(step)) decided ??= await askWhatToDecide(draft, host);
    if (!isOptional(step) || decided?.includes(step)) draft = await step.ask(draft, host);
  }
  return { draft, asked };
}

/** Asks what of all that need not be asked about is to be decided; what is usual is said first. */
async function askWhatToDecide(draft: Draft, host: Host): Promise<readonly Step[]> {
  const optional = STEPS.filter((step) => isOptional(step) && step.applies(draft, host));
  const usual = optional.flatMap((step) => step.usual?.(draft, host) ?? []);
  // One question for one question would be one more.
  if (usual.length < 2) return optional.filter(({ isRare }) => isRare !== true);
  host.say(aside(`As usual: ${usual.join('; ')}.`));
  const isUsual = await host.ask<boolean>({
    type: 'select',
    name: 'usual',
    message: 'Is everything else as usual?',
    choices: [
      { name: 'Yes', value: true },
      { name: 'No, let me choose what I decide', value: false },
    ],
  });
  if (isUsual) return [];
  const chosen = await host.ask<readonly string[]>({
    type: 'checkbox',
    name: 'decide',
    message: 'What do you want to decide?',
    choices: optional.map(({ label }) => ({ name: label, value: label })),
  });
  return optional.filter(({ label }) => chosen.includes(label));
}

/** Whether what is usual can be left as it is. */
function isOptional({ isRare, usual }: Step): boolean {
  return isRare === true || usual !== undefined;
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
type Verdict = 'write' | 'why' | 'diffs' | 'open' | 'change' | 'cancel';

/** A host whose run will write something. */
type ForeseeingHost = Host & { readonly foresee: NonNullable<Host['foresee']> };

async function review(
  draft: NamedDraft,
  asked: readonly Step[],
  host: ForeseeingHost,
): Promise<FeatureSpec> {
  const outlook = await outlookOf(draft, host);
  if (outlook !== undefined) {
    const { command, files, plans } = outlook;
    host.say(`\n${planText(plans, files, command, screenHeight())}\n`);
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
        host.say(changesText(outlook?.files ?? []));
        break;
      case 'open':
        await open(outlook, host);
        break;
      case 'change':
        return review(await change(draft, asked, host), asked, host);
    }
  }
}

/** Returns what changes in files that stand, without what the project remembers: it is not made to be read. */
function changesText(files: readonly PlannedFile[]): string {
  const memory = files.filter(({ action, path }) => path === MEMORY && action === 'edit');
  const diffs = colouredDiff(diffsOf(files.filter((file) => !memory.includes(file))));
  const remark = memory.length === 0 ? [] : [aside(`${MEMORY} remembers the feature.`), ''];
  return `\n${[diffs, ...remark].join('\n')}`;
}

/** Asks for a part of the plan, and shows its files. */
async function open({ files, plans }: Partial<Outlook> = {}, host: Host): Promise<void> {
  const sections = sectionsOf(plans ?? [], files ?? []);
  const width = Math.max(...sections.map(({ title }) => title.length));
  const section = await host.ask<PlanSection | undefined>({
    type: 'select',
    name: 'open',
    message: 'What do you want to see?',
    choices: [
      ...sections.map((each) => ({
        name: `${each.title.padEnd(width)}  ${countOf(each.files)}`,
        short: each.title,
        value: each,
        ...(each.why === undefined ? {} : { description: each.why }),
      })),
      { name: 'Nothing more', value: undefined },
    ],
  });
  if (section !== undefined) host.say(`\n${sectionText(section)}\n`);
}

/** Returns what is wrong, in the words of the questions, between empty lines. */
function complaint(error: Error): string {
  return `\n${wrappedLines(inPromptWords(error.message), screenWidth())}\n`;
}

/** Explains why the files of the feature exist, by layer, and what is left out. */
function explanationOf({ files, plans }: Partial<Outlook> = {}): string {
  const own = (files ?? []).filter(({ layer }) => layer !== 'foundation' && layer !== 'project');
  const omitted = (plans ?? []).flatMap((plan) => plan.omitted);
  return toText(own, omitted, { explain: true, diffs: false });
}

/** Returns what would be done. If it is not possible, says why and returns undefined. */
async function outlookOf(draft: NamedDraft, host: ForeseeingHost): Promise<Outlook | undefined> {
  try {
    return await host.foresee(featureOf(draft, host));
  } catch (error) {
    if (!(error instanceof ForeseenError) || error instanceof CancelledError) throw error;
    host.say(complaint(error));
    return undefined;
  }
}

function verdictQuestion(outlook: Outlook | undefined) {
  const files = outlook?.files ?? [];
  const hasDiffs = files.some(({ action }) => action === 'edit' || action === 'overwrite');
  const hasNew = files.some(({ action }) => action === 'create');
  return {
    type: 'select',
    // What is written has been seen.
    isFresh: true,
    name: 'verdict',
    message: outlook === undefined ? 'That cannot be done. What now?' : 'Go ahead?',
    choices: [
      ...(outlook === undefined ? [] : [{ name: 'Write the files', value: 'write' }]),
      ...(hasDiffs ? [{ name: 'Show the changes in files that stand', value: 'diffs' }] : []),
      ...(hasNew ? [{ name: 'Open a folder', value: 'open' }] : []),
      ...(outlook === undefined ? [] : [{ name: 'Explain why each file exists', value: 'why' }]),
      { name: 'Change an answer', value: 'change' },
      { name: 'Cancel without writing anything', value: 'cancel' },
    ],
  };
}

/**
 * Asks a question again. If the new answer contradicts another one, says so and changes nothing.
 */
async function change(
  draft: NamedDraft,
  asked: readonly Step[],
  host: Host,
  message = 'Which answer do you want to change?',
): Promise<NamedDraft> {
  const index = await host.ask<number>({
    type: 'select',
    name: 'change',
    message,
    choices: asked.map(({ label }, value) => ({ name: label, value })),
  });
  try {
    return (await asked[index]?.ask(draft, host)) as NamedDraft;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.say(complaint(error));
    return draft;
  }
}
