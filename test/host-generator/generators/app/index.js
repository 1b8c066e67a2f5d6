import { fileURLToPath } from 'node:url';
import Generator from 'yeoman-generator';

const ONION = fileURLToPath(import.meta.resolve('generator-fastapi-feature/generators/onion'));

/** Adds features with a runbook each, and says in CODEOWNERS whom they belong to: `yo team product category`. */
export default class TeamGenerator extends Generator {
  async prompting() {
    // Asked once: Yeoman remembers the answer.
    const question = { type: 'input', name: 'team', message: 'Which team owns them?' };
    this.answers = await this.prompt([question], this.config);
  }

  /** The features share one plan: what is wrong with one stops the run before anything is written. */
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
    // Yeoman installs what package.json names, once, when everything is written.
    this.packageJson.merge({ private: true, devDependencies: { 'markdown-it': '^14.0.0' } });
  }
}
