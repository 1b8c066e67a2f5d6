/** Features with few endpoints of the usual ones, and others beside them that find rows. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { newProject, plannedFiles } from './planned-files.js';

const BESIDE = ARCHITECTURES.flatMap((architecture) => [
  { architecture, field: 'tags:refs=Tag:each', id: architecture.id },
  ...(architecture.capabilities.some(({ id }) => id === 'files')
    ? [{ architecture, field: 'cover:file', id: architecture.id }]
    : []),
]);

describe.each(BESIDE)('$field in $id', ({ architecture, field }) => {
  test.each(['delete', 'list', 'get', 'create'])('has all it needs beside %s', (endpoints) => {
    const project = newProject();
    plannedFiles(architecture, project, ['tag', 'name:str']);
    const files = plannedFiles(architecture, project, ['article', 'title:str', field], {
      endpoints,
    });
    const text = files.map(({ after }) => after).join('\n');

    if (field.endsWith('file')) expect(text).toMatch(/class Article(Response)?\(/);
    else expect(text).toMatch(/class Article\w*(Tags?)(Params|Query)\b/);
    // Each fixture that a test asks for is one of its own module, or of all tests.
    for (const { after } of files.filter(({ path }) => /test_[^/]*\.py$/.test(path))) {
      for (const [, name = ''] of after.matchAll(/\b(reader|writer|remover): dict\[str, str\]/g)) {
        expect(after).toMatch(new RegExp(`^(async )?def ${name}\\(`, 'm'));
      }
    }
  });
});
