/** The body of a model, in the way a backend writes its models. */

import type { IdKind, ModelStyle } from '../../project/foreign/models.js';
import type { FeatureView, FieldView, LinkView, ReferenceView } from '../feature-view.js';
import { plainColumn } from './plain-types.js';

/** What a model's class needs beside its fields. */
export interface ModelContext {
  readonly style: ModelStyle;
  /** The column that each reference points to: `user_id` of `auth_user`. */
  targetOf(field: ReferenceView | LinkView): { readonly table: string; readonly column: string };
}

/** The association table of each link, as the definition that stands before the model. */
export function linkTables(feature: FeatureView, table: string, context: ModelContext): string[] {
  const { style } = context;
  const base = style.bases.at(-1)?.name ?? 'Base';
  return feature.links.map((link) => {
    const target = context.targetOf(link);
    const own = `"${link.ownColumn}", ForeignKey("${table}.id", ondelete="CASCADE"), primary_key=True`;
    const other = `"${link.targetColumn}", ForeignKey("${target.table}.${target.column}", ondelete="CASCADE"), primary_key=True`;
    const metadata = style.library === 'sqlmodel' ? 'SQLModel.metadata' : `${base}.metadata`;
    return `${link.table} = Table("${link.table}", ${metadata}, Column(${own}), Column(${other}))`;
  });
}

function linkLines(link: LinkView, feature: FeatureView, context: ModelContext): string[] {
  const { library, typed, dataclass } = context.style;
  const { relationship, table, target, attribute, plain } = link;
  const key = context.targetOf(link).column;
  const own = `${feature.Feature}.${context.style.inherited.get('id')?.name ?? 'id'}`;
  const joins = target.self
    ? [
        `primaryjoin=lambda: ${own} == ${table}.c.${link.ownColumn}`,
        `secondaryjoin=lambda: ${own} == ${table}.c.${link.targetColumn}`,
        // What is loaded along does not load along in turn, unless it is told how far.
        'join_depth=1',
      ]
    : [];
  // Loaded with the row: an answer shows the ids, and async sessions load nothing by themselves.
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
    `def ${attribute}(self) -> ${plain}:`,
    `    """The ids of its ${relationship.replaceAll('_', ' ')}."""`,
    `    return [row.${key} for row in self.${relationship}]`,
  ];
}

/** The annotation of an id. */
export const ID_TYPES: Readonly<Record<IdKind, string>> = {
  integer: 'int',
  uuid: 'UUID',
  string: 'str',
};

/** The lines of a model's body behind `__tablename__`. */
export function modelLines(feature: FeatureView, context: ModelContext): string[] {
  const { style } = context;
  const lines = style.inherited.has('id') ? [] : [idLine(style)];
  for (const field of feature.columns) lines.push(columnLine(field, feature, context));
  for (const name of style.ownTimes) lines.push(timeLine(name, style));
  for (const reference of feature.references) {
    const line = relationshipLine(reference, style);
    if (line !== undefined) lines.push(line);
  }
  for (const link of feature.links) lines.push(...linkLines(link, feature, context));
  return lines;
}

function idLine({ id, library, typed, dataclass }: ModelStyle): string {
  const kind = id.kind as IdKind;
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

function columnLine(field: FieldView, feature: FeatureView, context: ModelContext): string {
  const { style } = context;
  const { attribute, plainAnnotation, spec } = field;
  const reference = feature.references.find((one) => one.attribute === attribute);
  const target = reference && context.targetOf(reference);
  if (style.library === 'sqlmodel') return sqlmodelLine(field, target);
  const column = target ? `ForeignKey("${target.table}.${target.column}")` : plainColumn(field);
  const options = [
    ...(spec.unique ? ['unique=True'] : spec.index || target ? ['index=True'] : []),
    ...defaultOf(field, style.dataclass),
  ];
  if (!style.typed) {
    const nullable = `nullable=${spec.optional ? 'True' : 'False'}`;
    return `${attribute} = Column(${[column, nullable, ...options].join(', ')})`;
  }
  return `${attribute}: Mapped[${plainAnnotation}] = mapped_column(${[column, ...options].join(', ')})`;
}

function defaultOf({ columnDefault, spec }: FieldView, dataclass: boolean): string[] {
  const written = columnDefault.replace(/^, /, '');
  if (!dataclass) return written === '' ? [] : [written];
  if (written !== '') return [written.replace(/^default=lambda/, 'default_factory=lambda')];
  return spec.optional ? ['default=None'] : [];
}

function sqlmodelLine(
  field: FieldView,
  target: { readonly table: string; readonly column: string } | undefined,
): string {
  const { attribute, plainAnnotation, columnDefault, spec } = field;
  const options: string[] = [];
  if (columnDefault !== '') {
    options.push(
      columnDefault.replace(/^, /, '').replace(/^default=lambda/, 'default_factory=lambda'),
    );
  } else if (spec.optional) options.push('default=None');
  if (spec.unique) options.push('unique=True');
  else if (spec.index || target) options.push('index=True');
  if (target) {
    options.push(`foreign_key="${target.table}.${target.column}"`);
  } else {
    const column = plainColumn(field);
    const length = /^String\((\d+)\)$/.exec(column)?.[1];
    const digits = /^Numeric\((\d+), (\d+)\)$/.exec(column);
    if (length) options.push(`max_length=${length}`);
    else if (digits) options.push(`max_digits=${digits[1]}`, `decimal_places=${digits[2]}`);
    else if (!['Boolean', 'Integer', 'Float', 'Date', 'Time', 'Uuid'].includes(column)) {
      options.push(`sa_type=${column}`);
    }
  }
  const value = options.length === 0 ? '' : ` = Field(${options.join(', ')})`;
  return `${attribute}: ${plainAnnotation}${value}`;
}

function timeLine(name: string, { library, typed, dataclass }: ModelStyle): string {
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

function relationshipLine(
  { relationship, target, spec, relationshipArguments }: ReferenceView,
  { library, typed, dataclass }: ModelStyle,
): string | undefined {
  // SQLModel's own relationships take names where these take columns.
  if (library === 'sqlmodel') return undefined;
  const args = [relationshipArguments, ...(dataclass ? ['init=False'] : [])].filter(Boolean);
  if (!typed) {
    return `${relationship} = relationship(${[`"${target.Model}"`, ...args].join(', ')})`;
  }
  const optional = spec.optional ? ' | None' : '';
  const type = target.self ? `"${target.Model}${optional}"` : target.Model + optional;
  return `${relationship}: Mapped[${type}] = relationship(${args.join(', ')})`;
}
