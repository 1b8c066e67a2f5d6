/** What it takes to take a feature away again, known in full before anything is written. */
import { type Problem, RefusalError } from '../errors.js';
import { pascalOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Plan } from '../plan/plan.js';
import { MEMORY, withoutFeature, withWritten, writtenTexts } from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { rewrittenBy } from '../project/written.js';
import { Bases, keeping } from './bases.js';
import { emptyPackages } from './empty-packages.js';
import { deletionOf, type Evolved, evolvedPlan } from './evolved.js';
import { handEditsOf, isChanged } from './hand-edits.js';
import { mentionsOf } from './mentions.js';
import {
  type OwnFile,
  readStanding,
  type SharedFile,
  type StandingFeature,
  type Surroundings,
} from './standing.js';
import { type TableRemoval, tableRemoval } from './table-removal.js';
import { withoutRegistration } from './wiring.js';

/** What is removed, and from what. */
export interface RemovalRequest extends Surroundings {
  /** The feature as the project remembers it. */
  readonly spec: FeatureSpec;
  /** Whether only its registrations are taken out. */
  readonly isWiringOnly: boolean;
  /** Whether a file is part of what was committed, so that others may have it. */
  readonly isCommitted: (path: string) => boolean;
  /** The changed files that stay, by path. */
  readonly kept?: ReadonlySet<string>;
}

/**
 * Plans the removal of a feature. Nothing is planned in its workspace.
 *
 * @throws RefusalError if another feature needs it, or the project cannot be read or edited for certain.
 */
export function planRemoval(request: RemovalRequest): Evolved {
  const { isCommitted, isWiringOnly, spec, workspace } = request;
  if (isWiringOnly) return planUnwiring(request);
  refuseReferred(spec, request.others);
  const known = readStanding(request, spec, true);
  const bases = new Bases(workspace);
  const isKnown = writtenTexts(workspace).size > 0;
  const stays = (path: string) => isCommitted(path) || request.kept?.has(path) === true;
  const table = tableRemoval(known, workspace, stays);
  // What one is written after may be the migrations that stand, itself included: what is remembered is more certain.
  const changing = isKnown ? table.going : table.going.filter(isChanged);
  // What others may have had of the table that features share stays as it is.
  const standing = table.keepsShared ? readStanding(request, spec, false) : known;
  const isKept = ({ path }: OwnFile) => request.kept?.has(path) === true;
  const own = standing.own.filter((file) => !isKept(file)).map(deletionOf);
  const packages = emptyPackages(own, workspace, isCommitted);
  const gone = [...own, ...packages];
  const edited = standing.shared.map((file) =>
    withoutShared(
      file,
      withoutRegistration(file, standing, workspace, !isKept({ ...file, written: '' })),
      request,
    ),
  );
  const extras = extrasGoing(standing, [gone, edited], workspace);
  const kept = [
    ...[...own, ...standing.migrations].map(({ path }) => path),
    ...standing.shared.map(({ path }) => `${path}/${spec.name}`),
  ].flatMap((path) => keeping(path, undefined, workspace));
  const changes = [...gone, ...extras, ...table.files, ...edited, ...kept];
  const files = [...changes, forgotten(request, changes)];
  return {
    plans: [planOf(standing, table)],
    files,
    changed: handEditsOf(standing, changing, (text) => bases.has(text)),
    risky: mentionsOf(standing, files, pathsOf([...gone, ...extras]), workspace),
    conflicts: [],
  };
}

/** Takes out what features share in a file, such as a role, unless another one asks for it. */
function withoutShared(
  file: SharedFile,
  planned: PlannedFile,
  { layOut, others, workspace }: RemovalRequest,
): PlannedFile {
  const bare = file.bare(planned.after);
  if (bare === planned.after) return planned;
  const layout = layOut(workspace.fork());
  const after = others
    .flatMap((other) => layout.slice(other).registrations)
    .filter(({ omitted, path }) => path === file.path && omitted === undefined)
    .reduce((text, { edit }) => edit(text), bare);
  return { ...planned, after, action: after === planned.before ? 'unchanged' : 'edit' };
}

/** Plans that a feature is no longer registered; its files stay, and the project remembers it. */
function planUnwiring(request: RemovalRequest): Evolved {
  const standing = readStanding(request, request.spec, false);
  const files = standing.shared.map((file) =>
    withoutRegistration(file, standing, request.workspace, false),
  );
  const plans = [planOf(standing, undefined)];
  return { plans, files, changed: [], risky: [], conflicts: [] };
}

/** @throws RefusalError if other features need this one. */
function refuseReferred({ name }: FeatureSpec, others: readonly FeatureSpec[]): void {
  const target = pascalOf(name);
  const problems = others.flatMap((other): Problem[] => {
    const fields = other.fields.filter((field) => field.target === target);
    const reasons = [
      ...fields.map((field) => ({
        reason: `its field ${field.name} refers to it`,
        // Of features in a circle, none can be removed first.
        instead: `, or only that field: fastapi-feature change ${other.name} --drop ${field.name}`,
      })),
      ...(other.parent === name ? [{ reason: 'it is nested in it', instead: '.' }] : []),
    ];
    return reasons.map(({ instead, reason }) => ({
      message: `${name} cannot be removed: ${other.name} needs it, as ${reason}. Remove ${other.name} first${instead}`,
      place: other.name,
    }));
  });
  if (problems.length > 0) throw new RefusalError(problems);
}

/** Returns the deletions of what only this feature needs of what features share: what needs another of them goes with it. */
function extrasGoing(
  standing: StandingFeature,
  [gone, edited]: readonly [readonly PlannedFile[], readonly PlannedFile[]],
  workspace: Workspace,
  going: readonly PlannedFile[] = [],
): readonly PlannedFile[] {
  const paths = pathsOf(going);
  const more = standing.extras.find(
    (files) =>
      files.some(({ path }) => !paths.has(path)) &&
      !files.some(isChanged) &&
      !isNeeded(files, standing, [[...gone, ...going], edited], workspace),
  );
  if (more === undefined) return going;
  return extrasGoing(standing, [gone, edited], workspace, [...going, ...more.map(deletionOf)]);
}

/** Whether something that stays needs files that features share. */
function isNeeded(
  files: readonly OwnFile[],
  standing: StandingFeature,
  [gone, edited]: readonly [readonly PlannedFile[], readonly PlannedFile[]],
  workspace: Workspace,
): boolean {
  const own = pathsOf(files);
  const going = new Set([...own, ...pathsOf(gone)]);
  const none = { ...standing, shared: [] };
  return mentionsOf(none, edited, own, workspace).some(
    ({ place = '' }) => !going.has(place.replace(/:\d+$/, '')),
  );
}

function pathsOf(files: readonly { readonly path: string }[]): Set<string> {
  return new Set(files.map(({ path }) => path));
}

function forgotten(
  { isCommitted, spec, workspace }: RemovalRequest,
  changes: readonly PlannedFile[],
): PlannedFile {
  const before = workspace.read(MEMORY);
  const rest = withoutFeature(workspace, spec.name, isCommitted(MEMORY));
  const after =
    rest &&
    withWritten(
      rest,
      rewrittenBy(changes, () => spec.name),
    );
  return {
    path: MEMORY,
    layer: 'project',
    why: 'No longer remembers the feature.',
    action: after === undefined ? 'delete' : after === before ? 'unchanged' : 'edit',
    before,
    after: after ?? '',
  };
}

function planOf(standing: StandingFeature, table: TableRemoval | undefined): Plan {
  const isMigrated = table?.files.some(({ action }) => action === 'create') === true;
  const steps = standing.nextSteps.filter((step) => !/uvicorn/.test(step));
  return evolvedPlan(standing, {
    nextSteps: isMigrated ? steps.filter((step) => !/pytest/.test(step)) : [],
    notes: table?.notes ?? ['Only its registrations go; its files and its table stay.'],
  });
}
