/** Asks for fields, one at a time or a whole line at once. */

import { formatFieldToken, parseFieldToken } from '../feature/field/grammar.js';
import {
  type Flag,
  helpOnModifier,
  isFlag,
  isModifier,
  type ValueModifier,
} from '../feature/field/settings.js';
import {
  definitionOf,
  FIELD_TYPES,
  type FieldType,
  ITEM_TYPES,
  settingsOf,
} from '../feature/field/types.js';
import { pascalOf } from '../feature/naming.js';
import { unknownTarget } from '../plan/feature-view.js';
import type { Question } from './ask.js';
import { type Conversation, featureOf, type NamedDraft, orMessage } from './draft.js';
import { describeField } from './meaning.js';

/** The answer that takes the last field back. */
const UNDO = 'undo';

/**
 * Asks for fields until the answer is empty. A bare name leads to more questions; tokens are taken
 * as they are.
 *
 * @param draft may have fields already; they too can be taken back, the last one first.
 */
export async function askForFields(
  draft: NamedDraft,
  conversation: Conversation,
): Promise<NamedDraft> {
  const answer = (await conversation.ask<string>(fieldQuestion(draft, conversation))).trim();
  const words = answer.split(/\s+/).filter(Boolean);
  if (words.length === 0) return draft;
  if (isUndo(answer, draft)) {
    conversation.say(`  removed ${draft.tokens.at(-1)}`);
    return askForFields({ ...draft, tokens: draft.tokens.slice(0, -1) }, conversation);
  }
  const [word = ''] = words;
  const isName = words.length === 1 && /^\w+$/.test(word);
  const added = isName ? await askAboutField(word, draft, conversation) : words;
  if (added.length === 0) return askForFields(draft, conversation);
  const extended = { ...draft, tokens: [...draft.tokens, ...added] };
  const fields = featureOf(extended, conversation).fields.slice(draft.tokens.length);
  for (const field of fields) {
    conversation.say(describeField(field, draft.name, conversation.dialect));
  }
  return askForFields(extended, conversation);
}

function isUndo(answer: string, { tokens }: NamedDraft): boolean {
  return answer === UNDO && tokens.length > 0;
}

/** Returns the question for one field, or for several on one line. */
function fieldQuestion(draft: NamedDraft, conversation: Conversation): Question {
  const isFirst = draft.tokens.length === 0;
  return {
    type: 'input',
    name: 'field',
    message: isFirst
      ? 'What is the first field?'
      : `Next field? (Enter to finish, ${UNDO} to remove the last one)`,
    validate: (answer: string) => {
      const words = answer.trim().split(/\s+/).filter(Boolean);
      if (words.length === 0) return !isFirst || 'A feature needs at least one field.';
      return isUndo(answer.trim(), draft) || checkTokens(words, draft, conversation);
    },
  };
}

/**
 * Checks whether tokens can follow those already given: true, or the message of the command line.
 */
function checkTokens(
  tokens: readonly string[],
  draft: NamedDraft,
  conversation: Conversation,
): true | string {
  return orMessage(() => {
    const feature = featureOf({ ...draft, tokens: [...draft.tokens, ...tokens] }, conversation);
    const known = [...conversation.models, pascalOf(feature.name)];
    const lost = feature.fields.find(({ target }) => target && !known.includes(target));
    if (lost !== undefined) throw unknownTarget(lost, conversation.models);
    // Limits that no value can satisfy only come to light when a field is turned into Python.
    for (const field of feature.fields) describeField(field, draft.name, conversation.dialect);
  });
}

/**
 * Asks for the type of a field, its argument and its modifiers.
 *
 * @returns its token; none if such a field is impossible.
 */
async function askAboutField(
  name: string,
  draft: NamedDraft,
  conversation: Conversation,
): Promise<readonly string[]> {
  const { ask } = conversation;
  const type = await ask<FieldType>(typeQuestion(name));
  const check = (token: string) => checkTokens([token], draft, conversation);
  const argument = await askForArgument(name, type, draft, conversation);
  const plain = argument === '' ? `${name}:${type}` : `${name}:${type}=${argument}`;
  for (;;) {
    const chosen = await ask<readonly (Flag | ValueModifier)[]>(modifiersQuestion(name, type));
    const flags = chosen.filter(isFlag);
    const values: string[] = [];
    for (const modifier of chosen.filter((one): one is ValueModifier => !isFlag(one))) {
      values.push(`${modifier}=${await ask<string>(valueQuestion(plain, modifier))}`);
    }
    const token = [plain, ...flags, ...values].join(':');
    const verdict = check(token);
    if (verdict === true) return [formatFieldToken(parseFieldToken(token))];
    conversation.say(verdict);
    // More modifiers can only help if the rest is right; a reference to the feature itself has to
    // be optional.
    if (check(plain) !== true && check(`${plain}:optional`) !== true) return [];
  }
}

function typeQuestion(name: string): Question {
  const width = Math.max(...FIELD_TYPES.map((type) => definitionOf(type).usage.length));
  return {
    type: 'select',
    name: 'type',
    message: `What type is ${name}?`,
    pageSize: 10,
    loop: false,
    choices: FIELD_TYPES.map((type) => {
      const { usage, description, example } = definitionOf(type);
      return {
        name: `${usage.padEnd(width)}  ${shortened(description)}`,
        short: type,
        value: type,
        description: `${description}. Example: ${example}`,
      };
    }),
  };
}

/** Shortens a description to fit beside a choice. The rest is shown once the type is chosen. */
function shortened(description: string): string {
  return description.split(/[:(,]/)[0]?.trim() ?? description;
}

/**
 * Asks for the argument of the type.
 *
 * @returns an empty text if there is nothing to say.
 */
async function askForArgument(
  name: string,
  type: FieldType,
  draft: NamedDraft,
  { ask, models }: Conversation,
): Promise<string> {
  if (type === 'ref' || type === 'refs') return ask(targetQuestion(name, type, draft, models));
  if (type === 'list') {
    return ask({
      type: 'select',
      name: 'items',
      message: `What type are the elements of ${name}?`,
      choices: ITEM_TYPES.map((item) => ({ name: item, value: item })),
    });
  }
  const question = definitionOf(type).argument?.question;
  if (question === undefined) return '';
  const [message, usual] = question;
  const answer = await ask<string>({
    type: 'input',
    name: 'argument',
    message,
    ...(usual === undefined ? {} : { default: usual }),
    validate: (text: string) => orMessage(() => parseFieldToken(`${name}:${type}=${text}`)),
  });
  // The usual length need not be written.
  return type === 'str' && answer === usual ? '' : answer;
}

function targetQuestion(
  name: string,
  type: 'ref' | 'refs',
  draft: NamedDraft,
  models: readonly string[],
): Question {
  const own = pascalOf(draft.name);
  return {
    type: 'select',
    name: 'target',
    message: `Which model ${type === 'ref' ? 'does' : 'do the'} ${name} refer to?`,
    choices: [
      ...models.filter((model) => model !== own).map((model) => ({ name: model, value: model })),
      { name: `${own} (the feature itself)`, short: own, value: own },
    ],
  };
}

function modifiersQuestion(name: string, type: FieldType): Question {
  // The argument already says it, or another modifier with the same meaning does.
  const isSaid = (modifier: string) =>
    (type === 'str' && modifier === 'max') ||
    (settingsOf(type).includes('gt') && ['min', 'max'].includes(modifier));
  const fitting = settingsOf(type).filter(
    (setting): setting is Flag | ValueModifier => isModifier(setting) && !isSaid(setting),
  );
  const width = Math.max(...fitting.map((modifier) => helpOnModifier(modifier)[0].length));
  return {
    type: 'checkbox',
    name: 'modifiers',
    message: `What else applies to ${name}?`,
    pageSize: 12,
    loop: false,
    choices: fitting.map((modifier) => {
      const [usage, description] = helpOnModifier(modifier);
      return {
        name: `${usage.padEnd(width)}  ${description.split(';')[0]}`,
        short: modifier,
        value: modifier,
      };
    }),
  };
}

function valueQuestion(plain: string, modifier: ValueModifier): Question {
  const [usage, description] = helpOnModifier(modifier);
  return {
    type: 'input',
    name: modifier,
    message: `${usage}: ${description}`,
    validate: (answer: string) =>
      orMessage(() => parseFieldToken(`${plain}:${modifier}=${answer}`)),
  };
}
