/** `--with accounts` in domain-routes: where it is refused, since people have changed what gives way to it. */
import { expect, test } from '@jest/globals';
import { NEW_PROJECTS, openGround } from '../../scripts/fuzz/grounds.js';
import { RefusalError } from '../../shared/errors.js';
import { planRequest } from '../../shared/plan/request.js';

function founded(as = 'domain-routes') {
  const ground = NEW_PROJECTS.find(({ name }) => name === as);
  if (ground === undefined) throw new Error('there are no domain-routes');
  const project = openGround(ground).workspace.fork();
  const run = (...items: string[]) =>
    planRequest({ architecture: ground.architecture, features: [], items, choices: {} }, project);
  run('deploy');
  return { project, run };
}

test.each([
  ['services/auth_service.py', 'create_access_token(user.id)', 'str(user.id)'],
  ['services/auth_service.py', 'This account has another password.', 'No.'],
  ['utils/access.py', 'AuthService(db).identify(token)', 'AuthService(db).find(token)'],
  ['routes/auth/router.py', 'TokenResponse(access_token=token)', 'TokenResponse(access_token="")'],
  ['tests/test_rules.py', '"/health/ready"}', '"/health/ready", "/"}'],
])('refuses where %s no longer has %s', (path, line, other) => {
  const { project, run } = founded();
  const text = project.read(path) ?? '';
  expect(text).toContain(line);
  project.write(path, text.replace(line, other), { layer: '', why: '' });

  expect(() => run('accounts')).toThrow(
    expect.objectContaining({
      name: RefusalError.name,
      message: expect.stringMatching(/written otherwise.*instead of:.*write:/s),
    }),
  );
});

test('refuses where models are a package, with the tables to write', () => {
  const { run } = founded('domain-routes, changed');

  expect(() => run('accounts')).toThrow(
    /cannot be edited safely.*user_sessions = Table\(.*password_resets = Table\(/s,
  );
});
