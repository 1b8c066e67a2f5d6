/** Where the parts of a feature go, and where it is made known: what a plan is made of. */
import type { Action } from '../feature/access.js';
import type { UrlConvention } from '../feature/endpoints.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Project } from '../project/project.js';
import type { Reason } from '../project/workspace.js';
import type { Architecture, Capability, Integration, OtherRequest } from './architecture.js';
import type { FeatureView } from './feature-view.js';

/** How features are laid out in a project: as the architecture prescribes, or as the neighbours are. */
export interface Layout {
  /** The architecture, as the project lays it out. */
  readonly architecture: Architecture;
  readonly project: Project;
  /** How endpoints are reached, as far as that is known. */
  readonly urls: UrlConvention;
  /** Who may do what where nothing is said; nobody is usual where the code decides by itself. */
  readonly usualAccess: Readonly<Partial<Record<Action, string>>>;
  /** What features can be connected to. */
  readonly integrations: readonly Integration[];
  /** The models that a feature can refer to, by their features' names. */
  referable(): readonly string[];
  /** The features that another can be nested in, in snake_case. */
  nestable(): readonly string[];
  /**
   * Lays out one feature. What the project lacks for it is planned along.
   *
   * @throws UsageError where the architecture cannot have such a feature.
   * @throws RefusalError where the project cannot be extended safely.
   */
  slice(spec: FeatureSpec): Slice;
}

/** One feature, laid out. */
export interface Slice {
  readonly feature: FeatureView;
  /** What the project lacked and now gets. */
  readonly provided: readonly Capability[];
  /** What the project had and the feature uses as it stands. */
  readonly reused: readonly Finding[];
  /** The files that it consists of, in their order. */
  readonly parts: readonly Part[];
  /** The changes that make it known, in their order. */
  readonly registrations: readonly PartRegistration[];
  /** What its page says beside what the feature says itself. */
  readonly page: SlicePage;
  /** The commands that come next, run from the project's root. */
  readonly nextSteps: readonly string[];
  /** What a person should know of the result. */
  readonly notes: readonly string[];
}

/** Something that a project has. */
export interface Finding {
  readonly id: string;
  readonly why: string;
  /** Whether it was found in code of others, which people want to hear. */
  readonly isTold?: true;
}

/** A file that a feature consists of. */
export interface Part extends Reason {
  readonly path: string;
  /** Why it is left out, as a sentence; nothing where it is there. */
  readonly omitted?: string | undefined;
  /** The file's text, finished. */
  render(): string;
  /** Where it belongs to a file with others: how that file is imported, where its path does not say. */
  readonly among?: { readonly module?: string };
  /** Whether the text that the file has stays, whatever it is. */
  readonly isKept?: true;
  /** Whether the page has no need to list it. */
  readonly isUnlisted?: true;
}

/** A change in a file that stands. */
export interface PartRegistration extends Reason {
  readonly path: string;
  /** Why it is left out, as a sentence; nothing where it is made. */
  readonly omitted?: string | undefined;
  /**
   * @param source the file's text; undefined where there is none.
   * @throws RefusalError where the place is not certain.
   */
  edit(source: string | undefined): string;
}

/** What the page on a feature says of its place in the project. */
export interface SlicePage {
  /** The files that a request passes through, from the endpoint to the table. */
  readonly requestPath: readonly string[];
  readonly otherRequests: readonly OtherRequest[];
  /** Where the next business rule goes. */
  readonly nextRule: string;
  /** The actions that everybody may do, whatever was asked for, as there is nobody who can sign in. */
  readonly open: readonly Action[];
}
