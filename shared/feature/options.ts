/**
 * The options of the command line: for `--help`, the runner, Yeoman and the questions. Those of
 * features come from their keys.
 */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import { FEATURE_OPTIONS } from './keys.js';
import {
  type OptionDeclaration,
  type OptionValue,
  type PropertyName,
  propertyName,
} from './option.js';

/** Every option that all sub-generators take, in the order of `--help`. */
export const OPTIONS = inOrder([
  {
    name: 'style',
    kind: 'text',
    value: 'STYLE',
    help: "the style of the architecture (default: the project's own, otherwise the first)",
  },
  {
    name: 'yes',
    alias: 'y',
    kind: 'flag',
    help: 'never ask: use defaults, and fail where there are none',
  },
  {
    name: 'spec',
    kind: 'text',
    value: 'FILE',
    help: 'read features from a YAML or JSON file instead of arguments',
  },
  { name: 'dry-run', kind: 'flag', help: 'show what would be done and write nothing' },
  {
    name: 'json',
    kind: 'flag',
    help: 'print the plan, or the result, as one JSON document',
  },
  { name: 'force', alias: 'f', kind: 'flag', help: 'overwrite files that differ' },
  {
    name: 'verify',
    kind: 'flag',
    help: 'once it is written, import the application, compare migrations and models, and run the new tests; put everything back if something fails',
  },
  {
    name: 'explain',
    kind: 'flag',
    help: 'explain why each file exists and what goes into it',
  },
  {
    name: 'destination',
    kind: 'text',
    value: 'DIR',
    help: "the project's root (default: the current folder)",
  },
  ...FEATURE_OPTIONS,
  {
    name: 'backend',
    kind: 'list',
    after: 'migration',
    value: 'LIST',
    help: 'what to use from an existing backend, where its code leaves a choice: session=PATH:NAME+user=PATH:NAME+routers=PATH',
  },
  {
    name: 'json-case',
    kind: 'text',
    value: 'CASE',
    help: 'how the project spells the keys of its JSON: snake (default) or camel; decided with the project, and kept',
  },
  {
    name: 'agents',
    kind: 'flag',
    help: 'tell coding assistants about the project: a section in AGENTS.md, which a new project has anyway',
  },
  {
    name: 'print-spec',
    kind: 'flag',
    help: 'print the features as a spec file and write nothing; without arguments, the features that the project remembers',
  },
  {
    name: 'output',
    kind: 'text',
    value: 'FILE',
    help: 'write what --print-spec prints to this file, in UTF-8 whatever the shell',
  },
  {
    name: 'as-generator',
    kind: 'text',
    value: 'NAME',
    of: 'eject',
    help: "write a package with a generator of one's own, in TypeScript: generator-NAME",
  },
  {
    name: 'rename',
    kind: 'list',
    of: 'change',
    value: 'OLD=NEW',
    help: 'the new name of a field; its values are kept',
  },
  {
    name: 'drop',
    kind: 'list',
    of: 'change',
    value: 'FIELDS',
    help: 'the fields that go, with their values, joined by +',
  },
  {
    name: 'wiring-only',
    kind: 'flag',
    of: 'remove',
    help: 'take out the registrations only: files, migrations and the table stay',
  },
  {
    name: 'print-schema',
    kind: 'flag',
    help: 'print the JSON Schema of spec files, for editors, and write nothing',
  },
]);

/** Moves each option that follows another one behind it. */
function inOrder<const Option extends OptionDeclaration>(
  options: readonly Option[],
): readonly Option[] {
  const ordered = options.filter(({ after }) => after === undefined);
  for (const option of options.filter(({ after }) => after !== undefined)) {
    ordered.splice(ordered.findIndex(({ name }) => name === option.after) + 1, 0, option);
  }
  return ordered;
}

/** Options that show something and do nothing. */
export const SHOWING_OPTIONS: readonly OptionDeclaration[] = [
  { name: 'help', alias: 'h', kind: 'flag', help: 'show this text' },
  { name: 'version', alias: 'v', kind: 'flag', help: 'show the version' },
];

/**
 * Yeoman's own options that mean nothing here, or nothing in our runner: it takes them, so that a command line for
 * `yo` is one for the runner.
 */
const IGNORED_OPTIONS = [
  'ask-answered',
  'color',
  'debug',
  'force-install',
  'generators',
  'insight',
  'local-config-only',
  'local-only',
  'skip-cache',
  'skip-install',
  'skip-local-cache',
].map((name) => ({ name, kind: 'flag', help: '' }) as const);

const TAKEN_OPTIONS: readonly OptionDeclaration[] = [
  ...OPTIONS,
  ...SHOWING_OPTIONS,
  ...IGNORED_OPTIONS,
];

/** Every option in the form that Node's `parseArgs` takes. */
export const PARSER_OPTIONS = Object.fromEntries(
  TAKEN_OPTIONS.map(({ alias, kind, name }) => [
    name,
    {
      ...(kind === 'flag'
        ? ({ type: 'boolean' } as const)
        : ({ type: 'string', multiple: true } as const)),
      ...(alias === undefined ? {} : { short: alias }),
    },
  ]),
);

type Option = (typeof OPTIONS)[number];

/** The values of the options, under the names used in code. */
export type RunOptions = {
  readonly [O in Extract<Option, { kind: 'flag' }> as PropertyName<O['name']>]: boolean;
} & {
  readonly [O in Exclude<Option, { kind: 'flag' }> as PropertyName<O['name']>]?: OptionValue<
    O['kind']
  >;
};

/**
 * Reads the options however they arrive: typed by the runner, raw from `yo` (which knows no types
 * and passes both `dryRun` and `dry-run`), or from a program.
 *
 * @throws UsageError for a value that does not fit its option, and for a misspelt option.
 */
export function readOptions(raw: Readonly<Record<string, unknown>>): RunOptions {
  refuseMisspelt(raw);
  const values: Record<string, boolean | string | readonly string[]> = {};
  for (const option of OPTIONS) {
    const key = propertyName(option.name);
    const given = raw[key] ?? raw[option.name];
    const value = option.kind === 'flag' ? readFlag(option, given) : readText(option, given);
    if (value !== undefined) values[key] = value;
  }
  return values as unknown as RunOptions;
}

/** Whether an option was given, under either spelling. */
export function isGiven(raw: Readonly<Record<string, unknown>>, name: string): boolean {
  return (raw[propertyName(name)] ?? raw[name]) !== undefined;
}

/** Returns those of the options that were given. */
export function givenOf(
  options: RunOptions,
  raw: Readonly<Record<string, unknown>>,
): Partial<RunOptions> {
  const given = OPTIONS.filter(({ name }) => isGiven(raw, name)).map(({ name }) =>
    propertyName(name),
  );
  return Object.fromEntries(
    Object.entries(options).filter(([key]) => (given as readonly string[]).includes(key)),
  );
}

function readFlag(option: OptionDeclaration, given: unknown): boolean {
  if (given === undefined || given === null) return option.onByDefault ?? false;
  if (typeof given === 'boolean') return given;
  if (given === 'true') return true;
  if (given === 'false') return false;
  throw new UsageError(
    `--${option.name} takes no value, but was given "${String(given)}". ` +
      'Write it after the feature and its fields.',
    { place: `--${option.name}` },
  );
}

function readText(
  option: OptionDeclaration,
  given: unknown,
): string | readonly string[] | undefined {
  if (given === undefined || given === null) return undefined;
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (values.every((value) => typeof value === 'string' && value !== '')) {
    if (option.kind === 'lists') return values as readonly string[];
    if (values.length === 1 || (option.kind === 'list' && !option.once)) return values.join('+');
    throw new UsageError(
      `--${option.name} can be given only once, but was given these values: ${values.join(', ')}.`,
      { place: `--${option.name}` },
    );
  }
  throw misusedOption(option.name);
}

/** Returns the error that an option is given without the value it needs, or with one although it takes none. */
export function misusedOption(name: string): UsageError {
  const option: OptionDeclaration | undefined = OPTIONS.find((one) => one.name === name);
  const message =
    option === undefined || option.kind === 'flag'
      ? `--${name} takes no value. Leave the value out.`
      : `--${name} needs a value: --${name}=${option.value}.`;
  return new UsageError(message, { place: `--${name}` });
}

/**
 * @throws UsageError for an unknown option that is close to a known one. Others may be meant for other generators of
 *   the run.
 */
function refuseMisspelt(raw: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(raw)) {
    const name = kebabCase(key);
    if (Object.hasOwn(PARSER_OPTIONS, name.replace(/^no-/, '')) || YEOMAN_OPTIONS.has(name)) {
      continue;
    }
    const error = unknownOption(`--${value === false ? 'no-' : ''}${name}`);
    if (error.problems[0]?.suggestion !== undefined) throw error;
  }
}

/**
 * Returns the refusal of an option that there is not, with the one that was likely meant.
 *
 * @param written the option with its dashes: `--no-test`.
 */
export function unknownOption(written: string): UsageError {
  const known = [...OPTIONS, ...SHOWING_OPTIONS].map(writtenOption);
  const near = /^--/.test(written) ? suggest(written.slice(2), known) : undefined;
  const suggestion = near === undefined ? undefined : `--${near}`;
  return new UsageError(
    `there is no option ${written}. ${meant(suggestion) || 'See --help for the options.'}`.trimEnd(),
    { place: written, suggestion },
  );
}

/** Returns an option as it is typed, without dashes: `no-tests` for one that is on by default. */
export function writtenOption({ name, onByDefault }: OptionDeclaration): string {
  return onByDefault ? `no-${name}` : name;
}

/** Options that Yeoman passes to generators and that are spelt much like ours. */
const YEOMAN_OPTIONS = new Set(['env', 'bail', 'resolved', 'namespace']);

function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
