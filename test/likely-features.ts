/**
 * Random features that make sense more often than not: the arguments and modifiers of a field fit
 * its type most of the time. Some names are odd, and others refer to what is there already.
 */

import fc from 'fast-check';
import { ENDPOINTS } from '../shared/feature/endpoints.js';
import { ITEM_TYPES } from '../shared/feature/field/types.js';
import { pluralOf, snakeOf } from '../shared/feature/naming.js';

/** A feature as it is typed. */
export interface TypedFeature {
  readonly name: string;
  readonly tokens: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/**
 * A feature that may refer to others, or be called like them. `{7}` in a name, token or option
 * stands for the seventh one that is there, counted round and round.
 */
export type LikelyFeature = TypedFeature;

/** Ordinary words, and those that emitted code puts behind the name of a feature. */
const WORDS = [
  ...'account address article badge booking branch brand cart course customer device'.split(' '),
  ...'document employee invoice item lesson location member note order parcel payment'.split(' '),
  ...'person plan price product project report review room score shipment shop stock'.split(' '),
  ...'subscription supplier tag task team ticket tour vehicle visit warehouse'.split(' '),
];
const SUFFIXES = [
  ...'list page read create update delete response request model schema repository'.split(' '),
  ...'service router status type event log error base test factory id ids table'.split(' '),
  ...'table entity view mapper error not_found payload result filter client'.split(' '),
];
/** Words that mean something to SQL, Python, or people who speak other languages. */
const ODD = [
  ...'order group user select where limit offset index column check primary default grant'.split(
    ' ',
  ),
  ...'class def lambda none async self cls type match list str property object print set'.split(
    ' ',
  ),
  ...'données naïve straße 产品 größe Ωmega товар a__b _x x_ 1st 2fa a.b ../x a/b'.split(' '),
  ...['order items', '', ' ', "o'brien", 'a"b', 'ı', 'é', '😀', 'con', 'aux', 'nul', 'news'],
  ...'series data media status bus news aws redis pos kubernetes __init__ __tablename__'.split(' '),
  ...'OAuth2Token HTTPServer iOSDevice eBook OrderItem order-item orderItem ORDER x y i'.split(' '),
  ...'page2 page_2 a1 a_1 b2b id uuid metadata registry model_x created_at version'.split(' '),
];

const word = fc.constantFrom(...WORDS);
const letters = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((each) => each.join('_'));
const suffixed = fc.tuple(word, fc.constantFrom(...SUFFIXES)).map((each) => each.join('_'));
/** Up to the limit, and a little beyond it. */
const long = fc
  .tuple(fc.array(word, { minLength: 8, maxLength: 8 }), fc.integer({ min: 30, max: 64 }))
  .map(([each, length]) => each.join('_').slice(0, length).replace(/_$/, 'x'));
const cased = words.chain((name) =>
  fc.constantFrom(
    name.replaceAll('_', '-'),
    name.replaceAll(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase()),
    name.toUpperCase(),
  ),
);

/** Names of features or fields, some of them those of things that emitted code has. */
function nameArbitrary(
  identifiers: readonly string[],
  of: 'feature' | 'field',
): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: of === 'feature' ? 8 : 16, arbitrary: words },
    { weight: 3, arbitrary: suffixed },
    { weight: 2, arbitrary: letters },
    {
      weight: 2,
      arbitrary: fc.array(letters, { minLength: 2, maxLength: 3 }).map((each) => each.join('_')),
    },
    { weight: 1, arbitrary: long },
    ...(of === 'feature' ? [{ weight: 1, arbitrary: cased }] : []),
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
    ...(identifiers.length === 0
      ? []
      : [{ weight: 3, arbitrary: fc.constantFrom(...identifiers) }]),
  );
}

// --- fields ---------------------------------------------------------------------------------------

/** A type, with its argument, and the modifiers that may follow it. */
type Written = readonly [type: string, ...modifiers: string[]];

const NONE: fc.Arbitrary<string[]> = fc.constant([]);
const sometimes = (modifier: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: NONE },
    { weight: 1, arbitrary: modifier.map((each) => [each]) },
  );

function written(
  type: fc.Arbitrary<string>,
  ...modifiers: readonly fc.Arbitrary<readonly string[]>[]
): fc.Arbitrary<Written> {
  return fc
    .tuple(type, fc.tuple(...modifiers))
    .map(([name, each]) => [name, ...each.flat()] as const);
}

/** A lower and an upper limit, either or both, seldom in the wrong order. */
function limits(
  number: fc.Arbitrary<number>,
  keys: readonly (readonly [string, string])[],
): fc.Arbitrary<string[]> {
  return fc
    .tuple(number, number, fc.constantFrom(...keys), fc.integer({ min: 0, max: 15 }))
    .map(([a, b, [low, high], choice]) => {
      const [least, most] = a < b || choice === 15 ? [a, b] : [b, a];
      if (choice < 8) return [];
      if (choice < 10) return [`${low}=${least}`];
      if (choice < 12) return [`${high}=${most}`];
      return [`${low}=${least}`, `${high}=${most}`];
    });
}

const NUMBER_LIMITS = [
  ['ge', 'le'],
  ['gt', 'lt'],
  ['min', 'max'],
  ['ge', 'lt'],
] as const;
const lengths = (most: number) =>
  limits(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: most })), [
    ['min', 'max'],
  ]);

const atom = fc.constantFrom(
  ...['a', 'Z', '0', '-', '_', ' ', '@', '\\.', '\\+', '\\/', 'é', '.', '\\d', '\\w', '\\s'],
  ...['\\D', '\\W', '\\S', '[a-z]', '[A-Z0-9]', '[^a-z]', '[a-z_-]', '[^\\d\\W]', '\\p{L}'],
  ...['\\p{Lu}', '\\P{L}', '\\p{Nd}', '\\b', '\\B', '\\t', '"', "'", '#', '%', '{{', '$', '^'],
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{2,5}', '{3,}', '+?', '*?');
const sequence = fc
  .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 4 })
  .map((each) => each.flat().join(''));
const group = fc
  .tuple(
    fc.constantFrom('(', '(?:', '(?<x>'),
    fc.array(sequence, { minLength: 0, maxLength: 2 }),
    quantifier,
  )
  .map(([open, each, count]) => `${open}${each.join('|')})${count}`);
const pattern = fc
  .tuple(
    fc.constantFrom('', '^', '^'),
    fc.array(fc.oneof({ weight: 3, arbitrary: sequence }, { weight: 1, arbitrary: group }), {
      minLength: 1,
      maxLength: 2,
    }),
    fc.constantFrom('', '$', '$'),
  )
  .map((each) => `pattern=${each.flat().join('')}`);

const text = fc.constantFrom(
  ...['a', 'draft', 'Some text', "it's", 'say "x"', 'a\\b', '{{x}}', '%s', '100%', '#x', 'é', ''],
  ...['None', 'True', '0', '-1', 'now', 'today', ' x', '<b>', '$x', '\\n', '日本', '😀'],
);
const value = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,12}$/);
const enumValues = fc.oneof(
  fc.uniqueArray(
    fc.constantFrom(
      'draft',
      'live',
      'in-progress',
      '2xl',
      'a',
      'o',
      'I',
      'l',
      'None',
      'name',
      'value',
      'mro',
      'class',
      'true',
      'X_Y',
      'read',
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  fc.uniqueArray(value, { minLength: 1, maxLength: 6 }),
  fc.constant(Array.from({ length: 40 }, (_, index) => `value-${index}`)),
);

/** Returns a state machine through all of these values and back again. */
function flowThrough(values: readonly string[]): string {
  return `flow=${[...values, values[0]].join('.')}`;
}

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const small = fc.integer({ min: -1000, max: 1000 });
const any32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const fraction = fc.oneof(
  small,
  fc.integer({ min: -9999, max: 9999 }).map((each) => each / 100),
);

const plain: fc.Arbitrary<Written> = fc.oneof(
  {
    weight: 5,
    arbitrary: written(
      fc.oneof(
        fc.constant('str'),
        fc.integer({ min: 1, max: 3000 }).map((each) => `str=${each}`),
      ),
      sometimes(text.map((each) => `default=${each}`)),
      fc.oneof(
        { weight: 5, arbitrary: NONE },
        { weight: 1, arbitrary: pattern.map((each) => [each]) },
      ),
      fc.oneof({ weight: 7, arbitrary: NONE }, { weight: 1, arbitrary: fc.constant(['prefix']) }),
    ),
  },
  { weight: 1, arbitrary: written(fc.constant('str'), lengths(300)) },
  {
    weight: 1,
    arbitrary: written(
      fc.constantFrom('file=image/png', 'file=application/pdf+image/jpeg', 'file'),
      sometimes(fc.constantFrom('max=1mb', 'max=20kb')),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('text'),
      lengths(30_000),
      sometimes(text.map((each) => `default=${each}`)),
    ),
  },
  {
    weight: 2,
    arbitrary: written(
      fc.constantFrom('int', 'bigint', 'smallint'),
      limits(fc.oneof(small, any32), NUMBER_LIMITS),
      sometimes(fc.oneof(small, any32).map((each) => `default=${each}`)),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('float'),
      limits(fraction, NUMBER_LIMITS),
      sometimes(fraction.map((each) => `default=${each}`)),
    ),
  },
  {
    weight: 2,
    arbitrary: written(
      fc
        .tuple(fc.integer({ min: 1, max: 38 }), fc.integer({ min: 0, max: 10 }))
        .map(([precision, scale]) => `decimal=${precision}.${Math.min(precision, scale)}`),
      limits(fraction, NUMBER_LIMITS),
      sometimes(fraction.map((each) => `default=${each}`)),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('bool'),
      sometimes(fc.constantFrom('default=true', 'default=false')),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('date'),
      sometimes(
        fc.oneof(
          fc.constant('default=today'),
          day.map((each) => `default=${each.slice(0, 10)}`),
        ),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('datetime'),
      sometimes(
        fc.oneof(
          fc.constant('default=now'),
          day.map((each) => `default=${each}`),
        ),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('time'),
      sometimes(day.map((each) => `default=${each.slice(11, 19)}`)),
    ),
  },
  {
    weight: 1,
    arbitrary: written(fc.constant('uuid'), sometimes(fc.uuid().map((each) => `default=${each}`))),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('duration'),
      sometimes(fc.integer({ min: 0, max: 10 ** 9 }).map((each) => `default=PT${each}S`)),
    ),
  },
  {
    weight: 1,
    arbitrary: written(fc.constant('ip'), sometimes(fc.ipV4().map((each) => `default=${each}`))),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('bytes'),
      sometimes(fc.integer({ min: 1, max: 500 }).map((each) => `max=${each}`)),
    ),
  },
  { weight: 1, arbitrary: written(fc.constant('json')) },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('email'),
      lengths(200),
      sometimes(fc.constant('default=ann@example.com')),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constant('url'),
      lengths(400),
      sometimes(fc.constant('default=https://example.com/a?b=c')),
    ),
  },
  {
    weight: 2,
    arbitrary: enumValues.chain((values) =>
      written(
        fc.constant(`enum=${values.join('/')}`),
        sometimes(
          fc.oneof(
            fc.constantFrom(...values).map((each) => `default=${each}`),
            fc.shuffledSubarray(values, { minLength: values.length }).map(flowThrough),
          ),
        ),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: written(
      fc.constantFrom(...ITEM_TYPES).map((each) => `list=${each}`),
      lengths(50),
    ),
  },
);
const target = fc.nat({ max: 999 }).map((which) => `{${which}}`);
const reference: fc.Arbitrary<Written> = fc.oneof(
  {
    weight: 4,
    arbitrary: written(
      target.map((each) => `ref=${each}`),
      sometimes(fc.constantFrom('embed=name', 'embed=title', 'embed=status')),
      sometimes(fc.constantFrom('on-delete=refuse', 'on-delete=cascade', 'on-delete=null')),
    ),
  },
  {
    weight: 2,
    arbitrary: written(
      target.map((each) => `refs=${each}`),
      sometimes(fc.constant('each')),
      sometimes(fc.constantFrom('max=3', 'max=300')),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(['ref=User', 'caller'], ['refs=User', 'caller']) },
);
const flags = fc.oneof(
  { weight: 4, arbitrary: fc.constant<string[]>([]) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('optional', 'unique', 'index', 'private').map((each) => [each]),
  },
  { weight: 1, arbitrary: fc.subarray(['optional', 'unique', 'index', 'private', 'readonly']) },
);
function fieldArbitrary(name: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const typed = fc.oneof({ weight: 8, arbitrary: plain }, { weight: 2, arbitrary: reference });
  return fc
    .tuple(name, typed, flags, fc.nat({ max: 9 }))
    .map(([field, [type, ...modifiers], more, care]) => {
      const own = care === 0 ? more : more.filter((flag) => !isUnfit(flag, type, modifiers));
      const all = care % 2 === 0 ? [...own, ...modifiers] : [...modifiers, ...own];
      return [type.startsWith('refs=') ? pluralOf(field) : field, type, ...all].join(':');
    });
}

/** Whether a flag would only be refused. */
function isUnfit(flag: string, type: string, modifiers: readonly string[]): boolean {
  if (flag === 'readonly')
    return !type.startsWith('refs=') && !/default|flow/.test(modifiers.join());
  if (type.startsWith('refs=')) return flag !== 'private';
  if (/flow/.test(modifiers.join())) return ['optional', 'unique', 'private'].includes(flag);
  if (flag === 'unique' && /default/.test(modifiers.join())) return true;
  if (type.startsWith('file')) return flag !== 'optional';
  return /^(text|json|list=|bool)/.test(type) && (flag === 'unique' || flag === 'index');
}

// --- features -------------------------------------------------------------------------------------

const access = fc.constantFrom('user', 'user', 'admin', 'public', 'editor+admin');
/** Leaves an option out most of the time. */
const seldom = <T>(option: fc.Arbitrary<T>, oneOf = 4) =>
  fc.oneof(
    { weight: oneOf - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: option },
  );

/**
 * Features that make sense more often than not.
 *
 * @param identifiers names that emitted code has, which some features and fields then have, too.
 * @param integrations what can be given to `--with`.
 */
export function likelyFeature(
  identifiers: readonly string[] = [],
  integrations: readonly string[] = [],
): fc.Arbitrary<LikelyFeature> {
  const own = nameArbitrary(identifiers, 'feature');
  const like = fc
    .tuple(fc.nat({ max: 999 }), fc.constantFrom(...SUFFIXES, 's', '2'))
    .map(([which, suffix]) => `{${which}}_${suffix}`);
  const name = fc.oneof({ weight: 8, arbitrary: own }, { weight: 1, arbitrary: like });
  const field = fieldArbitrary(nameArbitrary(identifiers, 'field'));
  const tokens = fc.oneof(
    { weight: 9, arbitrary: fc.array(field, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.array(field, { minLength: 0, maxLength: 20 }) },
  );
  const feature = fc.record({
    name,
    tokens,
    options: fc.record({
      plural: seldom(name, 8),
      table: seldom(fc.constantFrom('tbl_x', 'Order Details', 'group', 'x-y'), 8),
      read: seldom(access),
      write: seldom(access),
      delete: seldom(access),
      endpoints: seldom(
        fc.subarray([...ENDPOINTS], { minLength: 1 }).map((each) => each.join('+')),
      ),
      parent: seldom(
        fc.nat({ max: 999 }).map((which) => `{${which}}`),
        8,
      ),
      with:
        integrations.length === 0
          ? fc.constant(undefined)
          : seldom(
              fc.subarray([...integrations], { minLength: 1 }).map((each) => each.join('+')),
              6,
            ),
      action: seldom(
        fc.constantFrom(
          'publish',
          'publish+send_again=put/admin',
          'share=user',
          'live',
          'book=owner',
        ),
        6,
      ),
      id: seldom(fc.constantFrom('uuid', 'uuid', 'bigint', 'int')),
      concurrency: seldom(fc.constantFrom('version', 'version', 'version', 'lock')),
      pages: seldom(fc.constantFrom('cursor', 'cursor', 'cursor', 'offset')),
      search: seldom(fc.constantFrom('name', 'title', 'name+title'), 10),
      timestamps: seldom(fc.constant(false), 20),
      softDelete: seldom(fc.constant(true), 20),
      tests: seldom(fc.constant(false), 10),
      migration: seldom(fc.constant(false), 20),
      docs: seldom(fc.boolean(), 6),
    }),
  });
  const ofReferences = fc.record({ include: seldom(fc.boolean()), pair: seldom(fc.boolean()) });
  return fc
    .tuple(feature, ofReferences)
    .map(([each, { include, pair }]) => withReferences(each, include, pair));
}

/** Adds what is said of the references among the fields, where there are enough of them. */
function withReferences(
  feature: LikelyFeature,
  include: boolean | undefined,
  pair: boolean | undefined,
): LikelyFeature {
  const references = feature.tokens.filter((token) => /:ref=/.test(token));
  const nameOf = (token: string) => token.slice(0, token.indexOf(':'));
  const names = references.map(nameOf);
  const others = references.filter((token) => !token.endsWith(':caller')).map(nameOf);
  const callers = names.filter((name) => !others.includes(name));
  return {
    ...feature,
    options: {
      ...feature.options,
      ...(include === true && names.length > 0 ? { include: names.join('+') } : {}),
      // Whoever calls is the second side.
      ...(pair === true && names.length > 1
        ? { pair: [...others, ...callers].slice(0, 2).join('+') }
        : {}),
    },
  };
}

/** Fills in what a feature refers to. */
export function referring(
  feature: LikelyFeature,
  targets: readonly string[],
  parents: readonly string[],
): TypedFeature {
  const fill = (from: readonly string[]) => (_: string, which: string) =>
    from[Number(which) % from.length] ?? 'nothing';
  const { parent, plural, ...options } = feature.options;
  const named = (given: string) =>
    given.replace(/^\{(\d+)\}/, (_, which) => snakeOf(fill(targets)('', which)));
  return {
    name: named(feature.name),
    tokens: feature.tokens.map((token) => token.replace(/(?<=:refs?=)\{(\d+)\}/, fill(targets))),
    options: {
      ...Object.fromEntries(Object.entries(options).filter(([, given]) => given !== undefined)),
      ...(typeof plural === 'string' ? { plural: named(plural) } : {}),
      ...(parent === undefined || parents.length === 0
        ? {}
        : { parent: String(parent).replace(/\{(\d+)\}/, fill(parents)) }),
    },
  };
}
