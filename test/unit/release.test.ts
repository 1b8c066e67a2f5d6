import { describe, expect, test } from '@jest/globals';
import { releaseProblems } from '../../scripts/check-release.js';

const changelog = (unreleased: string, version: string) =>
  `# Changelog\n\n## Unreleased\n${unreleased}\n## ${version} (2026-01-31)\n\n- One thing.\n\n## 1.2.2\n\n- Another.\n`;

describe('a tag', () => {
  test('is released where the version and the changelog say the same', () => {
    expect(releaseProblems('v1.2.3', '1.2.3', changelog('', '1.2.3'))).toEqual([]);
    expect(releaseProblems('v1.2.3', '1.2.3', '# Changelog\n\n## 1.2.3\n\n- All.\n')).toEqual([]);
  });

  test.each<[string, string, string, RegExp]>([
    ['v1.2.4', '1.2.3', changelog('', '1.2.3'), /tag is v1\.2\.4/],
    ['1.2.3', '1.2.3', changelog('', '1.2.3'), /tag is 1\.2\.3/],
    ['v1.2.3', '1.2.3', changelog('', '1.2.2'), /no heading "## 1\.2\.3"/],
    ['v1.2.3', '1.2.3', changelog('', '1.2.30'), /no heading "## 1\.2\.3"/],
    ['v1.2.3', '1.2.3', '# Changelog\n', /no heading "## 1\.2\.3"/],
    ['v1.2.3', '1.2.3', changelog('\n- A third.\n', '1.2.3'), /under "Unreleased"/],
  ])('%s of %s is not, otherwise: %#', (tag, version, text, problem) => {
    expect(releaseProblems(tag, version, text)).toEqual([expect.stringMatching(problem)]);
  });
});
