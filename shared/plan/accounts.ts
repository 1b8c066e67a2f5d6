/** What `--with accounts` says in every architecture. */

import { replaceCode } from '../python/replacements.js';
import type { AdditionFile, AdditionRegistration, Integration } from './architecture.js';

/** Its settings, each with what stands behind its name in the class, and what `.env.example` says of it. */
export const accountsSettings = {
  REFRESH_TOKEN_EXPIRE_DAYS: {
    declared: ': int = Field(default=30, gt=0)',
    example: '=30       # how long somebody stays signed in',
  },
  PASSWORD_RESET_EXPIRE_MINUTES: {
    declared: ': int = Field(default=30, gt=0)',
    example: '=30   # how long what was sent to set a password is good for',
  },
};

/** Where an architecture has what. */
interface Places {
  /** Where people sign in: `/auth/login`. */
  readonly login: string;
  /** Below what the endpoints of sessions are: `/auth`. */
  readonly base: string;
  /** Below what accounts are closed: `/users`. */
  readonly closing: string;
  /** Below what the endpoints of users are: `/users`. */
  readonly users: string;
  /** What is replaced so that mail is sent. */
  readonly mail: string;
  /** The command that grants a role. */
  readonly command: string;
}

/** Returns the section of the README. */
export function accountsReadme({ base, closing, command, login, mail, users }: Places): string {
  return `
\`POST ${login}\` gives an access token and a refresh token. \`POST ${base}/refresh\` trades the refresh token for new ones:
each is good for once, and one that comes twice ends the session, since one of the two who have it is a thief. So a client
renews its tokens in one place, never in two requests at a time. A session ends after \`REFRESH_TOKEN_EXPIRE_DAYS\` in any
case; \`POST ${base}/logout\` ends it at once, but for the access token, which lasts
\`ACCESS_TOKEN_EXPIRE_MINUTES\`. \`POST ${base}/logout-everywhere\`, another password and a closed account end access tokens,
too.

\`PUT ${base}/password\` changes the password. \`POST ${base}/password-reset\` has a token sent, and answers the same for addresses
without an account; \`POST ${base}/password-reset/confirm\` sets the password with it. **Nothing is sent yet**: in development
the token is in the log; ${mail} is where what sends mail goes.

\`POST ${base}/deactivate\` closes the own account, \`POST ${closing}/{id}/deactivate\` and \`/activate\` are for admins. A role is given
by \`${users}/{id}\`, or on the command line; \`user\` takes whichever somebody had:

\`\`\`sh
${command}
\`\`\``;
}

/** Returns the integration of an architecture, from its own files and edits. */
export function accountsIn({
  files,
  mail,
  registrations,
  view = {},
}: {
  readonly files: readonly AdditionFile[];
  readonly registrations: readonly AdditionRegistration[];
  /** Where what sends mail is put in: `get_account_mail in app/accounts.py`. */
  readonly mail: string;
  /** What its templates see besides what all of them see. */
  readonly view?: object;
}): Integration {
  return {
    name: 'accounts',
    why: 'Accounts whole: refresh tokens with rotation, signing out, change and reset of the password, closing accounts, a command that grants roles.',
    addition: {
      files,
      registrations,
      view,
      inForeign:
        'How people sign in here is not ours to change. Create a project with --with accounts in an empty folder, and take over from it what is missing here.',
      notes: () => [
        `No mail is sent until ${mail} has something that sends it; in development, resets are in the log.`,
      ],
    },
  };
}

/** Lets access tokens last less long, now that they are renewed, unless people have decided how long. */
export function shortAccessTokens(settings: string, environment: string): AdditionRegistration[] {
  const why = 'Lets access tokens last a quarter of an hour, as they are renewed.';
  const declared = (minutes: number) =>
    `ACCESS_TOKEN_EXPIRE_MINUTES: int = Field(default=${minutes}, gt=0)`;
  return [
    {
      path: settings,
      layer: 'core',
      why,
      edit: (source) =>
        replaceCode(source, {
          path: settings,
          from: declared(60),
          to: declared(15),
          mayBeMissing: true,
        }),
    },
    {
      path: environment,
      layer: 'core',
      why,
      edit: (source) =>
        source.replace('# ACCESS_TOKEN_EXPIRE_MINUTES=60', '# ACCESS_TOKEN_EXPIRE_MINUTES=15'),
    },
  ];
}
