/**
 * Every key of a feature in every form in which it can be written: all of them lead to the same
 * feature.
 */

import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { gather, type KeyOption, optionsOf } from '../../shared/feature/key.js';
import { FEATURE_KEYS } from '../../shared/feature/keys.js';
import { commandOf, writeFeature } from '../../shared/feature/notation.js';
import { OPTIONS, readOptions } from '../../shared/feature/options.js';
import { parseFeature, parseSpecDocument, specJsonSchema } from '../../shared/feature/schema.js';
import type { FeatureInput, FeatureSpec } from '../../shared/feature/spec.js';
import { MEMORY, rememberedFeatures, withMemory } from '../../shared/project/memory.js';
import { Workspace } from '../../shared/project/workspace.js';
import { readFeatures } from '../../shared/run/inputs.js';
import { helpText } from '../../shared/show/help.js';
import { specText } from '../../shared/show/spec-text.js';
import { typedFeature } from '../typed-feature.js';

/** Chosen because it has integrations and nests features. */
const ARCHITECTURE = domainRoutes;
/** A feature with nothing but fields, among them the one that examples of keys refer to. */
const PLAIN = [
  'crate',
  'name:str=80:unique',
  'weight:int:ge=0',
  'order:str=20',
  'product:str=20',
  'customer:ref=Customer',
  'status:str=20',
  'team:ref=Team',
  'member:ref=Person',
];

/** Returns a value that can be given as an option and is not the default. */
function sampleOf({ examples, kind, name, offers, onByDefault = false }: KeyOption) {
  if (kind === 'flag') return !onByDefault;
  if (kind === 'lists') return examples ?? [];
  if (kind === 'text') return examples?.at(-1) ?? 'warehouse';
  const choice = offers ?? examples;
  if (choice === undefined) throw new Error(`the list ${name} needs examples, or what it offers`);
  return choice.slice(0, 2);
}

/** Returns an option with its sample, as typed. */
function wordsOf(option: KeyOption): string[] {
  const sample = sampleOf(option);
  if (typeof sample === 'boolean') return [`--${sample ? '' : 'no-'}${option.name}`];
  return [`--${option.name}`, [sample].flat(2).join('+')];
}

/** Returns the feature that a command line describes. */
const typed = (words: readonly string[]) => typedFeature(words, ARCHITECTURE);

/** Returns the feature that another generator passes to ours. */
async function composed(options: object, feature?: FeatureInput): Promise<FeatureSpec> {
  const words = feature === undefined ? PLAIN : [];
  const objects = feature && [feature];
  const inputs = { options: readOptions({ ...options }), words, objects, cwd: '/' };
  const {
    features: [read],
  } = await readFeatures(inputs, ARCHITECTURE, undefined);
  return read as FeatureSpec;
}

/** Returns what `.yo-rc.json` has for a feature once it is added. */
function remembered(feature: FeatureSpec): unknown {
  const text = withMemory(new Workspace('/no-such-folder'), {
    architecture: ARCHITECTURE.id,
    isForeign: false,
    choices: {},
    features: [feature],
  });
  const tree = new Workspace('/no-such-folder', (path) => (path === MEMORY ? text : undefined));
  return { name: feature.name, ...(rememberedFeatures(tree)[feature.name] as object) };
}

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly additionalProperties: Schema;
}

// Parts are said of a field that has them, and tried in `parts.test.ts`.
const keys = FEATURE_KEYS.filter(({ name }) => name !== 'parts').map((key) => ({
  ...key,
  key,
  options: optionsOf(key),
}));
const plain = typed(PLAIN);

describe.each(keys)('$name', ({ key, name, options }) => {
  const feature = typed([...PLAIN, ...options.flatMap(wordsOf)]);
  const written = writeFeature(feature);
  const input = { name: feature.name, ...written };

  test('is written if it is said, and nothing else is', () => {
    const usual = Object.keys(writeFeature(plain));
    expect(new Set(Object.keys(written))).toEqual(new Set([...usual, name]));
    if (options.length > 0) expect(feature).not.toEqual(plain);
  });

  test('is the same in the command shown', () => {
    const [program, generator, ...words] = commandOf(
      ARCHITECTURE,
      feature,
      undefined,
      'linux',
    ).split(' ');
    expect([program, generator]).toEqual(['fastapi-feature', ARCHITECTURE.generator]);
    expect(typed(words)).toEqual(feature);
  });

  test('is the same in a spec file', () => {
    const text = specText(ARCHITECTURE, [feature]);
    expect(parseSpecDocument(parse(text), ARCHITECTURE).features).toEqual([feature]);
  });

  test('is the same in .yo-rc.json', () => {
    expect(parseFeature(remembered(feature), ARCHITECTURE)).toEqual(feature);
  });

  test('is the same from another generator, as an object and as options', async () => {
    expect(await composed({}, input)).toEqual(feature);
    const said = options.map((option) => [option.name, [sampleOf(option)].flat(2)] as const);
    const raw = said.map(([option, [first, ...rest]]) => [
      option,
      typeof first === 'string' ? [first, ...rest].join('+') : first,
    ]);
    expect(await composed(Object.fromEntries(raw))).toEqual(feature);
  });

  test('is the same as data, both as an array and joined by "+"', () => {
    if (options.length === 0) return;
    const said = gather(key, sampleOf);
    const each = Array.isArray(said) ? [said, said.flat().join('+')] : [said];
    for (const one of each) {
      const fields = PLAIN.slice(1);
      expect(parseFeature({ name: 'crate', fields, [name]: one }, ARCHITECTURE)).toEqual(feature);
    }
  });

  test('is in the help, after the option it names', () => {
    const names = OPTIONS.map((option) => option.name as string);
    for (const { after, help, name, onByDefault, usual } of options) {
      const line = new RegExp(`^ +--${onByDefault ? 'no-' : ''}${name} .* `, 'm');
      expect(helpText([ARCHITECTURE])).toMatch(line);
      const said = usual === undefined ? help : `${help} (default: ${usual(ARCHITECTURE)})`;
      expect(helpText([ARCHITECTURE])).toContain(` ${said}\n`);
      if (after !== undefined) expect(names[names.indexOf(name) - 1]).toBe(after);
    }
  });

  test('is explained in the JSON Schema', () => {
    const schema = specJsonSchema([]) as unknown as Schema;
    const { [name]: own } = schema.properties.features?.additionalProperties.properties ?? {};
    expect(own).toMatchObject({ description: key.description });
    for (const option of options) {
      const described = key.kind === 'group' ? own?.properties[option.name] : own;
      expect(described).toMatchObject({ description: option.description });
    }
  });
});

test('all keys together are the same in every form', async () => {
  const feature = typed([...PLAIN, ...keys.flatMap(({ options }) => options).flatMap(wordsOf)]);
  const [, , ...words] = commandOf(ARCHITECTURE, feature, undefined, 'linux').split(' ');
  expect(typed(words)).toEqual(feature);
  expect(await composed({}, { name: feature.name, ...writeFeature(feature) })).toEqual(feature);
  expect(Object.keys(writeFeature(feature))).toEqual(keys.map(({ name }) => name));
});
