/** `--with accounts` in both styles: what they have in common, and what each says of itself. */
import {
  accountsIn,
  accountsReadme,
  accountsSettings,
  shortAccessTokens,
} from '../../shared/plan/accounts.js';
import { exported, fields, readmeIn, settingsIn } from '../../shared/plan/addition-edits.js';
import type {
  AdditionFile,
  AdditionRegistration,
  Integration,
} from '../../shared/plan/architecture.js';

const CONFIG = 'app/core/config.py';
const ENVIRONMENT = '.env.example';
const MODELS = 'app/models/__init__.py';

/** Where `read_version` and its like are. */
export const SESSION_TOKENS = 'app.core.session_tokens';

/** The files of both styles. */
const FILES: readonly AdditionFile[] = [
  {
    template: 'app/models/account.py.ejs',
    layer: 'models',
    why: 'The tables of sessions and of resets.',
  },
  {
    template: 'app/schemas/account.py.ejs',
    layer: 'schemas',
    why: 'What the API takes and gives for sessions and passwords.',
  },
  {
    template: 'alembic/versions/[revision]_create_account_tables.py.ejs',
    layer: 'models',
    why: 'The reversible migration that creates both tables and the new columns of users.',
    table: 'user_sessions',
  },
  {
    template: 'app/core/session_tokens.py.ejs',
    layer: 'core',
    why: 'Tokens that nobody can guess, their fingerprints, and access tokens that can be revoked.',
  },
  {
    template: 'app/core/account_mail.py.ejs',
    layer: 'core',
    why: 'Stands in for mail: logs what is to be sent in development, and nothing secret elsewhere.',
  },
  {
    template: 'app/api/account_deps.py.ejs',
    layer: 'api',
    why: 'Sessions apart, limits, and mail: what sends it is put in here.',
  },
  {
    template: 'app/grant_role.py.ejs',
    layer: 'application',
    why: 'The command that gives somebody a role, or takes it.',
  },
  {
    template: 'tests/test_grant_role.py.ejs',
    layer: 'tests',
    why: 'Tests what that command and `create_admin` do about accounts that are closed.',
  },
];

/** Returns the integration of a style, from its own files and edits. */
export function accountsOf({
  files,
  registrations,
  style,
}: {
  readonly style: 'service' | 'direct';
  readonly files: readonly AdditionFile[];
  readonly registrations: readonly AdditionRegistration[];
}): Integration {
  return accountsIn({
    files: [...FILES, ...files],
    view: { style },
    registrations: [
      ...settingsIn(
        [CONFIG, ENVIRONMENT],
        () => accountsSettings,
        'for sessions and resets: how long they last',
      ),
      ...shortAccessTokens(CONFIG, ENVIRONMENT),
      fields(
        'app/models/user.py',
        'models',
        'Has the columns for whether the account is open, and for which tokens are valid.',
        'User',
        {
          is_active: ': Mapped[bool] = mapped_column(default=True)',
          token_version: ': Mapped[int] = mapped_column(default=0)',
        },
      ),
      exported(
        MODELS,
        'models',
        "Imports the models, so that Alembic's metadata includes their tables.",
        ['PasswordReset', 'UserSession'].map((name) => ({ module: 'app.models.account', name })),
      ),
      fields(
        'app/schemas/user.py',
        'schemas',
        'Shows whether the account is open.',
        'UserResponse',
        { is_active: ': bool' },
      ),
      fields(
        'app/schemas/auth.py',
        'schemas',
        'Gives a refresh token with each access token.',
        'TokenResponse',
        { refresh_token: ': str' },
      ),
      ...registrations,
      readmeIn('README.md', 'Accounts', () =>
        accountsReadme({
          login: '/api/v1/auth/login',
          base: '/api/v1/accounts',
          closing: '/api/v1/accounts',
          users: '/api/v1/users',
          mail: '`get_account_mail` in `app/api/account_deps.py`',
          command: '.venv/bin/python -m app.grant_role you@example.com admin',
        }),
      ),
    ],
    mail: 'get_account_mail in app/api/account_deps.py',
  });
}
