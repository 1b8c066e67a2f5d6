/** Features written out again. */

import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { commandOf, quoted, writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';

const plain = featureFromArguments('product', ['name:str=120:unique', 'price:decimal=10.2:gt=0']);
const integrations = [{ name: 'webhook' }];
const whole = featureFromArguments(
  'staff_member',
  ["code:str=9:pattern=^it's \\d+$", 'at:time:default=09::30', 'boss:ref=User:optional'],
  {
    plural: 'staff',
    read: 'public',
    write: 'editor+manager',
    endpoints: 'list+create',
    parent: 'company',
    with: 'webhook',
    concurrency: 'version',
    tests: false,
    migration: false,
    docs: true,
  },
  { integrations },
);

describe('in a spec file', () => {
  test('defaults are left out', () => {
    expect(writeFeature(plain)).toEqual({
      fields: { name: 'str=120:unique', price: 'decimal=10.2:gt=0' },
    });
  });

  test.each([plain, whole])('$name is the same when read back', (feature) => {
    const written = { name: feature.name, ...writeFeature(feature) };
    expect(parseFeature(JSON.parse(JSON.stringify(written)), { integrations })).toEqual(feature);
  });
});

describe('as a command', () => {
  test('is what a user would type', () => {
    expect(commandOf(onion, plain)).toBe(
      'fastapi-feature onion product name:str=120:unique price:decimal=10.2:gt=0',
    );
    const command = commandOf(direct, plain, 'my shop', 'linux');
    expect(command).toMatch(/ --style direct --destination 'my shop'$/);
  });

  test('a shell passes on every argument unchanged', () => {
    const command = commandOf(onion, whole, undefined, 'linux').replace(
      'fastapi-feature',
      `printf '%s\\n'`,
    );
    const args = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(args).toEqual([
      ...['onion', 'staff_member'],
      ...["code:str=9:pattern=^it's \\d+$", 'at:time:default=09:30:00', 'boss:ref=User:optional'],
      ...['--plural', 'staff', '--read', 'public', '--write', 'editor+manager'],
      ...['--endpoints', 'list+create', '--parent', 'company', '--with', 'webhook'],
      ...['--concurrency', 'version', '--no-tests', '--no-migration', '--docs'],
    ]);
  });
});

describe('an argument is quoted', () => {
  test.each([
    ['name:str=120', 'name:str=120', 'name:str=120'],
    ['a,b', 'a,b', '"a,b"'],
    ['my shop', "'my shop'", '"my shop"'],
    ['C:\\my shop', "'C:\\my shop'", '"C:\\my shop"'],
    ['code:str:pattern=^[A-Z]+$', "'code:str:pattern=^[A-Z]+$'", "'code:str:pattern=^[A-Z]+$'"],
    ["it's $5", "'it'\\''s $5'", "'it''s $5'"],
  ])('%s: %s, on Windows %s', (argument, posix, windows) => {
    expect([quoted(argument, 'linux'), quoted(argument, 'win32')]).toEqual([posix, windows]);
  });
});
