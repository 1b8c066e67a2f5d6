/** What a field type consists of: each is such a definition, in a file of its own in `types/`. */
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
  /** What it is, for people; what comes first is enough where there is little room. */
  readonly description: string;
  /** A field of the type: `price:decimal=10.2:gt=0`. */
  readonly example: string;
  /** What other languages and frameworks call it, separated by spaces. */
  readonly synonyms?: string;
  /** What can be said of its fields. */
  readonly takes: readonly Setting[];
  /** Why something cannot be said of its fields, where there is more to say than what can. */
  readonly unfit?: Readonly<Partial<Record<Setting, string>>>;
  /** Whether a list can hold it. */
  readonly isListItem?: true;
  /** Whether rows can neither be sorted nor filtered by it. */
  readonly isIncomparable?: true;
  /** Whether a list can be filtered by it without an index of its own. */
  readonly isFilter?: true;
  /** Whether JSON can have its values as text only. */
  readonly isTextInJson?: true;
  readonly argument?: ArgumentDefinition;
  /** How its values are read and compared, where they are numbers. */
  readonly numbers?: (argument: FieldArgument) => NumberRules;
  /** How long its values may be, where they have a length. */
  readonly lengths?: Lengths;
  /**
   * Checks a default against everything else that was said of the field; any text, within the limits, where this is
   * left out.
   *
   * @returns its canonical text.
   * @throws FieldProblem for a default that the field itself would refuse.
   */
  readDefault?(text: string, known: FieldArgument & FieldLimits): string;
  /** What its annotations and values need, beside what templates import anyway. */
  readonly imports?: readonly PythonImport[];
  /**
   * What a field becomes in Python; references become it by their targets.
   *
   * @throws UsageError where no row, or too few different rows, could satisfy the field's limits.
   */
  inPython?(field: CheckedField, context: PythonContext): PythonField;
}

/** What follows the equals sign behind a type. */
export interface ArgumentDefinition {
  /**
   * Takes it apart.
   *
   * @throws FieldProblem where it has another form.
   */
  read(text: string): FieldSettings;
  /** Where its parts stand in it, for messages. */
  places(text: string): readonly (readonly [part: FieldPart, start: number, length: number])[];
  /** Writes it out; undefined where there is none. */
  write(field: CheckedField): string | undefined;
  /**
   * Checks it.
   *
   * @param name the field's name, for suggestions.
   * @throws FieldProblem for one that is missing or not possible.
   */
  check?(name: string, settings: FieldSettings, types: TypeNames): FieldArgument;
  /** How people are asked for it, with what is usual. */
  readonly question?: readonly [message: string, usual?: string];
}

/** What there is to refer to among the types, for those that are made of others. */
export interface TypeNames {
  /** Every type. */
  readonly all: readonly string[];
  /** Those that a list can hold. */
  readonly items: readonly string[];
  /** The type that somebody most likely meant. */
  likely(word: string): string | undefined;
}

/** How many characters or elements a value may have. */
export interface Lengths {
  readonly unit: 'characters' | 'elements';
  /** The most that can be allowed. */
  readonly most: number;
  /** The most where nothing is said. */
  readonly usual: number;
  /** The greatest minimum. */
  readonly largestMin: number;
}

/** What a field type has to know to become Python. */
export interface PythonContext {
  /** The class of an enum field: `ProductStatus`. */
  readonly enumClass: string;
  /** What sample texts speak of: `product`. */
  readonly featureLabel: string;
  readonly dialect: Dialect;
  /** What an element of a list becomes, by its type. */
  elementOf(type: string, name: string): PythonField & { readonly isTextInJson: boolean };
}

/** How one field looks in Python, as source text; its types are written by the project's dialect. */
export interface PythonField {
  /** The type the domain checks, with its constraints. */
  readonly checked: CheckedType;
  /** The same without constraints, for answers and columns: `Decimal`, `int`. */
  readonly plain: string;
  /** The column's type in a model. */
  readonly column: ColumnType;
  /** The SQLAlchemy type in a migration: `sa.String(length=120)`. */
  readonly migration: string;
  /** The value where none is given, where the field has one. */
  readonly initial?: InitialValue | undefined;
  /** A valid value. */
  readonly sample: string;
  /** Another valid value, or the same text where the field allows only one. */
  readonly otherSample: string;
  /** A valid value that differs for each `n` (1, 2, 3, ...), for unique fields. */
  readonly sampleOfN: string;
  /** Values, as JSON would carry them, that must be refused. */
  readonly invalid: readonly string[];
}

/** A default, as a Python expression. */
export interface InitialValue {
  readonly text: string;
  /** Whether it has to be computed for each row (`datetime.now(UTC)`). */
  readonly isCall: boolean;
  /** The same as an answer shows it in JSON, as a Python expression, where that is certain. */
  readonly inJson?: string;
}

/** What everything can be said of: that it may be missing, and who sees or sets it. */
export const EVERYWHERE = ['optional', 'private', 'readonly'] as const satisfies readonly Setting[];

/** What can be looked up by. */
export const KEYS = ['unique', 'index'] as const satisfies readonly Setting[];

/** How many rows a unique field must at least allow: with fewer, the feature could hardly be used or tested. */
export const FEWEST_UNIQUE_VALUES = 10;
