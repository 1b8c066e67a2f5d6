/** The questions for somebody who gave no arguments. */
import { FIELD_TYPES, parseFieldToken } from './field-grammar.js';
import { nameFeature } from './naming.js';

/** Asks questions and gives the answers, as a Yeoman generator's `prompt` does. */
export type Ask = (questions: Record<string, unknown>[]) => Promise<Record<string, unknown>>;

/** A feature as somebody answered it: in the words of the command line. */
export interface FeatureAnswers {
  readonly name: string;
  readonly tokens: readonly string[];
}

/**
 * Asks for a feature's name, unless it was given, and then for fields until an empty answer.
 *
 * @param given the name from the command line, which is not asked for again.
 */
export async function askForFeature(ask: Ask, given: string | undefined): Promise<FeatureAnswers> {
  const name = given ?? String((await ask([nameQuestion()])).name);
  const tokens: string[] = [];
  for (;;) {
    const { field } = await ask([fieldQuestion(tokens)]);
    const answer = String(field ?? '').trim();
    if (answer === '') return { name, tokens };
    // A whole line of tokens may be pasted at once.
    tokens.push(...answer.split(/\s+/));
  }
}

/** The question for the feature's name. */
export function nameQuestion(): Record<string, unknown> {
  return {
    type: 'input',
    name: 'name',
    message: 'What is the feature called, in the singular? (product, order_item)',
    validate: (answer: string) => orMessage(() => nameFeature(answer.trim())),
  };
}

/**
 * The question for one field, or several on one line.
 *
 * @param earlier the tokens given so far; the first answer must not be empty.
 */
export function fieldQuestion(earlier: readonly string[]): Record<string, unknown> {
  return {
    type: 'input',
    name: 'field',
    message:
      earlier.length === 0
        ? `Its first field, as name:type (types: ${FIELD_TYPES.join(', ')})`
        : 'The next field (nothing when there are no more)',
    validate: (answer: string) => {
      const tokens = answer.trim().split(/\s+/).filter(Boolean);
      if (tokens.length === 0) return earlier.length > 0 || 'A feature has at least one field.';
      return orMessage(() => {
        for (const [index, token] of tokens.entries())
          parseFieldToken(token, earlier.length + index + 1);
      });
    },
  };
}

/** What a validator answers: true, or the message of the error that the command line would give. */
function orMessage(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}
