/** How an architecture lays out a project, as far as code that reads projects has to know. */
import type { IdKind } from '../feature/field/dialect.js';
import type { ShapeRule } from './foreign/shape.js';

/** How something is recognised: by a file and, if the file is Python, by a top-level name in it. */
export interface Evidence {
  readonly path: string;
  readonly symbol?: string;
}

/** An architecture, as far as recognising its projects takes. */
export interface Recognisable {
  readonly id: string;
  /**
   * What features need. A project that follows the architecture has all of it, except what only
   * some features need.
   */
  readonly capabilities: readonly {
    readonly evidence: Evidence;
    readonly when?: unknown;
  }[];
  /** How it knows a backend that has its shape, whoever wrote it. */
  readonly shape?: ShapeRule;
}

/** Where models are and how they are named. */
export interface ModelConvention {
  /**
   * The module of a feature's model. If each has its own, `[feature]` or `[features]` stands for
   * the name.
   */
  readonly module: string;
  /** What follows the name of the feature in that of the class: `Model`. */
  readonly suffix: string;
  /** What rows are identified by; whole numbers, unless given. */
  readonly ids?: IdKind;
  /** The model that every row belongs to, by a foreign key: `User`. */
  readonly owner?: string;
  /** Where rows have owners, the base of models whose rows everybody finds: `SharedMixin`. */
  readonly shared?: string;
}

/** How features nest in each other. */
export interface NestingConvention {
  /**
   * The folder that has one folder for each feature, with those of nested features inside:
   * `routes`.
   */
  readonly folder: string;
  /**
   * Features of which each user has exactly one: their folders are singular, and their paths have
   * no id.
   */
  readonly singletons: readonly string[];
}

/** How endpoints say who may call them, as Python expressions. */
export interface GuardConvention {
  /** Lets in anyone who is signed in. */
  readonly user: string;
  /** Lets in anyone with one of the roles, given as string literals separated by commas. */
  roles(literals: string): string;
}
