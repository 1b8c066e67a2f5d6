/** What becomes of the tables of a feature that is removed. */
import { posix } from 'node:path';
import type { Part } from '../plan/layout.js';
import { findMigrations, type Migration, onlyHead } from '../project/migrations.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { newlineOf } from '../python/edits.js';
import { dropMigration } from './later-migration.js';
import type { OwnFile, StandingFeature } from './standing.js';

/** What happens to migrations. */
export interface TableRemoval {
  readonly files: readonly PlannedFile[];
  /** The migrations that go. */
  readonly going: readonly OwnFile[];
  /** Whether tables that features share stay. */
  readonly keepsShared: boolean;
  /** What the user should know. */
  readonly notes: readonly string[];
}

/**
 * Plans what becomes of the tables: migrations that nobody else can have had go, if nothing follows them; otherwise one
 * comes that drops the table. A migration that may have been applied is never touched.
 *
 * @param stays whether a migration was committed, so that others may have it, or stays as somebody wants it.
 * @throws RefusalError if the history has several heads.
 */
export function tableRemoval(
  { feature, migrations }: StandingFeature,
  workspace: Workspace,
  stays: (path: string) => boolean,
): TableRemoval {
  const own = migrations.findLast(({ isShared }) => !isShared);
  const hasShared = migrations.some(({ isShared }) => isShared);
  if (own === undefined) {
    const notes = [`The table ${feature.table} stays in databases that have it.`];
    return { files: [], going: [], keepsShared: hasShared, notes };
  }
  const standing = findMigrations(workspace, posix.dirname(own.path));
  const going = lastOnes(standing, migrations, stays);
  if (!going.includes(own)) {
    const files = [dropping(own, standing)];
    return { files, going: [], keepsShared: true, notes: [] };
  }
  const files = going.map((part) => deletionOf(part, workspace));
  const back = `"alembic downgrade -${going.length}"`;
  return {
    files,
    going: going.map((part) => ownFile(part, workspace)),
    keepsShared: going.length < migrations.length,
    notes: [
      `${own.path} goes, as nothing follows it and it has not been committed. If a database has had it, run ${back} there first.`,
    ],
  };
}

/** Returns those of some migrations that no other one follows and nobody else has, the last first. */
function lastOnes(
  standing: readonly Migration[],
  parts: readonly Part[],
  isCommitted: (path: string) => boolean,
): Part[] {
  const rest = [...standing];
  const going: Part[] = [];
  for (;;) {
    const head = onlyHead(rest);
    const part = parts.find(({ path }) => path === head?.path);
    if (head === undefined || part === undefined || isCommitted(part.path)) return going;
    going.push(part);
    rest.splice(rest.indexOf(head), 1);
  }
}

function ownFile(part: Part, workspace: Workspace): OwnFile {
  const { layer, path, why } = part;
  const text = workspace.read(path) ?? '';
  return { layer, path, why, text, written: writtenOf(part, text) };
}

/** Returns what this version writes; empty where it is written after what stands, and that is wrong by now. */
function writtenOf({ render }: Part, text: string): string {
  try {
    return render().replaceAll(/\r?\n/g, newlineOf(text));
  } catch {
    return '';
  }
}

function deletionOf({ layer, path }: Part, workspace: Workspace): PlannedFile {
  const why = 'Created the table. It has not been committed.';
  return { path, layer, why, action: 'delete', before: workspace.read(path), after: '' };
}

function dropping(own: Part, standing: readonly Migration[]): PlannedFile {
  const creation = { path: own.path, text: own.render(), migrates: own.migrates ?? '' };
  const { path, text } = dropMigration(creation, standing, onlyHead(standing));
  const why = 'The reversible migration that drops the table.';
  return { path, layer: own.layer, why, action: 'create', before: undefined, after: text };
}
