/** What stands in a folder: everything that somebody who plans a feature asks of it, whoever has founded it. */
import { UsageError } from '../errors.js';
import { type Dialect, foundationDialect } from '../feature/field/dialect.js';
import type { ModelConvention, Recognisable } from './conventions.js';
import type { Backend } from './foreign/backend.js';
import { type Ambiguity, findAmbiguities, readChoices } from './foreign/choices.js';
import { dialectOf } from './foreign/plain-dialect.js';
import { readBackend } from './foreign/read-backend.js';
import { referableModel } from './foreign/referable-models.js';
import { findModels, type ProjectModel } from './founded.js';
import type { Choices } from './memory.js';
import { mayBeForeign } from './recognition.js';
import type { Workspace } from './workspace.js';

/** A project, as features see it. What has been planned in it stands already. */
export type Project = FoundedProject | ForeignProject;

interface Standing {
  readonly workspace: Workspace;
  /** The models that a feature can refer to. */
  models(): readonly ProjectModel[];
  /** How the types of fields are written. */
  dialect(): Dialect;
  /** Whether there is anybody who can sign in. */
  hasUsers(): boolean;
  /** What the code leaves open, and nobody has settled. */
  ambiguities(): readonly Ambiguity[];
  /**
   * Reads the value of `--backend`.
   *
   * @throws UsageError where it says what the project does not have.
   */
  choicesIn(text: string): Choices;
}

/** A project that one of our architectures has founded, or an empty folder that it is going to found. */
export interface FoundedProject extends Standing {
  readonly kind: 'founded';
}

/** A backend that somebody else has written. */
export interface ForeignProject extends Standing {
  readonly kind: 'foreign';
  /** What was read of it. */
  backend(): Backend;
}

/**
 * Reads the project in a workspace. Nobody else asks whose it is.
 *
 * @param architecture the one that features are to be in.
 * @param choices what was chosen for this run, beside what `.yo-rc.json` remembers.
 * @throws RefusalError where something was chosen that is not there.
 */
export function readProject(
  architecture: Recognisable & { readonly models: ModelConvention },
  workspace: Workspace,
  choices: Choices = {},
): Project {
  const isForeign =
    mayBeForeign(architecture, workspace) && readBackend(workspace, choices) !== undefined;
  return isForeign
    ? foreignProject(workspace, choices)
    : foundedProject(workspace, architecture.models);
}

function foundedProject(workspace: Workspace, models: ModelConvention): FoundedProject {
  return {
    kind: 'founded',
    workspace,
    models: () => findModels(workspace, models),
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
  // It stays one whatever is planned in it.
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
