import { MODIFIERS_HELP } from '../feature/field/settings.js';
import { FIELD_TYPES_HELP } from '../feature/field/types.js';
import { subcommandOf } from '../feature/notation.js';
import type { OptionDeclaration } from '../feature/option.js';
import { OPTIONS } from '../feature/options.js';
import type { Architecture, ArchitectureFamily } from '../plan/architecture.js';
import { OVERRIDES } from '../plan/overrides.js';

/** Returns the text of a sub-generator's `--help`. */
export function helpText(family: ArchitectureFamily): string {
  const { generator: id, style, integrations = [] } = family[0];
  return [
    ...family.map(({ title, fits }) => `${title}: choose it when ${fits}`),
    '',
    'Usage:',
    `  fastapi-feature ${id} FEATURE FIELD... [options]`,
    `  yo fastapi-feature:${id} FEATURE FIELD... [options]`,
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
      : ['Styles:', table(family.map(({ style, title }) => [`--style ${style}`, title])), '']),
    ...(integrations.length === 0
      ? []
      : ['Integrations:', table(integrations.map(({ name, why }) => [`--with ${name}`, why])), '']),
    'Options:',
    optionsHelp(),
    '',
    'Examples:',
    `  fastapi-feature ${id} category name:str=80:unique`,
    `  fastapi-feature ${id} product name:str=120 price:decimal=10.2:gt=0 category:ref=Category --delete admin`,
    `  fastapi-feature ${id} --spec features.yaml --dry-run`,
    '',
  ].join('\n');
}

/** Lists the options, one per line. */
function optionsHelp(): string {
  return table(OPTIONS.map((option) => [written(option), option.help] as const));
}

function written(option: OptionDeclaration): string {
  const alias = option.alias === undefined ? '' : `-${option.alias}, `;
  const name = option.onByDefault ? `no-${option.name}` : option.name;
  return `${alias}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
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
    '  fastapi-feature                                         be asked for everything, and see the plan first',
    '  fastapi-feature inspect [--destination DIR] [--json]    show what was found in a project, where, and how certain it is',
    '  fastapi-feature eject ARCHITECTURE [TEMPLATE]           copy a template into the project, to change it there',
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
    optionsHelp(),
    '',
    'Run fastapi-feature ARCHITECTURE --help for field types, modifiers and examples.',
    '',
  ].join('\n');
}

/** The texts of `--help` for commands that add no feature, by name. */
export const TOOL_HELP: Readonly<Record<'eject' | 'inspect', string>> = {
  eject: [
    `Copies a template into ${OVERRIDES}/, where your copy replaces the built-in one.`,
    '',
    'Usage:',
    '  fastapi-feature eject ARCHITECTURE [TEMPLATE] [--destination DIR] [--force]',
    '',
    'TEMPLATE is the path of a template, or as much of its end as identifies it: routers/[feature].py.ejs',
    '',
  ].join('\n'),
  inspect: [
    'Shows what was found in a project, where, and how certain it is. Writes nothing.',
    '',
    'Usage:',
    '  fastapi-feature inspect [--destination DIR] [--json]',
    '',
  ].join('\n'),
};
