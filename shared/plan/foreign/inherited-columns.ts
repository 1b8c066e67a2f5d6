/** Writes the columns that every model of a backend inherits, as they have to be in the migration of a new table. */
import type { MigrationsFact } from '../../project/foreign/alembic.js';
import type { ColumnFact } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import { plainString } from '../../python/literals.js';
import { type Arguments, callAt, readArguments } from './written-calls.js';

/** The types that SQLAlchemy has for all databases. */
const TYPES = new Set(
  (
    'BigInteger Boolean CHAR Date DateTime Double Float Integer Interval JSON LargeBinary Numeric SmallInteger String ' +
    'TIMESTAMP Text Time UUID Unicode UnicodeText Uuid VARCHAR'
  ).split(' '),
);

/** What a column is told that is also in the table, in the order in which migrations say it. */
const KEPT = ['autoincrement', 'server_default', 'unique', 'comment'] as const;

/**
 * Returns a column as its class declares it: with its index and its comment, which an early migration may not have had.
 * What the class leaves open, such as a type that only the project knows, is as an earlier migration has it.
 */
export function inheritedColumn(
  modules: Modules,
  { folder }: MigrationsFact,
  column: ColumnFact,
): string {
  const declared = declaredArguments(column.value);
  const columnName =
    declared.positional.flatMap((each) => plainString(each) ?? []).at(0) ?? column.name;
  const written = writtenColumn(modules, folder, columnName);
  const isKey = column.name === 'id' || declared.keywords.get('primary_key') === 'True';
  // Of a class that says nothing, such as `Mapped[created_at]`, only the migration knows.
  if (column.value === '' && written !== undefined) {
    return `sa.Column(${[...written.positional, ...pairs(written.keywords)].join(', ')}${isKey && !written.keywords.has('primary_key') ? ', primary_key=True' : ''})`;
  }
  const type =
    declared.positional.map(portableType).find((each) => each !== undefined) ??
    portableType(declared.keywords.get('type_') ?? declared.keywords.get('sa_type') ?? '') ??
    writtenType(written) ??
    usualType(column);
  const key = declared.positional.map(portableKey).find((each) => each !== undefined);
  const kept = KEPT.flatMap((name) => {
    const own = declared.keywords.get(name);
    // What is computed by code of the project is as the database has it.
    const value = portableValue(own) ?? (own === undefined ? own : written?.keywords.get(name));
    return value === undefined ? [] : [`${name}=${value}`];
  });
  const options = [
    ...(isKey ? ['primary_key=True'] : []),
    ...kept,
    ...(isKey ? [] : [`nullable=${column.nullable ? 'True' : 'False'}`]),
    ...(declared.keywords.get('index') === 'True' ? ['index=True'] : []),
  ];
  return `sa.Column(${[`"${columnName}"`, type, ...(key ?? []), ...options].join(', ')})`;
}

function pairs(keywords: ReadonlyMap<string, string>): string[] {
  return [...keywords].map(([name, value]) => `${name}=${value}`);
}

/** Reads `mapped_column(...)`, `Column(...)` or a field of SQLModel. */
function declaredArguments(value: string): Arguments {
  const own = readArguments(value);
  const column = own.keywords.get('sa_column');
  if (column !== undefined) return readArguments(column);
  const more = own.keywords.get('sa_column_kwargs');
  if (more === undefined) return own;
  const pairsOf = [...more.matchAll(/["'](\w+)["']\s*:\s*([^,{}]+(?:\([^()]*\))?)/g)];
  return {
    positional: own.positional,
    keywords: new Map([
      ...own.keywords,
      ...pairsOf.map(([, name, given]) => [name as string, (given as string).trim()] as const),
    ]),
  };
}

/** Returns a type of SQLAlchemy as migrations write it; undefined for any other expression. */
function portableType(text: string): string | undefined {
  const match = /^(?:\w+\.)*(\w+)(\([^()]*\))?$/.exec(text);
  if (match === null || !TYPES.has(match[1] as string)) return undefined;
  // Names in it, such as that of a constant, would have to be imported.
  const given = match[2] ?? '()';
  if (/[A-Za-z_]\w*(?!\w*\s*=)/.test(given.replaceAll(/\b\w+\s*=|\b(True|False|None)\b/g, ''))) {
    return undefined;
  }
  return `sa.${match[1]}${given}`;
}

/** Returns a foreign key that names its column. */
function portableKey(text: string): string[] | undefined {
  const match = /^(?:\w+\.)*ForeignKey\((\s*["'][\w.]+["'][^()]*)\)$/.exec(text);
  return match === null ? undefined : [`sa.ForeignKey(${match[1]})`];
}

/** Returns a value as migrations write it; undefined for what only its own module can say. */
function portableValue(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const qualified = text.replaceAll(
    /(?<![\w."'])(?:sa\.|sqlalchemy\.)?(func|text|false|true|null)(?=[.(])/g,
    'sa.$1',
  );
  const rest = qualified.replaceAll(/"[^"]*"|'[^']*'|sa(\.\w+)+|\b(True|False|None)\b/g, '');
  return /[A-Za-z_]/.test(rest) ? undefined : qualified;
}

/** Returns a column as the last migration that has it writes it, if a new one can write it so. */
function writtenColumn(modules: Modules, folder: string, name: string): Arguments | undefined {
  for (const path of modules.paths.filter((each) => each.startsWith(`${folder}/`)).toReversed()) {
    const source = modules.source(path);
    const start = new RegExp(`sa\\.Column\\(\\s*["']${name}["'],`).exec(source);
    if (start === null) continue;
    const call = callAt(source, start.index);
    // The new migration would not import what other modules define.
    if (call !== undefined && !/\b(?!sa\.)\w+\.\w+\(|ForeignKey/.test(call.replaceAll('sa.', ''))) {
      return readArguments(call);
    }
  }
  return undefined;
}

function writtenType(written: Arguments | undefined): string | undefined {
  return written?.positional[1];
}

function usualType({ kind, text }: ColumnFact): string {
  return {
    integer: /BigInteger/.test(text) ? 'sa.BigInteger()' : 'sa.Integer()',
    bigint: 'sa.BigInteger()',
    uuid: 'sa.Uuid()',
    string: `sa.String(${/(?:String\((?:length=)?|max_length\s*=\s*)(\d+)/.exec(text)?.[1] ?? ''})`,
    datetime: /timezone\s*=\s*True|TIMESTAMP\(True/.test(text)
      ? 'sa.DateTime(timezone=True)'
      : 'sa.DateTime()',
    boolean: 'sa.Boolean()',
  }[kind];
}
