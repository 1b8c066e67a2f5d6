import { fileURLToPath } from 'node:url';
import {
  type Architecture,
  type ComposeOptions,
  FeatureGenerator,
  type FeatureView,
  findArchitecture,
  type Registration,
  UsageError,
} from 'generator-fastapi-feature';
import Onion from 'generator-fastapi-feature/generators/onion';
import Generator from 'yeoman-generator';

/** Names every feature in the settings. */
const name: Registration = {
  path: 'backend/app/core/config.py',
  layer: 'core',
  why: 'Names the feature.',
  edit: (source: string, { Feature }: FeatureView) => `${source}\n# has ${Feature}\n`,
};

const onion: Architecture = findArchitecture('onion');

/** The onion architecture with one more registration. */
class NamingOnion extends FeatureGenerator {
  architectures = [{ ...onion, registrations: [...onion.registrations, name] }];

  override async end(): Promise<void> {
    await super.end();
    // What all Yeoman generators have is there, with its types.
    const { stdout } = await this.spawn('node', ['--version'], { stdio: 'pipe' });
    const { FORCE } = this.simpleGit.CleanOptions;
    this.writeDestination('inherited.txt', `${stdout} ${this._.camelCase('a b')} ${FORCE}`);
    // @ts-expect-error And nothing else is.
    this.noSuchMethod?.();
  }
}

/** Adds a feature: `yo typed product`. */
export default class TypedGenerator extends Generator {
  async configuring(): Promise<void> {
    const [feature] = this.args;
    if (feature === undefined) throw new UsageError('no feature was given');
    const generatorOptions: ComposeOptions = {
      features: [{ name: feature, fields: ['name:str'] }],
    };
    const path = fileURLToPath(import.meta.url);
    await this.composeWith<NamingOnion>({ Generator: NamingOnion, path }, { generatorOptions });
  }
}

/** The generators are what they are said to be. */
export const OWN: typeof FeatureGenerator = Onion;
