import type { Action } from '../feature/access.js';
import type { UrlConvention } from '../feature/endpoints.js';
import type { FeatureSpec } from '../feature/spec.js';
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
import type { NamesView } from './names-view.js';

/**
 * An architecture: data, and trees of templates under `generators/`.
 *
 * The template tree is the layout. `templates/foundation/` holds what a project needs once,
 * `templates/feature/` what every feature consists of; a template lands where its own path says, with
 * `[feature]`, `[features]` and `[revision]` filled in and a trailing `.ejs` removed.
 */
export interface Architecture {
  /** What it goes by in `.yo-rc.json` and in spec files: `onion`, `layered-direct`. */
  readonly id: string;
  /** The sub-generator that adds features in it: `layered`. */
  readonly generator: string;
  /** Which of the sub-generator's styles it is, where that has several: `direct`. */
  readonly style?: string;
  /** What people call it: `Onion (clean) architecture`. */
  readonly title: string;
  /** One sentence on when it fits. */
  readonly fits: string;
  /** Its folders of templates, under `generators/`; those that styles share come first. */
  readonly templates: readonly string[];
  /** How it knows a backend that has its shape, whoever wrote it. */
  readonly shape?: ShapeRule;
  /** What a feature needs from the project. */
  readonly capabilities: readonly Capability[];
  /** What a feature consists of. */
  readonly files: readonly FeatureFile[];
  /** What changes in files that stand. */
  readonly registrations: readonly Registration[];
  /** Who may do what where nothing is said; whoever has signed in, where this says nothing either. */
  readonly defaultAccess?: Readonly<Partial<Record<Action, string>>>;
  /** The dependencies that decide who may call. */
  readonly guards: GuardConvention;
  /** Where the project's models are, one module for each. */
  readonly models: ModelConvention;
  /** How features nest in each other, where they can. */
  readonly nesting?: NestingConvention;
  /** What features can be connected to, on demand. */
  readonly integrations?: readonly Integration[];
  /** How its endpoints are reached. */
  readonly urls: UrlConvention;
  /** What its templates see of a feature beside what all templates see: made in its own folder, by a pure function. */
  view?(feature: FeatureView): object;
  /** The requests that a feature answers beside those of its endpoints. */
  otherRequests?(feature: FeatureView): readonly OtherRequest[];
  /** What a request to a feature passes through, from the endpoint to the table: templates of `files`. */
  readonly requestPath: readonly string[];
  /** Where the next business rule of a feature goes, in a sentence; with placeholders as in a template's path. */
  readonly nextRule: string;
  /** The folder of Alembic's migrations. */
  readonly migrationsFolder: string;
  /** What has to exist of a feature before another can refer to it. */
  readonly referable: readonly ReferableFile[];
  /** Feature names that would clash with what the architecture itself names so, each with the reason. */
  readonly reservedFeatures: Readonly<Record<string, string>>;
  /** Field names that would clash with what the architecture itself names so, each with the reason. */
  readonly reservedFields: Readonly<Record<string, string>>;
  /** Options that the architecture has no use for, each with what to do instead. */
  readonly unsupportedOptions: Readonly<Record<string, string>>;
  /** How its features are fitted into a backend that somebody else has written, where they can be. */
  readonly fitting?: Fitting;
  /** How else a project may lay it out. */
  readonly variants?: readonly Variant[];
  /** Why it cannot have a feature, and what to do instead; undefined where it can. */
  refuses?(feature: FeatureSpec): string | undefined;
  /**
   * The commands that come next, run from the project's root.
   *
   * @param isNew whether the project was founded just now.
   */
  nextSteps(feature: FeatureView, isNew: boolean): readonly string[];
}

/** A sub-generator's architectures: one, or one for each of its styles, the usual one first. */
export type ArchitectureFamily = readonly [Architecture, ...Architecture[]];

/**
 * Something that features need from the project. Where the project has it, it is used as it stands;
 * otherwise its files are added.
 */
export interface Capability {
  readonly id: string;
  /** What it is for, in one sentence. */
  readonly why: string;
  /** How it is recognised. */
  readonly evidence: Evidence;
  /** What provides it: paths under `templates/foundation/`; a folder stands for everything in it. */
  readonly files: readonly string[];
  /** Whether the feature needs it; every feature does where nothing is said. */
  when?(feature: FeatureSpec): boolean;
}

/** Another layout of an architecture, where it leaves projects a choice. */
export interface Variant {
  /** What a project has that lays it out so. */
  readonly evidence: Evidence;
  /** The architecture in this layout; whatever somebody has changed in it stays. */
  of(architecture: Architecture): Architecture;
}

/** Something outside the project that a feature can be connected to. */
export interface Integration {
  /** What it goes by in `--with` and in spec files: `http-client`. */
  readonly name: string;
  /** What a feature gets of it, in one sentence. */
  readonly why: string;
}

/** What a file is for, in a backend that somebody else has written. */
export type FittedRole = 'model' | 'schemas' | 'repository' | 'service' | 'router' | 'tests';

/** How an architecture's features are fitted into a backend that somebody else has written. */
export interface Fitting {
  readonly files: readonly FittedFile[];
}

/** A file of a feature that is fitted in: `templates/fitted/<role>.py.ejs`. It goes where its neighbours are. */
export interface FittedFile {
  readonly role: FittedRole;
  /** Where it goes where it has no neighbours, below the folder of the application's packages. */
  readonly fallback: string;
  readonly layer: string;
  readonly why: string;
  /** Whether all features may have one such file together, as `models.py`. */
  readonly shareable?: boolean;
  /** Whether it is in a package of the feature's own. */
  readonly inPackage?: boolean;
  /** Whether it is left out where other layers have neighbours and this one has none. */
  readonly optional?: boolean;
}

/** A request that is answered beside those of the endpoints that are asked for. */
export interface OtherRequest {
  readonly method: 'GET' | 'POST';
  /** What follows the feature's path. */
  readonly rest: string;
  /** `adds many at once` */
  readonly does: string;
  /** Who may: as for an action, or in words. */
  readonly access: Action | { readonly words: string };
}

/** A file that every feature consists of. */
export interface FeatureFile {
  /** The template's path under `templates/feature/`. */
  readonly template: string;
  /** Where it lands, where that is not the template's own path. */
  readonly target?: string;
  /** The layer it belongs to, in the architecture's words. */
  readonly layer: string;
  /** Why it exists and what goes in it. */
  readonly why: string;
  /** Whether the file is one that all features share, to which each adds its definitions. */
  readonly appends?: boolean;
  /** Whether later features add to it: where it stands, it is left as it is. */
  readonly grows?: boolean;
  /** For a migration: the table it creates, where that is not the feature's own. */
  readonly table?: string;
  /** When a feature has it; always, where nothing is said. */
  readonly when?: Condition;
}

/** A change in a file that stands already. */
export interface Registration {
  /** The file, with placeholders as in a template's path. */
  readonly path: string;
  /** When a feature is registered there; always, where nothing is said. */
  readonly when?: Condition;
  readonly layer: string;
  readonly why: string;
  /**
   * @param source the file's text.
   * @param project the project it is in.
   * @returns the text with the feature registered; the same text where it already is.
   * @throws RefusalError where the place is not certain, with the lines to add by hand.
   */
  edit(source: string, feature: FeatureView, project: Workspace): string;
}

/** A file without which a feature cannot be referred to. */
export interface ReferableFile {
  /** Its path, with `[feature]` or `[features]` for the feature's name. */
  readonly path: string;
  /** A name it has to define. */
  symbol(target: NamesView): string;
  /** Whether only emitted tests need it. */
  readonly forTests: boolean;
}
