/**
 * The words of the command line that are no features: the commands, and what other tools say for adding a feature.
 */

/** A command that adds no feature. */
export interface Command {
  readonly name: string;
  /** What other tools call it. */
  readonly synonyms: readonly string[];
  /** What it is and takes; only where this version has it. */
  readonly tool?: Tool;
}

/** What `--help` says of a command. */
export interface Tool {
  /** What it does, as a sentence. */
  readonly help: string;
  /** Its arguments: `ARCHITECTURE [TEMPLATE]`. */
  readonly usage: string;
  /** The names of its options, each with what it is for if that differs from the usual. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** More sentences, for its own `--help`. */
  readonly notes: readonly string[];
}

/** Every command, whether this version has it or a later one will: their names are kept for them. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'inspect',
    synonyms: [],
    tool: {
      help: 'show what was found in a project, where, and how certain it is',
      usage: '',
      options: { destination: undefined, json: 'print what was found as one JSON document' },
      notes: ['Writes nothing.'],
    },
  },
  {
    name: 'eject',
    synonyms: [],
    tool: {
      help: 'copy a template into the project, to change it there, or the skill for coding assistants',
      usage: 'ARCHITECTURE [TEMPLATE] | skill [FOLDER]',
      options: {
        'as-generator': undefined,
        destination: undefined,
        yes: 'never ask which template',
        'dry-run': 'say what would be copied and write nothing',
        json: 'print what was copied as one JSON document',
        force: 'overwrite a copy that is there',
      },
      notes: [
        'Your copy, in .fastapi-feature/templates/, replaces the built-in one. Delete it to go back.',
        'TEMPLATE is the path of a template, or as much of its end as identifies it: routers/[feature].py.ejs',
        'With --as-generator, there is no TEMPLATE, and without ARCHITECTURE it is the one of the project.',
        'skill puts .agents/skills/fastapi-feature/SKILL.md into the project, which most assistants read, or the same below',
        '.claude/ where only that stands. FOLDER is another one: fastapi-feature eject skill .claude/skills',
      ],
    },
  },
  {
    name: 'change',
    synonyms: ['alter', 'edit', 'modify', 'update'],
    tool: {
      help: 'change the fields of a feature that stands; what people have written into it is kept',
      usage: 'FEATURE [FIELD...]',
      options: {
        destination: undefined,
        rename: undefined,
        drop: undefined,
        parts:
          'what a part of a row has, in place of what it had: order_line+product:ref=Product+quantity:int',
        include:
          'references whose rows answers show where callers ask for them, in place of those named before',
        pair: 'two references by which a row is put, in place of those named before',
        feed: 'the link between users whose authors have their rows in a feed',
        yes: 'never ask: fail where something would be lost',
        'dry-run': undefined,
        json: undefined,
        force: 'go on although values are lost',
        verify: undefined,
        explain: 'explain why each file changes',
      },
      notes: [
        'A field that the feature has gets what is said of it, any other one is added: weight:float:optional',
        'What would be written now is merged into what stands, statement by statement. Where a person has changed exactly what has to change, nothing is written, and each place is named.',
        'At a terminal, with nothing but the name of the feature, it asks what is to change and shows it first.',
        'A migration comes behind the last one.',
        'What else is said of a feature changes where its command or its spec file says it, with everything that stays.',
        'The command that added the feature, or its spec file, does the same where it says something else now.',
      ],
    },
  },
  {
    name: 'remove',
    synonyms: ['delete', 'destroy', 'rm'],
    tool: {
      help: 'take a feature away again',
      usage: 'FEATURE',
      options: {
        destination: undefined,
        yes: 'never ask: fail where something would be lost',
        'dry-run': undefined,
        json: undefined,
        force: 'remove it although files were changed by hand, or other code needs it',
        verify: undefined,
        explain: 'explain why each file goes or changes',
        'wiring-only': undefined,
      },
      notes: [
        'What was written for the feature goes: its files, its registrations line by line, and the imports that only they need.',
        'What you have changed since is named and stays; nothing is written then, unless you force it. A feature that another one refers to stays, too.',
        'The migration goes if nothing follows it and git has not committed it; otherwise another one, reversible, drops the table.',
      ],
    },
  },
  {
    name: 'upgrade',
    synonyms: [],
    tool: {
      help: 'bring what stands to the templates of this version; what people have written into it is kept',
      usage: '',
      options: {
        destination: undefined,
        yes: 'never ask: fail where a person has to decide',
        'dry-run': undefined,
        json: undefined,
        force: 'take the new version where a person has changed exactly what changes',
        verify: undefined,
        explain: 'explain why each file changes',
      },
      notes: [
        'The features that .yo-rc.json remembers, and what the project has once: its foundation, its tests. Migrations stay.',
        'What this version writes instead of what was written is merged into what stands, statement by statement. Where a person has changed exactly what changes, nothing is written, and each place is named.',
        'What was written is known by its hash, in .yo-rc.json, and found again in git. A file of which it cannot be found stays as it is, and is named.',
        'Nothing is downloaded. A second run changes nothing.',
      ],
    },
  },
  { name: 'check', synonyms: ['lint', 'validate', 'verify'] },
  { name: 'import', synonyms: [] },
  {
    name: 'completion',
    synonyms: [],
    tool: {
      help: 'print the script by which a shell completes what you type',
      usage: 'bash|zsh|fish',
      options: { json: 'print the script within one JSON document' },
      notes: [
        'bash, in ~/.bashrc:                   source <(fastapi-feature completion bash)',
        'zsh, in ~/.zshrc, after compinit:     source <(fastapi-feature completion zsh)',
        'fish, in ~/.config/fish/config.fish:  fastapi-feature completion fish | source',
        '',
        "The script asks this command for each word. It offers commands, options, types, modifiers, and the project's features and models.",
      ],
    },
  },
];

/** The commands that this version has, by name. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map(
  COMMANDS.flatMap(({ name, tool }) => (tool === undefined ? [] : [[name, tool] as const])),
);

/** What other tools say for adding a feature, where we say nothing. */
export const ADDING_WORDS: readonly string[] = ['add', 'new', 'create', 'generate', 'g'];

/**
 * Says why the command line needs a name for itself.
 *
 * @param snake the name of a feature in snake_case.
 * @returns the reason, to follow a colon; undefined if the name is free.
 */
export function commandWordReason(snake: string): string | undefined {
  if (ADDING_WORDS.includes(snake)) {
    return 'to add a feature, leave that word out, as in "fastapi-feature product name:str"';
  }
  return COMMANDS.some(({ name }) => name === snake)
    ? 'the command line keeps that word for a command'
    : undefined;
}
