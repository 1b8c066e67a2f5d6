/** Puts the fields of a new feature where a module of its neighbour has its own. */

import type { BackendModel } from '../../project/foreign/models.js';
import type { Holes } from '../../project/neighbour/words.js';
import { indentAt, lineStart } from '../../python/edits.js';
import type { PythonImport } from '../../python/imports.js';
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
import { fieldInName, isCrud, OF_OTHER_THINGS } from './field-words.js';
import type { NewField } from './new-fields.js';
import {
  checkAt,
  type DerivedCheck,
  derivedFixture,
  fixtureIn,
  type ReferenceCheck,
} from './references.js';
import { TextEdits } from './text-edits.js';

/** What is replaced by what. */
export interface FieldChange {
  /** The class of the neighbour's model, and whether it is in this module: a schema may be called the same. */
  readonly model: string;
  readonly hasModel: boolean;
  /** The class that has its columns for it and for schemas, and what the model has for itself then. */
  readonly base: { readonly name: string; readonly inModel: ReadonlySet<string> } | undefined;
  /** The fields of the neighbour that any caller may set, and the rest of its own columns and relationships. */
  readonly old: ReadonlySet<string>;
  readonly fields: readonly NewField[];
  /** The functions that are left out elsewhere, which nothing may use any more. */
  readonly gone: ReadonlySet<string>;
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
  /** The name of a function without the words of the feature: `get_by_id`. */
  bare(name: string): string;
  /** A name with the words of the new feature. */
  rename(name: string): string;
  /** Returns the neighbour's check of a reference for one that it has not. */
  check(check: ReferenceCheck, field: NewField): DerivedCheck | undefined;
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
  /** The references of the new feature that are looked up here. */
  readonly checked: readonly string[];
  /** What has to be imported for that. */
  readonly imports: readonly PythonImport[];
}

/** Returns a module of the neighbour with the fields of the new feature in place of its own. */
export function withFields(
  source: string,
  change: FieldChange,
  holes: Holes,
  isTest: boolean,
): ChangedModule {
  const module = parseOnce(source);
  const editor = new FieldEditor(module, change, holes, isTest);
  for (const statement of module.statements) editor.visit(statement);
  return {
    text: editor.applied,
    left: editor.left,
    lost: editor.lost,
    particular: editor.particular,
    checked: editor.checked,
    imports: editor.imports,
  };
}

class FieldEditor {
  readonly left: string[] = [];
  readonly lost: string[] = [];
  readonly particular: string[] = [];
  readonly checked: string[] = [];
  readonly imports: PythonImport[] = [];
  /** Whether the new choices are still to be defined here. */
  #isUndefined: boolean;
  /** The fixtures of the function that is visited, and what there is of each for the new fields. */
  #roots = new Map<string, Set<string>>();
  /** The values that the function which is visited has in variables called like fields. */
  #locals = new Set<string>();
  /** The values of the neighbour that tests send: all of a row, or the one that is changed, with what is changed now. */
  readonly #samples = new Set<string>();
  readonly #changes = new Map<string, NewField>();
  readonly #edits: TextEdits;
  readonly #kept: ReadonlySet<string>;

  constructor(
    private readonly module: ParsedModule,
    private readonly change: FieldChange,
    private readonly holes: Holes,
    private readonly isTest: boolean,
  ) {
    this.#edits = new TextEdits(module.text);
    this.#isUndefined = change.definitions !== '';
    this.#kept = new Set(
      change.fields.flatMap(({ name, relationship }) => [
        name,
        ...(/^\w+/.exec(relationship ?? '') ?? []),
      ]),
    );
  }

  get applied(): string {
    return this.#edits.applied();
  }

  visit(statement: Statement): void {
    const name = definedName(statement);
    if (statement.keyword === 'class') this.#visitClass(statement, name ?? '');
    else if (statement.keyword === 'def') this.#visitFunction(statement, name ?? '');
    else this.#visitPlain(statement);
  }

  #visitClass(statement: Statement, name: string): void {
    const block = statement.block ?? [];
    if (isEnum(statement)) {
      this.#visitEnum(statement, name);
      return;
    }
    if (this.#isUndefined && !this.module.statements.some(isEnum)) {
      this.#isUndefined = false;
      const start = { from: statement.from, to: statement.from };
      this.#edits.replace(start, `${this.holes.of(this.change.definitions)}\n\n\n`);
    }
    const fields = block.filter((each) => this.change.old.has(fieldOf(each) ?? ''));
    const [first] = fields;
    if (first !== undefined) {
      const lines = this.#linesOf(name, statement, fields);
      const indent = this.#indentOf(first);
      if (lines.length > 0) this.#edits.replace(first, lines.join(`\n${indent}`));
      else if (fields.length < block.filter((each) => !isDocstring(each)).length)
        this.#edits.remove(first);
      else this.#edits.replace(first, 'pass');
      for (const other of fields.slice(1)) this.#edits.remove(other);
    }
    const rest = block.filter((each) => !fields.includes(each));
    for (const each of rest) this.visit(each);
    const stays = rest.some((each) => !this.#edits.isRemoved(each)) || first !== undefined;
    if (!stays && block.length > 0) {
      this.left.push(name);
      this.particular.push(name);
      this.#edits.remove(statement);
    }
  }

  /** Returns the lines of a class in which the neighbour has fields. */
  #linesOf(name: string, statement: Statement, fields: readonly Statement[]): string[] {
    const { base, fields: all, model, targets } = this.change;
    const inModel = ({ name: field }: NewField) => base?.inModel.has(field) === true;
    if (name === base?.name) {
      return all
        .filter((field) => !inModel(field))
        .map(({ both, column }) => this.holes.of(both ?? column));
    }
    if (name !== model || !this.change.hasModel) {
      return this.#schemaLines(name, statement, fields).map((line) => this.holes.of(line));
    }
    const columns = all
      .filter((field) => base === undefined || inModel(field))
      .map(({ column, name: field, optional, target }) => {
        const like = fields.find((each) => fieldOf(each) === field);
        const text = like === undefined ? '' : textOf(this.module, like);
        const isSame =
          target !== undefined &&
          !this.change.isMigrated &&
          targets.get(field) === target &&
          /\bNone\b|Optional\[|nullable=True/.test(text) === optional;
        return isSame ? text : this.holes.of(column);
      });
    const related = all.flatMap(({ relationship }) => relationship ?? []);
    return [...columns, ...related.map((line) => this.holes.of(line))];
  }

  /** Choices of the neighbour are none of the new feature: its own come in their place. */
  #visitEnum(statement: Statement, name: string): void {
    const isNamedAlike = this.change.members.has(this.change.rename(name));
    if (!isNamedAlike) {
      this.left.push(name);
      this.particular.push(name);
    }
    if (this.#isUndefined) {
      this.#isUndefined = false;
      this.#edits.replace(statement, this.holes.of(this.change.definitions));
    } else this.#edits.remove(statement);
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
    const names = new Set(fields.map((each) => fieldOf(each) ?? ''));
    const all = isDomain ? this.#whereShown(names) : this.#shown(names);
    // What it derives from has the new fields already.
    const shown =
      isUpdate || !this.#derivesFields(name) ? all : all.filter((field) => names.has(field.name));
    return shown.map(({ both, checked, name: field, optional, type, usual = '' }) => {
      if (both !== undefined && isUpdate) return asOptional(both);
      const annotation = isInput && !isDomain ? checked : type;
      if (isUpdate || optional) return `${field}: ${annotation} | None = None`;
      return `${field}: ${annotation}${isInput && !isDomain ? usual : ''}`;
    });
  }

  /** Whether a class derives from one of this module that has fields of the neighbour. */
  #derivesFields(name: string): boolean {
    const { statements } = this.module;
    const classOf = (each: string) =>
      statements.find((one) => one.keyword === 'class' && definedName(one) === each);
    const own = classOf(name)?.tokens.slice(2) ?? [];
    return own.some(({ text }) => {
      const block = text === name ? undefined : classOf(text)?.block;
      return block?.some((each) => this.change.old.has(fieldOf(each) ?? '')) === true;
    });
  }

  /** Whether a function is an endpoint of rows as every feature has it: nothing else is said in its path. */
  #isEndpointOfAll({ decorators }: Statement): boolean {
    return decorators.some((tokens) => {
      const open = tokens.findIndex(isOpening);
      const path = tokens[open + 1];
      const method = tokens[open - 1]?.text ?? '';
      if (!/^(get|post|put|patch|delete)$/.test(method) || path === undefined || !isString(path))
        return false;
      const segments = path.text.slice(1, -1).split('/');
      return segments.every(
        (each) => /^(\{[^}]*\})?$/.test(each) || /^s?$/.test(this.change.bare(each)),
      );
    });
  }

  #visitFunction(statement: Statement, name: string): void {
    const before = this.#edits.count;
    const isOfAll = isCrud(this.change.bare(name)) || this.#isEndpointOfAll(statement);
    // What a test takes is fixtures, whatever they are called.
    const isTestItself = this.isTest && name.startsWith('test');
    if (!isTestItself) this.#visitLists(statement.tokens, true);
    for (const decorator of statement.decorators) this.#visitLists(decorator);
    this.#roots = new Map();
    const locals = (statement.block ?? []).filter((each) => this.#local(each) !== undefined);
    this.#locals = new Set(locals.map((each) => this.#local(each) as string));
    if (this.isTest) {
      for (const each of locals) {
        if (!this.#kept.has(this.#local(each) as string)) this.#edits.remove(each);
      }
    }
    this.#visitBlock(statement.block ?? []);
    this.#visitFixtures(statement);
    const wrong = [
      ...(!isTestItself && this.#mentions(statement.tokens.slice(2)) ? ['parameters'] : []),
      ...statement.decorators.filter((each) => this.#mentions(each)).map(() => 'decorators'),
      ...this.#wrongIn(statement.block ?? []),
    ];
    const says = this.#namesField(name) || this.change.gone.has(name);
    if (!says && wrong.length === 0) return;
    // Only what every feature has is worth keeping without a line.
    const isEmptied = (statement.block ?? []).every(
      (each) => this.#edits.isRemoved(each) || isDocstring(each),
    );
    if (!says && isOfAll && !isEmptied && this.#dropIn(statement.block ?? [])) {
      if (isTestItself || !this.#mentions(statement.tokens.slice(2))) return;
    }
    this.#edits.forget(before);
    this.#edits.remove(statement);
    this.left.push(name);
    if (!isOfAll || says) this.particular.push(name);
    if (isOfAll && !says && !this.isTest && !name.startsWith('__')) this.lost.push(name);
  }

  /** Returns the field whose value a statement puts into a variable of that name. */
  #local({ block, tokens }: Statement): string | undefined {
    const [name, equals] = tokens;
    if (block !== undefined || equals?.text !== '=') return undefined;
    return this.change.old.has(name?.text ?? '') ? name?.text : undefined;
  }

  /** Takes the fixtures of the new references where the neighbour takes those of its own. */
  #visitFixtures({ block = [], tokens }: Statement): void {
    const open = tokens.findIndex(isOpening);
    if (open < 0 || this.#roots.size === 0) return;
    const items = splitTokens(tokens.slice(open + 1, closingOf(tokens, open)), ',');
    for (const [root, others] of this.#roots) {
      const item = items.find(([first]) => first?.text === root);
      if (item === undefined) continue;
      const isUsed = this.#mentionsStill(block, root);
      const texts = [...others].map((other) => this.#text(item).replace(root, other));
      if (isUsed) texts.unshift(this.#text(item));
      if (texts.length === 0) this.#removeItem(items, item);
      else this.#edits.replace(spanOf(item), this.holes.of(texts.join(', ')));
    }
  }

  #mentionsStill(block: readonly Statement[], word: string): boolean {
    return block.some(
      ({ block: inner = [], tokens }) =>
        tokens.some((token) => token.text === word && !this.#edits.isEdited(token)) ||
        this.#mentionsStill(inner, word),
    );
  }

  /** Visits the statements of a function, where runs of them do the same for each field. */
  #visitBlock(block: readonly Statement[]): void {
    for (let at = 0; at < block.length; at += 1) {
      const check = this.isTest
        ? undefined
        : checkAt(block, at, [...this.change.targets.keys()], this.change.model);
      if (check !== undefined) {
        this.#visitCheck(check);
        at += check.statements.length - 1;
        continue;
      }
      const claims = this.isTest ? this.#runAt(block, at, (each) => this.#claimed(each)) : [];
      if (claims.length > 0 && this.#visitClaims(claims)) {
        at += claims.length - 1;
        continue;
      }
      const run = this.#runAt(block, at, (each) => this.#setField(each));
      const [first] = run;
      if (first !== undefined) {
        const indent = this.#indentOf(first);
        const texts = this.#ordered(this.change.fields).map((field) => {
          const like = run.find((each) => this.#setField(each) === field.name) ?? first;
          return this.#derived(like, this.#setField(like) as string, field);
        });
        this.#edits.replace(first, texts.join(`\n${indent}`));
        for (const other of run.slice(1)) this.#edits.remove(other);
        at += run.length - 1;
        continue;
      }
      const statement = block[at] as Statement;
      this.visit(statement);
    }
  }

  /** Asks for what each new reference points to, as the neighbour does for its own. */
  #visitCheck(check: ReferenceCheck): void {
    const [first] = check.statements as [Statement];
    const derived = this.#ordered(this.change.fields)
      .filter(
        ({ name, target }) =>
          target !== undefined && (name === check.field || !this.change.old.has(name)),
      )
      .flatMap((field) => {
        const found = this.change.check(check, field);
        if (found === undefined) return [];
        this.checked.push(field.name);
        this.imports.push(...found.imports);
        return [this.holes.of(found.text)];
      });
    const span = { from: first.from, to: check.statements.at(-1)?.to ?? first.to };
    if (derived.length === 0) this.#edits.remove(span);
    else this.#edits.replace(span, derived.join(`\n${this.#indentOf(first)}`));
  }

  #visitPlain(statement: Statement): void {
    this.#visitLists(statement.tokens);
    this.#visitBlock(statement.block ?? []);
  }

  /** Returns the statements from one on that are each about a field. */
  #runAt(
    block: readonly Statement[],
    at: number,
    fieldOfEach: (statement: Statement) => string | undefined,
  ): Statement[] {
    const end = block.findIndex((each, index) => index >= at && fieldOfEach(each) === undefined);
    return block.slice(at, end < 0 ? block.length : end);
  }

  /** Returns the field that a test claims something of: `assert row["name"] == data["name"]`, `assert row["name"] == "x"`. */
  #claimed({ block, tokens }: Statement): string | undefined {
    if (block !== undefined || tokens[0]?.text !== 'assert') return undefined;
    const equals = tokens.findIndex(({ text }) => text === '==');
    const before = equals < 0 ? [] : tokens.slice(1, equals);
    const after = equals < 0 ? [] : tokens.slice(equals + 1);
    const field = [...this.change.old].find((name) => this.#mentionsField(before, name));
    const last = before.at(-1);
    const isOfRow = last?.text === ']' || (last?.text === field && before.at(-2)?.text === '.');
    if (field === undefined || !isOfRow || this.change.targets.has(field)) return undefined;
    const [value] = after;
    const isLiteral =
      after.length === 1 && value !== undefined && (isString(value) || /^\d/.test(value.text));
    return isLiteral || this.#mentionsField(after, field) ? field : undefined;
  }

  /** Claims the same of the new fields, of one that was changed, of the one that is changed now; tells whether it could. */
  #visitClaims(claims: readonly Statement[]): boolean {
    const [first] = claims as [Statement];
    const written = this.change.fields.filter(
      ({ target, type }) => target === undefined && !/datetime|timedelta|float/i.test(type),
    );
    const texts = claims.some((each) => this.#literalOf(each) !== undefined)
      ? this.#valuesClaimed(claims, written)
      : written.map((field) => {
          const like = claims.find((each) => this.#claimed(each) === field.name) ?? first;
          return this.#derived(like, this.#claimed(like) as string, field);
        });
    if (texts.length === 0) return false;
    this.#edits.replace(first, texts.join(`\n${this.#indentOf(first)}`));
    for (const other of claims.slice(1)) this.#edits.remove(other);
    return true;
  }

  #literalOf({ tokens }: Statement): string | undefined {
    const [equals, value] = tokens.slice(-2);
    return equals?.text === '==' && value !== undefined ? value.text : undefined;
  }

  #valuesClaimed(claims: readonly Statement[], written: readonly NewField[]): string[] {
    const [first] = claims as [Statement];
    const literal = this.#literalOf(first) ?? '';
    const changed = this.#changes.get(literal);
    const sent = changed === undefined ? written : [changed];
    if (changed === undefined && !this.#samples.has(literal)) return [];
    return sent
      .filter((field) => written.includes(field))
      .map((field) => {
        const value = changed === undefined ? field.sampleInJson : field.otherInJson;
        const { from, to } = { from: first.from, to: (first.tokens.at(-1) as Token).from };
        const before = this.#derived({ from, to }, this.#claimed(first) as string, field);
        return before + this.holes.of(value);
      });
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
        this.#edits.replace(span, textOf(this.module, span));
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
    // What is changed is best no reference: another row would have to be there.
    const plain = Math.max(
      0,
      ordered.findIndex(({ target }) => target === undefined),
    );
    const wanted = isOne
      ? ordered.filter(({ name }, index) => (this.#kept.has(key) ? name === key : index === plain))
      : ordered;
    const texts = wanted.map((field) => {
      const like =
        own.find((item) => this.#keyOf(item, kind) === field.name) ??
        (this.isTest && field.target !== undefined
          ? own.find((item) => this.change.targets.has(this.#keyOf(item, kind) as string))
          : undefined) ??
        own.find(
          (item) => !this.isTest && kind !== 'parameters' && this.#takesItself(item, kind),
        ) ??
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
    this.#edits.replace(spanOf(first), texts.join(separator));
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
    const isLocal = this.isTest && value.length === 1 && this.#locals.has(value[0]?.text ?? '');
    if (this.#mentionsField(value, old) && (!isLocal || field.name === old)) {
      return this.#derived(spanOf(like), old, field);
    }
    const key = kind === 'entries' ? `"${field.name}": ` : `${field.name}=`;
    if (!this.isTest && field.name === old) return this.#text(like);
    const taken = this.isTest ? this.#fixtureOf(value, old, field) : undefined;
    if (taken !== undefined) return this.holes.of(key + taken);
    const sample = kind === 'entries' ? field.sampleInJson : field.sample;
    const sent = this.#text(value);
    if (isOne) this.#changes.set(sent, field);
    else this.#samples.add(sent);
    const other = kind === 'entries' ? field.otherInJson : field.otherSample;
    return this.holes.of(key + (isOne ? other : sample));
  }

  /** Returns the value of a reference in a test, where a fixture has the row: `author["id"]`. */
  #fixtureOf(value: readonly Token[], old: string, field: NewField): string | undefined {
    const target = this.change.targets.get(old);
    if (target === undefined) return undefined;
    const [first] = value;
    const root = first?.text ?? '';
    if (value.length === 1 && first !== undefined && (isString(first) || /^\d+$/.test(root))) {
      // The id of a row that is there, or of one that is not: the test says which.
      return field.target?.id.kind === target.id.kind ? root : undefined;
    }
    const fixture = fixtureIn(value, target, this.change.fixtures);
    if (fixture === undefined) return undefined;
    const others = this.#roots.get(fixture) ?? new Set<string>();
    this.#roots.set(fixture, others);
    if (field.target === undefined) return undefined;
    const to =
      field.name === old
        ? fixture
        : derivedFixture(fixture, target, field.target, this.change.fixtures);
    if (to === undefined) return undefined;
    others.add(to);
    return this.#text(value).replace(new RegExp(`\\b${fixture}\\b`), to);
  }

  /** Whether an item has the value of its own field: `name=data.name`. */
  #takesItself(item: readonly Token[], kind: 'entries' | 'parameters' | 'arguments'): boolean {
    return this.#mentionsField(item.slice(2), this.#keyOf(item, kind) as string);
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
    // A fixture may be called like what a row refers to.
    if (kind === 'parameters' && this.isTest && this.change.fixtures.has(key)) return undefined;
    return this.change.old.has(key) ? key : undefined;
  }

  /** Whether there is anything in a block that the new feature has not, and that is not gone already. */
  #wrongIn(block: readonly Statement[]): Statement[] {
    return block
      .filter((each) => !this.#edits.isRemoved(each))
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
      if (canGo) this.#edits.remove(each);
      return canGo;
    });
  }

  /** Whether tokens name a field that the new feature lacks, or a function that is left out. */
  #mentions(tokens: readonly Token[]): boolean {
    return tokens.some((token, index) => {
      if (this.#edits.isEdited(token)) return false;
      const word = isString(token) ? token.text.slice(1, -1) : token.text;
      if (!isString(token) && !isWord(token)) return false;
      if (this.change.gone.has(word)) return true;
      if (this.#lacksMember(tokens, index)) return true;
      if (this.#namesField(word)) return true;
      if (!this.change.old.has(word) || this.#kept.has(word)) return false;
      // An argument of that name, such as `name=` of a route, is about something else.
      return tokens[index + 1]?.text !== '=' || tokens[index - 1]?.text === '.';
    });
  }

  /** Whether a value is named that the new choices have not: `OrderStatus.SHIPPED`. */
  #lacksMember(tokens: readonly Token[], index: number): boolean {
    const members = this.change.members.get(this.change.rename(tokens[index]?.text ?? ''));
    if (members === undefined || tokens[index + 1]?.text !== '.') return false;
    return !members.includes(tokens[index + 2]?.text ?? '');
  }

  #mentionsField(tokens: readonly Token[], field: string): boolean {
    return tokens.some(
      ({ text }) => text === field || text === `"${field}"` || text === `'${field}'`,
    );
  }

  /** Whether a name says a field that the new feature lacks: `get_by_sku`. */
  #namesField(name: string): boolean {
    const by = fieldInName(name);
    return by !== undefined && this.change.old.has(by) && !this.#kept.has(by);
  }

  /** Returns the fields that belong where the neighbour has these: one that both have is only where it has it, too. */
  #whereShown(shown: ReadonlySet<string>): NewField[] {
    return this.#ordered(this.#shown(shown));
  }

  #shown(names: ReadonlySet<string>): NewField[] {
    return this.change.fields.filter(({ name }) => names.has(name) || !this.change.old.has(name));
  }

  /** Required fields come first, as parameters and dataclasses have them. */
  #ordered(fields: readonly NewField[]): NewField[] {
    return fields.toSorted((a, b) => Number(a.optional) - Number(b.optional));
  }

  #removeItem(items: readonly (readonly Token[])[], item: readonly Token[]): void {
    const before = items[items.indexOf(item) - 1];
    const after = items[items.indexOf(item) + 1];
    const { from, to } = spanOf(item);
    if (before !== undefined) this.#edits.replace({ from: spanOf(before).to, to }, '');
    else this.#edits.replace({ from, to: after === undefined ? to : spanOf(after).from }, '');
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

/** Returns a line of SQLModel that need not be given, and says nothing of columns. */
function asOptional(line: string): string {
  const [, plain = line, value = ''] = /^(\w+: .*?)(?: = (.*))?$/.exec(line) ?? [];
  const head = plain.replace(/ \| None$/, '');
  const options = /^Field\((.*)\)$/.exec(value)?.[1];
  const rules = (options ?? '')
    .split(', ')
    .filter((each) => /^(gt|ge|lt|le|max_length|min_length|max_digits|decimal_places)=/.test(each));
  return rules.length === 0
    ? `${head} | None = None`
    : `${head} | None = Field(default=None, ${rules.join(', ')})`;
}

function isEnum({ tokens }: Statement): boolean {
  return tokens.slice(2).some(({ text }) => /^(Str|Int)?(Enum|Flag)$/.test(text));
}

function isDocstring({ tokens }: Statement): boolean {
  return tokens.length === 1 && isString(tokens[0] as Token);
}
