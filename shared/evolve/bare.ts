/** Files without what features have registered in them. */
import { RefusalError } from '../errors.js';
import type { Workspace } from '../project/workspace.js';
import type { Bare } from './bases.js';
import type { StandingFeature } from './standing.js';
import { withoutRegistration } from './wiring.js';

/** Returns what takes out of a file what features have registered in it, and have defined there. */
export function bareIn(
  path: string,
  standing: readonly StandingFeature[],
  workspace: Workspace,
): Bare {
  const registered = standing.flatMap((each) =>
    each.shared.filter((file) => file.path === path).map((file) => ({ each, file })),
  );
  return (text) => {
    try {
      return registered.reduce(
        (bare, { each, file }) =>
          file.bare(withoutRegistration({ ...file, text: bare }, each, workspace, true).after),
        text,
      );
    } catch (error) {
      if (error instanceof RefusalError) return undefined;
      throw error;
    }
  };
}
