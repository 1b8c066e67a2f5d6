/** What `.yo-rc.json` remembers about a project. It may be edited by hand. */

import { isDeepStrictEqual } from 'node:util';
import { RefusalError } from '../errors.js';
import { JSON_CASES, type JsonCase } from '../feature/json-case.js';
import { isNamespace } from '../feature/namespace.js';
import { writeFeature } from '../feature/notation.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { UserInput } from '../feature/user.js';
import { newlineOf } from '../python/edits.js';
import { findPlaces } from './json-places.js';
import type { Workspace } from './workspace.js';
import { idsIn, type Rewritten, recordAfter, type WrittenRecord } from './written.js';

/** The key under which Yeoman keeps what it remembers for us. */
const PACKAGE = 'generator-fastapi-feature';

/** The file that remembers. */
export const MEMORY = '.yo-rc.json';

/**
 * The choices of a project: `session: "app/db.py:get_db"`, `user: "app/auth.py:current_user"`,
 * `routers: "app/api/main.py"`.
 */
export interface Choices {
  readonly session?: string;
  readonly user?: string;
  readonly routers?: string;
}

/** What is remembered about a run. */
export interface Memory {
  readonly architecture: string;
  /** The namespace of the generator that adds the features, if it is none of ours. */
  readonly generator?: string | undefined;
  /** Whether the project is an existing backend. */
  readonly isForeign: boolean;
  /** How the keys of its JSON are spelt, if that is not the usual way. */
  readonly json?: JsonCase | undefined;
  /** What was chosen where the code is ambiguous. */
  readonly choices: Choices;
  readonly features: readonly FeatureSpec[];
  /** What the project has got once, as it is typed: `adapter=transcriber`. */
  readonly items?: readonly string[];
}

/** Returns the architecture that the project follows; undefined if none is named. */
export function rememberedArchitecture(workspace: Workspace): string | undefined {
  return remembered(workspace).own.architecture;
}

/** Returns the namespace of the generator that adds the features; undefined if it is one of ours. */
export function rememberedGenerator(workspace: Workspace): string | undefined {
  return remembered(workspace).own.generator;
}

/** Returns how the keys of the project's JSON are spelt. */
export function rememberedJsonCase(workspace: Workspace): JsonCase {
  return remembered(workspace).own.json ?? 'snake';
}

/** Whether the project is remembered as an existing backend. */
export function rememberedAsForeign(workspace: Workspace): boolean {
  return remembered(workspace).own.foreign === true;
}

/** Returns what was chosen where the code is ambiguous. */
export function rememberedChoices(workspace: Workspace): Choices {
  return remembered(workspace).own.backend ?? {};
}

/** Returns the features that were added, by name, in the form of spec files, the newest first. */
export function rememberedFeatures(workspace: Workspace): Readonly<Record<string, unknown>> {
  return remembered(workspace).own.features ?? {};
}

/** Returns the ids of the texts that are ours to the byte, as far as the project remembers them. */
export function writtenTexts(workspace: Workspace): ReadonlySet<string> {
  return idsIn(remembered(workspace).own.written ?? {});
}

/**
 * Returns a text of `.yo-rc.json` with what has become of our texts.
 *
 * @param text the file, with a run added.
 */
export function withWritten(text: string, rewritten: readonly Rewritten[]): string {
  const all = JSON.parse(withoutMark(text));
  if (all[PACKAGE] === undefined) return text;
  const { written: before = {}, ...own } = all[PACKAGE] as Remembered;
  const written = recordAfter(before, rewritten);
  if (JSON.stringify(written) === JSON.stringify(before)) return text;
  all[PACKAGE] = Object.keys(written).length === 0 ? own : { ...own, written };
  return inStyleOf(text, all);
}

/** Returns what the project has got by `--with`, as it is typed. */
export function rememberedItems(workspace: Workspace): readonly string[] {
  return remembered(workspace).own.with ?? [];
}

/** Returns what its users have besides an address and a role, as spec files say it; undefined if that is nothing. */
export function rememberedUser(workspace: Workspace): UserInput | undefined {
  return remembered(workspace).own.user;
}

/**
 * Returns the text of `.yo-rc.json` with what users have.
 *
 * @param architecture that of the project, which may be about to be created.
 * @throws RefusalError if the file is not what it should be.
 */
export function withUser(workspace: Workspace, user: UserInput, architecture: string): string {
  const { all, own } = remembered(workspace);
  return inStyleOf(workspace.read(MEMORY), { ...all, [PACKAGE]: { architecture, ...own, user } });
}

/** Whether the project remembers a feature of that name with something else. */
export function remembersOther(workspace: Workspace, feature: FeatureSpec): boolean {
  return isRemembered(workspace, feature) && !remembersSame(workspace, feature);
}

/** Whether the project remembers a feature exactly so. */
export function remembersSame(workspace: Workspace, feature: FeatureSpec): boolean {
  if (!isRemembered(workspace, feature)) return false;
  const standing = rememberedFeatures(workspace)[feature.name];
  return JSON.stringify(standing) === JSON.stringify(writeFeature(feature));
}

function isRemembered(workspace: Workspace, { name }: FeatureSpec): boolean {
  return Object.hasOwn(rememberedFeatures(workspace), name);
}

/**
 * Returns the text of `.yo-rc.json` as any program can read it, without a byte-order mark.
 *
 * @throws RefusalError if the file is not what it should be.
 */
export function memoryText(workspace: Workspace): string {
  return JSON.stringify(remembered(workspace).all);
}

/**
 * Returns the text of `.yo-rc.json` with a run added.
 *
 * What is new comes before what was there, so that no existing line needs a new comma.
 *
 * @throws RefusalError if the file is not what it should be, because what is in it would be lost.
 */
export function withMemory(workspace: Workspace, memory: Memory): string {
  const { all, own: before } = remembered(workspace);
  const { features: earlier = {}, ...own } = before;
  const added = Object.fromEntries(
    memory.features.toReversed().map((feature) => [feature.name, writeFeature(feature)]),
  );
  const isNew = ([name]: [string, unknown]) => !Object.hasOwn(earlier, name);
  const items = [...new Set([...(own.with ?? []), ...(memory.items ?? [])])];
  const written = {
    ...(Object.keys({ ...earlier, ...added }).length === 0 && items.length > 0
      ? {}
      : // A feature that is added again keeps its place.
        {
          features: {
            ...Object.fromEntries(Object.entries(added).filter(isNew)),
            ...earlier,
            ...added,
          },
        }),
    ...(memory.generator === undefined ? {} : { generator: memory.generator }),
    ...own,
    ...(items.length === 0 ? {} : { with: items }),
    ...(own.user === undefined ? {} : { user: own.user }),
    ...(memory.isForeign ? { foreign: true } : {}),
    ...(memory.json === 'camel' ? { json: memory.json } : {}),
    ...(Object.keys(memory.choices).length === 0
      ? {}
      : { backend: { ...rememberedChoices(workspace), ...memory.choices } }),
    architecture: memory.architecture,
  };
  return inStyleOf(workspace.read(MEMORY), { ...all, [PACKAGE]: written });
}

/**
 * Returns the text of `.yo-rc.json` with what it said before of some features.
 *
 * @param planned the text with a run added.
 * @param before the text without it; undefined if there was none.
 * @param features the names of the features; undefined for everything that we remember.
 * @returns undefined if there is nothing to remember and nothing was there.
 */
export function withoutFeatures(
  planned: string,
  before: string | undefined,
  features: readonly string[] | undefined,
): string | undefined {
  const all = JSON.parse(withoutMark(planned));
  const earlier = JSON.parse(withoutMark(before || '{}'))[PACKAGE];
  if (features === undefined) {
    restore(all, PACKAGE, earlier);
  } else {
    const known = isObject(earlier?.features) ? earlier.features : {};
    for (const name of features) restore(all[PACKAGE].features, name, known[name]);
  }
  const isEmpty = Object.keys(all).length === 0;
  if (before === undefined && isEmpty) return undefined;
  // A file that says the same already keeps its own form.
  const isSame = before !== undefined && isDeepStrictEqual(all, JSON.parse(withoutMark(before)));
  return isSame ? before : inStyleOf(before, all);
}

/**
 * Returns the text of `.yo-rc.json` without a feature.
 *
 * @param isOlder whether the file was there before what it remembers, so that it stays.
 * @returns undefined if nothing is left to remember: an existing backend without features is one that nobody prepared.
 * @throws RefusalError if the file is not what it should be.
 */
export function withoutFeature(
  workspace: Workspace,
  feature: string,
  isOlder: boolean,
): string | undefined {
  const all = structuredClone(remembered(workspace).all) as Record<string, unknown>;
  const own = { ...(all[PACKAGE] as Remembered) } as Record<string, unknown>;
  const features = { ...(own.features as Remembered['features']) };
  delete features[feature];
  const written = { ...(own.written as WrittenRecord | undefined) };
  delete written[feature];
  restore(own, 'written', Object.keys(written).length === 0 ? undefined : written);
  const isLast = Object.keys(features).length === 0;
  restore(own, 'features', isLast ? undefined : features);
  restore(all, PACKAGE, isLast && own.foreign === true && !isOlder ? undefined : own);
  return Object.keys(all).length === 0 ? undefined : inStyleOf(workspace.read(MEMORY), all);
}

/** Gives a key the value that it had, or takes it away if it had none. */
function restore(object: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) delete object[key];
  else object[key] = value;
}

/**
 * Writes the file as it was written before. Each feature is on a line of its own, so that git can merge what two branches
 * add.
 */
function inStyleOf(source = '', all: object): string {
  const indent = /\n([ \t]+)"/.exec(source)?.[1] ?? '  ';
  const { features, user, written, ...rest } = ((all as Record<string, unknown>)[PACKAGE] ??
    {}) as Remembered;
  const lines = Object.values(features ?? {}).map(onOneLine);
  // It is on one line as they are.
  if (user !== undefined) lines.push(onOneLine(user));
  const numbered = Object.keys(features ?? {}).map((name, index) => [name, `\0${index}`]);
  // Git takes what is added in two places for one, if it is near: so the other lines are between them.
  const own = {
    ...(features === undefined ? {} : { features: Object.fromEntries(numbered) }),
    ...(user === undefined ? {} : { user: `\0${lines.length - 1}` }),
    ...rest,
    ...(written === undefined ? {} : { written }),
  };
  const shown = PACKAGE in all ? { ...all, [PACKAGE]: own } : all;
  const text = JSON.stringify(shown, undefined, indent).replaceAll(
    /"\\u0000(\d+)"/g,
    (_, index: string) => lines[Number(index)] ?? '',
  );
  return `${text}\n`.replaceAll('\n', newlineOf(source));
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`).join(', ')} }`;
}

/** What the file says, as far as it is ours. */
interface Remembered {
  readonly architecture?: string;
  readonly generator?: string;
  readonly foreign?: boolean;
  readonly json?: JsonCase;
  readonly backend?: Choices;
  readonly features?: Readonly<Record<string, unknown>>;
  readonly written?: WrittenRecord;
  readonly with?: readonly string[];
  readonly user?: UserInput;
}

/** What each of our keys has to be. */
const KINDS: readonly (readonly [keyof Remembered, string, (value: unknown) => boolean])[] = [
  ['architecture', 'a text', (value) => typeof value === 'string'],
  [
    'generator',
    'the name of a generator: team:onion, @acme/team:onion',
    (value) => typeof value === 'string' && isNamespace(value),
  ],
  ['foreign', 'true or false', (value) => typeof value === 'boolean'],
  ['json', JSON_CASES.join(' or '), (value) => JSON_CASES.some((each) => each === value)],
  ['backend', 'an object with keys', isObject],
  ['features', 'an object with the features by name', isObject],
  [
    'written',
    'an object with texts',
    (value) => isObject(value) && Object.values(value).every((ids) => typeof ids === 'string'),
  ],
  ['user', 'an object with the fields of users', isObject],
  ['with', 'a list of what was added: ["adapter=transcriber"]', isListOfTexts],
];

interface Content {
  /** All of the file. */
  readonly all: Readonly<Record<string, unknown>>;
  readonly own: Remembered;
}

/** @throws RefusalError with the place, if the file is not what it should be. */
function remembered(workspace: Workspace): Content {
  const text = workspace.read(MEMORY);
  if (text === undefined) return { all: {}, own: {} };
  return workspace.reading('memory', MEMORY, readContent, text);
}

function readContent(marked: string): Content {
  const text = withoutMark(marked);
  if (text.trim() === '') throw refusal(`${MEMORY} is empty`);
  const all = withBoth(text, parsed(text));
  const refuse = (path: readonly string[], kind: string) =>
    refusal(
      `${MEMORY}, ${findPlaces(text).of(path)}: ${path.at(-1) ?? 'the file'} has to be ${kind}`,
    );
  if (!isObject(all)) throw refuse([], 'an object with keys');
  const own = all[PACKAGE] ?? {};
  if (!isObject(own)) throw refuse([PACKAGE], 'an object with keys');
  for (const [key, kind, fits] of KINDS) {
    if (own[key] !== undefined && !fits(own[key])) throw refuse([PACKAGE, key], kind);
  }
  for (const [name, feature] of Object.entries(own.features ?? {})) {
    if (!isObject(feature)) {
      throw refuse([PACKAGE, 'features', name], 'an object with the keys of a feature');
    }
  }
  return { all, own };
}

/**
 * Takes together what git has merged by keeping the lines of two branches: of our texts, those of both are ours.
 *
 * @throws RefusalError if both have changed the same feature.
 */
function withBoth(text: string, all: unknown): unknown {
  const keys = [...text.matchAll(/^[ \t]*"[^"\n]*":/gm)].map(([key]) => key);
  if (new Set(keys).size === keys.length) return all;
  for (const { path, values } of findPlaces(text).repeated) {
    const [top, part, name = ''] = path;
    if (top !== PACKAGE || path.length > 3 || new Set(values).size === 1) continue;
    const written = (all as Readonly<Record<string, Remembered>>)[PACKAGE]?.written;
    if (part !== 'written' || path.length !== 3 || !isObject(written)) {
      const place = findPlaces(text).of(path);
      throw new RefusalError(
        `${MEMORY}, ${place}: ${path.at(-1)} is there ${values.length} times, as two branches have changed it, and git has kept the lines of both. Make one line of them that says what it is by now, and run again.`,
        { place: MEMORY },
      );
    }
    const ids = values.flatMap((value) => String(JSON.parse(value)).split(' '));
    (written as Record<string, string>)[name] = [...new Set(ids)].sort().join(' ');
  }
  return all;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(`${MEMORY}, ${findPlaces(text).fault}: this is not JSON`);
  }
}

function refusal(what: string): RefusalError {
  return new RefusalError(
    `${what}, so what this project remembers cannot be read, and would be lost. Correct the file, or move it away.`,
    { place: what.split(':')[0] },
  );
}

/** Some editors put a byte-order mark before JSON, which it must not have. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
