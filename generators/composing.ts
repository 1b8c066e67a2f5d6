/** What other generators can build on: `import { FeatureGenerator } from 'generator-fastapi-feature'`. */
import type { Architecture } from '../shared/architecture.js';

export type {
  Architecture,
  Capability,
  FeatureFile,
  Integration,
  Registration,
} from '../shared/architecture.js';
export { CancelledError, ForeseenError, RefusalError, UsageError } from '../shared/errors.js';
export type { FeatureInput, FeatureSpec, FieldInput } from '../shared/feature-rules.js';
export type { FeatureView } from '../shared/feature-view.js';
export type { FieldSpec } from '../shared/field-spec.js';
export { type ComposeOptions, FeatureGenerator } from '../shared/generator.js';
export type { RunOptions } from '../shared/options.js';
export type { Styles } from '../shared/style.js';
export { ARCHITECTURES, findArchitecture } from './app/architectures.js';

/**
 * An architecture with templates of one's own over its own, file by file.
 *
 * @param folder an absolute path with what stands below `templates/` in the architecture's own folder: `feature/...`,
 *   `foundation/...`. What is beside it in a folder `shared` shadows what architectures share.
 */
export function withTemplates(architecture: Architecture, folder: string): Architecture {
  return { ...architecture, templates: [folder, ...architecture.templates] };
}
