/** Asks about one field: its type, the argument of the type, and its modifiers. */

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
import { pascalOf, singularOf, snakeOf } from '../feature/naming.js';
import { unknownTarget } from '../plan/view/references.js';
import { screenWidth, wrappedLines } from '../show/text-width.js';
import type { Question } from './ask.js';
import { type Conversation, featureOf, type NamedDraft, orMessage } from './draft.js';
import { withoutLostParts, withParts } from './draft-parts.js';
import { describeField } from './meaning.js';
import { aboutPart } from './prompt-words.js';

/** Checks whether a feature can have these fields, all of them: true, or what is wrong. */
export function checkFields(
  tokens: readonly string[],
  draft: NamedDraft,
  conversation: Conversation,
): true | string {
  return orMessage(() => {
    const feature = featureOf(withoutLostParts({ ...draft, tokens }), conversation);
    const known = [...conversation.models, pascalOf(feature.name)];
    const lost = feature.fields.find(({ target }) => target && !known.includes(target));
    if (lost !== undefined) throw unknownTarget(lost, conversation.models);
    // Limits that no value can satisfy only come to light when a field is turned into Python.
    for (const field of feature.fields) describeField(field, draft.name, conversation.dialect);
  });
}

/** What was answered about fields. */
export interface AnsweredFields {
  readonly tokens: readonly string[];
  /** What the parts of a row have, as `--parts` says it: `order_line+product:ref=Product`. */
  readonly parts: readonly string[];
}

/** Something that can be said about a field besides its type. */
type Modifier = Flag | ValueModifier;

/**
 * Asks for the type of a field, its argument and its modifiers.
 *
 * @param draft the feature with its other fields.
 * @returns its token, and what its parts have; no token if such a field is impossible.
 */
export async function askAboutField(
  name: string,
  draft: NamedDraft,
  conversation: Conversation,
): Promise<AnsweredFields> {
  const { ask } = conversation;
  const [type, chosen] = splitType(await ask<TypeChoice>(typeQuestion(name, draft, conversation)));
  const argument = chosen ?? (await askForArgument(name, type, draft, conversation));
  const plain = argument === '' ? `${name}:${type}` : `${name}:${type}=${argument}`;
  const parts = type === 'parts' ? [await askForPart(argument, plain, draft, conversation)] : [];
  const whole = withParts(draft, parts);
  const check = (token: string) => checkFields([...draft.tokens, token], whole, conversation);
  // More modifiers can only help if the rest is right; a reference to the feature itself has to
  // be optional.
  const isHopeless = check(plain) !== true && check(`${plain}:optional`) !== true;
  let ticked: readonly Modifier[] = [];
  const values = new Map<ValueModifier, string>();
  for (;;) {
    ticked = await ask<readonly Modifier[]>({
      ...modifiersQuestion(name, type, ticked, check(`${plain}:caller`) === true),
      // What needs a value is checked with it.
      validate: (answer: readonly unknown[]) => {
        const modifiers = answer.map(tickedValue) as Modifier[];
        const isOpen = isHopeless || !modifiers.every(isFlag);
        return (
          isOpen || orMessage(() => refuse(check([plain, ...modifiers].join(':'))), aboutPart(name))
        );
      },
    });
    for (const modifier of ticked.filter((each): each is ValueModifier => !isFlag(each))) {
      const question = valueQuestion(plain, modifier, values.get(modifier));
      values.set(modifier, await ask<string>(question));
    }
    const token = [plain, ...ticked.filter(isFlag), ...valued(ticked, values)].join(':');
    const verdict = check(token);
    if (verdict === true) return { tokens: [formatFieldToken(parseFieldToken(token))], parts };
    conversation.say(wrappedLines(verdict, screenWidth()));
    if (isHopeless) return { tokens: [], parts: [] };
  }
}

/** @throws Error with a verdict that is not true. */
function refuse(verdict: true | string): void {
  if (verdict !== true) throw new Error(verdict);
}

/** Returns what was ticked: inquirer passes the whole choice to those who check it. */
export function tickedValue(choice: unknown): unknown {
  return typeof choice === 'object' && choice !== null && 'value' in choice ? choice.value : choice;
}

function valued(ticked: readonly Modifier[], values: ReadonlyMap<Modifier, string>): string[] {
  return ticked.flatMap((modifier) =>
    isFlag(modifier) ? [] : `${modifier}=${values.get(modifier)}`,
  );
}

/** A type, or a reference that is complete: `ref=Category`. */
type TypeChoice = FieldType | `${'ref' | 'refs'}=${string}`;

function splitType(choice: TypeChoice): readonly [type: FieldType, argument: string | undefined] {
  const [type, argument] = choice.split('=');
  return [type as FieldType, argument];
}

/** Returns the reference that the name of a field suggests: `category`, `tags`. */
function suggestedReference(
  name: string,
  draft: NamedDraft,
  models: readonly string[],
): TypeChoice | undefined {
  const known = [...models, pascalOf(draft.name)];
  if (known.includes(pascalOf(name))) return `ref=${pascalOf(name)}`;
  const one = pascalOf(singularOf(name));
  return known.includes(one) ? `refs=${one}` : undefined;
}

/** Whether a feature can have rows that belong to one of its own, besides what it has. */
function canHaveParts(draft: NamedDraft, conversation: Conversation): boolean {
  if (!conversation.takesAll) return false;
  const some = withParts(draft, [`${SOME}+${SOME}:int`]);
  return checkFields([...draft.tokens, `${SOME}s:parts=${SOME}`], some, conversation) === true;
}

/** A name that no field has. */
const SOME = 'some_part_of_a_row';

function typeQuestion(name: string, draft: NamedDraft, conversation: Conversation): Question {
  const reference = suggestedReference(name, draft, conversation.models);
  const types = FIELD_TYPES.filter((type) => type !== 'parts' || canHaveParts(draft, conversation));
  const width = Math.max(...types.map((type) => definitionOf(type).usage.length));
  return {
    type: 'select',
    name: 'type',
    message: `What type is ${name}?`,
    pageSize: 10,
    loop: false,
    choices: [
      ...(reference === undefined ? [] : [referenceChoice(name, reference, width)]),
      ...types.map((type) => {
        const { usage, description, example } = definitionOf(type);
        return {
          name: `${usage.padEnd(width)}  ${shortened(description)}`,
          short: type,
          value: type,
          description: `${description}. Example: ${example}`,
        };
      }),
    ],
  };
}

function referenceChoice(name: string, reference: TypeChoice, width: number) {
  const [type, target] = splitType(reference);
  const { description } = definitionOf(type);
  return {
    name: `${reference.padEnd(width)}  ${type === 'ref' ? 'a' : 'many'} ${target}, as the name says`,
    short: reference,
    value: reference,
    description: `${description}. Example: ${name}:${reference}`,
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
  const [message, usual = type === 'parts' ? partOf(name, draft) : undefined] = question;
  const answer = await ask<string>({
    type: 'input',
    name: 'argument',
    message,
    ...(usual === undefined ? {} : { default: usual }),
    validate: (text: string) =>
      orMessage(() => parseFieldToken(`${name}:${type}=${text}`), aboutPart(type)),
  });
  // The usual length need not be written.
  return type === 'str' && answer === usual ? '' : answer;
}

/** Returns what one of the parts in a field may be called: `order_line`. */
function partOf(name: string, draft: NamedDraft): string {
  return `${snakeOf(draft.name)}_${singularOf(name)}`;
}

/**
 * Asks what a part has.
 *
 * @param token the field that has them.
 * @returns what `--parts` says of it.
 */
async function askForPart(
  part: string,
  token: string,
  draft: NamedDraft,
  conversation: Conversation,
): Promise<string> {
  const said = (answer: string) => [part, ...answer.trim().split(/\s+/)].join('+');
  return said(
    await conversation.ask<string>({
      type: 'input',
      name: 'part',
      message: `What does ${part} have? Its fields, such as quantity:int:gt=0 price:decimal`,
      validate: (answer: string) =>
        checkFields([...draft.tokens, token], withParts(draft, [said(answer)]), conversation),
    }),
  );
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
      { name: `${own}, the feature itself`, short: own, value: own },
    ],
  };
}

/** @param mayBeCaller whether it can be set from who has signed in. */
function modifiersQuestion(
  name: string,
  type: FieldType,
  ticked: readonly Modifier[],
  mayBeCaller: boolean,
): Question {
  // The argument already says it, another modifier with the same meaning does, or it cannot be.
  const isSaid = (modifier: string) =>
    (['as', 'caller'].includes(modifier) && !mayBeCaller) ||
    (type === 'str' && modifier === 'max') ||
    (settingsOf(type).includes('gt') && ['min', 'max'].includes(modifier));
  const fitting = settingsOf(type).filter(
    (setting): setting is Modifier => isModifier(setting) && !isSaid(setting),
  );
  const width = Math.max(...fitting.map((modifier) => helpOnModifier(modifier)[0].length));
  return {
    type: 'checkbox',
    name: 'modifiers',
    message: `What else applies to ${name}?`,
    // None of these makes sense for all.
    shortcuts: { all: null, invert: null },
    loop: false,
    choices: fitting.map((modifier) => {
      const [usage, description] = helpOnModifier(modifier);
      return {
        name: `${usage.padEnd(width)}  ${description.split(';')[0]}`,
        short: modifier,
        value: modifier,
        checked: ticked.includes(modifier),
      };
    }),
  };
}

function valueQuestion(
  plain: string,
  modifier: ValueModifier,
  before: string | undefined,
): Question {
  const [usage, description] = helpOnModifier(modifier);
  // It says more about another one.
  const said = modifier === 'as' ? `${plain}:caller` : plain;
  return {
    type: 'input',
    name: modifier,
    message: `${usage}, ${description}. Which ${usage.split('=')[1]}?`,
    ...(before === undefined ? {} : { default: before }),
    validate: (answer: string) =>
      orMessage(() => parseFieldToken(`${said}:${modifier}=${answer}`), aboutPart(modifier)),
  };
}
