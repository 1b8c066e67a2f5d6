/** Asks for fields, one or several at once, and lets each of them be changed. */

import type { Question } from './ask.js';
import { type Conversation, featureOf, type NamedDraft } from './draft.js';
import { withoutLostParts, withParts } from './draft-parts.js';
import { aside, describeField } from './meaning.js';
import { type AnsweredFields, askAboutField, checkFields } from './one-field.js';

/** The answer that takes the last field back. */
const UNDO = 'undo';
/** The answer that leads to a list of the fields. It cannot be the name of one. */
const CHANGE = '?';

/**
 * Asks for fields until the answer is empty. A bare name leads to more questions; tokens are taken
 * as they are.
 *
 * @param draft may have fields already; they too can be taken back and changed.
 */
export async function askForFields(
  draft: NamedDraft,
  conversation: Conversation,
): Promise<NamedDraft> {
  let now = draft;
  for (;;) {
    const answer = (await conversation.ask<string>(fieldQuestion(now, conversation))).trim();
    if (answer === '') return now;
    if (isOf(CHANGE, answer, now)) now = await changeFields(now, conversation);
    else if (isOf(UNDO, answer, now)) now = withoutField(now, now.tokens.length - 1, conversation);
    else now = await addFields(answer, now, conversation);
  }
}

/** Whether an answer means something else than a field. Without fields, there is nothing to undo or to change. */
function isOf(word: string, answer: string, { tokens }: NamedDraft): boolean {
  return answer.trim() === word && tokens.length > 0;
}

/** Returns the question for one field, or for several at once. */
function fieldQuestion(draft: NamedDraft, conversation: Conversation): Question {
  const isFirst = draft.tokens.length === 0;
  return {
    type: 'input',
    name: 'field',
    message: isFirst ? 'What is the first field?' : 'Next field?',
    ...(isFirst
      ? {}
      : { hint: `Enter: no more; ${UNDO}: take the last back; ${CHANGE}: change any` }),
    takesLines: true,
    validate: (answer: string) => {
      const words = wordsOf(answer);
      if (words.length === 0) return !isFirst || 'A feature needs at least one field.';
      if (isOf(CHANGE, answer, draft) || isOf(UNDO, answer, draft)) return true;
      return checkFields([...draft.tokens, ...words], draft, conversation);
    },
  };
}

function wordsOf(answer: string): string[] {
  return answer.trim().split(/\s+/).filter(Boolean);
}

/** Adds what was answered, and says what it means. */
async function addFields(
  answer: string,
  draft: NamedDraft,
  conversation: Conversation,
): Promise<NamedDraft> {
  const { parts, tokens } = await fieldsIn(answer, draft, conversation);
  const extended = withParts({ ...draft, tokens: [...draft.tokens, ...tokens] }, parts);
  if (tokens.length > 0) describeAll(tokens.length, extended, conversation);
  return extended;
}

/** Returns the fields in an answer; that of a bare name, once it has been asked about. */
async function fieldsIn(
  answer: string,
  draft: NamedDraft,
  conversation: Conversation,
): Promise<AnsweredFields> {
  const words = wordsOf(answer);
  const [word = ''] = words;
  const isName = words.length === 1 && /^\w+$/.test(word);
  return isName ? askAboutField(word, draft, conversation) : { tokens: words, parts: [] };
}

/** Says what the last fields mean. */
function describeAll(count: number, draft: NamedDraft, conversation: Conversation): void {
  for (const field of featureOf(draft, conversation).fields.slice(-count)) {
    conversation.say(describeField(field, draft.name, conversation.dialect));
  }
}

/** What can be done with one field. */
type Deed = 'change' | 'move' | 'remove' | 'keep';

/**
 * Lists the fields; each can be changed, moved and removed, and others added.
 *
 * @param draft has fields.
 */
export async function changeFields(
  draft: NamedDraft,
  conversation: Conversation,
): Promise<NamedDraft> {
  let now = draft;
  let place: number | 'done' = 'done';
  for (;;) {
    // Without fields, there is nothing to list.
    if (now.tokens.length === 0) return askForFields(now, conversation);
    const choice: number | 'add' | 'done' = await conversation.ask(listQuestion(now, place));
    if (choice === 'done') return now;
    if (choice === 'add') {
      const answer = await conversation.ask<string>(anotherQuestion(now, conversation));
      now = await addFields(answer, now, conversation);
      place = 'done';
      continue;
    }
    const token: string = now.tokens[choice] ?? '';
    now = await changeOne(choice, now, conversation);
    // Where it has gone to, or what is there now.
    place = now.tokens.includes(token) ? now.tokens.indexOf(token) : choice;
  }
}

function listQuestion({ name, tokens }: NamedDraft, place: number | 'done'): Question {
  return {
    type: 'select',
    name: 'fields',
    message: `The fields of ${name}: which one?`,
    default: place,
    choices: [
      ...tokens.map((token, index) => ({ name: token, value: index })),
      { name: 'Add another field', value: 'add' },
      { name: 'They are right', value: 'done' },
    ],
  };
}

function anotherQuestion(draft: NamedDraft, conversation: Conversation): Question {
  return {
    type: 'input',
    name: 'field',
    message: 'Which field?',
    takesLines: true,
    validate: (answer: string) => {
      const words = wordsOf(answer);
      return words.length === 0 || checkFields([...draft.tokens, ...words], draft, conversation);
    },
  };
}

async function changeOne(
  index: number,
  draft: NamedDraft,
  conversation: Conversation,
): Promise<NamedDraft> {
  const token = draft.tokens[index] ?? '';
  const deed = await conversation.ask<Deed>({
    type: 'select',
    name: 'deed',
    message: `What about ${token}?`,
    choices: [
      { name: 'Change it', value: 'change' },
      ...(draft.tokens.length > 1 ? [{ name: 'Move it', value: 'move' }] : []),
      { name: 'Remove it', value: 'remove' },
      { name: 'Keep it as it is', value: 'keep' },
    ],
  });
  if (deed === 'remove') return withoutField(draft, index, conversation);
  if (deed === 'move') return moveField(index, draft, conversation);
  return deed === 'change' ? rewriteField(index, draft, conversation) : draft;
}

function withoutField(draft: NamedDraft, index: number, { say }: Conversation): NamedDraft {
  say(aside(`removed ${draft.tokens[index]}`));
  return withoutLostParts({ ...draft, tokens: draft.tokens.toSpliced(index, 1) });
}

async function moveField(
  index: number,
  draft: NamedDraft,
  { ask }: Conversation,
): Promise<NamedDraft> {
  const token = draft.tokens[index] ?? '';
  const others = draft.tokens.toSpliced(index, 1);
  const place = await ask<number>({
    type: 'select',
    name: 'place',
    message: `Where does ${token} go?`,
    default: index,
    choices: [
      { name: 'first', value: 0 },
      ...others.map((other, at) => ({ name: `after ${other}`, value: at + 1 })),
    ],
  });
  return { ...draft, tokens: others.toSpliced(place, 0, token) };
}

/** Asks for a field again, with what it is as a start. A bare name is asked about. */
async function rewriteField(
  index: number,
  draft: NamedDraft,
  conversation: Conversation,
): Promise<NamedDraft> {
  const others = { ...draft, tokens: draft.tokens.toSpliced(index, 1) };
  const answer = await conversation.ask<string>({
    type: 'input',
    name: 'field',
    message: 'What should it be?',
    default: draft.tokens[index],
    prefill: 'editable',
    validate: (text: string) =>
      checkFields([...others.tokens, ...wordsOf(text)], draft, conversation),
  });
  const { parts, tokens } = await fieldsIn(answer, withoutLostParts(others), conversation);
  if (tokens.length === 0) return draft;
  const withTokens = (all: readonly string[]) =>
    withoutLostParts(withParts({ ...draft, tokens: all }, parts));
  describeAll(tokens.length, withTokens([...others.tokens, ...tokens]), conversation);
  return withTokens(others.tokens.toSpliced(index, 0, ...tokens));
}
