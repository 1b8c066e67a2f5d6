import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { UsageError } from '../../shared/errors.js';
import { type JsonCase, keyInJson, readJsonCase } from '../../shared/feature/json-case.js';
import { parseSpecDocument } from '../../shared/feature/schema.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { rememberedJsonCase } from '../../shared/project/memory.js';
import { Workspace } from '../../shared/project/workspace.js';
import { rememberedSpec } from '../../shared/show/spec-text.js';

const [onion] = ARCHITECTURES as unknown as [Architecture];

/** Adds a feature to a project. */
function add(workspace: Workspace, fields: readonly string[], json?: JsonCase, name = 'product') {
  const { features } = parseSpecDocument({ features: { [name]: { fields } } }, onion);
  return planRequest({ architecture: onion, features, choices: {}, json }, workspace);
}

const nothing = () => new Workspace('/nowhere/shop');

describe('keys in JSON', () => {
  test.each([
    ['unit_price', 'unitPrice'],
    ['name', 'name'],
    ['a_1', 'a1'],
    ['a1b', 'a1B'],
    ['sha256_hash', 'sha256Hash'],
    ['address_line_1', 'addressLine1'],
    ['line_2b', 'line2B'],
  ])('are spelt as Pydantic does: %s', (name, camel) => {
    expect(keyInJson(name, 'camel')).toBe(camel);
    expect(keyInJson(name, 'snake')).toBe(name);
  });

  test('are spelt in one of two ways', () => {
    expect(readJsonCase('camel', 'json')).toBe('camel');
    expect(() => readJsonCase('camle', 'json')).toThrow(/Did you mean "camel"\? Allowed: snake/);
    expect(() => parseSpecDocument({ json: 'kebab', features: {} }, onion)).toThrow(/json kebab/);
  });

  test('are said in a spec file', () => {
    const features = { product: { fields: ['name'] } };
    expect(parseSpecDocument({ json: 'camel', features }, onion).json).toBe('camel');
    expect(parseSpecDocument({ features }, onion).json).toBeUndefined();
  });
});

describe('a project with JSON in camelCase', () => {
  test('remembers it, and says it in a spec file again', () => {
    const project = nothing();
    add(project, ['unit_price:int'], 'camel');
    expect(rememberedJsonCase(project)).toBe('camel');
    expect(rememberedSpec(onion, project)).toMatch(/^architecture: onion\njson: camel\nfeatures:/);
  });

  test('has later features in it, without being told again', () => {
    const project = nothing();
    add(project, ['unit_price:int'], 'camel');
    const later = add(project, ['full_name:str'], undefined, 'person').files;
    const schema = later.find(({ path }) => path.endsWith('/v1/schemas/person.py'))?.after;
    expect(schema).toContain('class PersonResponse(CamelModel)');
    expect(schema).toContain('{"fullName": "');
  });

  test.each([
    ['camel', 'snake'],
    ['snake', 'camel'],
    [undefined, 'camel'],
  ] as const)('does not change over: from %s to %s', (before, after) => {
    const project = nothing();
    add(project, ['unit_price:int'], before);
    expect(() => add(project, ['unit_price:int'], before, 'other')).not.toThrow();
    expect(() => add(project, ['full_name:str'], after, 'person')).toThrow(UsageError);
    expect(() => add(project, ['full_name:str'], after, 'person')).toThrow(/every client/);
  });

  test('refuses fields that would be called the same', () => {
    const fields = ['box_1:ref=Product:optional', 'box1_id:int'];
    expect(() => add(nothing(), fields, 'camel')).toThrow(
      /"box_1_id" and "box1_id", which are both called "box1Id" in JSON/,
    );
    expect(() => add(nothing(), fields)).not.toThrow();
  });

  test('is none where an architecture has nothing for it', () => {
    const { camelSchema: _, ...rest } = onion;
    const { features } = parseSpecDocument({ features: { tag: { fields: ['name'] } } }, rest);
    const request = { architecture: rest, features, choices: {}, json: 'camel' } as const;
    expect(() => planRequest(request, nothing())).toThrow(/has nothing to make its schemas from/);
  });
});
