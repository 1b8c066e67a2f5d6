/**
 * What completion offers whatever the project, out of the tables that everything else comes from. Only the build and
 * the tests load this: an answer reads what the build has written.
 */
import { COMMANDS, type Tool } from '../../shared/feature/commands.js';
import { helpOnModifier, isFlag, MODIFIERS } from '../../shared/feature/field/settings.js';
import {
  definitionOf,
  FIELD_TYPES,
  type FieldType,
  ITEM_TYPES,
} from '../../shared/feature/field/types.js';
import { JSON_CASES } from '../../shared/feature/json-case.js';
import type { KeyOption } from '../../shared/feature/key.js';
import type { OptionDeclaration } from '../../shared/feature/option.js';
import { OPTIONS, SHOWING_OPTIONS, writtenOption } from '../../shared/feature/options.js';
import { ejectable } from '../../shared/plan/overrides.js';
import { OPTIONS_OF_FEATURES, ownOptions } from '../../shared/show/help.js';
import { ARCHITECTURES } from '../app/architectures.js';
import { findSubGenerator, SUBCOMMANDS } from '../app/sub-generators.js';
import type {
  CommandTerm,
  GeneratorTerm,
  OptionTerm,
  OptionValue,
  TypeTerm,
  Vocabulary,
} from './candidates.js';
import { SHELLS } from './shells.js';

const SHOWING = SHOWING_OPTIONS.map(writtenOption);

/** What the values of some options are, whose declarations only say what people call them. */
const VALUES: Readonly<Record<string, OptionValue>> = {
  'json-case': JSON_CASES,
  style: 'styles',
  with: 'integrations',
  backend: ['session=', 'user=', 'routers='],
};

/** By what an option's value stands for in `--help`. */
const VALUES_BY_WORD: Readonly<Record<string, OptionValue>> = {
  DIR: 'folders',
  FEATURE: 'features',
  FILE: 'files',
  WHO: 'access',
};

/** Words that may be defaults, if the type takes them. */
const DEFAULTS = ['true', 'false', 'now', 'today'];

const IDS = ARCHITECTURES.map(({ id }) => id);

/** The arguments of each command, by those before. */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  completion: { '': SHELLS },
  eject: {
    '': [...IDS, 'skill'],
    skill: ['.agents/skills', '.claude/skills'],
    ...Object.fromEntries(
      ARCHITECTURES.map((architecture) => [
        architecture.id,
        ejectable(architecture).map(({ name }) => name),
      ]),
    ),
  },
};

/** Everything that is offered whatever the project. */
export const VOCABULARY: Vocabulary = {
  generators: [
    ...SUBCOMMANDS.map(generatorTerm),
    {
      name: 'app',
      help: "a feature in the project's own architecture",
      options: [...OPTIONS_OF_FEATURES, ...SHOWING_OPTIONS].map(writtenOption),
      styles: [],
      integrations: [],
    },
  ],
  commands: COMMANDS.flatMap(({ name, tool }) => (tool === undefined ? [] : [command(name, tool)])),
  options: [...OPTIONS, ...SHOWING_OPTIONS].map(optionTerm),
  types: FIELD_TYPES.map(typeTerm),
  modifiers: MODIFIERS.map((name) => ({
    name,
    help: helpOnModifier(name)[1],
    takesValue: !isFlag(name),
  })),
  models: Object.fromEntries(
    ARCHITECTURES.map(({ generator, id, models: { module, suffix } }) => [
      id,
      { generator, module, suffix },
    ]),
  ),
};

function generatorTerm(name: string): GeneratorTerm {
  const subGenerator = findSubGenerator(name)?.name;
  const [first = ARCHITECTURES[0], ...others] = ARCHITECTURES.filter(
    ({ generator }) => generator === subGenerator,
  );
  const family = [first, ...others] as const;
  return {
    name,
    help: first.title,
    options: [...ownOptions(family).map(writtenOption), ...SHOWING],
    styles: family.flatMap(({ style }) => style ?? []),
    integrations: family.flatMap(({ integrations = [] }) =>
      integrations.map(({ argument, name }) => (argument === undefined ? name : `${name}=`)),
    ),
  };
}

function command(name: string, { help, options, usage }: Tool): CommandTerm {
  const own = OPTIONS.filter((option) => Object.hasOwn(options, option.name)).map(writtenOption);
  const takes = /^FEATURE \[field/i.test(usage)
    ? 'feature and fields'
    : usage.startsWith('FEATURE')
      ? 'feature'
      : undefined;
  return { name, help, options: [...own, ...SHOWING], takes, arguments: ARGUMENTS[name] ?? {} };
}

function optionTerm(option: OptionDeclaration): OptionTerm {
  const { alias, help, kind } = option;
  const isList = kind === 'list' || kind === 'lists';
  const isOnce = !isList || option.once === true;
  return { name: writtenOption(option), help, alias, isList, isOnce, value: optionValue(option) };
}

function optionValue(option: OptionDeclaration): OptionValue | undefined {
  const { kind, name, value = '' } = option;
  if (kind === 'flag') return undefined;
  const { offers } = option as KeyOption;
  return VALUES[name] ?? offers ?? VALUES_BY_WORD[value] ?? 'anything';
}

function typeTerm(name: FieldType): TypeTerm {
  const { argument, description, readDefault, takes, usage } = definitionOf(name);
  const isTaken = (text: string) => {
    try {
      return readDefault?.(text, {}) === text;
    } catch {
      return false;
    }
  };
  return {
    name,
    help: description.split(/[:,(]/)[0] ?? description,
    needsArgument: argument !== undefined && !usage.includes('['),
    argument: takes.includes('target')
      ? 'models'
      : takes.includes('items')
        ? ITEM_TYPES
        : undefined,
    modifiers: MODIFIERS.filter((modifier) => takes.includes(modifier)),
    defaults: DEFAULTS.filter(isTaken),
  };
}
