/** How the parts of a feature are said: in a spec file by name, and as an option in lists. */
import type { TogetherInput } from './together.js';

/** What a part has, as the fields of a feature are said; what they mean is read with them. */
type PartFields = readonly unknown[] | Readonly<Record<string, unknown>>;

/** Parts by their names, as spec files have them; or each with its fields, as the option has them. */
export type PartsInput = TogetherInput | Readonly<Record<string, PartFields>>;

/** Turns what a spec file has into what the option says: each part with its fields, as tokens. */
export function partItems(said: PartsInput): (readonly string[])[] {
  return partEntries(said).map(([name, fields]) => [name, ...tokensOf(fields)]);
}

function tokensOf(fields: PartFields): string[] {
  if (isList(fields)) return fields.map(String);
  return Object.entries(fields).map(([name, field]) => `${name}:${field}`);
}

/** Returns parts by their names, however they are said. */
export function partEntries(input: PartsInput): (readonly [name: string, fields: PartFields])[] {
  if (typeof input !== 'string' && !isList(input)) return Object.entries(input);
  const entries = typeof input === 'string' ? [input] : input;
  return entries.map((entry) => {
    const [name = '', ...tokens] = typeof entry === 'string' ? entry.split('+') : entry;
    return [name.trim(), tokens];
  });
}

function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}
