/** A module of the neighbour, the fields that are to come into it, and what of it is about those that it has. */

import { singularOf } from '../../feature/naming.js';
import type { BackendModel } from '../../project/foreign/models.js';
import type { Holes } from '../../project/neighbour/words.js';
import { indentAt, lineStart } from '../../python/edits.js';
import { type ParsedModule, type Statement, textOf } from '../../python/syntax.js';
import { isString, isWord, type Span, spanOf, type Token } from '../../python/tokens.js';
import { commonRelationship } from './common-references.js';
import { fieldInName, isFieldInTest } from './field-words.js';
import type { NewField } from './new-fields.js';
import { firstNullable, type Nullable, nullableIn, plainNullable, plainType } from './nullable.js';
import { withOtherEnd } from './other-ends.js';
import type { Positions } from './positions.js';
import type { DerivedCheck, ReferenceCheck } from './references.js';
import type { RowFixture } from './row-fixtures.js';
import { TextEdits } from './text-edits.js';
import { type WrittenField, writtenFields } from './written-fields.js';

/** What is replaced by what. */
export interface FieldChange {
  /** The class of the neighbour's model, and whether it is in this module: a schema may be called the same. */
  readonly model: string;
  readonly hasModel: boolean;
  /** The column that identifies its rows. */
  readonly key: string;
  /** The class that has its columns for it and for schemas, and what the model has for itself then. */
  readonly base: { readonly name: string; readonly inModel: ReadonlySet<string> } | undefined;
  /** The fields of the neighbour that any caller may set, and the rest of its own columns and relationships. */
  readonly old: ReadonlySet<string>;
  /** Those of them that are rows of other models. */
  readonly relationships: ReadonlySet<string>;
  /** The relationships that have another end for the new feature, too, each with the module of that. */
  readonly otherEnds: ReadonlyMap<string, string>;
  /** The words of what both features refer to: `user`. */
  readonly commonWords: ReadonlySet<string>;
  /** The references that no caller gives: by them, the application decides whose row it is, and who may see it. */
  readonly unasked: ReadonlySet<string>;
  readonly fields: readonly NewField[];
  /** The functions that are left out elsewhere, which nothing may use any more. */
  readonly gone: ReadonlySet<string>;
  /** Whether models are dataclasses. */
  readonly isDataclass: boolean;
  /** Whether a migration of ours creates the table, which has columns as our types have them. */
  readonly isMigrated: boolean;
  /** The columns of those that refer to other models. */
  readonly targets: ReadonlyMap<string, BackendModel>;
  /** The classes of the new choices that are defined in this module; empty where they are elsewhere. */
  readonly definitions: string;
  /** The new classes of choices with their members. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** The fixtures of all tests. */
  readonly fixtures: ReadonlySet<string>;
  /** Fields of other classes, the nearest first: how they are written where a class does not show it. */
  readonly examples?: readonly WrittenField[];
  /** The parameters of what has fields among them, which calls may give by their position. */
  readonly positions?: Positions;
  /** The columns of the neighbour that may be empty. */
  readonly optional?: ReadonlySet<string>;
  /** The new fields that come in the place of one of the neighbour's, whatever else there is: unique ones for unique ones. */
  readonly standing?: ReadonlyMap<string, NewField>;
  /** The functions of tests that make what is sent, by name. */
  readonly bodies: ReadonlySet<string>;
  /** Returns which parameters the neighbour's functions of a name take, each with whether it may be missing. */
  parametersOf(name: string): ReadonlyMap<string, boolean>;
  /** Returns the fixture that gives rows of a model to the tests in this module. */
  rowFixture(target: BackendModel): RowFixture | undefined;
  /** The name of a function without the words of the feature: `get_by_id`. */
  bare(name: string): string;
  /** A name with the words of the new feature. */
  rename(name: string): string;
  /** Returns the neighbour's check of a reference for one that it has not. */
  check(check: ReferenceCheck, field: NewField): DerivedCheck | undefined;
}

/** A module whose text is edited. */
export class FieldContext {
  readonly edits: TextEdits;
  /** The names that the new feature has, too, whatever becomes of the neighbour's. */
  readonly kept: ReadonlySet<string>;

  constructor(
    readonly module: ParsedModule,
    readonly change: FieldChange,
    readonly holes: Holes,
    readonly isTest: boolean,
  ) {
    this.edits = new TextEdits(module.text);
    this.kept = new Set(
      change.fields.flatMap((field) => [
        field.name,
        ...(/^\w+/.exec(field.relationship ?? '') ?? []),
        ...(commonRelationship(change, field) ?? []),
      ]),
    );
  }

  /** Returns a stretch of the neighbour's text with one field in place of another. */
  derived(span: Span, old: string, field: NewField): string {
    const text = this.module.text.slice(span.from, span.to);
    if (field.name === old) return text;
    return text.replaceAll(new RegExp(`(?<![A-Za-z0-9_])${old}(?![A-Za-z0-9_])`, 'g'), () =>
      this.holes.of(field.name),
    );
  }

  /** The functions of this module that are left out, which others of it may not use. */
  goneHere: Set<string> = new Set();

  /** The variables of loops in the function that is visited: nothing of a row, whatever they are called. */
  loops: ReadonlySet<string> = new Set();

  /** Whether tokens name a field that the new feature lacks, or a function that is left out. */
  mentions(tokens: readonly Token[]): boolean {
    return tokens.some((_, index) => this.mentionsAt(tokens, index));
  }

  /** Whether the token at an index does. */
  mentionsAt(tokens: readonly Token[], index: number): boolean {
    const token = tokens[index] as Token;
    if (this.edits.isEdited(token)) return false;
    const word = isString(token) ? token.text.slice(1, -1) : token.text;
    if (!isString(token) && !isWord(token)) return false;
    if (this.#showsLost(token)) return true;
    if (this.change.gone.has(word) || this.goneHere.has(word)) return true;
    if (this.lacksMember(tokens, index)) return true;
    if (this.namesField(word)) return true;
    if (!this.lacks(word)) return false;
    if (this.#isOfLoop(tokens, index) || isCalled(tokens, index)) return false;
    // An argument of that name, such as `name=` of a route, is about something else.
    return tokens[index + 1]?.text !== '=' || tokens[index - 1]?.text === '.';
  }

  /** Whether a name is that of a field which the new feature lacks. */
  lacks(name: string): boolean {
    return this.change.old.has(name) && !this.kept.has(name);
  }

  /** Whether a text shows a field of a row that the new feature lacks: `f"<Order {self.sku}>"`. */
  #showsLost({ text }: Token): boolean {
    if (!/^\w*[fF]\w*["']/.test(text)) return false;
    const shown = [...text.matchAll(/\{[^{}]*\}/g)].join(' ');
    return [...shown.matchAll(/\.(\w+)(?!\w|\()|\[["'](\w+)["']\]/g)].some(([, attribute, key]) => {
      return this.lacks(attribute ?? key ?? '');
    });
  }

  #isOfLoop(tokens: readonly Token[], index: number): boolean {
    const token = tokens[index] as Token;
    return !isString(token) && this.loops.has(token.text) && tokens[index - 1]?.text !== '.';
  }

  /** Whether a value is named that the new choices have not: `OrderStatus.SHIPPED`. */
  lacksMember(tokens: readonly Token[], index: number): boolean {
    const members = this.change.members.get(this.change.rename(tokens[index]?.text ?? ''));
    if (members === undefined || tokens[index + 1]?.text !== '.') return false;
    return !members.includes(tokens[index + 2]?.text ?? '');
  }

  /** Whether tokens name a field, as a word or as a text. */
  mentionsField(tokens: readonly Token[], field: string): boolean {
    return tokens.some(
      ({ text }, index) =>
        (text === field && !isCalled(tokens, index)) ||
        text === `"${field}"` ||
        text === `'${field}'`,
    );
  }

  /** Whether tokens have the name of a field that the new feature lacks anywhere, in SQL, too. */
  lacksIn(tokens: readonly Token[]): boolean {
    const words = tokens.flatMap(({ text }) => text.match(/\w+/g) ?? []);
    return words.some((word) => this.lacks(word));
  }

  /** Whether a name says a field that the new feature lacks: `get_by_sku`. */
  namesField(name: string): boolean {
    const by = fieldInName(name);
    return by !== undefined && this.lacks(by);
  }

  /** Whether the name of a function says rows of others that the new feature lacks: `add_tag_to_product` of a tag that has products. */
  namesRows(name: string): boolean {
    const bare = `_${this.change.bare(name)}_`;
    return [...this.change.relationships].some(
      (field) =>
        this.lacks(field) &&
        new RegExp(`_(to|from|of|for|in|on)_(${field}|${singularOf(field)})_`).test(bare),
    );
  }

  /** Whether the name of a test says one of the neighbour's own fields that the new feature lacks. */
  isTestOfField(name: string): boolean {
    const bare = this.change.bare(name);
    return [...this.change.old].some(
      (field) =>
        !this.kept.has(field) && !this.change.targets.has(field) && isFieldInTest(bare, field),
    );
  }

  /** Returns the fields that belong where the neighbour has these: one that both have is only where it has it, too. */
  whereShown(shown: ReadonlySet<string>): NewField[] {
    return this.ordered(this.shown(shown));
  }

  /** The same in the order in which they were said. */
  shown(names: ReadonlySet<string>): NewField[] {
    return this.change.fields.filter(({ name }) => names.has(name) || !this.change.old.has(name));
  }

  /** Required fields come first, as parameters and dataclasses have them. */
  ordered(fields: readonly NewField[]): NewField[] {
    return fields.toSorted((a, b) => Number(a.optional) - Number(b.optional));
  }

  /** Returns how a type says that there may be no value: as an annotation does, or else as others do. */
  nullable(annotation: string): Nullable {
    const others = (this.change.examples ?? []).map((each) => each.annotation);
    return nullableIn(annotation) ?? firstNullable(others) ?? plainNullable;
  }

  /**
   * Returns the fields that are checked together where the neighbour checks several of its own: if those are all that a class has,
   * or all that have to be there, so are these; if they are all of a type, these are of it, too.
   */
  checkedLike(names: readonly string[], block: readonly Statement[]): NewField[] {
    const { old, optional } = this.change;
    const own = writtenFields(this.module, block).filter(({ name }) => old.has(name));
    const isEmpty = (name: string) => optional?.has(name) === true;
    const areRequired = names.every((name) => !isEmpty(name));
    const { targets } = this.change;
    // References are in the list if those of the neighbour are, or where it has none of its own.
    const references = writtenFields(this.module, block).filter(({ name }) => targets.has(name));
    const hasAll = references.every(({ name }) => names.includes(name));
    const shown = this.shown(new Set(own.map(({ name }) => name))).filter(
      ({ optional: mayMiss, target }) =>
        (!areRequired || !mayMiss) && (hasAll || target === undefined),
    );
    const all = own.filter(({ name }) => !targets.has(name) && !(areRequired && isEmpty(name)));
    if (all.every(({ name }) => names.includes(name))) return shown;
    const types = new Set(
      own.filter(({ name }) => names.includes(name)).map(({ annotation }) => plainType(annotation)),
    );
    const [type] = types;
    return types.size === 1 ? shown.filter((field) => field.type === type) : [];
  }

  /** Returns a relationship of the neighbour's as the new feature has it. */
  withOtherEnd(name: string, text: string): string {
    const { otherEnds, rename } = this.change;
    return withOtherEnd(name, text, otherEnds, (end) => this.holes.of(rename(end)));
  }

  /** Returns how far the line is indented in which something begins. */
  indentOf({ from }: Span): string {
    return indentAt(this.module.text, from);
  }

  /** Returns where the line begins in which tokens begin. */
  lineStart(tokens: readonly Token[]): number {
    return lineStart(this.module.text, spanOf(tokens).from);
  }

  /** Returns what stands in the module from the first token to the last. */
  text(tokens: readonly Token[]): string {
    return textOf(this.module, spanOf(tokens));
  }
}

/** Whether a word is a method that is called, such as that of a dictionary: `data.items()`. */
function isCalled(tokens: readonly Token[], index: number): boolean {
  return tokens[index - 1]?.text === '.' && tokens[index + 1]?.text === '(';
}

/** Returns the names that loops and comprehensions give: `name` and `value` in `for name, value in data.items()`. */
export function loopNames({ block = [], tokens }: Statement): string[] {
  const own = tokens.flatMap((token, at) => {
    if (token.text !== 'for') return [];
    const end = tokens.findIndex(({ text }, after) => after > at && text === 'in');
    return tokens.slice(at + 1, end < 0 ? at + 1 : end).filter(isWord);
  });
  return [...own.map(({ text }) => text), ...block.flatMap(loopNames)];
}

/** Returns the attribute that a statement of a class declares: `name: str`, `name = Column(...)`. */
export function fieldOf({ block, tokens }: Statement): string | undefined {
  const [name, next] = tokens;
  if (block !== undefined || name === undefined || !isWord(name)) return undefined;
  return next?.text === ':' || next?.text === '=' ? name.text : undefined;
}
