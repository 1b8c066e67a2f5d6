import { expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';
import { shownSteps, stepsOn } from '../../shared/show/next-steps.js';
import { typedFeature } from '../typed-feature.js';

test.each([
  ['cd backend', ['cd backend']],
  [
    'python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"',
    ['python -m venv .venv', '.venv\\Scripts\\pip install -e ".[dev]"'],
  ],
  ['venv/bin/pytest tests/test_tag.py', ['venv\\Scripts\\pytest tests/test_tag.py']],
  [
    'uv run uvicorn app.main:app  # then http://x',
    ['uv run uvicorn app.main:app  # then http://x'],
  ],
  [
    '(cd src && .venv/bin/uvicorn main:app)  # then http://x',
    ['pushd src', '.venv\\Scripts\\uvicorn main:app  # then http://x', 'popd'],
  ],
])('%s is also said for Windows', (step, windows) => {
  expect([stepsOn('linux', [step]), stepsOn('win32', [step])]).toEqual([[step], windows]);
});

test('a remark that does not fit beside its command is below it', () => {
  const steps = ['cd backend', 'uvicorn app.presentation.main:app  # then http://x/docs'];
  expect(shownSteps(steps, 80)).toEqual(steps);
  expect(shownSteps(steps, 50)).toEqual([
    'cd backend',
    'uvicorn app.presentation.main:app',
    '# then http://x/docs',
  ]);
});

test.each(ARCHITECTURES.map((each) => [each.id, each] as const))(
  'nothing that only POSIX has is left for Windows in %s',
  (_, architecture) => {
    const features = [typedFeature(['tag', 'name', '--no-migration'], architecture)];
    const workspace = new Workspace('/no-such-folder/shop');
    const { plans } = planRequest({ architecture, features, choices: {} }, workspace);
    const steps = plans.flatMap(({ nextSteps }) => nextSteps);
    expect(steps.join('\n')).toMatch(/venv\/bin/);
    expect(stepsOn('win32', steps).join('\n')).not.toMatch(/&&|python3|\/bin\/|[()]/);
  },
);

test.each(ARCHITECTURES.map((each) => [each.id, each] as const))(
  'whoever has started a project in %s is told how to sign in, by an endpoint that its tests call',
  (_, architecture) => {
    const features = [typedFeature(['tag', 'name'], architecture)];
    const workspace = new Workspace('/no-such-folder/shop');
    const { files } = planRequest({ architecture, features, choices: {} }, workspace);
    const readme = files.find(({ path }) => path.endsWith('README.md'))?.after ?? '';
    const [, url = 'no endpoint'] = /`POST (\S+)`\s+opens\s+an\s+account/.exec(readme) ?? [];
    const tests = files.filter(({ path }) => /(^|\/)test_\w+\.py$/.test(path));
    expect(tests.map(({ after }) => after).join('\n')).toContain(`"${url}"`);
  },
);
