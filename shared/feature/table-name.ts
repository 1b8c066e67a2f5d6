/** The tables of existing databases, which are not called as the plurals of features are. */
import { UsageError } from '../errors.js';
import { IDENTIFIERS, identifierFault } from './field/column-name.js';
import { LONGEST_NAME } from './naming.js';
import { reservedTableReason } from './reserved-words.js';

/**
 * Reads the name of a feature's table.
 *
 * @param name as the database has it: `Order Details`, `tbl_order`.
 * @param place where it was said: `--table`.
 * @throws UsageError for a name that no table can have, or that leaves its constraints no room for theirs.
 */
export function readTable(name: string, place: string): string {
  const fault = identifierFault(name) ?? reservedTableReason(name);
  if (fault !== undefined) {
    throw new UsageError(
      `${place} "${name}": a table cannot be called so: ${fault}. ${IDENTIFIERS}`,
      {
        place,
      },
    );
  }
  const length = Buffer.from(name).length;
  if (length > LONGEST_NAME) {
    throw new UsageError(
      `${place} "${name}": it has ${length} bytes, but a table name can have at most ${LONGEST_NAME}, ` +
        'so that the names of its constraints have room. Choose a shorter one.',
      { place },
    );
  }
  return name;
}
