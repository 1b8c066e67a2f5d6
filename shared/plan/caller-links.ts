/** What features with links that users make for themselves need from a project. */
import { hasCallerLinks } from '../feature/caller-links.js';
import type { FeatureSpec } from '../feature/spec.js';
import { hasUserLinks } from '../feature/user.js';
import type { Capability } from './architecture.js';

/**
 * Returns the capabilities: links are kept, and somebody who has not signed in may ask for rows that have some.
 *
 * @param links the module that keeps links.
 * @param visitor the module that knows who asks.
 * @param isAsked whether a feature with links needs to know that of everyone; that of those who have signed in is known.
 */
export function callerLinks(
  links: string,
  visitor: string,
  isAsked: (feature: FeatureSpec) => boolean = answersEveryone,
): readonly Capability[] {
  return [
    {
      id: 'caller-links',
      why: 'Links that users make and undo for themselves, and how many of them a row has.',
      evidence: { path: links, symbol: 'add_link' },
      files: [`${links}.ejs`],
      when: hasCallerLinks,
      whenUsers: hasUserLinks,
    },
    {
      id: 'visitors',
      why: 'Who asks, where nobody has to sign in.',
      evidence: { path: visitor, symbol: 'get_visitor' },
      files: [`${visitor}.ejs`],
      when: (feature) => hasCallerLinks(feature) && isAsked(feature),
    },
  ];
}

/** Whether an answer with rows goes to somebody who has not signed in. */
function answersEveryone({ access, actions }: FeatureSpec): boolean {
  return (
    access.read.kind === 'public' ||
    access.write.kind === 'public' ||
    actions.some((action) => action.access?.kind === 'public')
  );
}
