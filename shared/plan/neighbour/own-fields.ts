/** What the model of a feature that stands has for itself. */
import type { Backend } from '../../project/foreign/backend.js';
import {
  type BackendModel,
  isTest,
  type ModelHabits,
  readColumn,
} from '../../project/foreign/models.js';
import type { Definition, Modules } from '../../project/foreign/modules.js';
import { type StandingFeature, signsInWith } from '../../project/neighbour/features.js';
import { requestFields } from '../../project/neighbour/request-fields.js';
import type { AssignmentFact, ClassFact } from '../../python/module-facts.js';

/** The columns of every row, whatever it is about. */
const OF_ROWS = ['created_at', 'updated_at', 'deleted_at', 'is_deleted'];

/** Returns how the models of a backend are written, seen from a neighbour: with the columns that it has for every row. */
export function habitsOf(
  backend: Backend,
  neighbour: StandingFeature,
  habits: ModelHabits,
): ModelHabits {
  const own = declared(backend, neighbour)
    .filter(([name]) => OF_ROWS.includes(name) && !habits.inherited.has(name))
    .map(([name, fact]) => [name, readColumn(name, fact)] as const);
  return { ...habits, ownTimes: [], inherited: new Map([...habits.inherited, ...own]) };
}

/** Returns the columns and relationships that the neighbour's model has for itself. */
export function ownFields(
  backend: Backend,
  neighbour: StandingFeature,
  habits: ModelHabits,
): ReadonlySet<string> {
  const others = new Set([neighbour.model.id.name, ...OF_ROWS, 'model_config']);
  return new Set(
    declared(backend, neighbour)
      .map(([name]) => name)
      .filter((name) => !name.startsWith('_') && !others.has(name) && !habits.inherited.has(name)),
  );
}

/** Returns what the neighbour's model has of rows of others. */
export function ownRelationships(
  backend: Backend,
  neighbour: StandingFeature,
): ReadonlySet<string> {
  const found = declared(backend, neighbour).filter(([, { value }]) =>
    /\b[rR]elationship\(/.test(value),
  );
  return new Set(found.map(([name]) => name));
}

/** A reference of the neighbour's. */
export interface OwnReference {
  readonly target: BackendModel;
  readonly optional: boolean;
}

/** Returns the models that columns of the neighbour's refer to, by those columns. */
export function ownTargets(
  backend: Backend,
  neighbour: StandingFeature,
  habits: ModelHabits,
): ReadonlyMap<string, BackendModel> {
  const found = ownReferences(backend, neighbour, habits);
  return new Map([...found].map(([name, { target }]) => [name, target]));
}

/** Returns the references of the neighbour's, by their columns. */
export function ownReferences(
  backend: Backend,
  neighbour: StandingFeature,
  { models }: ModelHabits,
): ReadonlyMap<string, OwnReference> {
  const found = declared(backend, neighbour).flatMap(([name, { annotation, value }]) => {
    const table = /(?:ForeignKey\(\s*|foreign_key\s*=\s*)["']([\w.]+)\.\w+["']/.exec(
      annotation + value,
    )?.[1];
    const target = models.find((each) => each.table === table?.split('.').at(-1));
    const optional = /\bNone\b|\bOptional\[|nullable\s*=\s*True/.test(annotation + value);
    return target === undefined ? [] : [[name, { target, optional }] as const];
  });
  return new Map(found);
}

/** Returns the references of the neighbour's that no caller is known to give: by them, the application decides whose row it is. */
export function unaskedReferences(
  backend: Backend,
  neighbour: StandingFeature,
  habits: ModelHabits,
): ReadonlyMap<string, OwnReference> {
  const asked = requestFields(backend.modules, neighbour);
  const isAsked = (column: string, target: BackendModel) =>
    // Who manages rows of others says in the path whose they are.
    asked?.said.has(column) || (asked?.inPaths.has(column) && !isOfPeople(backend, target));
  const found = [...ownReferences(backend, neighbour, habits)];
  return new Map(found.filter(([column, { target }]) => !isAsked(column, target)));
}

/**
 * Returns the references that a feature has which is written like the neighbour, though nobody says so: the application sets them,
 * and rows have to have them or say who they are of. They are part of how features are written here, as is who may see a row.
 */
export function ownerReferences(
  backend: Backend,
  neighbour: StandingFeature,
  habits: ModelHabits,
): ReadonlyMap<string, OwnReference> {
  const { modules } = backend;
  const { files, model } = neighbour;
  if (requestFields(modules, neighbour) === undefined) return new Map();
  const code = files.filter((path) => path !== model.path && !isTest(path, modules));
  const isSet = (column: string) =>
    code.some((path) => new RegExp(`\\b${column}\\b(?!\\s*:)`).test(modules.source(path)));
  const found = [...unaskedReferences(backend, neighbour, habits)].filter(
    ([column, { optional, target }]) =>
      column.endsWith('_id') &&
      target !== model &&
      (!optional || isOfPeople(backend, target)) &&
      isSet(column),
  );
  return new Map(found);
}

/** Whether the rows of a model are those who sign in. */
function isOfPeople(backend: Backend, model: BackendModel): boolean {
  return signsInWith(backend, model) || /^(user|account)$/.test(model.feature);
}

/** Returns the class of a neighbour that declares columns for its model and for schemas at once, such as `ItemBase`. */
export function columnBase(
  { modules }: Backend,
  neighbour: StandingFeature,
): { readonly name: string; readonly inModel: ReadonlySet<string> } | undefined {
  const [fact, ...bases] = classesOf(modules, neighbour);
  const base = bases.find(({ fields }) => fields.size > 0);
  return base && { name: base.name, inModel: new Set(fact?.fields.keys()) };
}

/** Returns what the class of a model declares, and what classes of its own do that it derives from. */
function declared(
  { modules }: Backend,
  neighbour: StandingFeature,
): (readonly [string, AssignmentFact])[] {
  return classesOf(modules, neighbour).flatMap(({ fields }) => [...fields]);
}

function classesOf(modules: Modules, { model }: StandingFeature): ClassFact[] {
  const classAt = ({ name, path }: Definition) =>
    modules.facts(path).classes.find((each) => each.name === name);
  const fact = classAt(model);
  const own = (fact?.bases ?? []).filter((name) => name !== 'Base' && name.startsWith(model.name));
  const bases = own.map((name) => modules.resolve(model.path, name));
  return [fact, ...bases.map((each) => each && classAt(each))].filter((each) => each !== undefined);
}
