/** Names that would break the Python they end up in, and why. */

const PYTHON_KEYWORDS = words(`
  False None True and as assert async await break class continue def del elif else except finally for
  from global if import in is lambda nonlocal not or pass raise return try while with yield`);

/** Words that are keywords in some places only; Python 3.12 added `type`. */
const PYTHON_SOFT_KEYWORDS = words('_ case match type');

const PYTHON_BUILTINS = words(`
  ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError
  BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError
  ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
  EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError
  FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
  InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
  ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError
  OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError
  RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration
  StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError
  UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError
  UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError abs aiter all anext any
  ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits
  delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr
  hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min
  next object oct open ord pow print property quit range repr reversed round set setattr slice sorted
  staticmethod str sum super tuple type vars zip`);

/** Single letters that look like digits, which linters refuse. */
const AMBIGUOUS_NAMES = words('I O l');

/** Whether linters refuse a name because it looks like a digit. */
export function looksLikeDigit(name: string): boolean {
  return AMBIGUOUS_NAMES.has(name);
}

const FOUNDATION_COLUMNS = words('id created_at updated_at deleted_at');

const POSTGRESQL_SYSTEM_COLUMNS = words('cmax cmin ctid tableoid xmax xmin');

/** What SQLite or PostgreSQL takes for a keyword, and SQLAlchemy quotes only where it is told to. */
const UNQUOTED_KEYWORDS = words('collation concurrently lateral nothing returning tablesample');
/** What SQLite or PostgreSQL takes for a keyword where a column could be meant, besides those. */
const SQL_KEYWORDS = words(`
  add after all alter analyse analyze and any array as asc asymmetric attach authorization
  autoincrement before begin between binary both by cascade case cast check collate column commit
  conflict constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user database default deferrable deferred delete desc detach
  distinct do drop each else end escape except exclusive exists explain fail false fetch for foreign
  freeze from full glob grant group having if ignore ilike immediate in index indexed initially inner
  insert instead intersect into is isnull join key leading left like limit localtime localtimestamp
  match natural new not notnull null of off offset old on only or order outer over overlaps placing
  plan pragma primary query raise references reindex rename replace restrict returning right rollback
  row select session_user set similar some symmetric table temp temporary then to trailing transaction
  trigger true union unique update user using vacuum values variadic verbose view virtual when where
  window with`);
const KEYWORD_REASON = 'it is a keyword of databases that SQLAlchemy does not quote';

/** Devices of Windows, which cannot check out a file of such a name, whatever it ends in. */
const WINDOWS_DEVICES = /^(?:con|prn|aux|nul|(?:com|lpt)[1-9])$/;
const DEVICE_REASON = 'Windows has a device of that name and cannot have such a file';

/** Returns names, separated by spaces, that an architecture reserves for the same reason. */
export function reserve(reason: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, reason]));
}

/**
 * Says why a field must not have a name, whatever its attribute is called.
 *
 * @param name its name, in snake_case.
 * @param extraReserved more names that an architecture reserves, each with its reason.
 * @returns the reason, to follow a colon; undefined if the name is free.
 */
export function reservedFieldReason(
  name: string,
  extraReserved: Readonly<Record<string, string>> = {},
): string | undefined {
  if (name.startsWith('_')) return 'names with a leading underscore are private in Python';
  if (FOUNDATION_COLUMNS.has(name)) return 'the generator adds a column with that name';
  return Object.hasOwn(extraReserved, name) ? extraReserved[name] : undefined;
}

/**
 * Says why a column must not have a name.
 *
 * @param name the name, with capital letters or without.
 * @returns the reason, to follow a colon; undefined if the name is free.
 */
export function reservedColumnReason(name: string): string | undefined {
  const folded = name.toLowerCase();
  if (FOUNDATION_COLUMNS.has(folded)) return 'the generator adds a column with that name';
  if (POSTGRESQL_SYSTEM_COLUMNS.has(name)) return 'PostgreSQL has a system column with that name';
  return undefined;
}

/** Whether a column has to be quoted, and SQLAlchemy would not do so by itself. */
export function needsQuotes(column: string): boolean {
  return UNQUOTED_KEYWORDS.has(column);
}

/** Returns a column as SQL has it: in quotes where it would be taken for something else without. */
export function columnInSql(column: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(column) && !SQL_KEYWORDS.has(column);
  return isPlain && !needsQuotes(column) ? column : `"${column}"`;
}

/** Whether Python itself has something of that name. */
export function isLanguageName(name: string): boolean {
  return pythonReason(name) !== undefined;
}

/**
 * Says why a feature must not have a name.
 *
 * @param snake the name of the module: `order_item`.
 * @param pascal the name of the class: `OrderItem`.
 * @returns the reason, to follow a colon; undefined if the name is free.
 */
export function reservedFeatureReason(snake: string, pascal: string): string | undefined {
  const language = pythonReason(snake);
  if (language !== undefined) return language;
  if (AMBIGUOUS_NAMES.has(pascal) || AMBIGUOUS_NAMES.has(snake)) return 'it looks like a digit';
  if (PYTHON_KEYWORDS.has(pascal)) return `its class would be the Python keyword ${pascal}`;
  if (PYTHON_BUILTINS.has(pascal)) return `its class would shadow Python's built-in ${pascal}`;
  if (WINDOWS_DEVICES.test(snake)) return DEVICE_REASON;
  return undefined;
}

/**
 * Says why a plural must not be one: it is in the names of functions and folders, and is that of the table.
 *
 * @param name the plural of a feature in snake_case.
 * @returns the reason, to follow a colon; undefined if the name is free.
 */
export function reservedPluralReason(name: string): string | undefined {
  if (WINDOWS_DEVICES.test(name)) return DEVICE_REASON;
  return pythonReason(name) ?? reservedTableReason(name);
}

/** Says why a table must not have a name, to follow a colon; undefined if the name is free. */
export function reservedTableReason(name: string): string | undefined {
  if (UNQUOTED_KEYWORDS.has(name)) return KEYWORD_REASON;
  if (name.startsWith('sqlite_')) return 'SQLite reserves table names that start with "sqlite_"';
  if (name === 'alembic_version') return 'Alembic uses that name for its own table';
  return undefined;
}

function pythonReason(name: string): string | undefined {
  if (PYTHON_KEYWORDS.has(name)) return 'it is a Python keyword';
  if (PYTHON_SOFT_KEYWORDS.has(name)) return 'it is a Python keyword in some places';
  if (PYTHON_BUILTINS.has(name)) return 'it is a Python built-in';
  return undefined;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
