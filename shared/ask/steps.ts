/**
 * The questions in their order: what each one asks, when it is asked, and what its answer means.
 */

import { ACTIONS, type Action } from '../feature/access.js';
import { ACTION_OF, ENDPOINTS, type Endpoint } from '../feature/endpoints.js';
import { nameFeature, nameNewFeature } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import { refuseFoundationNames } from '../plan/prescribed-layout.js';
import { type Conversation, type Draft, featureOf, type NamedDraft, orMessage } from './draft.js';
import { askForFields } from './field-questions.js';
import { aside, describeAccess, describeEndpoints, describeName } from './meaning.js';

/** One question, or a few that belong together. */
export interface Step {
  /** What it is about, for users who want to change the answer. */
  readonly label: string;
  /**
   * Whether there is anything to ask. What was given, or is not possible here, is not asked for.
   */
  applies(draft: Draft, conversation: Conversation): boolean;
  /** Asks, says what the answer means, and returns the draft with the answer. */
  ask(draft: Draft, conversation: Conversation): Promise<Draft>;
}

const nameStep: Step = {
  label: 'the name',
  applies: ({ name }) => name === undefined,
  async ask(draft, conversation) {
    const name = await conversation.ask<string>({
      ...nameQuestion(conversation),
      ...(draft.name === undefined ? {} : { default: draft.name }),
    });
    conversation.say(describeName(name.trim(), draft.options.plural, conversation.urls));
    return { ...draft, name: name.trim() };
  },
};

/** Returns the question for the name of the feature. */
function nameQuestion({ architecture }: Pick<Conversation, 'architecture'>) {
  return {
    type: 'input',
    name: 'name',
    message: 'What is the feature called? (in the singular: product, order_item)',
    validate: (answer: string) =>
      orMessage(() => refuseFoundationNames(architecture, nameNewFeature(answer.trim()))),
  };
}

const fieldsStep: Step = {
  label: 'the fields',
  applies: ({ tokens }) => tokens.length === 0,
  ask(draft, conversation) {
    conversation.say(aside('Type just a name to be asked for the details, or complete fields:'));
    conversation.say(aside('name:str=120:unique price:decimal=10.2:gt=0'));
    return askForFields(named(draft), conversation);
  },
};

const endpointsStep: Step = {
  label: 'the endpoints',
  applies: (_, { isGiven }) => !isGiven('endpoints'),
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
      featureOf(named(draft), conversation).endpoints.some(
        (endpoint) => ACTION_OF[endpoint] === action,
      ),
    async ask(draft, conversation) {
      const { ask, usualAccess } = conversation;
      const usual = usualAccess[action];
      const before = draft.options[action] ?? usual ?? 'user';
      const isKnown = ['public', 'user', 'admin'].includes(before);
      const chosen = await ask<string>({
        type: 'select',
        name: action,
        message: `Who may ${ACTS[action]}?`,
        default: isKnown ? before : 'roles',
        choices: [
          { name: 'everyone', value: 'public' },
          { name: 'any signed-in user', value: 'user' },
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

function mayBePublic(draft: Draft, action: Action, conversation: Conversation): boolean {
  const feature = featureOf(named(withOption(draft, action, 'public')), conversation);
  return conversation.architecture.refuses?.(feature) === undefined;
}

function rolesQuestion(draft: Draft, action: Action, conversation: Conversation) {
  return {
    type: 'input',
    name: 'roles',
    message: 'Which roles? (separated by +: editor+manager)',
    validate: (answer: string) =>
      orMessage(() => featureOf(named(withOption(draft, action, answer)), conversation)),
  };
}

/** Returns the features that this one can be nested under: all but itself. */
function parentsFor(draft: Draft, { parents }: Conversation): readonly string[] {
  const own = nameFeature(named(draft).name).snake;
  return parents.filter((parent) => parent !== own);
}

const parentStep: Step = {
  label: 'the parent',
  applies: (draft, conversation) =>
    parentsFor(draft, conversation).length > 0 && !conversation.isGiven('parent'),
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
  async ask(draft, conversation) {
    const { integrations } = conversation;
    const chosen = await conversation.ask<readonly string[]>({
      type: 'checkbox',
      name: 'with',
      message: 'Which integrations? (Enter for none)',
      choices: integrations.map(({ name }) => ({
        name,
        value: name,
        checked: draft.options.with?.split('+').includes(name) ?? false,
      })),
    });
    for (const { name, why } of integrations) {
      if (chosen.includes(name)) conversation.say(aside(why));
    }
    return withOption(draft, 'with', chosen.length === 0 ? undefined : chosen.join('+'));
  },
};

const docsStep: Step = {
  label: 'the page about it',
  applies: (_, { isGiven }) => !isGiven('docs'),
  async ask(draft, conversation) {
    const docs = await conversation.ask<boolean>({
      type: 'confirm',
      name: 'docs',
      message: 'Write a page about it, with diagrams?',
      default: draft.options.docs ?? false,
    });
    if (docs) conversation.say(aside(`docs/features/${nameFeature(named(draft).name).snake}.md`));
    return withOption(draft, 'docs', docs);
  },
};

/** Every step, in order. */
export const STEPS: readonly Step[] = [
  nameStep,
  fieldsStep,
  endpointsStep,
  ...ACTIONS.map(accessStep),
  parentStep,
  integrationsStep,
  docsStep,
];

/** Returns a draft as one with a name. The name is always asked for first. */
function named(draft: Draft): NamedDraft {
  if (draft.name === undefined) throw new Error('the name is asked for first');
  return draft as NamedDraft;
}

function withOption(draft: Draft, option: keyof Draft['options'], value: unknown): Draft {
  return { ...draft, options: { ...draft.options, [option]: value } };
}

function pathOf({ name, plural }: FeatureSpec): string {
  return nameFeature(name, plural).plural.kebab;
}
