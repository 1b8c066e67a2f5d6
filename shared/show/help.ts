import { TOOLS, type Tool } from '../feature/commands.js';
import { MODIFIERS_HELP } from '../feature/field/settings.js';
import { FIELD_TYPES_HELP } from '../feature/field/types.js';
import { usageOf } from '../feature/items.js';
import { yeomanCommand } from '../feature/namespace.js';
import { capitalised } from '../feature/naming.js';
import { subcommandOf } from '../feature/notation.js';
import type { OptionDeclaration } from '../feature/option.js';
import { OPTIONS, SHOWING_OPTIONS, writtenOption } from '../feature/options.js';
import type { Architecture, ArchitectureFamily } from '../plan/architecture.js';

/** The options that are not those of one command. */
export const OPTIONS_OF_FEATURES: readonly OptionDeclaration[] = OPTIONS.filter(
  (option: OptionDeclaration) => option.of === undefined,
);

/** Returns the text of a sub-generator's `--help`. */
export function helpText(family: ArchitectureFamily): string {
  const { generator: id, style, integrations = [] } = family[0];
  return [
    ...family.map(({ title, fits }) => `${title}: choose it when ${fits}`),
    '',
    'Usage:',
    `  fastapi-feature ${id} FEATURE FIELD... [options]`,
    `  ${yeomanCommand(id)} FEATURE FIELD... [options]`,
    '',
    'Features are named in the singular (product, order_item). A field is name:type[=argument][:modifier[=value]]...',
    '',
    'Types:',
    table(FIELD_TYPES_HELP),
    '',
    'Modifiers:',
    table(MODIFIERS_HELP),
    '',
    ...(style === undefined
      ? []
      : [
          'Styles:',
          table(family.map((each) => [`--style ${each.style}`, styleHelp(each, style)])),
          '',
        ]),
    ...(integrations.length === 0
      ? []
      : [
          'Integrations:',
          table(integrations.map((each) => [`--with ${usageOf(each)}`, each.why])),
          '',
        ]),
    'Options:',
    optionsHelp(ownOptions(family), family),
    '',
    'Examples:',
    `  fastapi-feature ${id} category name:str=80:unique`,
    `  fastapi-feature ${id} product name:str=120 price:decimal=10.2:gt=0 category:ref=Category --delete admin`,
    `  fastapi-feature ${id} --spec features.yaml --dry-run`,
    '',
  ].join('\n');
}

function styleHelp({ style, title }: Architecture, usual: string): string {
  return style === usual ? `${title} (the default)` : title;
}

/** Returns the options that mean something to a sub-generator. */
export function ownOptions(family: ArchitectureFamily): readonly OptionDeclaration[] {
  const missing = new Set([
    ...(family[0].style === undefined ? ['style'] : []),
    ...(family.some(({ integrations = [] }) => integrations.length > 0) ? [] : ['with']),
    ...(family.some(({ fitting }) => fitting !== undefined) ? [] : ['backend']),
    ...Object.keys(family[0].unsupportedOptions).filter((name) =>
      family.every(({ unsupportedOptions }) => Object.hasOwn(unsupportedOptions, name)),
    ),
  ]);
  return OPTIONS_OF_FEATURES.filter(({ name }) => !missing.has(name));
}

/**
 * Lists options, one per line.
 *
 * @param family whose defaults they have; empty if it is not known.
 */
function optionsHelp(
  options: readonly OptionDeclaration[],
  family: readonly Architecture[] = [],
): string {
  return table(
    [...options, ...SHOWING_OPTIONS].map(
      (option) => [written(option), option.help + usualText(option, family)] as const,
    ),
  );
}

/** Says what happens without an option: in each style, if they differ. */
function usualText({ usual }: OptionDeclaration, family: readonly Architecture[]): string {
  if (usual === undefined) return '';
  const [first, ...others] = family;
  if (first === undefined) return ' (default: what the architecture prescribes)';
  const own = usual(first);
  const differing = others
    .filter((other) => usual(other) !== own)
    .map((other) => `; with --style ${other.style}: ${usual(other)}`);
  return ` (default: ${own}${differing.join('')})`;
}

function written(option: OptionDeclaration): string {
  const alias = option.alias === undefined ? '' : `-${option.alias}, `;
  return `${alias}--${writtenOption(option)}${option.value === undefined ? '' : ` ${option.value}`}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, description]) => `  ${name.padEnd(width)}  ${description}`).join('\n');
}

/** Returns the text of `--help` if no architecture is named. */
export function overviewText(architectures: readonly Architecture[]): string {
  return [
    'Adds a feature to a FastAPI project: the whole vertical slice, registered in the existing code.',
    '',
    'Usage:',
    '  fastapi-feature [ARCHITECTURE] FEATURE FIELD... [options]',
    '  fastapi-feature                                            be asked for everything, and see the plan first',
    '',
    'Commands:',
    table([...TOOLS].map(([name, { help, usage }]) => [`${name} ${usage}`.trimEnd(), help])),
    '',
    'A first word that is nearly one of these or of the architectures is taken for a slip, unless a field with a type follows.',
    'To add a feature with such a name, put its architecture, or "app", in front: fastapi-feature app union name',
    '',
    "Architectures (without one, the project's own is used, or you are asked):",
    table(
      architectures.map((architecture) => [
        subcommandOf(architecture),
        `${architecture.title}: choose it when ${architecture.fits}`,
      ]),
    ),
    '',
    'Options:',
    optionsHelp(OPTIONS_OF_FEATURES),
    '',
    'Run fastapi-feature ARCHITECTURE --help for field types, modifiers and examples.',
    '',
  ].join('\n');
}

/**
 * Returns the text of a command's `--help`.
 *
 * @param name the name of a command that this version has.
 */
export function toolHelp(name: string): string {
  const { help, notes, options, usage } = TOOLS.get(name) as Tool;
  const own = OPTIONS.filter((option) => Object.hasOwn(options, option.name)).map((option) => ({
    ...option,
    help: options[option.name] ?? option.help,
  }));
  const args = [name, usage, '[options]'].filter(Boolean).join(' ');
  return [
    `${capitalised(help)}.`,
    '',
    'Usage:',
    `  fastapi-feature ${args}`,
    `  yo fastapi-feature:${args}`,
    '',
    ...notes,
    '',
    'Options:',
    optionsHelp(own),
    '',
  ].join('\n');
}
