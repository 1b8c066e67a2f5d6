/** `--with accounts` in layers with services and repositories. */
import { instead } from '../../../shared/plan/addition-edits.js';
import { registerRouter } from '../../../shared/python/routers.js';
import { accountsOf, SESSION_TOKENS } from '../accounts.js';

const ROUTER = 'app/api/v1/router.py';

/** Accounts, from signing in to closing one. */
export const accounts = accountsOf({
  style: 'service',
  files: [
    {
      template: 'app/repositories/account_repository.py.ejs',
      layer: 'repositories',
      why: 'Keeps sessions and resets by the fingerprints of their tokens, and lets one of several use one up. It flushes; it never commits.',
    },
    {
      template: 'app/services/account_service.py.ejs',
      layer: 'services',
      why: 'The rules: sessions, passwords, closed accounts.',
    },
    {
      template: 'app/api/v1/endpoints/accounts.py.ejs',
      layer: 'api',
      why: 'The endpoints under `/accounts`; whatever they change about a user is in the activity log.',
    },
    {
      template: 'tests/api/test_accounts.py.ejs',
      layer: 'tests',
      why: 'Tests all of it over HTTP, as its users and as those who attack them.',
    },
    {
      template: 'tests/services/test_account_races.py.ejs',
      layer: 'tests',
      why: 'Uses one token in many tasks at a time, and lets all admins step down at once.',
    },
  ],
  registrations: [
    instead(
      'app/repositories/user_repository.py',
      'repositories',
      'Counts only those admins whose account is open.',
      [
        [
          '        is_admin = and_(User.role == UserRole.ADMIN, User.deleted_at.is_(None))\n',
          '        is_admin = and_(\n            User.role == UserRole.ADMIN, User.is_active, User.deleted_at.is_(None)\n        )\n',
        ],
      ],
    ),
    instead('tests/fakes/user.py', 'tests', 'Counts only those admins whose account is open.', [
      [
        '        return {user.id for user in self.rows.values() if user.role == UserRole.ADMIN}',
        '        admins = [user for user in self.rows.values() if user.role == UserRole.ADMIN]\n        return {user.id for user in admins if user.is_active}',
      ],
    ]),
    instead(
      'app/services/auth_service.py',
      'services',
      'Lets nobody in whose account is closed, or whose tokens were revoked.',
      [
        [
          '"""Trades passwords for tokens, and tokens for users."""',
          '"""Tells who somebody is by their password, or by a token."""',
        ],
        [
          'password: str) -> str:\n        """Return a token for the user with this address and password.',
          'password: str) -> User:\n        """Return the user with this address and password.',
        ],
        [
          'password.")\n        return create_access_token(user.id)\n',
          'password.")\n        return user\n',
        ],
        [
          'is not valid, or its user is gone.',
          'is not valid or was revoked, or its user is\n                gone.',
        ],
        [
          '        user = None if user_id is None else await self.repo.get(user_id)\n        if user is None:\n',
          '        user = None if user_id is None else await self.repo.get(user_id)\n        is_good = user and user.is_active and user.token_version == read_version(token)\n        if user is None or not is_good:\n',
        ],
        [
          'import (\n    create_access_token,\n    hash_password,\n    read_access_token,\n    verify_password,\n)\n',
          'import hash_password, read_access_token, verify_password\n',
        ],
      ],
      [{ module: SESSION_TOKENS, name: 'read_version' }],
    ),
    instead(
      'app/services/user_service.py',
      'services',
      'Makes nobody an admin whose account is closed.',
      [
        [
          'so somebody else may have it.\n',
          'so somebody else may have it,\n                or it is closed.\n',
        ],
        [
          '        return await self.update_user(user.id, UserUpdate(role=UserRole.ADMIN))\n',
          '        user = await self.update_user(user.id, UserUpdate(role=UserRole.ADMIN))\n        if not user.is_active:\n            raise AuthenticationError("This account is closed: open it first.")\n        return user\n',
        ],
      ],
    ),
    instead(
      'app/api/v1/endpoints/auth.py',
      'api',
      'Opens a session for whoever signs in.',
      [
        [
          'form: Annotated[LoginForm, Form()], db: SessionDep) -> TokenResponse:\n    """Trade an email (as `username`) and a password for a token."""',
          '\n    form: Annotated[LoginForm, Form()], db: SessionDep, accounts: AccountServiceDep\n) -> TokenResponse:\n    """Trade an email (as `username`) and a password for tokens."""',
        ],
        [
          '    token = await service.sign_in(form.username, form.password)\n    return TokenResponse(access_token=token)',
          '    user = await service.sign_in(form.username, form.password)\n    return await accounts.open_session(user)',
        ],
      ],
      [{ module: 'app.api.account_deps', name: 'AccountServiceDep' }],
    ),
    {
      path: ROUTER,
      layer: 'api',
      why: 'Includes the endpoints of accounts.',
      edit: (source) =>
        registerRouter(source, {
          path: ROUTER,
          package: 'app.api.v1.endpoints',
          module: 'accounts',
          receiver: 'router',
        }),
    },
    instead(
      'tests/services/test_user_service.py',
      'tests',
      'Knows that signing in tells who somebody is, and what it takes to stay signed in.',
      [
        [
          'async def test_trades_a_password_for_a_token_and_a_token_for_the_user() -> None:',
          'async def test_knows_users_by_their_passwords_and_by_their_tokens() -> None:',
        ],
        [
          '    token = await AuthService(repo).sign_in(ACCOUNT.email, ACCOUNT.password)\n\n    assert await AuthService(repo).identify(token) is user\n',
          '    service = AuthService(repo)\n\n    assert await service.sign_in(ACCOUNT.email, ACCOUNT.password) is user\n    assert await service.identify(create_access_token(user.id)) is user\n',
        ],
        [
          '    assert opened is again\n    assert opened.role == "admin"\n',
          '    assert opened is again\n    assert opened.role == "admin"\n\n\nasync def test_makes_nobody_an_admin_whose_account_is_closed() -> None:\n    service = UserService(FakeUserRepository())\n    user = await service.create_user(ACCOUNT)\n    user.is_active = False\n\n    with pytest.raises(AuthenticationError, match="closed"):\n        await service.ensure_admin(ACCOUNT)\n',
        ],
      ],
    ),
  ],
});
