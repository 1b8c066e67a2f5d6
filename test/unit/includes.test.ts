/** What callers can ask for along with rows: what is written for it, and where it is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { ForeseenError, RefusalError } from '../../shared/errors.js';
import { planChange } from '../../shared/evolve/change.js';
import { commandOf } from '../../shared/feature/notation.js';
import {
  type FeatureOptions,
  type FeatureSpec,
  featureFromArguments,
} from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

const empty = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));

/** Plans features of one run, each of which knows the others, and returns the files of each. */
function plan(architecture: Architecture, project: Workspace, ...features: readonly FeatureSpec[]) {
  const layout = layOut(architecture, project, {}, features);
  return features.map((spec) => planFeature(layout, spec).files);
}

/** Returns each thing that something is refused for. */
function refusals(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ForeseenError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

const customer = (architecture: Architecture, options: FeatureOptions = {}) =>
  featureFromArguments('customer', ['name:str', 'note:str:private'], options, architecture);

const order = (architecture: Architecture, options: FeatureOptions = {}) =>
  featureFromArguments('order', ['customer:ref=Customer'], options, architecture);

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    const including = (files: readonly { readonly path: string; readonly after: string }[]) =>
      files.filter(({ path }) => path.endsWith('including.py'));

    test('reads what is asked for, in one feature and in no other', () => {
      const asking = order(architecture, { include: 'customer' });
      const [first = [], second = []] = plan(architecture, empty(), customer(architecture), asking);
      expect(including(first)).toEqual([]);
      expect(including(second)).not.toEqual([]);
      const text = second.map(({ after }) => after).join('');
      expect(text).toMatch(/^ {4}customer: CustomerOfOrder \| None$/m);
      expect(text).toMatch(
        /selectinload\(\s*(?:models\.)?\w+\.customer_row\s*\)\s*\.load_only\(\w+\.name\)/,
      );
    });

    test('is refused where it would show somebody what another feature keeps from them', () => {
      const hidden = customer(architecture, { read: 'editor' });
      const asking = (read: string) => order(architecture, { include: 'customer', read });
      expect(refusal(() => plan(architecture, empty(), hidden, asking('user')))).toBe(
        '--include customer: rows of order are read by user, and those of Customer only by editor. ' +
          'Say which of its fields everybody may see: customer:ref=Customer:embed=FIELD. Or let the same read both.',
      );
      expect(() => plan(architecture, empty(), hidden, asking('editor'))).not.toThrow();
    });
  },
);

describe('what can be asked for', () => {
  const FIELDS = ['customer:ref=Customer', 'tags:refs=Tag', 'total:int', 'lines:parts=line'];
  const made = (include: string, ...more: readonly string[]) =>
    featureFromArguments('order', [...FIELDS, ...more], {
      include,
      parts: ['line+product:ref=Product'],
    });

  test('references, and parts among them', () => {
    const spec = made('lines+customer');
    expect(spec.include).toEqual(['lines', 'customer']);
    expect(commandOf({ generator: 'onion' }, spec)).toContain('--include lines+customer');
  });

  test.each([
    [
      'total',
      '--include total: it is of type int, and so in every answer. Name references (ref) or parts.',
    ],
    [
      'tags',
      '--include tags: answers name what is linked by its ids; the list of Tag has the rest. Leave it out.',
    ],
    [
      'lines',
      '--include lines: what a row consists of is in every answer. Name references (ref), too, or leave it out.',
    ],
    [
      'custmer',
      '--include custmer: there is no such field. Did you mean "customer"? Fields: customer, tags, total, lines, author, seller, buyer, hidden.',
    ],
    ['customer+customer', '--include customer: it is said twice. Say it once.'],
    [
      'author',
      '--include author: answers would show all that is known of somebody. Say which part of it instead: author:ref=User:embed=FIELD.',
    ],
    [
      'buyer',
      '--include buyer: every answer shows name of it already (embed=name). Leave one of the two out.',
    ],
    [
      'hidden',
      '--include hidden: hidden is private, and so would be what it refers to. Choose another field.',
    ],
  ])('%s is refused', (include, message) => {
    const more = [
      'author:ref=User',
      'seller:ref=Customer',
      'buyer:ref=Customer:embed=name',
      'hidden:ref=Customer:private',
    ];
    expect(refusal(() => made(include, ...more))).toBe(message);
  });

  test('nothing that would be called like another field', () => {
    expect(refusal(() => made('customer', 'customer_row:int'))).toContain(
      '--include customer: what it refers to would be called customer_row in Python, as another field is.',
    );
  });
});

describe('a feature whose rows are shown where they are asked for', () => {
  const changing = (options: FeatureOptions, ...fields: readonly string[]) => {
    const said = (given: FeatureOptions, ...more: readonly string[]) =>
      featureFromArguments('customer', ['note:str:private', ...more], given, onion);
    const asking = order(onion, { include: 'customer', read: 'user' });
    const workspace = empty();
    plan(onion, workspace, said({}, 'name:str', 'rank:int'), asking);
    return planChange({
      workspace,
      layOut: (each: Workspace) =>
        layOut(onion, each, {}, [asking, said({}, 'name:str', 'rank:int')]),
      spec: said({}, 'name:str', 'rank:int'),
      next: said(options, ...fields),
      others: [asking],
      renamed: new Map<string, string>(),
      architecture: onion.id,
      choices: {},
    });
  };

  test.each([
    ['goes', ['name:str']],
    ['has another type', ['name:str', 'rank:float']],
    ['may be missing', ['name:str', 'rank:int:optional']],
    ['is hidden', ['name:str', 'rank:int:private']],
  ])('keeps a field that %s', (_, fields) => {
    expect(refusal(() => changing({}, ...fields))).toBe(
      'the field "rank": answers of order show it of their customer where callers ask for it. First say order anew without --include.',
    );
  });

  test('changes otherwise, whatever it hides', () => {
    expect(changing({}, 'name:str', 'rank:int', 'phone:str:optional')?.conflicts).toEqual([]);
  });

  test('is not kept from those who are shown it', () => {
    expect(refusal(() => changing({ read: 'admin' }, 'name:str', 'rank:int'))).toBe(
      '--read admin: answers of order, which are read by user, show customer where callers ask for it. First say order anew without --include.',
    );
  });
});

test('nothing is shown of what nobody has said who reads it', () => {
  const workspace = empty();
  plan(onion, workspace, customer(onion));
  const asking = order(onion, { include: 'customer' });
  expect(refusal(() => plan(onion, workspace, asking))).toContain(
    '--include customer: nobody has said who reads Customer',
  );
});

test('what it would show of a feature that is wrong itself is not said to be wrong, too', () => {
  const asking = order(onion, { include: 'customer' });
  const missing = 'field "customer" refers to Customer, but the project has no such model.';
  expect(() => plan(onion, empty(), asking)).toThrow(missing);
  const wrong = featureFromArguments('customer', ['name:str', 'region:ref=Regoin'], {}, onion);
  const request = { architecture: onion, choices: {}, features: [wrong, asking] };
  expect(refusals(() => planRequest(request, empty()))).toEqual([
    expect.stringContaining('field "region" refers to Regoin'),
  ]);
});

test('an existing backend has no place for it', () => {
  const backend = new Workspace(join(PROJECTS, 'layers-async'));
  expect(() => plan(direct, backend, order(direct, { include: 'customer' }))).toThrow(RefusalError);
});
