/** The skill that comes with the package, in the form that assistants read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { withVersion } from '../../scripts/version-skill.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SKILLS = join(ROOT, 'skills');

const [folder = ''] = readdirSync(SKILLS);
const text = readFileSync(join(SKILLS, folder, 'SKILL.md'), 'utf8');
const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];

test('its front matter has the keys of the format, within their limits', () => {
  const { compatibility, description, license, metadata, name, ...others } = parse(front);
  expect(others).toEqual({});
  expect(name).toBe(folder);
  expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(description.length).toBeLessThanOrEqual(1024);
  expect(description).toMatch(/Use it /);
  expect(compatibility.length).toBeLessThanOrEqual(500);
  expect(license).toBe('MIT');
  for (const value of Object.values(metadata)) expect(typeof value).toBe('string');
});

test('it is short enough to be read whole', () => {
  expect(body.split('\n').length).toBeLessThan(120);
});

test('it has the version of the package, which npm gives it', () => {
  const { scripts, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(withVersion(text, version)).toBe(text);
  const next = withVersion(text, '12.34.5');
  expect(parse(/^---\n(.*?)\n---\n/s.exec(next)?.[1] ?? '').metadata.version).toBe('12.34.5');
  expect(next).toContain('this skill is for 12.34\n');
  expect(scripts.version).toMatch(/version-skill/);
});

test('it says what each exit status means', () => {
  const statuses = [...body.matchAll(/^\| (\d+) \| .+ \| .+ \|$/gm)].map(([, status]) => status);
  expect(statuses).toEqual(['0', '1', '2', '3', '130']);
});
