/** What the model of a feature that stands has for itself. */
import type { Backend } from '../../project/foreign/backend.js';
import type { BackendModel, ModelHabits } from '../../project/foreign/models.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import type { AssignmentFact } from '../../python/module-facts.js';

/** Returns the columns and relationships that the neighbour's model has for itself. */
export function ownFields(
  backend: Backend,
  neighbour: StandingFeature,
  habits: ModelHabits,
): ReadonlySet<string> {
  const others = new Set([
    neighbour.model.id.name,
    'created_at',
    'updated_at',
    'deleted_at',
    'is_deleted',
    'model_config',
  ]);
  return new Set(
    declared(backend, neighbour)
      .map(([name]) => name)
      .filter((name) => !name.startsWith('_') && !others.has(name) && !habits.inherited.has(name)),
  );
}

/** Returns the models that columns of the neighbour's refer to, by those columns. */
export function ownTargets(
  backend: Backend,
  neighbour: StandingFeature,
  { models }: ModelHabits,
): ReadonlyMap<string, BackendModel> {
  const found = declared(backend, neighbour).flatMap(([name, { annotation, value }]) => {
    const table = /(?:ForeignKey\(\s*|foreign_key\s*=\s*)["']([\w.]+)\.\w+["']/.exec(
      annotation + value,
    )?.[1];
    const model = models.find((each) => each.table === table?.split('.').at(-1));
    return model === undefined ? [] : [[name, model] as const];
  });
  return new Map(found);
}

/** Returns what the class of a model declares, and what classes of its own do that it derives from, such as `ItemBase`. */
function declared(
  { modules }: Backend,
  { model }: StandingFeature,
): (readonly [string, AssignmentFact])[] {
  const { classes } = modules.facts(model.path);
  const fact = classes.find(({ name }) => name === model.name);
  const bases = classes.filter(
    ({ name }) => fact?.bases.includes(name) && name.startsWith(model.name),
  );
  return [fact, ...bases].flatMap((each) => [...(each?.fields ?? [])]);
}
