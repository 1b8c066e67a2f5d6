/** A feature as it stands in a project: what of it is as it was written, and what a person has made of it. */
import type { FeatureSpec } from '../feature/spec.js';
import type { FeatureView } from '../plan/feature-view.js';
import type { Layout, Part, PartRegistration, Slice } from '../plan/layout.js';
import { planPage } from '../plan/page.js';
import type { Reason, Workspace } from '../project/workspace.js';
import { addDefinitions, definitionsOf } from '../python/definitions.js';
import { newlineOf } from '../python/edits.js';
import { definedIn } from './definitions.js';

/** A file of the feature alone. */
export interface OwnFile extends Reason {
  readonly path: string;
  readonly text: string;
  /** What this version writes for the feature as it is remembered. */
  readonly written: string;
}

/** A file that the feature shares with others. */
export interface SharedFile extends Reason {
  readonly path: string;
  readonly text: string;
  /** Puts the feature in; what stands there already is left as it is. */
  readonly edit: (source: string) => string;
  /** Makes known there what other files define. */
  readonly register: (source: string) => string;
  /** Takes out what other features may have registered, too. */
  readonly bare: (source: string) => string;
  /** Takes out the items that it has put into lists. */
  readonly withoutItems: (source: string) => string;
  /** The definitions that it has there. */
  readonly bodies: readonly string[];
  /** The modules that these definitions are from, with their imports. */
  readonly modules: readonly { readonly text: string; readonly name: string }[];
}

/** A feature that stands. */
export interface StandingFeature {
  readonly feature: FeatureView;
  readonly architecture: string;
  /** The commands that come after adding it. */
  readonly nextSteps: readonly string[];
  readonly own: readonly OwnFile[];
  /** Its files that are missing, as they would be written. */
  readonly missing: readonly Omit<OwnFile, 'text'>[];
  readonly shared: readonly SharedFile[];
  /** Files that features share which ask for the same, and no other does: a list for each such thing. */
  readonly extras: readonly (readonly OwnFile[])[];
  /** Its migrations that are there, its own last. */
  readonly migrations: readonly Part[];
  /** How migrations are written in the project. */
  readonly layout: Pick<Layout, 'constraints' | 'finished'>;
}

/** The project that a feature stands in. */
export interface Surroundings {
  readonly workspace: Workspace;
  /** Lays out features in a copy of the project. */
  readonly layOut: (workspace: Workspace) => Layout;
  /** The other features that the project remembers. */
  readonly others: readonly FeatureSpec[];
}

/**
 * Reads a feature.
 *
 * @param spec the feature as the project remembers it.
 * @param hasShared whether what it shares with features that ask for the same counts as its own, if there are none.
 * @throws RefusalError if the project is no longer one that the feature could be added to.
 */
export function readStanding(
  { layOut, others, workspace }: Surroundings,
  spec: FeatureSpec,
  hasShared: boolean,
): StandingFeature {
  const layout = layOut(workspace.fork());
  const slice = layout.slice(spec);
  const { feature, parts, registrations } = slice;
  const isOther = othersNeeding(layout, parts, registrations, others);
  const isThere = (each: Part | PartRegistration) =>
    each.isShared ? hasShared && !isOther(each) : each.omitted === undefined && !isOther(each);
  const present = parts.filter(isThere);
  const edits = registrations.filter(isThere);
  const registering = (path: string) =>
    edits.filter((each) => each.path === path && !each.defines).map(({ edit }) => edit);
  const editsOf = (path: string) => [
    ...present.filter((part) => part.among && part.path === path).map(insertionOf),
    ...edits.filter((each) => each.path === path).map(({ edit }) => edit),
  ];
  const apart = present.filter(({ among, migrates }) => !among && migrates === undefined);
  const own = apart.flatMap((part) => ownFile(part, workspace, editsOf(part.path)));
  own.push(...pageOf(layout, slice, workspace));
  const alone = new Set(apart.map(({ path }) => path));
  const rest = [...present.filter(({ among }) => among), ...edits];
  const places = new Map(
    rest.filter(({ path }) => !alone.has(path)).map((each) => [each.path, each]),
  );
  return {
    feature,
    architecture: layout.architecture.id,
    nextSteps: slice.nextSteps,
    own,
    missing: apart
      .filter(({ path }) => !workspace.exists(path))
      .map(({ layer, path, render, why }) => ({ layer, path, why, written: render() })),
    shared: [...places.values()].flatMap((place) =>
      sharedFile(
        place,
        workspace,
        [editsOf(place.path), registering(place.path)],
        [...present, ...edits],
      ).map((file) => ({
        ...file,
        bare: (source: string) =>
          edits
            .filter(({ path }) => path === file.path)
            .reduce((text, { bare }) => bare?.(text) ?? text, source),
        withoutItems: (source: string) =>
          edits
            .filter(({ path }) => path === file.path)
            .reduce((text, { withoutItems }) => withoutItems?.(text) ?? text, source),
      })),
    ),
    extras: layout
      .extras(spec)
      .map((files) => files.filter((file) => !isOther(file)))
      .map((files) => files.flatMap((part) => ownFile(part, workspace, []))),
    migrations: present
      .filter(({ migrates, path }) => migrates !== undefined && workspace.exists(path))
      .sort((a, b) => Number(b.isShared ?? false) - Number(a.isShared ?? false)),
    layout,
  };
}

/** Puts something into a text, unless it is there. */
type Edit = (source: string) => string;

/** What features may share, by its path and what it is for. */
type Shared = Pick<Part, 'path' | 'why'>;

/** Returns what tells whether another feature needs something that features share. */
function othersNeeding(
  layout: Layout,
  parts: readonly Part[],
  registrations: readonly PartRegistration[],
  others: readonly FeatureSpec[],
): (each: Shared) => boolean {
  const extras = (spec: FeatureSpec) => layout.extras(spec).flat();
  const mayShare = [...parts, ...registrations].some(isSharedPart);
  const needed = new Set(
    others.flatMap((other) => {
      const slice = mayShare ? layout.slice(other) : { parts: [], registrations: [] };
      const own = [...slice.parts, ...slice.registrations].filter(isSharedPart);
      return [...own, ...extras(other)].map(keyOf);
    }),
  );
  return (each) => needed.has(keyOf(each));
}

/** Whether others may bring the same: what is theirs in Python has their name in it. */
function isSharedPart(each: Part | PartRegistration): boolean {
  const isPackages = each.path.endsWith('.toml') && each.omitted === undefined;
  return each.isShared === true || isPackages;
}

function keyOf({ path, why }: Shared): string {
  return `${path} ${why}`;
}

/** Returns the page about a feature, if it has one. */
function pageOf(layout: Layout, slice: Slice, workspace: Workspace): OwnFile[] {
  const listed = [...slice.parts, ...slice.registrations].filter(
    (each) => each.omitted === undefined && !each.isUnlisted,
  );
  const { changes } = layout.project.workspace.planning(() =>
    planPage(layout, slice.feature, slice.page, listed),
  );
  return changes.flatMap(({ after, layer, path, why }) => {
    const text = workspace.read(path);
    return text === undefined ? [] : [{ layer, path, why, text, written: after }];
  });
}

/** Puts the definitions of a part into a file that it shares with others. */
function insertionOf(part: Part): (source: string) => string {
  return (source) =>
    addDefinitions(source, { path: part.path, text: part.render(), ...part.among });
}

/** Returns a file of the feature; nothing if it is missing. */
function ownFile(
  part: Part,
  workspace: Workspace,
  edits: readonly ((source: string) => string)[],
): OwnFile[] {
  const { layer, path, why } = part;
  const text = workspace.read(path);
  if (text === undefined) return [];
  const rendered = part.render().replaceAll(/\r?\n/g, newlineOf(text));
  return [{ path, layer, why, text, written: edits.reduce((each, edit) => edit(each), rendered) }];
}

function sharedFile(
  { layer, path, why }: Part | PartRegistration,
  workspace: Workspace,
  [editing, registering]: readonly [readonly Edit[], readonly Edit[]],
  all: readonly (Part | PartRegistration)[],
): Omit<SharedFile, 'bare' | 'withoutItems'>[] {
  const text = workspace.read(path);
  if (text === undefined) return [];
  const inTurn = (edits: readonly Edit[]) => (source: string) =>
    edits.reduce((edited, edit) => edit(edited), source);
  const usual = path.replace(/\.py$/, '').replaceAll('/', '.');
  const modules = all
    .filter((each) => each.path === path)
    .flatMap((each) => {
      if ('edit' in each) return each.defines ? [{ text: each.defines(text), name: usual }] : [];
      return each.among ? [{ text: each.render(), name: each.among.module ?? usual }] : [];
    })
    .filter((each) => each.text !== '')
    .map((each) => ({ ...each, text: each.text.replaceAll(/\r?\n/g, newlineOf(text)) }));
  const bodies = modules.map((module) => definitionsOf(module.text));
  const [edit, register] = [inTurn(editing), inTurn(registering)];
  return [{ path, layer, why, text, edit, register, bodies, modules }];
}

/** Returns the names that a feature defines in files of several, by their paths. */
export function definedByFeature({ shared }: StandingFeature): ReadonlyMap<string, Set<string>> {
  return new Map(
    shared.map(({ bodies, path }) => [
      path,
      new Set(bodies.flatMap((body) => [...definedIn(body)])),
    ]),
  );
}
