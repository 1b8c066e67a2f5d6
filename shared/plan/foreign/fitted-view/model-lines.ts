/** Writes the body of a model the way a backend writes its models. */

import type { IdKind } from '../../../feature/field/dialect.js';
import { needsQuotes } from '../../../feature/reserved-words.js';
import type { ModelHabits } from '../../../project/foreign/models.js';
import { pythonString } from '../../../python/literals.js';
import type { FeatureView, FieldView, LinkView, ReferenceView } from '../../feature-view.js';
import { namesColumn } from '../../field-columns.js';

/** Returns the association table of each link, as a definition that comes before the model. */
export function linkTables(feature: FeatureView, habits: ModelHabits): string[] {
  return feature.links.map((link) => {
    const { target } = link;
    const own = `"${link.ownColumn}", ForeignKey("${feature.table}.id", ondelete="CASCADE"), primary_key=True`;
    const other = `"${link.targetColumn}", ForeignKey("${target.table}.${target.key}", ondelete="CASCADE"), primary_key=True, index=True`;
    const metadata =
      habits.library === 'sqlmodel' ? 'SQLModel.metadata' : `${habits.tableBase}.metadata`;
    return `${link.table} = Table("${link.table}", ${metadata}, Column(${own}), Column(${other}))`;
  });
}

function linkLines(link: LinkView, feature: FeatureView, habits: ModelHabits): string[] {
  const { library, typed, dataclass } = habits;
  const { relationship, table, target, attribute, plainType } = link;
  const own = `${feature.Feature}.${habits.inherited.get('id')?.name ?? 'id'}`;
  const joins = target.self
    ? [
        `primaryjoin=lambda: ${own} == ${table}.c.${link.ownColumn}`,
        `secondaryjoin=lambda: ${own} == ${table}.c.${link.targetColumn}`,
        // A relationship to the same table is only loaded eagerly to the depth that is given.
        'join_depth=1',
      ]
    : [];
  // Loaded with the row, because a response shows the ids and async sessions do not load lazily.
  const args = [`secondary=${table}`, ...joins, 'lazy="selectin"'];
  const type = target.self ? `list["${target.Model}"]` : `list[${target.Model}]`;
  const line =
    library === 'sqlmodel'
      ? `${relationship}: ${type} = Relationship(sa_relationship=relationship(${[`"${target.Model}"`, ...args].join(', ')}))`
      : typed
        ? `${relationship}: Mapped[${type}] = relationship(${[...args, ...(dataclass ? ['default_factory=list'] : [])].join(', ')})`
        : `${relationship} = relationship(${[`"${target.Model}"`, ...args].join(', ')})`;
  return [
    line,
    '',
    '@property',
    `def ${attribute}(self) -> ${plainType}:`,
    `    """The ids of its ${relationship.replaceAll('_', ' ')}."""`,
    `    return [row.${target.key} for row in self.${relationship}]`,
  ];
}

/** Returns the lines of a model's body after `__tablename__`. */
export function modelLines(feature: FeatureView, habits: ModelHabits): string[] {
  const lines = habits.inherited.has('id') ? [] : [idLine(habits)];
  for (const field of feature.columns) lines.push(columnLine(field, habits));
  for (const name of habits.ownTimes) lines.push(timeLine(name, habits));
  for (const reference of feature.references) {
    const line = relationshipLine(reference, habits);
    if (line !== undefined) lines.push(line);
  }
  for (const link of feature.links) lines.push(...linkLines(link, feature, habits));
  return lines;
}

function idLine({ id, library, typed, dataclass }: ModelHabits): string {
  const kind = id.kind as Exclude<IdKind, 'bigint'>;
  if (library === 'sqlmodel') {
    return {
      integer: 'id: int | None = Field(default=None, primary_key=True)',
      uuid: 'id: UUID = Field(default_factory=uuid4, primary_key=True)',
      string:
        'id: str = Field(default_factory=lambda: str(uuid4()), primary_key=True, max_length=36)',
    }[kind];
  }
  const init = dataclass ? ', init=False' : '';
  const factory = dataclass ? 'default_factory' : 'default';
  const [type, column] = {
    integer: ['int', typed ? '' : 'Integer, '],
    uuid: ['UUID', typed ? '' : 'Uuid, '],
    string: ['str', 'String(36), '],
  }[kind] as [string, string];
  const value = {
    integer: '',
    uuid: `, ${factory}=uuid4`,
    string: `, ${factory}=lambda: str(uuid4())`,
  }[kind];
  return typed
    ? `id: Mapped[${type}] = mapped_column(${column}primary_key=True${value}${init})`
    : `id = Column(${column}primary_key=True${value})`;
}

/** Returns the line of a model that declares the column of a field. */
export function columnLine(field: FieldView, habits: ModelHabits): string {
  const { attribute, columnArguments, plainAnnotation, spec } = field;
  if (habits.library === 'sqlmodel') return sqlmodelLine(field);
  const options = [
    ...indexOf(field),
    ...(needsQuotes(field.columnName) ? ['quote=True'] : []),
    ...defaultOf(field, habits.dataclass),
  ];
  if (!habits.typed) {
    const nullable = `nullable=${spec.optional ? 'True' : 'False'}`;
    return `${attribute} = Column(${[columnArguments, nullable, ...options].join(', ')})`;
  }
  return `${attribute}: Mapped[${plainAnnotation}] = mapped_column(${[columnArguments, ...options].join(', ')})`;
}

/** Foreign keys are always indexed: they are looked up when the row they point to is deleted. */
function indexOf({ columnType, spec }: FieldView): string[] {
  if (spec.unique) return ['unique=True'];
  return spec.index || columnType.name === 'ForeignKey' ? ['index=True'] : [];
}

/** Returns the default of what no caller can set. In a dataclass, optional fields have one too. */
function defaultOf(field: FieldView, isDataclass: boolean): string[] {
  const { defaultIsCall, defaultValue, spec } = field;
  if (!spec.readonly || defaultValue === undefined || defaultValue === 'None') {
    return isDataclass && spec.optional ? ['default=None'] : [];
  }
  if (!defaultIsCall) return [`default=${defaultValue}`];
  return [`${isDataclass ? 'default_factory' : 'default'}=lambda: ${defaultValue}`];
}

/** The column types that SQLModel derives from annotations. */
const OF_ANNOTATION = new Set(['Boolean', 'Integer', 'Float', 'Date', 'Time', 'Uuid']);

function sqlmodelLine(field: FieldView): string {
  const { attribute, column, columnType, plainAnnotation } = field;
  const options = [...defaultOf(field, true), ...indexOf(field)];
  const [first, second] = columnType.arguments ?? [];
  switch (columnType.name) {
    case 'ForeignKey':
      options.push(`foreign_key=${first}`);
      break;
    case 'String':
      options.push(`max_length=${first}`);
      break;
    case 'ExactDecimal':
      options.push(`max_digits=${first}`, `decimal_places=${second}`);
      break;
    default:
      if (!OF_ANNOTATION.has(columnType.name)) options.push(`sa_type=${column}`);
  }
  options.push(...columnKeywords(field));
  const value = options.length === 0 ? '' : ` = Field(${options.join(', ')})`;
  return `${attribute}: ${plainAnnotation}${value}`;
}

/** Returns what only a column of SQLAlchemy can be told, as an argument of SQLModel's field. */
function columnKeywords(field: FieldView): string[] {
  const { columnName } = field;
  const keywords = [
    ...(namesColumn(field) ? [`"name": ${pythonString(columnName)}`] : []),
    ...(needsQuotes(columnName) ? ['"quote": True'] : []),
  ];
  return keywords.length === 0 ? [] : [`sa_column_kwargs={${keywords.join(', ')}}`];
}

function timeLine(name: string, { library, typed, dataclass }: ModelHabits): string {
  const updates = name === 'updated_at';
  const column = `DateTime(timezone=True), server_default=func.now()${updates ? ', onupdate=func.now()' : ''}`;
  if (library === 'sqlmodel') {
    const options = updates
      ? '{"server_default": func.now(), "onupdate": func.now(), "nullable": False}'
      : '{"server_default": func.now(), "nullable": False}';
    return `${name}: datetime | None = Field(default=None, sa_type=DateTime(timezone=True), sa_column_kwargs=${options})`;
  }
  if (!typed) return `${name} = Column(${column}, nullable=False)`;
  return `${name}: Mapped[datetime] = mapped_column(${column}${dataclass ? ', init=False' : ''})`;
}

/** Returns the line of a model that declares what it refers to; undefined where its library needs names of columns there. */
export function relationshipLine(
  { relationship, target, spec, relationshipArguments }: ReferenceView,
  { library, typed, dataclass }: ModelHabits,
): string | undefined {
  // The relationships of SQLModel take names where those of SQLAlchemy take columns.
  if (library === 'sqlmodel') return undefined;
  const args = [relationshipArguments, ...(dataclass ? ['init=False'] : [])].filter(Boolean);
  if (!typed) {
    return `${relationship} = relationship(${[`"${target.Model}"`, ...args].join(', ')})`;
  }
  const optional = spec.optional ? ' | None' : '';
  const type = target.self ? `"${target.Model}${optional}"` : target.Model + optional;
  return `${relationship}: Mapped[${type}] = relationship(${args.join(', ')})`;
}
