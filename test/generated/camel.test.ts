/** Projects with `json: camel`, in every layout: all words of features whose keys requests and answers have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { featuresInCamelCase } from './features.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** What OAuth2 says, whatever a project does. */
const STANDARD = ['access_token', 'token_type'];

/** The tests of these features, of users, of migrations, and of refusals. */
const OF_KEYS =
  'product or products or order or orders or country or countries or review or user or users or auth or profile or logs or migrations';

describeWithPython('json: camel', () => {
  for (const { id, ownsRows } of ARCHITECTURES) {
    const features = featuresInCamelCase(ownsRows !== undefined);
    const more: Parameters<typeof describeProjectWith>[3] = (project) => {
      test('answers with no key in snake_case, but what a standard says', () => {
        const { folder, python } = project();
        const file = join(folder, 'keys.json');
        const plugin = ['-p', 'watch_keys', '-k', 'product or products or order or users or auth'];
        const env = { PYTHONPATH: import.meta.dirname, KEYS_FILE: file };
        python.run('python', ['-m', 'pytest', '-q', ...plugin], env);
        const keys: string[] = JSON.parse(readFileSync(file, 'utf8'));
        expect(keys).toEqual(expect.arrayContaining(['unitPrice', 'createdAt', 'modelConfig']));
        expect(STANDARD).toEqual(expect.arrayContaining(keys.filter((key) => key.includes('_'))));
      }, 300_000);
    };
    describeProjectWith(id, layoutOf(id), features, more, {
      words: OF_KEYS,
      moreThan: 200,
      turn: 2,
    });
  }
});
