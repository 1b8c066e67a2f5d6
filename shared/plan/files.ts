/** What features whose rows have files need from a project, and what their templates see. */
import { UsageError } from '../errors.js';
import type { Access } from '../feature/access.js';
import type { EndpointRequest, UrlConvention } from '../feature/endpoints.js';
import { acceptedBy, largestFile, refusedBy } from '../feature/field/types/file.js';
import { filesOf, hasFiles } from '../feature/files.js';
import { pascalOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import { newlineOf, refuseEdit } from '../python/edits.js';
import { addVariables } from '../python/env-file.js';
import { addDependencies } from '../python/pyproject.js';
import { addSettings } from '../python/settings.js';
import type { Architecture, Capability, Registration } from './architecture.js';
import { onlyIf } from './conditions.js';
import type { FeatureView } from './feature-view.js';
import { asTuple, outcomesOf } from './ownership-view.js';

/** The capability of an architecture whose rows can have files. */
const FILES = 'files';

/**
 * Returns the capability: files are received, kept and sent.
 *
 * @param path the module that knows which row has which file.
 * @param others the modules that it takes besides, and their tests.
 */
export function storedFiles(path: string, ...others: readonly string[]): Capability {
  return {
    id: FILES,
    why: 'Files that belong to rows: received, kept in a folder or in S3, and sent.',
    evidence: { path, symbol: 'StoredFile' },
    files: [path, ...others].map((each) => `${each}.ejs`),
    when: hasFiles,
  };
}

/** Where a project says what files need. */
export interface FilePlaces {
  readonly settings: string;
  /** The folder of the project, in that module: `ROOT`. */
  readonly root: string;
  readonly environment: string;
  readonly pyproject: string;
  readonly ignored: string;
}

/** The settings, each with what follows its name in the class, and in the example of an `.env` file. */
function settingsIn(root: string) {
  return {
    FILES_DIR: [`: Path = ${root} / "files"`, '=/var/lib/files  # where uploaded files are kept'],
    S3_BUCKET: [': str | None = None', '=  # a bucket for them instead; pip install ".[s3]"'],
    S3_ENDPOINT_URL: [': str | None = None', '=  # where that is, if not at AWS'],
  } as const;
}

const EXTRAS = '[project.optional-dependencies]';
const S3 = 's3 = ["boto3>=1.40"]';

/** Returns the registrations of what files need: packages, settings, and that Git ignores them. */
export function fileRegistrations(places: FilePlaces): readonly Registration[] {
  const { environment, ignored, pyproject, root, settings } = places;
  const when = onlyIf(({ spec }) => hasFiles(spec), '');
  const entries = Object.entries(settingsIn(root));
  return [
    {
      path: pyproject,
      layer: 'project',
      why: 'Names the package that tells files by their content, and the one for S3, which is optional.',
      when,
      edit: (source) => {
        const named = addDependencies(source, pyproject, { puremagic: 'puremagic>=1.28' });
        if (/^s3\s*=/m.test(named)) return named;
        if (!named.includes(EXTRAS)) refuseEdit(pyproject, `it has no ${EXTRAS}`, [EXTRAS, S3]);
        return named.replace(EXTRAS, `${EXTRAS}${newlineOf(named)}${S3}`);
      },
    },
    {
      path: settings,
      layer: 'core',
      why: 'Adds the settings that say where files are kept.',
      when,
      edit: (source) =>
        addSettings(
          source,
          settings,
          Object.fromEntries(entries.map(([name, [declared]]) => [name, declared])),
        ),
    },
    {
      path: environment,
      layer: 'core',
      why: 'Lists the settings that say where files are kept.',
      when,
      edit: (source) =>
        addVariables(
          source,
          Object.fromEntries(entries.map(([name, [, example]]) => [name, `# ${name}${example}`])),
        ),
    },
    {
      path: ignored,
      layer: 'project',
      why: 'Keeps uploaded files out of Git.',
      when: onlyIf(({ spec }, project) => hasFiles(spec) && project.exists(ignored), ''),
      edit: (source) =>
        /^\/?files\/\r?$/m.test(source)
          ? source
          : `${source.trimEnd()}${newlineOf(source)}/files/${newlineOf(source)}`,
    },
  ];
}

/** @throws UsageError where nothing keeps files, or where rows could go without anybody noticing their files. */
export function requireFiles({ capabilities, id }: Architecture, spec: FeatureSpec): void {
  const [file] = filesOf(spec.fields);
  if (file === undefined) return;
  const place = `fields.${file.name}`;
  if (!capabilities.some((each) => each.id === FILES)) {
    throw new UsageError(
      `field "${file.name}": nothing of ${id} keeps files. Use ${file.name}:bytes for what is small, ${file.name}:url for what is kept elsewhere, or another architecture.`,
      { place },
    );
  }
  const cascading = spec.fields.find((field) => field['on-delete'] === 'cascade');
  if (cascading !== undefined) {
    throw new UsageError(
      `field "${file.name}": the database deletes rows along with their ${cascading.name}, and knows nothing of their files, which would stay for ever. ` +
        `Leave on-delete=cascade out of "${cascading.name}".`,
      { place },
    );
  }
}

/**
 * Returns the requests that upload, download and delete files.
 *
 * @param path the path of the feature, after those of its parents.
 */
export function requestsOfFiles(
  { aLabel, fields, spec }: FeatureView,
  { prefix = '' }: UrlConvention,
  path: string,
): readonly (EndpointRequest & { readonly does: string; readonly access: Access })[] {
  return fields
    .filter((field) => field.spec.type === 'file')
    .flatMap(({ key, label }) => {
      const url = `${prefix}/${path}/{id}/${key}`;
      const { read, write } = spec.access;
      return [
        { method: 'PUT', url, access: write, does: `uploads ${label} of ${aLabel}` },
        { method: 'GET', url, access: read, does: `downloads ${label} of ${aLabel}` },
        { method: 'DELETE', url, access: write, does: `deletes ${label} of ${aLabel}` },
      ] as const;
    });
}

/** Returns what all templates see of files. */
export function viewFiles({ fields, ownerRules }: FeatureView) {
  const files = fields
    .filter((field) => field.spec.type === 'file')
    .map((field) => {
      const accepted = acceptedBy(field.spec);
      const [{ beginning = '', mediaType = '' } = {}] = accepted;
      const { name } = field.spec;
      return {
        ...field,
        name,
        /** As part of the name of a class: `Cover`. */
        Name: pascalOf(name),
        /** The constants that say what is taken: `COVER_TYPES`, `COVER_BYTES`. */
        TYPES: `${name.toUpperCase()}_TYPES`,
        MOST: `${name.toUpperCase()}_BYTES`,
        /** The dependency that receives it. */
        receive: `receive_${name}`,
        /** Has it come before what guards an endpoint, which asks the database. */
        first: (guard: string) =>
          guard.replace('dependencies=[', `dependencies=[Depends(receive_${name}), `),
        mediaTypes: accepted.map((each) => `"${each.mediaType}"`).join(', '),
        most: String(largestFile(field.spec)).replaceAll(/\B(?=(\d{3})+$)/g, '_'),
        /** One that it may have, how such a file begins, and how one begins that is refused. */
        mediaType,
        beginning,
        refused: refusedBy(field.spec),
      };
    });
  return {
    files,
    hasFiles: files.length > 0,
    /** Roles of somebody who is not the owner, with what they get where they upload. */
    fileStrangers: outcomesOf(ownerRules.write, 200).map(asTuple),
    /** The constants that say what files are taken, and what receives them. */
    fileRules: files.flatMap(({ label, mediaTypes, MOST, most, receive, TYPES }) => [
      `# What ${label} may be, and how large.`,
      `${TYPES} = (${mediaTypes},)`,
      `${MOST} = ${most}`,
      `${receive} = body_as_file(${MOST})`,
    ]),
  };
}
