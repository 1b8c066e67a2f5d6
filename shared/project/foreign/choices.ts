/**
 * What was chosen where the code of a backend is ambiguous. `.yo-rc.json` keeps it, and may be
 * edited by hand.
 */
import { RefusalError, UsageError } from '../../errors.js';
import { meant, suggest } from '../../suggestion.js';
import type { Choices } from '../memory.js';
import { givesDependency } from './access.js';
import type { Backend } from './backend.js';
import { instanceCallOf } from './callable-classes.js';
import type { Definition } from './modules.js';

/** Something that the code of a backend does not decide. */
export interface Ambiguity {
  readonly key: keyof Choices;
  /** What to ask the user. */
  readonly question: string;
  /** The possible answers, each as `.yo-rc.json` has it, and in words. */
  readonly candidates: readonly { readonly value: string; readonly description: string }[];
}

const KEYS: readonly (keyof Choices)[] = ['session', 'user', 'routers'];

/**
 * Reads the value of `--backend`: `session=app/db.py:get_db+routers=app/api/main.py`.
 *
 * @throws UsageError for a part that is not a key with a value, or that has an unknown key.
 */
function parseChoices(text: string): Choices {
  const parts = text.split('+').map((part) => {
    const at = part.indexOf('=');
    const [key, value] =
      at < 0 ? [part, ''] : [part.slice(0, at), withForwardSlashes(part.slice(at + 1))];
    if ((KEYS as readonly string[]).includes(key) && value !== '') return [key, value] as const;
    const near = (KEYS as readonly string[]).includes(key) ? undefined : suggest(key, KEYS);
    throw new UsageError(
      `--backend: cannot read "${part}". ${meant(near)}` +
        'Write session=PATH:NAME, user=PATH:NAME or routers=PATH, separated by "+".',
      { place: '--backend', suggestion: near },
    );
  });
  return Object.fromEntries(parts);
}

/** A path as it is everywhere here, where Windows has completed it while it was typed. */
function withForwardSlashes(typed: string): string {
  return typed.replaceAll('\\', '/');
}

/**
 * Reads and checks what `--backend` says.
 *
 * @param text its value.
 * @throws UsageError if it is malformed, or names something that the backend does not have.
 */
export function readChoices(text: string, backend: Backend): Choices {
  const choices = parseChoices(text);
  try {
    withChoices(backend, choices);
  } catch (error) {
    throw new UsageError(`--backend ${text}: ${(error as Error).message}`, { place: '--backend' });
  }
  return choices;
}

/** Writes a definition as `.yo-rc.json` has it: `app/db.py:get_db`. */
function written({ path, name }: Definition): string {
  return `${path}:${name}`;
}

/**
 * Returns the backend with what was chosen in front.
 *
 * @throws RefusalError for a choice that the backend does not have, with a list of those it has.
 */
export function withChoices(backend: Backend, choices: Choices): Backend {
  const { session, user, routers } = choices;
  return {
    ...backend,
    ...(session === undefined
      ? {}
      : {
          sessions: [
            choose('session', session, backend.sessions, ({ dependency }) => written(dependency)),
          ],
        }),
    ...(user === undefined
      ? {}
      : { access: { ...backend.access, user: chooseUser(backend, user) } }),
    ...(routers === undefined
      ? {}
      : { registries: [choose('routers', routers, backend.registries, ({ path }) => path)] }),
  };
}

function chooseUser({ modules }: Backend, wanted: string) {
  const [path = '', name = ''] = wanted.split(':');
  const known = modules.paths.includes(path);
  const facts = known ? modules.facts(path) : undefined;
  const dependency = { path, name };
  const isThere =
    facts?.variables.has(name) ||
    facts?.functions.some((one) => one.name === name) ||
    (known && instanceCallOf(modules, dependency) !== undefined);
  if (isThere) {
    return { dependency, usedBy: 1, isFactory: givesDependency(modules, dependency) };
  }
  throw new RefusalError(
    `backend.user is "${wanted}", but ${known ? `${path} does not define ${name}` : `there is no ${path}`}. ` +
      'Write it as path:name, such as app/auth.py:get_current_user.',
  );
}

function choose<T>(
  key: keyof Choices,
  wanted: string,
  found: readonly T[],
  nameOf: (one: T) => string,
): T {
  const chosen = found.find((one) => nameOf(one) === wanted);
  if (chosen !== undefined) return chosen;
  throw new RefusalError(
    `backend.${key} is "${wanted}", but that was not found. ` +
      `Found: ${found.map(nameOf).join(', ') || 'none'}.`,
  );
}

/** Finds what the code does not decide: usually nothing. */
export function findAmbiguities({ sessions }: Backend): Ambiguity[] {
  const [first, second] = sessions;
  if (first === undefined || second === undefined || second.usedBy < first.usedBy) return [];
  return [
    {
      key: 'session',
      question: 'Which dependency provides the database session?',
      candidates: sessions
        .filter(({ usedBy }) => usedBy === first.usedBy)
        .map(({ dependency, isAsync, usedBy }) => ({
          value: written(dependency),
          description: `${isAsync ? 'async' : 'sync'}, used ${usedBy} ${usedBy === 1 ? 'time' : 'times'}`,
        })),
    },
  ];
}

/** @throws UsageError if something is ambiguous, with the option that settles it. */
export function refuseAmbiguities(backend: Backend): void {
  const [ambiguity] = findAmbiguities(backend);
  if (ambiguity === undefined) return;
  const { candidates, key } = ambiguity;
  const list = candidates.map(({ value, description }) => `  ${value} (${description})`).join('\n');
  const [example] = candidates;
  throw new UsageError(
    `it is not clear which ${key} to use:\n${list}\nChoose one, and the choice is remembered: --backend ${key}=${example?.value}`,
  );
}
