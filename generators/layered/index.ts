import { FeatureGenerator } from '../../shared/yeoman/generator.js';
import { direct } from './direct/architecture.js';
import { service } from './service/architecture.js';

/**
 * Adds a feature in layers: with services and repositories, or with endpoints that query directly.
 */
export default class LayeredGenerator extends FeatureGenerator {
  protected override readonly architectures = [service, direct] as const;
}
