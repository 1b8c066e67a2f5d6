/** What may follow an option. */
import type { Candidates, GeneratorTerm, OptionTerm, Standing, Term } from './candidates.js';
import { startingWith } from './starting-with.js';

/** Who may do something, whatever the project. */
const CALLERS: readonly Term[] = [
  { name: 'public', help: 'everyone' },
  { name: 'user', help: 'anyone who is signed in' },
  { name: 'owner', help: 'who has created the row' },
  { name: 'admin', help: 'the role admin' },
];

/** The callers that no role can be joined to. */
const ALONE = ['public', 'user'];

/** What the values of options depend on. */
export interface ValueContext {
  /** The generators that the line may be for. */
  readonly generators: readonly GeneratorTerm[];
  standing(): Standing;
}

/**
 * Finds what may follow an option.
 *
 * @param typed what is typed of the value.
 * @param before what is typed before the value in the same word: `--style=`.
 */
export function optionValues(
  { isList, value }: OptionTerm,
  typed: string,
  before: string,
  context: ValueContext,
): Candidates {
  if (value === 'files' || value === 'folders') return value;
  const isJoined = isList || value === 'access';
  const earlier = isJoined ? typed.slice(0, typed.lastIndexOf('+') + 1) : '';
  const chosen = earlier.split('+').slice(0, -1);
  const terms = value === 'access' ? callers(chosen, context) : termsOf(value, context);
  const open = terms.filter(({ name }) => !chosen.includes(name));
  return startingWith(
    before + typed,
    open.map(({ help, name }) => ({ name: before + earlier + name, help })),
    !isJoined,
  );
}

function termsOf(value: OptionTerm['value'], { generators, standing }: ValueContext): Term[] {
  const names = () => {
    if (value === 'features') return standing().features;
    if (value === 'integrations' || value === 'styles') {
      return generators.flatMap((generator) => generator[value]);
    }
    return typeof value === 'object' ? value : [];
  };
  return [...new Set(names())].map((name) => ({ name, help: '' }));
}

function callers(chosen: readonly string[], { standing }: ValueContext): Term[] {
  const known = CALLERS.map(({ name }) => name);
  const roles = standing()
    .roles.filter((role) => !known.includes(role))
    .map((name) => ({ name, help: `the role ${name}` }));
  return [...CALLERS, ...roles].filter(({ name }) => chosen.length === 0 || !ALONE.includes(name));
}
