/** Puts the fields of a new feature where a module of its neighbour has its own. */

import type { Holes } from '../../project/neighbour/words.js';
import type { PythonImport } from '../../python/imports.js';
import { definedName, parseOnce, type Statement, textOf } from '../../python/syntax.js';
import {
  closingOf,
  isOpening,
  isString,
  isWord,
  splitTokens,
  type Token,
} from '../../python/tokens.js';
import { linesOf } from './class-lines.js';
import { type FieldChange, FieldContext, fieldOf, loopNames } from './field-context.js';
import { checksFields, FieldItems } from './field-items.js';
import { dropFieldComments, writeProse } from './field-prose.js';
import { hasWords, isCrud, isOfMany, readsRows, writesRows } from './field-words.js';
import type { NewField } from './new-fields.js';
import { assignedIn, leaveOut, leaveUnused } from './omission.js';
import { isDependency, type Piece, piecesOf, takePiece } from './pieces.js';
import { checkAt, type ReferenceCheck } from './references.js';
import { TestClaims } from './test-claims.js';

/** A module with the new fields, and what was left out of it. */
export interface ChangedModule {
  readonly text: string;
  /** The functions and methods that are left out, by name. */
  readonly left: readonly string[];
  /** Those of them that every feature has, so that it would lack something without them. */
  readonly lost: readonly LostFunction[];
  /** Those that are particular to the neighbour, so that nothing can use them any more. */
  readonly particular: readonly string[];
  /** The references of the new feature that are looked up here. */
  readonly checked: readonly string[];
  /** What has to be imported for that. */
  readonly imports: readonly PythonImport[];
}

/** A function that every feature has and that the new one would lack, and the references that it is about. */
export interface LostFunction {
  readonly name: string;
  readonly references: readonly string[];
}

/** A parameter of a function, and what is beside it. */
interface Parameter {
  readonly name: string;
  /** Whether it may be missing. */
  readonly isOptional: boolean;
  readonly piece: Piece;
  readonly pieces: readonly Piece[];
}

/** Returns a module of the neighbour with the fields of the new feature in place of its own. */
export function withFields(
  source: string,
  change: FieldChange,
  holes: Holes,
  isTest: boolean,
): ChangedModule {
  const context = new FieldContext(parseOnce(source), change, holes, isTest);
  const editor = new FieldEditor(context);
  for (const statement of context.module.statements) editor.visit(statement);
  writeProse(context);
  return {
    text: context.edits.applied(),
    left: editor.left,
    lost: editor.lost,
    particular: editor.particular,
    checked: editor.checked,
    imports: [...editor.imports, ...editor.importsOfItems],
  };
}

/** Visits the statements of a module, and edits each that is about fields. */
class FieldEditor {
  readonly left: string[] = [];
  readonly lost: LostFunction[] = [];
  readonly particular: string[] = [];
  readonly checked: string[] = [];
  readonly imports: PythonImport[] = [];
  /** Whether the new choices are still to be defined here. */
  #isUndefined: boolean;
  /** The conditions that are around what is visited, and what is set under one that says nothing of other fields. */
  readonly #conditions: (readonly Token[])[] = [];
  #unclear: Statement[] = [];
  /** Whether the function that is visited sets other fields, too: by name, or each one under no condition of another. */
  #setsOthers = false;
  /** The variables that the function which is visited gives a value. */
  #assigned: ReadonlySet<string> = new Set();
  readonly #items: FieldItems;
  readonly #claims: TestClaims;

  constructor(private readonly context: FieldContext) {
    this.#isUndefined = context.change.definitions !== '';
    this.#items = new FieldItems(context);
    this.#claims = new TestClaims(context, this.#items);
  }

  get importsOfItems(): readonly PythonImport[] {
    return this.#items.imports;
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
    if (this.context.change.gone.has(name)) {
      this.left.push(name);
      this.context.edits.remove(statement);
      return;
    }
    if (this.#isUndefined && !this.context.module.statements.some(isEnum)) {
      this.#isUndefined = false;
      const start = { from: statement.from, to: statement.from };
      this.context.edits.replace(
        start,
        `${this.context.holes.of(this.context.change.definitions)}\n\n\n`,
      );
    }
    const fields = block.filter((each) => this.context.change.old.has(fieldOf(each) ?? ''));
    const [first] = fields;
    if (first !== undefined) {
      const lines = this.#showsRowsOnly(name, fields)
        ? []
        : linesOf(this.context, name, statement, fields);
      const indent = this.context.indentOf(first);
      if (lines.length > 0) this.context.edits.replace(first, lines.join(`\n${indent}`));
      else if (fields.length < block.filter((each) => !isDocstring(each)).length)
        this.context.edits.remove(first);
      else this.context.edits.replace(first, 'pass');
      for (const other of fields.slice(1)) this.context.edits.remove(other);
      dropFieldComments(this.context, fields);
    }
    const rest = block.filter((each) => !fields.includes(each));
    const before = this.context.edits.count;
    for (const each of rest) {
      if (name === this.context.change.model && isTableArgs(each)) this.#visitTableArgs(each);
      else if (name === this.context.change.model && this.context.change.hasModel && fieldOf(each))
        this.#visitRelationship(each);
      else this.visit(each);
    }
    const stays = rest.some((each) => !this.context.edits.isRemoved(each)) || first !== undefined;
    if (!stays && block.length > 0) {
      if (!this.context.isTest && derivesMethods(statement)) {
        this.context.edits.forget(before);
        const [from, to] = [block[0]?.from ?? 0, block.at(-1)?.to ?? 0];
        this.context.edits.replace({ from, to }, 'pass');
        return;
      }
      this.left.push(name);
      this.particular.push(name);
      this.context.edits.remove(statement);
    }
  }

  /** Whether a class has nothing of a row but rows of others that the new feature lacks. */
  #showsRowsOnly(name: string, fields: readonly Statement[]): boolean {
    const { model, relationships } = this.context.change;
    const names = fields.map((each) => fieldOf(each) ?? '');
    return (
      name !== model &&
      names.every((each) => relationships.has(each) && !this.context.kept.has(each))
    );
  }

  /** A relationship that both have has its other end, or none. */
  #visitRelationship(statement: Statement): void {
    const text = textOf(this.context.module, statement);
    const written = this.context.withOtherEnd(fieldOf(statement) ?? '', text);
    if (written === text) this.visit(statement);
    else this.context.edits.replace(statement, written);
  }

  /** Constraints and indexes of columns stay where the new feature has those, and no migration of ours would lack them. */
  #visitTableArgs(statement: Statement): void {
    const { tokens } = statement;
    const open = tokens.findIndex(isOpening);
    if (open < 0) return;
    const end = closingOf(tokens, open);
    const items = splitTokens(tokens.slice(open + 1, end), ',').filter((each) => each.length > 0);
    const kept = items.filter((item) => {
      const isOfColumns = item.some(({ text }) => /(Constraint|Index)$/.test(text));
      return !isOfColumns || !(this.context.change.isMigrated || this.context.lacksIn(item));
    });
    if (kept.length === items.length) return;
    this.left.push('__table_args__');
    if (kept.length === 0) {
      this.context.edits.remove(statement);
      return;
    }
    const texts = kept.map((item) => this.context.text(item));
    const span = { from: tokens[open]?.to ?? 0, to: tokens[end]?.from ?? 0 };
    this.context.edits.replace(span, `${texts.join(', ')}${kept.length === 1 ? ',' : ''}`);
  }

  /** Choices of the neighbour are none of the new feature: its own come in their place. */
  #visitEnum(statement: Statement, name: string): void {
    const isNamedAlike = this.context.change.members.has(this.context.change.rename(name));
    if (!isNamedAlike) {
      this.left.push(name);
      this.particular.push(name);
    }
    if (this.#isUndefined) {
      this.#isUndefined = false;
      this.context.edits.replace(statement, this.context.holes.of(this.context.change.definitions));
    } else this.context.edits.remove(statement);
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
        (each) => /^(\{[^}]*\})?$/.test(each) || /^s?$/.test(this.context.change.bare(each)),
      );
    });
  }

  /** Whether a function is about one field of several, which the new feature lacks: `move(card, position)`. */
  #isOfOneField(statement: Statement): boolean {
    const { old, targets } = this.context.change;
    const plain = [...old].filter((field) => !targets.has(field));
    const [field, ...others] = plain.filter((each) => this.#isSaidIn(statement, each));
    if (field === undefined || others.length > 0 || plain.length === 1) return false;
    return !this.context.kept.has(field);
  }

  #isSaidIn({ block = [], tokens }: Statement, field: string): boolean {
    return (
      (this.context.mentionsField(tokens, field) && !this.context.loops.has(field)) ||
      block.some((each) => this.#isSaidIn(each, field))
    );
  }

  #visitFunction(statement: Statement, name: string): void {
    const before = this.context.edits.count;
    const bare = this.context.change.bare(name);
    const inPath = new Set(statement.decorators.flat().flatMap(({ text }) => pathParameters(text)));
    const lost = this.context.isTest ? [] : this.#lostParameters(statement, bare, inPath);
    const filters = new Set(lost.filter(({ isOptional }) => isOptional).map((each) => each.name));
    const isOfEvery =
      isCrud(bare, this.context.change.commonWords) || this.#isEndpointOfAll(statement);
    const isFilter =
      !isOfEvery &&
      !writesRows(bare) &&
      filters.size > 0 &&
      filters.size === lost.length &&
      this.#takesKept(statement);
    const isOfAll = isOfEvery || isFilter;
    // What checks values calls them what it likes.
    const isCheck = statement.decorators.some((each) => checksFields(each));
    const own = isCheck ? statement.tokens.slice(2).filter(isWord) : [];
    this.context.loops = new Set([
      ...loopNames(statement),
      ...dependenciesOf(statement),
      ...own.map(({ text }) => text),
    ]);
    if (!isOfAll && !this.context.isTest && this.#isOfOneField(statement)) {
      this.context.edits.remove(statement);
      this.left.push(name);
      this.particular.push(name);
      return;
    }
    // What a test takes is fixtures, whatever they are called.
    const isTestItself = this.context.isTest && name.startsWith('test');
    const isFixture = statement.decorators.some((each) =>
      each.some(({ text }) => text === 'fixture'),
    );
    const takesFixtures = isTestItself || (this.context.isTest && isFixture);
    this.#items.inPath = inPath;
    const assigned = this.context.isTest ? [] : assignedIn(statement.block ?? []);
    this.#assigned = new Set(assigned);
    const found = assigned.filter((each) => this.context.lacks(each));
    const isReading = !this.context.isTest && (isFilter || readsRows(bare));
    this.#items.isReading = isReading;
    this.#items.filters = isReading ? new Set([...filters, ...found]) : new Set();
    for (const { name: filter, piece, pieces } of lost) {
      if (this.#items.filters.has(filter)) takePiece(this.context.edits, pieces, piece);
    }
    if (!isTestItself && !isCheck) this.#items.visitLists(statement.tokens, 'definition');
    for (const decorator of statement.decorators) this.#items.visitLists(decorator, 'decorator');
    const locals = (statement.block ?? []).filter((each) => this.#local(each) !== undefined);
    this.#items.begin(
      new Set([...assigned, ...locals.map((each) => this.#local(each) as string)]),
      takesFixtures,
      statement.block ?? [],
    );
    if (this.context.isTest) {
      for (const each of locals) {
        if (!this.context.kept.has(this.#local(each) as string)) this.context.edits.remove(each);
      }
    }
    this.#unclear = [];
    this.#setsOthers =
      hasWord(statement.block ?? [], 'setattr') || this.#setsPlainly(statement.block ?? []);
    // What functions in functions are called, others may be, too.
    const goneBefore = new Set(this.context.goneHere);
    this.#visitBlock(statement.block ?? []);
    this.#items.visitFixtures(statement);
    if (this.#items.isUnclear) this.#unclear.push(statement);
    const wrong = [
      ...this.#unclear,
      ...(!takesFixtures && this.context.mentions(statement.tokens.slice(2)) ? ['parameters'] : []),
      ...statement.decorators.filter((each) => this.context.mentions(each)).map(() => 'decorators'),
      ...this.#wrongIn(statement.block ?? []),
    ];
    this.context.goneHere = goneBefore;
    const isFound = lost.length === 1 && filters.size === 0;
    const says =
      this.context.namesField(name) ||
      // What finds rows by a field of the neighbour is its own: `domain_exists(domain)`.
      (isFound && lost.some((each) => hasWords(bare, each.name))) ||
      this.context.namesRows(name) ||
      this.context.change.gone.has(name) ||
      (isTestItself && (this.context.isTestOfField(name) || this.#items.isOfLostReference));
    if (!says && wrong.length === 0) {
      if (!this.context.isTest) leaveUnused(this.context, statement.block ?? []);
      return;
    }
    // Only what every feature has is worth keeping without a line.
    const isEmptied = (statement.block ?? []).every(
      (each) => this.context.edits.isRemoved(each) || isDocstring(each),
    );
    if (
      this.#unclear.length === 0 &&
      !says &&
      isOfAll &&
      !isEmptied &&
      !isFound &&
      leaveOut(this.context, statement.block ?? [], filters, isOfMany(bare))
    ) {
      if (takesFixtures || !this.context.mentions(statement.tokens.slice(2))) return;
    }
    this.context.edits.forget(before);
    this.context.edits.remove(statement);
    this.left.push(name);
    if (this.context.isTest && !isFixture) this.context.goneHere.add(name);
    if (!isOfAll || says) this.particular.push(name);
    if (isOfAll && !says && !this.context.isTest && !name.startsWith('__')) {
      const { kept } = this.context;
      const references = [...this.context.change.targets.keys()].filter(
        (field) => !kept.has(field) && this.#isSaidIn(statement, field),
      );
      this.lost.push({ name, references });
    }
  }

  /** Returns the parameters that are called like fields which the new feature lacks. */
  #lostParameters({ tokens }: Statement, bare: string, inPath: ReadonlySet<string>): Parameter[] {
    const open = tokens.findIndex(isOpening);
    const pieces = piecesOf(tokens, open);
    return pieces.flatMap((piece) => {
      const name = piece[0]?.text ?? '';
      const isOptional =
        piece.some(({ text }) => text === '=' || text === 'None') ||
        // Any number of rows may be found by what nobody gives.
        (isOfMany(bare) && !inPath.has(name));
      const isLost = this.context.lacks(name) && !isDependency(piece);
      return isLost ? [{ name, isOptional, piece, pieces }] : [];
    });
  }

  /** Whether a function takes the value of a field that the new feature has, too: it works for any. */
  #takesKept({ tokens }: Statement): boolean {
    const { change, kept } = this.context;
    const pieces = piecesOf(tokens, tokens.findIndex(isOpening));
    return pieces.some(
      ([first]) => kept.has(first?.text ?? '') && change.old.has(first?.text ?? ''),
    );
  }

  /** Returns the field whose value a statement puts into a variable of that name. */
  #local({ block, tokens }: Statement): string | undefined {
    const [name, equals] = tokens;
    if (block !== undefined || equals?.text !== '=') return undefined;
    return this.context.change.old.has(name?.text ?? '') ? name?.text : undefined;
  }

  /** Visits the statements of a function, where runs of them do the same for each field. */
  #visitBlock(block: readonly Statement[]): void {
    for (let at = 0; at < block.length; at += 1) {
      const check = this.context.isTest
        ? undefined
        : checkAt(block, at, [...this.context.change.targets.keys()], this.context.change.model);
      if (check !== undefined) {
        this.#visitCheck(check);
        at += check.statements.length - 1;
        continue;
      }
      if (this.context.isTest && this.#claims.quotesSample(block[at] as Statement)) {
        this.context.edits.remove(block[at] as Statement);
        continue;
      }
      const claims = this.context.isTest
        ? this.#runAt(block, at, (each) => this.#claims.fieldOf(each))
        : [];
      if (claims.length > 0 && this.#claims.visit(claims)) {
        at += claims.length - 1;
        continue;
      }
      const samples = this.context.isTest
        ? this.#runAt(block, at, (each) => this.#sampleOf(each))
        : [];
      if (samples.length > 1) {
        this.#visitSamples(samples);
        at += samples.length - 1;
        continue;
      }
      const run = this.#runAt(block, at, (each) => this.#setField(each));
      const [first] = run;
      if (first !== undefined) {
        const indent = this.context.indentOf(first);
        const set = this.#setWhereAsked(run);
        const texts = this.context.ordered(set).map((field) => {
          const like = run.find((each) => this.#setField(each) === field.name) ?? first;
          return this.context.derived(like, this.#setField(like) as string, field);
        });
        this.context.edits.replace(first, texts.join(`\n${indent}`));
        for (const other of run.slice(1)) this.context.edits.remove(other);
        at += run.length - 1;
        continue;
      }
      const statement = block[at] as Statement;
      this.visit(statement);
    }
  }

  /**
   * Returns the fields that are set where some of the neighbour's are: all of them, or under a condition of some fields
   * only these, as far as the others are set by name elsewhere.
   */
  #setWhereAsked(run: readonly Statement[]): readonly NewField[] {
    const { fields, old } = this.context.change;
    const asked = [...old].filter((field) =>
      this.#conditions.some((tokens) => this.context.mentionsField(tokens, field)),
    );
    const others = fields.filter(({ name }) => !asked.includes(name));
    if (this.context.isTest || asked.length === 0 || others.length === 0) return fields;
    if (!this.#setsOthers) this.#unclear.push(...run);
    return fields.filter(({ name }) => asked.includes(name));
  }

  #setsPlainly(block: readonly Statement[]): boolean {
    return block.some(
      (each) =>
        this.#setField(each) !== undefined ||
        (!isCondition(each) && this.#setsPlainly(each.block ?? [])),
    );
  }

  /** Returns the field of which a test gives something a value: `mock.name = "Anything"`. */
  #sampleOf({ block, tokens }: Statement): string | undefined {
    const [object, dot, field, equals] = tokens;
    const isSet = block === undefined && dot?.text === '.' && equals?.text === '=';
    if (!isSet || object === undefined || !isWord(object) || field === undefined) return undefined;
    return this.context.change.old.has(field.text) ? field.text : undefined;
  }

  /** Gives each new field a value where a test gives those of the neighbour one. */
  #visitSamples(run: readonly Statement[]): void {
    const [first] = run as readonly [Statement];
    const shown = new Set(run.map((each) => this.#sampleOf(each) ?? ''));
    const texts = this.context.shown(shown).map((field) => {
      const same = run.find((each) => this.#sampleOf(each) === field.name);
      if (same !== undefined) return textOf(this.context.module, same);
      return `${first.tokens[0]?.text}.${this.context.holes.of(`${field.name} = ${field.sample}`)}`;
    });
    this.context.edits.replace(first, texts.join(`\n${this.context.indentOf(first)}`));
    for (const other of run.slice(1)) this.context.edits.remove(other);
  }

  /** Asks for what each new reference points to, as the neighbour does for its own. */
  #visitCheck(check: ReferenceCheck): void {
    const [first] = check.statements as [Statement];
    const derived = this.context
      .ordered(this.context.change.fields)
      .filter(
        ({ name, target }) =>
          target !== undefined && (name === check.field || !this.context.change.old.has(name)),
      )
      .flatMap((field) => {
        const found = this.context.change.check(check, field);
        if (found === undefined) return [];
        this.checked.push(field.name);
        this.imports.push(...found.imports);
        return [this.context.holes.of(found.text)];
      });
    const span = { from: first.from, to: check.statements.at(-1)?.to ?? first.to };
    // What both refer to is looked up as it was.
    const isCommon = !this.context.change.old.has(check.field);
    if (isCommon) derived.unshift(textOf(this.context.module, span));
    if (derived.length === 0) this.context.edits.remove(span);
    else this.context.edits.replace(span, derived.join(`\n${this.context.indentOf(first)}`));
  }

  #visitPlain(statement: Statement): void {
    this.#items.visitLists(statement.tokens);
    if (isCondition(statement)) this.#conditions.push(statement.tokens);
    this.#visitBlock(statement.block ?? []);
    if (isCondition(statement)) this.#conditions.pop();
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

  /** Returns the field that a statement sets: `row.name = data.name`, or the same under a condition. */
  #setField({ block, tokens }: Statement): string | undefined {
    const equals = tokens.findIndex(({ text }) => text === '=');
    if (block === undefined) {
      const target = tokens[equals - 1]?.text ?? '';
      const isAttribute = equals >= 3 && tokens[equals - 2]?.text === '.';
      if (!isAttribute || !this.context.change.old.has(target)) return undefined;
      // Rows of others, and what the function works out first, are set otherwise than what callers give.
      const [value, ...more] = tokens.slice(equals + 1);
      const isWorkedOut = more.length === 0 && this.#assigned.has(value?.text ?? '');
      if (this.context.change.relationships.has(target) || isWorkedOut) return undefined;
      return this.context.mentionsField(tokens.slice(equals + 1), target) ? target : undefined;
    }
    if (tokens[0]?.text !== 'if' || block.length !== 1) return undefined;
    const inner = this.#setField(block[0] as Statement);
    return inner !== undefined && this.context.mentionsField(tokens, inner) ? inner : undefined;
  }

  /** Whether there is anything in a block that the new feature has not, and that is not gone already. */
  #wrongIn(block: readonly Statement[]): Statement[] {
    return block
      .filter((each) => !this.context.edits.isRemoved(each))
      .flatMap((each) => {
        if (this.context.mentions(each.tokens)) return [each];
        if (each.keyword === 'def' || each.keyword === 'class') return [];
        return this.#wrongIn(each.block ?? []);
      });
  }
}

function isCondition({ tokens }: Statement): boolean {
  return /^(if|elif)$/.test(tokens[0]?.text ?? '');
}

/** Whether a word is in a block, at any depth. */
function hasWord(block: readonly Statement[], word: string): boolean {
  return block.some(
    ({ block: inner, tokens }) =>
      tokens.some(({ text }) => text === word) || hasWord(inner ?? [], word),
  );
}

/** Returns the parameters of a function that dependencies give. */
function dependenciesOf({ tokens }: Statement): string[] {
  const open = tokens.findIndex(isOpening);
  if (open < 0) return [];
  return piecesOf(tokens, open)
    .filter(isDependency)
    .flatMap(([name]) => name?.text ?? []);
}

function isTableArgs({ tokens: [name] }: Statement): boolean {
  return name?.text === '__table_args__';
}

/** Whether a class has methods that it does not define. */
function derivesMethods({ tokens: [, , open, base] }: Statement): boolean {
  return open?.text === '(' && base !== undefined && !/^(\)|object)$/.test(base.text);
}

function isEnum({ tokens }: Statement): boolean {
  return tokens.slice(2).some(({ text }) => /^(Str|Int)?(Enum|Flag)$/.test(text));
}

function isDocstring({ tokens }: Statement): boolean {
  return tokens.length === 1 && isString(tokens[0] as Token);
}

/** Returns what the path of an endpoint takes: a row is found by it, so that it is no field among others. */
function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name = '']) => name);
}
