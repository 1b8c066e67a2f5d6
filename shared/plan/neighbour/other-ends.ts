/** Relationships that two models have to each other: both ends name each other, or neither does. */
import type { Backend } from '../../project/foreign/backend.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import { mentionOf } from '../../project/neighbour/words.js';
import { commonRelationship } from './common-references.js';
import type { NewField } from './new-fields.js';

const OTHER_END = /\b(?:back_populates|backref)\s*=\s*(["'])(\w+)\1/;

/**
 * Returns the relationships that the new feature has as the neighbour does and whose other end can be there, too, each with the
 * module of that.
 *
 * @param fields all fields of the new feature.
 */
export function otherEnds(
  { modules }: Backend,
  { model }: StandingFeature,
  fields: readonly NewField[],
  change: Parameters<typeof commonRelationship>[0] & { rename(text: string): string },
): ReadonlyMap<string, string> {
  const own = modules.facts(model.path).classes.find(({ name }) => name === model.name);
  const mention = mentionOf(model);
  const found = fields.flatMap((field) => {
    const [relationship = ''] = commonRelationship(change, field) ?? [];
    const [, , end = ''] = OTHER_END.exec(own?.fields.get(relationship)?.value ?? '') ?? [];
    const { target } = field;
    if (target === undefined || change.rename(end) === end) return [];
    const other = modules.facts(target.path).classes.find(({ name }) => name === target.name);
    const fact = other?.fields.get(end);
    const [, , back] = OTHER_END.exec(fact?.value ?? '') ?? [];
    const isOther = back === relationship && mention.test(`${fact?.annotation} ${fact?.value}`);
    return isOther ? [[relationship, target.path] as const] : [];
  });
  return new Map(found);
}

/** Returns a relationship of the neighbour's as the new feature has it: with its own name at the other end, or without one. */
export function withOtherEnd(
  name: string,
  text: string,
  ends: ReadonlyMap<string, string>,
  write: (end: string) => string,
): string {
  const [whole, quote, end] = OTHER_END.exec(text) ?? [];
  if (whole === undefined || quote === undefined || end === undefined) return text;
  if (ends.has(name)) return text.replace(whole, () => whole.replace(end, () => write(end)));
  const at = text.indexOf(whole);
  const before = text.slice(0, at).replace(/,\s*$/, '');
  const behind = text.slice(at + whole.length);
  return before.endsWith('(') ? before + behind.replace(/^\s*,\s*/, '') : before + behind;
}
