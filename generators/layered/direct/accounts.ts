/** `--with accounts` in layers whose endpoints query directly. */
import { instead } from '../../../shared/plan/addition-edits.js';
import { registerRouter } from '../../../shared/python/routers.js';
import { accountsOf, SESSION_TOKENS } from '../accounts.js';

const MAIN = 'app/main.py';

/** Accounts, from signing in to closing one. */
export const accounts = accountsOf({
  style: 'direct',
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
      'Ends what somebody was given when an admin closes their account, or sets their address or password.',
      [
        [
          '    await flush_or_conflict(db)\n    logger.info("user_updated"',
          '    await flush_or_conflict(db)\n    if changes.keys() & {"email", "is_active", "password_hash"}:\n        await revoke(db, user)\n    logger.info("user_updated"',
        ],
      ],
      [{ module: 'app.api.sessions', name: 'revoke' }],
    ),
    instead(
      'app/api/deps.py',
      'api',
      'Lets nobody in whose tokens were revoked.',
      [
        [
          '    user = None if user_id is None else await db.get(User, user_id)\n    if user is None or not user.is_active:\n',
          '    user = None if user_id is None else await db.get(User, user_id)\n    version = None if user is None else read_version(token or "")\n    if user is None or not user.is_active or user.token_version != version:\n',
        ],
      ],
      [{ module: SESSION_TOKENS, name: 'read_version' }],
    ),
    instead(
      'app/api/v1/auth.py',
      'api',
      'Opens a session for whoever signs in.',
      [
        ['and a password for a token.\n', 'and a password for tokens.\n'],
        ['        The token.\n', '        The tokens.\n'],
        [
          '        return TokenResponse(access_token=create_access_token(user.id))\n',
          '        return await open_session(db, user)\n',
        ],
        [
          'import create_access_token, hash_password, verify_password\n',
          'import hash_password, verify_password\n',
        ],
      ],
      [{ module: 'app.api.sessions', name: 'open_session' }],
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
