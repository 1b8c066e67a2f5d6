/** The command line's options, declared once: for `--help`, the runner, Yeoman and the prompts. */
import { UsageError } from '../errors.js';
import { suggest } from '../suggestion.js';

/** How an option is written and what it means. */
export interface OptionDeclaration {
  /** As it is written, without dashes: `dry-run`. */
  readonly name: string;
  /** A list is joined by `+`, or given again and again. */
  readonly kind: 'flag' | 'text' | 'list';
  readonly description: string;
  /** A single letter that stands for it. */
  readonly alias?: string;
  /** What its value stands for in `--help`: `FILE`. */
  readonly value?: string;
  /** A flag that is on unless `--no-...` turns it off. */
  readonly onByDefault?: boolean;
}

/** Every option that all sub-generators take. */
export const OPTIONS = [
  {
    name: 'style',
    kind: 'text',
    value: 'STYLE',
    description: "which style of the architecture (default: the project's own, or else the first)",
  },
  {
    name: 'yes',
    alias: 'y',
    kind: 'flag',
    description: 'never ask: take defaults, and fail where there is none',
  },
  {
    name: 'spec',
    kind: 'text',
    value: 'FILE',
    description: 'take features from a YAML or JSON file instead of arguments',
  },
  { name: 'dry-run', kind: 'flag', description: 'show what would be done and write nothing' },
  {
    name: 'json',
    kind: 'flag',
    description: 'print the plan, or what was done, as one JSON document',
  },
  { name: 'force', kind: 'flag', description: 'overwrite files that differ' },
  {
    name: 'explain',
    kind: 'flag',
    description: 'say of each file why it exists and what goes in it',
  },
  {
    name: 'destination',
    kind: 'text',
    value: 'DIR',
    description: "the project's root (default: the current folder)",
  },
  {
    name: 'read',
    kind: 'text',
    value: 'WHO',
    description: 'who may list and get: public, user, admin or ROLE+ROLE (default: user)',
  },
  {
    name: 'write',
    kind: 'text',
    value: 'WHO',
    description: 'who may create and update (default: user)',
  },
  { name: 'delete', kind: 'text', value: 'WHO', description: 'who may delete (default: user)' },
  {
    name: 'endpoints',
    kind: 'text',
    value: 'LIST',
    description: 'which endpoints: list+get+create+update+delete (default: all)',
  },
  {
    name: 'plural',
    kind: 'text',
    value: 'NAME',
    description: 'the plural, where it is not the usual one',
  },
  {
    name: 'with',
    kind: 'list',
    value: 'LIST',
    description: 'what the feature is connected to: see the architecture (http-client+webhook)',
  },
  { name: 'parent', kind: 'text', value: 'FEATURE', description: 'nest under a parent resource' },
  {
    name: 'tests',
    kind: 'flag',
    onByDefault: true,
    description: 'leave the tests out',
  },
  {
    name: 'migration',
    kind: 'flag',
    onByDefault: true,
    description: 'leave the migration out',
  },
  {
    name: 'backend',
    kind: 'list',
    value: 'LIST',
    description:
      "what to use of somebody else's backend, where its code leaves it open: session=PATH:NAME+user=PATH:NAME+routers=PATH",
  },
  {
    name: 'docs',
    kind: 'flag',
    description: 'write a page on the feature, with diagrams: docs/features/<feature>.md',
  },
  {
    name: 'print-spec',
    kind: 'flag',
    description:
      'print the features as a spec file and write nothing; without any, those the project remembers',
  },
  {
    name: 'print-schema',
    kind: 'flag',
    description: 'print the JSON Schema of spec files, for editors, and write nothing',
  },
] as const satisfies readonly OptionDeclaration[];

/** The values of the options, under the names that code uses. */
export interface RunOptions {
  readonly style?: string;
  readonly yes: boolean;
  readonly spec?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly force: boolean;
  readonly explain: boolean;
  readonly destination?: string;
  readonly read?: string;
  readonly write?: string;
  readonly delete?: string;
  readonly endpoints?: string;
  readonly plural?: string;
  readonly parent?: string;
  readonly with?: string;
  readonly tests: boolean;
  readonly migration: boolean;
  readonly backend?: string;
  readonly docs: boolean;
  readonly printSpec: boolean;
  readonly printSchema: boolean;
}

/**
 * Reads the options however they arrive: typed by the runner, raw from `yo` (which knows no types and
 * gives both `dryRun` and `dry-run`), or from a program.
 *
 * @throws UsageError for a value that does not fit its option, and for an unknown option that is nearly a known one.
 */
export function readOptions(raw: Readonly<Record<string, unknown>>): RunOptions {
  refuseMisspelt(raw);
  const values: Record<string, boolean | string> = {};
  for (const option of OPTIONS) {
    const key = camelCase(option.name);
    const given = raw[key] ?? raw[option.name];
    const value = option.kind === 'flag' ? readFlag(option, given) : readText(option, given);
    if (value !== undefined) values[key] = value;
  }
  return values as unknown as RunOptions;
}

/** Whether an option was given at all, under either spelling. */
export function isGiven(raw: Readonly<Record<string, unknown>>, name: string): boolean {
  return (raw[camelCase(name)] ?? raw[name]) !== undefined;
}

function readFlag(option: OptionDeclaration, given: unknown): boolean {
  if (given === undefined || given === null) return option.onByDefault ?? false;
  if (typeof given === 'boolean') return given;
  if (given === 'true') return true;
  if (given === 'false') return false;
  throw new UsageError(
    `--${option.name} takes no value, but was given "${String(given)}". ` +
      'Write it after the feature and its fields.',
  );
}

function readText(option: OptionDeclaration, given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined;
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (values.every((value) => typeof value === 'string' && value !== '')) {
    if (values.length === 1 || option.kind === 'list') return values.join('+');
    throw new UsageError(
      `--${option.name} may be given only once, but was given as: ${values.join(', ')}.`,
    );
  }
  throw new UsageError(`--${option.name} needs a value: --${option.name}=${option.value}.`);
}

/** What `yo` and Yeoman put among the options by themselves. */
function refuseMisspelt(raw: Readonly<Record<string, unknown>>): void {
  const known: string[] = OPTIONS.map(({ name }) => name);
  for (const key of Object.keys(raw)) {
    const name = kebabCase(key);
    if (known.includes(name) || known.includes(name.replace(/^no-/, ''))) continue;
    const near = suggest(name, known);
    if (near !== undefined && !YEOMAN_OPTIONS.has(name)) {
      throw new UsageError(`there is no option --${name}. Did you mean --${near}?`);
    }
  }
}

/** Yeoman's own options that are spelt much like ours. */
const YEOMAN_OPTIONS = new Set(['help', 'version', 'env', 'bail', 'debug', 'insight']);

/** `dry-run` as a property: `dryRun`. */
function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
