/** What the first word of a command line means if it names no architecture and no command. */
import { UsageError } from '../../shared/errors.js';
import { ADDING_WORDS, COMMANDS, TOOLS } from '../../shared/feature/commands.js';
import { capitalised } from '../../shared/feature/naming.js';
import { quoted, subcommandOf } from '../../shared/feature/notation.js';
import { editDistance, meant } from '../../shared/suggestion.js';
import { ARCHITECTURES } from './architectures.js';
import { ALIASES } from './sub-generators.js';

/** What others type for what are options here. */
const OPTION_WORDS: ReadonlyMap<string, string> = new Map([
  ['help', '--help'],
  ['version', '--version'],
]);

/**
 * Ensures that a slip of the hand does not become a feature.
 *
 * A first word that is nearly a command or an architecture is taken for one, unless a field with a
 * type follows: `union name:str` is a feature. The words that the command line needs for itself are
 * never features.
 *
 * @param words what was typed, where no architecture and no command was named.
 * @throws UsageError for a slip, with the right line.
 */
export function refuseSlip(words: readonly string[]): void {
  const [first, second] = words;
  if (first === undefined) return;
  const word = first.toLowerCase();
  const rest = words.slice(1).map((each) => quoted(each));
  if (ADDING_WORDS.includes(word)) throw addingRefusal(first, second, rest);
  const command = COMMANDS.find(({ name }) => name === word);
  if (command !== undefined) throw commandRefusal(first, word, rest);
  if (second?.includes(':')) return;
  const meaning = meaningOf(word, rest);
  if (meaning === undefined) return;
  throw new UsageError(
    `there is no command or architecture "${first}". ${meaning.advice.trimEnd()}\n` +
      `If ${first} is a feature, put "app" in front (${lineOf('app', [quoted(first), ...rest])}), or give its first field a type (name:str).`,
    { place: 'FEATURE', suggestion: meaning.suggestion },
  );
}

/** Returns what a slip was meant to be, and what to do; undefined if it is like nothing. */
function meaningOf(
  word: string,
  rest: readonly string[],
): { readonly advice: string; readonly suggestion: string | undefined } | undefined {
  const line = meantLine(word);
  if (line !== undefined) {
    const isLacking = COMMANDS.some(({ name, tool }) => name === line && tool === undefined);
    const advice = isLacking ? meant(line) + capitalised(lackOf(line)) : meant(lineOf(line, rest));
    return { advice, suggestion: line };
  }
  const adding = ADDING_WORDS.find((each) => isSlipOf(word, each));
  if (adding === undefined || rest.length === 0) return undefined;
  const advice = `To add a feature, leave "${adding}" out: fastapi-feature ${rest.join(' ')}.`;
  return { advice, suggestion: rest[0] };
}

/** Of short words, too many are a letter away (aid, and, odd); of longer ones, "general" is two away from one. */
function isSlipOf(word: string, adding: string): boolean {
  if (adding.length > 3) return editDistance(word, adding) <= 1;
  // What a key gives that is held for too long: addd.
  const held = new RegExp(`^${[...adding].map((letter) => `${letter}+`).join('')}$`);
  return adding.length > 1 && word.length > adding.length && held.test(word);
}

function addingRefusal(first: string, second: string | undefined, rest: readonly string[]) {
  const line = second === undefined ? 'product name:str price:decimal=10.2:gt=0' : rest.join(' ');
  return new UsageError(
    `to add a feature, leave out "${first}": fastapi-feature ${line}\n` +
      `No feature can be called "${first.toLowerCase()}".`,
    { place: 'FEATURE', suggestion: second },
  );
}

function commandRefusal(first: string, name: string, rest: readonly string[]) {
  const advice = TOOLS.has(name)
    ? `"${first}" is a command: ${lineOf(name, rest)} (yo fastapi-feature:${name}).`
    : lackOf(name);
  return new UsageError(`${advice} No feature can be called "${name}".`, {
    place: 'FEATURE',
    suggestion: TOOLS.has(name) ? name : undefined,
  });
}

function lackOf(name: string): string {
  return `this version has no command "${name}"; its commands are ${inWords([...TOOLS.keys()])}.`;
}

function inWords(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function lineOf(start: string, rest: readonly string[]): string {
  return ['fastapi-feature', start, ...rest].join(' ');
}

/** Returns what is typed for what a word stands for or is nearly; undefined if it is like none. */
function meantLine(word: string): string | undefined {
  const synonym = COMMANDS.find(({ synonyms }) => synonyms.includes(word))?.name;
  const exact = OPTION_WORDS.get(word) ?? synonym;
  if (exact !== undefined) return exact;
  const lines = new Map([
    ...COMMANDS.map(({ name }) => [name, name] as const),
    ...ARCHITECTURES.map((each) => [each.id, subcommandOf(each)] as const),
    ...ARCHITECTURES.map(({ generator }) => [generator, generator] as const),
    ...ALIASES.map((alias) => [alias, alias] as const),
  ]);
  return [...lines]
    .map(([name, line]) => ({ line, name, distance: editDistance(word, name) }))
    .filter(({ distance, name }) => distance <= slipsIn(name))
    .sort((a, b) => a.distance - b.distance)[0]?.line;
}

/**
 * How many slips make one word of another. Fewer than for a "did you mean" about something that is wrong anyway:
 * `report` is not a slip of `import`.
 */
function slipsIn(name: string): number {
  return name.length < 8 ? 1 : 2;
}
