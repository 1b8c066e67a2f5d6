/** Features that stand and are said with something else: they change, and what people have written into them stays. */
import type { Ask } from '../ask/ask.js';
import { UsageError } from '../errors.js';
import type { Decide } from '../evolve/merge.js';
import { includedReferences } from '../feature/includes.js';
import { quoted, writeFeature } from '../feature/notation.js';
import type { RunOptions } from '../feature/options.js';
import { parseFeature } from '../feature/schema.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Request } from '../plan/request.js';
import { rememberedChoices, rememberedFeatures } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';
import { readDropped, readRenamed } from './changed-fields.js';
import { rememberedIn } from './remembered.js';
import type { Change, Closing } from './request-with-changes.js';
import { planWholeChange } from './whole-change.js';

/** What a run asks for, and the project as it is. */
export interface Said {
  readonly request: Request;
  readonly workspace: Workspace;
  readonly options: Pick<RunOptions, 'drop' | 'rename'>;
  /** Asks whether a field has a new name; undefined if there is nobody to ask. */
  readonly ask: Ask | undefined;
  /** Returns what was decided about a conflict. */
  readonly decide?: Decide;
}

/**
 * Returns what changes the features that stand and are said with something else, by their names.
 *
 * @throws UsageError if it is not clear whether a field goes or has a new name, and for options that name no field.
 */
export async function changesSaid(said: Said): Promise<ReadonlyMap<string, Change>> {
  const { ask, decide, options, request, workspace } = said;
  const standing = new Map(
    rememberedIn(request.architecture, workspace, parseFeature).map((each) => [each.name, each]),
  );
  const anew = request.features.flatMap((next) => {
    const spec = standing.get(next.name);
    return spec === undefined || isSame(spec, next) ? [] : [{ next, spec }];
  });
  const changes = new Map<string, Change>();
  for (const { next, spec } of anew) {
    const isAlone = anew.length === 1;
    const renamed = await renamesOf(spec, next, isAlone ? options : {}, ask);
    changes.set(next.name, {
      renamed,
      plan: (now) => changeIn(now, next, renamed, request, decide),
    });
  }
  if (changes.size !== 1) refuseNames(options);
  return changes;
}

/**
 * Returns what adds the fields that close a circle of features, by the names of their features, to those that are new or
 * change.
 *
 * @param changes what changes those that stand.
 * @param closing the fields that close it, by the names of their features.
 */
export function closingChanges(
  { decide, request, workspace }: Pick<Said, 'decide' | 'request' | 'workspace'>,
  changes: ReadonlyMap<string, Change>,
  closing: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, Closing> {
  const standing = rememberedFeatures(workspace);
  const found = request.features.flatMap((next): [string, Closing][] => {
    const names = closing.get(next.name);
    const change = changes.get(next.name);
    const isUnchanged = change === undefined && Object.hasOwn(standing, next.name);
    if (names === undefined || isUnchanged) return [];
    const usual: Change['plan'] = (now) => changeIn(now, next, new Map(), request, decide);
    return [[next.name, { opened: withoutFields(next, names), plan: change?.plan ?? usual }]];
  });
  return new Map(found);
}

/** Returns a feature without some of its fields, and without what is said of them together with others. */
function withoutFields(feature: FeatureSpec, names: ReadonlySet<string>): FeatureSpec {
  const isLeft = (together: readonly string[]) => !together.some((name) => names.has(name));
  const fields = feature.fields.filter(({ name }) => !names.has(name));
  return {
    ...feature,
    fields,
    // Parts alone are nothing to ask for.
    include: includedReferences({ ...feature, fields }).map(({ name }) => name),
    unique: feature.unique.filter(isLeft),
    pair: isLeft(feature.pair) ? feature.pair : [],
    index: feature.index.filter(isLeft),
  };
}

function isSame(one: FeatureSpec, other: FeatureSpec): boolean {
  return JSON.stringify(writeFeature(one)) === JSON.stringify(writeFeature(other));
}

/** @throws UsageError for options that are about the fields of one feature that changes. */
function refuseNames({ drop, rename }: Said['options']): void {
  const [option, value] = rename === undefined ? ['--drop', drop] : ['--rename', rename];
  if (value === undefined) return;
  throw new UsageError(
    `${option} ${value} is about one feature that stands and changes, and here is none, or several. ` +
      `Say it of one: fastapi-feature change FEATURE ${option} ${value}`,
    { place: option },
  );
}

/**
 * Returns the new names of fields by the old ones: where one goes and one of its type comes, somebody has to say it.
 *
 * @param ask asks whether a field has a new name; undefined if there is nobody to ask.
 * @throws UsageError if nobody does.
 */
export async function renamesOf(
  spec: FeatureSpec,
  next: FeatureSpec,
  options: Said['options'],
  ask: Ask | undefined,
): Promise<ReadonlyMap<string, string>> {
  const coming = next.fields.filter(({ name }) => !spec.fields.some((each) => each.name === name));
  const renamed = readRenamed(
    options.rename,
    spec,
    coming.map(({ name }) => name),
  );
  const dropped = readDropped(options.drop, spec);
  const both = [...dropped].find((name) => next.fields.some((each) => each.name === name));
  if (both !== undefined) {
    throw new UsageError(`--drop ${both}: ${both} is said as well. Leave one of them out.`, {
      place: '--drop',
    });
  }
  const leaving = spec.fields.filter(
    ({ name }) =>
      !next.fields.some((each) => each.name === name) && !renamed.has(name) && !dropped.has(name),
  );
  for (const field of leaving) {
    const { name, target, type } = field;
    const taken = new Set(renamed.values());
    const alike = coming.filter(
      (each) => each.type === type && each.target === target && !taken.has(each.name),
    );
    for (const { name: now } of alike) {
      if (ask === undefined) throw ambiguity(spec.name, name, now);
      const isRenamed = await ask<boolean>({
        type: 'confirm',
        name: 'renamed',
        message: `Was ${spec.name}.${name} renamed to ${now}?`,
        default: true,
      });
      if (isRenamed) {
        renamed.set(name, now);
        break;
      }
    }
  }
  return renamed;
}

/** Returns a command with the new names of fields, so that it need not ask. */
export function withRenames(command: string, renamed: ReadonlyMap<string, string>): string {
  const pairs = [...renamed].map(([old, now]) => `${old}=${now}`);
  return pairs.length === 0 ? command : `${command} --rename ${pairs.join('+')}`;
}

function ambiguity(feature: string, old: string, now: string): UsageError {
  const rename = `--rename ${quoted(`${old}=${now}`)}`;
  return new UsageError(
    `${feature}: the field ${old} goes and ${now} comes, of the same type. If it only has another name, add ${rename}; if its values go, add --drop ${old}. ` +
      `Of several features in a file, say it of one alone: fastapi-feature change ${feature} ${rename}`,
    { place: `features.${feature}.fields.${old}`, suggestion: rename },
  );
}

/** Plans the change in a project as it is by then; undefined if no file of the feature is there. */
function changeIn(
  workspace: Workspace,
  next: FeatureSpec,
  renamed: ReadonlyMap<string, string>,
  { architecture, choices: chosen }: Request,
  decide: Decide | undefined,
): ReturnType<Change['plan']> {
  const all = rememberedIn(architecture, workspace, parseFeature);
  const spec = all.find(({ name }) => name === next.name);
  if (spec === undefined) return undefined;
  const choices = { ...rememberedChoices(workspace), ...chosen };
  const others = all.filter((each) => each !== spec);
  const change = { workspace, others, spec, next, renamed, architecture, choices };
  return planWholeChange({ ...change, decide });
}
