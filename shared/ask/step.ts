/** A question of the interview, and what several of them do alike. */
import { UsageError } from '../errors.js';
import type { FeatureSpec } from '../feature/spec.js';
import { type Conversation, type Draft, featureOf, type NamedDraft, orMessage } from './draft.js';

/** One question, or a few that belong together. */
export interface Step {
  /** What it is about, for users who want to change the answer. */
  readonly label: string;
  /**
   * Whether there is anything to ask. What was given, or is not possible here, is not asked for.
   */
  applies(draft: Draft, conversation: Conversation): boolean;
  /** Says what is usual, where that can be left as it is: `no page about it`; nothing if another step says it. */
  readonly usual?: (draft: Draft, conversation: Conversation) => string | undefined;
  /** Whether few need it: what is usual goes without saying, and nobody is asked who does not choose to be. */
  readonly isRare?: boolean;
  /** Asks, says what the answer means, and returns the draft with the answer. */
  ask(draft: Draft, conversation: Conversation): Promise<Draft>;
}

/** Returns a draft as one with a name. The name is always asked for first. */
export function named(draft: Draft): NamedDraft {
  if (draft.name === undefined) throw new Error('the name is asked for first');
  return draft as NamedDraft;
}

/** Returns a draft with another value for an option; none if it is undefined. */
export function withOption(draft: Draft, option: keyof Draft['options'], value: unknown): Draft {
  return { ...draft, options: { ...draft.options, [option]: value } };
}

/**
 * Returns the feature that a draft describes.
 *
 * @throws UsageError if there can be none like it, in this architecture or at all.
 */
export function describedBy(draft: Draft, conversation: Conversation): FeatureSpec {
  const feature = featureOf(named(draft), conversation);
  const refusal = conversation.architecture.refuses?.(feature);
  if (refusal !== undefined) throw new UsageError(refusal);
  return feature;
}

/** Whether there can be a feature like it. */
export function isPossible(draft: Draft, conversation: Conversation): boolean {
  return orMessage(() => describedBy(draft, conversation)) === true;
}
