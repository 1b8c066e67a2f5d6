/**
 * The names of emitted code, tried as names of features and fields: whatever is accepted has to mean
 * the same as under any other name.
 */
import { join } from 'node:path';
import { ForeseenError } from '../shared/errors.js';
import { pascalOf, snakeOf } from '../shared/feature/naming.js';
import { featureFromArguments } from '../shared/feature/spec.js';
import type { Architecture } from '../shared/plan/architecture.js';
import { planRequest } from '../shared/plan/request.js';
import { Workspace } from '../shared/project/workspace.js';
import { isImport } from '../shared/python/import-statements.js';
import { parseOnce, type Statement } from '../shared/python/syntax.js';
import { depthsOf, isWord, type Token } from '../shared/python/tokens.js';
import { PROJECTS } from './backends.js';
import { EVERY_FIELD } from './generated/every-field.js';

/** A feature, as it is typed. */
export interface Tried {
  readonly name: string;
  readonly tokens: readonly string[];
}

/** What a feature gets: the text of each file by its path. */
export type Texts = ReadonlyMap<string, string>;

/** How an attempt ended: with files, with a refusal, or with a failure that nobody foresaw. */
export type Attempt =
  | { readonly files: Texts }
  | { readonly refused: string }
  | { readonly failed: string };

/** What a name begins with that clashes with nothing in emitted code. */
const NEUTRAL = 'zebu';

/** Returns a name that clashes with nothing, whose class has as many letters as that of another name. */
function neutralName(name: string): string {
  return NEUTRAL.padEnd(pascalOf(name).length, 'u');
}

/** Fields that bring most of what emitted code can import, compute and test. */
const FIELDS = [
  'title:str=80:unique',
  'price:decimal=10.2:gt=0',
  'state:enum=draft/done:default=draft:index',
  'day:date:optional',
  'moment:datetime:default=now',
  'contact:email:optional',
  'category:ref=Category',
  'tags:refs=Tag',
  'secret:str:private:optional',
  'score:int:default=0:readonly',
];

/** A project of an architecture in which names are tried. */
export class NamesTrial {
  readonly #project: Workspace;
  readonly #neutral = new Map<string, Texts>();

  constructor(readonly architecture: Architecture) {
    this.#project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
    const standing = [
      { name: 'category', tokens: ['name:str:unique'] },
      { name: 'tag', tokens: ['name:str'] },
      { name: 'product', tokens: ['name:str'] },
    ];
    for (const each of standing) this.#plan(each, this.#project);
  }

  /** Every identifier that a project contains with a feature that has all kinds of fields, in snake_case. */
  identifiers(): readonly string[] {
    const project = this.#project.fork();
    const fields = [...EVERY_FIELD, 'category:ref=Category', 'tags:refs=Tag'];
    const emitted = this.#plan({ name: NEUTRAL, tokens: fields }, project);
    const paths = new Set([...project.pythonFiles(), ...emitted.keys()]);
    const found = [...paths].flatMap((path) => wordsOf(project.read(path) ?? ''));
    const own = new RegExp(`${NEUTRAL}|categor|product|^tags?$`, 'i');
    const names = found.filter((word) => !own.test(word)).map(snakeOf);
    return [...new Set(names)].filter((name) => /^[a-z]/.test(name)).sort();
  }

  /** What happens to a feature in a copy of the project. */
  attempt(tried: Tried): Attempt {
    try {
      return { files: this.#plan(tried, this.#project.fork()) };
    } catch (error) {
      if (error instanceof ForeseenError) return { refused: error.message };
      return { failed: `${(error as Error).stack}` };
    }
  }

  /**
   * Says which names of the emitted modules mean two things that have different names where the
   * feature has a name that clashes with nothing.
   */
  clashes(tried: Tried, files: Texts): readonly string[] {
    const neutral = this.#neutralFiles(tried);
    const path = (own: string) => own.replaceAll(/[0-9a-f]{12}_/g, '');
    const [ours, theirs] = [files, neutral].map((all) =>
      [...all].filter(([each]) => each.endsWith('.py')),
    ) as [[string, string][], [string, string][]];
    if (ours.length !== theirs.length) return [`${ours.length} files, not ${theirs.length}`];
    return ours.flatMap(([each, text], index) => {
      const [, other = ''] = theirs[index] ?? [];
      return clashesBetween(codeWords(text), codeWords(other)).map(
        (what) => `${path(each)}: ${what}`,
      );
    });
  }

  #neutralFiles({ name, tokens }: Tried): Texts {
    const neutral = neutralName(name);
    const key = [neutral, ...tokens].join(' ');
    const known = this.#neutral.get(key);
    if (known !== undefined) return known;
    const files = this.#plan({ name: neutral, tokens }, this.#project.fork());
    this.#neutral.set(key, files);
    return files;
  }

  #plan({ name, tokens }: Tried, project: Workspace): Texts {
    const { architecture } = this;
    const feature = featureFromArguments(name, [...tokens], {}, architecture);
    const { files } = planRequest({ architecture, features: [feature], choices: {} }, project);
    return new Map(files.map(({ path, after }) => [path, after]));
  }
}

/** The ways in which a name is tried. */
export function waysToTry(name: string): readonly Tried[] {
  return [
    { name, tokens: FIELDS },
    { name: `${name}_model`, tokens: FIELDS },
    { name: `${name}_repository`, tokens: FIELDS },
    { name: `other_${name}`, tokens: [`${name}:str:optional`] },
  ];
}

/** Features whose names are those of what another one consists of, and refer to that. */
export function waysToRefer(suffix: string): readonly Tried[] {
  return [
    { name: `product_${suffix}`, tokens: ['title', 'product:ref=Product'] },
    { name: `product_${suffix}`, tokens: ['title', 'products:refs=Product'] },
  ];
}

function clashesBetween(ours: readonly string[], theirs: readonly string[]): string[] {
  if (ours.length !== theirs.length) return [`${ours.length} words, not ${theirs.length}`];
  const meanings = new Map<string, Set<string>>();
  for (const [index, word] of ours.entries()) {
    meanings.set(word, (meanings.get(word) ?? new Set()).add(theirs[index] as string));
  }
  return [...meanings].flatMap(([word, all]) =>
    all.size > 1 ? [`${word} is ${[...all].join(' and ')}`] : [],
  );
}

/** The words of a module outside its imports that are neither attributes nor the names of arguments. */
function codeWords(text: string): string[] {
  const words = (statements: readonly Statement[]): string[] =>
    statements
      .filter((each) => !isImport(each))
      .flatMap(({ block = [], decorators, tokens }) => [
        ...decorators.flatMap(namesIn),
        ...namesIn(tokens),
        ...words(block),
      ]);
  return words(parseOnce(text).statements);
}

function namesIn(tokens: readonly Token[]): string[] {
  const depths = depthsOf(tokens);
  const isHead = tokens.some(({ text }) => text === 'def');
  return tokens.flatMap((token, index) => {
    const [before, next] = [tokens[index - 1]?.text ?? '', tokens[index + 1]?.text];
    if (!isWord(token) || before === '.') return [];
    const isParameter = isHead && depths[index] === 1;
    if (!isParameter && next === '=' && /^[(,]$/.test(before)) return [];
    return [token.text];
  });
}

function wordsOf(text: string): string[] {
  const all: string[] = [];
  const visit = (statements: readonly Statement[]) => {
    for (const { block = [], decorators, tokens } of statements) {
      for (const token of [...decorators.flat(), ...tokens]) {
        if (isWord(token)) all.push(token.text);
      }
      visit(block);
    }
  };
  visit(parseOnce(text).statements);
  return all;
}
