import { fileURLToPath } from 'node:url';
import type { FeatureInput } from 'generator-fastapi-feature';
import Generator from 'yeoman-generator';
import type TeamOnion from '../onion/index.js';

const ONION = fileURLToPath(new URL('../onion/index.js', import.meta.url));

/**
 * Adds features, each with a runbook, and records their owner in CODEOWNERS: `yo team product
 * category`.
 */
export default class TeamGenerator extends Generator {
  #team = '';

  async prompting(): Promise<void> {
    // Asked once, because Yeoman remembers the answer.
    const question = { type: 'input', name: 'team', message: 'Which team owns them?' } as const;
    const { team } = await this.prompt<{ team: string }>([question], this.config);
    this.#team = team;
  }

  /** The features share one plan: an error in one stops the run before anything is written. */
  async configuring(): Promise<void> {
    const features: FeatureInput[] = this.args.map((name) => ({
      name,
      fields: ['name:str=120:unique'],
    }));
    await this.composeWith<TeamOnion>(ONION, { generatorOptions: { features } });
  }

  writing(): void {
    for (const feature of this.args) {
      const owned = { feature, team: this.#team };
      this.renderTemplate('runbook.md.ejs', `docs/runbooks/${feature}.md`, owned);
    }
    this.writeDestination('CODEOWNERS', `/backend/ @${this.#team}\n`);
    // Yeoman installs what package.json names, once everything is written.
    this.packageJson.merge({ private: true, devDependencies: { 'markdown-it': '^14.0.0' } });
  }
}
