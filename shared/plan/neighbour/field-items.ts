/** What is in brackets for each field: parameters, arguments, entries of dictionaries. */

import { keyInJson } from '../../feature/json-case.js';
import type { PythonImport } from '../../python/imports.js';
import { type Statement, textOf } from '../../python/syntax.js';
import {
  closingOf,
  isOpening,
  isString,
  isWord,
  spanOf,
  splitTokens,
  type Token,
} from '../../python/tokens.js';
import type { FieldContext } from './field-context.js';
import { OF_OTHER_THINGS } from './field-words.js';
import type { NewField } from './new-fields.js';
import { isCall, isDependency, type Piece, takePiece } from './pieces.js';
import { isRefused, postedIn, posts } from './posted.js';
import { derivedFixture, fixtureIn } from './references.js';
import type { RowFixture } from './row-fixtures.js';
import {
  visitFormatted,
  visitNames,
  visitOrder,
  visitSearched,
  visitTold,
} from './shown-fields.js';

/** Where an item is. */
type Kind = 'entries' | 'parameters' | 'arguments';

/** What is told by name which fields it is about. */
const OF_SEVERAL_FIELDS = /^(field_)?(validator|serializer)$/;

/** Whether a decorator makes a function check, or show, fields that it names. */
export function checksFields(decorator: readonly Token[]): boolean {
  return decorator.some(
    ({ text }, at) => OF_SEVERAL_FIELDS.test(text) && decorator[at + 1]?.text === '(',
  );
}

/** Returns the text that an item is; undefined if it is something else. */
function textIn([first, ...more]: readonly Token[]): string | undefined {
  return first !== undefined && more.length === 0 && isString(first)
    ? first.text.slice(1, -1)
    : undefined;
}

/** What tells somebody of a row. */
const TELLING = /response|success|message|logger|log\.|notif/i;

/** Writes items anew; of tests, it knows what they have sent so far. */
export class FieldItems {
  /** The values of the neighbour that tests send: all of a row, or the one that is changed, with what is changed now. */
  readonly samples = new Set<string>();
  readonly changes = new Map<string, NewField>();
  /** The new fields that tests leave out of a row. */
  readonly unsent = new Set<NewField>();
  /** The fixtures of the function that is visited, and what there is of each for the new fields. */
  #roots = new Map<string, Set<string>>();
  /** The further fixtures that it takes, and what their types need. */
  readonly #added = new Map<string, RowFixture>();
  readonly imports: PythonImport[] = [];
  /** Whether it sends the id of something that the new feature does not refer to, and that no fixture gives. */
  isOfLostReference = false;
  /** What the path of the endpoint has that is visited. */
  inPath: ReadonlySet<string> = new Set();
  /** The parameters of the function that is visited by which rows are filtered, if somebody gives them. */
  filters: ReadonlySet<string> = new Set();
  /** Whether the function that is visited finds rows. */
  isReading = false;
  /** Whether what it takes is fixtures. */
  #takesFixtures = false;
  /** The values that the function which is visited has in variables called like fields. */
  #locals: ReadonlySet<string> = new Set();
  /** What it takes that has the fields of a row: `data`. */
  #given: string | undefined;
  /** Whether it makes a row of which some field comes from nowhere. */
  isUnclear = false;
  /** The variables whose values it posts. */
  #posted: ReadonlySet<string> = new Set();
  /** The values of the call that is visited which have their position, by their first tokens, with what they are of. */
  #placed: ReadonlyMap<Token, string> = new Map();
  /** The parameters of the function that is visited, with the fields that come in their place. */
  readonly #taken = new Map<string, ReadonlySet<string>>();
  /** Whether the values of what is visited are those of JSON. */
  #isInJson = false;
  /** Whether what is visited is posted, so that it is all of a row. */
  #isPosted = false;
  /** Whether what it posts lacks something, or is wrong: it is no row. */
  #isRefused = false;

  constructor(private readonly context: FieldContext) {}

  /**
   * Begins with another function.
   *
   * @param locals its variables that are called like fields.
   * @param takesFixtures whether it is a test or a fixture.
   * @param block what it does.
   */
  begin(locals: ReadonlySet<string>, takesFixtures: boolean, block: readonly Statement[]): void {
    this.#roots = new Map();
    this.#added.clear();
    this.isOfLostReference = false;
    this.#takesFixtures = takesFixtures;
    this.#locals = locals;
    this.#posted = new Set(postedIn(block));
    this.#isRefused = isRefused(block);
    this.isUnclear = false;
    this.#given = this.#objectIn(block);
  }

  /** Returns what has fields of the neighbour in statements: `data` of `data.name`. */
  #objectIn(block: readonly Statement[]): string | undefined {
    for (const { block: inner = [], tokens } of block) {
      const at = tokens.findIndex(
        (token, index) =>
          isWord(token) &&
          tokens[index - 1]?.text !== '.' &&
          tokens[index + 1]?.text === '.' &&
          this.context.change.old.has(tokens[index + 2]?.text ?? ''),
      );
      const found = tokens[at]?.text ?? this.#objectIn(inner);
      if (found !== undefined && found !== this.context.change.model) return found;
    }
    return undefined;
  }

  /** Writes the items of lists, in brackets, anew that belong to fields. */
  visitLists(tokens: readonly Token[], where?: 'definition' | 'decorator'): void {
    // What a test asks of each of several fields is asked of those.
    const isCode = !this.context.isTest;
    if (isCode) for (const token of tokens) visitFormatted(this.context, token);
    if (isCode) visitSearched(this.context, tokens);
    this.#isPosted =
      !this.#isRefused &&
      (posts(tokens) || (tokens[1]?.text === '=' && this.#posted.has(tokens[0]?.text ?? '')));
    for (let at = 0; at < tokens.length; at += 1) {
      const open = tokens[at] as Token;
      if (!isOpening(open)) continue;
      const end = closingOf(tokens, at);
      if (isCode && !isCall(tokens, at)) {
        visitNames(this.context, splitTokens(tokens.slice(at + 1, end), ','), open.text === '(');
      }
      if (open.text === '[') continue;
      const callee = tokens[at - 1]?.text ?? '';
      if (open.text === '(' && OF_OTHER_THINGS.test(callee)) continue;
      if (open.text === '(' && OF_SEVERAL_FIELDS.test(callee)) {
        this.#visitChecked(splitTokens(tokens.slice(at + 1, end), ','), open);
        continue;
      }
      const items = splitTokens(tokens.slice(at + 1, end), ',');
      if (callee === 'order_by') visitOrder(this.context, items);
      if (isCode && TELLING.test(`${tokens[at - 3]?.text}.${callee}`))
        visitTold(this.context, items);
      if (
        this.context.isTest &&
        open.text === '{' &&
        items.length === 1 &&
        tokens[at - 1]?.text === '==' &&
        !this.#isSentBefore(items[0] ?? [])
      ) {
        // A whole answer with one thing in it is no row, which has an id: `{"code": "not_found"}`.
        const span = { from: open.from, to: tokens[end]?.to ?? open.to };
        this.context.edits.replace(span, textOf(this.context.module, span));
        continue;
      }
      // What an endpoint is documented with is no row: `responses={404: {"description": "Gone"}}`.
      if (isCode && where === 'decorator' && open.text === '{') continue;
      this.#isInJson = open.text === '{' || this.context.change.bodies.has(callee);
      const kind =
        open.text === '{'
          ? 'entries'
          : where === 'definition' && at <= 3
            ? 'parameters'
            : 'arguments';
      this.#placed = kind === 'arguments' ? this.#placedIn(callee, items) : new Map();
      // What finds rows passes on by which, and makes none.
      const isPassedOn = this.isReading && kind === 'arguments' && !/^([A-Z]|cls$)/.test(callee);
      if (isPassedOn) this.#leaveArguments(items);
      else this.#visitItems(items, kind);
    }
  }

  /** Checks the new fields the way the neighbour checks several of its own at once: all, or all of a type. */
  #visitChecked(items: readonly (readonly Token[])[], at: Token): void {
    const { edits, holes, module } = this.context;
    const nameOf = (item: readonly Token[]) => textIn(item);
    const own = items.filter((item) => this.context.change.old.has(nameOf(item) ?? ''));
    const [first, ...others] = own;
    const owner = module.statements.find(({ from, to }) => from <= at.from && at.to <= to);
    const fields = this.context.checkedLike(
      own.map((item) => nameOf(item) as string),
      owner?.block ?? [],
    );
    if (first === undefined || others.length === 0 || fields.length === 0) return;
    const quote = first[0]?.text.charAt(0) ?? '"';
    edits.replace(
      spanOf(first),
      fields.map(({ name }) => holes.of(`${quote}${name}${quote}`)).join(', '),
    );
    for (const other of others) takePiece(edits, items, other);
  }

  /** Returns the values of a call that are told by their position, with the parameters that they are given to. */
  #placedIn(callee: string, items: readonly (readonly Token[])[]): ReadonlyMap<Token, string> {
    const parameters = this.context.change.positions?.get(callee) ?? [];
    const end = items.findIndex(([first, second]) => first?.text === '*' || second?.text === '=');
    return new Map(
      items.slice(0, end < 0 ? undefined : end).flatMap(([first], at) => {
        const name = parameters[at];
        return first === undefined || name === undefined ? [] : [[first, name] as const];
      }),
    );
  }

  /** Returns what an item gives to its field. */
  #valueOf(item: readonly Token[]): readonly Token[] {
    return this.#placed.has(item[0] as Token) ? item : item.slice(2);
  }

  /** Whether a field of the neighbour's and its value are in the module twice: once sent, and once expected. */
  #isSentBefore(item: readonly Token[]): boolean {
    const key = this.#keyOf(item, 'entries');
    const text = this.context.text(item);
    return key !== undefined && this.context.module.text.split(text).length > 2;
  }

  /** Leaves out the arguments of lost fields whose values are written there: `is_active=True`. */
  #leaveArguments(items: readonly Piece[]): void {
    for (const item of items) {
      const [name, equals, ...value] = item;
      const isLost = equals?.text === '=' && this.context.lacks(name?.text ?? '');
      if (isLost && isLiteral(value)) takePiece(this.context.edits, items, item);
    }
  }

  #visitItems(items: readonly (readonly Token[])[], kind: Kind): void {
    const own = items.filter(
      (item) => this.#keyOf(item, kind) !== undefined && !this.#filters(item),
    );
    const [first] = own;
    if (first === undefined) return;
    if (
      !this.context.isTest &&
      items.some(([star, again]) => `${star?.text}${again?.text}`.startsWith('**'))
    ) {
      // All that callers give is there already, and what is worked out besides is the neighbour's own.
      for (const item of own) {
        if (this.context.lacks(this.#keyOf(item, kind) as string))
          takePiece(this.context.edits, items, item);
      }
      return;
    }
    const isOne =
      own.length === 1 &&
      this.context.change.old.size > 1 &&
      !(this.#isPosted && kind === 'entries');
    const key = this.#keyOf(first, kind) as string;
    if (isOne && !this.context.isTest) {
      // A single field is one that rows are found by, or the last that is left to say.
      if (!this.context.kept.has(key) && kind === 'parameters')
        takePiece(this.context.edits, items, first);
      return;
    }
    const ordered = this.context.whereShown(
      new Set(own.map((item) => this.#keyOf(item, kind) as string)),
    );
    if (this.context.isTest) this.#leaveReferences(own, kind);
    if (this.context.isTest && !isOne) {
      for (const field of this.context.change.fields) {
        if (!ordered.includes(field)) this.unsent.add(field);
      }
    }
    // What is changed is best no reference: another row would have to be there.
    const plain = Math.max(
      0,
      ordered.findIndex(({ target }) => target === undefined),
    );
    const standing = this.context.change.standing?.get(key);
    const wanted = isOne
      ? ordered.filter((field, index) =>
          standing !== undefined
            ? field === standing
            : this.context.kept.has(key)
              ? field.name === key
              : index === plain,
        )
      : ordered;
    if (this.context.isTest && kind === 'parameters') {
      const names = new Set(wanted.map(({ name }) => name));
      for (const item of own) this.#taken.set(this.#keyOf(item, kind) as string, names);
    }
    const texts = wanted.map((field) => {
      const like =
        own.find((item) => this.#keyOf(item, kind) === field.name) ??
        (this.context.isTest && field.target !== undefined
          ? own.find((item) => this.context.change.targets.has(this.#keyOf(item, kind) as string))
          : undefined) ??
        (this.context.isTest || kind === 'parameters' ? undefined : this.#plainest(own, kind)) ??
        own.find(
          (item) =>
            kind !== 'parameters' || /\bNone\b/.test(this.context.text(item)) === field.optional,
        ) ??
        first;
      const old = this.#keyOf(like, kind) as string;
      const text = this.#item(like, kind, old, field, isOne);
      return text;
    });
    const open = this.context.module.text.slice(this.context.lineStart(first), spanOf(first).from);
    const separator = /^\s*$/.test(open) ? `,\n${open}` : ', ';
    this.context.edits.replace(spanOf(first), texts.join(separator));
    for (const other of own.slice(1)) takePiece(this.context.edits, items, other);
  }

  #item(like: readonly Token[], kind: Kind, old: string, field: NewField, isOne: boolean): string {
    const value = this.#valueOf(like);
    if (kind === 'parameters') {
      const equals = like.findIndex(({ text }) => text === '=');
      const written = like.slice(2, equals < 0 ? undefined : equals);
      const isTyped = like[1]?.text === ':';
      const isOptional = /\bNone\b/.test(this.context.text(like));
      const type =
        isOptional || field.optional
          ? this.context.nullable(this.context.text(written))(field.type)
          : field.type;
      const head = this.context.holes.of(isTyped ? `${field.name}: ${type}` : field.name);
      if (equals < 0) return head;
      const given = like.slice(equals + 1);
      // What builds rows in tests gives each field a value of its type.
      const isSample =
        this.context.isTest &&
        field.name !== old &&
        given.length === 1 &&
        isString(given[0] as Token);
      if (isSample) this.samples.add(this.context.text(given));
      const usual = isSample ? this.context.holes.of(field.sample) : this.context.text(given);
      return isTyped ? `${head} = ${usual}` : `${head}=${usual}`;
    }
    const [only] = value.length === 1 ? value : [];
    const taking =
      this.context.isTest && only !== undefined ? this.#taken.get(only.text) : undefined;
    if (taking?.has(field.name)) return this.context.derived(spanOf(like), old, field);
    // The key of an entry may be spelt otherwise than the attribute: `"unitPrice": row.unit_price`.
    const spelt = kind === 'entries' ? (like[0]?.text.slice(1, -1) ?? old) : old;
    const name = keyInJson(field.name, /[A-Z]/.test(spelt) ? 'camel' : 'snake');
    const isLocal =
      this.context.isTest &&
      only !== undefined &&
      (this.#locals.has(only.text) || this.context.loops.has(only.text) || taking !== undefined);
    if (this.context.mentionsField(value, old) && (!isLocal || field.name === old)) {
      const text = this.context.derived(spanOf(like), old, field);
      if (spelt === old || field.name === old) return text;
      return text.replace(spelt, () => this.context.holes.of(name));
    }
    const named = kind === 'entries' ? `"${name}": ` : `${field.name}=`;
    const key = this.#placed.has(like[0] as Token) ? '' : named;
    if (!this.context.isTest && field.name === old) return this.context.text(like);
    // What the neighbour works out for its field is none of another: that is as callers give it.
    if (!this.context.isTest && !isLiteral(value)) {
      if (this.#given !== undefined)
        return this.context.holes.of(`${key}${this.#given}.${field.name}`);
      this.isUnclear = true;
      return this.context.text(like);
    }
    const taken = this.context.isTest ? this.#fixtureOf(value, old, field) : undefined;
    if (taken !== undefined) return this.context.holes.of(key + taken);
    const given = this.context.isTest ? this.#givenTo(field) : undefined;
    // That something is not given is what such a test is about.
    if (this.context.isTest && isOne && only?.text === 'None' && !field.optional) {
      return this.context.holes.of(`${key}None`);
    }
    const id = this.#isInJson ? given?.idInJson : given?.id;
    if (id !== undefined) return this.context.holes.of(key + id);
    const sample = this.#isInJson ? field.sampleInJson : field.sample;
    const sent = this.context.text(value);
    if (isOne) this.changes.set(sent, field);
    else this.samples.add(sent);
    const other = this.#isInJson ? field.otherInJson : field.otherSample;
    return this.context.holes.of(key + (isOne ? other : sample));
  }

  /** Notes the fixtures that only references take which the new feature lacks, and whether a test is about such a one. */
  #leaveReferences(own: readonly (readonly Token[])[], kind: Kind): void {
    if (this.context.change.fields.some(({ target }) => target !== undefined)) return;
    for (const item of own) {
      const target = this.context.change.targets.get(this.#keyOf(item, kind) ?? '');
      if (target === undefined) continue;
      const fixture = fixtureIn(this.#valueOf(item), target, this.context.change.fixtures);
      if (fixture !== undefined && !this.#roots.has(fixture)) this.#roots.set(fixture, new Set());
      const [value, ...more] = this.#valueOf(item);
      const isLiteral =
        more.length === 0 && value !== undefined && (isString(value) || /^\d+$/.test(value.text));
      if (isLiteral && this.context.change.rowFixture(target) !== undefined)
        this.isOfLostReference = true;
    }
  }

  /** Returns the fixture that gives what a new reference points to, where a test can take it. */
  #givenTo({ name, target }: NewField): RowFixture | undefined {
    if (!this.#takesFixtures || target === undefined || this.context.change.old.has(name))
      return undefined;
    const fixture = this.context.change.rowFixture(target);
    if (fixture !== undefined) this.#added.set(fixture.name, fixture);
    return fixture;
  }

  /** Returns the value of a reference in a test, where a fixture has the row: `author["id"]`. */
  #fixtureOf(value: readonly Token[], old: string, field: NewField): string | undefined {
    const target = this.context.change.targets.get(old);
    if (target === undefined) return undefined;
    const [first] = value;
    const root = first?.text ?? '';
    if (value.length === 1 && first !== undefined && (isString(first) || /^\d+$/.test(root))) {
      // The id of a row that is there, or of one that is not: the test says which.
      return field.target?.id.kind === target.id.kind ? root : undefined;
    }
    const fixture = fixtureIn(value, target, this.context.change.fixtures);
    if (fixture === undefined) return undefined;
    const others = this.#roots.get(fixture) ?? new Set<string>();
    this.#roots.set(fixture, others);
    if (field.target === undefined) return undefined;
    const to =
      field.name === old
        ? fixture
        : derivedFixture(fixture, target, field.target, this.context.change.fixtures);
    if (to === undefined) return undefined;
    others.add(to);
    return this.context.text(value).replace(new RegExp(`\\b${fixture}\\b`), to);
  }

  /** Returns the field of an entry: `"unitPrice": 5`, `"productName": product.name`. */
  #keyOfEntry([key, , object, dot, attribute, ...more]: readonly Token[]): string {
    if (key === undefined || !isString(key)) return '';
    const name = snakeOf(key.text.slice(1, -1));
    const isAttribute =
      object !== undefined && isWord(object) && dot?.text === '.' && more.length === 0;
    const isShown = isAttribute && this.context.change.old.has(attribute?.text ?? '');
    return isShown && !this.context.change.old.has(name) ? (attribute as Token).text : name;
  }

  /** Whether an item is a filter, or passes one on. */
  #filters(item: readonly Token[]): boolean {
    return [item[0], item.length === 3 ? item[2] : undefined].some((token) =>
      this.filters.has(token?.text ?? ''),
    );
  }

  /** Returns an item that has the value of its own field, if possible nothing else: `name=data.name`. */
  #plainest(items: readonly (readonly Token[])[], kind: Kind): readonly Token[] | undefined {
    const taking = items.filter((item) => {
      const own = this.#valueOf(item);
      const [value, ...more] = own;
      // What the function works out first, it does not work out for other fields.
      const isLocal = more.length === 0 && this.#locals.has(value?.text ?? '');
      return !isLocal && this.context.mentionsField(own, this.#keyOf(item, kind) as string);
    });
    return taking.find((item) => item.length <= 5 && !item.some(isOpening)) ?? taking[0];
  }

  #keyOf(item: readonly Token[], kind: Kind): string | undefined {
    const [first, second] = item;
    if (first === undefined) return undefined;
    const placed = kind === 'arguments' ? this.#placed.get(first) : undefined;
    if (placed !== undefined) return this.context.change.old.has(placed) ? placed : undefined;
    const isUntyped = kind === 'parameters' && (second === undefined || second.text === '=');
    if (isUntyped && this.context.isTest) {
      const isFixture = this.context.change.fixtures.has(first.text);
      return this.context.change.old.has(first.text) && !isFixture ? first.text : undefined;
    }
    if (second === undefined) return undefined;
    const separators = { entries: ':', parameters: ':', arguments: '=' };
    if (second.text !== separators[kind]) return undefined;
    const key = kind === 'entries' ? this.#keyOfEntry(item) : first.text;
    // A fixture may be called like what a row refers to.
    if (kind === 'parameters' && this.context.isTest && this.context.change.fixtures.has(key))
      return undefined;
    if (kind === 'parameters' && (this.inPath.has(key) || isDependency(item))) return undefined;
    if (kind === 'arguments' && item.length === 3 && this.inPath.has(item[2]?.text ?? ''))
      return undefined;
    return this.context.change.old.has(key) ? key : undefined;
  }

  /** Takes the fixtures of the new references where the neighbour takes those of its own. */
  visitFixtures({ block = [], tokens }: Statement): void {
    this.#taken.clear();
    const open = tokens.findIndex(isOpening);
    if (open < 0) return;
    const end = closingOf(tokens, open);
    const items = splitTokens(tokens.slice(open + 1, end), ',').filter((each) => each.length > 0);
    this.#takeAdded(items, tokens[end] as Token);
    for (const [root, others] of this.#roots) {
      const item = items.find(([first]) => first?.text === root);
      if (item === undefined) continue;
      const isUsed = this.#mentionsStill(block, root);
      const texts = [...others].map((other) => this.context.text(item).replace(root, other));
      if (isUsed) texts.unshift(this.context.text(item));
      if (texts.length === 0) takePiece(this.context.edits, items, item);
      else this.context.edits.replace(spanOf(item), this.context.holes.of(texts.join(', ')));
    }
  }

  /** Takes the fixtures of what new references point to. */
  #takeAdded(items: readonly (readonly Token[])[], closing: Token): void {
    const isTyped = items.some((item) => item[1]?.text === ':');
    const taken = new Set(items.map(([first]) => first?.text));
    const added = [...this.#added.values()].filter(({ name }) => !taken.has(name));
    if (added.length === 0) return;
    const texts = added.map(({ name, typed }) => (isTyped ? typed : name));
    if (isTyped) this.imports.push(...added.flatMap(({ imports }) => imports));
    const last = items.at(-1);
    const at = last === undefined ? closing.from : spanOf(last).to;
    const text = this.context.holes.of(texts.join(', '));
    this.context.edits.replace({ from: at, to: at }, last === undefined ? text : `, ${text}`);
  }

  #mentionsStill(block: readonly Statement[], word: string): boolean {
    return block.some(
      ({ block: inner = [], tokens }) =>
        tokens.some((token) => token.text === word && !this.context.edits.isEdited(token)) ||
        this.#mentionsStill(inner, word),
    );
  }
}

/** Whether a value is written there and then, as it is for no row in particular. */
function isLiteral(value: readonly Token[]): boolean {
  const isText = value.length > 0 && value.every((token) => isString(token));
  return isText || (value.length === 1 && /^(True|False|None|[\d.]+)$/.test(value[0]?.text ?? ''));
}

/** Returns the name of an attribute that a key in camel case stands for: `unit_price`. */
function snakeOf(key: string): string {
  return /^[a-z]+([A-Z][a-z0-9]*)+$/.test(key)
    ? key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    : key;
}
