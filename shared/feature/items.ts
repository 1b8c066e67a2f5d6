/**
 * What `--with` asks for: items, some with an argument: `http-client`, `adapter=transcriber`,
 * `pipeline=transcribe/embed/index`.
 */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import { formsOf, kebabOf } from './naming.js';
import { reservedFeatureReason } from './reserved-words.js';

/** What may be asked for. */
export interface ItemKind {
  /** What is typed: `adapter`. */
  readonly name: string;
  /** What follows it after `=`; it takes nothing without this. */
  readonly argument?: ItemArgument;
}

/** What follows an item after `=`. */
export interface ItemArgument {
  /** What stands for it in help: `SERVICE`. */
  readonly value: string;
  /** What one of its names is called: `service`. */
  readonly noun: string;
  /** `transcriber`, `transcribe/embed/index` */
  readonly example: string;
  /** Whether it is a list, in which order matters; a project then has one such item only. */
  readonly isList?: true;
}

/** One thing that is asked for, taken apart. */
export interface Item {
  /** The name of its kind. */
  readonly kind: string;
  /** The names in its argument, in snake_case. */
  readonly names: readonly string[];
}

const LONGEST = 40;

/**
 * Reads what is asked for.
 *
 * @param kinds what may be asked for.
 * @param place where it was said: `--with`.
 * @returns each item as it is typed, in the order of the kinds, names in snake_case.
 * @throws UsageError for what is unknown, said twice, lacks an argument, takes none, or has a name that Python cannot have.
 */
export function readItems(
  said: string | readonly string[],
  kinds: readonly ItemKind[],
  place: string,
): readonly string[] {
  const given = (typeof said === 'string' ? said.split('+') : said).map((each) => each.trim());
  const read = given.map((each) => readItem(each, kinds, place));
  for (const [index, item] of read.entries()) {
    refuseAgain(item, read.slice(0, index), kinds, place);
  }
  const order = kinds.map(({ name }) => name);
  return read
    .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
    .map(writeItem);
}

/** Takes an item apart that {@link readItems} has read. */
export function itemOf(written: string): Item {
  const [kind = '', argument] = written.split('=');
  return { kind, names: argument?.split('/') ?? [] };
}

/** Writes an item as it is typed. */
export function writeItem({ kind, names }: Item): string {
  return names.length === 0 ? kind : `${kind}=${names.join('/')}`;
}

/** Returns how a kind of item is typed: `adapter=SERVICE`. */
export function usageOf({ argument, name }: ItemKind): string {
  return argument === undefined ? name : `${name}=${argument.value}`;
}

/** Returns an item of a kind, as it may be typed. */
export function exampleOf({ argument, name }: ItemKind): string {
  return argument === undefined ? name : `${name}=${argument.example}`;
}

function readItem(given: string, kinds: readonly ItemKind[], place: string): Item {
  const refuse = (message: string, suggestion?: string) =>
    new UsageError(`${place}: ${message}`, { place, suggestion });
  const at = given.indexOf('=');
  const name = at < 0 ? given : given.slice(0, at);
  const kind = kinds.find((each) => each.name === name);
  if (kind === undefined) throw unknown(given, name, kinds, place);
  const said = at < 0 ? '' : given.slice(at + 1);
  const { argument } = kind;
  if (argument === undefined) {
    if (at < 0) return { kind: name, names: [] };
    throw refuse(
      `"${name}" takes nothing after "=", but was given "${given}". Write ${name}.`,
      name,
    );
  }
  const usage = `Write ${usageOf(kind)}, such as ${exampleOf(kind)}.`;
  if (said === '') throw refuse(`"${name}" needs a ${argument.noun}. ${usage}`, exampleOf(kind));
  const names = said.split('/');
  if (argument.isList !== true && names.length > 1) {
    const each = names.map((one) => `${name}=${one}`).join('+');
    throw refuse(
      `"${given}" has several names, but each ${argument.noun} is an item. Write ${each}.`,
      each,
    );
  }
  const forms = names.map((one) => nameIn(one, given, argument, refuse));
  const twice = forms.find((one, index) => forms.indexOf(one) !== index);
  if (twice !== undefined) {
    throw refuse(`"${given}" has the ${argument.noun} "${twice}" twice. Remove one of them.`);
  }
  return { kind: name, names: forms };
}

/** Returns a name in an argument in snake_case. */
function nameIn(
  given: string,
  item: string,
  { noun }: ItemArgument,
  refuse: (message: string, suggestion?: string) => UsageError,
): string {
  const allowed = 'Use the letters a to z, digits and single underscores, starting with a letter.';
  if (given === '') throw refuse(`"${item}" has a ${noun} without a name. ${allowed}`);
  const { pascal, snake } = formsOf(given);
  if (!/^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*$/.test(given)) {
    const plain = kebabOf(given).replaceAll('-', '_');
    const near = /^[a-z][a-z0-9_]*$/.test(plain) ? plain : undefined;
    throw refuse(`"${given}" cannot be a ${noun} in "${item}". ${meant(near)}${allowed}`, near);
  }
  if (snake.length > LONGEST) {
    throw refuse(
      `"${given}" cannot be a ${noun} in "${item}": it has ${snake.length} characters, but at most ${LONGEST} are allowed.`,
    );
  }
  const reason = reservedFeatureReason(snake, pascal);
  if (reason === undefined) return snake;
  throw refuse(
    `"${given}" cannot be a ${noun} in "${item}": ${reason}. Choose a more specific name, such as "run_${snake}".`,
    `run_${snake}`,
  );
}

function unknown(
  given: string,
  name: string,
  kinds: readonly ItemKind[],
  place: string,
): UsageError {
  const names = kinds.map((each) => each.name);
  const separated = [...new Set(given.split(/[\s,|/]+/).filter(Boolean))];
  const areKnown = separated.every((each) => names.includes(each.split('=')[0] ?? ''));
  const near = suggest(name, names);
  const corrected = near === undefined ? undefined : near + given.slice(name.length);
  const suggestion = separated.length > 1 && areKnown ? separated.join('+') : corrected;
  return new UsageError(
    `${place}: there is no integration "${name}". ${meant(suggestion)}${allowedItems(kinds)}`,
    { place, suggestion },
  );
}

/** Says what may be asked for. */
function allowedItems(kinds: readonly ItemKind[]): string {
  return kinds.length === 0
    ? 'This architecture has no integrations. Leave it out.'
    : `Allowed: ${kinds.map(usageOf).join(', ')}, separated by "+" (${kinds.map(exampleOf).join('+')}).`;
}

/** @throws UsageError for the same thing twice, and for a second one of what there is one of. */
function refuseAgain(
  item: Item,
  earlier: readonly Item[],
  kinds: readonly ItemKind[],
  place: string,
): void {
  if (earlier.some((each) => writeItem(each) === writeItem(item))) {
    throw new UsageError(
      `${place}: the integration "${writeItem(item)}" appears twice. Remove one of them. ${allowedItems(kinds)}`,
      { place },
    );
  }
  const isOne = kinds.find(({ name }) => name === item.kind)?.argument?.isList === true;
  const other = earlier.find(({ kind }) => kind === item.kind);
  if (!isOne || other === undefined) return;
  throw new UsageError(
    `${place}: a project has one ${item.kind}, but "${writeItem(other)}" and "${writeItem(item)}" were given. Leave one of them out.`,
    { place },
  );
}
