import type { Action } from '../feature/access.js';
import type { UrlConvention } from '../feature/endpoints.js';
import type { OwnAttributes } from '../feature/field/names.js';
import type { ItemKind } from '../feature/items.js';
import type { JsonCase } from '../feature/json-case.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { UserSpec } from '../feature/user.js';
import type {
  Evidence,
  GuardConvention,
  ModelConvention,
  NestingConvention,
} from '../project/conventions.js';
import type { ShapeRule } from '../project/foreign/shape.js';
import type { Workspace } from '../project/workspace.js';
import type { Condition } from './conditions.js';
import type { FeatureView } from './feature-view.js';
import type { ItemView } from './item-view.js';
import type { NamesView } from './names-view.js';

/**
 * An architecture: data, and trees of templates under `generators/`.
 *
 * The tree of templates is the layout. `templates/foundation/` holds what a project needs once,
 * `templates/feature/` what every feature consists of. The path of a template is the path of its
 * file in the project, with placeholders such as `[feature]` filled in and a trailing `.ejs` removed.
 */
export interface Architecture {
  /** Its name in `.yo-rc.json` and in spec files: `onion`, `layered-direct`. */
  readonly id: string;
  /** The sub-generator that adds features in it: `layered`; of one outside of this package, its namespace: `team:onion`. */
  readonly generator: string;
  /** Its style, if the sub-generator has several: `direct`. */
  readonly style?: string;
  /** What people call it: `Onion (clean) architecture`. */
  readonly title: string;
  /** One sentence on when it fits. */
  readonly fits: string;
  /** Its folders of templates: under `generators/`, or absolute if a project has customised them. Those that styles share come first. */
  readonly templates: readonly string[];
  /** How the project spells the keys of its JSON, where it has said so. */
  readonly json?: JsonCase;
  /** The template under `templates/foundation/` with what schemas are made from where JSON is in camelCase. */
  readonly camelSchema?: string;
  /** How it knows a backend that has its shape, whoever wrote it. */
  readonly shape?: ShapeRule;
  /** What features need from the project. */
  readonly capabilities: readonly Capability[];
  /** What a feature consists of. */
  readonly files: readonly FeatureFile[];
  /** What changes in existing files. */
  readonly registrations: readonly Registration[];
  /** Who may do what by default. An action without an entry is for anyone who is signed in. */
  readonly defaultAccess?: Readonly<Partial<Record<Action, string>>>;
  /** The dependencies that decide who may call. */
  readonly guards: GuardConvention;
  /** Where the models of a project are. */
  readonly models: ModelConvention;
  /** How features nest in each other, if they can. */
  readonly nesting?: NestingConvention;
  /** What features can be connected to on request. */
  readonly integrations?: readonly Integration[];
  /** How its endpoints are reached. */
  readonly urls: UrlConvention;
  /**
   * Returns what its templates see besides what all templates see: a pure function in its own
   * folder.
   */
  view?(feature: FeatureView): object;
  /** Returns the requests that a feature answers besides those of its endpoints. */
  otherRequests?(feature: FeatureView): readonly OtherRequest[];
  /**
   * The templates, among `files`, that a request passes through, from the endpoint to the table.
   */
  readonly requestPath: readonly string[];
  /**
   * Where the next business rule of a feature goes, as a sentence, with placeholders as in the path
   * of a template.
   */
  readonly nextRule: string;
  /** What it tells coding assistants. Without it, they are shown the files of a feature. */
  readonly guide?: Guide;
  /** The folder of the Alembic migrations. */
  readonly migrationsFolder: string;
  /** The files that a feature needs before others can refer to it. */
  readonly referable: readonly ReferableFile[];
  /** Why rows belong to users by themselves, if they do: no field says whose they are. */
  readonly ownsRows?: string;
  /** Names that fields cannot have because every row has such a column, each with the reason. */
  readonly reservedFields: Readonly<Record<string, string>>;
  /** What its users have by themselves besides an address and a role: `username`, written as what comes after the name. */
  readonly userFields?: Readonly<Record<string, string>>;
  /** Those of them that others may be shown, whatever is said of users. */
  readonly usersShow?: readonly string[];
  /** Whether an account that is closed stays as a row, hidden. */
  readonly keepsUsers?: boolean;
  /** What columns of its foundation have in rows from before they were there, in SQL: `users.username` of another column. */
  readonly earlierRows?: Readonly<Record<string, string>>;
  /** What its classes have besides their fields. */
  readonly ownAttributes: OwnAttributes;
  /** Options that the architecture does not support, each with what to do instead. */
  readonly unsupportedOptions: Readonly<Record<string, string>>;
  /** How its features are fitted into an existing backend, if they can be. */
  readonly fitting?: Fitting;
  /** Alternative layouts that a project may have. */
  readonly variants?: readonly Variant[];
  /** Says why a feature is not possible, and what to do instead; undefined if it is. */
  refuses?(feature: FeatureSpec): string | undefined;
  /**
   * Returns the commands that come next, run from the root of the project.
   *
   * @param isNew whether this run creates the project.
   */
  nextSteps(feature: FeatureView, isNew: boolean): readonly string[];
  /** Returns the same where no feature is added, but something for the whole project. */
  projectSteps?(isNew: boolean): readonly string[];
}

/** What an architecture says to those who have never seen it: the words of `AGENTS.md`. */
export interface Guide {
  /** Which layer may know which, as a sentence. */
  readonly order: string;
  /** Each folder of the project, from its root, with what is in it. */
  readonly layers: readonly (readonly [folder: string, what: string])[];
  /** The commands that check a change, run one after the other from the root of the project. */
  readonly checks: readonly string[];
}

/** The architectures of a sub-generator: one, or one for each of its styles, the default first. */
export type ArchitectureFamily = readonly [Architecture, ...Architecture[]];

/**
 * Something that features need from the project. If the project has it, it is used as it is;
 * otherwise its files are added.
 */
export interface Capability {
  readonly id: string;
  /** What it is for, in one sentence. */
  readonly why: string;
  /** How to recognise it. */
  readonly evidence: Evidence;
  /**
   * What provides it: paths under `templates/foundation/`. A folder stands for everything in it.
   */
  readonly files: readonly string[];
  /** Whether the feature needs it. Without this, every feature does. */
  when?(feature: FeatureSpec): boolean;
  /** Whether the users of a project need it, whatever its features are. */
  whenUsers?(user: UserSpec): boolean;
  /** Says why a project cannot have it for a feature, and what to do; undefined if it can. */
  unfit?(project: Workspace, feature: FeatureSpec): string | undefined;
}

/** An alternative layout of an architecture. */
export interface Variant {
  /** What a project with this layout has. */
  readonly evidence: Evidence;
  /**
   * Returns the architecture in this layout. Whatever has been changed in the architecture is kept.
   */
  of(architecture: Architecture): Architecture;
}

/** Something outside the project that a feature can be connected to, or the whole project. */
export interface Integration extends ItemKind {
  /** Its name in `--with` and in spec files: `http-client`. */
  readonly name: string;
  /** What it adds, in one sentence. */
  readonly why: string;
  /**
   * What the project gets, once, whichever feature asks for it or none does. Without this, it belongs to the feature that
   * asks, whose files and registrations have conditions for it.
   */
  readonly addition?: Addition;
}

/** What an integration adds to a project. */
export interface Addition {
  /** Other integrations that it cannot do without, as they are typed; they come first. */
  readonly needs?: readonly string[];
  /** What its templates see besides what all additions' templates see. */
  readonly view?: object;
  readonly files: readonly AdditionFile[];
  readonly registrations: readonly AdditionRegistration[];
  /** Why it cannot be fitted into a backend that somebody else wrote, and what to do; without it, that is wrong usage. */
  readonly inForeign?: string;
  /** Returns what the user should know. */
  notes?(item: ItemView): readonly string[];
}

/** A file that an integration adds to a project. */
export interface AdditionFile {
  /**
   * The path of the template under `templates/with/`, where `[name]` stands for a name in the argument: there is a file for
   * each of them.
   */
  readonly template: string;
  readonly layer: string;
  /** Why it exists and what it contains. */
  readonly why: string;
  /** For a migration: the table it creates, or the first of several. */
  readonly table?: string;
  /** The kind of another item, without which there is no such file: that item has the same file alongside this one. */
  readonly alongside?: string;
}

/** A change that an integration makes in a file of the project; made only where the file is there. */
export interface AdditionRegistration {
  readonly path: string;
  readonly layer: string;
  readonly why: string;
  /**
   * @param source the text of the file.
   * @returns the text with the integration registered; the same text if it already is.
   * @throws RefusalError if the place is not certain, with the lines to add by hand.
   */
  edit(source: string, item: ItemView, project: Workspace): string;
}

/** What a file is for, in an existing backend. */
export type FittedRole = 'model' | 'schemas' | 'repository' | 'service' | 'router' | 'tests';

/** How the features of an architecture are fitted into an existing backend. */
export interface Fitting {
  readonly files: readonly FittedFile[];
}

/**
 * A file of a fitted feature: `templates/fitted/<role>.py.ejs`. It goes where its neighbours are.
 */
export interface FittedFile {
  readonly role: FittedRole;
  /** Where it goes if it has no neighbours, below the folder of the application's packages. */
  readonly fallback: string;
  readonly layer: string;
  readonly why: string;
  /** Whether all features may share one such file, such as `models.py`. */
  readonly shareable?: boolean;
  /** Whether it is in the feature's own package. */
  readonly inPackage?: boolean;
  /** Whether it is left out if other layers have neighbours and this one has none. */
  readonly optional?: boolean;
}

/** A request that is answered besides those of the endpoints. */
export interface OtherRequest {
  readonly method: 'GET' | 'POST';
  /** What follows the path of the feature. */
  readonly rest: string;
  /** `adds many at once` */
  readonly does: string;
  /** Who may: an action, whose access applies, or words. */
  readonly access: Action | { readonly words: string };
}

/** One of the files that a feature consists of. */
export interface FeatureFile {
  /** The path of the template under `templates/feature/`. */
  readonly template: string;
  /** The path of the file, if it differs from that of the template. */
  readonly target?: string;
  /** The layer it belongs to, in the words of the architecture. */
  readonly layer: string;
  /** Why it exists and what it contains. */
  readonly why: string;
  /** Whether all features share the file and each adds its definitions to it. */
  readonly appends?: boolean;
  /** Whether later features add to it. If it already exists, it is left as it is. */
  readonly grows?: boolean;
  /** For a migration: the table it creates, if that is not the feature's own. */
  readonly table?: string;
  /** Whether it is the project's, whichever feature brings it: the page of that one does not list it. */
  readonly isOfProject?: true;
  /** When a feature has it; always, unless given. */
  readonly when?: Condition;
}

/**
 * A change in an existing file: imports, names in `__all__`, calls. It adds no models, tables or
 * migrations; a file that all features share for those is a {@link FeatureFile} that `appends`.
 */
export interface Registration {
  /** The file, with placeholders as in the path of a template. */
  readonly path: string;
  /** When a feature is registered there; always, unless given. */
  readonly when?: Condition;
  /** Whether it is the project's, as for a {@link FeatureFile}. */
  readonly isOfProject?: true;
  readonly layer: string;
  readonly why: string;
  /**
   * @param source the text of the file.
   * @param project the project it is in.
   * @returns the text with the feature registered; the same text if it already is.
   * @throws RefusalError if the place is not certain, with the lines to add by hand.
   */
  edit(source: string, feature: FeatureView, project: Workspace): string;
  /** Returns the text without what other features may have registered, too. */
  bare?(source: string, feature: FeatureView): string;
}

/** A file that a feature needs before others can refer to it. */
export interface ReferableFile {
  /** Its path, with `[feature]` or `[features]` for the name of the feature. */
  readonly path: string;
  /** Returns a name that it has to define. */
  symbol(target: NamesView): string;
  /** Whether only emitted tests need it. */
  readonly forTests: boolean;
}
