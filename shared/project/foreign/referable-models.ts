/** The models of a backend, in the form that features refer to. */
import type { IdKind } from '../../feature/field/dialect.js';
import { pascalOf } from '../../feature/naming.js';
import type { ProjectModel } from '../founded.js';
import type { BackendModel, ColumnFact } from './models.js';

/** Returns the kind of id that a column of this kind is. */
export function idKind(kind: ColumnFact['kind']): IdKind {
  return kind === 'uuid' || kind === 'string' ? kind : 'integer';
}

/** Turns a model into the form that the view of a feature needs for references. */
export function referableModel(model: BackendModel): ProjectModel {
  const forms = (snake: string) => ({
    snake,
    pascal: pascalOf(snake),
    kebab: snake.replaceAll('_', '-'),
    human: snake.replaceAll('_', ' '),
  });
  const table = model.schema === undefined ? model.table : `${model.schema}.${model.table}`;
  return {
    name: model.name,
    names: { ...forms(model.feature), plural: forms(model.features), table },
    className: model.name,
    table,
    path: model.path,
    isPublished: true,
    isKept: false,
    id: { name: model.id.name, kind: idKind(model.id.kind) },
  };
}
