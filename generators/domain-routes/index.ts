import { FeatureGenerator } from '../../shared/yeoman/generator.js';
import { domainRoutes } from './architecture.js';

/** Adds a feature as a folder of routes, with its service next to the routes. */
export default class DomainRoutesGenerator extends FeatureGenerator {
  protected override readonly architectures = [domainRoutes] as const;
}
