/** How the model of a neighbour declares its columns, and those of a new feature declared so, in its migration, too. */
import { pythonString } from '../../python/literals.js';
import type { FieldView } from '../feature-view.js';
import { toldOf } from './descriptions.js';
import {
  firstNullable,
  type Nullable,
  nullableIn,
  plainNullable,
  plainType,
  withoutNone,
} from './nullable.js';
import type { WrittenColumns } from './own-fields.js';
import {
  fieldLine,
  keywordOf,
  type WrittenCall,
  type WrittenField,
  writtenCall,
  writtenField,
} from './written-fields.js';

/** Types that follow from annotations. */
const OF_ANNOTATIONS = /^(\w+\.)?(Integer|Boolean|Date|Time|Uuid|UUID)(\((as_uuid=True)?\))?$/;

const SQLALCHEMY =
  /^(JSON|BigInteger|Boolean|DECIMAL|Date|DateTime|Double|Float|ForeignKey|Integer|Interval|LargeBinary|Numeric|SmallInteger|String|TIMESTAMP|Text|Time|Uuid)\b/;

/** How columns are declared. */
export interface ColumnStyle {
  /** Returns a column as the neighbour would have declared it, from the line that any backend has. */
  column(line: string, field: FieldView): string;
  /** Returns a field whose column in the migration is like that. */
  migrated(field: FieldView): FieldView;
  readonly nullable: Nullable;
}

/** A column with the call that makes it. */
interface Example extends WrittenField {
  readonly call: WrittenCall;
}

/**
 * Reads how a neighbour declares its columns.
 *
 * @param columns those that there are: what its own do not show, others do.
 * @param bare a name without the words of the neighbour.
 * @param rename writes the words of the new feature in place of those of the neighbour.
 */
export function columnStyle(
  columns: WrittenColumns,
  bare: (name: string) => string,
  rename: (text: string) => string,
): ColumnStyle {
  const { ofRows, others, own } = columns;
  const ours = examplesIn(own);
  const all = [...ours, ...examplesIn(ofRows), ...examplesIn(others)];
  const names = namesOf(typesOf(ours), typesOf(all));
  const prefix = prefixOf(typesOf(ours));
  const says = {
    required: saysNullable(ours.filter((each) => !isNullable(each))),
    optional: saysNullable(ours.filter(isNullable)),
  };
  const bareOnes = bareTypes([...own, ...ofRows], all);
  const nullable = firstNullable(
    [...own, ...ofRows, ...others].map(({ annotation }) => annotation),
  );
  const order = [
    ...new Set(
      ours
        .toSorted((a, b) => b.call.keywords.size - a.call.keywords.size)
        .flatMap(({ call }) => [...call.keywords.keys()]),
    ),
  ];
  const told = toldOfAll(ours);
  const rules = new Set(ours.flatMap(({ call }) => onDeleteIn(call)));
  const mapped = ours
    .map(({ annotation }) => /^[\w.]*Mapped(?=\[)/.exec(annotation)?.[0])
    .find(Boolean);

  const wordsOf = ({ attribute }: FieldView) =>
    [...told].map(
      ([keyword, texts]) =>
        `${keyword}=${pythonString(toldOf(texts, attribute.replaceAll('_', ' '), bare, rename))}`,
    );
  const onDelete = ({ spec }: FieldView): string | undefined => {
    const [rule] = rules;
    if (rules.size !== 1 || !rule || spec['on-delete'] !== undefined) return undefined;
    // What has to be there cannot be taken away.
    return rule === '"SET NULL"' && !spec.optional ? undefined : rule;
  };
  const withRule = (text: string, field: FieldView) => {
    const rule = onDelete(field);
    return rule === undefined
      ? text
      : text.replace(/(\bForeignKey\("[^"]*")(?=[,)])/, `$1, ondelete=${rule}`);
  };
  const columnType = (text: string) => {
    const named = names(text);
    return SQLALCHEMY.test(named) ? prefix + named : named;
  };
  const isLeftOut = (type: string, annotation: string) =>
    annotation !== '' &&
    followsOf(type, annotation) &&
    (/^(\w+\.)?String\b/.test(type) ? bareOnes.texts : bareOnes.others);
  return {
    nullable: nullable ?? plainNullable,
    column: (line, field) => {
      const written = writtenField(line);
      const call = writtenCall(written.value);
      const isOptional = field.spec.optional;
      const reference = call?.positional.find((each) => /\bForeignKey\(/.test(each));
      const key =
        reference === undefined ? undefined : keyLike(ours, written.annotation, reference);
      const typed =
        key && written.annotation ? `Mapped[${plainType(key.annotation)}]` : written.annotation;
      const annotation = annotationIn(typed, isOptional, nullable, mapped);
      if (call === undefined || !/^(Column|mapped_column)$/.test(call.callee)) {
        return fieldLine({ ...written, annotation });
      }
      const isTyped = annotation !== '';
      const positional = call.positional
        .map((each) => columnType(withRule(each, field)))
        .filter((each) => !isLeftOut(each, annotation));
      const [keyType = '', keyTarget] = key?.call.positional ?? [];
      if (keyTarget !== undefined && !/ForeignKey\(/.test(keyType)) {
        positional.splice(
          positional.findIndex((each) => /ForeignKey\(/.test(each)),
          0,
          keyType,
        );
      }
      const isSaid = says[isOptional ? 'optional' : 'required'] ?? !isTyped;
      const keywords = call.args.filter((each) => {
        const name = keywordOf(each);
        return name !== undefined && name !== 'nullable';
      });
      // Without an annotation, a column may be empty unless it says otherwise.
      if (isSaid || (!isTyped && !isOptional)) {
        keywords.push(`nullable=${isOptional ? 'True' : 'False'}`);
      }
      keywords.push(...wordsOf(field));
      const args = [...positional, ...inOrder(keywords, order, isTyped)];
      const callee = ours.find((each) => each.call.callee.endsWith(call.callee))?.call.callee;
      // Without arguments, a call says nothing, unless that is how it is written here.
      const isNothing = args.length === 0 && !ours.some((each) => each.call.args.length === 0);
      const value = isNothing ? '' : `${callee ?? call.callee}(${args.join(', ')})`;
      return fieldLine({ ...written, annotation, value });
    },
    migrated: (field) => {
      const words = told.has('comment')
        ? wordsOf(field).filter((each) => each.startsWith('comment='))
        : [];
      const type = withRule(field.migration, field).replace(
        /^sa\.(\w+\(.*?\))/,
        (_, text: string) => {
          const named = names(text);
          const isPlain = bareOnes.texts && /^String\(/.test(named);
          return `sa.${isPlain ? 'String()' : named.replace(/^String$/, 'String()')}`;
        },
      );
      return {
        ...field,
        migration: type,
        migrationOptions: [field.migrationOptions, ...words].join(', '),
      };
    },
  };
}

function examplesIn(fields: readonly WrittenField[]): Example[] {
  return fields.flatMap((each) => {
    const call = writtenCall(each.value);
    return call !== undefined && /(^|\.)(Column|mapped_column)$/.test(call.callee)
      ? [{ ...each, call }]
      : [];
  });
}

function isNullable({ annotation, call }: Example): boolean {
  if (annotation !== '') return nullableIn(annotation) !== undefined;
  return call.keywords.get('nullable') !== 'False';
}

/** Whether most of these columns say that they may be empty, or may not be; undefined where there are none. */
function saysNullable(examples: readonly Example[]): boolean | undefined {
  if (examples.length === 0) return undefined;
  const saying = examples.filter(({ call }) => call.keywords.has('nullable'));
  return saying.length * 2 > examples.length;
}

/** Returns the types of columns, without those of keys. */
function typesOf(examples: readonly Pick<Example, 'call'>[]): string[] {
  return examples
    .flatMap(({ call }) => call.positional)
    .filter((each) => /^[\w.]*[A-Z]/.test(each));
}

/** Returns what the types are of: `sa.`, or nothing. */
function prefixOf(types: readonly string[]): string {
  const prefixes = types.map((each) => /^(\w+\.)?/.exec(each)?.[0] ?? '');
  const [first = ''] = prefixes;
  return prefixes.every((each) => each === first) ? first : '';
}

/**
 * Returns what writes a type by the name that it has in a backend, which may have several for the same.
 *
 * @param own those of the neighbour, which are asked first.
 */
function namesOf(own: readonly string[], all: readonly string[]): (type: string) => string {
  const called = (types: readonly string[], name: RegExp) =>
    types.filter((each) => name.test(each.replace(/^\w+\./, '')));
  const among = (name: RegExp) => {
    const found = called(own, name);
    return found.length > 0 ? found : called(all, name);
  };
  const areAll = (name: RegExp, kind: RegExp) => {
    const found = among(kind);
    return found.length > 0 && called(found, name).length === found.length;
  };
  const isUnlimited = areAll(/^String(\(\))?$/, /^String\b/);
  const isDecimal = areAll(/^DECIMAL\b/, /^(DECIMAL|Numeric)\b/);
  const isTimestamp = areAll(/^TIMESTAMP\b/, /^(TIMESTAMP|DateTime)\b/);
  const uuid = own.find((each) => /^\w*UUID(\(as_uuid=True\))?$/.test(each));
  return (type) => {
    if (isUnlimited && /^String\(/.test(type)) return 'String';
    if (isDecimal && /^Numeric\b/.test(type)) return type.replace('Numeric', 'DECIMAL');
    if (isTimestamp && /^DateTime\(timezone=True\)/.test(type)) return 'TIMESTAMP(timezone=True)';
    return type === 'Uuid' && uuid !== undefined ? uuid : type;
  };
}

/** Whether a type follows from the annotation, so that a model may leave it out. */
function followsOf(type: string, annotation: string): boolean {
  const isText = /^Mapped\[(Optional\[)?str\b/.test(annotation.replace(/^\w+\.(?=Mapped)/, ''));
  return isText ? /^(\w+\.)?String\b/.test(type) : OF_ANNOTATIONS.test(type);
}

/** Returns whether a model leaves types to its annotations: of texts, and of everything else. */
function bareTypes(own: readonly WrittenField[], examples: readonly Example[]) {
  const typed = own.flatMap(({ annotation, name, value }) => {
    const call = examples.find((each) => each.name === name)?.call;
    const isKey = call !== undefined && onDeleteIn(call).length > 0;
    if (!/\bMapped\[/.test(annotation) || isKey || (value !== '' && call === undefined)) return [];
    const isText = /\bstr\b/.test(annotation);
    return [{ annotation, isText, types: typesOf(call === undefined ? [] : [{ call }]) }];
  });
  const isLeft = (isText: boolean) => {
    const alike = typed.filter((each) => each.isText === isText);
    return (
      alike.some(({ types }) => types.length === 0) &&
      !alike.some(({ annotation, types }) => types.some((each) => followsOf(each, annotation)))
    );
  };
  return {
    texts: isLeft(true),
    others: isLeft(false) || (isLeft(true) && typed.every((each) => each.isText)),
  };
}

/** Returns what is told of every column in words, by field. */
function toldOfAll(examples: readonly Example[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = ['comment', 'doc'].flatMap((keyword) => {
    const texts = examples.map(({ call, name }) => [name, call.keywords.get(keyword)] as const);
    return texts.length > 0 && texts.every(([, text]) => text !== undefined)
      ? [[keyword, new Map(texts as [string, string][])] as const]
      : [];
  });
  return new Map(found);
}

/** Returns what becomes of rows whose key is deleted: empty where nothing is said. */
function onDeleteIn({ positional }: WrittenCall): string[] {
  const key = positional
    .map(writtenCall)
    .find((each) => /(^|\.)ForeignKey$/.test(each?.callee ?? ''));
  return key === undefined ? [] : [key.keywords.get('ondelete') ?? ''];
}

/** Returns a key of the neighbour that is of the same type as another one: it refers to the same, or its annotation says so. */
function keyLike(
  examples: readonly Example[],
  annotation: string,
  reference: string,
): Example | undefined {
  const targetOf = (text: string) => /ForeignKey\(\s*["']([\w.]+)["']/.exec(text)?.[1];
  const keys = examples.filter(({ call }) => onDeleteIn(call).length > 0);
  return (
    keys.find(({ value }) => targetOf(value) === targetOf(reference)) ??
    keys.find((each) => annotation !== '' && plainType(each.annotation) === plainType(annotation))
  );
}

function annotationIn(
  annotation: string,
  isOptional: boolean,
  nullable: Nullable | undefined,
  mapped: string | undefined,
): string {
  const inside = /^Mapped\[(.*)\]$/.exec(annotation)?.[1];
  const type = inside ?? annotation;
  const written = isOptional && nullable && type !== '' ? nullable(withoutNone(type)) : type;
  return inside === undefined ? written : `${mapped ?? 'Mapped'}[${written}]`;
}

/** Puts what a column is told in the order of the neighbour's; by itself, `nullable` comes first where there is no annotation. */
function inOrder(
  keywords: readonly string[],
  order: readonly string[],
  isTyped: boolean,
): string[] {
  const rank = (argument: string) => {
    const name = keywordOf(argument) ?? '';
    const at = order.indexOf(name);
    if (at >= 0) return at;
    // What says most of a column comes first.
    return name === 'nullable' && isTyped ? order.length : -1;
  };
  const ranked = keywords.map((each, at) => [rank(each), at, each] as const);
  return ranked.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , each]) => each);
}
