/** The models of a backend, as those that features can refer to. */
import type { IdKind } from '../../feature/field/dialect.js';
import { pascalOf } from '../../feature/naming.js';
import type { ProjectModel } from '../founded.js';
import type { BackendModel, ColumnFact } from './models.js';

/** What a feature's rows are identified by, where a column of such a kind does. */
export function idKind(kind: ColumnFact['kind']): IdKind {
  return kind === 'uuid' || kind === 'string' ? kind : 'integer';
}

/** A model in the form in which a feature's view wants those it can refer to. */
export function referableModel(model: BackendModel): ProjectModel {
  const forms = (snake: string) => ({
    snake,
    pascal: pascalOf(snake),
    kebab: snake.replaceAll('_', '-'),
    human: snake.replaceAll('_', ' '),
  });
  return {
    name: model.name,
    names: { ...forms(model.feature), plural: forms(model.features) },
    className: model.name,
    table: model.schema === undefined ? model.table : `${model.schema}.${model.table}`,
    path: model.path,
    id: { name: model.id.name, kind: idKind(model.id.kind) },
  };
}
