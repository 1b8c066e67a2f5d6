/** What a field type consists of. Each type is such a definition, in its own file in `types/`. */
import type { PythonImport } from '../../python/imports.js';
import type { CheckedType, ColumnType, Dialect } from './dialect.js';
import type { NumberRules } from './number-rules.js';
import type {
  CheckedField,
  FieldArgument,
  FieldLimits,
  FieldPart,
  FieldSettings,
  Setting,
} from './settings.js';

/** A field type: how it is written, what it takes, and what it becomes in Python. */
export interface FieldTypeDefinition {
  /** How it is written: `decimal[=PRECISION.SCALE]`. */
  readonly usage: string;
  /**
   * What it is, for people. The first part has to be enough on its own, where there is little room.
   */
  readonly description: string;
  /** A field of the type: `price:decimal=10.2:gt=0`. */
  readonly example: string;
  /** What other languages and frameworks call it, separated by spaces. */
  readonly synonyms?: string;
  /** The settings that its fields take. */
  readonly takes: readonly Setting[];
  /** Why its fields do not take a setting, if there is more to say than which ones they take. */
  readonly unfit?: Readonly<Partial<Record<Setting, string>>>;
  /** Whether a list can hold it. */
  readonly isListItem?: true;
  /** Whether its values are text on one line. */
  readonly isOneLine?: true;
  /** Whether rows can be neither sorted nor filtered by it. */
  readonly isIncomparable?: true;
  /** Whether lists are filtered by what is greater or less where it has an index: numbers and dates. */
  readonly isOrdered?: true;
  /** Whether lists can be filtered by it even without an index. */
  readonly isFilter?: true;
  /** Whether its values are always text in JSON. */
  readonly isTextInJson?: true;
  readonly argument?: ArgumentDefinition;
  /** How its values are read and compared, if they are numbers. */
  readonly numbers?: (argument: FieldArgument) => NumberRules;
  /** How long its values may be, if they have a length. */
  readonly lengths?: Lengths;
  /**
   * Checks a default against everything else that is known about the field. Without it, any text
   * within the limits will do.
   *
   * @returns its canonical text.
   * @throws FieldProblem for a default that the field itself would refuse.
   */
  readDefault?(text: string, known: FieldArgument & FieldLimits): string;
  /**
   * Writes a default as `server_default` says it, in a form that SQLite and PostgreSQL keep alike. Without it, only the
   * application knows the default.
   *
   * @param sa what stands before the names of SQLAlchemy: `sa.` in a migration.
   * @returns a Python expression; undefined if the two keep this one differently.
   */
  serverDefault?(value: string, sa: string): string | undefined;
  /** What its annotations and values need besides what templates import anyway. */
  readonly imports?: readonly PythonImport[];
  /**
   * Turns a field into Python. References have no such function, as their Python depends on their
   * targets.
   *
   * @throws UsageError if no row, or too few different rows, could satisfy the limits of the
   *   field.
   */
  inPython?(field: CheckedField, context: PythonContext): PythonField;
}

/** What follows the equals sign after a type. */
export interface ArgumentDefinition {
  /**
   * Splits it into its parts.
   *
   * @throws FieldProblem if it has another form.
   */
  read(text: string): FieldSettings;
  /** Where its parts are in the text, for messages. */
  places(text: string): readonly (readonly [part: FieldPart, start: number, length: number])[];
  /** Writes it out; undefined if there is none. */
  write(field: CheckedField): string | undefined;
  /**
   * Checks it.
   *
   * @param name the name of the field, for suggestions.
   * @throws FieldProblem if it is missing or not possible.
   */
  check?(name: string, settings: FieldSettings, types: TypeNames): FieldArgument;
  /** The question that asks for it, with the usual answer. */
  readonly question?: readonly [message: string, usual?: string];
}

/** What types made of other types need to know about those. */
export interface TypeNames {
  /** Every type. */
  readonly all: readonly string[];
  /** Those that a list can hold. */
  readonly items: readonly string[];
  /** The type that was most likely meant. */
  likely(word: string): string | undefined;
}

/** How many characters, bytes, elements, ids or parts a value may have. */
export interface Lengths {
  readonly unit: 'bytes' | 'characters' | 'elements' | 'ids' | 'parts';
  /** The greatest maximum that can be given. */
  readonly most: number;
  /** The maximum by default. */
  readonly usual: number;
  /** The maximum by default of a field that is indexed, if it is another one. */
  readonly usualIndexed?: number;
  /** The greatest minimum that can be given. */
  readonly largestMin: number;
}

/** What a field type has to know to turn a field into Python. */
export interface PythonContext {
  /** The class of an enum field: `ProductStatus`. */
  readonly enumClass: string;
  /** What sample texts are about: `product`. */
  readonly featureLabel: string;
  readonly dialect: Dialect;
  /** Returns the Python of an element of a list, by its type. */
  elementOf(type: string, name: string): PythonField & { readonly isTextInJson: boolean };
}

/**
 * How one field looks in Python, as source text. Its types are written in the dialect of the
 * project.
 */
export interface PythonField {
  /** The type the domain checks, with its constraints. */
  readonly checked: CheckedType;
  /** The same without constraints, for responses and columns: `Decimal`, `int`. */
  readonly plain: string;
  /** What a response says it is, where the plain type would be described otherwise than it looks in JSON. */
  readonly shown?: CheckedType | undefined;
  /** The column's type in a model. */
  readonly column: ColumnType;
  /** The SQLAlchemy type in a migration: `sa.String(length=120)`. */
  readonly migration: string;
  /** The initial value, if the field has one. */
  readonly initial?: InitialValue | undefined;
  /** A valid value. */
  readonly sample: string;
  /** The same, written as in JSON, if that is written otherwise. */
  readonly sampleInJson?: string;
  /** Another valid value, or the same text if the field allows only one. */
  readonly otherSample: string;
  /** A valid value that differs for each `n` (1, 2, 3, ...), for unique fields. */
  readonly sampleOfN: string;
  /** Values, written as in JSON, that must be refused. */
  readonly invalid: readonly string[];
  /** Values at the limits, written as in JSON, that must be taken. */
  readonly limits?: readonly string[];
}

/** A default, as a Python expression. */
export interface InitialValue {
  readonly text: string;
  /** Whether it has to be computed for each row (`datetime.now(UTC)`). */
  readonly isCall: boolean;
  /** The same value as a response shows it in JSON, as a Python expression, if that is certain. */
  readonly inJson?: string;
}

/**
 * The settings that every field with a column takes: whether it may be missing, who sees or sets it, and what the column
 * is called.
 */
export const EVERYWHERE = [
  'optional',
  'private',
  'readonly',
  'column',
] as const satisfies readonly Setting[];

/** The settings of fields that rows can be looked up by. */
export const KEYS = ['unique', 'index'] as const satisfies readonly Setting[];

/**
 * How many rows a unique field has to allow at least. With fewer, the feature could hardly be used
 * or tested.
 */
export const FEWEST_UNIQUE_VALUES = 10;
