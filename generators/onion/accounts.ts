/** `--with accounts`: sessions that are renewed and revoked, passwords that are changed and reset, closed accounts. */
import {
  accountsIn,
  accountsReadme,
  accountsSettings,
  shortAccessTokens,
} from '../../shared/plan/accounts.js';
import { fields, instead } from '../../shared/plan/addition-edits.js';
import { models, readme, router, settings } from './wiring.js';

const APP = 'backend/app';
const API = `${APP}/presentation/api/v1`;
const TESTS = 'backend/tests';

const WIRING = 'app.presentation.api.v1.dependencies.account';

/** Accounts, from signing in to closing one. */
export const accounts = accountsIn({
  files: [
    {
      template: `${APP}/domain/entities/account.py.ejs`,
      layer: 'domain',
      why: 'What people hold to stay signed in, and what they are sent to get in again.',
    },
    {
      template: `${APP}/domain/schemas/account.py.ejs`,
      layer: 'domain',
      why: 'What changes about an account, and what its owner is given.',
    },
    {
      template: `${APP}/domain/services/secret_tokens.py.ejs`,
      layer: 'domain',
      why: 'Makes tokens that nobody can guess, and the fingerprints by which they are stored.',
    },
    {
      template: `${APP}/application/interfaces/account.py.ejs`,
      layer: 'application',
      why: 'The ports to stored sessions, to access tokens that can be revoked, and to mail.',
    },
    {
      template: `${APP}/application/use_cases/account.py.ejs`,
      layer: 'application',
      why: 'Signing in and out, renewing a session, passwords, closing an account: a use case for each.',
    },
    {
      template: `${APP}/infrastructure/models/account.py.ejs`,
      layer: 'infrastructure',
      why: 'The tables of sessions and of resets.',
    },
    {
      template: 'backend/alembic/versions/[revision]_create_account_tables.py.ejs',
      layer: 'infrastructure',
      why: 'The reversible migration that creates both tables and the new columns of users.',
      table: 'user_sessions',
    },
    {
      template: `${APP}/infrastructure/repositories/account.py.ejs`,
      layer: 'infrastructure',
      why: 'Keeps sessions and resets by the fingerprints of their tokens, and lets one of several use one up. It flushes; it never commits.',
    },
    {
      template: `${APP}/infrastructure/adapters/session_tokens.py.ejs`,
      layer: 'infrastructure',
      why: 'Access tokens with the version of their user, so that they can be revoked.',
    },
    {
      template: `${APP}/infrastructure/adapters/account_mail.py.ejs`,
      layer: 'infrastructure',
      why: 'Stands in for mail: logs what is to be sent in development, and nothing secret elsewhere.',
    },
    {
      template: `${API}/dependencies/account.py.ejs`,
      layer: 'presentation',
      why: 'Wires all of it; what sends mail is put in here.',
    },
    {
      template: `${API}/schemas/account.py.ejs`,
      layer: 'presentation',
      why: 'What the API takes and gives for sessions and passwords.',
    },
    {
      template: `${API}/routers/account.py.ejs`,
      layer: 'presentation',
      why: 'Further endpoints under `/auth`: renewing a session, signing out, passwords, closing the own account.',
    },
    {
      template: `${API}/routers/activity.py.ejs`,
      layer: 'presentation',
      why: 'Further endpoints under `/users`, for admins: closing accounts and opening them again.',
    },
    {
      template: `${APP}/presentation/grant_role.py.ejs`,
      layer: 'presentation',
      why: 'The command that gives somebody a role, or takes it.',
    },
    {
      template: `${TESTS}/e2e/test_accounts.py.ejs`,
      layer: 'tests',
      why: 'Tests all of it over HTTP, as its users and as those who attack them.',
    },
    {
      template: `${TESTS}/fakes/own_database.py.ejs`,
      layer: 'tests',
      why: 'A database of its own for tests with several threads or processes.',
    },
    {
      template: `${TESTS}/integration/test_account_races.py.ejs`,
      layer: 'tests',
      why: 'Uses one token in many threads at a time, and lets all admins step down at once.',
    },
  ],
  registrations: [
    ...settings(() => accountsSettings, 'for sessions and resets: how long they last'),
    ...shortAccessTokens('backend/app/core/config.py', 'backend/.env.example'),
    fields(
      `${APP}/domain/entities/user.py`,
      'domain',
      'Knows whether the account is open, and which tokens are valid.',
      'User',
      { is_active: ': bool = True', token_version: ': int = 0' },
    ),
    fields(
      `${APP}/infrastructure/models/user.py`,
      'infrastructure',
      'Has the columns for both.',
      'UserModel',
      {
        is_active: ': Mapped[bool] = mapped_column(default=True)',
        token_version: ': Mapped[int] = mapped_column(default=0)',
      },
    ),
    instead(
      `${APP}/infrastructure/repositories/user.py`,
      'infrastructure',
      'Counts only those admins whose account is open.',
      [
        [
          'is_admin = UserModel.role == "admin"',
          'is_admin = and_(UserModel.role == "admin", UserModel.is_active)',
        ],
      ],
      [{ module: 'sqlalchemy', name: 'and_' }],
    ),
    instead(`${TESTS}/fakes/user.py`, 'tests', 'Counts only those admins whose account is open.', [
      [
        '        return {id_ for id_, user in self._entities.items() if user.role == "admin"}',
        '        admins = [user for user in self._entities.values() if user.role == "admin"]\n        return {user.id or 0 for user in admins if user.is_active}',
      ],
    ]),
    models('account', ['PasswordResetModel', 'UserSessionModel']),
    instead(
      `${APP}/application/use_cases/user.py`,
      'application',
      'Makes nobody an admin whose account is closed.',
      [
        [
          'another password.")\n        return self.repo.update(user.change(UserChanges(role="admin")))',
          'another password.")\n        elif not user.is_active:\n            raise AuthenticationError("This account is closed: open it first.")\n        return self.repo.update(user.change(UserChanges(role="admin")))',
        ],
      ],
    ),
    fields(
      `${API}/schemas/user.py`,
      'presentation',
      'Shows whether the account is open.',
      'UserResponse',
      { is_active: ': bool' },
    ),
    instead(
      `${API}/dependencies/auth.py`,
      'presentation',
      'Lets nobody in whose account is closed, or whose tokens were revoked.',
      [
        [
          '    return IdentifyUserUseCase(repo, tokens).execute(token)',
          '    user = IdentifyUserUseCase(repo, tokens).execute(token)\n    return CheckSessionUseCase(get_session_tokens()).execute(user, token)',
        ],
      ],
      [
        { module: 'app.application.use_cases.account', name: 'CheckSessionUseCase' },
        { module: WIRING, name: 'get_session_tokens' },
      ],
    ),
    fields(
      `${API}/schemas/auth.py`,
      'presentation',
      'Gives a refresh token with each access token.',
      'TokenResponse',
      { refresh_token: ': str' },
    ),
    instead(
      `${API}/routers/auth.py`,
      'presentation',
      'Opens a session for whoever signs in.',
      [
        [
          '    tokens: TokenService,\n) -> TokenResponse:',
          '    opener: SessionOpener,\n) -> TokenResponse:',
        ],
        ['password for a token."""', 'password for tokens."""'],
        [
          '    return TokenResponse(access_token=tokens.issue(str(user.id)))',
          '    issued = opener.execute(user)\n    return TokenResponse.model_validate(issued, from_attributes=True)',
        ],
        ['import PasswordHasher, TokenService\n', 'import PasswordHasher\n'],
      ],
      [{ module: WIRING, name: 'SessionOpener' }],
    ),
    router('account', 'auth', 'Includes the endpoints of sessions and passwords.'),
    router('activity', 'users', 'Includes the endpoints that close accounts.'),
    readme('Accounts', () =>
      accountsReadme({
        login: '/auth/login',
        base: '/auth',
        closing: '/users',
        users: '/users',
        mail: '`get_account_mail` in `dependencies/account.py`',
        command: '.venv/bin/python -m app.presentation.grant_role you@example.com admin',
      }),
    ),
  ],
  mail: 'get_account_mail in backend/app/presentation/api/v1/dependencies/account.py',
});
