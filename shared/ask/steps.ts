/**
 * The questions in their order: what each one asks, when it is asked, and what its answer means.
 */

import { ACTIONS, type Action, callersOf } from '../feature/access.js';
import { ACTION_OF, ENDPOINTS, type Endpoint } from '../feature/endpoints.js';
import { hasFlows } from '../feature/flows.js';
import { type Item, itemOf, readItems } from '../feature/items.js';
import { nameFeature, nameNewFeature } from '../feature/naming.js';
import { NO_NEIGHBOUR } from '../feature/neighbour.js';
import { callerOf } from '../feature/ownership.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Integration } from '../plan/architecture.js';
import { refuseFoundationNames } from '../plan/prescribed-layout.js';
import type { Question } from './ask.js';
import { type Conversation, type Draft, featureOf, type NamedDraft, orMessage } from './draft.js';
import { askForFields, changeFields } from './field-questions.js';
import {
  aside,
  describeAccess,
  describeActions,
  describeEndpoints,
  describeName,
} from './meaning.js';
import {
  deletionStep,
  IDENTITY_STEPS,
  identityStep,
  LINKED_STEPS,
  LIST_STEPS,
} from './row-steps.js';
import { isPossible, named, type Step, withOption } from './step.js';

const nameStep: Step = {
  label: 'the name',
  applies: ({ name }) => name === undefined,
  async ask(draft, conversation) {
    conversation.say(
      aside('A kind of thing that your API keeps, in the singular: product, order_item'),
    );
    const answer = await conversation.ask<string>(nameQuestion(draft, conversation));
    const { name, plural = givenPlural(draft, conversation) } = readName(answer);
    conversation.say(describeName(name, plural, conversation.urls));
    return withOption({ ...draft, name }, 'plural', plural);
  },
};

/** Returns the question for the name of the feature. */
function nameQuestion(draft: Draft, conversation: Conversation): Question {
  const { name, options } = draft;
  const own = options.plural === givenPlural(draft, conversation) ? undefined : options.plural;
  return {
    type: 'input',
    name: 'name',
    message: 'What is the feature called?',
    ...(name === undefined ? {} : { default: own === undefined ? name : `${name} plural ${own}` }),
    validate: (answer: string) =>
      orMessage(() => {
        const { name, plural = givenPlural(draft, conversation) } = readName(answer);
        refuseFoundationNames(conversation.architecture, nameNewFeature(name, plural));
      }),
  };
}

/** Returns the plural that the command line says, which is not asked for. */
function givenPlural({ options }: Draft, { isGiven }: Conversation): string | undefined {
  return isGiven('plural') ? options.plural : undefined;
}

/** Reads a name, which can come with its plural: `criterion plural criteria`. */
function readName(answer: string): { readonly name: string; readonly plural: string | undefined } {
  const [, name, plural] = /^(\S+) plural (\S+)$/.exec(answer.trim()) ?? [];
  return { name: name ?? answer.trim(), plural };
}

const fieldsStep: Step = {
  label: 'the fields',
  applies: ({ tokens }) => tokens.length === 0,
  ask(draft, conversation) {
    if (draft.tokens.length > 0) return changeFields(named(draft), conversation);
    conversation.say(
      aside('Type fields, one or more, each as its name and its type. For example:'),
    );
    conversation.say(aside('name:str price:decimal=10.2 stock:int'));
    conversation.say(aside('Or type only a name, such as price, and choose the type from a list.'));
    return askForFields(named(draft), conversation);
  },
};

const neighbourStep: Step = {
  label: 'the feature that it is written like',
  applies: (_, { isGiven, neighboursFor }) => neighboursFor !== undefined && !isGiven('like'),
  async ask(draft, conversation) {
    const { like: before, ...options } = draft.options;
    const feature = featureOf(named({ ...draft, options }), conversation);
    const names = (await conversation.neighboursFor?.(feature)) ?? [];
    const [nearest, other] = names;
    if (nearest === undefined) return draft;
    // Where one is the nearest by far, nobody has to say so; whoever comes back to it wants another answer.
    if (other === undefined && before === undefined) {
      conversation.say(aside(`written like ${nearest}, the nearest feature that stands here`));
      return withOption(draft, 'like', nearest);
    }
    const like = await conversation.ask<string>({
      type: 'select',
      name: 'like',
      message: 'Which feature is it written like?',
      default: before ?? nearest,
      choices: [
        ...names.map((name) => ({ name, value: name })),
        { name: 'none: it is fitted in from templates', value: NO_NEIGHBOUR },
      ],
    });
    return withOption(draft, 'like', like);
  },
};

const endpointsStep: Step = {
  label: 'the endpoints',
  applies: (draft, { isGiven }) => !isGiven('endpoints') && !isDecided(draft),
  usual: () => 'all endpoints',
  async ask(draft, conversation) {
    const before = featureOf(named(draft), conversation).endpoints;
    const chosen = await conversation.ask<readonly Endpoint[]>({
      type: 'checkbox',
      name: 'endpoints',
      message: 'Which endpoints?',
      required: true,
      choices: ENDPOINTS.map((endpoint) => ({
        name: endpoint,
        value: endpoint,
        checked: before.includes(endpoint),
      })),
    });
    const all = chosen.length === ENDPOINTS.length;
    const next = withOption(draft, 'endpoints', all ? undefined : chosen.join('+'));
    const feature = featureOf(named(next), conversation);
    const urls = conversation.urls;
    conversation.say(describeEndpoints(pathOf(feature), feature.endpoints, urls));
    return next;
  },
};

const actionsStep: Step = {
  label: 'what else can be done',
  applies: (draft, conversation) =>
    conversation.takesAll && !conversation.isGiven('action') && haveState(draft, conversation),
  usual: () => 'nothing else can be done',
  async ask(draft, conversation) {
    const { name } = named(draft);
    const withActions = (answer: string) => {
      const words = answer
        .trim()
        .split(/[\s,+]+/)
        .filter(Boolean);
      return withOption(draft, 'action', words.length === 0 ? undefined : words.join('+'));
    };
    const answer = await conversation.ask<string>({
      type: 'input',
      name: 'action',
      message: `What else can be done with one ${name}, if anything? For example: publish archive`,
      ...(draft.options.action === undefined
        ? {}
        : { default: draft.options.action.replaceAll('+', ' ') }),
      validate: (text: string) =>
        orMessage(() => featureOf(named(withActions(text)), conversation)),
    });
    const next = withActions(answer);
    const feature = featureOf(named(next), conversation);
    if (feature.actions.length > 0) {
      conversation.say(describeActions(pathOf(feature), feature.actions, conversation.urls));
    }
    return next;
  },
};

/** Whether a field says what has become of a row, so that something may be done about it. */
function haveState(draft: Draft, conversation: Conversation): boolean {
  const { fields } = featureOf(named(draft), conversation);
  return fields.some(({ type }) => type === 'enum' || type === 'bool');
}

const ACTS: Readonly<Record<Action, string>> = {
  read: 'list and read',
  write: 'create and update',
  delete: 'delete',
};

function accessStep(action: Action): Step {
  return {
    label: `who may ${ACTS[action]}`,
    applies: (draft, conversation) =>
      conversation.hasUsers &&
      !conversation.isGiven(action) &&
      !isDecided(draft) &&
      isDone(action, featureOf(named(draft), conversation)),
    usual: (draft, conversation) => usualAccessText(action, draft, conversation),
    async ask(draft, conversation) {
      const { ask, usualAccess } = conversation;
      const usual = usualAccess[action];
      const before = draft.options[action] ?? usual ?? 'user';
      const owners: string[] = haveOwners(draft, conversation) ? ['owner', 'owner+admin'] : [];
      const isKnown = ['public', 'user', 'admin', ...owners].includes(before);
      const chosen = await ask<string>({
        type: 'select',
        name: action,
        message: `Who may ${ACTS[action]}?`,
        default: isKnown ? before : 'roles',
        choices: [
          { name: 'everyone', value: 'public' },
          { name: 'any signed-in user', value: 'user' },
          ...owners.map((value) => ({
            name: value === 'owner' ? 'its owner' : 'its owner and admins',
            value,
          })),
          { name: 'admins', value: 'admin' },
          { name: 'specific roles', value: 'roles' },
        ].filter(({ value }) => value !== 'public' || mayBePublic(draft, action, conversation)),
      });
      const who =
        chosen === 'roles' ? await ask<string>(rolesQuestion(draft, action, conversation)) : chosen;
      // The default need not be written.
      const next = withOption(draft, action, who === usual ? undefined : who);
      conversation.say(describeAccess(featureOf(named(next), conversation).access[action]));
      return next;
    },
  };
}

/** Whether the feature that this one is written like decides which endpoints there are, and for whom. */
function isDecided({ options }: Draft): boolean {
  return options.like !== undefined && options.like !== NO_NEIGHBOUR;
}

/** Whether something is done with a feature at all: by an endpoint, a step or another action. */
function isDone(action: Action, feature: FeatureSpec): boolean {
  return (
    feature.endpoints.some((endpoint) => ACTION_OF[endpoint] === action) ||
    (action === 'write' &&
      (hasFlows(feature) || feature.actions.some(({ access }) => access === undefined)))
  );
}

/** Says who may do something by default, and with it whatever else the same people may do. */
function usualAccessText(
  action: Action,
  draft: Draft,
  conversation: Conversation,
): string | undefined {
  const feature = featureOf(named(draft), conversation);
  const { access } = feature;
  const { isGiven, usualAccess } = conversation;
  const whoMay = (one: Action) =>
    usualAccess[one] === undefined ? 'whoever the code lets in' : callersOf(access[one]);
  const asked = ACTIONS.filter((one) => !isGiven(one) && isDone(one, feature));
  const alike = asked.filter((one) => whoMay(one) === whoMay(action));
  if (alike[0] !== action) return undefined;
  const acts = alike.map((one) => ACTS[one]);
  return `${whoMay(action)} may ${alike.length === ACTIONS.length ? 'do all of it' : acts.join(', ')}`;
}

/** Whether it is known whose the rows are: the architecture says so, or a field does. */
function haveOwners(draft: Draft, conversation: Conversation): boolean {
  const { architecture } = conversation;
  const { fields } = featureOf(named(draft), conversation);
  return architecture.ownsRows !== undefined || callerOf(fields) !== undefined;
}

function mayBePublic(draft: Draft, action: Action, conversation: Conversation): boolean {
  return isPossible(withOption(draft, action, 'public'), conversation);
}

function rolesQuestion(draft: Draft, action: Action, conversation: Conversation) {
  return {
    type: 'input',
    name: 'roles',
    message: 'Which roles? For several, put + between them: editor+manager',
    validate: (answer: string) =>
      orMessage(() => featureOf(named(withOption(draft, action, answer)), conversation)),
  };
}

/** Returns the features that this one can be nested under: all but itself. */
function parentsFor(draft: Draft, { parents }: Conversation): readonly string[] {
  const own = snakeOf(draft);
  return parents.filter((parent) => parent !== own);
}

const parentStep: Step = {
  label: 'the parent',
  applies: (draft, conversation) =>
    parentsFor(draft, conversation).length > 0 && !conversation.isGiven('parent'),
  usual: () => 'not nested under another feature',
  async ask(draft, conversation) {
    const parent = await conversation.ask<string>({
      type: 'select',
      name: 'parent',
      message: 'Is it nested under another feature?',
      default: draft.options.parent ?? '',
      choices: [
        { name: 'no', value: '' },
        ...parentsFor(draft, conversation).map((name) => ({ name, value: name })),
      ],
    });
    if (parent === '') return withOption(draft, 'parent', undefined);
    conversation.say(aside(`each one belongs to one ${parent} and is served under its URL`));
    return withOption(draft, 'parent', parent);
  },
};

const integrationsStep: Step = {
  label: 'the integrations',
  applies: (_, { integrations, isGiven }) => integrations.length > 0 && !isGiven('with'),
  usual: () => 'no integrations',
  async ask(draft, conversation) {
    const { integrations } = conversation;
    const before = draft.options.with?.split('+').map(itemOf) ?? [];
    const chosen = await conversation.ask<readonly string[]>({
      type: 'checkbox',
      name: 'with',
      message: 'What else does it take, if anything?',
      choices: integrations.map(({ name }) => ({
        name,
        value: name,
        checked: before.some(({ kind }) => kind === name),
      })),
    });
    const items: string[] = [];
    for (const integration of integrations) {
      const { name, why } = integration;
      if (!chosen.includes(name)) continue;
      conversation.say(aside(why));
      const earlier = before.filter(({ kind }) => kind === name);
      items.push(...(await askForItems(integration, earlier, conversation)));
    }
    return withOption(draft, 'with', items.length === 0 ? undefined : items.join('+'));
  },
};

/** Asks for the argument of an integration, and returns the items that it makes; the name alone if it takes none. */
async function askForItems(
  integration: Integration,
  earlier: readonly Item[],
  { architecture, ask }: Conversation,
): Promise<readonly string[]> {
  const { argument, name } = integration;
  if (argument === undefined) return [name];
  const itemsIn = (answer: string) => {
    const words = answer.trim().split(/[\s,]+/);
    const given = argument.isList ? [words.join('/')] : words;
    const said = given.map((each) => `${name}=${each}`);
    return readItems(said, architecture.integrations ?? [], '--with');
  };
  const { example, isList, noun } = argument;
  const names = earlier.flatMap((each) => each.names.join(isList ? '/' : ' '));
  const answer = await ask<string>({
    type: 'input',
    name: `with-${name}`,
    message: isList
      ? `Which ${noun}s, in their order? For example: ${example.replaceAll('/', ' ')}`
      : `Which ${noun}? For example: ${example}`,
    ...(names.length === 0 ? {} : { default: names.join(' ').replaceAll('/', ' ') }),
    validate: (text: string) => orMessage(() => itemsIn(text)),
  });
  return itemsIn(answer);
}

const docsStep: Step = {
  label: 'the page about it',
  applies: (_, { isGiven }) => !isGiven('docs'),
  usual: () => 'no page about it',
  async ask(draft, conversation) {
    const docs = await conversation.ask<boolean>({
      type: 'confirm',
      name: 'docs',
      message: 'Write a page about it, with diagrams?',
      default: draft.options.docs ?? false,
    });
    if (docs) conversation.say(aside(`docs/features/${snakeOf(draft)}.md`));
    return withOption(draft, 'docs', docs);
  },
};

/** Every step, in order. */
export const STEPS: readonly Step[] = [
  nameStep,
  fieldsStep,
  ...IDENTITY_STEPS,
  neighbourStep,
  endpointsStep,
  ...LIST_STEPS,
  actionsStep,
  ...ACTIONS.map(accessStep),
  parentStep,
  ...LINKED_STEPS,
  integrationsStep,
  docsStep,
];

/**
 * Returns the steps that can change a feature that stands: what it is called stays, and so do what its rows are identified
 * by, what becomes of those that are deleted, where it is nested, and what is the project's.
 */
export function changeableSteps(draft: NamedDraft, conversation: Conversation): readonly Step[] {
  const { integrations } = conversation;
  const areOfFeatures = integrations.some(({ addition }) => addition === undefined);
  const lasting = [nameStep, identityStep, neighbourStep, deletionStep, parentStep];
  const fixed = [...lasting, ...(areOfFeatures ? [] : [integrationsStep])];
  return STEPS.filter(
    (step) => step === fieldsStep || (!fixed.includes(step) && step.applies(draft, conversation)),
  );
}

/** Returns the name of the feature in snake_case. */
function snakeOf(draft: Draft): string {
  return nameFeature(named(draft).name, draft.options.plural).snake;
}

function pathOf({ name, plural }: FeatureSpec): string {
  return nameFeature(name, plural).plural.kebab;
}
