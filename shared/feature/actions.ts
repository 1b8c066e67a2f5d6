/**
 * What can be done with the rows of a feature beyond creating, reading, updating and deleting them.
 *
 * An option has `publish` or, with more to say, `publish=put/admin`: a method, and who may do it. A spec file has a
 * list, or a mapping from names to the same.
 */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import { type Access, formatAccess, parseAccess } from './access.js';
import { stepsOf } from './field/flow.js';
import { keyOfField } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { LONGEST_NAME, snakeOf } from './naming.js';
import { callerOf } from './ownership.js';
import { isLanguageName } from './reserved-words.js';

/** The methods of actions: all of them change something. The usual one first. */
export const ACTION_METHODS = ['post', 'put', 'patch'] as const;

/** A method of an action. */
export type ActionMethod = (typeof ACTION_METHODS)[number];

/** What an action is done with. */
export const ACTION_TARGETS = ['one'] as const;

/** Something that can be done with a row. */
export interface ActionSpec {
  /** In snake_case: `publish`. */
  readonly name: string;
  readonly method: ActionMethod;
  /** Who may do it; undefined if that is whoever may change rows. */
  readonly access?: Access;
}

/** What a spec file says of an action. */
export interface ActionInput {
  readonly method?: string | undefined;
  readonly on?: string | undefined;
  readonly access?: string | undefined;
}

/** Actions by their names; names alone; or as the option has them. */
export type ActionsInput =
  | string
  | readonly string[]
  | Readonly<Record<string, ActionInput | null | undefined>>;

/** What is known about the feature, and where its actions were said. */
interface ActionContext {
  readonly fields: readonly FieldSpec[];
  /** Why rows belong to users by themselves, if they do. */
  readonly ownsRows?: string | undefined;
  readonly place: (name?: string) => string;
}

/** Why an action cannot have a name that emitted code has for something else. */
const TAKEN: Readonly<Record<string, string>> = Object.fromEntries([
  ...['list', 'get', 'create', 'update', 'delete'].map((name) => [
    name,
    'there is an endpoint that does this (--endpoints)',
  ]),
  ...['read', 'write'].map((name) => [name, `it is what --${name} is about`]),
  ...['bulk', 'webhook'].map((name) => [name, 'an endpoint can have this path']),
  ...(
    'accept_changes change cls construct copy create_for db dict exists fields filters from_orm get_all get_by_id get_multi ' +
    'handle json lock metadata parse_obj registry repo restore save schema self service show touch validate'
  )
    .split(' ')
    .map((name) => [name, 'emitted code has a method or a name like that']),
]);

/**
 * Reads what can be done.
 *
 * @throws UsageError for a name that is none, is taken or appears twice, for a method or who that does not exist, and
 *   for what nobody could do.
 */
export function parseActions(input: ActionsInput, context: ActionContext): readonly ActionSpec[] {
  const said = entriesOf(input, context);
  const actions = said.map(([name, settings]) => readAction(name, settings, context));
  for (const [index, { name }] of actions.entries()) {
    if (actions.findIndex((other) => other.name === name) !== index) {
      throw refusal(context, `the action "${name}" appears twice. Remove one of them.`);
    }
  }
  return actions;
}

/** Writes actions as a spec file has them: as a list, if there is nothing to say but their names. */
export function writeActions(actions: readonly ActionSpec[]): ActionsInput | undefined {
  if (actions.length === 0) return undefined;
  const written = actions.map(({ access, method, name }): [string, ActionInput] => [
    name,
    {
      ...(method === ACTION_METHODS[0] ? {} : { method }),
      ...(access === undefined ? {} : { access: formatAccess(access) }),
    },
  ]);
  const isPlain = written.every(([, settings]) => Object.keys(settings).length === 0);
  return isPlain ? actions.map(({ name }) => name) : Object.fromEntries(written);
}

/** Turns what a spec file has into the items of the option: `publish=put/owner/admin`. */
export function actionItems(said: ActionsInput): readonly string[] {
  if (typeof said === 'string') return said.split('+');
  if (isList(said)) return said;
  return Object.entries(said).map(([name, settings]) => {
    const { access, method, on } = settings ?? {};
    const words = [method, on, access?.replaceAll('+', '/')].filter(Boolean);
    return words.length === 0 ? name : `${name}=${words.join('/')}`;
  });
}

/** Returns the state that an action leads to, if it is a step of a flow by its name: that of the state. */
export function stepNamed(
  { name }: Pick<ActionSpec, 'name'>,
  fields: readonly FieldSpec[],
): { readonly field: FieldSpec; readonly state: string } | undefined {
  for (const field of fields) {
    const step = stepsOf(field).find(({ state }) => snakeOf(state) === name);
    if (step !== undefined) return { field, state: step.state };
  }
  return undefined;
}

function entriesOf(
  input: ActionsInput,
  context: ActionContext,
): readonly (readonly [name: string, settings: ActionInput])[] {
  if (typeof input !== 'string' && !isList(input)) {
    return Object.entries(input).map(([name, settings]) => [name, settings ?? {}]);
  }
  return actionItems(input).map((item) => {
    const [name = '', ...rest] = item.split('=');
    if (rest.length === 0) return [name, {}];
    if (rest.length > 1 || rest[0] === '') {
      throw refusal(
        context,
        `"${item}" is no action. Write its name, and after "=" the method and who may do it, joined by "/": ${name || 'publish'}=put/admin.`,
      );
    }
    return [name, settingsIn(rest[0] ?? '')];
  });
}

/** Sorts the words after the name of an action: methods, what it is done with, and all others say who. */
function settingsIn(text: string): ActionInput {
  const words = text.split('/');
  const isMethod = (word: string) => (ACTION_METHODS as readonly string[]).includes(word);
  const isTarget = (word: string) => (ACTION_TARGETS as readonly string[]).includes(word);
  const who = words.filter((word) => !isMethod(word) && !isTarget(word));
  return {
    method: words.find(isMethod),
    on: words.find(isTarget),
    access: who.length === 0 ? undefined : who.join('+'),
  };
}

function readAction(given: string, settings: ActionInput, context: ActionContext): ActionSpec {
  const name = readName(given, context);
  const at = (key: string) => `${context.place(given)}${isOption(context) ? '' : `.${key}`}`;
  const method = oneOf(settings.method, ACTION_METHODS, 'method', at('method'));
  oneOf(settings.on, ACTION_TARGETS, 'target', at('on'));
  const access =
    settings.access === undefined ? undefined : parseAccess(settings.access, at('access'));
  const action = { name, method, ...(access === undefined ? {} : { access }) };
  if (access !== undefined) checkAccess(access, at('access'), context);
  checkStep(action, context);
  return action;
}

function readName(given: string, context: ActionContext): string {
  const fault = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(given) ? undefined : snakeOf(given);
  if (fault !== undefined) {
    const near = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(fault) ? fault : undefined;
    throw refusal(
      context,
      `"${given}" cannot be the name of an action. ${meant(near)}Write a verb in snake_case, such as publish or send_again.`,
      near,
    );
  }
  if (given.length > LONGEST_NAME) {
    throw refusal(
      context,
      `"${given}" has ${given.length} characters. The name of an action has at most ${LONGEST_NAME}.`,
    );
  }
  const field = context.fields.find(
    ({ name, type }) => name === given || keyOfField(name, type) === given,
  );
  const reason = Object.hasOwn(TAKEN, given)
    ? TAKEN[given]
    : isLanguageName(given)
      ? 'Python has it for something else'
      : field !== undefined
        ? 'a field is called like that'
        : /^(?:model|change|set|create|get|list|update|delete|lock|show|make)_/.test(given)
          ? 'emitted code has names that begin like that'
          : undefined;
  if (reason === undefined) return given;
  throw refusal(
    context,
    `"${given}" cannot be the name of an action: ${reason}. Choose a more specific verb.`,
  );
}

/** @throws UsageError where nobody knows whose a row is, or where everyone could change what belongs to somebody. */
function checkAccess(access: Access, place: string, { fields, ownsRows }: ActionContext): void {
  const caller = callerOf(fields);
  if (access.kind === 'owner' && caller === undefined && ownsRows === undefined) {
    throw new UsageError(
      `${place}: "${formatAccess(access)}": no field says whose a row is. Add one that is set from who has signed in, such as owner:ref=User:caller.`,
      { place },
    );
  }
  if (access.kind === 'public' && caller !== undefined) {
    throw new UsageError(
      `${place}: "public" lets everyone change rows, but "${caller.name}" says whose they are. Use user, owner or roles.`,
      { place },
    );
  }
}

/** @throws UsageError for what is said of an action that is a step of a flow, as the step has it already. */
function checkStep(action: ActionSpec, context: ActionContext): void {
  const step = stepNamed(action, context.fields);
  if (step === undefined) return;
  const { field, state } = step;
  const called = `"${action.name}" is the step of "${field.name}" to "${state}"`;
  const isEntered = stepsOf(field).some(({ next }) => next.includes(state));
  if (!isEntered) {
    throw refusal(
      context,
      `${called}, but no step leads there. Add one to its flow, or choose another name.`,
    );
  }
  if (action.method !== ACTION_METHODS[0]) {
    throw refusal(
      context,
      `${called}, which is taken with POST. Leave the method out, or choose another name.`,
    );
  }
  if (action.access !== undefined && !field.readonly) {
    throw refusal(
      context,
      `${called}, which a change of the row can take, too. Make the field readonly, so that its steps are the only way, or leave access out.`,
    );
  }
}

function oneOf<T extends string>(
  given: string | undefined,
  known: readonly [T, ...T[]],
  kind: string,
  place: string,
): T {
  if (given === undefined) return known[0];
  const found = known.find((each) => each === given.toLowerCase());
  if (found !== undefined) return found;
  const near = suggest(given.toLowerCase(), known);
  throw new UsageError(
    `${place}: there is no ${kind} "${given}" for actions. ${meant(near)}Allowed: ${known.join(', ')}.`,
    { place, suggestion: near },
  );
}

function refusal({ place }: ActionContext, message: string, suggestion?: string): UsageError {
  return new UsageError(`${place()}: ${message}`, { place: place(), suggestion });
}

function isOption({ place }: ActionContext): boolean {
  return place().startsWith('--');
}

function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}
