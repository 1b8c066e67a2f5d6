/** Taking out of a person's Python file what the registration of a feature has put into it, and nothing else. */
import { refuseEdit } from '../python/edits.js';
import { type ParsedModule, parseOnce, parsePython } from '../python/syntax.js';
import { isString, type Span, type Token, tokenize } from '../python/tokens.js';
import { definedIn } from './definitions.js';
import { type Entity, entitiesOf, isSame, usedIn } from './entities.js';
import type { IsFromFeature } from './mentions.js';
import { registeredIn } from './replay.js';
import { Inseparable, type Removable, without } from './without.js';

/** What a feature has to do with a file that is not its own. */
export interface Registered {
  /** Registers the feature in a text: what stands there already is left as it is. */
  readonly edit: (source: string) => string;
  /** Whether a name that the file imports is from the feature. */
  readonly isFromFeature: IsFromFeature;
  /** What the names of its settings begin with: `PRODUCT_`. */
  readonly settings: string;
  /** The definitions that it has in this file, word for word. */
  readonly bodies: readonly string[];
}

/** Ways to take something out differ in empty lines; more of them are not tried. */
const MOST_WAYS = 300;

/**
 * Takes a feature out of a file.
 *
 * Whatever uses a file of the feature is left out of the text. What registering it again then puts back is what it once
 * put in; everything else is a person's. Of the ways to take it out, the one is right after which registering gives the
 * very text that stands.
 *
 * @throws RefusalError if something cannot be taken out for certain, with what to take out by hand.
 */
export function unregister(path: string, source: string, registered: Registered): string {
  const module = parsePython(source);
  const bodies = registered.bodies.filter((body) => source.includes(body));
  const candidates = candidatesIn(module, bodies, registered);
  if (candidates.length === 0 && bodies.length === 0) return source;
  const texts = bodies.map((text) => ({ text }));
  try {
    const bare = first(without(source, [...candidates, ...texts]));
    const again = registeredIn(bare, registered.edit);
    const put = again === undefined ? candidates : ownAmong(candidates, bare, again);
    const own = put.filter((each) => !isUsedBy(each, candidates, put));
    return undo(source, [...own, ...texts], registered);
  } catch (error) {
    if (!(error instanceof Inseparable)) throw error;
    const lines = candidates.map(({ from, to }) => source.slice(from, to));
    return refuseEdit(path, `"${error.entity.key}" is not on a line of its own`, [
      'take out:',
      ...lines,
    ]);
  }
}

function first(texts: Generator<string>): string {
  return texts.next().value as string;
}

/** Returns those that registering has put back. */
function ownAmong(candidates: readonly Entity[], bare: string, again: string): Entity[] {
  const added = entitiesOf(parseOnce(again));
  for (const each of entitiesOf(parseOnce(bare))) {
    const at = added.findIndex((one) => isSame(one, each));
    if (at >= 0) added.splice(at, 1);
  }
  return candidates.filter((candidate) => {
    const at = added.findIndex((one) => isSame(one, candidate));
    if (at >= 0) added.splice(at, 1);
    return at >= 0;
  });
}

/** Whether an import is used by something that stays. */
function isUsedBy(
  { imported }: Entity,
  candidates: readonly Entity[],
  going: readonly Entity[],
): boolean {
  if (imported === undefined) return false;
  return candidates.some(
    ({ uses, ...each }) => uses.has(imported.bound) && !going.some((one) => one.from === each.from),
  );
}

/** Returns the text that registering makes the present one from or, if there is none, the one without any change around. */
function undo(source: string, own: readonly Removable[], registered: Registered): string {
  let usual: string | undefined;
  let tried = 0;
  for (const text of without(source, own)) {
    if (registeredIn(text, registered.edit) === source) return text;
    usual ??= text;
    tried += 1;
    if (tried === MOST_WAYS) break;
  }
  return usual ?? source;
}

/** Returns what may have been put in: whatever uses a file or a definition of the feature. */
function candidatesIn(
  module: ParsedModule,
  bodies: readonly string[],
  { isFromFeature, settings }: Registered,
): Entity[] {
  const spans = bodies.map((body) => {
    const from = module.text.indexOf(body);
    return { from, to: from + body.length };
  });
  const entities = entitiesOf(module).filter((each) => !spans.some((span) => isIn(each, span)));
  const imports = entities.filter(({ imported }) => imported && isFromFeature(imported));
  const bound = new Set([
    ...imports.flatMap(({ imported }) =>
      imported === undefined || imported.module === '' ? [] : [imported.bound],
    ),
    ...bodies.flatMap((body) => [...definedIn(body)]),
  ]);
  const isOwn = ({ key, uses }: Entity) =>
    key.startsWith(settings) || [...uses].some((name) => bound.has(name));
  const own = [...imports, ...entities.filter((each) => each.kind !== 'import' && isOwn(each))];
  return [...own, ...importsOnlyFor([...own, ...spans], entities, module)];
}

function isIn({ from }: Span, span: Span): boolean {
  return span.from <= from && from < span.to;
}

/** Returns the imports that nothing but some stretches uses. */
function importsOnlyFor(
  own: readonly Span[],
  entities: readonly Entity[],
  { text }: ParsedModule,
): Entity[] {
  const imports = entities.filter((each) => each.kind === 'import' && !own.includes(each));
  const statements = imports.map(({ statement }) => statement);
  const [inside, outside]: [Token[], Token[]] = [[], []];
  for (const token of tokenize(text).lines.flatMap(({ tokens }) => tokens)) {
    if (own.some((span) => isIn(token, span))) inside.push(token);
    else if (!statements.some((span) => isIn(token, span))) outside.push(token);
  }
  const [needed, others] = [wordsOf(inside), wordsOf(outside)];
  return imports.filter(
    ({ imported }) =>
      imported !== undefined &&
      // `import app.models.item` binds `app`, as those of other modules do.
      !imported.name.includes('.') &&
      needed.has(imported.bound) &&
      !others.has(imported.bound),
  );
}

/** A string that may be an annotation. */
const ANNOTATION = /^["'][\w.]+(\[[^\]]*\]+)?( \| [\w.[\]]+)*["']$/;

/** Returns the words that tokens use, those in annotations that are strings too. */
function wordsOf(tokens: readonly Token[]): Set<string> {
  const quoted = tokens
    .filter((token) => isString(token) && ANNOTATION.test(token.text))
    .flatMap(({ text }) => text.match(/\w+/g) ?? []);
  return new Set([...usedIn(tokens), ...quoted]);
}
