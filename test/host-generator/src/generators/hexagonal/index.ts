import { FeatureGenerator } from 'generator-fastapi-feature';
import { hexagonal } from './architecture.js';

/** Adds features in the hexagonal architecture: `yo team:hexagonal product name:str`. */
export default class HexagonalGenerator extends FeatureGenerator {
  architectures = [hexagonal];

  override async end(): Promise<void> {
    super.end();
    // What all Yeoman generators have is there, with its types.
    const { stdout } = await this.spawn('node', ['--version'], { stdio: 'pipe' });
    const { FORCE } = this.simpleGit.CleanOptions;
    this.writeDestination('made-with.txt', `${stdout} ${this._.camelCase('a b')} ${FORCE}`);
    // @ts-expect-error And nothing else is.
    this.noSuchMethod?.();
  }
}
