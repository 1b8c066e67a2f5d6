/**
 * The plan: what a run is going to do, known in full before anything is written.
 *
 * The preview, `--json`, `--dry-run`, `--explain` and writing all read it.
 */
import type { FeatureSpec } from '../feature/spec.js';
import { remembersSame } from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { addDefinitions, definitionsOf } from '../python/definitions.js';
import { factsOf } from '../python/module-facts.js';
import { definedBy } from '../python/names.js';
import { parseOnce } from '../python/syntax.js';
import type { Capability } from './architecture.js';
import type { FeatureView } from './feature-view.js';
import { planGuide } from './guide.js';
import type { Finding, Layout, Part } from './layout.js';
import type { NamesView } from './names-view.js';
import { planPage } from './page.js';

/** What it takes to add one feature to one project, or what the project gets once. */
export interface Plan {
  readonly architecture: string;
  /** The feature; undefined if it is about the project. */
  readonly feature: NamesView | undefined;
  /** What the project gets, as it is typed: `adapter=transcriber`. */
  readonly items?: readonly string[];
  /** What is left out, and why. */
  readonly omitted: readonly Omission[];
  /** What the project lacks and now gets. */
  readonly provided: readonly Capability[];
  /** What the project already has and the feature uses as it is. */
  readonly reused: readonly Finding[];
  /** The commands that come next, run from the root of the project. */
  readonly nextSteps: readonly string[];
  /** The files of the feature itself that are there and differ: a conflict each. */
  readonly overwrites: readonly string[];
  /** What the user should know about the result. */
  readonly notes: readonly string[];
  /** Which of the notes say that something is not checked which a feature of ours would check. */
  readonly unchecked?: readonly string[];
}

/** The plan of a feature, and what it does to each file. */
export interface PlannedFeature extends Plan {
  readonly feature: FeatureView;
  readonly files: readonly PlannedFile[];
  /** What it defines in files of several features. */
  readonly definitions: readonly string[];
}

/** Something that a feature could have and does not. */
export interface Omission {
  readonly path: string;
  /** What it would be for. */
  readonly why: string;
  /** Why it is left out, as a sentence. */
  readonly because: string;
}

/** How a feature is planned. */
export interface FeatureManner {
  /** Whether coding assistants are told of the project even if it is not new. */
  readonly agents?: boolean | undefined;
  /** Whether a feature that the project remembers exactly so stays as people have made it. */
  readonly keepsStanding?: boolean | undefined;
}

/**
 * Works out what it takes to add a feature.
 *
 * @param layout how the project lays out features. The planned files are added to its workspace,
 *   so that the next feature of the same run finds this one; the disk is not touched.
 * @throws UsageError if the architecture cannot have such a feature.
 * @throws RefusalError if the project cannot be extended safely.
 */
export function planFeature(
  layout: Layout,
  spec: FeatureSpec,
  manner: FeatureManner = {},
): PlannedFeature {
  const { workspace } = layout.project;
  const { changes, result } = workspace.planning(() => planSlice(layout, spec, manner));
  const overwrites = changes
    .filter(({ action, layer }) => action === 'overwrite' && layer !== 'foundation')
    .map(({ path }) => path);
  return { ...result, architecture: layout.architecture.id, overwrites, files: changes };
}

function planSlice(
  layout: Layout,
  spec: FeatureSpec,
  { agents, keepsStanding }: FeatureManner,
): Omit<PlannedFeature, 'architecture' | 'files' | 'overwrites'> {
  const { workspace } = layout.project;
  const whole = layout.slice(spec);
  const { feature, page, parts, registrations, ...slice } = whole;
  const omitted = [...parts, ...registrations].flatMap(({ omitted: because, path, why }) =>
    because ? [{ path, why, because }] : [],
  );
  const isStanding = remembersSame(workspace, spec);
  const definitions: string[] = [];
  for (const part of parts) {
    if (part.omitted !== undefined) continue;
    // Later migrations may have made the table what it is.
    const isKept = part.migrates !== undefined || (keepsStanding && isDefined(part, workspace));
    if (isStanding && isKept && workspace.exists(part.path)) {
      workspace.edit(part.path, workspace.read(part.path) ?? '', part);
    } else {
      const text = place(part, workspace);
      if (text !== undefined && part.among !== undefined) definitions.push(definitionsOf(text));
    }
  }
  for (const { edit, path, ...registration } of registrations) {
    if (registration.omitted !== undefined) continue;
    workspace.register(path, edit(workspace.read(path)), registration);
  }
  const listed = [...parts, ...registrations].filter(
    (each) => each.omitted === undefined && !each.isUnlisted,
  );
  if (!(isStanding && keepsStanding)) planPage(layout, feature, page, listed);
  planGuide(layout, whole, agents === true);
  return { ...slice, feature, omitted, definitions };
}

/** Whether a file is a part's own, or has something of it among others. */
function isDefined(part: Part, workspace: Workspace): boolean {
  if (part.among === undefined) return true;
  const standing = workspace.exists(part.path) ? definedBy(workspace.facts(part.path)) : [];
  return definedBy(factsOf(parseOnce(part.render()))).some((name) => standing.includes(name));
}

/** Returns what was put in; undefined if what stands is kept. */
function place(part: Part, workspace: Workspace): string | undefined {
  const { among, isKept, path } = part;
  const source = workspace.read(path);
  if (isKept && source !== undefined) return undefined;
  const text = part.render();
  if (among !== undefined && source !== undefined) {
    workspace.edit(path, addDefinitions(source, { path, text, ...among }), part);
  } else {
    workspace.write(path, text, part);
  }
  return text;
}
