/** What it takes to make another feature of one that stands, known in full before anything is written. */
import { UsageError } from '../errors.js';
import { formatAccess } from '../feature/access.js';
import { embeddedNames } from '../feature/field/embed.js';
import { formatFieldToken } from '../feature/field/grammar.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { pascalOf } from '../feature/naming.js';
import { callerOf } from '../feature/ownership.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { FeatureView } from '../plan/feature-view.js';
import { isReadBy } from '../plan/includes.js';
import { shownOf } from '../plan/view/references.js';
import { Modules } from '../project/foreign/modules.js';
import {
  type Choices,
  MEMORY,
  rememberedAsForeign,
  withMemory,
  withWritten,
} from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { type Rewritten, rewrittenBy } from '../project/written.js';
import { newlineOf } from '../python/edits.js';
import { definedName, parseOnce } from '../python/syntax.js';
import { tokenize } from '../python/tokens.js';
import { abandonedNames, withoutAbandoned } from './abandoned-names.js';
import type { VersionsOf } from './bases.js';
import { problemOf } from './conflicts.js';
import { takeSame } from './definitions.js';
import { deletionOf, type Evolved, evolvedPlan, stepsAfter } from './evolved.js';
import { isChanged } from './hand-edits.js';
import { refuseOtherKey } from './key-change.js';
import { type Conflict, type Decide, type Merged, mergeModule } from './merge.js';
import { mergeLines } from './merge-lines.js';
import { OwnTexts } from './own-texts.js';
import {
  type OwnFile,
  readStanding,
  type SharedFile,
  type StandingFeature,
  type Surroundings,
} from './standing.js';
import { creationOf, tableChange } from './table-change.js';
import { type Edit, edited } from './text-edits.js';

/** What is changed, and into what. */
export interface ChangeRequest extends Surroundings {
  /** The feature as the project remembers it. */
  readonly spec: FeatureSpec;
  /** The feature as it is to be. */
  readonly next: FeatureSpec;
  /** The project that the feature was written in, if another feature that it refers to has changed since. */
  readonly formerly?: Workspace;
  /** The new names of fields, by the old ones. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The id of the architecture, as it is remembered. */
  readonly architecture: string;
  readonly choices: Choices;
  /** Nothing is decided without it. */
  readonly decide?: Decide | undefined;
  /** Finds what was written by an earlier version, where that has not been upgraded. */
  readonly versionsOf?: VersionsOf;
}

/**
 * Plans the change of a feature: what we would write now instead of what we wrote is merged into what stands. Nothing is
 * planned in its workspace.
 *
 * @returns undefined if nothing of the feature stands.
 * @throws UsageError if rows that are there would lack a value, RefusalError if the project cannot be read or edited.
 */
export function planChange(request: ChangeRequest): Evolved | undefined {
  const { decide, next, others, renamed, spec, workspace } = request;
  refuseOtherOwners(request);
  refuseOtherKey(spec, next);
  const before = readStanding(beforehand(request), spec, true);
  if (before.own.length === 0 && before.shared.every(({ bodies }) => bodies.length === 0)) {
    return undefined;
  }
  const after = readStanding(request, next, true);
  refuseUnshown(before.feature, after.feature, others);
  refuseOtherIds(before.feature, after.feature);
  refuseOtherDeletion(before.feature, after.feature);
  refuseOtherNames(before.feature, after.feature);
  const names = renamedNames(before.feature, after.feature, renamed);
  const ours = new OwnTexts(request);
  const conflicts: Conflict[] = [];
  /** The files that other templates have written. */
  const older = new Set<string>();
  const merged = ({ file, merge, now }: OwnMerge): PlannedFile => {
    if (now === undefined) return abandoned(file, conflicts);
    const { layer, path, text, why } = file;
    const result = merge(text, decide);
    conflicts.push(...result.conflicts);
    if (result.conflicts.length > 0 && ours.isOlder(file)) older.add(path);
    ours.change(file, now, result.text, (base) => {
      const { conflicts, text } = merge(base);
      return conflicts.length > 0 ? undefined : text;
    });
    const used = path.endsWith('.py') ? withOwnUses(result.text, file.written, names) : result.text;
    return planned({ layer, path, why }, text, used);
  };
  const own = ownMerges(before, after, names).map(merged);
  const gone = abandonedNames(before, after);
  const modules = new Modules(workspace);
  const shared = sharedMerges(before, after, names).map(({ file, merge, now }) => {
    const result = merge(file.text, decide);
    conflicts.push(...result.conflicts);
    const isLess = gone.size > 0 && file.path.endsWith('.py');
    const text = isLess ? withoutAbandoned(file.path, result.text, gone, modules) : result.text;
    ours.changeDefinitions(file, now, text);
    return planned(file, file.text, text);
  });
  const isNew = ({ path }: { readonly path: string }) =>
    !before.missing.some((each) => each.path === path);
  const created = after.missing.filter(isNew).map(({ written, ...reason }) => ({
    ...planned(reason, undefined, written),
    whole: written,
  }));
  const table = tableChange(before, after, renamed, workspace);
  const files = [...own, ...created, ...table.files, ...shared];
  const whole = rewrittenBy(files, () => spec.name);
  if (table.files.length > 0) keepTable(before, after, names, ours, workspace);
  return {
    plans: [
      evolvedPlan(after, {
        nextSteps: stepsAfter(after),
        notes: [...table.notes, ...stillNamed(names, renamed, own, after)],
      }),
    ],
    files: [...files, ...ours.kept, remembered(request, [...ours.rewritten, ...whole])],
    changed: [],
    risky: table.lossy,
    conflicts: [
      ...new Map(conflicts.map((each) => [`${each.path}:${each.line}`, each])).values(),
    ].map((each) => problemOf(each, older.has(each.path))),
  };
}

/** Returns where a feature stands, as it was written there. */
function beforehand({ formerly, layOut, others, workspace }: ChangeRequest): Surroundings {
  return formerly === undefined
    ? { layOut, others, workspace }
    : { layOut: () => layOut(formerly.fork()), others, workspace };
}

/** How a file changes. */
interface FileMerge<File, Now> {
  readonly file: File;
  /** What it becomes where nobody has changed it; undefined if it goes. */
  readonly now: Now | undefined;
  /** Changes a text of it. */
  readonly merge: (text: string, decide?: Decide) => Merged;
}

type OwnMerge = FileMerge<OwnFile, string>;

/** Returns how the files of the feature alone change. */
function ownMerges(
  before: StandingFeature,
  after: StandingFeature,
  names: ReadonlyMap<string, string>,
): OwnMerge[] {
  return before.own.map((file) => {
    const now = after.own.find(({ path }) => path === file.path)?.written;
    const merge = (text: string, decide?: Decide) =>
      mergeFile({ ...file, text }, now ?? text, names, decide);
    return { file, now, merge };
  });
}

/** Returns how the files change that the feature shares with others. */
function sharedMerges(
  before: StandingFeature,
  after: StandingFeature,
  names: ReadonlyMap<string, string>,
): FileMerge<SharedFile, SharedFile>[] {
  return before.shared.map((file) => {
    const now = after.shared.find(({ path }) => path === file.path);
    const merge = (text: string, decide?: Decide) =>
      mergeShared({ ...file, text }, now, names, decide);
    return { file, now, merge };
  });
}

/** A Python file that changes. */
export interface ModuleMerge {
  readonly path: string;
  /** What was written. */
  readonly written: string;
  /** What it would be if nobody had changed it. */
  readonly wanted: string;
  /** Changes what stands. */
  merge(ours: string): Merged;
}

/** Returns how each Python file that a feature has something in changes, if it does. */
export function mergesOf(request: ChangeRequest): readonly ModuleMerge[] {
  const { next, renamed, spec } = request;
  const [before, after] = [readStanding(request, spec, true), readStanding(request, next, true)];
  const names = renamedNames(before.feature, after.feature, renamed);
  const all = [...ownMerges(before, after, names), ...sharedMerges(before, after, names)];
  return all.flatMap(({ file: { path, text: written }, merge, now }) => {
    const { text: wanted } = merge(written);
    const changes = now !== undefined && path.endsWith('.py') && wanted !== written;
    return changes ? [{ path, written, wanted, merge }] : [];
  });
}

/**
 * Rows that are there have no owner that anyone could know, and endpoints that ask for one are others.
 *
 * @throws UsageError if the field that is set from who has signed in comes, goes or becomes another one.
 */
function refuseOtherOwners({ next, renamed, spec }: ChangeRequest): void {
  const before = callerOf(spec.fields)?.name;
  const after = callerOf(next.fields)?.name;
  if (after === before || (before !== undefined && after === renamed.get(before))) return;
  const field = after ?? before;
  throw new UsageError(
    `the field "${field}": what is set from who has signed in can be neither added to a feature that stands nor taken from ` +
      'it, as nobody knows whose the rows are that are there. ' +
      (after === undefined
        ? 'Keep the field, or remove the feature and add it anew without.'
        : `Add ${after}:ref=User:optional and set it yourself, or remove the feature and add it anew.`),
    { place: `fields.${field}` },
  );
}

/**
 * @throws UsageError if a field goes, gets another name or type, or is hidden, that answers of another feature show, or if
 *   some of those who are shown it would no longer read the feature.
 */
function refuseUnshown(before: FeatureView, after: FeatureView, others: readonly FeatureSpec[]) {
  const left = new Map(shownOf(after.fields).map(({ name, type }) => [name, type]));
  const shown = shownOf(before.fields);
  const isOther = (name: string) => {
    const column = shown.find((each) => each.name === name);
    return column !== undefined && left.get(name) !== column.type;
  };
  for (const other of others) {
    for (const field of other.fields) {
      if (field.type !== 'ref' || field.target !== pascalOf(before.spec.name)) continue;
      if (other.include.includes(field.name)) {
        refuseUnincluded(other, field.name, shown.map(({ name }) => name).find(isOther));
        refuseFewerReaders(after, other, field.name);
      }
      if (field.embed !== undefined) refuseUnembedded(other, field, field.embed, isOther);
    }
  }
}

/** @throws UsageError for a field that becomes another one, which answers of another feature always show. */
function refuseUnembedded(
  other: FeatureSpec,
  field: FieldSpec,
  embed: string,
  isOther: (name: string) => boolean,
): void {
  const gone = embeddedNames(embed).find(isOther);
  if (gone === undefined) return;
  const rest = embeddedNames(embed).filter((each) => each !== gone);
  const { embed: _, ...bare } = field;
  const said = formatFieldToken(rest.length > 0 ? { ...bare, embed: rest.join('+') } : bare);
  throw new UsageError(
    `the field "${gone}": answers of ${other.name} show it of their ${field.name}. ` +
      `First say what they show instead: fastapi-feature change ${other.name} ${said}`,
    { place: `fields.${gone}` },
  );
}

/** @throws UsageError for a field that becomes another one, which answers of another feature show where callers ask for it. */
function refuseUnincluded(other: FeatureSpec, reference: string, gone: string | undefined): void {
  if (gone === undefined) return;
  throw new UsageError(
    `the field "${gone}": answers of ${other.name} show it of their ${reference} where callers ask for it. ` +
      `First say ${other.name} anew ${includingRest(other, reference)}.`,
    { place: `fields.${gone}` },
  );
}

/** @throws UsageError if answers of another feature would show rows to those who may no longer read them. */
function refuseFewerReaders(
  { owned, spec: { access, name } }: FeatureView,
  other: FeatureSpec,
  reference: string,
): void {
  if (isReadBy(other.access.read, access.read, owned)) return;
  throw new UsageError(
    `--read ${formatAccess(access.read)}: answers of ${other.name}, which are read by ${formatAccess(other.access.read)}, show ${name} where callers ask for it. ` +
      `First say ${other.name} anew ${includingRest(other, reference)}.`,
    { place: '--read' },
  );
}

function includingRest({ include }: FeatureSpec, reference: string): string {
  const rest = include.filter((each) => each !== reference);
  return rest.length > 0 ? `with --include ${rest.join('+')}` : 'without --include';
}

/** @throws UsageError if deleted rows would stay from now on, or would no longer. */
function refuseOtherDeletion({ kept, spec: { name } }: FeatureView, next: FeatureView): void {
  if (kept === next.kept) return;
  throw new UsageError(
    kept
      ? `--soft-delete: ${name} stands with rows that stay when they are deleted, and without it, those would be there again. Say --soft-delete, or remove the feature and add it anew.`
      : `--soft-delete: ${name} stands with rows that are deleted for good, in tables, queries and tests. Leave the option out, or remove the feature and add it anew.`,
    { place: '--soft-delete' },
  );
}

/** @throws UsageError if the ids become of another type. */
function refuseOtherIds(before: FeatureView, after: FeatureView): void {
  if (before.naturalKey !== undefined || before.ids === after.ids) return;
  const [{ id, name }, next] = [before.spec, after.spec];
  throw new UsageError(
    `--id${next.id === undefined ? '' : ` ${next.id}`}: ${name} stands with ids of another type, which its rows have and whatever refers to them. ` +
      `${id === undefined ? 'Leave the option out' : `Say --id ${id}`}, or remove the feature and add it anew.`,
    { place: '--id' },
  );
}

/** @throws UsageError for what URLs, files and the table of a feature that stands are called after. */
function refuseOtherNames(before: FeatureView, after: FeatureView): void {
  const [option, standing, next] =
    before.features === after.features
      ? (['--table', before.table, after.table] as const)
      : (['--plural', before.features, after.features] as const);
  if (standing === next) return;
  throw new UsageError(
    `${option} ${next}: ${before.feature} stands as ${standing}, by which clients, files or rows are found. ` +
      `Say ${option} ${standing.includes(' ') ? `"${standing}"` : standing}, or remove the feature and add it anew.`,
    { place: option },
  );
}

/** Returns the new names of what code calls after the renamed fields. */
function renamedNames(
  before: FeatureView,
  after: FeatureView,
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const names = new Map(renamed);
  for (const [old, now] of renamed) {
    const columnOf = ({ columns }: FeatureView, name: string) =>
      columns.find(({ spec }) => spec.name === name);
    const [from, to] = [columnOf(before, old), columnOf(after, now)];
    if (from !== undefined && to !== undefined) names.set(from.attribute, to.attribute);
    // Types that are named after a field: ProductPrice.
    names.set(before.Feature + pascalOf(old), after.Feature + pascalOf(now));
  }
  return names;
}

/**
 * Notes what the migration that created the table would be by now: it stays, and from then on no longer says which columns
 * there are.
 */
function keepTable(
  before: StandingFeature,
  after: StandingFeature,
  renamed: ReadonlyMap<string, string>,
  ours: OwnTexts,
  workspace: Workspace,
): void {
  const [old, next] = [before, after].map(creationOf);
  if (old === undefined || next === undefined) return;
  const { layer, path, why } = old;
  const [text = '', written, now] = [workspace.read(path), old.render(), next.render()];
  ours.change({ layer, path, why, text, written }, now, text, (base) => {
    const { conflicts, text } = mergeModule({
      path,
      base: written,
      theirs: now,
      ours: base,
      renamed,
    });
    return conflicts.length > 0 ? undefined : text;
  });
}

function mergeFile(
  { path, text, written }: OwnFile,
  theirs: string,
  renamed: ReadonlyMap<string, string>,
  decide?: Decide,
): { readonly text: string; readonly conflicts: readonly Conflict[] } {
  const now = theirs.replaceAll(/\r?\n/g, newlineOf(text));
  if (path.endsWith('.py'))
    return mergeModule({ path, base: written, theirs: now, ours: text, renamed, decide });
  if (text === written) return { text: now, conflicts: [] };
  return mergeLines({ path, base: written, theirs: now, ours: text, decide });
}

function mergeShared(
  file: SharedFile,
  now: SharedFile | undefined,
  renamed: ReadonlyMap<string, string>,
  decide: Decide | undefined,
): { readonly text: string; readonly conflicts: readonly Conflict[] } {
  const conflicts: Conflict[] = [];
  let { text } = file;
  const left = [...(now?.modules ?? [])];
  for (const { name, text: base } of file.modules) {
    const theirs = takeSame(left, base) ?? base;
    if (base === theirs) continue;
    const merged = mergeModule({
      path: file.path,
      module: name,
      base,
      theirs,
      ours: text,
      renamed,
      decide,
    });
    text = merged.text;
    conflicts.push(...merged.conflicts);
  }
  return { text: now?.register(text) ?? text, conflicts };
}

function abandoned(file: OwnFile, conflicts: Conflict[]): PlannedFile {
  const { path, text } = file;
  if (isChanged(file)) conflicts.push({ path, line: 1, ours: text, theirs: '' });
  return deletionOf(file);
}

function planned(
  { layer, path, why }: Pick<PlannedFile, 'layer' | 'path' | 'why'>,
  before: string | undefined,
  after: string,
): PlannedFile {
  const action = before === undefined ? 'create' : before === after ? 'unchanged' : 'edit';
  return { path, layer, why, action, before, after };
}

function remembered(
  { architecture, choices, next, workspace }: ChangeRequest,
  rewritten: readonly Rewritten[],
): PlannedFile {
  const isForeign = rememberedAsForeign(workspace);
  const reason = { layer: 'project', path: MEMORY, why: 'Remembers the feature as it is now.' };
  const text = withMemory(workspace, { architecture, isForeign, choices, features: [next] });
  return planned(reason, workspace.read(MEMORY), withWritten(text, rewritten));
}

/** Gives what a person has written into a class of ours the new names of its fields: there, it is certain what is meant. */
function withOwnUses(text: string, written: string, names: ReadonlyMap<string, string>): string {
  const classesOf = (module: string) =>
    parseOnce(module).statements.filter(({ keyword }) => keyword === 'class');
  const before = new Map(classesOf(written).map((each) => [definedName(each) ?? '', each]));
  const tokens = tokenize(text).lines.flatMap((line) => line.tokens);
  const edits = classesOf(text).flatMap((each): Edit[] => {
    const fields = before.get(definedName(each) ?? '')?.block ?? [];
    const isField = (name: string) =>
      fields.some(({ tokens: [first, second] }) => first?.text === name && second?.text === ':');
    return tokens.flatMap(({ from, text: name, to }, at): Edit[] => {
      const now = names.get(name);
      const isOwn = tokens[at - 1]?.text === '.' && tokens[at - 2]?.text === 'self';
      const isWithin = each.from <= from && to <= each.to;
      if (now === undefined || !isOwn || !isWithin || !isField(name)) return [];
      return tokens[at - 3]?.text === '.' ? [] : [{ from, to, text: now }];
    });
  });
  return edited(text, edits);
}

/** Lists where files of the feature still have the old names of fields: a person has written that. */
function stillNamed(
  names: ReadonlyMap<string, string>,
  renamed: ReadonlyMap<string, string>,
  files: readonly PlannedFile[],
  feature: StandingFeature,
): string[] {
  if (renamed.size === 0) return [];
  const word = new RegExp(`\\b(?:${[...names.keys()].join('|')})\\b`);
  return files.flatMap(({ action, after, path }) => {
    if (action === 'delete' || !path.endsWith('.py')) return [];
    const written = feature.own.find((each) => each.path === path)?.written;
    const ours = new Set((written ?? '').split('\n'));
    return after.split('\n').flatMap((line, index) => {
      const [old] = word.exec(line) ?? [];
      if (old === undefined || ours.has(line) || line.trim().startsWith('#')) return [];
      return [
        `${path}:${index + 1} may still mean ${old}, which is called ${names.get(old)} now: ${line.trim()}`,
      ];
    });
  });
}
