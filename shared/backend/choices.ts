/** What a person has chosen where a backend leaves it open; `.yo-rc.json` keeps it, and may be changed by hand. */
import { RefusalError } from '../errors.js';
import type { Backend } from './backend.js';
import type { Definition } from './modules.js';

/**
 * The choices of a project: `session: "app/db.py:get_db"`, `user: "app/auth.py:current_user"`,
 * `routers: "app/api/main.py"`.
 */
export interface Choices {
  readonly session?: string;
  readonly user?: string;
  readonly routers?: string;
}

/** Something that the code of a backend leaves open. */
export interface Ambiguity {
  readonly key: keyof Choices;
  /** What to ask a person. */
  readonly question: string;
  /** What there is to choose from, each as `.yo-rc.json` has it, and in words. */
  readonly candidates: readonly { readonly value: string; readonly description: string }[];
}

/** A definition as `.yo-rc.json` has it: `app/db.py:get_db`. */
function written({ path, name }: Definition): string {
  return `${path}:${name}`;
}

/**
 * A backend in which what was chosen comes first.
 *
 * @throws RefusalError for a choice that the backend does not have, with those it has.
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
  const isThere =
    facts?.variables.has(name) || facts?.functions.some((one) => one.name === name) || false;
  if (isThere) return { dependency: { path, name }, usedBy: 1 };
  throw new RefusalError(
    `.yo-rc.json: backend.user is "${wanted}", but ${known ? `${path} does not define ${name}` : `there is no ${path}`}. ` +
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
    `.yo-rc.json: backend.${key} is "${wanted}", but no such thing was found. ` +
      `Found: ${found.map(nameOf).join(', ') || 'none'}.`,
  );
}

/** What the code leaves open: nothing, mostly. */
export function findAmbiguities({ sessions }: Backend): Ambiguity[] {
  const [first, second] = sessions;
  if (first === undefined || second === undefined || second.usedBy < first.usedBy) return [];
  return [
    {
      key: 'session',
      question: 'Which dependency gives endpoints their session?',
      candidates: sessions
        .filter(({ usedBy }) => usedBy === first.usedBy)
        .map(({ dependency, isAsync, usedBy }) => ({
          value: written(dependency),
          description: `${isAsync ? 'async' : 'sync'}, used ${usedBy} times`,
        })),
    },
  ];
}

/** @throws RefusalError where something is open, with what to write in `.yo-rc.json`. */
export function refuseAmbiguities(backend: Backend): void {
  const [ambiguity] = findAmbiguities(backend);
  if (ambiguity === undefined) return;
  const { candidates, key } = ambiguity;
  const list = candidates.map(({ value, description }) => `  ${value} (${description})`).join('\n');
  const [example] = candidates;
  throw new RefusalError(
    `it is not certain which ${key} is meant:\n${list}\nSay it in .yo-rc.json, beside "architecture": ` +
      `"backend": { "${key}": "${example?.value}" }`,
  );
}
