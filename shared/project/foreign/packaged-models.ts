/** Models that a project has from a package: their table and their key are not in its code. */

/** What a base class of a package brings with it. */
interface PackagedTable {
  readonly table: string;
  /** The kind of its key; undefined if each subclass declares one itself. */
  readonly id?: 'uuid';
}

/** By base class, as the documentation of fastapi-users has them: for SQLAlchemy, then for SQLModel. */
const PACKAGED_TABLES = new Map<string, PackagedTable>([
  ['SQLAlchemyBaseUserTable', { table: 'user' }],
  ['SQLAlchemyBaseUserTableUUID', { table: 'user', id: 'uuid' }],
  ['SQLAlchemyBaseOAuthAccountTable', { table: 'oauth_account' }],
  ['SQLAlchemyBaseOAuthAccountTableUUID', { table: 'oauth_account', id: 'uuid' }],
  ['SQLModelBaseUserDB', { table: 'user', id: 'uuid' }],
  ['SQLModelBaseOAuthAccount', { table: 'oauthaccount', id: 'uuid' }],
]);

/**
 * Returns what a class has from its package.
 *
 * @param bases its base classes, as it names them: `SQLAlchemyBaseUserTable[int]` without its arguments.
 */
export function packagedTable(bases: readonly string[]): PackagedTable | undefined {
  for (const base of bases) {
    const name = base.replace(/\[.*/s, '').split('.').at(-1) ?? '';
    const found = PACKAGED_TABLES.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
