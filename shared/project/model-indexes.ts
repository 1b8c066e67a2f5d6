/** The indexes of a table, as its model says them in the projects of ours. */
import { nameTogether } from '../feature/together.js';
import type { ClassFact } from '../python/module-facts.js';

/** An index. */
export interface ModelIndex {
  readonly name: string;
  /** What the table calls its columns. */
  readonly columns: readonly string[];
  readonly isUnique: boolean;
}

/** Returns what the table of a model calls its columns, by their attributes. */
export function columnsOf({ fields }: ClassFact): ReadonlyMap<string, string> {
  return new Map(
    [...fields].map(([attribute, { value }]) => {
      const [, name = attribute] = /^mapped_column\(\s*["']([^"']+)["']/.exec(value) ?? [];
      return [attribute, name] as const;
    }),
  );
}

/** Returns the indexes of a model: those of single columns, which the naming convention names, and those in its arguments. */
export function indexesOf(model: ClassFact, table: string): ModelIndex[] {
  const columns = columnsOf(model);
  return [...model.fields].flatMap(([attribute, { value }]) => {
    const column = columns.get(attribute) ?? attribute;
    const named = value.matchAll(
      /\bIndex\(\s*["']([^"']+)["']((?:\s*,\s*["'][^"']+["'])*)([^)]*)\)/g,
    );
    return [
      ...(/\bindex=True/.test(value)
        ? [
            {
              name: nameTogether('index', table, [column]),
              columns: [column],
              isUnique: isUnique(value),
            },
          ]
        : []),
      ...[...named].map(([, name = '', keys = '', options = '']) => ({
        name,
        columns: literalsIn(keys).map((key) => columns.get(key) ?? key),
        isUnique: isUnique(options),
      })),
    ];
  });
}

/** Returns the contents of the strings in some code. */
export function literalsIn(code: string): string[] {
  return [...code.matchAll(/["']([^"']*)["']/g)].map(([, text = '']) => text);
}

function isUnique(options: string): boolean {
  return /\bunique=True/.test(options);
}
