/** What an existing backend has to see to itself, because SQLite does not. */
import { isTest } from './models.js';
import type { Modules } from './modules.js';

/** Whether a backend may run on SQLite, which keeps an instant as it is written, without its zone. */
export function losesZones(modules: Modules): boolean {
  const known = answers.get(modules);
  if (known !== undefined) return known;
  const answer = modules.mentioning(/\bsqlite(\+\w+)?:\/\//).some((path) => !isTest(path, modules));
  answers.set(modules, answer);
  return answer;
}

/** Every feature of a run asks, and the answer takes all files. */
const answers = new WeakMap<Modules, boolean>();

/** Whether a backend may run on SQLite, which keeps a reference to nothing unless each connection is told not to. */
export function keepsDanglingReferences(modules: Modules): boolean {
  return (
    losesZones(modules) &&
    modules.mentioning(/\bforeign_keys\b\s*[=(]\s*(on|1|true)\b/i).length === 0
  );
}
