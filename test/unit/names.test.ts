/** Whatever a feature is called, each name in the emitted code means one thing. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES, findArchitecture } from '../../generators/app/architectures.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { keepApart, unmarked } from '../../shared/plan/own-names.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { NamesTrial, type Tried, waysToTry } from '../emitted-names.js';
import { typedFeature } from '../typed-feature.js';

/** Features that people have, whose names the emitted code has for something else. */
const ORDINARY = (
  'access_token require_admin uuid4 literal config_dict email_str page_query fake log_create model ' +
  'table field item page status value service request session event date text'
).split(' ');

/** How many of the names of emitted code are tried for each architecture; `npm run names` tries all. */
const SAMPLE = 40;

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  'in %s',
  (_, architecture) => {
    const trial = new NamesTrial(architecture);
    const expectSound = (tried: Tried) => {
      const attempt = trial.attempt(tried);
      const found = 'files' in attempt ? trial.clashes(tried, attempt.files) : [];
      expect({ ...tried, failed: 'failed' in attempt && attempt.failed, found }).toEqual({
        ...tried,
        failed: false,
        found: [],
      });
      return attempt;
    };

    test.each(ORDINARY)('%s is a feature like any other', (name) => {
      const [tried] = waysToTry(name) as [Tried];
      const attempt = expectSound(tried);
      // All models are in one module there, which has the names of SQLAlchemy already.
      const mayBeRefused = architecture.id === 'domain-routes' && ['table', 'text'].includes(name);
      expect('refused' in attempt && !mayBeRefused ? attempt.refused : '').toBe('');
    });

    test('a sample of the names in emitted code mean one thing each, or are refused', () => {
      const names = trial.identifiers();
      const step = Math.ceil(names.length / SAMPLE);
      const sample = names.filter((_, index) => index % step === new Date().getDate() % step);
      for (const tried of sample.flatMap(waysToTry)) expectSound(tried);
    }, 300_000);
  },
);

describe('keepApart', () => {
  const OWN = '\x80';
  const apart = (...lines: string[]) =>
    keepApart('a.py', lines.join('\n').replaceAll('~', OWN), []).text.split('\n');

  test('leaves a module as it is in which no name means two things', () => {
    const lines = ['from db import Table', '', 'def get_order~(order~): return Table(order~)'];
    expect(apart(...lines)).toEqual(lines.map((line) => line.replaceAll('~', '')));
  });

  test('gives a local name of the feature another one', () => {
    expect(
      apart(
        'from fastapi import status',
        '',
        'def show(status~: int) -> int:',
        '    """The status~."""',
        '    return f(status~.status, status=status~, code=status.OK, text=f"{status~}")',
      ),
    ).toEqual([
      'from fastapi import status',
      '',
      'def show(status_: int) -> int:',
      '    """The status."""',
      '    return f(status_.status, status=status_, code=status.OK, text=f"{status_}")',
    ]);
  });

  test('imports something else under another name beside a class of the feature', () => {
    expect(
      apart(
        'from sqlalchemy import Column, Table',
        'from app.models import Table~',
        '',
        'class Table~List: ...',
        'links = Table("table~s", Column("x"))',
        'def get(table: Table~) -> Table~: ...',
      ),
    ).toEqual([
      'from sqlalchemy import Column, Table as Table_',
      'from app.models import Table',
      '',
      'class TableList: ...',
      'links = Table_("tables", Column("x"))',
      'def get(table: Table) -> Table: ...',
    ]);
  });

  test('takes a name that is free', () => {
    expect(apart('from a import b, b_', 'class b~: ...', 'x = b, b_')[0]).toBe(
      'from a import b as b__, b_',
    );
  });

  test('gives an import that may be needed the other name, too', () => {
    const { imports, text } = keepApart('a.py', `class EmailStr${OWN}:\n    at: EmailStr`, [
      { module: 'pydantic', name: 'EmailStr' },
    ]);
    expect(text).toBe('class EmailStr:\n    at: EmailStr_');
    expect(imports).toEqual([{ module: 'pydantic', name: 'EmailStr', alias: 'EmailStr_' }]);
  });

  test('knows that what is imported from one module is one thing', () => {
    const lines = [
      'from app.models import Item~',
      'from app.models import Item',
      'x = Item, Item~',
    ];
    expect(apart(...lines)).toEqual(lines.map((line) => line.replaceAll('~', '')));
  });

  test('refuses two things that both have to have the name', () => {
    expect(() => apart('def make_service(): ...', 'def make_service~(): ...')).toThrow(UsageError);
    expect(() => apart('def make_service(): ...', 'def make_service~(): ...')).toThrow(
      /^a\.py would call two things "make_service"/,
    );
  });

  test('marks are taken out of every text', () => {
    expect(unmarked(`order${OWN}_item\x9F`)).toBe('order_item');
  });
});

describe('features that clash only together', () => {
  const plan = (architecture: Architecture, ...commands: string[]) => {
    const features = commands.map((command) => typedFeature(command.split(' '), architecture));
    return planRequest(
      { architecture, features, choices: {} },
      new Workspace('/no-such-folder/shop'),
    );
  };

  test.each([
    ['layered-service', 'price name', 'price_list name', /PriceListResponse.*price_list.*price/],
    ['layered-direct', 'price_list name', 'price name', /PriceListResponse.*price\.py.*price_list/],
    ['layered-service', 'page2 name', 'page_2 name', /a class Page2 in .*page_2.*page2\.py/],
    ['layered-service', 'page_2 name', 'page2 name', /a class Page2 in .*page2.*page_2\.py/],
    ['onion', 'product name', 'product_draft name', /a class ProductDraft in .*product\.py/],
    [
      'layered-service',
      'product name',
      'product_repository product:ref=Product',
      /a class ProductRepository in .*product_repository\.py/,
    ],
    [
      'domain-routes',
      'payment name --with webhook',
      'payment_webhook name',
      /PaymentWebhookService in services\/payment_webhook_service\.py/,
    ],
    [
      'onion',
      'order items_code:str:index --plural order',
      'order_item code:str:index',
      /"ix_order_items_code".*table "order" in .*order\.py/,
    ],
    [
      'domain-routes',
      'order_item code:str:unique',
      'order items_code:str:unique --plural order',
      /"uq_order_items_code".*table "order_items" in database\/models\.py/,
    ],
    ['onion', 'store name', 'health_check name --plural health', /answer at \/health.*main\.py/],
  ])('%s: %s, %s', (id, first, second, message) => {
    const architecture = findArchitecture(id);
    expect(() => plan(architecture, first, second)).toThrow(RefusalError);
    expect(() => plan(architecture, first, second)).toThrow(message);
    // Nothing else is: each of them is fine alone, and once more.
    for (const each of [first, second]) {
      if (!each.includes('ref=') && !each.includes('health')) plan(architecture, each, each);
    }
  });
});
