#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ARCHITECTURES, findChoice } from '../generators/app/architectures.js';
import { CancelledError, ForeseenError, UsageError } from '../shared/errors.js';
import { misusedOption, OPTIONS, PARSER_OPTIONS } from '../shared/feature/options.js';
import { suggest } from '../shared/suggestion.js';

/** The command line, read: the generator, its arguments and its options. */
interface CommandLine {
  readonly generator: string;
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
  const named = ['app', 'eject', 'inspect'].includes(first) || findChoice(first) !== undefined;
  return {
    generator: named ? first : 'app',
    args: named ? positionals.slice(1) : positionals,
    options: values,
  };
}

function parseStrictly(argv: readonly string[]) {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: { ...PARSER_OPTIONS, help: { ...flag, short: 'h' }, version: flag },
      allowPositionals: true,
      allowNegative: true,
    });
  } catch (error) {
    throw usageErrorOf(error as NodeJS.ErrnoException);
  }
}

function usageErrorOf(error: NodeJS.ErrnoException): Error {
  const name = /'(?:-\w, )?--?([^'\s=]+)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const names = OPTIONS.map((option) => option.name);
    const near = suggest(name, names);
    return new UsageError(
      `there is no option --${name}. ${near === undefined ? 'See --help for the options.' : `Did you mean --${near}?`}`,
    );
  }
  if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    return misusedOption(name);
  }
  return error;
}

async function main(argv: readonly string[]): Promise<void> {
  // Yeoman's log only respects FORCE_COLOR.
  if (process.env.NO_COLOR) process.env.FORCE_COLOR ??= '0';
  const { generator, args, options } = parseCommandLine(argv);
  if (options.version) {
    const { createRequire } = await import('node:module');
    console.log(createRequire(import.meta.url)('../../package.json').version);
    return;
  }
  if (options.help) {
    const { helpText, overviewText, TOOL_HELP } = await import('../shared/show/help.js');
    const choice = findChoice(generator);
    const tool = TOOL_HELP[generator as keyof typeof TOOL_HELP];
    console.log(choice ? helpText(choice.architectures) : (tool ?? overviewText(ARCHITECTURES)));
    return;
  }
  const { runCommand } = await import('./run-command.js');
  await runCommand(generator, { words: args, raw: options });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { message, stack } = error as Error;
  if (error instanceof ForeseenError) {
    const isCancelled = error instanceof CancelledError;
    console.error(isCancelled ? message : `fastapi-feature: ${message}`);
    process.exitCode = error.code;
    return;
  }
  console.error(process.env.DEBUG === undefined ? `fastapi-feature failed: ${message}` : stack);
  process.exitCode = 1;
});
