/** How an architecture lays a project out, as far as somebody who reads the project has to know. */

import type { IdKind } from '../feature/field/dialect.js';
import type { ShapeRule } from './foreign/shape.js';

/** How something is recognised: by a file, and by a top-level name in it where the file is Python. */
export interface Evidence {
  readonly path: string;
  readonly symbol?: string;
}

/** An architecture, as far as it takes to recognise a project that follows it. */
export interface Recognisable {
  readonly id: string;
  /** What features need: all of it is in place where a project follows the architecture, but for what only some need. */
  readonly capabilities: readonly {
    readonly evidence: Evidence;
    readonly when?: unknown;
  }[];
  /** How it knows a backend that has its shape, whoever wrote it. */
  readonly shape?: ShapeRule;
}

/** How models are named and where they are. */
export interface ModelConvention {
  /** The module of a feature's model, `[feature]` or `[features]` in it for the name where each has its own. */
  readonly module: string;
  /** What the class has after the feature's name: `Model`. */
  readonly suffix: string;
  /** What rows are identified by; whole numbers, where nothing is said. */
  readonly ids?: IdKind;
  /** The model that every row belongs to, by a foreign key of its own: `User`. */
  readonly owner?: string;
}

/** How features nest in each other. */
export interface NestingConvention {
  /** The folder that has one for each feature, and in it those of the features nested in it: `routes`. */
  readonly folder: string;
  /** Features of which everybody has just one: their folders are named in the singular, their paths have no id. */
  readonly singletons: readonly string[];
}

/** How endpoints say who may call them, as Python expressions. */
export interface GuardConvention {
  /** Lets in whoever has signed in. */
  readonly user: string;
  /** Lets in whoever has one of the roles, given as string literals parted by commas. */
  roles(literals: string): string;
}
