/** What `--help` says: what there is for the command at hand, and nothing else. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { COMMANDS, TOOLS } from '../../shared/feature/commands.js';
import type { OptionDeclaration } from '../../shared/feature/option.js';
import { OPTIONS, writtenOption } from '../../shared/feature/options.js';
import type { Architecture, ArchitectureFamily } from '../../shared/plan/architecture.js';
import { helpText, overviewText, toolHelp } from '../../shared/show/help.js';

const generators = [...new Set(ARCHITECTURES.map(({ generator }) => generator))];

function helpOf(generator: string): string {
  const family = ARCHITECTURES.filter((each) => each.generator === generator);
  return helpText(family as unknown as ArchitectureFamily);
}

/** Returns the options that a help lists, without dashes. */
function optionsIn(help: string): string[] {
  const list = help.slice(help.indexOf('\nOptions:\n'));
  return [...list.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, name = '']) => name);
}

function lineOf(help: string, option: string): string {
  return help.split('\n').find((line) => line.includes(` --${option} `)) ?? '';
}

test('the overview has every option and every command', () => {
  const help = overviewText(ARCHITECTURES);
  const general = OPTIONS.filter((option: OptionDeclaration) => option.of === undefined);
  const names = general.map(writtenOption);
  expect(optionsIn(help)).toEqual([...names, 'help', 'version']);
  for (const name of TOOLS.keys()) expect(help).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  expect(help).toMatch(/-h, --help/);
  expect(help).toMatch(/-v, --version/);
});

test.each(generators)('%s has the options that it takes', (generator) => {
  const options = optionsIn(helpOf(generator));
  const family = ARCHITECTURES.filter((each) => each.generator === generator);
  const has = (some: (architecture: Architecture) => boolean) => family.some(some);
  expect(options.includes('style')).toBe(family.length > 1);
  expect(options.includes('with')).toBe(has(({ integrations = [] }) => integrations.length > 0));
  expect(options.includes('parent')).toBe(has(({ nesting }) => nesting !== undefined));
  expect(options.includes('backend')).toBe(has(({ fitting }) => fitting !== undefined));
  expect(options).toEqual(expect.arrayContaining(['yes', 'spec', 'no-tests', 'help', 'version']));
});

describe('who may do what by default', () => {
  test.each([
    ['onion', 'write', /\(default: user\)$/],
    ['layered', 'read', /\(default: user\)$/],
    ['layered', 'delete', /\(default: admin; with --style direct: user\)$/],
  ])('%s, --%s', (generator, option, usual) => {
    expect(lineOf(helpOf(generator), option)).toMatch(usual);
  });
});

test.each([...TOOLS.keys()])('%s has its own options and no others', (name) => {
  const help = toolHelp(name);
  expect(optionsIn(help).toSorted()).toEqual(
    [...Object.keys(TOOLS.get(name)?.options ?? {}), 'help', 'version'].toSorted(),
  );
  expect(help).toMatch(new RegExp(`fastapi-feature ${name} .*\\n.*yo fastapi-feature:${name} `));
});

test('every option that a command names exists', () => {
  const known = OPTIONS.map(({ name }) => name as string);
  const named = COMMANDS.flatMap(({ tool }) => Object.keys(tool?.options ?? {}));
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});
