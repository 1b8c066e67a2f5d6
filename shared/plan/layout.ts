/** Where the parts of a feature go, and where it is registered: what a plan is made from. */
import type { Action } from '../feature/access.js';
import type { UrlConvention } from '../feature/endpoints.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { ConstraintNames } from '../project/constraint-names.js';
import type { Project } from '../project/project.js';
import type { Reason } from '../project/workspace.js';
import type { Architecture, Capability, Integration, OtherRequest } from './architecture.js';
import type { FeatureView } from './feature-view.js';

/**
 * How features are laid out in a project: as the architecture prescribes, or like their neighbours.
 */
export interface Layout {
  /** The architecture, in the layout that the project has. */
  readonly architecture: Architecture;
  readonly project: Project;
  /** How endpoints are reached, as far as it is known. */
  readonly urls: UrlConvention;
  /** Who may do what by default. An action has no entry if the code decides by itself. */
  readonly usualAccess: Readonly<Partial<Record<Action, string>>>;
  /** How constraints are called that have no name in the code. */
  readonly constraints: ConstraintNames;
  /** What features can be connected to. */
  readonly integrations: readonly Integration[];
  /** Returns the models that a feature can refer to, by the names of their features. */
  referable(): readonly string[];
  /** Returns the features that another one can be nested under, in snake_case. */
  nestable(): readonly string[];
  /**
   * Lays out one feature. What it needs and the project lacks is planned too.
   *
   * @throws UsageError if the architecture cannot have such a feature.
   * @throws RefusalError if the project cannot be extended safely.
   */
  slice(spec: FeatureSpec): Slice;
  /**
   * Returns the files of what only some features need from the project, and this one does: a list for each such thing.
   */
  extras(spec: FeatureSpec): readonly (readonly Part[])[];
  /**
   * Returns the files that the project has once, as they are written for some features: what they need, and what is there.
   *
   * @param name the name of the project.
   */
  foundation(specs: readonly FeatureSpec[], name: string): readonly Part[];
  /** Returns a text of ours as new files are written in the project: formatted, without imports that it does not use. */
  finished(path: string, text: string): string;
}

/** One feature, laid out. */
export interface Slice {
  readonly feature: FeatureView;
  /** What the project lacks and now gets. */
  readonly provided: readonly Capability[];
  /** What the project already has and the feature uses as it is. */
  readonly reused: readonly Finding[];
  /** The files that it consists of, in their order. */
  readonly parts: readonly Part[];
  /** The changes that register it, in their order. */
  readonly registrations: readonly PartRegistration[];
  /** What its page says besides what the feature itself says. */
  readonly page: SlicePage;
  /** The commands that come next, run from the root of the project. */
  readonly nextSteps: readonly string[];
  /** What the user should know about the result. */
  readonly notes: readonly string[];
  /** Which of the notes say that something is not checked which a feature of ours would check. */
  readonly unchecked?: readonly string[];
}

/** Something that a project has. */
export interface Finding {
  readonly id: string;
  readonly why: string;
  /** Whether it was found in an existing backend, which users want to know. */
  readonly isTold?: true;
}

/** A file that a feature consists of. */
export interface Part extends Reason {
  readonly path: string;
  /** Why it is left out, as a sentence; nothing if it is there. */
  readonly omitted?: string | undefined;
  /** Returns the finished text of the file. */
  render(): string;
  /**
   * Set if the part shares a file with others: how that file is imported, if its path does not say.
   */
  readonly among?: { readonly module?: string };
  /** Whether the file, if it exists, is kept whatever its text is. */
  readonly isKept?: true;
  /** Whether the page does not list it. */
  readonly isUnlisted?: true;
  /** Whether features share it that ask for the same, be it there already or not. */
  readonly isShared?: true;
  /** For a migration, which stays as it is once it may have been applied: what its revision is made from. */
  readonly migrates?: string;
}

/** A change in an existing file. */
export interface PartRegistration extends Reason {
  readonly path: string;
  /** Why it is left out, as a sentence; nothing if it is made. */
  readonly omitted?: string | undefined;
  /** Whether the page does not list it. */
  readonly isUnlisted?: true;
  /** Whether features share it that ask for the same, be it there already or not. */
  readonly isShared?: true;
  /**
   * @param source the text of the file; undefined if there is none.
   * @throws RefusalError if the place is not certain.
   */
  edit(source: string | undefined): string;
  /** Returns what it defines there, as a module with the imports that this needs; only where it defines something. */
  defines?(source: string): string;
  /** Returns the text without the items that it puts into lists. */
  withoutItems?(source: string): string;
  /** Returns the text without what other features may have registered, too. */
  bare?(source: string): string;
}

/** What the page about a feature says about its place in the project. */
export interface SlicePage {
  /** The files that a request passes through, from the endpoint to the table. */
  readonly requestPath: readonly string[];
  readonly otherRequests: readonly OtherRequest[];
  /** Where the next business rule goes. */
  readonly nextRule: string;
  /** The actions that are public, whatever was asked for, because nobody can sign in. */
  readonly open: readonly Action[];
}
