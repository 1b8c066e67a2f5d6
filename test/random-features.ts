/** Random features: any field, any modifier, any option, whether they fit together or not. */

import fc from 'fast-check';
import { ENDPOINTS } from '../shared/feature/endpoints.js';
import { FIELD_TYPES } from '../shared/feature/field/types.js';

/** The types that a token can say all of: what parts have is said beside it. */
const TYPES = FIELD_TYPES.filter((type) => !['parts', 'file'].includes(type));

/**
 * Values that a user may write and that are also names in emitted code. They have to appear
 * unchanged.
 */
export const LITERALS = ['Text', 'UTC', 'LocalTime', 'Int32'];

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
const name = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('_')),
  },
  // Words that mean something in Python, in the emitted code or to its libraries.
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['item', 'status', 'type', 'client', 'order', 'session', 'text', 'event', 'task', 'count'],
      ...['app', 'db', 'repo', 'page', 'value', 'row', 'draft', 'column', 'body', 'field', 'query'],
      ...[
        'model',
        'schema',
        'router',
        'response',
        'error',
        'test',
        'base',
        'config',
        'news',
        'series',
      ],
    ),
  },
);

const bound = fc.integer({ min: -1000, max: 1000 });
const modifiers = fc.array(
  fc.oneof(
    fc.constantFrom(
      'optional',
      'unique',
      'index',
      'private',
      'readonly',
      'caller',
      'default=1',
      'default=true',
    ),
    fc.constantFrom(
      'default=now',
      'default=today',
      'default=a',
      'default=2024-02-29',
      'default=10:30',
    ),
    fc.constantFrom('pattern=^[a-z]+$', 'pattern=[0-9]', 'pattern=^\\d{3}-\\w+$'),
    fc.constantFrom(
      'pattern=\\b',
      'pattern=()',
      'pattern=^\\P{L}$',
      'pattern=^(a+)+$',
      'pattern=^\\s$',
    ),
    fc.constantFrom(...LITERALS.map((literal) => `default=${literal}`)),
    fc.constantFrom(...LITERALS.map((literal) => `pattern=^${literal}-`)),
    fc
      .tuple(fc.constantFrom('min', 'max', 'gt', 'ge', 'lt', 'le'), bound)
      .map(([key, value]) => `${key}=${value}`),
  ),
  { maxLength: 3 },
);
const type = fc.oneof(
  fc.constantFrom(...TYPES),
  fc.integer({ min: 1, max: 3000 }).map((length) => `str=${length}`),
  fc
    .tuple(fc.integer({ min: 1, max: 38 }), fc.integer({ min: 0, max: 10 }))
    .map(([p, s]) => `decimal=${p}.${s}`),
  fc.constantFrom(
    'enum=a/b/c',
    'enum=in-progress/2xl',
    'enum=in-progress/2xl/in:flow=2xl-in-progress-in/in-2xl',
    'enum=o/i/l/0/mro/name/value/n-/None',
    `enum=${LITERALS.join('/')}`,
    'ref=Category',
    'ref=User',
    'ref=User:caller',
    'refs=Category',
    'refs=Category:each',
    'ref=Category:embed=name',
    'str:prefix',
    'file=image/png:max=5mb',
  ),
  fc.constantFrom(...TYPES).map((item) => `list=${item}`),
);
const token = fc.tuple(name, type, modifiers).map((parts) => parts.flat().join(':'));
const access = fc.constantFrom('public', 'user', 'admin', 'editor+admin', 'owner', 'owner+admin');
const options = fc.record({
  read: access,
  write: access,
  delete: access,
  endpoints: fc.subarray([...ENDPOINTS], { minLength: 1 }).map((names) => names.join('+')),
  action: fc.constantFrom(undefined, undefined, 'publish', 'share+send_again=put/editor', 'c'),
  by: fc.constantFrom(undefined, undefined, undefined, undefined, 'name', 'c'),
  id: fc.constantFrom(undefined, undefined, undefined, 'uuid', 'bigint', 'int'),
  concurrency: fc.constantFrom('lock', 'lock', 'version'),
  pages: fc.constantFrom('offset', 'offset', 'cursor'),
  tests: fc.boolean(),
  migration: fc.boolean(),
  docs: fc.boolean(),
});
/**
 * A feature as it may be asked for: its name, its fields, its options. Many of them are refused.
 */
export const randomFeature = fc
  .record({
    name,
    tokens: fc.array(token, { minLength: 1, maxLength: 4 }),
    options,
  })
  .map((given) => ({ ...given, options: { ...given.options, ...together(given) } }));

/** What some features have that have several fields: all of them together. */
function together({ name, tokens }: { readonly name: string; readonly tokens: readonly string[] }) {
  const what = ({ 3: 'unique', 5: 'index' } as const)[name.length % 7];
  if (what === undefined || tokens.length < 2) return {};
  return { [what]: [tokens.map((each) => each.split(':')[0]).join('+')] };
}

/** Random features, not more than so many; they are made as they are asked for. */
export function* randomFeatures(atMost: number) {
  for (let made = 0; made < atMost; made += 1000) yield* fc.sample(randomFeature, 1000);
}
