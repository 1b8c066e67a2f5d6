/** Which feature of an existing backend each new one is written like, where nobody says so. */
import { ForeseenError } from '../errors.js';
import { nameFeature, pascalOf } from '../feature/naming.js';
import { type FeatureSpec, featureFromArguments } from '../feature/spec.js';
import { layOut } from '../plan/lay-out.js';
import { ownerReferences } from '../plan/neighbour/own-fields.js';
import { planRequest, type Request } from '../plan/request.js';
import { areChanged } from '../plan/templates.js';
import { rememberedFeatures } from '../project/memory.js';
import { standingFeature } from '../project/neighbour/features.js';
import { isCalled, isComplete, isNestedIn, nearestModels } from '../project/neighbour/nearest.js';
import type { Workspace } from '../project/workspace.js';
import { refuseUnresolved } from './checks.js';

/** Features, and what the user should know about how they are going to be written. */
export interface Chosen {
  readonly features: readonly FeatureSpec[];
  readonly notes: readonly string[];
}

/**
 * Chooses for each new feature the nearest one that stands, if that is complete and another one can be written like it. A
 * feature that stands already stays what it is.
 *
 * @param request what is asked for; nothing is chosen in a project that one of our architectures has founded.
 */
export function chooseNeighbours(request: Request, workspace: Workspace): Chosen {
  const standing = rememberedFeatures(workspace);
  const chosen: FeatureSpec[] = [];
  const notes: string[] = [];
  for (const asked of request.features) {
    const feature = asked.parent === undefined ? asked : belowRows(asked, request, workspace);
    const known = Object.hasOwn(standing, feature.name) ? standing[feature.name] : undefined;
    const like = feature.like === undefined && known !== undefined ? likeOf(known) : {};
    let decided: FeatureSpec = { ...feature, ...like };
    if (feature.like === undefined && known === undefined) {
      const others = { ...request, features: referredTo(feature, chosen) };
      const { names, note } = candidatesFor(feature, others, workspace, 1);
      decided = { ...feature, ...(names[0] === undefined ? {} : { like: names[0] }) };
      if (note !== undefined) notes.push(note);
    }
    const whole = withOwners(decided, request, workspace);
    chosen.push(whole);
    const added = whole.fields.filter((field) => !decided.fields.includes(field));
    if (added.length > 0 && known === undefined) {
      const tokens = added.map(({ name, target }) => `${name}:ref=${target}`);
      notes.push(
        `${whole.name} has ${tokens.join(' and ')}, too, as ${whole.like} has: no request says it, the application does.`,
      );
    }
  }
  return { features: chosen, notes };
}

/**
 * Returns a feature with the references that its neighbour has and that no caller gives, such as whose row it is: they are part of
 * how features are written here.
 *
 * @param feature one that is written like another, or not.
 */
export function withOwners(
  feature: FeatureSpec,
  { architecture, choices }: Omit<Request, 'features'>,
  workspace: Workspace,
): FeatureSpec {
  if (feature.like === undefined) return feature;
  const { project } = layOut(architecture, workspace, choices, [feature]);
  if (project.kind !== 'foreign') return feature;
  const backend = project.backend();
  const { models } = backend;
  const model = nearestModels(backend).find((each) => isCalled(each, feature.like));
  if (models === undefined || model === undefined) return feature;
  const own = new Set(feature.fields.flatMap(({ name, target }) => [name, target]));
  const tokens = [...ownerReferences(backend, standingFeature(backend, model), models)]
    .map(([column, { optional, target }]) => ({
      name: column.replace(/_id$/, ''),
      optional,
      target: target.name,
    }))
    .filter(({ name, target }) => !own.has(name) && !own.has(target))
    .map(({ name, optional, target }) => `${name}:ref=${target}${optional ? ':optional' : ''}`);
  if (tokens.length === 0) return feature;
  const { fields } = featureFromArguments(feature.name, tokens);
  return { ...feature, fields: [...feature.fields, ...fields] };
}

/**
 * Returns a feature that is nested in another as the backend has such: with a reference, and like one that is below rows of
 * that, too. Where none is, it stays as it is, and is refused.
 */
function belowRows(feature: FeatureSpec, request: Request, workspace: Workspace): FeatureSpec {
  const { architecture, choices } = request;
  const { project } = layOut(architecture, workspace, choices, [feature]);
  if (project.kind !== 'foreign') return feature;
  const backend = project.backend();
  const models = nearestModels(backend, newcomerOf(feature));
  const parent = models.find((each) => each.feature === feature.parent);
  if (parent === undefined) return feature;
  const nested = models.filter((each) => isNestedIn(backend, each, parent));
  const like = feature.like ?? nested[0]?.feature;
  if (like === undefined || !nested.some((each) => each.feature === like)) return feature;
  const { parent: _, ...rest } = feature;
  const { fields } = featureFromArguments(rest.name, [
    `${parent.feature}:ref=${pascalOf(parent.feature)}`,
  ]);
  return { ...rest, like, fields: [...fields, ...rest.fields] };
}

/** Returns those of several features that one refers to, and those that these do: a plan of it needs no others. */
function referredTo(feature: FeatureSpec, all: readonly FeatureSpec[]): readonly FeatureSpec[] {
  const found = new Set<FeatureSpec>();
  const waiting = [feature];
  for (const each of waiting) {
    const { references } = newcomerOf(each);
    for (const other of all) {
      if (found.has(other) || !references.has(newcomerOf(other).name)) continue;
      found.add(other);
      waiting.push(other);
    }
  }
  return all.filter((each) => found.has(each));
}

function likeOf(remembered: unknown): Pick<FeatureSpec, 'like'> {
  const { like } = remembered as { readonly like?: unknown };
  return typeof like === 'string' ? { like } : {};
}

/** How many of the nearest features are looked at, and how many of these are tried: what is far away is no example. */
const LOOKED_AT = 4;
const TRIED = 2;

/** What a feature can be written like. */
export interface Candidates {
  /** The complete features that it can be written like, the nearest first. */
  readonly names: readonly string[];
  /** What the user should know where there is none. */
  readonly note?: string;
}

/**
 * Finds the complete features of people that another one can be written like, by planning it so. Where somebody has templates of their
 * own for features that are fitted in, those are what is wanted.
 *
 * @param others the request, with the features that this one refers to and that do not stand yet.
 * @param most how many are enough: each takes a plan to find out.
 */
export function candidatesFor(
  feature: FeatureSpec,
  others: Request,
  workspace: Workspace,
  most: number = TRIED,
): Candidates {
  const { architecture, choices } = others;
  const layout = layOut(architecture, workspace, choices, [feature]);
  const { project } = layout;
  if (project.kind !== 'foreign' || areChanged(layout.architecture.templates)) return { names: [] };
  const backend = project.backend();
  // What was written here before says nothing of how people write.
  const written = rememberedFeatures(workspace);
  const near = nearestModels(backend, newcomerOf(feature)).filter(
    (model) => !Object.hasOwn(written, model.feature),
  );
  const refusalLike = (like: string) =>
    refusalOf(
      {
        ...others,
        features: [...others.features, withOwners({ ...feature, like }, others, workspace)],
      },
      workspace,
      // Where nothing can be fitted in, what is not checked is said, and that is all there is.
      layout.architecture.fitting !== undefined,
    );
  const complete = near.slice(0, LOOKED_AT).filter((model) => isComplete(backend, model));
  const names: string[] = [];
  const refusals: string[] = [];
  for (const { feature: like } of complete.slice(0, TRIED)) {
    if (names.length === most) break;
    const refusal = refusalLike(like);
    if (refusal === undefined) names.push(like);
    else refusals.push(refusal);
  }
  const [nearest] = near;
  if (names.length > 0) return { names };
  if (refusals.length > 0) {
    return {
      names,
      note: `Fitted in from templates, as it cannot be written like its neighbour. ${refusals[0]}`,
    };
  }
  if (nearest === undefined || refusalLike(nearest.feature) !== undefined) return { names };
  return {
    names,
    note: `Where ${nearest.feature} is how features are written here, --like ${nearest.feature} writes this one as it is written, instead of from templates.`,
  };
}

/** Returns what a feature is to its backend. */
function newcomerOf({ fields, name, plural }: Pick<FeatureSpec, 'fields' | 'name' | 'plural'>) {
  const targets = fields.flatMap(({ target, type }) => (type === 'ref' && target ? [target] : []));
  return {
    name: nameFeature(name, plural).pascal,
    references: new Set(targets.map((each) => pascalOf(each))),
  };
}

/**
 * Returns why a request cannot be carried out; undefined if all is well. Nothing is planned in the workspace itself.
 *
 * @param isStrict whether that nothing checks something in the result is a reason, too.
 */
function refusalOf(request: Request, workspace: Workspace, isStrict: boolean): string | undefined {
  const own = workspace.fork();
  try {
    const { files, plans } = planRequest(request, own);
    refuseUnresolved(own, files);
    return isStrict ? plans.flatMap(({ unchecked = [] }) => unchecked)[0] : undefined;
  } catch (error) {
    // Of several, the first says enough.
    if (error instanceof ForeseenError) return error.problems[0]?.message ?? error.message;
    throw error;
  }
}
