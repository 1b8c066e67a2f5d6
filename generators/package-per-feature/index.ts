import { FeatureGenerator } from '../../shared/yeoman/generator.js';
import { packagePerFeature } from './architecture.js';

/** Adds a feature as a package. */
export default class PackagePerFeatureGenerator extends FeatureGenerator {
  protected override readonly architectures = [packagePerFeature] as const;
}
