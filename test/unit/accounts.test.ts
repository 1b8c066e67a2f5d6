/** `--with accounts`: what it changes in the files of a project, and what it does where people have changed them. */
import { describe, expect, test } from '@jest/globals';
import { NEW_PROJECTS, openGround, TEST_BACKENDS } from '../../scripts/fuzz/grounds.js';
import { RefusalError } from '../../shared/errors.js';
import { planRequest } from '../../shared/plan/request.js';
import { replaceCode } from '../../shared/python/replacements.js';

// In domain-routes with a package of models they are refused, which has a test of its own.
const WITH = NEW_PROJECTS.filter(
  ({ architecture, name: ground }) =>
    architecture.integrations?.some(({ name }) => name === 'accounts') &&
    ground !== 'domain-routes, changed',
).map((ground) => [ground.name, ground] as const);

describe('code that gives way', () => {
  const replacement = { path: 'a.py', from: 'x = 1\ny = 2', to: 'x = 3\ny = 4' };

  test('does so once, in the line ends of its file', () => {
    expect(replaceCode('x = 1\ny = 2\n', replacement)).toBe('x = 3\ny = 4\n');
    expect(replaceCode('x = 1\r\ny = 2\r\n', replacement)).toBe('x = 3\r\ny = 4\r\n');
    expect(replaceCode('x = 3\ny = 4\n', replacement)).toBe('x = 3\ny = 4\n');
  });

  test('does so beside itself where what is put in stands elsewhere, too', () => {
    const beside = { path: 'a.py', from: 'x = 1\n', to: 'x = 1\ny = 2\n' };
    const after = 'a = 0\nx = 1\ny = 2\n\nif a:\n    x = 1\ny = 2\n';
    expect(replaceCode('a = 0\nx = 1\n\nif a:\n    x = 1\ny = 2\n', beside)).toBe(after);
    expect(replaceCode(after, beside)).toBe(after);
  });

  test('gives way to more than a part of itself, which nobody could tell from what was there', () => {
    const part = { path: 'a.py', from: 'x = 1\ny = 2\n', to: 'y = 2\n' };
    expect(() => replaceCode('x = 1\ny = 2\n', part)).toThrow(/a\.py: .* part of/);
  });

  test('is refused where it was changed, with what to write', () => {
    const act = () => replaceCode('x = 1\ny = 5\n', replacement);

    expect(act).toThrow(RefusalError);
    expect(act).toThrow(/a\.py .* written otherwise.*instead of:\n {2}x = 1\n.*write:\n {2}x = 3/s);
    expect(replaceCode('z = 1\n', { ...replacement, mayBeMissing: true })).toBe('z = 1\n');
  });
});

describe('a backend that somebody else wrote', () => {
  test.each(WITH)('gets none by %s, and is told what to do', (_, { architecture }) => {
    const [ground] = TEST_BACKENDS;
    if (ground === undefined) throw new Error('there is no backend');
    const project = openGround(ground).workspace.fork();
    const act = () =>
      planRequest({ architecture, features: [], items: ['accounts'], choices: {} }, project);

    expect(act).toThrow(RefusalError);
    expect(act).toThrow(/not created by fastapi-feature\. .*in an empty folder/);
  });
});

describe.each(WITH)('%s', (_, ground) => {
  const { architecture } = ground;
  const run = (project: ReturnType<typeof openGround>['workspace']) =>
    planRequest({ architecture, features: [], items: ['accounts'], choices: {} }, project).files;

  test('gets accounts once', () => {
    const project = openGround(ground).workspace.fork();

    const first = run(project).filter(({ action }) => action !== 'unchanged');
    const second = run(project).filter(({ action }) => action !== 'unchanged');

    expect(first.some(({ path }) => /test_\w*accounts\w*\.py$/.test(path))).toBe(true);
    expect(second).toEqual([]);
  });
});

test.each([
  ['layered-service', 'app/services/auth_service.py'],
  ['layered-direct', 'app/api/v1/auth.py'],
])(
  '%s refuses where what signs in was changed, though the new line stands elsewhere, too',
  (name, path) => {
    const [, ground] = WITH.find(([each]) => each === name) ?? [];
    if (ground === undefined) throw new Error(`${name} has no accounts`);
    const project = openGround(ground).workspace.fork();
    const { architecture } = ground;
    const run = (...items: string[]) =>
      planRequest({ architecture, features: [], items, choices: {} }, project);
    run('deploy');
    const text = project.read(path) ?? '';
    const now = 'create_access_token(user.id)';
    expect(text).toContain(now);
    project.write(path, text.replace(now, 'str(user.id)'), { layer: '', why: '' });

    expect(() => run('accounts')).toThrow(/auth(_service)?\.py .* written otherwise/);
  },
);
