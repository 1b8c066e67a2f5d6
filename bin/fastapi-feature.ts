import { parseArgs } from 'node:util';
import v8 from 'node:v8';
import { isOutside } from '../generators/app/outside.js';
import { findSubGenerator } from '../generators/app/sub-generators.js';
import { isForeseen } from '../shared/errors.js';
import { TOOLS } from '../shared/feature/commands.js';
import { misusedOption, PARSER_OPTIONS, unknownOption } from '../shared/feature/options.js';
import { runCommand } from './run-command.js';

/** The command line, read: the generator, its arguments and its options. */
interface CommandLine {
  /** Undefined where the first word names none. */
  readonly generator: string | undefined;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads the command line.
 *
 * @throws UsageError for an unknown option or a missing value.
 */
function parseCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parseStrictly(argv);
  const [first = ''] = positionals;
  const isNamed =
    first === 'app' ||
    TOOLS.has(first) ||
    findSubGenerator(first) !== undefined ||
    isOutside(first);
  return {
    generator: isNamed ? first : undefined,
    args: isNamed ? positionals.slice(1) : positionals,
    options: values,
  };
}

function parseStrictly(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: PARSER_OPTIONS,
      allowPositionals: true,
      allowNegative: true,
    });
  } catch (error) {
    throw usageErrorOf(error as NodeJS.ErrnoException);
  }
}

function usageErrorOf(error: NodeJS.ErrnoException): Error {
  const written = /'(?:-\w, )?(--?[^'\s=]+)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return unknownOption(written);
  if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    return misusedOption(written.replace(/^-+/, ''));
  }
  return error;
}

async function main(argv: readonly string[]): Promise<void> {
  const { args, generator, options } = parseCommandLine(argv);
  if (options.color === false) Object.assign(process.env, { NO_COLOR: '1', FORCE_COLOR: '0' });
  // Yeoman's log only respects FORCE_COLOR.
  if (process.env.NO_COLOR) process.env.FORCE_COLOR ??= '0';
  if (options.debug) process.env.DEBUG ??= 'fastapi-feature';
  if (options.version) {
    const { ownVersion } = await import('../shared/plan/own-files.js');
    console.log(ownVersion());
    return;
  }
  if (options.help || options.generators) {
    console.log(await helpOf(generator));
    return;
  }
  if (generator === undefined) {
    const { refuseSlip } = await import('../generators/app/first-word.js');
    refuseSlip(args);
  }
  favourShortRuns();
  await runCommand(generator ?? 'app', { words: args, raw: options });
}

/** What makes V8 wait ten times as long before it optimises a function, by versions of Node: it complains about others. */
const PATIENCE = [
  { from: 20, to: 20, flags: ['interrupt-budget=1000000'] },
  {
    from: 22,
    to: 26,
    flags: ['turbofan=30000', 'osr=5000', 'maglev=4000', 'maglev-osr=1000'].map(
      (count) => `invocation-count-for-${count}`,
    ),
  },
];

/**
 * A run is over before an optimising compiler has paid for itself, in the background or not. What runs for long is optimised
 * all the same. Nobody notices a pause either: collecting garbage in small steps would only take longer.
 */
function favourShortRuns(): void {
  const version = Number.parseInt(process.versions.node, 10);
  const flags = PATIENCE.find(({ from, to }) => from <= version && version <= to)?.flags ?? [];
  for (const flag of [...flags, 'no-incremental-marking']) v8.setFlagsFromString(`--${flag}`);
}

async function helpOf(generator = 'app'): Promise<string> {
  if (isOutside(generator)) {
    const { findNamed } = await import('../shared/run/installed-generator.js');
    const { helpOfInstalled } = await import('../shared/yeoman/installed.js');
    return helpOfInstalled(findNamed(generator, process.cwd()));
  }
  const { helpText, overviewText, toolHelp } = await import('../shared/show/help.js');
  const found = findSubGenerator(generator);
  if (found !== undefined) return helpText(await found.load());
  if (TOOLS.has(generator)) return toolHelp(generator);
  const { ARCHITECTURES } = await import('../generators/app/architectures.js');
  return overviewText(ARCHITECTURES);
}

/** Says how a run failed, to people on standard error and to programs, and sets the exit status. */
async function fail(thrown: unknown, argv: readonly string[]): Promise<void> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  process.exitCode = isForeseen(error) ? error.code : 1;
  if (argv.includes('--json')) {
    const { printFailure } = await import('../shared/show/ending.js');
    printFailure(error);
  }
  console.error(inWords(error));
}

function inWords(error: Error): string {
  if (isForeseen(error)) {
    // What was cancelled, or interrupted by a signal, is no fault.
    return error.code > 128 ? error.message : `fastapi-feature: ${error.message}`;
  }
  const isDebugged = process.env.DEBUG !== undefined && error.stack !== undefined;
  return isDebugged ? String(error.stack) : `fastapi-feature failed: ${error.message}`;
}

/**
 * Carries out what a command line says. How that failed is said, and is the exit status.
 *
 * @param argv the words after the name of the program.
 */
export async function start(argv: readonly string[]): Promise<void> {
  await main(argv).catch((error: unknown) => fail(error, argv));
}
