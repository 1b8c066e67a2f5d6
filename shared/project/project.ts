/**
 * The project in a folder: everything that planning a feature asks about it, whether one of our
 * architectures created it or not.
 */
import { UsageError } from '../errors.js';
import { type Dialect, foundationDialect } from '../feature/field/dialect.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { ModelConvention, Recognisable } from './conventions.js';
import type { Backend } from './foreign/backend.js';
import { type Ambiguity, findAmbiguities, readChoices } from './foreign/choices.js';
import { dialectOf } from './foreign/plain-dialect.js';
import { readBackend } from './foreign/read-backend.js';
import { referableModel } from './foreign/referable-models.js';
import { findModels, namesByTable, type ProjectModel, readersByTable } from './founded.js';
import type { Choices } from './memory.js';
import { mayBeForeign } from './recognition.js';
import { privateByTable } from './shown-columns.js';
import type { Workspace } from './workspace.js';

/** A project, as features see it. It includes what has been planned in it. */
export type Project = FoundedProject | ForeignProject;

interface Standing {
  readonly workspace: Workspace;
  /** The models that a feature can refer to. */
  models(): readonly ProjectModel[];
  /** How the types of fields are written. */
  dialect(): Dialect;
  /** Whether the project has users who can sign in. */
  hasUsers(): boolean;
  /** What the code does not decide and nobody has chosen. */
  ambiguities(): readonly Ambiguity[];
  /**
   * Reads the value of `--backend`.
   *
   * @throws UsageError if it names something that the project does not have.
   */
  choicesIn(text: string): Choices;
}

/**
 * A project that one of our architectures created, or an empty folder in which it is going to
 * create one.
 */
export interface FoundedProject extends Standing {
  readonly kind: 'founded';
}

/** An existing backend, which none of our architectures created. */
export interface ForeignProject extends Standing {
  readonly kind: 'foreign';
  /** Returns what was read from it. */
  backend(): Backend;
}

/**
 * Reads the project in a workspace. This is the only place that decides what kind of project it is.
 *
 * @param architecture the architecture of the features.
 * @param choices what was chosen for this run, in addition to what `.yo-rc.json` remembers.
 * @param features those of this run, likewise.
 * @throws RefusalError if a choice does not exist in the code.
 */
export function readProject(
  architecture: Recognisable & { readonly models: ModelConvention },
  workspace: Workspace,
  choices: Choices = {},
  features: readonly FeatureSpec[] = [],
): Project {
  const isForeign =
    mayBeForeign(architecture, workspace) && readBackend(workspace, choices) !== undefined;
  return isForeign
    ? foreignProject(workspace, choices)
    : foundedProject(workspace, architecture.models, features);
}

function foundedProject(
  workspace: Workspace,
  models: ModelConvention,
  features: readonly FeatureSpec[],
): FoundedProject {
  const names = namesByTable(workspace, features);
  const hidden = privateByTable(workspace, features);
  const readers = readersByTable(workspace, features);
  return {
    kind: 'founded',
    workspace,
    models: () => findModels(workspace, models, names, hidden, readers),
    dialect: () => foundationDialect,
    hasUsers: () => true,
    ambiguities: () => [],
    choicesIn: (text) => {
      throw new UsageError(
        `--backend ${text}: this applies only to existing backends, which fastapi-feature did not create. Leave it out.`,
      );
    },
  };
}

function foreignProject(workspace: Workspace, choices: Choices): ForeignProject {
  // It remains a backend whatever is planned in it.
  const backend = () => readBackend(workspace, choices) as Backend;
  return {
    kind: 'foreign',
    workspace,
    backend,
    models: () => backend().models?.models.map(referableModel) ?? [],
    dialect: () => dialectOf(backend()),
    hasUsers: () => backend().access.user !== undefined,
    ambiguities: () => findAmbiguities(backend()),
    choicesIn: (text) => readChoices(text, backend()),
  };
}
