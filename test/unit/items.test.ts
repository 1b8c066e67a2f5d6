/** What `--with` asks for, and what a project gets of it. */
import { describe, expect, test } from '@jest/globals';
import { onion } from '../../generators/onion/architecture.js';
import { UsageError } from '../../shared/errors.js';
import { exampleOf, itemOf, readItems, usageOf, writeItem } from '../../shared/feature/items.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { withItems } from '../../shared/plan/additions.js';
import { type PlannedRequest, planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const KINDS = [
  { name: 'adapter', argument: { value: 'SERVICE', noun: 'service', example: 'transcriber' } },
  {
    name: 'pipeline',
    argument: { value: 'STEP/STEP', noun: 'step', example: 'embed/index', isList: true },
  },
  { name: 'job' },
] as const;

const read = (said: string | readonly string[]) => readItems(said, KINDS, '--with');

describe('items', () => {
  test('are read in the order of their kinds, with names in snake_case', () => {
    expect(read('job+pipeline=embed/writeIndex+adapter=search-index+adapter=archive')).toEqual([
      'adapter=search_index',
      'adapter=archive',
      'pipeline=embed/write_index',
      'job',
    ]);
    expect(read(['job'])).toEqual(['job']);
  });

  test('are read again as they are written', () => {
    for (const item of read('pipeline=embed/index+adapter=archive+job')) {
      expect(writeItem(itemOf(item))).toBe(item);
    }
    for (const kind of KINDS) expect(read(exampleOf(kind))).toEqual([exampleOf(kind)]);
    expect(KINDS.map(usageOf)).toEqual(['adapter=SERVICE', 'pipeline=STEP/STEP', 'job']);
  });

  test.each([
    [
      'adaptr=x',
      /there is no integration "adaptr"\. Did you mean "adapter=x"\? Allowed: adapter=SERVICE, /,
    ],
    ['job,adapter=x', /there is no integration "job,adapter"\. Did you mean "job\+adapter=x"/],
    ['', /there is no integration ""/],
    [
      'adapter',
      /"adapter" needs a service\. Write adapter=SERVICE, such as adapter=transcriber\.$/,
    ],
    ['adapter=', /"adapter" needs a service/],
    ['job=x', /"job" takes nothing after "=", but was given "job=x"\. Write job\.$/],
    ['adapter=a/b', /Write adapter=a\+adapter=b\.$/],
    ['adapter=a+adapter=A', /"adapter=a" appears twice/],
    ['job+job', /"job" appears twice/],
    ['pipeline=embed/index/embed', /"pipeline=embed\/index\/embed" has the step "embed" twice/],
    ['pipeline=embed//index', /has a step without a name/],
    ['pipeline=embed/class', /"class" cannot be a step in .*: it is a Python keyword/],
    ['pipeline=a+pipeline=b', /a project has one pipeline, but "pipeline=a" and "pipeline=b"/],
    ['adapter=größe', /Did you mean "grosse"/],
    ['adapter=1st', /"1st" cannot be a service/],
    [`adapter=${'x'.repeat(41)}`, /it has 41 characters, but at most 40 are allowed/],
  ])('%s is refused', (said, message) => {
    expect(refusal(() => read(said))).toMatch(message);
    expect(refusal(() => read(said))).toMatch(/^--with: /);
  });
});

/** Plans a run in a project as it is by then. */
function plan(workspace: Workspace, names: readonly string[], items?: string): PlannedRequest {
  const features = names.map((name) => featureFromArguments(name, ['name'], {}, onion));
  return planRequest(
    { architecture: onion, features, choices: {}, items: items?.split('+') },
    workspace,
  );
}

const textOf = (workspace: Workspace, path: string) => workspace.read(path) ?? '';

describe('what a project gets', () => {
  const ADAPTER = 'backend/app/infrastructure/adapters/transcriber.py';

  test('founds it in an empty folder', () => {
    const workspace = new Workspace('/dev/null/shop');
    const { files, plans } = plan(workspace, [], 'adapter=transcriber');
    expect(plans).toMatchObject([{ feature: undefined, items: ['adapter=transcriber'] }]);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['backend/pyproject.toml', 'AGENTS.md', ADAPTER, '.yo-rc.json']),
    );
    expect(files.every(({ action }) => action === 'create')).toBe(true);
    expect(plans[0]?.nextSteps[1]).toMatch(/^python3 -m venv/);
    expect(textOf(workspace, '.yo-rc.json')).not.toContain('features');
  });

  test('is the same whether features come before it, with it or after it', () => {
    const [before, at, after] = ['a', 'b', 'c'].map(() => new Workspace('/dev/null/shop'));
    if (before === undefined || at === undefined || after === undefined) throw new Error();
    plan(before, ['product']);
    plan(before, [], 'adapter=transcriber');
    plan(at, ['product'], 'adapter=transcriber');
    plan(after, [], 'adapter=transcriber');
    plan(after, ['product']);
    const { files } = plan(new Workspace('/dev/null/shop'), ['product'], 'adapter=transcriber');
    const paths = files
      .map(({ path }) => path)
      .filter((path) => /^backend\/(app|tests)/.test(path));
    expect(paths.length).toBeGreaterThan(100);
    for (const path of paths) {
      expect([path, textOf(at, path)]).toEqual([path, textOf(before, path)]);
      expect([path, textOf(after, path)]).toEqual([path, textOf(before, path)]);
    }
  });

  test('is the same whichever item comes first', () => {
    const RUNS = ['job adapter=archive observability', 'observability job adapter=archive'];
    const ITEMS = 'adapter=archive+job+observability';
    const paths = plan(new Workspace('/dev/null/shop'), [], ITEMS).files.map(({ path }) => path);
    const lines = (workspace: Workspace) =>
      paths
        .filter((path) => !/README|alembic|\.yo-rc/.test(path))
        .map((path) => [path, textOf(workspace, path).split('\n').toSorted()]);
    const whole = new Workspace('/dev/null/shop');
    plan(whole, [], ITEMS);
    expect(textOf(whole, 'backend/app/presentation/observability.py')).toMatch(/httpx.*celery/s);
    for (const run of RUNS) {
      const workspace = new Workspace('/dev/null/shop');
      for (const item of run.split(' ')) plan(workspace, [], item);
      expect(lines(workspace)).toEqual(lines(whole));
      const { files } = plan(workspace, [], ITEMS);
      expect(files.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    }
  });

  test('is left alone by a second run, whatever people have made of it', () => {
    const workspace = new Workspace('/dev/null/shop');
    plan(workspace, ['product'], 'adapter=transcriber');
    workspace.edit(ADAPTER, '# mine\n', { layer: '', why: '' });
    const { files } = plan(workspace, ['product'], 'adapter=transcriber');
    expect(files.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    expect(textOf(workspace, ADAPTER)).toBe('# mine\n');
  });

  test('is not the feature that asks for it', () => {
    const asking = featureFromArguments('product', ['name'], { with: 'adapter=archive' }, onion);
    const request = { architecture: onion, features: [asking], choices: {}, items: ['adapter=a'] };
    const lifted = withItems(request);
    expect(lifted.items).toEqual(['adapter=a', 'adapter=archive']);
    expect(lifted.features[0]?.integrations).toEqual([]);
    expect(withItems(lifted)).toBe(lifted);
  });

  test.each(['user', 'product', 'upstream', 'http_server'])(
    'must not be called %s, as something else is',
    (name) => {
      const workspace = new Workspace('/dev/null/shop');
      plan(workspace, ['product']);
      expect(() => plan(workspace, [], `adapter=${name}`)).toThrow(UsageError);
      expect(refusal(() => plan(workspace, [], `adapter=${name}`))).toMatch(
        /\.py is there already, and is something else\. Choose another name, such as adapter=\w+_service/,
      );
    },
  );

  test.each(['payment', 'job'])('is refused where a feature %s stands', (name) => {
    const workspace = new Workspace('/dev/null/shop');
    plan(workspace, [name]);
    expect(() => plan(workspace, [], name)).toThrow(UsageError);
    expect(refusal(() => plan(workspace, [], name))).toMatch(
      /is there already, and is something else\. Move that file away, or leave it out\.$/,
    );
  });

  test('has no file of another item that is not there', () => {
    const { files } = plan(new Workspace('/dev/null/shop'), [], 'observability');
    expect(files.map(({ path }) => path).filter((path) => /traced|tasks\.py/.test(path))).toEqual(
      [],
    );
  });

  test('brings along what it needs, once', () => {
    const workspace = new Workspace('/dev/null/shop');
    const { plans } = plan(workspace, [], 'pipeline=embed/index');
    expect(plans[0]?.items).toEqual(['job', 'pipeline=embed/index']);
    expect(refusal(() => plan(workspace, [], 'pipeline=embed'))).toMatch(
      /a project has one pipeline, and this one has pipeline=embed\/index/,
    );
  });

  test('keeps its files from features', () => {
    const workspace = new Workspace('/dev/null/shop');
    plan(workspace, [], 'adapter=transcriber');
    expect(refusal(() => plan(workspace, ['transcriber']))).toMatch(
      /^"transcriber" cannot be a feature name here: .* belongs to adapter=transcriber/,
    );
  });

  test('is refused in a backend that somebody else wrote', () => {
    const workspace = new Workspace('/dev/null/shop');
    const foreign = { architecture: 'onion', foreign: true };
    const memory = JSON.stringify({ 'generator-fastapi-feature': foreign });
    workspace.edit('.yo-rc.json', memory, { layer: '', why: '' });
    workspace.edit('app/main.py', 'from fastapi import FastAPI\n\napp = FastAPI()\n', {
      layer: '',
      why: '',
    });
    expect(refusal(() => plan(workspace, [], 'adapter=transcriber'))).toMatch(
      /was not created by fastapi-feature/,
    );
  });
});
