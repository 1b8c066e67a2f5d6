/** `--with accounts` in layers whose endpoints query directly. */
import { instead } from '../../../shared/plan/addition-edits.js';
import { registerRouter } from '../../../shared/python/routers.js';
import { accountsOf, SESSION_TOKENS } from '../accounts.js';

const MAIN = 'app/main.py';

/** Accounts, from signing in to closing one. */
export const accounts = accountsOf({
  files: [
    {
      template: 'app/api/sessions.py.ejs',
      layer: 'api',
      why: 'Opens sessions, and revokes what people were given.',
    },
    {
      template: 'app/api/v1/accounts.py.ejs',
      layer: 'api',
      why: 'The endpoints under `/accounts`, with their queries and rules.',
    },
    {
      template: 'tests/test_accounts.py.ejs',
      layer: 'tests',
      why: 'Tests all of it over HTTP, as its users and as those who attack them.',
    },
    {
      template: 'tests/test_account_races.py.ejs',
      layer: 'tests',
      why: 'Uses one token in many tasks at a time, and lets all admins step down at once.',
    },
  ],
  registrations: [
    instead(
      'app/api/v1/users.py',
      'api',
      'Counts only those admins whose account is open, for other modules, too.',
      [
        ['async def _keep_an_admin(', 'async def keep_an_admin('],
        [
          '    is_admin = User.role == "admin"\n',
          '    is_admin = and_(User.role == "admin", User.is_active)\n',
        ],
        [
          '"admin"}:\n        await _keep_an_admin(db, user_id)\n',
          '"admin"}:\n        await keep_an_admin(db, user_id)\n',
        ],
        [
          '    await _keep_an_admin(db, user_id)\n    await db.delete(',
          '    await keep_an_admin(db, user_id)\n    await db.delete(',
        ],
      ],
      [{ module: 'sqlalchemy', name: 'and_' }],
    ),
    instead(
      'app/api/deps.py',
      'api',
      'Lets nobody in whose account is closed, or whose tokens were revoked.',
      [
        [
          '    user = None if user_id is None else await db.get(User, user_id)\n    if user is None:\n',
          '    user = None if user_id is None else await db.get(User, user_id)\n    version = None if user is None else read_version(token or "")\n    if user is None or not user.is_active or user.token_version != version:\n',
        ],
      ],
      [{ module: SESSION_TOKENS, name: 'read_version' }],
    ),
    instead(
      'app/api/v1/auth.py',
      'api',
      'Opens a session for whoever signs in, unless their account is closed.',
      [
        ['and a password for a token.\n', 'and a password for tokens.\n'],
        ['        The token.\n', '        The tokens.\n'],
        [
          '401 where there is no such user. It does not tell whether the\n            email or the password was wrong.\n',
          '401 where there is no such user, or their account is closed. It\n            does not tell which, nor whether the email or the password was wrong.\n',
        ],
        [
          '    elif await asyncio.to_thread(verify_password, form.password, user.password_hash):\n        return TokenResponse(access_token=create_access_token(user.id))\n',
          '    elif (\n        await asyncio.to_thread(verify_password, form.password, user.password_hash)\n        and user.is_active\n    ):\n        return await open_session(db, user)\n',
        ],
        [
          'import create_access_token, hash_password, verify_password\n',
          'import hash_password, verify_password\n',
        ],
      ],
      [{ module: 'app.api.sessions', name: 'open_session' }],
    ),
    instead(
      'app/create_admin.py',
      'application',
      'Makes nobody an admin whose account is closed.',
      [
        [
          '        SystemExit: It has another password, so somebody else may have it.\n',
          '        SystemExit: It has another password, so somebody else may have it, or it is\n            closed.\n',
        ],
        [
          'another password.")\n        user.role = "admin"\n',
          'another password.")\n        elif not user.is_active:\n            raise SystemExit(f"{data.email}: This account is closed: open it first.")\n        user.role = "admin"\n',
        ],
      ],
    ),
    {
      path: MAIN,
      layer: 'api',
      why: 'Includes the endpoints of accounts.',
      edit: (source) =>
        registerRouter(source, {
          path: MAIN,
          package: 'app.api.v1',
          module: 'accounts',
          receiver: 'app',
          options: 'prefix=settings.API_V1_PREFIX',
        }),
    },
    instead(
      'tests/conftest.py',
      'tests',
      'Sessions apart share the database of the test, too.',
      [
        [
          '    application.dependency_overrides[get_db] = get_test_db\n',
          '    application.dependency_overrides[get_db] = get_test_db\n    own_sessions = async_sessionmaker(db.bind)\n    application.dependency_overrides[get_own_sessions] = lambda: own_sessions\n',
        ],
      ],
      [
        { module: 'app.api.account_deps', name: 'get_own_sessions' },
        { module: 'sqlalchemy.ext.asyncio', name: 'async_sessionmaker' },
      ],
    ),
  ],
});
