/** The columns of models whose values others may be shown. */
import { nameFeature } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { AssignmentFact } from '../python/module-facts.js';
import { rememberedFeatures } from './memory.js';
import type { Workspace } from './workspace.js';

/** A column with plain values. */
export interface ShownColumn {
  /** What the API calls it: `type`. */
  readonly name: string;
  /** The attribute of the model: `type_`. */
  readonly attribute: string;
  /** Its type in Python: `Decimal`, `str | None`. */
  readonly type: string;
  /** Whether its values are those of an enum, and its type only what they are in an answer. */
  readonly isEnum: boolean;
}

/** Types whose values look the same in every answer. Those of an enum are text. */
const PLAIN = new Set([
  'str',
  'int',
  'float',
  'bool',
  'Decimal',
  'date',
  'datetime',
  'time',
  'UUID',
]);

/** Names of what nobody is shown, whatever else is said of it. */
const SECRET =
  /(?:^|_)(?:pass?wo?r?d|pass(?:phrase)?|pwd|hash(?:ed)?|salt|tokens?|secrete?s?)(?:_|$)/;

/**
 * Returns the columns of a model that others may be shown, as far as its class tells.
 *
 * @param fields the attributes of the class.
 */
export function shownColumns(fields: ReadonlyMap<string, AssignmentFact>): readonly ShownColumn[] {
  return [...fields].flatMap(([attribute, { annotation, value }]) => {
    const mapped = /^(?:orm\.)?Mapped\[(.*)\]$/s.exec(annotation.trim())?.[1];
    if (mapped === undefined || !isOwnValue(attribute, value)) return [];
    const [, written = '', nullable = ''] = /^(.*?)(\s*\|\s*None)?$/s.exec(mapped.trim()) ?? [];
    const isEnum = /\benum_type\(|\bEnum\(/.test(value);
    const plain = isEnum ? 'str' : written.replace(/^\w+\./, '');
    if (!PLAIN.has(plain) || SECRET.test(attribute)) return [];
    const name = attribute.replace(/_$/, '');
    return [{ name, attribute, type: nullable === '' ? plain : `${plain} | None`, isEnum }];
  });
}

/** Whether a type is one whose values look the same in every answer. */
export function isPlainType(type: string): boolean {
  return PLAIN.has(type);
}

/** Whether a name is that of what nobody is shown. */
export function isSecret(name: string): boolean {
  return SECRET.test(name);
}

/** Whether a column says something of the row itself, and neither which one it is, nor when it changed, nor what it refers to. */
function isOwnValue(attribute: string, value: string): boolean {
  return !['id', 'created_at', 'updated_at'].includes(attribute) && !/\bForeignKey\(/.test(value);
}

/**
 * Returns the fields that nobody is shown, by the tables of their features.
 *
 * @param features those of this run, besides those that `.yo-rc.json` remembers.
 */
export function privateByTable(
  workspace: Workspace,
  features: readonly FeatureSpec[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const remembered = Object.entries(rememberedFeatures(workspace)).map(([name, body]) => {
    const { fields, plural, table } = body as Partial<FeatureSpec> & { readonly fields?: unknown };
    return { name, plural, table, hidden: privateIn(fields) };
  });
  const current = features.map(({ fields, name, plural, table }) => ({
    name,
    plural,
    table,
    hidden: fields.filter((field) => field.private).map((field) => field.name),
  }));
  const hiding = [...remembered, ...current].filter(({ hidden }) => hidden.length > 0);
  return new Map(
    hiding.map(({ hidden, name, plural, table }) => [
      nameFeature(name, plural, table).table,
      new Set(hidden),
    ]),
  );
}

/** Returns the names of private fields in the forms that a spec can have. */
function privateIn(fields: unknown): string[] {
  if (Array.isArray(fields)) {
    return fields.flatMap((each) => {
      const [name = '', ...said] = typeof each === 'string' ? each.split(':') : [each?.name];
      return said.includes('private') || each?.private === true ? [name] : [];
    });
  }
  return Object.entries(fields ?? {}).flatMap(([name, said]) => {
    const isPrivate =
      typeof said === 'string' ? said.split(':').includes('private') : said?.private === true;
    return isPrivate ? [name] : [];
  });
}
