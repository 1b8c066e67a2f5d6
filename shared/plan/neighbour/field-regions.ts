/** Puts the fields of a new feature where a module of its neighbour has its own. */

import type { Holes } from '../../project/neighbour/words.js';
import { indentAt, lineStart } from '../../python/edits.js';
import {
  definedName,
  type ParsedModule,
  parseOnce,
  type Statement,
  textOf,
} from '../../python/syntax.js';
import {
  closingOf,
  isOpening,
  isString,
  isWord,
  type Span,
  spanOf,
  splitTokens,
  type Token,
} from '../../python/tokens.js';

/** A field of the new feature, as modules of each kind have it. */
export interface NewField {
  readonly name: string;
  readonly optional: boolean;
  /** Its type without rules: `Decimal`. */
  readonly type: string;
  /** Its line in the model. */
  readonly column: string;
  /** Values for tests, in Python and in JSON. */
  readonly sample: string;
  readonly sampleInJson: string;
  readonly otherSample: string;
  /** What a schema takes for it, with its rules. */
  readonly checked: string;
}

/** What is replaced by what. */
export interface FieldChange {
  /** The class of the neighbour's model. */
  readonly model: string;
  /** The fields of the neighbour that any caller may set, and the rest of its own columns and relationships. */
  readonly old: ReadonlySet<string>;
  readonly fields: readonly NewField[];
  /** The functions that are left out elsewhere, which nothing may use any more. */
  readonly gone: ReadonlySet<string>;
  /** The name of a function without the words of the feature: `get_by_id`. */
  bare(name: string): string;
}

/** A module with the new fields, and what was left out of it. */
export interface ChangedModule {
  readonly text: string;
  /** The functions and methods that are left out, by name. */
  readonly left: readonly string[];
  /** Those of them that every feature has, so that it would lack something without them. */
  readonly lost: readonly string[];
  /** Those that are particular to the neighbour, so that nothing can use them any more. */
  readonly particular: readonly string[];
}

/** Words that the functions of every feature have in their names. */
const CRUD = new Set(
  (
    'create add new insert get read retrieve list all find fetch search update edit patch put replace modify change delete ' +
    'remove destroy by id many multi one count save exists paginated page test not found missing and or in the of to is ' +
    'can cannot requires unauthorized forbidden init repr str from entity model domain row dict execute call success returns out 404 401 403 422'
  ).split(' '),
);

/** Calls whose arguments are none of a row, whatever they are called. */
const OF_OTHER_THINGS =
  /^(Field|Query|Path|Body|Header|Cookie|Form|APIRouter|FastAPI|HTTPException|Depends|Security|mapped_column|Column|relationship|Relationship|ForeignKey|String|Enum|ConfigDict|Index|UniqueConstraint|CheckConstraint|filter_by|where|filter|get|post|put|patch|delete|include_router|fixture|Table)$/;

/** Returns a module of the neighbour with the fields of the new feature in place of its own. */
export function withFields(
  source: string,
  change: FieldChange,
  holes: Holes,
  isTest: boolean,
): ChangedModule {
  const module = parseOnce(source);
  const editor = new FieldEditor(module, change, holes, isTest);
  for (const statement of module.statements) editor.visit(statement, {});
  return {
    text: editor.applied(),
    left: editor.left,
    lost: editor.lost,
    particular: editor.particular,
  };
}

interface Within {
  readonly className?: string;
  readonly function?: string;
}

interface Edit extends Span {
  readonly text: string;
}

class FieldEditor {
  readonly left: string[] = [];
  readonly lost: string[] = [];
  readonly particular: string[] = [];
  #edits: Edit[] = [];
  readonly #kept: ReadonlySet<string>;

  constructor(
    private readonly module: ParsedModule,
    private readonly change: FieldChange,
    private readonly holes: Holes,
    private readonly isTest: boolean,
  ) {
    this.#kept = new Set(change.fields.map(({ name }) => name));
  }

  /** Returns the text with all edits. An edit inside of another one goes with it. */
  applied(): string {
    const { text } = this.module;
    const sorted = this.#edits.toSorted((a, b) => a.from - b.from || b.to - a.to);
    let [result, done] = ['', 0];
    for (const { from, text: by, to } of sorted) {
      if (from < done) continue;
      result += text.slice(done, from) + by;
      done = to;
    }
    return result + text.slice(done);
  }

  visit(statement: Statement, within: Within): void {
    const name = definedName(statement);
    if (statement.keyword === 'class') this.#visitClass(statement, name ?? '');
    else if (statement.keyword === 'def') this.#visitFunction(statement, name ?? '', within);
    else this.#visitPlain(statement, within);
  }

  #visitClass(statement: Statement, name: string): void {
    const block = statement.block ?? [];
    if (isEnum(statement)) {
      // It has the values of a field, which the new feature has not.
      this.left.push(name);
      this.particular.push(name);
      this.#remove(statement);
      return;
    }
    const fields = block.filter((each) => this.change.old.has(fieldOf(each) ?? ''));
    const [first] = fields;
    if (first !== undefined) {
      const lines =
        name === this.change.model
          ? this.change.fields.map(({ column }) => column)
          : this.#schemaLines(name, statement, fields);
      const indent = this.#indentOf(first);
      this.#replace(first, lines.length === 0 ? 'pass' : this.holes.of(lines.join(`\n${indent}`)));
      for (const other of fields.slice(1)) this.#remove(other);
    }
    const rest = block.filter((each) => !fields.includes(each));
    for (const each of rest) this.visit(each, { className: name });
    const stays = rest.some((each) => !this.#isRemoved(each)) || first !== undefined;
    if (!stays && block.length > 0) {
      this.left.push(name);
      this.particular.push(name);
      this.#remove(statement);
    }
  }

  #schemaLines(name: string, { tokens }: Statement, fields: readonly Statement[]): string[] {
    const allOptional = fields.every((each) =>
      /\bNone\b|Optional\[/.test(textOf(this.module, each)),
    );
    const isUpdate = /Update|Patch|Edit|Filter/.test(name) && allOptional;
    const isInput = /Create|Base|Input|Request|In$|Update|Patch|Add|New/.test(name);
    const isDomain = !tokens.some(
      ({ text }) => /Model|Schema|Base|Create|Update|Read|Request/.test(text) && text !== name,
    );
    const shown = this.#whereShown(new Set(fields.map((each) => fieldOf(each) ?? '')));
    return shown.map(({ checked, name: field, optional, type }) => {
      const annotation = isInput && !isDomain ? checked : type;
      return isUpdate || optional
        ? `${field}: ${annotation} | None = None`
        : `${field}: ${annotation}`;
    });
  }

  #visitFunction(statement: Statement, name: string, within: Within): void {
    const before = this.#edits.length;
    const isCrud = this.#isCrud(name);
    const inner = { ...within, function: name };
    this.#visitLists(statement.tokens, true);
    for (const decorator of statement.decorators) this.#visitLists(decorator);
    this.#visitBlock(statement.block ?? [], inner);
    const wrong = [
      ...(this.#mentions(statement.tokens.slice(2)) ? ['parameters'] : []),
      ...statement.decorators.filter((each) => this.#mentions(each)).map(() => 'decorators'),
      ...this.#wrongIn(statement.block ?? []),
    ];
    const says = this.#namesField(name) || this.change.gone.has(name);
    if (!says && wrong.length === 0) return;
    // Only what every feature has is worth keeping without a line.
    const isEmptied = (statement.block ?? []).every(
      (each) => this.#isRemoved(each) || isDocstring(each),
    );
    if (!says && isCrud && !isEmptied && this.#dropIn(statement.block ?? [])) {
      if (!this.#mentions(statement.tokens.slice(2))) return;
    }
    this.#edits.length = before;
    this.#remove(statement);
    this.left.push(name);
    if (!isCrud || says) this.particular.push(name);
    if (isCrud && !says && !this.isTest && !name.startsWith('__')) this.lost.push(name);
  }

  /** Visits the statements of a function, where runs of them do the same for each field. */
  #visitBlock(block: readonly Statement[], within: Within): void {
    for (let at = 0; at < block.length; at += 1) {
      const run: Statement[] = [];
      for (let each = block[at]; each !== undefined; each = block[at + run.length]) {
        if (this.#setField(each) === undefined) break;
        run.push(each);
      }
      const [first] = run;
      if (first !== undefined) {
        const indent = this.#indentOf(first);
        const texts = this.#ordered(this.change.fields).map((field) => {
          const like = run.find((each) => this.#setField(each) === field.name) ?? first;
          return this.#derived(like, this.#setField(like) as string, field);
        });
        this.#replace(first, texts.join(`\n${indent}`));
        for (const other of run.slice(1)) this.#remove(other);
        at += run.length - 1;
        continue;
      }
      const statement = block[at] as Statement;
      this.visit(statement, within);
    }
  }

  #visitPlain(statement: Statement, within: Within): void {
    this.#visitLists(statement.tokens);
    this.#visitBlock(statement.block ?? [], within);
  }

  /** Returns the field that a statement sets: `row.name = data.name`, or the same under a condition. */
  #setField({ block, tokens }: Statement): string | undefined {
    const equals = tokens.findIndex(({ text }) => text === '=');
    if (block === undefined) {
      const target = tokens[equals - 1]?.text ?? '';
      const isAttribute = equals >= 3 && tokens[equals - 2]?.text === '.';
      if (!isAttribute || !this.change.old.has(target)) return undefined;
      return this.#mentionsField(tokens.slice(equals + 1), target) ? target : undefined;
    }
    if (tokens[0]?.text !== 'if' || block.length !== 1) return undefined;
    const inner = this.#setField(block[0] as Statement);
    return inner !== undefined && this.#mentionsField(tokens, inner) ? inner : undefined;
  }

  /** Writes the items of lists, in brackets, anew that belong to fields. */
  #visitLists(tokens: readonly Token[], isDefinition = false): void {
    for (let at = 0; at < tokens.length; at += 1) {
      const open = tokens[at] as Token;
      if (!isOpening(open) || open.text === '[') continue;
      const end = closingOf(tokens, at);
      const callee = tokens[at - 1]?.text ?? '';
      if (open.text === '(' && OF_OTHER_THINGS.test(callee)) continue;
      const items = splitTokens(tokens.slice(at + 1, end), ',');
      if (this.isTest && open.text === '{' && items.length === 1 && tokens[at - 1]?.text === '==') {
        // A whole answer with one thing in it is no row, which has an id: `{"code": "not_found"}`.
        const span = { from: open.from, to: tokens[end]?.to ?? open.to };
        this.#replace(span, textOf(this.module, span));
        continue;
      }
      this.#visitItems(
        items,
        open.text === '{' ? 'entries' : isDefinition && at <= 3 ? 'parameters' : 'arguments',
      );
    }
  }

  #visitItems(
    items: readonly (readonly Token[])[],
    kind: 'entries' | 'parameters' | 'arguments',
  ): void {
    const own = items.filter((item) => this.#keyOf(item, kind) !== undefined);
    const [first] = own;
    if (first === undefined) return;
    const isOne = own.length === 1 && this.change.old.size > 1;
    const key = this.#keyOf(first, kind) as string;
    if (isOne && !this.isTest) {
      // A single field is one that rows are found by, or the last that is left to say.
      if (!this.#kept.has(key) && kind === 'parameters') this.#removeItem(items, first);
      return;
    }
    const ordered = this.#whereShown(new Set(own.map((item) => this.#keyOf(item, kind) as string)));
    const wanted = isOne
      ? ordered.filter(({ name }, index) => (this.#kept.has(key) ? name === key : index === 0))
      : ordered;
    const texts = wanted.map((field) => {
      const like =
        own.find((item) => this.#keyOf(item, kind) === field.name) ??
        own.find(
          (item) => kind !== 'parameters' || /\bNone\b/.test(this.#text(item)) === field.optional,
        ) ??
        first;
      const old = this.#keyOf(like, kind) as string;
      const text = this.#item(like, kind, old, field, isOne);
      return text;
    });
    const open = this.module.text.slice(this.#lineStart(first), spanOf(first).from);
    const separator = /^\s*$/.test(open) ? `,\n${open}` : ', ';
    this.#replace(spanOf(first), texts.join(separator));
    for (const other of own.slice(1)) this.#removeItem(items, other);
  }

  #item(
    like: readonly Token[],
    kind: 'entries' | 'parameters' | 'arguments',
    old: string,
    field: NewField,
    isOne: boolean,
  ): string {
    const value = like.slice(2);
    if (kind === 'parameters') {
      const equals = like.findIndex(({ text }) => text === '=');
      const isOptional = /\bNone\b/.test(this.#text(like));
      const type = isOptional || field.optional ? `${field.type} | None` : field.type;
      const usual = equals < 0 ? '' : ` = ${this.#text(like.slice(equals + 1))}`;
      return this.holes.of(`${field.name}: ${type}`) + usual;
    }
    if (this.#mentionsField(value, old)) return this.#derived(spanOf(like), old, field);
    const key = kind === 'entries' ? `"${field.name}": ` : `${field.name}=`;
    if (!this.isTest && field.name === old) return this.#text(like);
    const sample = kind === 'entries' ? field.sampleInJson : field.sample;
    return this.holes.of(key + (isOne ? field.otherSample : sample));
  }

  /** Returns a stretch of the neighbour's text with one field in place of another. */
  #derived(span: Span, old: string, field: NewField): string {
    const text = this.module.text.slice(span.from, span.to);
    if (field.name === old) return text;
    return text.replaceAll(new RegExp(`(?<![A-Za-z0-9_])${old}(?![A-Za-z0-9_])`, 'g'), () =>
      this.holes.of(field.name),
    );
  }

  #keyOf(item: readonly Token[], kind: 'entries' | 'parameters' | 'arguments'): string | undefined {
    const [first, second] = item;
    if (first === undefined || second === undefined) return undefined;
    const separators = { entries: ':', parameters: ':', arguments: '=' };
    if (second.text !== separators[kind]) return undefined;
    const key = kind === 'entries' ? (isString(first) ? first.text.slice(1, -1) : '') : first.text;
    return this.change.old.has(key) ? key : undefined;
  }

  /** Whether there is anything in a block that the new feature has not, and that is not gone already. */
  #wrongIn(block: readonly Statement[]): Statement[] {
    return block
      .filter((each) => !this.#isRemoved(each))
      .flatMap((each) => {
        if (this.#mentions(each.tokens)) return [each];
        if (each.keyword === 'def' || each.keyword === 'class') return [];
        return this.#wrongIn(each.block ?? []);
      });
  }

  /** Leaves out the statements that can go without the rest; tells whether that was all. */
  #dropIn(block: readonly Statement[]): boolean {
    return this.#wrongIn(block).every((each) => {
      const [first] = each.tokens;
      const canGo = ['if', 'assert', 'raise'].includes(first?.text ?? '');
      if (canGo) this.#remove(each);
      return canGo;
    });
  }

  /** Whether tokens name a field that the new feature lacks, or a function that is left out. */
  #mentions(tokens: readonly Token[]): boolean {
    return tokens.some((token, index) => {
      if (this.#isEdited(token)) return false;
      const word = isString(token) ? token.text.slice(1, -1) : token.text;
      if (!isString(token) && !isWord(token)) return false;
      if (this.change.gone.has(word)) return true;
      if (this.#namesField(word)) return true;
      if (!this.change.old.has(word) || this.#kept.has(word)) return false;
      // An argument of that name, such as `name=` of a route, is about something else.
      return tokens[index + 1]?.text !== '=' || tokens[index - 1]?.text === '.';
    });
  }

  #mentionsField(tokens: readonly Token[], field: string): boolean {
    return tokens.some(
      ({ text }) => text === field || text === `"${field}"` || text === `'${field}'`,
    );
  }

  /** Whether a name says a field that the new feature lacks: `get_by_sku`. */
  #namesField(name: string): boolean {
    const by = /(?:^|_)(?:by|with|same|duplicate|unique)_(\w+)$/.exec(name)?.[1];
    return by !== undefined && this.change.old.has(by) && !this.#kept.has(by);
  }

  #isCrud(name: string): boolean {
    return this.change
      .bare(name)
      .split('_')
      .filter(Boolean)
      .every((word) => CRUD.has(word.toLowerCase()));
  }

  /** Returns the fields that belong where the neighbour has these: one that both have is only where it has it, too. */
  #whereShown(shown: ReadonlySet<string>): NewField[] {
    return this.#ordered(
      this.change.fields.filter(({ name }) => shown.has(name) || !this.change.old.has(name)),
    );
  }

  /** Required fields come first, as parameters and dataclasses have them. */
  #ordered(fields: readonly NewField[]): NewField[] {
    return fields.toSorted((a, b) => Number(a.optional) - Number(b.optional));
  }

  #replace({ from, to }: Span, text: string): void {
    this.#edits.push({ from, to, text });
  }

  /** Takes out a statement with its lines, and the blank ones in front of a definition. */
  #remove({ from, to }: Span): void {
    const { text } = this.module;
    const start = lineStart(text, from);
    const end = text.indexOf('\n', to);
    this.#edits.push({ from: start, to: end < 0 ? text.length : end + 1, text: '' });
  }

  #removeItem(items: readonly (readonly Token[])[], item: readonly Token[]): void {
    const before = items[items.indexOf(item) - 1];
    const after = items[items.indexOf(item) + 1];
    const { from, to } = spanOf(item);
    if (before !== undefined) this.#replace({ from: spanOf(before).to, to }, '');
    else this.#replace({ from, to: after === undefined ? to : spanOf(after).from }, '');
  }

  #isRemoved({ from, to }: Span): boolean {
    return this.#edits.some((edit) => edit.text === '' && edit.from <= from && to <= edit.to);
  }

  #isEdited({ from, to }: Span): boolean {
    return this.#edits.some((edit) => edit.from <= from && to <= edit.to);
  }

  #indentOf({ from }: Span): string {
    return indentAt(this.module.text, from);
  }

  #lineStart(tokens: readonly Token[]): number {
    return lineStart(this.module.text, spanOf(tokens).from);
  }

  #text(tokens: readonly Token[]): string {
    return textOf(this.module, spanOf(tokens));
  }
}

/** Returns the attribute that a statement of a class declares: `name: str`, `name = Column(...)`. */
function fieldOf({ block, tokens }: Statement): string | undefined {
  const [name, next] = tokens;
  if (block !== undefined || name === undefined || !isWord(name)) return undefined;
  return next?.text === ':' || next?.text === '=' ? name.text : undefined;
}

function isEnum({ tokens }: Statement): boolean {
  return tokens.slice(2).some(({ text }) => /^(Str|Int)?(Enum|Flag)$/.test(text));
}

function isDocstring({ tokens }: Statement): boolean {
  return tokens.length === 1 && isString(tokens[0] as Token);
}
