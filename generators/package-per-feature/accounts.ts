/** `--with accounts`: a package for sessions, passwords and closed accounts. */
import {
  accountsIn,
  accountsReadme,
  accountsSettings,
  shortAccessTokens,
} from '../../shared/plan/accounts.js';
import { fields, instead, readmeIn, settingsIn } from '../../shared/plan/addition-edits.js';
import { addFromImport } from '../../shared/python/imports.js';
import { registerRouter } from '../../shared/python/routers.js';
import { addStatement } from '../../shared/python/statements.js';

const APP = 'backend/app';
const MAIN = `${APP}/main.py`;
const ENDPOINTS = `${APP}/api/v1/endpoints.py`;
const CONFIG = `${APP}/core/config.py`;
const ENVIRONMENT = 'backend/.env.example';

const services = { module: 'app.accounts', name: 'services', alias: 'accounts_services' };

/** A file of the package. */
const file = (name: string, layer: string, why: string) => ({
  template: `${APP}/accounts/${name}.ejs`,
  layer,
  why,
});

/** Accounts, from signing in to closing one. */
export const accounts = accountsIn({
  files: [
    file('__init__.py', 'package', 'Makes the folder a package.'),
    file('models.py', 'models', 'The tables of accounts, sessions and resets.'),
    file('schemas.py', 'schemas', 'What the API takes and gives for sessions and passwords.'),
    file('crud.py', 'crud', 'Reads and writes them; lets one of several use a token up.'),
    file('services.py', 'services', 'The rules: sessions, passwords, closed accounts.'),
    file(
      'mail.py',
      'services',
      'Stands in for mail: logs what is to be sent in development, and nothing secret elsewhere.',
    ),
    file('deps.py', 'deps', 'Sessions apart, limits, and mail: what sends it is put in here.'),
    file('api.py', 'api', 'The endpoints under `/accounts`.'),
    file('tests/__init__.py', 'tests', 'Makes the folder a package.'),
    file(
      'tests/test_accounts.py',
      'tests',
      'Tests all of it over HTTP, as its users and as those who attack them.',
    ),
    file(
      'tests/test_races.py',
      'tests',
      'Uses one token in many threads at a time, and lets all admins step down at once.',
    ),
    {
      template: `${APP}/grant_role.py.ejs`,
      layer: 'application',
      why: 'The command that gives somebody a role, or takes it.',
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
      path: MAIN,
      layer: 'application',
      why: 'Creates the tables at start-up, unless the project uses Alembic.',
      edit: (source, _, project) => {
        if (project.exists('backend/alembic/env.py')) return source;
        const created = addStatement(source, {
          path: MAIN,
          statement: 'accounts_models.Base.metadata.create_all(bind=engine)',
          kind: /^\w+\.Base\.metadata\.create_all\(/,
          kindName: 'create_all calls',
        });
        const models = { module: 'app.accounts', name: 'models', alias: 'accounts_models' };
        return addFromImport(created, { path: MAIN, ...models });
      },
    },
    {
      path: ENDPOINTS,
      layer: 'application',
      why: 'Includes the endpoints of accounts.',
      edit: (source) =>
        registerRouter(source, {
          path: ENDPOINTS,
          package: 'app.accounts',
          module: 'api',
          alias: 'accounts_api',
          receiver: 'router',
          options: 'tags=["accounts"]',
        }),
    },
    fields(
      `${APP}/users/schemas.py`,
      'schemas',
      'Gives a refresh token with each access token.',
      'Token',
      { refresh_token: ': str' },
    ),
    instead(
      `${APP}/users/crud.py`,
      'crud',
      'Counts only those admins whose account is open.',
      [
        [
          '    is_admin = models.User.role == "admin"\n',
          '    closed = select(Account.user_id).where(Account.is_active.is_(False))\n    is_admin = and_(models.User.role == "admin", models.User.id.not_in(closed))\n',
        ],
      ],
      [
        { module: 'sqlalchemy', name: 'and_' },
        { module: 'app.accounts.models', name: 'Account' },
      ],
    ),
    instead(`${APP}/users/services.py`, 'services', 'Lets another package find users.', [
      [
        'def register_user(',
        'def find_user(db: Session, email: str) -> models.User | None:\n    """Return the user with this address, or None."""\n    return crud.get_user_by_email(db, email)\n\n\ndef register_user(',
      ],
    ]),
    instead(
      `${APP}/users/deps.py`,
      'deps',
      'Lets nobody in whose account is closed, or whose tokens were revoked.',
      [
        [
          '    return services.identify(db, token)\n',
          '    return accounts_services.identify(db, token)\n',
        ],
      ],
      [services],
    ),
    instead(
      `${APP}/users/api.py`,
      'api',
      'Opens a session for whoever signs in.',
      [
        ['password for a token."""', 'password for tokens."""'],
        [
          '    return schemas.Token(access_token=create_access_token(user.id))',
          '    return accounts_services.open_session(db, user)',
        ],
        [
          'import error_responses\nfrom app.core.security import create_access_token\nfrom app.users',
          'import error_responses\nfrom app.users',
        ],
      ],
      [services],
    ),
    instead(
      `${APP}/create_admin.py`,
      'application',
      'Makes nobody an admin whose account is closed.',
      [
        [
          '            user = services.ensure_admin(session, data)\n',
          '            user = services.ensure_admin(session, data)\n            if not accounts_services.is_open(session, user.id):\n                raise AuthenticationError("This account is closed: open it first.")\n',
        ],
      ],
      [services],
    ),
    readmeIn('backend/README.md', 'Accounts', () =>
      accountsReadme({
        login: '/api/v1/users/login',
        base: '/api/v1/accounts',
        closing: '/api/v1/accounts',
        users: '/api/v1/users',
        mail: '`get_account_mail` in `app/accounts/deps.py`',
        command: '.venv/bin/python -m app.grant_role you@example.com admin',
      }),
    ),
  ],
  mail: 'get_account_mail in backend/app/accounts/deps.py',
});
