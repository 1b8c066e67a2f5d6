import { fileURLToPath } from 'node:url';
import Generator from 'yeoman-generator';

const ONION = fileURLToPath(import.meta.resolve('generator-fastapi-feature/generators/onion'));

/**
 * Adds features, each with a runbook, and records their owner in CODEOWNERS: `yo team product
 * category`.
 */
export default class TeamGenerator extends Generator {
  async prompting() {
    // Asked once, because Yeoman remembers the answer.
    const question = { type: 'input', name: 'team', message: 'Which team owns them?' };
    this.answers = await this.prompt([question], this.config);
  }

  /** The features share one plan: an error in one stops the run before anything is written. */
  async configuring() {
    const features = this.args.map((name) => ({ name, fields: ['name:str=120:unique'] }));
    await this.composeWith(ONION, { generatorOptions: { features } });
  }

  writing() {
    for (const feature of this.args) {
      const { team } = this.answers;
      this.renderTemplate('runbook.md.ejs', `docs/runbooks/${feature}.md`, { feature, team });
    }
    this.writeDestination('CODEOWNERS', `/backend/ @${this.answers.team}\n`);
    // Yeoman installs what package.json names, once everything is written.
    this.packageJson.merge({ private: true, devDependencies: { 'markdown-it': '^14.0.0' } });
  }
}
