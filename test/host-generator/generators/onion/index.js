import { join } from 'node:path';
import { FeatureGenerator, findArchitecture, withTemplates } from 'generator-fastapi-feature';

/** The onion architecture, with the team's own entity. */
export default class TeamOnionGenerator extends FeatureGenerator {
  architectures = [
    withTemplates(findArchitecture('onion'), join(import.meta.dirname, 'templates')),
  ];
}
