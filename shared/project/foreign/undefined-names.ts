/** Finds the names that a change uses, and that nothing defines. */
import type { Problem } from '../../errors.js';
import { openWorkspace, problemsOf } from '../../python/ruff.js';
import { tokenize } from '../../python/tokens.js';
import type { PlannedFile } from '../workspace.js';

const UNDEFINED = 'F821';

/** Returns the names that edited modules use without a definition, as far as they did not before. */
export function undefinedAfter(files: readonly PlannedFile[]): Problem[] {
  const edited = files.filter(({ action, path }) => action === 'edit' && path.endsWith('.py'));
  return edited.flatMap(({ after, before, path }) => {
    const known = new Set(undefinedIn(before ?? ''));
    const names = [...new Set(undefinedIn(after))].filter(
      (name) => !known.has(name) && isSaidPlainly(name, after),
    );
    if (names.length === 0) return [];
    const message =
      `${path} would use ${names.join(', ')}, which nothing defines there. ` +
      'Name another feature that stands with --like, or none, and run the same command again.';
    return [{ message, place: path }];
  });
}

/** Whether a name is more than what a text tells: SQLAlchemy looks up the models of relationships by texts. */
function isSaidPlainly(name: string, text: string): boolean {
  return tokenize(text).lines.some(({ tokens }) =>
    tokens.some((token, at) => token.text === name && tokens[at - 1]?.text !== '.'),
  );
}

function undefinedIn(text: string): string[] {
  const ruff = openWorkspace({ 'target-version': 'py313', lint: { select: [UNDEFINED] } });
  return problemsOf(ruff, text).flatMap(({ code, message }) =>
    code === UNDEFINED ? (/`(.+)`/.exec(message)?.[1] ?? []) : [],
  );
}
