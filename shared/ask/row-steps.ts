/** The questions about rows as a whole: what identifies them, what they have together, how they are listed and kept. */

import { nameFeature } from '../feature/naming.js';
import { NO_NEIGHBOUR } from '../feature/neighbour.js';
import { requirePairable } from '../feature/pair.js';
import type { FeatureSpec } from '../feature/spec.js';
import { TIMES, type Togetherness } from '../feature/together.js';
import { userLinks } from '../feature/user.js';
import { requireFeed } from '../plan/feed.js';
import { refuseHiddenIncludes } from '../plan/includes.js';
import { type Conversation, type Draft, featureOf, orMessage } from './draft.js';
import { aside } from './meaning.js';
import { tickedValue } from './one-field.js';
import { describedBy, isPossible, named, type Step, withOption } from './step.js';

/** What an answer stands for that leaves the option out. */
const USUAL = '';

/** What identifies a row. It stays what it is once rows are there. */
export const identityStep: Step = {
  label: 'what identifies a row',
  applies: (draft, conversation) =>
    conversation.takesAll &&
    !conversation.isGiven('id') &&
    !conversation.isGiven('key') &&
    identitiesOf(draft, conversation).some((each) => isPossible(each.draft, conversation)),
  isRare: true,
  async ask(draft, conversation) {
    const { id, key } = draft.options;
    const possible = identitiesOf(draft, conversation).filter((each) =>
      isPossible(each.draft, conversation),
    );
    const answer = await conversation.ask<string>({
      type: 'select',
      name: 'identity',
      message: `What identifies one ${named(draft).name}?`,
      default: key ?? id ?? USUAL,
      choices: [
        { name: 'an id, as is usual here', value: USUAL },
        ...possible.map(({ name, value }) => ({ name, value })),
      ],
    });
    const chosen = possible.find(({ value }) => value === answer);
    const next = chosen?.draft ?? withIdentity(draft, {});
    if (next.options.key !== undefined) {
      conversation.say(aside(`GET ${urlOf(next, conversation)}/{${next.options.key}}`));
    }
    return next;
  },
};

/** Returns what could identify a row besides what usually does. */
function identitiesOf(draft: Draft, conversation: Conversation) {
  const numbers = [
    { name: 'a 64-bit number', value: 'bigint' },
    { name: 'a UUID, which nobody can guess or count', value: 'uuid' },
  ].map((each) => ({ ...each, draft: withIdentity(draft, { id: each.value }) }));
  const keys = namesOf(draft, conversation).map((name) => ({
    name: `its ${name}, which never changes`,
    value: name,
    draft: withIdentity(draft, { key: name }),
  }));
  return [...numbers, ...keys];
}

function withIdentity(draft: Draft, { id, key }: { id?: string; key?: string }): Draft {
  return withOption(withOption(draft, 'id', id), 'key', key);
}

const lookupStep = severalFields({
  label: 'by what else a row is looked up',
  option: 'by',
  message: (name) => `By what else is one ${name} looked up, if by anything?`,
  means: (fields, url) => fields.map((field) => `GET ${url}/by-${field}/{${field}}`).join('  '),
});

const searchStep = severalFields({
  label: 'what the list is searched by',
  option: 'search',
  message: () => 'Whose words is the list searched by, if it is?',
  means: (_, url) => `GET ${url}?q=red+chair`,
});

const includeStep = severalFields({
  label: 'what answers show of other rows',
  option: 'include',
  message: (name) => `Which rows that a ${name} refers to can callers ask for with it, if any?`,
  means: (fields, url) => `GET ${url}?include=${fields.join(',')}`,
  check: (feature, { architecture, standing }) =>
    refuseHiddenIncludes(architecture, feature, standing),
});

/** What a question offers the fields for of which an option can consist. */
interface SeveralFields {
  readonly label: string;
  readonly option: 'by' | 'include' | 'search';
  readonly message: (name: string) => string;
  /** Says what the fields mean for callers. */
  readonly means: (fields: readonly string[], url: string) => string;
  /** Refuses what does not fit the features that stand. */
  readonly check?: (feature: FeatureSpec, conversation: Conversation) => void;
}

function severalFields({ check, label, means, message, option }: SeveralFields): Step {
  const orMessageOf = (draft: Draft, conversation: Conversation) =>
    orMessage(() => {
      const feature = describedBy(draft, conversation);
      check?.(feature, conversation);
    });
  /** Returns what can be named: by itself, or, as parts can only be, beside something else. */
  const possible: Possible = (draft, conversation) => {
    const can = (names: string) =>
      orMessageOf(withOption(draft, option, names), conversation) === true;
    const names = namesOf(draft, conversation);
    const first = names.find(can);
    return first === undefined ? [] : names.filter((name) => can(name) || can(`${first}+${name}`));
  };
  return {
    label,
    applies: isOffered(option, possible),
    isRare: true,
    async ask(draft, conversation) {
      const before = draft.options[option]?.split('+') ?? [];
      const withFields = (fields: readonly string[]) =>
        withOption(draft, option, fields.length === 0 ? undefined : fields.join('+'));
      const fields = await conversation.ask<readonly string[]>({
        type: 'checkbox',
        name: option,
        message: message(named(draft).name),
        choices: possible(draft, conversation).map((name) => ({
          name,
          value: name,
          checked: before.includes(name),
        })),
        validate: (answer: readonly unknown[]) =>
          orMessageOf(withFields(answer.map(tickedValue) as string[]), conversation),
        loop: false,
      });
      if (fields.length > 0) conversation.say(aside(means(fields, urlOf(draft, conversation))));
      return withFields(fields);
    },
  };
}

function togetherStep(what: Togetherness, label: string, message: string): Step {
  return {
    label,
    applies: (draft, conversation) =>
      // Of these, a neighbour shows nothing.
      (draft.options.like ?? NO_NEIGHBOUR) === NO_NEIGHBOUR &&
      !conversation.isGiven(what) &&
      examplesOf(draft, what, conversation).length > 0,
    isRare: true,
    async ask(draft, conversation) {
      const [example = ''] = examplesOf(draft, what, conversation);
      const withAnswer = (answer: string) => {
        const groups = answer.split(',').map((group) =>
          group
            .trim()
            .split(/[\s+]+/)
            .join('+'),
        );
        const said = groups.filter(Boolean);
        return withOption(draft, what, said.length === 0 ? undefined : said);
      };
      const before = draft.options[what]?.map((group) => group.replaceAll('+', ' ')).join(', ');
      const answer = await conversation.ask<string>({
        type: 'input',
        name: what,
        message: `${message} For example: ${example.replaceAll('+', ' ')}`,
        ...(before === undefined ? {} : { default: before }),
        hint: 'Several are separated by commas.',
        validate: (text: string) => orMessage(() => describedBy(withAnswer(text), conversation)),
      });
      return withAnswer(answer);
    },
  };
}

/** Returns two names that can belong together, joined; none if no two can. */
function examplesOf(draft: Draft, what: Togetherness, conversation: Conversation): string[] {
  const names = [...namesOf(draft, conversation), ...(what === 'index' ? [TIMES[0]] : [])];
  for (const [index, first] of names.entries()) {
    for (const second of names.slice(index + 1)) {
      const pair = `${first}+${second}`;
      if (isPossible(withOption(draft, what, [pair]), conversation)) return [pair];
    }
  }
  return [];
}

const pagesStep = oneOfTwo({
  label: 'how the list is paged',
  option: 'pages',
  other: 'cursor',
  message: () => 'How is the list paged?',
  usual: 'by numbers: callers skip rows, and can go to any page',
  otherwise: 'from a position on: as quick on any page, for lists that grow',
});

const concurrencyStep = oneOfTwo({
  label: 'changes at the same time',
  option: 'concurrency',
  other: 'version',
  message: (name) => `And if two people change the same ${name}?`,
  usual: 'the later change wins, and none is lost in part',
  otherwise: 'who has seen an older one is refused: ETag and If-Match',
});

/** What a question offers one thing for instead of what is usual. */
interface OneOfTwo {
  readonly label: string;
  readonly option: 'concurrency' | 'pages';
  readonly other: string;
  readonly message: (name: string) => string;
  readonly usual: string;
  readonly otherwise: string;
}

function oneOfTwo({ label, message, option, other, otherwise, usual }: OneOfTwo): Step {
  return {
    label,
    applies: (draft, conversation) =>
      conversation.takesAll &&
      !conversation.isGiven(option) &&
      isPossible(withOption(draft, option, other), conversation),
    isRare: true,
    async ask(draft, conversation) {
      const answer = await conversation.ask<string>({
        type: 'select',
        name: option,
        message: message(named(draft).name),
        default: draft.options[option] ?? USUAL,
        choices: [
          { name: usual, value: USUAL },
          { name: otherwise, value: other },
        ],
      });
      return withOption(draft, option, answer === USUAL ? undefined : answer);
    },
  };
}

/** By which two references rows are found and put, if they are. */
const pairStep = oneOfSeveral({
  label: 'by which pair a row is put',
  option: 'pair',
  message: (name) => `Is a ${name} found and put by two things that it refers to?`,
  usual: 'no, by itself',
  possible: (draft, conversation) => {
    const names = featureOf(named(draft), conversation)
      .fields.filter(({ type }) => type === 'ref')
      .map(({ name }) => name);
    const pairs = names.flatMap((first) => names.map((second) => `${first}+${second}`));
    return pairs.filter(
      (pair) =>
        orMessage(() =>
          requirePairable(
            describedBy(withOption(draft, 'pair', pair), conversation),
            conversation.architecture.ownsRows !== undefined,
          ),
        ) === true,
    );
  },
  named: (pair) => `by ${pair.replace('+', ' and ')}`,
  means: (pair) => `PUT, GET and DELETE by ${pair.replace('+', ' and ')}, and a list under either`,
});

/** Whether the list has a feed, and by which link between users. */
const feedStep = oneOfSeveral({
  label: 'whether the list has a feed',
  option: 'feed',
  message: (name) => `Is there a list of each ${name} by those whom the caller follows?`,
  usual: 'no, only that of all',
  possible: (draft, conversation) =>
    userLinks(conversation.user)
      .map(({ name }) => name)
      .filter(
        (link) =>
          orMessage(() =>
            requireFeed(
              describedBy(withOption(draft, 'feed', link), conversation),
              conversation.user,
            ),
          ) === true,
      ),
  named: (link) => `yes, of those among whose ${link} the caller is`,
  means: (_, url) => `GET ${url}/feed`,
});

/** What can be answered: nothing, if a question is not to be asked. */
type Possible = (draft: Draft, conversation: Conversation) => readonly string[];

/** Returns whether an option is asked about: it was not given, and there is something to answer. */
function isOffered(option: string, possible: Possible): Step['applies'] {
  return (draft, conversation) =>
    conversation.takesAll &&
    !conversation.isGiven(option) &&
    possible(draft, conversation).length > 0;
}

/** What a question offers some values for, or none. */
interface OneOfSeveral {
  readonly label: string;
  readonly option: 'feed' | 'pair';
  readonly message: (name: string) => string;
  readonly usual: string;
  readonly possible: Possible;
  /** Says a value in words. */
  readonly named: (value: string) => string;
  /** Says what it means for callers. */
  readonly means: (value: string, url: string) => string;
}

function oneOfSeveral({
  label,
  means,
  message,
  named: inWords,
  option,
  possible,
  usual,
}: OneOfSeveral): Step {
  return {
    label,
    applies: isOffered(option, possible),
    isRare: true,
    async ask(draft, conversation) {
      const answer = await conversation.ask<string>({
        type: 'select',
        name: option,
        message: message(named(draft).name),
        default: draft.options[option] ?? USUAL,
        choices: [
          { name: usual, value: USUAL },
          ...possible(draft, conversation).map((value) => ({ name: inWords(value), value })),
        ],
      });
      if (answer === USUAL) return withOption(draft, option, undefined);
      conversation.say(aside(means(answer, urlOf(draft, conversation))));
      return withOption(draft, option, answer);
    },
  };
}

/** Whether rows stay that are deleted. That stays as it is, too, as they would be there again. */
export const deletionStep: Step = {
  label: 'what becomes of what is deleted',
  applies: (draft, conversation) =>
    conversation.takesAll &&
    // Where rows have owners by themselves, all of them stay.
    conversation.architecture.ownsRows === undefined &&
    !conversation.isGiven('softDelete') &&
    describedBy(draft, conversation).endpoints.includes('delete') &&
    isPossible(withOption(draft, 'softDelete', true), conversation),
  isRare: true,
  async ask(draft, conversation) {
    const stays = await conversation.ask<boolean>({
      type: 'select',
      name: 'softDelete',
      message: `What becomes of a ${named(draft).name} that is deleted?`,
      default: draft.options.softDelete ?? false,
      choices: [
        { name: 'it is gone', value: false },
        { name: 'it stays in its table, and nobody sees it any more', value: true },
      ],
    });
    return withOption(draft, 'softDelete', stays || undefined);
  },
};

/** Returns the names of the fields, in their order. */
function namesOf(draft: Draft, conversation: Conversation): string[] {
  return featureOf(named(draft), conversation).fields.map(({ name }) => name);
}

function urlOf(draft: Draft, { urls }: Conversation): string {
  const { name, options } = named(draft);
  return `${urls.prefix ?? ''}/${nameFeature(name, options.plural).plural.kebab}`;
}

/** What identifies rows, and what they have together. */
export const IDENTITY_STEPS: readonly Step[] = [
  identityStep,
  lookupStep,
  togetherStep(
    'unique',
    'what is unique together',
    'Which fields do no two rows have the same together, if any?',
  ),
];

/** How rows are listed, changed and deleted. */
export const LIST_STEPS: readonly Step[] = [
  searchStep,
  togetherStep(
    'index',
    'what the list is sorted by together',
    'Which fields is the list sorted by together, if by any?',
  ),
  pagesStep,
  concurrencyStep,
  deletionStep,
];

/** What a feature has by what it refers to, and by what users are to each other. */
export const LINKED_STEPS: readonly Step[] = [pairStep, feedStep, includeStep];
