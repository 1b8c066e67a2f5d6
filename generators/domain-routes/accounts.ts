/** `--with accounts`: sessions that are renewed and revoked, passwords that are changed and reset, closed accounts. */
import {
  accountsIn,
  accountsReadme,
  accountsSettings,
  shortAccessTokens,
} from '../../shared/plan/accounts.js';
import {
  exported,
  fields,
  instead,
  readmeIn,
  settingsIn,
} from '../../shared/plan/addition-edits.js';
import { newlineOf, refuseEdit } from '../../shared/python/edits.js';
import { addFromImport } from '../../shared/python/imports.js';
import { registerRouter } from '../../shared/python/routers.js';

const CONFIG = 'config.py';
const ENVIRONMENT = '.env.example';
const MAIN = 'main.py';
const MODELS = 'database/models.py';
const MODELS_PACKAGE = 'database/models/__init__.py';
const ROUTES = 'routes/__init__.py';

/** Like the attempts to sign in, they have no model: they are nobody's rows, and forgotten when they end. */
const TABLES = `

# What the owners of accounts hold; it has no model, as it is forgotten when it ends.
user_sessions = Table(
    "user_sessions",
    Base.metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "user_id",
        Uuid,
        ForeignKey("users.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

password_resets = Table(
    "password_resets",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "user_id",
        Uuid,
        ForeignKey("users.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
`;

/** Accounts, from signing in to closing one. */
export const accounts = accountsIn({
  files: [
    {
      template: 'alembic/versions/[revision]_create_account_tables.py.ejs',
      layer: 'database',
      why: 'The reversible migration that creates both tables and the new columns of users.',
      table: 'user_sessions',
    },
    {
      template: 'utils/session_tokens.py.ejs',
      layer: 'utils',
      why: 'Tokens that nobody can guess, the fingerprints by which they are stored, and access tokens that can be revoked.',
    },
    {
      template: 'utils/account_mail.py.ejs',
      layer: 'utils',
      why: 'Stands in for mail: logs what is to be sent in development, and nothing secret elsewhere.',
    },
    {
      template: 'utils/accounts.py.ejs',
      layer: 'utils',
      why: 'Sessions apart, limits, and mail: what sends it is put in here.',
    },
    {
      template: 'services/account_service.py.ejs',
      layer: 'services',
      why: 'The rules: sessions, passwords, roles, closed accounts.',
    },
    {
      template: 'routes/accounts/__init__.py.ejs',
      layer: 'routes',
      why: 'Exports the router from its package.',
    },
    {
      template: 'routes/accounts/router.py.ejs',
      layer: 'routes',
      why: 'The routes under `/accounts`: renewing a session, signing out, passwords, roles, closing accounts.',
    },
    {
      template: 'routes/accounts/schemas.py.ejs',
      layer: 'routes',
      why: 'The request schemas, next to their router.',
    },
    {
      template: 'utils/grant_role.py.ejs',
      layer: 'application',
      why: 'The command that gives somebody a role, or takes it.',
    },
    {
      template: 'tests/test_accounts.py.ejs',
      layer: 'tests',
      why: 'Tests all of it over HTTP, as its users and as those who attack them.',
    },
    {
      template: 'tests/test_account_races.py.ejs',
      layer: 'tests',
      why: 'Uses one token in many threads at a time, and lets all admins step down at once.',
    },
  ],
  registrations: [
    ...settingsIn(
      [CONFIG, ENVIRONMENT],
      () => accountsSettings,
      'for sessions and resets: how long they last',
    ),
    ...shortAccessTokens(CONFIG, ENVIRONMENT),
    {
      path: MODELS_PACKAGE,
      layer: 'database',
      why: 'Has no place for the tables where models are a package.',
      edit: () =>
        refuseEdit(MODELS_PACKAGE, 'users are not in database/models.py, where accounts belong', [
          'beside User, which is_active and token_version belong to as well:',
          ...TABLES.trim().split('\n'),
        ]),
    },
    {
      path: MODELS,
      layer: 'database',
      why: 'Has the tables of sessions and of resets.',
      edit: (source) => {
        if (/^user_sessions = /m.test(source)) return source;
        const imported = addFromImport(source, {
          path: MODELS,
          module: 'sqlalchemy',
          name: 'Uuid',
        });
        const newline = newlineOf(source);
        return imported.trimEnd() + newline + TABLES.replaceAll('\n', newline);
      },
    },
    fields(
      MODELS,
      'database',
      'Has columns for whether the account is open, and which tokens are valid.',
      'User',
      {
        is_active: ': Mapped[bool] = mapped_column(default=True)',
        token_version: ': Mapped[int] = mapped_column(default=0)',
      },
    ),
    fields(
      'routes/auth/schemas.py',
      'routes',
      'Shows whether the account is open.',
      'UserResponse',
      { is_active: ': bool' },
    ),
    fields(
      'routes/auth/schemas.py',
      'routes',
      'Gives a refresh token with each access token.',
      'TokenResponse',
      { refresh_token: ': str' },
    ),
    instead(
      'services/auth_service.py',
      'services',
      'Leaves the tokens to whoever opens a session, and makes nobody an admin whose account is closed.',
      [
        [
          'password: str) -> str:\n        """Return a token for the user with this address and password.',
          'password: str) -> User:\n        """Return the user with this address and password.',
        ],
        [
          '        logger.info("user_signed_in", user_id=str(user.id))\n        return create_access_token(user.id)',
          '        logger.info("user_signed_in", user_id=str(user.id))\n        return user',
        ],
        ['import (\n    create_access_token,\n    hash_password,', 'import (\n    hash_password,'],
        [
          'and trades passwords for tokens and tokens for users.',
          'and trades passwords and tokens for users.',
        ],
        [
          '            raise AuthenticationError("This account has another password.")\n',
          '            raise AuthenticationError("This account has another password.")\n        elif not user.is_active:\n            raise AuthenticationError("This account is closed.")\n',
        ],
      ],
    ),
    instead(
      'utils/access.py',
      'utils',
      'Lets nobody in whose account is closed, or whose tokens were revoked.',
      [
        [
          '    user = AuthService(db).identify(token)\n',
          '    user = AccountService(db).identify(token)\n',
        ],
        [
          'from services.auth_service import AuthService\n',
          'from services.account_service import AccountService\n',
        ],
      ],
    ),
    instead(
      'routes/auth/router.py',
      'routes',
      'Opens a session for whoever signs in.',
      [
        ['a password for a token."""', 'a password for tokens."""'],
        [
          '    token = AuthService(db).sign_in(form.username, form.password)\n    return TokenResponse(access_token=token)',
          '    user = AuthService(db).sign_in(form.username, form.password)\n    access_token, refresh_token = AccountService(db).open_session(user)\n    return TokenResponse(access_token=access_token, refresh_token=refresh_token)',
        ],
      ],
      [{ module: 'services.account_service', name: 'AccountService' }],
    ),
    instead(
      'tests/test_rules.py',
      'tests',
      'Knows which routes of accounts need no token: what they are given is one.',
      [
        [
          '"/api/v1/auth/login", "/health", "/health/ready"}\n',
          '"/api/v1/auth/login", "/health", "/health/ready"}\nOPEN |= {\n    f"/api/v1/accounts/{name}"\n    for name in ("refresh", "logout", "password-reset", "password-reset/confirm")\n}\n',
        ],
      ],
    ),
    exported(
      ROUTES,
      'routes',
      'Re-exports the router, like those of the other top-level features.',
      [{ module: '.accounts', name: 'router', alias: 'accounts_router' }],
    ),
    {
      path: MAIN,
      layer: 'application',
      why: 'Includes the router of accounts.',
      edit: (source) =>
        registerRouter(source, {
          path: MAIN,
          package: 'routes.accounts',
          module: 'router',
          alias: 'accounts_router',
          isRouter: true,
          receiver: 'app',
          options: 'prefix="/api/v1"',
        }),
    },
    readmeIn('README.md', 'Accounts', () =>
      accountsReadme({
        login: '/api/v1/auth/login',
        base: '/api/v1/accounts',
        closing: '/api/v1/accounts',
        users: 'PUT /api/v1/accounts',
        mail: '`get_account_mail` in `utils/accounts.py`',
        command: '.venv/bin/python -m utils.grant_role you@example.com admin',
      }),
    ),
  ],
  mail: 'get_account_mail in utils/accounts.py',
});
