/** The model of a fitted feature, written like the existing ones. */
import type { BackendModel, ModelHabits } from '../../../project/foreign/models.js';
import type { FeatureView, LinkView, ReferenceView } from '../../feature-view.js';
import { unmarked } from '../../own-names.js';
import type { FittedImports } from './imports.js';
import { linkTables, modelLines } from './model-lines.js';

/** Returns what the template of the model sees. */
export function viewModel(models: ModelHabits, own: FeatureView, imports: FittedImports) {
  return {
    library: models.library,
    tables: linkTables(own, models),
    /** The lines that begin the class. */
    heading: headingLines(models, own),
    /** Where the tables are known: tests create them. */
    metadata: `${models.registry === undefined ? own.Feature : models.registry.name}.metadata`,
    imports: [
      ...(models.library === 'sqlmodel'
        ? ['from sqlmodel import Field, Relationship, SQLModel']
        : []),
      ...baseImports(models, (path, name) => imports.from('model', path, name), own),
    ],
    lines: modelLines(own, models),
  };
}

/** Returns the existing model that a feature refers to; undefined for one that has yet to be written. */
export function targetModel(
  models: ModelHabits,
  { target }: ReferenceView | LinkView,
): BackendModel | undefined {
  return models.models.find(({ name }) => name === unmarked(target.Model));
}

/** Returns a column in a query, in terms that type checkers accept. */
export function columnOf(model: string, name: string, { library }: ModelHabits): string {
  // Without it, type checkers take the columns of SQLModel for their values.
  return library === 'sqlmodel' ? `col(${model}.${name})` : `${model}.${name}`;
}

function headingLines(
  { bases, dataclass, library, registry }: ModelHabits,
  { Feature }: FeatureView,
): string[] {
  if (registry !== undefined) {
    const mapped = dataclass ? 'mapped_as_dataclass(kw_only=True)' : 'mapped';
    return [`@${registry.name}.${mapped}`, `class ${Feature}:`];
  }
  const keywords = [
    ...(library === 'sqlmodel' ? ['table=True'] : []),
    ...(dataclass ? ['kw_only=True'] : []),
  ];
  return [`class ${Feature}(${[...bases.map(({ name }) => name), ...keywords].join(', ')}):`];
}

function baseImports(
  models: ModelHabits,
  importFrom: (path: string, name: string) => string,
  feature: FeatureView,
): string[] {
  return [
    ...(models.registry === undefined
      ? []
      : [importFrom(models.registry.path, models.registry.name)]),
    ...models.bases.map(({ name, definition, module }) =>
      definition === undefined
        ? `from ${module} import ${name}`
        : importFrom(definition.path, name),
    ),
    ...[...feature.references, ...feature.links].flatMap((reference) => {
      const model = targetModel(models, reference);
      const written =
        models.typed && (models.library !== 'sqlmodel' || reference.spec.type === 'refs');
      return model === undefined || !written || reference.target.self
        ? []
        : [importFrom(model.path, reference.target.Model)];
    }),
  ];
}
