/** Features written out again: as in a spec file, and as typed. */

import { formatFieldToken } from './field/grammar.js';
import { type KeyOption, spread } from './key.js';
import { FEATURE_KEYS, type FeatureBody } from './keys.js';
import { propertyName } from './option.js';
import type { FeatureOptions, FeatureSpec } from './spec.js';

/**
 * Writes a feature as the value it has under its name in a spec file, without defaults. Reading it
 * back gives the same feature.
 */
export function writeFeature(feature: FeatureSpec): FeatureBody {
  return Object.fromEntries(
    FEATURE_KEYS.map((key) => [key.name, key.write(feature)] as const).filter(
      ([, said]) => said !== undefined,
    ),
  ) as unknown as FeatureBody;
}

/**
 * What is typed for an architecture: its sub-generator and, if it has several styles, its style.
 */
export interface Subcommand {
  /** `layered` */
  readonly generator: string;
  /** `direct` */
  readonly style?: string;
}

/**
 * Returns the command that adds a feature, ready to be pasted into a shell.
 *
 * @param destination the value of `--destination`, if one was given.
 * @param platform the system whose shell it is for, as Node calls it.
 */
export function commandOf(
  { generator, style }: Subcommand,
  feature: FeatureSpec,
  destination?: string,
  platform: string = process.platform,
): string {
  return [
    'fastapi-feature',
    generator,
    feature.name,
    ...feature.fields.map(formatFieldToken),
    ...(style === undefined ? [] : ['--style', style]),
    ...FEATURE_KEYS.flatMap((key) => spread(key, key.write(feature))).flatMap(typed),
    ...(destination === undefined ? [] : ['--destination', destination]),
  ]
    .map((each) => quoted(each, platform))
    .join(' ');
}

/** Returns what the options of the command line say of a feature. */
export function optionsOf(feature: FeatureSpec): FeatureOptions {
  const said = FEATURE_KEYS.filter(({ kind }) => kind !== 'fields')
    .flatMap((key) => spread(key, key.write(feature)))
    .filter(([, value]) => value !== undefined)
    .map(([{ kind, name }, value]) => [propertyName(name), asOption(kind, value)]);
  return Object.fromEntries(said);
}

/** Returns the value of an option as it is once it is read: of lists, each is joined. */
function asOption(kind: KeyOption['kind'], said: unknown): unknown {
  if (!Array.isArray(said)) return said;
  return kind === 'lists' ? said.map((each: readonly string[]) => each.join('+')) : said.join('+');
}

/** Returns an option with its value, as typed; nothing if nothing is said. */
function typed([{ kind, name }, said]: [KeyOption, unknown]): string[] {
  if (said === undefined) return [];
  if (kind === 'flag') return [said === true ? `--${name}` : `--no-${name}`];
  if (kind === 'lists') {
    return (said as readonly (readonly string[])[]).flatMap((each) => [
      `--${name}`,
      each.join('+'),
    ]);
  }
  return [`--${name}`, Array.isArray(said) ? said.join('+') : String(said)];
}

/**
 * Returns what is typed for an architecture after the name of the program: `layered --style
 * direct`.
 */
export function subcommandOf({ generator, style }: Subcommand): string {
  return style === undefined ? generator : `${generator} --style ${style}`;
}

/**
 * Quotes an argument for the shell: that of POSIX, or on Windows PowerShell, and cmd where it has quotes for it.
 *
 * @param platform the system, as Node calls it.
 */
export function quoted(argument: string, platform: string = process.platform): string {
  if (platform === 'win32') {
    if (/^[\w+=:./\\-]+$/.test(argument)) return argument;
    return /["$`%!]/.test(argument) ? `'${argument.replaceAll("'", "''")}'` : `"${argument}"`;
  }
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
