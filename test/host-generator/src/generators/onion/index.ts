import { join } from 'node:path';
import { FeatureGenerator, findArchitecture, withTemplates } from 'generator-fastapi-feature';

const TEMPLATES = join(import.meta.dirname, 'templates', 'onion');

/** The onion architecture, with the team's own entity. */
export default class TeamOnion extends FeatureGenerator {
  architectures = [withTemplates(findArchitecture('onion'), TEMPLATES)];
}
