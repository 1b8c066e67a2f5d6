/** A feature written out again: as a spec file has it, and as it is typed. */

import { formatFieldToken } from './field/grammar.js';
import { ACTIONS, type Access, ENDPOINTS, type FeatureSpec } from './spec.js';

/** A feature in the form a spec file has it, under its name; only what is not usual is said. */
export interface WrittenFeature {
  readonly plural?: string;
  /** What comes after the name and its colon, by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly access?: Readonly<Record<string, string>>;
  readonly endpoints?: readonly string[];
  readonly parent?: string;
  readonly with?: readonly string[];
  readonly tests?: false;
  readonly migration?: false;
  readonly docs?: true;
}

/** Writes a feature as a spec file has it; reading it back gives the same feature. */
export function writeFeature(feature: FeatureSpec): WrittenFeature {
  const access = ACTIONS.filter((action) => !feature.assumed.includes(action)).map(
    (action) => [action, formatAccess(feature.access[action])] as const,
  );
  return {
    ...(feature.plural === undefined ? {} : { plural: feature.plural }),
    fields: Object.fromEntries(
      feature.fields.map((field) => [
        field.name,
        formatFieldToken(field).slice(field.name.length + 1),
      ]),
    ),
    ...(access.length === 0 ? {} : { access: Object.fromEntries(access) }),
    ...(hasAllEndpoints(feature) ? {} : { endpoints: feature.endpoints }),
    ...(feature.parent === undefined ? {} : { parent: feature.parent }),
    ...(feature.integrations.length === 0 ? {} : { with: feature.integrations }),
    ...(feature.tests ? {} : { tests: false }),
    ...(feature.migration ? {} : { migration: false }),
    ...(feature.docs ? { docs: true } : {}),
  };
}

/** What is typed for an architecture: its sub-generator and, where that has several, its style. */
export interface Subcommand {
  /** `layered` */
  readonly generator: string;
  /** `direct` */
  readonly style?: string;
}

/**
 * The command that adds a feature, ready to be pasted into a shell.
 *
 * @param destination the value of `--destination`, where one was given.
 */
export function commandOf(
  { generator, style }: Subcommand,
  feature: FeatureSpec,
  destination?: string,
): string {
  const written = writeFeature(feature);
  const option = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`--${name}`, value];
  return [
    'fastapi-feature',
    generator,
    feature.name,
    ...feature.fields.map(formatFieldToken),
    ...option('style', style),
    ...option('plural', written.plural),
    ...Object.entries(written.access ?? {}).flatMap(([action, who]) => option(action, who)),
    ...option('endpoints', written.endpoints?.join('+')),
    ...option('parent', written.parent),
    ...option('with', written.with?.join('+')),
    ...(feature.tests ? [] : ['--no-tests']),
    ...(feature.migration ? [] : ['--no-migration']),
    ...(feature.docs ? ['--docs'] : []),
    ...option('destination', destination),
  ]
    .map(quoted)
    .join(' ');
}

/** What is typed for an architecture, after the program's name: `layered --style direct`. */
export function subcommandOf({ generator, style }: Subcommand): string {
  return style === undefined ? generator : `${generator} --style ${style}`;
}

function formatAccess(access: Access): string {
  return access.kind === 'roles' ? access.roles.join('+') : access.kind;
}

function hasAllEndpoints({ endpoints }: FeatureSpec): boolean {
  return endpoints.length === ENDPOINTS.length;
}

/** An argument as a POSIX shell takes it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
