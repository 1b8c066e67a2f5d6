/** How a project spells the keys of its JSON. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';

/** The ways to spell them, the usual one first. */
export const JSON_CASES = ['snake', 'camel'] as const;

/** `snake`: `unit_price`; `camel`: `unitPrice`. */
export type JsonCase = (typeof JSON_CASES)[number];

/** What a spec file and the JSON Schema say about it. */
export const JSON_CASE_DESCRIPTION =
  'How requests and answers spell the keys of their JSON: snake (unit_price), or camel (unitPrice). Decided with the project; what URLs say stays in snake_case.';

/**
 * Reads how a project spells its keys.
 *
 * @param given what was said.
 * @param place where it was said: `json`, `--json-case`.
 * @throws UsageError for anything else.
 */
export function readJsonCase(given: string, place: string): JsonCase {
  const found = JSON_CASES.find((each) => each === given);
  if (found !== undefined) return found;
  const suggestion = suggest(given, JSON_CASES);
  throw new UsageError(
    `${place} ${given}: there is no such way to spell the keys of JSON. ${meant(suggestion)}Allowed: ${JSON_CASES.join(', ')}.`,
    { place, suggestion },
  );
}

/** Returns a key as the JSON of a project has it: `unit_price`, or `unitPrice`. */
export function keyInJson(name: string, json: JsonCase | undefined): string {
  return json === 'camel' ? camelOf(name) : name;
}

/** Spells a name as `to_camel` of Pydantic does, which makes the keys of what is emitted. */
function camelOf(snake: string): string {
  if (/^[a-z]+[A-Za-z0-9]*$/.test(snake) && !/\d[a-z]/.test(snake)) return snake;
  const title = snake
    .toLowerCase()
    .replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
  const joined = title.replaceAll(/([0-9A-Za-z])_(?=[0-9A-Z])/g, '$1');
  return joined.replace(/^_*[A-Z]/, (start) => start.toLowerCase());
}
