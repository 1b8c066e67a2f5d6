/** What tests claim of the fields of a row. */

import type { Statement } from '../../python/syntax.js';
import { isString, type Token } from '../../python/tokens.js';
import type { FieldContext } from './field-context.js';
import type { FieldItems } from './field-items.js';
import type { NewField } from './new-fields.js';

/** Claims of the new fields what tests of the neighbour claim of its own. */
export class TestClaims {
  /** @param items what the tests send. */
  constructor(
    private readonly context: FieldContext,
    private readonly items: Pick<FieldItems, 'changes' | 'samples' | 'unsent'>,
  ) {}

  /** Returns the field that a test claims something of: `assert row["name"] == data["name"]`, `assert row["name"] == "x"`. */
  fieldOf({ block, tokens }: Statement): string | undefined {
    if (block !== undefined || tokens[0]?.text !== 'assert') return undefined;
    const equals = tokens.findIndex(({ text }) => text === '==');
    const before = equals < 0 ? [] : tokens.slice(1, equals);
    const after = equals < 0 ? [] : tokens.slice(equals + 1);
    const field = [...this.context.change.old].find((name) =>
      this.context.mentionsField(before, name),
    );
    const last = before.at(-1);
    const isOfRow = last?.text === ']' || (last?.text === field && before.at(-2)?.text === '.');
    if (field === undefined || !isOfRow || this.context.change.targets.has(field)) return undefined;
    const [value] = after;
    const isLiteral =
      after.length === 1 && value !== undefined && (isString(value) || /^\d/.test(value.text));
    return isLiteral || this.context.mentionsField(after, field) ? field : undefined;
  }

  /** Whether a test claims a text that has a value of the neighbour in it, such as a message: no field has that. */
  quotesSample({ block, tokens }: Statement): boolean {
    if (block !== undefined || tokens[0]?.text !== 'assert') return false;
    const samples = [...this.items.samples]
      .filter((each) => /^["'].{4,}["']$/.test(each))
      .map((each) => each.slice(1, -1));
    return tokens.some(
      (token) =>
        isString(token) &&
        samples.some((each) => token.text.includes(each) && token.text.length > each.length + 2),
    );
  }

  /** Claims the same of the new fields, of one that was changed, of the one that is changed now; tells whether it could. */
  visit(claims: readonly Statement[]): boolean {
    const [first] = claims as [Statement];
    const written = this.context.change.fields.filter(
      ({ target, type }) => target === undefined && !/datetime|timedelta|float/i.test(type),
    );
    const texts = claims.some((each) => this.#literalOf(each) !== undefined)
      ? this.#valuesClaimed(claims, written)
      : written
          .filter((each) => !this.items.unsent.has(each))
          .map((field) => {
            const like = claims.find((each) => this.fieldOf(each) === field.name) ?? first;
            return this.context.derived(like, this.fieldOf(like) as string, field);
          });
    if (texts.length === 0) return false;
    this.context.edits.replace(first, texts.join(`\n${this.context.indentOf(first)}`));
    for (const other of claims.slice(1)) this.context.edits.remove(other);
    return true;
  }

  #literalOf({ tokens }: Statement): string | undefined {
    const [equals, value] = tokens.slice(-2);
    return equals?.text === '==' && value !== undefined ? value.text : undefined;
  }

  #valuesClaimed(claims: readonly Statement[], written: readonly NewField[]): string[] {
    const [first] = claims as [Statement];
    const literal = this.#literalOf(first) ?? '';
    const changed = this.items.changes.get(literal);
    const sent =
      changed === undefined ? written.filter((each) => !this.items.unsent.has(each)) : [changed];
    if (changed === undefined && !this.items.samples.has(literal)) return [];
    return sent
      .filter((field) => written.includes(field))
      .map((field) => {
        const value = changed === undefined ? field.sampleInJson : field.otherInJson;
        const { from, to } = { from: first.from, to: (first.tokens.at(-1) as Token).from };
        const before = this.context.derived({ from, to }, this.fieldOf(first) as string, field);
        const isConstant = /^(True|False|None)$/.test(value);
        const claimed = isConstant ? before.replace(/==\s*$/, 'is ') : before;
        return claimed + this.context.holes.of(value);
      });
  }
}
