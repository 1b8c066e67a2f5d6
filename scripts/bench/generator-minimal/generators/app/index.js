// As little as a generator can do under `yo`: it asks nothing and fills its templates in.
import { readdirSync } from 'node:fs';
import Generator from 'yeoman-generator';

export default class extends Generator {
  writing() {
    for (const name of readdirSync(this.sourceRoot())) {
      this.fs.copyTpl(this.templatePath(name), this.destinationPath(name), { name: 'product' });
    }
  }
}
