/** What people have added to a feature that a run wrote: their own, which a further feature does not get. */
import type { Backend } from '../../project/foreign/backend.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import { definedName, parseOnce, type Statement } from '../../python/syntax.js';
import { tokenize } from '../../python/tokens.js';
import type { Part, PartRegistration } from '../layout.js';

/**
 * Returns the functions, methods and classes of a feature that a run has not written and that nothing of what it wrote uses, by
 * their names. What is used is how the feature is written by now.
 *
 * @param written the feature as a run would write it today.
 */
export function addedSince(
  { modules }: Backend,
  { files, shared }: StandingFeature,
  written: { readonly parts: readonly Part[]; readonly registrations: readonly PartRegistration[] },
): ReadonlySet<string> {
  const texts = new Map([
    ...written.parts
      .filter(({ path }) => files.includes(path))
      .map((part) => [part.path, part.render()] as const),
    ...written.registrations.flatMap(({ defines, path }) =>
      defines !== undefined && shared.some((each) => each.path === path)
        ? [[path, defines(modules.source(path))] as const]
        : [],
    ),
  ]);
  const names = new Map(shared.map((each) => [each.path, each.names]));
  const added: { readonly name: string; readonly path: string; readonly statement: Statement }[] =
    [];
  for (const [path, text] of texts) {
    const known = new Set(definitionsIn(text).map(({ name }) => name));
    for (const each of definitionsIn(modules.source(path), names.get(path))) {
      if (!known.has(each.name)) added.push({ ...each, path });
    }
  }
  const rest = [...texts.keys()].flatMap((path) => {
    const source = modules.source(path);
    const own = added.filter((each) => each.path === path).map(({ statement }) => statement);
    return tokenize(source).lines.flatMap(({ tokens }) =>
      tokens
        .filter(({ from, to }) => !own.some((each) => each.from <= from && to <= each.to))
        .map(({ text }) => text),
    );
  });
  const used = new Set(rest);
  return new Set(added.map(({ name }) => name).filter((name) => !used.has(name)));
}

/** Returns what a module defines, and what its classes do; of a module of several features, only what has these names. */
function definitionsIn(text: string, names?: readonly string[]) {
  return parseOnce(text).statements.flatMap((statement) => {
    const name = definedName(statement);
    if (name === undefined || !(names?.includes(name) ?? true)) return [];
    const methods = statement.keyword === 'class' ? (statement.block ?? []) : [];
    return [
      { name, statement },
      ...methods.flatMap((each) => {
        const method = each.keyword === 'def' ? definedName(each) : undefined;
        return method === undefined ? [] : [{ name: method, statement: each }];
      }),
    ];
  });
}
