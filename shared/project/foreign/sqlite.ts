/** What an existing backend has to see to itself, because SQLite does not. */
import { isTest } from './models.js';
import type { Modules } from './modules.js';

/** Whether a backend may run on SQLite, which keeps an instant as it is written, without its zone. */
export function losesZones(modules: Modules): boolean {
  return modules.mentioning(/\bsqlite(\+\w+)?:\/\//).some((path) => !isTest(path, modules));
}

/** Whether a backend may run on SQLite, which keeps a reference to nothing unless each connection is told not to. */
export function keepsDanglingReferences(modules: Modules): boolean {
  return (
    losesZones(modules) &&
    modules.mentioning(/\bforeign_keys\b\s*[=(]\s*(on|1|true)\b/i).length === 0
  );
}
