/**
 * Keeps the types of `datetime` apart from attributes of the same name: in a class with an attribute
 * `date`, annotations below it have to name the type otherwise.
 */
import { isImport, readImport } from '../python/import-statements.js';
import { parseOnce, type Statement } from '../python/syntax.js';
import { isWord, type Token } from '../python/tokens.js';

/** The types of `datetime` that annotations name. */
const TYPES = new Set(['date', 'datetime', 'time', 'timedelta']);

/**
 * Returns what `datetime` is called in the modules of a feature with these attributes; undefined if
 * none of them hides one of its types.
 */
export function datetimeAliasFor(attributes: readonly string[]): string | undefined {
  if (!attributes.some((attribute) => TYPES.has(attribute))) return undefined;
  return attributes.includes('dt') ? 'dt_' : 'dt';
}

/** An attribute of a class, in the indentation that templates have. */
const HIDING = /^ {4}(?:date|datetime|time|timedelta)\b *[:=]/m;

/**
 * Returns a module that names the types of `datetime` by their module (`date: dt.date`), if it has a
 * class in which one of them would be hidden.
 *
 * @param alias what the module is called; undefined where no field has such a name.
 */
export function qualifyDates(text: string, alias: string | undefined): string {
  if (alias === undefined || !HIDING.test(text)) return text;
  const { statements } = parseOnce(text);
  const imports = statements.filter((each) => isImport(each) && isOfDatetime(each));
  const names = new Set(
    imports.flatMap((each) => readImport(each).names.map(({ bound }) => bound)),
  );
  const uses = statements
    .filter((each) => !imports.includes(each))
    .flatMap(usesIn)
    .filter((token) => names.has(token.text))
    .map(({ from, text: name, to }) => ({ from, to, text: `${alias}.${name}` }));
  const heads = imports.map(({ from, to }) => ({ from, to, text: `import datetime as ${alias}` }));
  const replacements = [...heads, ...uses].sort((a, b) => a.from - b.from);
  let result = '';
  let done = 0;
  for (const { from, text: replacement, to } of replacements) {
    result += text.slice(done, from) + replacement;
    done = to;
  }
  return result + text.slice(done);
}

function isOfDatetime({ tokens }: Statement): boolean {
  return tokens[0]?.text === 'from' && tokens[1]?.text === 'datetime';
}

/** Returns the names that a statement reads: neither what it binds nor attributes of something else. */
function usesIn({ block = [], decorators, tokens }: Statement): Token[] {
  return [...decorators.flatMap(namesRead), ...namesRead(tokens), ...block.flatMap(usesIn)];
}

function namesRead(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, index) => {
    const [before, next] = [tokens[index - 1]?.text ?? '', tokens[index + 1]?.text ?? ''];
    if (!isWord(token) || before === '.') return false;
    const isBound = index === 0 && /^[:=]$/.test(next);
    const isArgument = next === '=' && /^[(,]$/.test(before);
    return !isBound && !isArgument;
  });
}
