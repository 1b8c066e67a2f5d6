/** `--with deploy`: what it takes to run a project elsewhere, in any architecture. */
import { posix } from 'node:path';
import { insert, newlineOf, refuseEdit } from '../python/edits.js';
import type { AdditionFile, AdditionRegistration, Integration } from './architecture.js';

/** How the projects of an architecture differ from others where they are deployed. */
export interface Deployed {
  /** The folder in which Python runs: `backend`, or empty for the root of the project. */
  readonly backend: string;
  /** What of that folder is in the image. */
  readonly sources: readonly string[];
  /** The module of the application: `app.main`. */
  readonly application: string;
  /** What brings the database up to date, as a list in YAML. */
  readonly migrate: string;
  /** Whether that is Alembic. */
  readonly hasMigrations: boolean;
  /** What URLs of PostgreSQL begin with. */
  readonly driver: string;
  /** The command that makes the first admin. */
  readonly createAdmin: string;
  /** The path of a list, as an example. */
  readonly list: string;
  /** Whether answers are kept in Redis. */
  readonly cache: boolean;
  /** Whether there is a setting `DEBUG`. */
  readonly debug: boolean;
}

/** The command of projects with Alembic. */
export const ALEMBIC = '[alembic, upgrade, head]';

/** The files, each with the folder it belongs to: that in which Python runs, or the root of the project. */
const FILES: readonly (AdditionFile & { readonly inBackend: boolean })[] = [
  {
    template: 'Dockerfile.ejs',
    inBackend: true,
    why: 'The image: built in two stages, run by an unprivileged user, with a file system that may be read-only.',
  },
  {
    template: 'dockerignore.ejs',
    inBackend: true,
    why: 'Keeps out of the image what it does not need, secrets above all.',
  },
  {
    template: 'docker-compose.yml.ejs',
    inBackend: true,
    why: 'The application with all that it needs, migrated once before it starts.',
  },
  {
    template: 'deploy/kubernetes.yaml.ejs',
    inBackend: true,
    why: 'A manifest for Kubernetes: replicas, probes, limits, no privileges.',
  },
  {
    template: '.pre-commit-config.yaml.ejs',
    inBackend: false,
    why: 'Runs ruff and mypy before each commit.',
  },
  {
    template: '.github/workflows/ci.yml.ejs',
    inBackend: false,
    why: 'Checks each change on GitHub: lint, types, layers, tests on SQLite and PostgreSQL, migrations, the image.',
  },
  {
    template: 'docs/production.md.ejs',
    inBackend: false,
    why: 'What to do before strangers depend on it, each point with its command.',
  },
].map((file) => ({ ...file, layer: 'deployment' }));

/**
 * Returns the integration for an architecture.
 *
 * @param has the files that its foundation has already.
 */
export function deploy(
  deployed: Deployed,
  {
    has = [],
    registrations = [],
  }: {
    readonly has?: readonly string[];
    readonly registrations?: readonly AdditionRegistration[];
  } = {},
): Integration {
  const files = FILES.map(({ inBackend, ...file }) => ({
    ...file,
    template:
      inBackend && deployed.backend ? `${deployed.backend}/${file.template}` : file.template,
  }));
  return {
    name: 'deploy',
    why: 'What it takes to run it elsewhere: an image, Docker Compose, Kubernetes, CI on GitHub, pre-commit, a checklist for production.',
    addition: {
      view: { deployed },
      files: files.filter(({ template }) => !has.includes(template)),
      registrations,
    },
  };
}

/** A service that runs beside the application. */
interface Companion {
  /** `JOB_BROKER_URL: redis://broker:6379/0` */
  readonly variable: string;
  /** The services, as lines of `docker-compose.yml`. */
  readonly services: string;
}

/** Adds a companion where a project that is deployed has an item, whichever of the two comes first. */
export function companion(
  { backend }: Pick<Deployed, 'backend'>,
  kind: string,
  { services, variable }: Companion,
): readonly AdditionRegistration[] {
  const compose = posix.join(backend, 'docker-compose.yml');
  const [name = ''] = variable.split(':');
  return [
    {
      path: compose,
      layer: 'deployment',
      why: `Runs what a ${kind} needs beside the application.`,
      edit(source, item) {
        if (!item.has(kind) || source.includes(name)) return source;
        const newline = newlineOf(source);
        const settings = /^ {4}SECRET_KEY:.*\r?\n/m.exec(source);
        const database = /^ {2}database:\r?\n/m.exec(source);
        if (settings === null || database === null) {
          return refuseEdit(compose, 'it has no SECRET_KEY or no service "database"', [
            variable,
            ...services.trimEnd().split('\n'),
          ]);
        }
        return insert(source, [
          { at: settings.index, text: `    ${variable}${newline}` },
          { at: database.index, text: services.replaceAll('\n', newline) },
        ]);
      },
    },
  ];
}
