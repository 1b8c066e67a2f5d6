/** The choices of a new feature, written as its backend writes choices. */
import { nameEnumMember } from '../../feature/naming.js';
import type { Backend } from '../../project/foreign/backend.js';
import {
  type EnumColumn,
  type EnumHabits,
  memberIn,
  readEnums,
} from '../../project/foreign/enums.js';
import { isTest, type ModelHabits } from '../../project/foreign/models.js';
import { ownDefinitions, type StandingFeature } from '../../project/neighbour/features.js';
import { namedModules } from '../../project/neighbour/named-modules.js';
import type { PythonImport } from '../../python/imports.js';
import { pythonString } from '../../python/literals.js';
import { definedName } from '../../python/syntax.js';
import type { EnumView, FeatureView, FieldView } from '../feature-view.js';

/** A field with choices, in Python of the backend. */
export interface ChosenField {
  /** The type: a class, or the values themselves. */
  readonly type: string;
  /** The arguments of its column; empty where the annotation says everything. */
  readonly column: string;
  readonly migration: string;
  /** What the database has to forget with the table, in the migration. */
  readonly dropped: string | undefined;
  /** Returns the Python of what our own types call `ProductStatus.DRAFT`. */
  inPython(text: string): string;
}

/** The choices of a feature. */
export interface Choices {
  readonly fields: ReadonlyMap<string, ChosenField>;
  /** The classes, in Python; empty where there are none. */
  readonly definitions: string;
  /** The names of the classes, and of their members. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** The module of the neighbour, or that of all features, in whose counterpart they are defined. */
  readonly home: string;
  /** Whether that module is shared by all features. */
  readonly isGathered: boolean;
  /** What the classes and their columns need. */
  readonly imports: readonly PythonImport[];
}

/** Works out the choices of a feature that is written like another. */
export function choicesOf(
  backend: Backend,
  neighbour: StandingFeature,
  feature: FeatureView,
  { models, typed }: ModelHabits,
): Choices {
  const { owners } = namedModules(backend);
  const owned = new Set(
    [...owners].flatMap(([path, owner]) => (owner === undefined ? [] : [path])),
  );
  const usual = backend.tooling.python >= 311 ? 'StrEnum' : 'str, Enum';
  const habits = readEnums(backend.modules, models, owned, usual);
  const written = feature.writable
    .filter(({ spec }) => spec.type === 'enum')
    .flatMap((field) => {
      const view = feature.enums.find(({ className }) => className === field.plainType);
      return view === undefined ? [] : [{ field, view, name: nameOf(view, habits) }];
    });
  const home = homeOf(backend, neighbour);
  const isGathered = home.isOwn === false && habits.gathered !== undefined;
  return {
    fields: new Map(
      written.map(({ field, name, view }) => [
        field.attribute,
        chosen(field, view, name, habits, typed),
      ]),
    ),
    definitions:
      habits.bases === undefined
        ? ''
        : written.map(({ name, view }) => definitionOf(name, view, habits)).join('\n\n\n'),
    members: new Map(
      habits.bases === undefined
        ? []
        : written.map(({ name, view }) => [
            name,
            view.members.map((each) => memberIn(habits, each.name)),
          ]),
    ),
    home: isGathered ? (habits.gathered as string) : home.path,
    isGathered,
    imports: [...habits.imports, ...(habits.column?.imports ?? TABLE_TYPE)],
  };
}

/** What our table of types writes a column of choices with. */
const TABLE_TYPE: readonly PythonImport[] = [
  { module: 'sqlalchemy', name: 'Enum', alias: 'SAEnum' },
];

function nameOf({ className }: EnumView, { suffix }: EnumHabits): string {
  return className.endsWith(suffix) ? className : className + suffix;
}

function definitionOf(name: string, { members }: EnumView, habits: EnumHabits): string {
  const lines = members.map((each) => `    ${memberIn(habits, each.name)} = ${each.value}`);
  return [`class ${name}(${habits.bases}):`, ...lines].join('\n');
}

function chosen(
  field: FieldView,
  view: EnumView,
  name: string,
  habits: EnumHabits,
  typed: boolean,
): ChosenField {
  const values = field.spec.values ?? [];
  if (habits.bases === undefined) {
    return {
      type: `Literal[${values.map(pythonString).join(', ')}]`,
      column: 'String(50)',
      migration: 'sa.String(length=50)',
      dropped: undefined,
      inPython: (text) =>
        text.replaceAll(new RegExp(`\\b${view.className}\\.(\\w+)`, 'g'), (found, member) => {
          const value = values.find((each) => nameEnumMember(each) === member);
          return value === undefined ? found : pythonString(value);
        }),
    };
  }
  const inPython = (text: string) =>
    text.replaceAll(new RegExp(`\\b${view.className}\\b(?:\\.(\\w+))?`, 'g'), (_, member) =>
      member === undefined ? name : `${name}.${memberIn(habits, member)}`,
    );
  const { column } = habits;
  if (column === undefined) {
    const text = inPython(field.column);
    return { type: name, column: text, migration: field.migration, dropped: undefined, inPython };
  }
  const kind = column.isNamed ? snake(name) : name.toLowerCase();
  const isNative = !column.options.includes('native_enum=False');
  return {
    type: name,
    column: columnOf(name, kind, column, typed),
    migration: migrated(values, kind, habits, column),
    dropped: isNative ? `sa.Enum(name=${pythonString(kind)}).drop(op.get_bind())` : undefined,
    inPython,
  };
}

function columnOf(name: string, kind: string, column: EnumColumn, typed: boolean): string {
  if (column.callee === '') return typed ? '' : `Enum(${name})`;
  const named = column.isNamed ? [`name=${pythonString(kind)}`] : [];
  return `${column.callee}(${[name, ...named, ...column.options].join(', ')})`;
}

/** The database knows members by their names, unless it is told otherwise. */
function migrated(
  values: readonly string[],
  kind: string,
  habits: EnumHabits,
  { options }: EnumColumn,
): string {
  const stored = options.some((each) => each.startsWith('values_callable='))
    ? values
    : values.map((value) => memberIn(habits, nameEnumMember(value)));
  const kept = options.filter((each) => /^(native_enum|length|create_constraint)=/.test(each));
  return `sa.Enum(${[...stored.map(pythonString), `name=${pythonString(kind)}`, ...kept].join(', ')})`;
}

function snake(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/**
 * Returns the module of a neighbour in whose counterpart choices are defined: where it has its own, or the innermost of
 * those that have its fields, which imports from none of the layers of the others.
 */
function homeOf(
  { modules }: Backend,
  { files, model, shared }: StandingFeature,
): { readonly path: string; readonly isOwn: boolean } {
  const paths = [...files, ...shared.map(({ path }) => path)].filter(
    (path) => !isTest(path, modules),
  );
  const own = paths.find((path) =>
    ownDefinitions(modules.source(path), model).some((each) =>
      modules
        .facts(path)
        .classes.some(
          ({ bases, name }) =>
            name === definedName(each) && bases.some((base) => /(^|\.)(Str)?Enum$/.test(base)),
        ),
    ),
  );
  if (own !== undefined) return { path: own, isOwn: true };
  const columns = new Set(
    modules
      .facts(model.path)
      .classes.find(({ name }) => name === model.name)
      ?.fields.keys(),
  );
  const declares = (path: string) =>
    path !== model.path &&
    modules
      .facts(path)
      .classes.some(
        ({ fields }) => [...fields.keys()].filter((name) => columns.has(name)).length > 1,
      );
  const inner = paths.filter(declares).find((path) => isInside(modules.paths, path, model.path));
  return { path: inner ?? model.path, isOwn: false };

  /** Whether the layer of one module is imported by that of another, and never the other way round. */
  function isInside(all: readonly string[], path: string, outer: string): boolean {
    const [one, other] = layersOf(path, outer);
    if (one === undefined || other === undefined) return false;
    const uses = (from: string, to: string) =>
      all.some(
        (each) =>
          each.startsWith(from) &&
          modules
            .facts(each)
            .imports.some(({ module }) => modules.find(each, module)?.startsWith(to) === true),
      );
    return uses(other, one) && !uses(one, other);
  }
}

/** Returns the folders of two modules from where they part. */
function layersOf(one: string, other: string): (string | undefined)[] {
  const [a, b] = [one.split('/'), other.split('/')];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  if (same >= a.length - 1 || same >= b.length - 1) return [];
  return [a, b].map((parts) => `${parts.slice(0, same + 1).join('/')}/`);
}
