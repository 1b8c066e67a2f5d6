/**
 * The questions: asked in order, validated in their own words, and changed until they
 * are right.
 */

import { parseArgs } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { service as layeredService } from '../../generators/layered/service/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import type { Question } from '../../shared/ask/ask.js';
import { type Host, interview, type Outlook } from '../../shared/ask/interview.js';
import { changeableSteps } from '../../shared/ask/steps.js';
import { CancelledError, RefusalError } from '../../shared/errors.js';
import { foundationDialect } from '../../shared/feature/field/dialect.js';
import { formatFieldToken, parseFieldToken } from '../../shared/feature/field/grammar.js';
import { nameFeature } from '../../shared/feature/naming.js';
import { commandOf, optionsOf } from '../../shared/feature/notation.js';
import { PARSER_OPTIONS, readOptions } from '../../shared/feature/options.js';
import {
  type FeatureOptions,
  type FeatureSpec,
  featureFromArguments,
} from '../../shared/feature/spec.js';
import { NO_USER, readUser } from '../../shared/feature/user.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { plainDialect } from '../../shared/project/foreign/plain-dialect.js';
import { refusal } from './refusal.js';

/** A user's answer. If it is refused, the next one follows. */
type Answer = unknown;

interface Talk {
  readonly feature: FeatureSpec;
  /** The names of the questions, in the order in which they were asked. */
  readonly asked: readonly string[];
  /** Why answers were refused. */
  readonly refused: readonly string[];
  readonly said: string;
}

interface Choice {
  readonly name?: string;
  readonly value: unknown;
}

/** Holds a conversation, giving the answers in turn. */
async function talk(
  answers: readonly Answer[],
  {
    name,
    tokens = [],
    options = {},
    sees = () => undefined,
    ...changed
  }: Partial<Host> & {
    /** Is shown each question. */
    readonly sees?: (question: Question) => unknown;
    readonly name?: string;
    readonly tokens?: readonly string[];
    readonly options?: FeatureOptions;
  } = {},
): Promise<Talk> {
  const left = [...answers];
  const asked: string[] = [];
  const refused: string[] = [];
  const said: string[] = [];
  const answer = (question: Question): unknown => {
    if (left.length === 0) throw new Error(`no answer is left to "${question.message}"`);
    const choices = question.choices as readonly Choice[] | undefined;
    const next = left.shift();
    // Which answer is changed is said by its name.
    const given =
      question.name === 'change' && typeof next === 'string'
        ? choices?.find(({ name }) => name === next)?.value
        : next;
    for (const each of choices === undefined ? [] : [given].flat()) {
      expect(choices?.map(({ value }) => value)).toContainEqual(each);
    }
    const validate = question.validate as ((value: unknown) => true | string) | undefined;
    const verdict = validate?.(given) ?? true;
    if (verdict === true) return given;
    refused.push(verdict);
    return answer(question);
  };
  const host: Host = {
    ask: async <T>(question: Question) => {
      asked.push(question.name);
      sees(question);
      return answer(question) as T;
    },
    say: (text) => said.push(text),
    architecture: onion,
    models: ['User', 'Category'],
    standing: [],
    parents: [],
    hasUsers: true,
    user: NO_USER,
    ...placeOf(changed.architecture ?? onion, false),
    isGiven: (option) => (options as Record<string, unknown>)[option] !== undefined,
    foresee: undefined,
    ...changed,
  };
  const given = { ...(name === undefined ? {} : { name }), tokens, options };
  const feature = await interview(given, host);
  expect(left).toEqual([]);
  return { feature, asked, refused, said: said.join('\n') };
}

/** Returns what a conversation knows about a project of ours or an existing backend. */
function placeOf(architecture: Architecture, isForeign: boolean) {
  const usual = { read: 'user', write: 'user', delete: 'user', ...architecture.defaultAccess };
  return isForeign
    ? {
        dialect: plainDialect({ hasEmail: true, hasUtc: true, usesSqlmodelField: false }),
        takesAll: false,
        integrations: [],
        urls: { ...architecture.urls, prefix: undefined },
        usualAccess: {},
      }
    : {
        dialect: foundationDialect,
        takesAll: true,
        integrations: architecture.integrations ?? [],
        urls: architecture.urls,
        usualAccess: usual,
      };
}

const ALL = ['list', 'get', 'create', 'update', 'delete'];
/** The answer that leaves everything after the fields as usual. */
const REST = [true];
/** What somebody decides who leaves out what rows are beyond their fields. */
const ACCESS = ['who may list and read', 'who may create and update', 'who may delete'];
const DECIDED = ['the endpoints', ...ACCESS, 'the integrations', 'the page about it'];
/** The usual answers to these, one by one. */
const EACH = [false, DECIDED, ALL, 'user', 'user', 'user', [], false];

function tokensOf({ fields }: FeatureSpec): string[] {
  return fields.map(formatFieldToken);
}

describe('asked for everything', () => {
  test('in this order', async () => {
    const { asked, feature } = await talk(['order-item', 'name:str', '', ...EACH]);
    expect(asked).toEqual([
      'name',
      'field',
      'field',
      'usual',
      'decide',
      'endpoints',
      'read',
      'write',
      'delete',
      'with',
      'docs',
    ]);
    expect(feature).toMatchObject({ name: 'order_item', assumed: ['read', 'write', 'delete'] });
  });

  test('nothing that a neighbour decides', async () => {
    const questions: Question[] = [];
    const { asked } = await talk(['product', 'name:str price:int', '', false, []], {
      takesAll: false,
      options: { like: 'item' },
      sees: (question) => questions.push(question),
    });
    expect(asked.at(-1)).toBe('decide');
    const labels = ((questions.at(-1)?.choices ?? []) as readonly Choice[]).map(({ name }) => name);
    expect(labels).toEqual(['the integrations', 'the page about it']);
  });

  test('says after each answer what it means for the code', async () => {
    const { said } = await talk([
      ...['product', 'price:decimal=10.2:gt=0', 'category:ref=Category:optional', ''],
      ...[false, DECIDED, ['list', 'update'], 'public', 'roles', 'editor+manager', [], true],
    ]);
    expect(said).toContain('class Product, table products, served at /products');
    expect(said).toContain('price:decimal=10.2:gt=0: Decimal in Python');
    expect(said).toContain('foreign key column category_id');
    expect(said).toContain('GET /products  PATCH /products/{id}');
    expect(said).toContain('no token needed');
    expect(said).toContain('403 without the role editor or manager');
    expect(said).toContain('docs/features/product.md');
  });

  test('asks who may do something only if it can be done', async () => {
    const { asked } = await talk([
      ...['tag', 'name:str', '', false, DECIDED, ['list'], 'public', [], false],
    ]);
    expect(asked.filter((name) => ['read', 'write', 'delete'].includes(name))).toEqual(['read']);
  });

  test('creating is not offered to everyone where rows have owners', async () => {
    const choosing = talk(['tag', 'name:str', '', false, DECIDED, ALL, 'public', 'public'], {
      architecture: domainRoutes,
    });
    await expect(choosing).rejects.toThrow(/Expected value: .*public/s);
  });

  test('the owner is offered where rows have owners', async () => {
    const { feature } = await talk(
      ['tag', 'name:str', '', false, DECIDED, ALL, 'user', 'owner', 'owner+admin', [], false],
      { architecture: domainRoutes },
    );
    expect(feature?.access.delete).toEqual({ kind: 'owner', roles: ['admin'] });
  });

  test('offers integrations and parents if the architecture has them', async () => {
    const { feature } = await talk(
      [
        ...['remark', 'name:str', '', false, ['the parent', 'the integrations']],
        ...['order_item', ['http-client']],
      ],
      { architecture: domainRoutes, parents: ['order_item'] },
    );
    expect(feature).toMatchObject({ parent: 'order_item', integrations: ['http-client'] });
  });

  test('asks for the names that an integration needs, and checks them', async () => {
    const { asked, feature, refused, said } = await talk([
      ...['product', 'name:str', '', ...EACH.slice(0, -2)],
      ...[['adapter'], 'class', 'transcriber search-index', false],
    ]);
    expect(asked.slice(-3)).toEqual(['with', 'with-adapter', 'docs']);
    expect(refused).toEqual([expect.stringMatching(/"class" cannot be a service/)]);
    expect(feature.integrations).toEqual(['adapter=transcriber', 'adapter=search_index']);
    expect(said).toContain('Another service over HTTP behind a port');
  });
});

describe('what was given', () => {
  test('is not asked for', async () => {
    const { asked } = await talk([], {
      name: 'product',
      tokens: ['name'],
      options: { endpoints: 'list', read: 'public', with: 'adapter=archive', docs: true },
    });
    expect(asked).toEqual([]);
  });

  test('is refused if it is a name that the architecture itself uses', async () => {
    await expect(talk([], { name: 'user' })).rejects.toThrow(
      /"user" cannot be a feature name here/,
    );
  });

  test.each<[FeatureOptions, RegExp]>([
    [{ read: 'everyone else' }, /--read/],
    [{ endpoints: 'lst' }, /Did you mean "list"/],
  ])('is checked before the first question: %j', async (options, message) => {
    await expect(talk([], { options })).rejects.toThrow(message);
  });
});

describe('a wrong answer', () => {
  test('is refused in the words of the questions, and asked for again', async () => {
    const wrong = [
      'class',
      'product',
      '',
      'price:decmal',
      'a:int price:decmal',
      'name:str',
      'name:int',
    ];
    const { refused } = await talk([...wrong, '', ...REST]);
    expect(refused[0]).toBe(refusal(() => nameFeature('class')));
    expect(refused[1]).toMatch(/at least one field/);
    expect(refused[2]).toBe(
      `${refusal(() => parseFieldToken('price:decmal'))
        .replace('field ', '')
        .replace(' (see --help)', '')}`,
    );
    expect(refused[3]).toMatch(/^"price:decmal": .*Did you mean "decimal"/s);
    expect(refused[4]).toMatch(/"name:str" and "name:int" would both be called "name"/);
  });

  test.each(['add', 'check'])('"%s" is no name of a feature', async (word) => {
    const { feature, refused } = await talk([word, 'product', 'name:str', '', ...REST]);
    expect([feature.name, refused]).toEqual([
      'product',
      [expect.stringMatching(/cannot be a feature name/)],
    ]);
  });

  test('limits that no value satisfies', async () => {
    const { refused } = await talk([
      'product',
      'level:int:unique:ge=1:le=3',
      'name:str',
      '',
      ...REST,
    ]);
    expect(refused[0]).toMatch(/unique.*3/s);
  });

  test('a name that the architecture itself uses, a reference to nothing', async () => {
    const { refused } = await talk(['user', 'product', 'owner:ref=Usr', 'name:str', '', ...REST]);
    expect(refused[0]).toMatch(/"user" cannot be a feature name here/);
    expect(refused[1]).toMatch(/refers to Usr, but .* It has: Category, User/);
  });
});

describe('a field by its name', () => {
  const fieldOf = async (answers: readonly Answer[]) => {
    const { feature, refused } = await talk(['product', ...answers, '', ...REST]);
    return { token: tokensOf(feature)[0], refused };
  };

  test.each<[string, readonly Answer[]]>([
    ['name:str', ['name', 'str', '255', []]],
    ['name:str=80:optional:unique', ['name', 'str', '80', ['optional', 'unique']]],
    ['price:decimal=8.3:gt=0', ['price', 'decimal', '8.3', ['gt'], '0']],
    ['status:enum=on/off:default=on', ['status', 'enum', 'on/off', ['default'], 'on']],
    ['owner:ref=User', ['owner', 'ref', 'User', []]],
    ['tags:refs=Category', ['tags', 'refs', 'Category', []]],
    ['words:list=int:max=3', ['words', 'list', 'int', ['max'], '3']],
    ['starts_at:datetime', ['starts_at', 'datetime', []]],
  ])('becomes %s', async (token, answers) => {
    expect((await fieldOf(answers)).token).toBe(token);
  });

  test('each part is checked when it is given', async () => {
    const { refused } = await fieldOf(['price', 'decimal', '10,2', '10.2', ['gt'], 'much', '0']);
    expect(refused).toEqual([
      '"10,2" is not a precision and a scale. Did you mean "10.2"? Write PRECISION.SCALE: 10.2 has ten digits, two of them after the point.',
      '"much" is not a decimal number. For example: 10.',
    ]);
  });

  test('modifiers that contradict each other are refused where they are ticked', async () => {
    const answers = ['stock', 'int', ['readonly'], ['readonly', 'optional']];
    const { refused, token } = await fieldOf(answers);
    expect(token).toBe('stock:int:optional:readonly');
    expect(refused).toEqual([
      'This field could never be set: it is required, but "readonly" keeps it out of requests. Add default=VALUE or optional.',
    ]);
    const own = ['parent', 'ref', 'Product', [], ['optional']];
    expect((await fieldOf(own)).token).toBe('parent:ref=Product:optional');
  });

  test('modifiers with values that contradict each other are asked for again, as they were', async () => {
    const questions: Question[] = [];
    const answers = [['ge', 'le'], '5', '3', ['ge', 'le'], '5', '9'];
    const { feature } = await talk(['product', 'stock', 'int', ...answers, '', ...REST], {
      sees: (question) => questions.push(question),
    });
    expect(tokensOf(feature)).toEqual(['stock:int:ge=5:le=9']);
    const [, again] = questions.filter(({ name }) => name === 'modifiers');
    const choices = (again?.choices ?? []) as readonly { value: string; checked: boolean }[];
    const ticked = choices.filter(({ checked }) => checked);
    expect(ticked.map(({ value }) => value)).toEqual(['ge', 'le']);
    expect(questions.filter(({ name }) => name === 'le').map((each) => each.default)).toEqual([
      undefined,
      '3',
    ]);
  });

  test.each([
    ['category', 'ref=Category'],
    ['categories', 'refs=Category'],
    ['product', 'ref=Product'],
    ['colour', 'str'],
  ])('%s is first offered %s', async (name, first) => {
    const questions: Question[] = [];
    await talk(['product', name, 'text', [], '', ...REST], {
      sees: (question) => questions.push(question),
    });
    const types = questions.find((question) => question.name === 'type');
    const [choice] = (types?.choices ?? []) as readonly Choice[];
    expect(choice?.value).toBe(first);
  });

  test('a reference that is offered is complete', async () => {
    expect((await fieldOf(['category', 'ref=Category', []])).token).toBe('category:ref=Category');
  });

  test('asks for another field if this one is not possible', async () => {
    const answers = ['tag', 'refs', 'Category', [], 'tags:refs=Category'];
    expect((await fieldOf(answers)).token).toBe('tags:refs=Category');
  });
});

test('undo takes the last field back; without fields, it is a name', async () => {
  const { feature } = await talk([
    'product',
    'name:str stock:int',
    'undo',
    'undo',
    'undo:bool',
    '',
    ...REST,
  ]);
  expect(tokensOf(feature)).toEqual(['undo:bool']);
});

describe('the fields, once there are some', () => {
  const revised = async (...answers: readonly Answer[]) => {
    const { feature, said, refused } = await talk([
      'product',
      'name:str price:decimal=10.2 stock:int',
      '?',
      ...answers,
      'done',
      '',
      ...REST,
    ]);
    return { fields: tokensOf(feature), said, refused };
  };

  test.each<[string, readonly Answer[], readonly string[]]>([
    ['changed', [1, 'change', 'price:float'], ['name:str', 'price:float', 'stock:int']],
    [
      'asked about again',
      [0, 'change', 'title', 'text', []],
      ['title:text', 'price:decimal=10.2', 'stock:int'],
    ],
    ['moved', [2, 'move', 0], ['stock:int', 'name:str', 'price:decimal=10.2']],
    ['removed', [0, 'remove'], ['price:decimal=10.2', 'stock:int']],
    ['kept', [0, 'keep'], ['name:str', 'price:decimal=10.2', 'stock:int']],
    ['added to', ['add', 'code:str'], ['name:str', 'price:decimal=10.2', 'stock:int', 'code:str']],
  ])('any of them can be %s', async (_, answers, fields) => {
    const { fields: left } = await revised(...answers);
    expect(left).toEqual(fields);
  });

  test.each<[string, readonly Answer[], readonly unknown[]]>([
    ['what was moved', [2, 'move', 0], ['done', 0]],
    ['what was changed', [0, 'change', 'title:str'], ['done', 0]],
    ['what is added', ['add', 'code:str'], ['done', 'done']],
  ])('the cursor goes on from %s', async (_, answers, starts) => {
    const seen: unknown[] = [];
    await talk(
      ['product', 'name:str price:float stock:int', '?', ...answers, 'done', '', ...REST],
      { sees: ({ default: start, name }) => name === 'fields' && seen.push(start) },
    );
    expect(seen).toEqual(starts);
  });

  test('what a modifier needs is asked for in a question', async () => {
    const messages: unknown[] = [];
    await talk(['product', 'stock', 'int', ['ge'], '5', '', ...REST], {
      sees: ({ message, name }) => name === 'ge' && messages.push(message),
    });
    expect(messages).toEqual(['ge=N, greater than or equal to N. Which N?']);
  });

  test('a change that is not possible is refused, and may be tried again', async () => {
    const { fields, refused } = await revised(2, 'change', 'name:int', 'stock:bigint');
    expect(fields).toContain('stock:bigint');
    expect(refused).toEqual([expect.stringMatching(/would both be called "name"/)]);
  });

  test('once all are removed, there has to be another', async () => {
    const { feature } = await talk([
      ...['product', 'name:str', '?', 0, 'remove', 'code:str', '', ''],
      ...REST,
    ]);
    expect(tokensOf(feature)).toEqual(['code:str']);
  });

  test('what changes in files that stand is shown without what the project remembers', async () => {
    const edited = (path: string) =>
      ({
        path,
        action: 'edit',
        before: 'a = 1\n',
        after: 'a = 2\n',
        layer: 'project',
        why: '',
      }) as never;
    const files = [edited('app/main.py'), edited('.yo-rc.json')];
    const foresee = () => ({ plans: [], files, command: '' });
    const { said } = await talk(['product', 'name:str', '', ...REST, 'diffs', 'write'], {
      foresee,
    });
    expect(said).toContain('+++ b/app/main.py');
    expect(said).not.toContain('+++ b/.yo-rc.json');
    expect(said).toContain('.yo-rc.json remembers the feature');
  });

  test('they are all listed before anything is written', async () => {
    const foresee = () => ({ plans: [], files: [], command: '' });
    const { feature } = await talk(
      ['product', 'name:str stock:int', '', ...REST, 'change', 1, 0, 'remove', 'done', 'write'],
      { foresee },
    );
    expect(tokensOf(feature)).toEqual(['stock:int']);
  });
});

test('a name can come with its plural', async () => {
  const answers = ['settings', 'settings plural settings', 'name:str', '', ...REST];
  const { feature, refused } = await talk(answers);
  expect([feature.name, feature.plural]).toEqual(['settings', 'settings']);
  expect(refused[0]).toMatch(/To keep it, type: settings plural settings\.$/);
});

describe('what else can be done', () => {
  const FIELDS = 'title:str state:enum=draft/live';
  const DONE = 'what else can be done';

  test('is asked where a field says what has become of a row, and is an option', async () => {
    const { asked, feature, refused, said } = await talk([
      ...['post', FIELDS, '', false, [...DECIDED, DONE], ALL, 'publish update'],
      ...['send_again, publish', 'user', 'user', 'user', [], false],
    ]);
    expect(asked.slice(3, 8)).toEqual(['usual', 'decide', 'endpoints', 'action', 'read']);
    expect(refused).toEqual([
      expect.stringMatching(/^what else can be done: "update" cannot be the name of an action/i),
    ]);
    expect(feature.actions.map(({ name }) => name)).toEqual(['send_again', 'publish']);
    expect(said).toContain('As usual: all endpoints; nothing else can be done; any signed-in user');
    expect(said).toContain('POST /posts/{id}/send-again  POST /posts/{id}/publish');
  });

  test('can be nothing', async () => {
    const { feature, said } = await talk([
      ...[
        'post',
        FIELDS,
        '',
        false,
        [...DECIDED, DONE],
        ALL,
        '',
        'user',
        'user',
        'user',
        [],
        false,
      ],
    ]);
    expect(feature.actions).toEqual([]);
    expect(said).not.toContain('POST /posts/{id}');
  });

  test('can be changed afterwards', async () => {
    const foresee = () => ({ plans: [], files: [], command: '' });
    const answers = ['post', FIELDS, '', true, 'change', DONE, 'archive', 'write'];
    const { feature } = await talk(answers, { foresee });
    expect(feature.actions.map(({ name }) => name)).toEqual(['archive']);
  });

  test('is not asked in an existing backend, where features have no actions', async () => {
    const { asked } = await talk(
      ['post', FIELDS, '', false, DECIDED.slice(0, 4), ALL, 'user', 'user', 'user'],
      { takesAll: false },
    );
    expect(asked).not.toContain('action');
  });
});

describe('what rows are beyond their fields', () => {
  const FIELDS = 'code:str=10:unique title:str price:decimal=10.2 state:enum=draft/live';
  const labelsIn = (questions: readonly Question[]) =>
    ((questions.at(-1)?.choices ?? []) as readonly Choice[]).map(({ name }) => name);
  const deciding = (decided: readonly string[], ...answers: readonly Answer[]) =>
    talk(['product', FIELDS, '', false, decided, ...answers]);

  test('is offered, each where it fits, and asked only if somebody chooses it', async () => {
    const questions: Question[] = [];
    const { asked } = await talk(['product', FIELDS, '', false, []], {
      sees: (question) => questions.push(question),
    });
    expect(asked.at(-1)).toBe('decide');
    const labels = labelsIn(questions);
    expect(labels.slice(0, 9)).toEqual([
      'what identifies a row',
      'by what else a row is looked up',
      'what is unique together',
      'the endpoints',
      'what the list is searched by',
      'what the list is sorted by together',
      'how the list is paged',
      'changes at the same time',
      'what becomes of what is deleted',
    ]);
    const plain = await talk(['product', 'stock:int', '', false, []], {
      sees: (question) => questions.push(question),
    });
    expect(plain.asked.at(-1)).toBe('decide');
    const fewer = labelsIn(questions);
    for (const missing of ['looked up', 'unique together', 'searched']) {
      expect(fewer.join()).not.toContain(missing);
    }
  });

  test('can be a key, or an id of another type', async () => {
    const { feature, said } = await deciding(['what identifies a row'], 'code');
    expect(feature.key).toBe('code');
    expect(said).toContain('GET /products/{code}');
    expect((await deciding(['what identifies a row'], 'uuid')).feature.id).toBe('uuid');
    const usual = await deciding(['what identifies a row'], '');
    expect([usual.feature.id, usual.feature.key]).toEqual([undefined, undefined]);
    // A key cannot be null, shown to nobody, or a number with a point.
    await expect(deciding(['what identifies a row'], 'price')).rejects.toThrow(/"price"/);
  });

  test('can be what it is looked up and searched by', async () => {
    const { feature, said } = await deciding(
      ['by what else a row is looked up', 'what the list is searched by'],
      ['code'],
      ['code', 'title'],
    );
    expect([feature.by, feature.search]).toEqual([['code'], ['code', 'title']]);
    expect(said).toContain('GET /products/by-code/{code}');
    expect(said).toContain('GET /products?q=red+chair');
  });

  describe('by what it refers to', () => {
    const REFERRING = 'category:ref=Category brand:ref=Brand title author:ref=User:caller';
    const models = ['User', 'Category', 'Brand'];
    const user = readUser({ followers: 'refs=User:caller' }, onion);
    const LABELS = {
      pair: 'by which pair a row is put',
      feed: 'whether the list has a feed',
      include: 'what answers show of other rows',
    };
    const offered = async (fields: string, host: Parameters<typeof talk>[1] = {}) => {
      const questions: Question[] = [];
      const sees = (question: Question) => questions.push(question);
      await talk(['product', fields, '', false, []], { models, sees, ...host });
      const labels = labelsIn(questions);
      return Object.entries(LABELS).flatMap(([key, label]) =>
        labels.includes(label) ? [key] : [],
      );
    };

    test('is offered where it fits, and nowhere else', async () => {
      expect(await offered(REFERRING, { user })).toEqual(['pair', 'feed', 'include']);
      expect(await offered(REFERRING)).toEqual(['pair', 'include']);
      expect(await offered('category:ref=Category title', { user })).toEqual(['include']);
      expect(await offered('category:ref=Category:embed=name title')).toEqual([]);
      expect(await offered('category:ref=Category? brand:ref=Brand title')).toEqual(['include']);
      // There, rows have owners by themselves, who alone read them unless it is said.
      const architecture = domainRoutes;
      const bare = REFERRING.replace(' author:ref=User:caller', '');
      expect(await offered(bare, { architecture, user })).toEqual(['pair', 'include']);
      const read = { architecture, user, options: { read: 'user' } };
      expect(await offered(bare, read)).toEqual(['pair', 'feed', 'include']);
    });

    test('shows no rows to those who may not read them', async () => {
      const fields = 'category:ref=Category brand:ref=Brand title';
      const standing = (read: string) => [{ name: 'Category', read }, { name: 'Brand' }];
      // Of one of them, nobody has said who reads it.
      expect(await offered(fields, { standing: standing('admin') })).toEqual(['pair']);
      const admins = { standing: standing('admin'), options: { read: 'admin' } };
      expect(await offered(fields, admins)).toEqual(['pair', 'include']);
      expect(await offered(fields, { standing: standing('') })).toEqual(['pair', 'include']);
      const questions: Question[] = [];
      await talk(['product', fields, '', false, [LABELS.include], ['category']], {
        models,
        standing: standing('public'),
        sees: (question) => questions.push(question),
      });
      const asked = questions.find(({ name }) => name === 'include');
      expect(asked?.choices).toEqual([{ name: 'category', value: 'category', checked: false }]);
    });

    test.each([
      ['pair', 'brand+category', 'PUT, GET and DELETE by brand and category'],
      ['feed', 'followers', 'GET /products/feed'],
      ['include', ['category', 'brand'], 'GET /products?include=category,brand'],
    ] as const)('is the same as by the option: %s', async (option, answer, told) => {
      const { feature, said } = await talk(
        ['product', REFERRING, '', false, [LABELS[option]], answer],
        { models, user },
      );
      const value = [answer].flat().join('+');
      const same = featureFromArguments(
        'product',
        REFERRING.split(' '),
        { [option]: value },
        onion,
      );
      expect(feature).toEqual(same);
      expect(said).toContain(told);
      const usual = option === 'include' ? [] : '';
      const none = await talk(['product', REFERRING, '', false, [LABELS[option]], usual], {
        models,
        user,
      });
      expect(none.feature).toEqual(
        featureFromArguments('product', REFERRING.split(' '), {}, onion),
      );
    });
  });

  describe('what the parts of a row have', () => {
    const asked = [
      'lines',
      'parts',
      'order_line',
      'quantity:int:gt=0 note:str:optional',
      ['min'],
      '1',
    ];
    const told = ['lines:parts=order_line:min=1'];
    const order = (tokens: readonly string[], parts: readonly string[]) =>
      featureFromArguments('order', ['number:str', ...tokens], { parts }, onion);
    const part = 'order_line+quantity:int:gt=0+note:str:optional';

    test('is asked with their field, and the same as by the option', async () => {
      const { feature, refused } = await talk([
        ...['order', 'number:str', ...asked.slice(0, 3)],
        ...['quantity:number', ...asked.slice(3), '', true],
      ]);
      expect(feature).toEqual(order(told, [part]));
      expect(refused).toEqual([expect.stringMatching(/^"quantity:number": there is no type/)]);
    });

    test('goes with their field, and stays where that is only changed', async () => {
      const gone = await talk(['order', 'number:str', ...asked, 'undo', '', true]);
      expect(gone.feature).toEqual(order([], []));
      const answers = ['?', 1, 'change', 'lines:parts=order_line:max=9', 'done', '', true];
      const kept = await talk(['order', 'number:str', ...asked, ...answers]);
      expect(kept.feature).toEqual(order(['lines:parts=order_line:max=9'], [part]));
      const anew = ['?', 1, 'change', 'lines', 'parts', 'order_line', 'size:int', [], 'done'];
      const changed = await talk(['order', 'number:str', ...asked, ...anew, '', true]);
      expect(changed.feature).toEqual(order(['lines:parts=order_line'], ['order_line+size:int']));
    });

    test('is asked for no row that can have none', async () => {
      const offered: unknown[] = [];
      const sees = ({ choices, name }: Question) => {
        if (name === 'type')
          offered.push((choices as Choice[]).some(({ value }) => value === 'parts'));
      };
      const answers = ['order', 'extra', 'bool', []];
      await talk([...answers, '', true], { sees, ...placeOf(onion, true) });
      await talk([...answers, '', true], { sees });
      expect(offered).toEqual([false, true]);
    });
  });

  test('of what stands is a start from which nothing is lost: what belongs together, and parts', () => {
    const tokens = ['a:int', 'b:int', 'c:int', 'lines:parts=line', 'taxes:parts=tax'];
    const options = { unique: ['a+b', 'b+c'], parts: ['line+size:int', 'tax+rate:int'] };
    const feature = featureFromArguments('product', tokens, options, onion);
    expect(featureFromArguments('product', tokens, optionsOf(feature), onion)).toEqual(feature);
  });

  test('can be what belongs together, several times', async () => {
    const { feature, refused } = await deciding(
      ['what is unique together', 'what the list is sorted by together'],
      ...['title code', 'title prize', 'title price'],
      'state created_at, price+title',
    );
    expect(feature.unique).toEqual([['title', 'price']]);
    expect(feature.index).toEqual([
      ['state', 'created_at'],
      ['price', 'title'],
    ]);
    expect(refused).toEqual([
      expect.stringMatching(/^what is unique together: "code" is unique by itself/i),
      expect.stringMatching(/^what is unique together: there is no field "prize"/i),
    ]);
  });

  test('can be how a list is paged, and what keeps changes apart', async () => {
    const { feature } = await deciding(
      ['how the list is paged', 'changes at the same time'],
      'cursor',
      'version',
    );
    expect([feature.pages, feature.concurrency]).toEqual(['cursor', 'version']);
  });

  test('can be what becomes of what is deleted, but where all rows stay', async () => {
    const label = 'what becomes of what is deleted';
    expect((await deciding([label], true)).feature.softDelete).toBe(true);
    expect((await deciding([label], false)).feature.softDelete).toBe(false);
    const questions: Question[] = [];
    await talk(['product', FIELDS, '', false, []], {
      architecture: domainRoutes,
      sees: (question) => questions.push(question),
    });
    expect(labelsIn(questions)).not.toContain(label);
  });

  test('is what it is in a feature that stands, where rows have it', () => {
    const standing = { name: 'product', tokens: FIELDS.split(' '), options: {} };
    const labels = changeableSteps(standing, {
      ask: () => Promise.reject(new Error('nothing is asked')),
      say: () => undefined,
      architecture: onion,
      models: ['User'],
      standing: [],
      parents: [],
      hasUsers: true,
      user: NO_USER,
      ...placeOf(onion, false),
      isGiven: () => false,
    }).map(({ label }) => label);
    expect(labels).toContain('how the list is paged');
    expect(labels).not.toContain('what identifies a row');
    expect(labels).not.toContain('what becomes of what is deleted');
  });

  test('is not asked in an existing backend, which has its own ways', async () => {
    const questions: Question[] = [];
    await talk(['product', FIELDS, '', false, []], {
      takesAll: false,
      sees: (question) => questions.push(question),
    });
    const labels = labelsIn(questions);
    expect(labels).toContain('what is unique together');
    for (const missing of [
      'identifies',
      'looked up',
      'searched',
      'paged',
      'same time',
      'deleted',
    ]) {
      expect(labels.join()).not.toContain(missing);
    }
  });
});

describe('what is usual', () => {
  const FIELDS = 'name:str price:decimal=10.2 stock:int';

  test('is said, and agreed to with one answer: three plain fields need four', async () => {
    const { asked, feature, said } = await talk(['product', FIELDS, '', true]);
    expect(asked).toEqual(['name', 'field', 'field', 'usual']);
    expect(feature.assumed).toEqual(['read', 'write', 'delete']);
    expect(said).toMatch(
      /As usual: all endpoints; any signed-in user may do all of it; no\s+integrations; no page about it\./,
    );
  });

  test('is what the architecture says, without what was given', async () => {
    const options = { endpoints: 'list+create', docs: true };
    const { said } = await talk([true], {
      ...{ name: 'product', tokens: ['name'], options, architecture: layeredService },
    });
    expect(said.replaceAll(/\s+/g, ' ')).toContain(
      'As usual: any signed-in user may list and read; the role admin may create and update; no integrations.',
    );
  });

  test('is not asked about if it is only one question', async () => {
    const options = { endpoints: 'list', read: 'user', with: 'adapter=archive' };
    const { asked } = await talk([false], { name: 'product', tokens: ['name'], options });
    expect(asked).toEqual(['docs']);
  });

  test('can be changed afterwards', async () => {
    const foresee = () => ({ plans: [], files: [], command: '' });
    const answers = [
      'product',
      FIELDS,
      '',
      true,
      'change',
      'who may list and read',
      'public',
      'write',
    ];
    const { feature } = await talk(answers, { foresee });
    expect(feature.access.read).toEqual({ kind: 'public' });
  });
});

describe('before anything is written', () => {
  const outlook: Outlook = { plans: [], files: [], command: 'fastapi-feature onion product ...' };
  const foresee = () => outlook;
  const start = ['product', 'name:str', '', ...REST];

  test('the command that does the same is shown', async () => {
    const { said } = await talk([...start, 'why', 'write'], { foresee });
    expect(said).toContain(outlook.command);
  });

  test('an answer can be changed, and the others are kept', async () => {
    const { feature } = await talk([...start, 'change', 'who may delete', 'admin', 'write'], {
      foresee,
    });
    expect(feature.access.delete).toEqual({ kind: 'roles', roles: ['admin'] });
    expect(tokensOf(feature)).toEqual(['name:str']);
  });

  test('a contradiction between answers is reported, and can be resolved', async () => {
    const before = ['tag', 'parent:ref=Category', '', ...REST];
    const { feature, said } = await talk(
      [...before, 'change', 0, 'category', 'change', 0, 'tag', 'write'],
      { foresee },
    );
    expect(said).toMatch(/refers to Category itself/);
    expect(feature.name).toBe('tag');
  });

  test('it can be cancelled', async () => {
    const cancelling = talk([...start, 'cancel'], { foresee });
    await expect(cancelling).rejects.toBeInstanceOf(CancelledError);
  });

  test('what is not possible is reported, and another answer may help', async () => {
    const { feature, said } = await talk([...start, 'change', 0, 'item', 'write'], {
      foresee: ({ name }) => {
        if (name === 'product') throw new RefusalError('the table "products" is defined already');
        return outlook;
      },
    });
    expect(said).toContain('the table "products" is defined already');
    expect(feature.name).toBe('item');
  });
});

describe('whatever is answered', () => {
  const TALKS = 400;
  const MOST_QUESTIONS = 100;
  /** What is typed, by question; any value for a question that is not listed. */
  const TYPED: Readonly<Record<string, readonly string[]>> = {
    name: [
      'settings plural settings',
      'product',
      'order-item',
      'class',
      'user',
      '',
      'Tag',
      'category',
    ],
    field: [
      ...[
        '',
        '',
        'undo',
        '?',
        'name',
        'price',
        'tags',
        'owner',
        'class',
        'status',
        'a b:int',
        'x:y',
      ],
      ...['price:decimal=10.2:gt=0', 'owner:ref=User', 'parent:ref=Product:optional', 'name:str'],
    ],
    argument: ['255', '10.2', '5.9', 'a/b/c', 'draft', '0', ''],
    roles: ['admin', 'editor+manager', 'public+admin', 'Editor', ''],
  };
  const VALUES = [
    '0',
    '1',
    '10',
    '-5',
    '2.5',
    'now',
    'today',
    'true',
    '09:30',
    '^[a-z]+$',
    'a',
    '',
  ];

  const answerTo = (question: Question, random: () => number): unknown => {
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    if (question.type === 'confirm') return random() < 0.5;
    const choices = (question.choices as readonly Choice[] | undefined)?.map(({ value }) => value);
    if (question.type === 'select') return pick(choices ?? []);
    if (question.type === 'checkbox') {
      const chosen = (choices ?? []).filter(() => random() < 0.3);
      return chosen.length === 0 && question.required ? choices : chosen;
    }
    return pick(TYPED[question.name] ?? VALUES);
  };

  test.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
    'in %s, the result is a feature that the command shown also leads to, or none',
    async (_, architecture) => {
      let written = 0;
      for (const seed of fc.sample(fc.integer({ min: 1 }), { numRuns: TALKS })) {
        let state = seed;
        const random = () => {
          state = (Math.imul(state, 48271) >>> 0) % 2147483647;
          return state / 2147483647;
        };
        let asked = 0;
        const host: Host = {
          ask: async <T>(question: Question) => {
            const validate = question.validate as ((value: unknown) => true | string) | undefined;
            for (;;) {
              asked += 1;
              if (asked > MOST_QUESTIONS) throw new CancelledError();
              const answer = answerTo(question, random);
              const verdict = validate?.(answer) ?? true;
              if (verdict === true) return answer as T;
              expect(verdict.length).toBeGreaterThan(10);
              // What is wrong is said in the words of the questions.
              expect(verdict).not.toMatch(/(^|\s)--\w|^field \d/);
            }
          },
          say: (text) => expect(text).not.toMatch(/undefined|\[object|(^|\s)--\w/),
          architecture,
          models: ['User', 'Category'],
          standing: [],
          parents: architecture.nesting === undefined ? [] : ['category'],
          hasUsers: random() < 0.8,
          user: readUser({ followers: 'refs=User:caller' }, onion),
          ...placeOf(architecture, random() < 0.2),
          isGiven: () => false,
          foresee: () => {
            if (random() < 0.2) throw new RefusalError('the project cannot have it');
            return { plans: [], files: [], command: '' };
          },
        };
        try {
          const feature = await interview({ tokens: [], options: {} }, host);
          written += 1;
          const [, , name = '', ...words] = commandOf(
            architecture,
            feature,
            undefined,
            'linux',
          ).split(' ');
          const at = words.findIndex((word) => word.startsWith('--'));
          const { values } = parseArgs({
            args: at < 0 ? [] : words.slice(at),
            options: PARSER_OPTIONS,
            allowNegative: true,
          });
          const tokens = (at < 0 ? words : words.slice(0, at)).map((word) =>
            word.replaceAll("'", ''),
          );
          expect(featureFromArguments(name, tokens, readOptions(values), architecture)).toEqual(
            feature,
          );
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
        }
      }
      expect(written).toBeGreaterThan(TALKS / 10);
    },
    120_000,
  );
});

describe('in an existing backend, a feature', () => {
  const place = (names: readonly string[]): Partial<Host> => ({
    architecture: layeredService,
    takesAll: false,
    hasUsers: false,
    neighboursFor: async () => names,
  });

  test('is written like the nearest one where no other is close, and nobody is asked', async () => {
    const { asked, feature, said } = await talk(['gadget', 'name:str', '', true], place(['order']));
    expect(feature.like).toBe('order');
    expect(asked).not.toContain('like');
    expect(said).toContain('written like order, the nearest feature that stands here');
  });

  test('is written like the one that is chosen where several are close, or like none', async () => {
    const chosen = await talk(
      ['gadget', 'name:str', '', 'invoice', true],
      place(['order', 'invoice']),
    );
    expect(chosen.feature.like).toBe('invoice');
    const fitted = await talk(
      ['gadget', 'name:str', '', 'none', true],
      place(['order', 'invoice']),
    );
    expect(fitted.feature.like).toBe('none');
  });

  test('is asked about as before where there is none', async () => {
    const { asked, feature } = await talk(['gadget', 'name:str', '', true], place([]));
    expect([feature.like, asked.includes('like')]).toEqual([undefined, false]);
  });
});
