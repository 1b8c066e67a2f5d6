/** What is said of the parts of a row during the interview: it comes and goes with the field that has them. */

import type { NamedDraft } from './draft.js';

/** Returns a draft that has parts besides those that it has, or in place of those of the same name. */
export function withParts(draft: NamedDraft, parts: readonly string[]): NamedDraft {
  if (parts.length === 0) return draft;
  const names = parts.map(nameOfPart);
  const others = partsOf(draft).filter((said) => !names.includes(nameOfPart(said)));
  return { ...draft, options: { ...draft.options, parts: [...others, ...parts] } };
}

/** Returns a draft without what is said of parts that no field has any longer. */
export function withoutLostParts(draft: NamedDraft): NamedDraft {
  const before = partsOf(draft);
  const parts = before.filter((said) =>
    draft.tokens.some((token) => token.split(':').includes(`parts=${nameOfPart(said)}`)),
  );
  return parts.length === before.length
    ? draft
    : { ...draft, options: { ...draft.options, parts } };
}

/** Returns what is said of the parts of a draft, one kind after the other. */
function partsOf({ options: { parts = [] } }: NamedDraft): readonly string[] {
  return Array.isArray(parts) ? parts : [String(parts)];
}

/** Returns what one of some parts is called: `order_line`. */
function nameOfPart(said: string): string {
  return said.split('+', 1).join();
}
