/** What completion knows and says: data, so that an answer loads none of what the data comes from. */

/** Something that may stand where the cursor is. */
export interface Candidate {
  /** The whole word, with what has been typed of it. */
  readonly text: string;
  /** What it is, in a few words. */
  readonly help: string;
  /** Whether the word ends there; otherwise more may follow. */
  readonly isFinished: boolean;
}

/** What may stand where the cursor is: words, or what only the shell knows. */
export type Candidates = readonly Candidate[] | 'files' | 'folders';

/** A value with what it means. */
export interface Term {
  readonly name: string;
  readonly help: string;
}

/** An option, as far as it is typed. */
export interface OptionTerm extends Term {
  /** The letter for short, without its dash. */
  readonly alias?: string | undefined;
  /** Whether its values are joined by `+`. */
  readonly isList: boolean;
  /** Whether it may be given only once. */
  readonly isOnce: boolean;
  /** What follows it; undefined for a flag. */
  readonly value?: OptionValue | undefined;
}

/** What the value of an option can be: one of some words, or something of the project or the disk. */
export type OptionValue =
  | readonly string[]
  | 'access'
  | 'features'
  | 'files'
  | 'folders'
  | 'integrations'
  | 'styles'
  | 'anything';

/** A sub-generator that adds features. */
export interface GeneratorTerm extends Term {
  /** The names of its options. */
  readonly options: readonly string[];
  readonly styles: readonly string[];
  readonly integrations: readonly string[];
}

/** A command. */
export interface CommandTerm extends Term {
  readonly options: readonly string[];
  /** Whether its first argument is a feature of the project, and whether fields follow. */
  readonly takes: 'feature' | 'feature and fields' | undefined;
  /** What each other argument can be, by those before it: `eject onion ` has other ones than `eject domain-routes `. */
  readonly arguments: Readonly<Record<string, readonly string[]>>;
}

/** A field type. */
export interface TypeTerm extends Term {
  /** Whether an argument has to follow. */
  readonly needsArgument: boolean;
  /** What its argument can be, where that is one of some words or a model. */
  readonly argument?: readonly string[] | 'models' | undefined;
  readonly modifiers: readonly string[];
  /** Defaults that are words. */
  readonly defaults: readonly string[];
}

/** A modifier of fields. */
export interface ModifierTerm extends Term {
  readonly takesValue: boolean;
}

/** Where the models of an architecture's projects are. */
export interface ModelTerm {
  /** The sub-generator. */
  readonly generator: string;
  /** `backend/app/[features]/models.py` */
  readonly module: string;
  /** What their classes end in. */
  readonly suffix: string;
}

/** Everything that is offered whatever the project. */
export interface Vocabulary {
  readonly generators: readonly GeneratorTerm[];
  readonly commands: readonly CommandTerm[];
  readonly options: readonly OptionTerm[];
  readonly types: readonly TypeTerm[];
  readonly modifiers: readonly ModifierTerm[];
  /** By the ids of the architectures. */
  readonly models: Readonly<Record<string, ModelTerm>>;
}

/** What a project has. */
export interface Standing {
  /** The sub-generator of the architecture that is remembered. */
  readonly architecture: string | undefined;
  /** The generator outside of this package that is remembered, and the id of its architecture. */
  readonly outside?: { readonly generator: string; readonly architecture: string } | undefined;
  readonly features: readonly string[];
  readonly models: readonly string[];
  readonly roles: readonly string[];
}
