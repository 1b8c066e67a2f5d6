import { FeatureGenerator } from '../../shared/yeoman/generator.js';
import { onion } from './architecture.js';

/** Adds a feature in the onion (clean) architecture. */
export default class OnionGenerator extends FeatureGenerator {
  protected override readonly architectures = [onion] as const;
}
