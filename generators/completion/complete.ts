/** What may stand where the cursor is. */
import type {
  Candidate,
  Candidates,
  CommandTerm,
  GeneratorTerm,
  OptionTerm,
  Standing,
  Vocabulary,
} from './candidates.js';
import { fieldCandidates } from './field-candidates.js';
import { optionValues } from './option-values.js';
import { startingWith } from './starting-with.js';

/** The words before the one with the cursor, sorted out. */
interface Line {
  readonly command: CommandTerm | undefined;
  readonly generator: GeneratorTerm | undefined;
  /** Whether the first word is the name of a command or a generator. */
  readonly isNamed: boolean;
  /** The words that are no options, without the name of a command or a generator. */
  readonly args: readonly string[];
  /** The names of the options that were given. */
  readonly given: readonly string[];
  /** The option whose value is next. */
  readonly open: OptionTerm | undefined;
}

/** What a line is completed from. */
interface Known {
  readonly line: Line;
  readonly vocabulary: Vocabulary;
  standing(): Standing;
}

/**
 * Finds what may stand where the cursor is.
 *
 * @param words the words of the line after the name of the program. The last is the one with the cursor, as far as it
 *   is typed; it may be empty.
 * @param standing reads the project; only called where it matters.
 */
export function complete(
  words: readonly string[],
  vocabulary: Vocabulary,
  standing: () => Standing,
): Candidates {
  const word = words.at(-1) ?? '';
  const line = readLine(words.slice(0, -1), vocabulary, standing);
  const known = { line, standing, vocabulary };
  const values = (option: OptionTerm, typed: string, before: string) =>
    optionValues(option, typed, before, { generators: generatorsOf(known), standing });
  if (line.open !== undefined) return values(line.open, word, '');
  const [, before, name, value] = /^(--([\w-]+)=)(.*)$/s.exec(word) ?? [];
  if (before !== undefined && value !== undefined) {
    const option = vocabulary.options.find((each) => each.name === name);
    return option === undefined ? [] : values(option, value, before);
  }
  return word.startsWith('-') ? options(word, known) : argument(word, known);
}

function readLine(
  words: readonly string[],
  vocabulary: Vocabulary,
  standing: () => Standing,
): Line {
  const args: string[] = [];
  const given: string[] = [];
  let open: OptionTerm | undefined;
  for (const word of words) {
    if (open !== undefined) {
      open = undefined;
    } else if (word.startsWith('-')) {
      const option = optionNamed(word, vocabulary);
      if (option !== undefined) given.push(option.name);
      if (option?.value !== undefined && !word.includes('=')) open = option;
    } else {
      args.push(word);
    }
  }
  const command = vocabulary.commands.find(({ name }) => name === args[0]);
  const generator = vocabulary.generators.find(({ name }) => name === args[0]);
  const isOutside = args[0]?.includes(':') && standing().outside?.generator === args[0];
  const isNamed = command !== undefined || generator !== undefined || isOutside;
  const rest = isNamed ? args.slice(1) : args;
  return { command, generator, isNamed: isNamed === true, args: rest, given, open };
}

function optionNamed(word: string, { options }: Vocabulary): OptionTerm | undefined {
  const [written] = word.split('=');
  return options.find(({ alias, name }) => [`--${name}`, `-${alias}`].includes(written as string));
}

/** The generators that a line may be for: the one it names, the project's, or all. */
function generatorsOf({ line, standing, vocabulary }: Known): readonly GeneratorTerm[] {
  const { generator } = line;
  if (generator !== undefined && generator.name !== 'app') return [generator];
  const { architecture } = standing();
  const own = vocabulary.generators.filter(({ name }) => name === architecture);
  return own.length === 0 ? vocabulary.generators : own;
}

/** A word that is no option: the name of a command, an architecture or a feature, or a field. */
function argument(word: string, known: Known): Candidates {
  const { line, standing, vocabulary } = known;
  const { args, command, isNamed } = line;
  const features = () => standing().features.map((name) => ({ name, help: 'a feature' }));
  if (command?.takes !== undefined) {
    if (args.length === 0) return startingWith(word, features(), true);
    if (command.takes === 'feature' || word === '') return options(word, known);
    return fieldCandidates(word, vocabulary, () => standing().models);
  }
  if (command !== undefined) {
    const names = command.arguments[args.join(' ')];
    if (names === undefined) return options(word, known);
    const own = command.name === 'eject' && args.length === 0 ? standing().outside : undefined;
    const all = new Set(own === undefined ? names : [own.architecture, ...names]);
    const terms = [...all].map((name) => ({ name, help: '' }));
    return startingWith(word, terms, true);
  }
  if (args.length === 0) {
    const named = isNamed
      ? []
      : [...outsideTerms(standing()), ...vocabulary.commands, ...vocabulary.generators];
    return startingWith(word, [...named, ...features()], true);
  }
  if (word === '') return options(word, known);
  return fieldCandidates(word, vocabulary, () => standing().models);
}

function outsideTerms({ outside }: Standing) {
  return outside === undefined ? [] : [{ name: outside.generator, help: 'what adds the features' }];
}

/** The options that may be given and have not been. */
function options(word: string, known: Known): Candidate[] {
  const { line, vocabulary } = known;
  const takers = line.command === undefined ? generatorsOf(known) : [line.command];
  const names = new Set(takers.flatMap((taker) => taker.options));
  const terms = vocabulary.options
    .filter(({ isOnce, name }) => names.has(name) && !(isOnce && line.given.includes(name)))
    .map(({ help, name }) => ({ name: `--${name}`, help }));
  return startingWith(word, terms, true);
}
