/** The migrations that come after the one that creates a table: written as that one is. */
import { posix } from 'node:path';
import { RefusalError } from '../errors.js';
import { capitalised } from '../feature/naming.js';
import { droppingRevisionFor } from '../plan/revision.js';
import { withoutReturns } from '../project/line-ends.js';
import type { Migration } from '../project/migrations.js';
import { lineEnd, newlineOf } from '../python/edits.js';
import { definedName, parseOnce, type Statement } from '../python/syntax.js';

/** What the migration is made from. */
interface Creation {
  readonly path: string;
  /** The text of the migration that creates the tables as they are now. */
  readonly text: string;
  /** What its revision is made from. */
  readonly migrates: string;
}

/** A migration to write. */
export interface NewMigration {
  readonly path: string;
  readonly text: string;
}

/**
 * Returns the migration that drops what another one creates, and creates it again when it is undone.
 *
 * @param standing all migrations of the project.
 * @param head the one that it follows.
 * @throws RefusalError if the migration does not look like one of ours.
 */
export function dropMigration(
  { migrates, path, text }: Creation,
  standing: readonly Migration[],
  head: Migration | undefined,
): NewMigration {
  const { downgrade, upgrade } = partsOf(path, text);
  const functions = [
    `def upgrade${bodyOf(text, downgrade)}`,
    `def downgrade${bodyOf(text, upgrade)}`,
  ];
  const revision = droppingRevisionFor(migrates, standing);
  return following({ path, text }, { does: 'drop', functions, revision, standing, head });
}

/** What a migration does, and where it stands among the others. */
interface Step {
  /** The first word of its description and of its name, in small letters: `drop`. */
  readonly does: string;
  /** Its `upgrade` and its `downgrade`. */
  readonly functions: readonly string[];
  /** Its revision, unless the revisions of the project are numbered. */
  readonly revision: string;
  readonly standing: readonly Migration[];
  readonly head: Migration | undefined;
}

/**
 * Returns a migration that is written as the one is that creates the table, and follows the last one.
 *
 * @throws RefusalError if that one does not look like one of ours.
 */
export function following(
  { path, text }: Omit<Creation, 'migrates'>,
  { does, functions, head, standing, ...step }: Step,
): NewMigration {
  const { created, downgrade, upgrade } = partsOf(path, text);
  const newline = newlineOf(text);
  const isNumbered =
    standing.length > 0 && standing.every(({ revision }) => /^\d{3,6}$/.test(revision));
  const revision = isNumbered ? nextNumber(standing) : step.revision;
  const before = withoutReturns(text.slice(0, Math.min(upgrade.from, downgrade.from))).trimEnd();
  const header = withVariable(
    withVariable(before, 'revision', revision),
    'down_revision',
    head?.revision,
  )
    .replace(/^("""|''')Create /, `$1${capitalised(does)} `)
    .replace(/^Revision ID: .*$/m, `Revision ID: ${revision}`)
    .replace(/^Revises:.*$/m, `Revises: ${head?.revision ?? ''}`.trimEnd());
  return {
    path: pathOf(path, created, revision, does),
    text: withoutReturns(`${header}\n\n\n${functions.join('\n\n\n')}\n`).replaceAll('\n', newline),
  };
}

function partsOf(path: string, text: string) {
  const { statements } = parseOnce(text);
  const named = (name: string) => statements.find((each) => definedName(each) === name);
  const [upgrade, downgrade] = [named('upgrade'), named('downgrade')];
  const created = variableIn(text, statements, 'revision');
  if (upgrade !== undefined && downgrade !== undefined && created !== undefined) {
    return { created, downgrade, upgrade };
  }
  throw new RefusalError(
    `${path} has no upgrade() and downgrade(), so no migration can be written that follows it.`,
    { place: path },
  );
}

/** Returns the parameters and the block of a function. */
function bodyOf(text: string, { block = [], tokens, to }: Statement): string {
  const name = tokens[tokens[0]?.text === 'async' ? 2 : 1];
  return text.slice(name?.to, lineEnd(text, block.at(-1)?.to ?? to)).trimEnd();
}

function variableIn(
  text: string,
  statements: readonly Statement[],
  name: string,
): string | undefined {
  const found = statements.find(({ tokens }) => tokens[0]?.text === name);
  return found && text.slice(found.tokens.at(-1)?.from, found.to).slice(1, -1);
}

function withVariable(text: string, name: string, value: string | undefined): string {
  return text.replace(
    new RegExp(`^(${name}\\b[^=\\n]*= *)(["'])?.*$`, 'm'),
    (_, start: string, quote = '"') =>
      start + (value === undefined ? 'None' : quote + value + quote),
  );
}

/** Names the file as the migration that creates the table is named. */
function pathOf(path: string, created: string, revision: string, does: string): string {
  const name = posix.basename(path).replace(created, revision);
  const renamed = name.includes('create_')
    ? name.replace('create_', `${does}_`)
    : `${does}_${name}`;
  return posix.join(posix.dirname(path), renamed);
}

function nextNumber(standing: readonly Migration[]): string {
  const numbers = standing.map(({ revision }) => Number(revision));
  return String(Math.max(...numbers) + 1).padStart(standing[0]?.revision.length ?? 4, '0');
}
