/** Takes a feature of a backend away, writes it again like its neighbour, and compares both with what its authors wrote. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findArchitecture } from '../generators/app/architectures.js';
import { readBackend } from '../shared/project/foreign/read-backend.js';
import {
  distanceBetween,
  ownDefinitions,
  referredBy,
  type StandingFeature,
} from '../shared/project/neighbour/features.js';
import { standingFeatures } from '../shared/project/neighbour/nearest.js';
import { mentionOf } from '../shared/project/neighbour/words.js';
import { Workspace } from '../shared/project/workspace.js';
import { readModuleFacts } from '../shared/python/module-facts.js';
import { definedName, parseOnce } from '../shared/python/syntax.js';
import { plannedFiles } from './unit/planned-files.js';

/** How much of a feature is what its authors wrote. */
export interface Mirrored {
  readonly feature: string;
  readonly neighbour: string;
  /** What they wrote and what was written, as far as they agree, and what one has and the other has not. */
  readonly same: readonly string[];
  readonly missing: readonly string[];
  readonly added: readonly string[];
  /** Why nothing was written, if it was refused. */
  readonly refused?: string;
}

/**
 * Mirrors each complete feature of a backend in its nearest neighbour: one that stands without it, as it did before that was
 * written, and that it has no classes of in place of its own. How people sign in is neither, as a backend has it once.
 */
export function mirror(root: string): Mirrored[] {
  const features = completeIn(root);
  const workspace = new Workspace(root);
  const backend = readBackend(workspace);
  const referred = ({ model }: StandingFeature) =>
    backend === undefined
      ? new Set<string>()
      : referredBy(backend.modules, model, backend.models?.models ?? []);
  return features.flatMap((feature) => {
    const own = codeOf(workspace, feature);
    const distance = (each: StandingFeature) => distanceBetween(referred(each), referred(feature));
    const nearest = features.toSorted((a, b) => distance(a) - distance(b));
    const neighbour = nearest.find((each) => {
      if (each === feature) return false;
      const other = codeOf(workspace, each);
      return !uses(other, own, feature) && !borrows(own, other, each);
    });
    return neighbour === undefined ? [] : [mirrorOne(root, feature, neighbour)];
  });
}

/** What a feature defines, by its names, and the words in all of it. */
interface Code {
  readonly classes: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

function codeOf(workspace: Workspace, { files, model, shared }: StandingFeature): Code {
  const texts = [
    ...files.map((path) => workspace.read(path) ?? ''),
    ...shared.flatMap(({ names, path }) => {
      const text = workspace.read(path) ?? '';
      const own = ownDefinitions(text, model);
      return own
        .filter((each) => names.includes(definedName(each) ?? ''))
        .map(({ from, to }) => text.slice(from, to));
    }),
  ];
  const facts = texts.map((text) => readModuleFacts(text));
  const classes = facts.flatMap((each) => each.classes.map(({ name }) => name));
  const functions = facts.flatMap((each) => each.functions.map(({ name }) => name));
  return {
    classes: new Set(classes),
    names: new Set([...classes, ...functions]),
    words: new Set(texts.flatMap((text) => text.match(/\w+/g) ?? [])),
  };
}

/** Whether one feature would miss what is named after another. */
function uses(one: Code, other: Code, { model }: StandingFeature): boolean {
  const mention = mentionOf(model);
  return [...other.names].some(
    (name) => mention.test(name) && one.words.has(name) && !one.names.has(name),
  );
}

/** Whether one feature has no classes but its model, and takes those of another. */
function borrows(one: Code, other: Code, { model }: StandingFeature): boolean {
  const taken = [...other.classes].filter((name) => name !== model.name && one.words.has(name));
  return one.classes.size <= 1 && taken.length > 0;
}

/** The share of what either has that both have. */
export function shareOf({ added, missing, same }: Mirrored): number {
  return same.length / (same.length + added.length + missing.length);
}

/** Returns the features that have a model and endpoints, the most complete first. */
function completeIn(root: string): StandingFeature[] {
  const workspace = new Workspace(root);
  const backend = readBackend(workspace);
  if (backend?.models === undefined) return [];
  const routes = backend.routers.map(({ path }) => path);
  return (
    standingFeatures(backend)
      .filter(
        ({ files, model, signsIn }) =>
          !signsIn &&
          files.some((path) => routes.includes(path)) &&
          tokensOf(workspace, model) !== undefined,
      )
      // What its authors wrote is all of it, whether another feature would have it or not.
      .map(({ files, left, ...rest }) => {
        const particular = left.filter(({ isUsed }) => isUsed).map(({ path }) => path);
        return { ...rest, left, files: [...files, ...particular] };
      })
  );
}

function mirrorOne(root: string, feature: StandingFeature, neighbour: StandingFeature): Mirrored {
  const names = { feature: feature.model.feature, neighbour: neighbour.model.feature };
  const folder = mkdtempSync(join(tmpdir(), 'mirror-'));
  try {
    cpSync(root, folder, { recursive: true });
    const paths = [
      ...feature.files,
      ...feature.shared.map(({ path }) => path),
      ...feature.registrations,
    ];
    const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
    const written = [...texts].flatMap(([path, text]) => entitiesOf(path, text, feature));
    const tokens = tokensOf(new Workspace(root), feature.model) ?? [];
    for (const path of feature.files) rmSync(join(folder, path));
    const others = [...feature.shared.map(({ path }) => path), ...feature.registrations];
    for (const path of others)
      writeFileSync(join(folder, path), without(texts.get(path) ?? '', feature));
    const planned = plan(folder, [names.feature, ...tokens], names.neighbour);
    if (typeof planned === 'string') {
      return { ...names, same: [], missing: written, added: [], refused: planned };
    }
    const now = [...planned].flatMap(([path, text]) => entitiesOf(path, text, feature));
    return {
      ...names,
      same: written.filter((each) => now.includes(each)),
      missing: written.filter((each) => !now.includes(each)),
      added: now.filter((each) => !written.includes(each)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function plan(
  root: string,
  words: readonly string[],
  like: string,
): ReadonlyMap<string, string> | string {
  try {
    const files = plannedFiles(findArchitecture('layered-direct'), new Workspace(root), words, {
      like,
    });
    const isOurs = (path: string) => !path.endsWith('.py') || /\/versions\//.test(path);
    return new Map(
      files.filter(({ path }) => !isOurs(path)).map(({ after, path }) => [path, after]),
    );
  } catch (error) {
    return (error as Error).message;
  }
}

/** Returns what a file says of a feature: the file itself, classes with bases, functions with signatures, routes, registrations. */
function entitiesOf(
  path: string,
  text: string,
  { files, model, registrations, shared }: StandingFeature,
): string[] {
  const facts = readModuleFacts(text);
  const mention = mentionOf(model);
  const isOwn =
    files.includes(path) ||
    (!shared.some((each) => each.path === path) &&
      facts.classes.concat().some(({ name }) => mention.test(name)));
  // The word of an argument is not one of a feature.
  const about = (line: string) =>
    files.includes(path) || mention.test(line.replaceAll(/\btags\b/g, ''));
  const plain = (code: string) => code.replaceAll(/\s+/g, '').replaceAll(/,(?=[)\]])|,$/g, '');
  const functions = [
    ...facts.functions.map((each) => ['', each] as const),
    ...facts.classes.flatMap(({ methods, name }) =>
      [...methods.values()].map((each) => [`${name}.`, each] as const),
    ),
  ];
  return [
    ...(isOwn || files.includes(path) ? [path] : []),
    ...facts.classes.map(
      ({ bases, keywords, name }) =>
        `${path}: class ${name}(${[...bases, ...keywords.keys()].join(', ')})`,
    ),
    ...functions.map(
      ([owner, each]) =>
        `${path}: ${each.isAsync ? 'async ' : ''}def ${owner}${each.name}(${plain(each.parameters)}) -> ${plain(each.returns)}`,
    ),
    ...functions.flatMap(([owner, each]) =>
      each.decorators.map((code) => `${path}: @${plain(code)} ${owner}${each.name}`),
    ),
    ...facts.includes.map(
      ({ options, receiver, router }) =>
        `${path}: ${receiver}.include_router(${router}, ${[...options].join()})`,
    ),
    ...[...facts.variables].map(
      ([name, { value }]) =>
        `${path}: ${name} = ${name === '__all__' ? [...value.matchAll(/\w+/g)].sort() : /\(/.test(value) && name === 'router' ? plain(value) : '...'}`,
    ),
    // What a feature's own modules import follows from what they have; elsewhere, it makes the feature known.
    ...facts.imports
      .filter(() => registrations.includes(path))
      .map(({ bound, module, name }) => `${path}: from ${module} import ${name} as ${bound}`),
  ].filter((line) => about(line));
}

/** Returns a module without what it says of a feature. */
function without(text: string, { model }: StandingFeature): string {
  const mention = mentionOf(model);
  const cut = parseOnce(text).statements.filter((each) => {
    const head = text.slice(each.tokens[0]?.from, each.tokens.at(-1)?.to);
    // What is imported of it alone; of others, the lines below leave the rest.
    if (each.keyword === 'from') return mention.test(head.replace(/\bimport\b.*$/s, ''));
    return (each.keyword === 'class' || each.keyword === 'def') && mention.test(head);
  });
  const rest = cut
    .toReversed()
    .reduce((left, { from, to }) => left.slice(0, from) + left.slice(to), text);
  return rest
    .split('\n')
    .flatMap((line) => {
      if (!mention.test(line.replaceAll('tags=', ''))) return [line];
      const list = /^(.*?(?:import |\[|\())([^()[\]]*)([\])]?\s*)$/.exec(line);
      const items = list?.[2]?.split(',').map((item) => item.trim()) ?? [];
      const kept = items.filter((item) => !mention.test(item));
      if (list === null || kept.length === 0 || /include_router/.test(line)) return [];
      return [`${list[1]}${kept.join(', ')}${list[3]}`];
    })
    .join('\n');
}

/** Returns the fields of a model as they are typed; undefined for a column that has no such type. */
function tokensOf(workspace: Workspace, model: StandingFeature['model']): string[] | undefined {
  const { classes } = workspace.facts(model.path);
  const fact = classes.find(({ name }) => name === model.name);
  const bases = classes.filter(
    ({ name }) => fact?.bases.includes(name) && name.startsWith(model.name),
  );
  const fields = [...bases, fact].flatMap((each) => [...(each?.fields ?? [])]);
  const skipped = new Set(['id', 'created_at', 'updated_at', 'deleted_at', 'is_deleted']);
  const tokens: string[] = [];
  for (const [name, { annotation, value }] of fields) {
    if (name.startsWith('_') || skipped.has(name) || /[rR]elationship\(/.test(value)) continue;
    const column = `${annotation} ${value}`;
    const type = referenceOf(workspace, column) ?? choicesOf(workspace, column) ?? typeOf(column);
    if (type === undefined) return undefined;
    const field = type.startsWith('ref=') ? name.replace(/_id$/, '') : name;
    tokens.push(
      `${field}:${type}${/None\b|nullable=True/.test(annotation + value) ? ':optional' : ''}`,
    );
  }
  return tokens.length === 0 ? undefined : tokens;
}

function referenceOf(workspace: Workspace, column: string): string | undefined {
  const table = /(?:ForeignKey\(|foreign_key=)["'](\w+)\.\w+["']/.exec(column)?.[1];
  const models = readBackend(workspace)?.models?.models ?? [];
  const model = models.find((each) => each.table === table);
  return model === undefined ? undefined : `ref=${model.name}`;
}

/** Returns the values of the class of choices that a column names. */
function choicesOf(workspace: Workspace, column: string): string | undefined {
  for (const path of workspace.pythonFiles()) {
    for (const { bases, fields, name } of workspace.facts(path).classes) {
      if (!bases.some((base) => /Enum$/.test(base)) || !new RegExp(`\\b${name}\\b`).test(column))
        continue;
      return `enum=${[...fields.values()].map(({ value }) => value.slice(1, -1)).join('/')}`;
    }
  }
  return undefined;
}

function typeOf(column: string): string | undefined {
  const length = /(?:String\((?:length=)?|max_length=)(\d+)/.exec(column)?.[1];
  const decimal = /Numeric\((\d+), ?(\d+)\)/.exec(column);
  if (/ForeignKey/.test(column)) return undefined;
  if (length !== undefined) return `str=${length}`;
  if (decimal !== null) return `decimal=${decimal[1]}.${decimal[2]}`;
  if (/\bText\b/.test(column)) return 'text';
  if (/\b(str|String)\b/.test(column)) return 'str=255';
  if (/\b(bool|Boolean)\b/.test(column)) return 'bool';
  if (/\b(int|Integer)\b/.test(column)) return 'int';
  return /\b(float|Float)\b/.test(column) ? 'float' : undefined;
}
