/** How a database calls the constraints that have no name in the code. */

/** The names of constraints over one column, as SQLAlchemy writes its naming conventions. */
export interface ConstraintNames {
  readonly uq: string;
  readonly fk: string;
  /** Whether the code has this convention. Otherwise, SQLite gives no name at all. */
  readonly isConvention: boolean;
}

/** The names in projects of ours. */
export const OWN_NAMES: ConstraintNames = {
  uq: 'uq_%(table_name)s_%(column_0_name)s',
  fk: 'fk_%(table_name)s_%(column_0_name)s',
  isConvention: true,
};

/** The names that PostgreSQL gives by itself. */
const NAMES_OF_POSTGRES: ConstraintNames = {
  uq: '%(table_name)s_%(column_0_name)s_key',
  fk: '%(table_name)s_%(column_0_name)s_fkey',
  isConvention: false,
};

/**
 * Reads how constraints are called.
 *
 * @param sources the texts that say something of a naming convention.
 */
export function readConstraintNames(sources: readonly string[]): ConstraintNames {
  const said = (kind: 'uq' | 'fk') =>
    sources
      .flatMap(
        (source) => new RegExp(`["']${kind}["']\\s*:\\s*["']([^"']+)["']`).exec(source) ?? [],
      )
      .at(1);
  const [uq, fk] = [said('uq'), said('fk')];
  return {
    uq: uq ?? NAMES_OF_POSTGRES.uq,
    fk: fk ?? NAMES_OF_POSTGRES.fk,
    isConvention: uq !== undefined && fk !== undefined,
  };
}

/**
 * Returns the name of a constraint.
 *
 * @param referred the table that a foreign key refers to.
 */
export function nameConstraint(
  pattern: string,
  table: string,
  column: string,
  referred = '',
): string {
  const known: Readonly<Record<string, string>> = {
    referred_table_name: referred,
    table_name: table,
    column_0_name: column,
    column_0_N_name: column,
    column_0_key: column,
    column_0_label: `${table}_${column}`,
  };
  return pattern.replaceAll(/%\((\w+)\)s/g, (said, key: string) => known[key] ?? said);
}

/** Returns the name of what is checked of a column, in projects of ours. */
export function nameCheck(table: string, column: string): string {
  return `ck_${table}_${column}`;
}
