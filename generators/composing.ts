/**
 * What other generators can build on: `import { FeatureGenerator } from
 * 'generator-fastapi-feature'`.
 */
import type { Architecture } from '../shared/plan/architecture.js';

export { CancelledError, ForeseenError, RefusalError, UsageError } from '../shared/errors.js';
export type { FieldSpec } from '../shared/feature/field/spec.js';
export type { FieldInput } from '../shared/feature/fields.js';
export type { RunOptions } from '../shared/feature/options.js';
export type { FeatureInput, FeatureSpec } from '../shared/feature/spec.js';
export type { UserInput } from '../shared/feature/user.js';
export type {
  Architecture,
  ArchitectureFamily,
  Capability,
  FeatureFile,
  Guide,
  Integration,
  Registration,
} from '../shared/plan/architecture.js';
export type { FeatureView } from '../shared/plan/feature-view.js';
export type { ComposeOptions } from '../shared/run/feature-command.js';
export { FeatureGenerator } from '../shared/yeoman/generator.js';
export type { OwnOptions as FeatureGeneratorOptions } from '../shared/yeoman/own-generator.js';
export { ARCHITECTURES, findArchitecture } from './app/architectures.js';

/**
 * Returns an architecture with your templates in front of its own, file by file.
 *
 * @param folder an absolute path with the same content as `templates/` in the folder of the
 *   architecture: `feature/...`, `foundation/...`. A folder `shared` next to it shadows what
 *   architectures share.
 */
export function withTemplates(architecture: Architecture, folder: string): Architecture {
  return { ...architecture, templates: [folder, ...architecture.templates] };
}
