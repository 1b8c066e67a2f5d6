/** How a neighbour asks whether what a row refers to is there, and the same for what another feature refers to. */
import type { BackendModel } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import { Holes, mentionOf, renaming } from '../../project/neighbour/words.js';
import { indentAt } from '../../python/edits.js';
import type { PythonImport } from '../../python/imports.js';
import { definesName } from '../../python/module-facts.js';
import type { Statement } from '../../python/syntax.js';
import { depthsOf, isOpening, isString, isWord, type Token } from '../../python/tokens.js';
import type { NewField } from './new-fields.js';

/** The statements that ask for what a column refers to. */
export interface ReferenceCheck {
  readonly field: string;
  readonly statements: readonly Statement[];
}

/** A check for another column, and what its module has to import for it. */
export interface DerivedCheck {
  readonly text: string;
  readonly imports: readonly PythonImport[];
}

/**
 * Returns the check that starts at a statement: a row is looked up by the column, and something is raised where it is not
 * there.
 *
 * @param model the class of the neighbour's model: what compares one of its columns asks for something else.
 */
export function checkAt(
  block: readonly Statement[],
  at: number,
  columns: readonly string[],
  model: string,
): ReferenceCheck | undefined {
  const [one, two] = [block[at] as Statement, block[at + 1]];
  const field = columns.find((column) => isLookedUp(one.tokens, column, model));
  if (one.tokens[0]?.text === 'if') {
    if (field !== undefined && raises(one)) return { field, statements: [one] };
    const inner = checkAt(one.block ?? [one], 0, columns, model);
    const isOnly = inner?.statements.length === one.block?.length;
    const asks =
      inner !== undefined && isOnly && one.tokens.some(({ text }) => text === inner.field);
    return asks ? { field: inner.field, statements: [one] } : undefined;
  }
  const [row, equals] = one.tokens;
  if (field === undefined || row === undefined || equals?.text !== '=') return undefined;
  const isAsked =
    two?.tokens[0]?.text === 'if' &&
    two.tokens.some(({ text }) => text === row.text) &&
    raises(two);
  return isAsked ? { field, statements: [one, two] } : undefined;
}

function raises({ block = [] }: Statement): boolean {
  return block.some(({ tokens }) => tokens[0]?.text === 'raise');
}

/** Whether a column of what was given is an argument of a call. */
function isLookedUp(tokens: readonly Token[], column: string, model: string): boolean {
  const depths = depthsOf(tokens);
  return tokens.some((token, index) => {
    if (token.text !== column || tokens[index + 1]?.text === '=') return false;
    if (tokens[index - 1]?.text === '.' && tokens[index - 2]?.text === model) return false;
    const open = tokens.findLastIndex(
      (each, before) => before < index && isOpening(each) && depths[before] === depths[index],
    );
    const callee = tokens[open - 1];
    return (
      open > 0 &&
      callee !== undefined &&
      isWord(callee) &&
      !/^(if|not|and|or|in)$/.test(callee.text)
    );
  });
}

/**
 * Returns a check of the neighbour for a column of the new feature; undefined where something in it has no counterpart
 * that stands.
 *
 * @param path the module that has the check.
 * @param source what of it is written anew.
 * @param words writes the names of the new feature in place of those of the neighbour.
 */
export function derivedCheck(
  modules: Modules,
  path: string,
  source: string,
  { field, statements }: ReferenceCheck,
  old: BackendModel,
  by: NewField,
  words: (text: string) => string,
): DerivedCheck | undefined {
  const target = by.target;
  if (target === undefined) return undefined;
  const span = { from: statements[0]?.from ?? 0, to: statements.at(-1)?.to ?? 0 };
  const tokens = statements.flatMap(tokensWithin);
  const rename = renaming(old, target, []);
  const local = statements[0]?.tokens[0]?.text;
  const imports: PythonImport[] = [];
  const renamed = new Map<string, string>();
  for (const [index, token] of tokens.entries()) {
    const word = token.text;
    if (!isWord(token) || isString(token) || word === field || renamed.has(word)) continue;
    const isModel = word === old.name;
    const other = isModel ? target.name : rename(word);
    if (other === word) continue;
    if (word === local) continue;
    if (tokens[index - 1]?.text === '.') return undefined;
    const standing = isModel
      ? importOfModel(modules, path, old, target)
      : counterpart(modules, path, word, rename);
    if (standing === undefined) return undefined;
    renamed.set(word, other);
    if (!isModel || target.path !== path) imports.push(standing);
  }
  const holes = new Holes();
  const whole = (word: string) => new RegExp(`(?<![A-Za-z0-9_])${word}(?![A-Za-z0-9_])`, 'g');
  let text = source.slice(span.from, span.to).replaceAll(whole(field), () => holes.of(by.name));
  for (const [word, other] of renamed) text = text.replaceAll(whole(word), () => holes.of(other));
  const mentions = new RegExp(mentionOf(old), 'g');
  text = words(text.replaceAll(mentions, (found) => holes.of(rename(found))));
  const written = holes.fill(text);
  return { text: guarded(written, indentAt(source, span.from), tokens, field, by), imports };
}

/** Looks nothing up where nothing has to be given. */
function guarded(
  text: string,
  indent: string,
  tokens: readonly Token[],
  field: string,
  by: NewField,
): string {
  if (
    !by.optional ||
    tokens.some(({ text: word }, at) => word === 'not' && tokens[at + 1]?.text === 'None')
  )
    return text;
  const at = tokens.findIndex(({ text: word }) => word === field);
  const owner = tokens[at - 1]?.text === '.' ? `${tokens[at - 2]?.text}.` : '';
  const [first = '', ...rest] = text.split('\n');
  const deeper = rest.map((line) => (line === '' ? line : `    ${line}`));
  return [`if ${owner}${by.name} is not None:`, `${indent}    ${first}`, ...deeper].join('\n');
}

function tokensWithin({ block = [], tokens }: Statement): Token[] {
  return [...tokens, ...block.flatMap(tokensWithin)];
}

/** Returns the import of a model: from where that of the other one comes, if it is there, too. */
function importOfModel(
  modules: Modules,
  path: string,
  old: BackendModel,
  target: BackendModel,
): PythonImport {
  const { name } = target;
  const imported = modules.facts(path).imports.find(({ bound }) => bound === old.name);
  const file = imported && modules.find(path, imported.module);
  if (imported !== undefined && file !== undefined && modules.resolve(file, name) !== undefined) {
    return { module: imported.module, name };
  }
  const isRelative = modules.importsRelatively(path);
  return { module: modules.importPath(path, target.path, isRelative), name };
}

/** Returns where what a name becomes is imported from, if it stands there. */
function counterpart(
  modules: Modules,
  path: string,
  word: string,
  rename: (text: string) => string,
): PythonImport | undefined {
  const imported = modules.facts(path).imports.find(({ bound }) => bound === word);
  if (imported === undefined || imported.alias !== undefined) return undefined;
  const module = rename(imported.module);
  const name = rename(imported.name);
  const file = modules.find(path, module);
  const separator = module.endsWith('.') ? '' : '.';
  const isModule = modules.find(path, `${module}${separator}${name}`) !== undefined;
  const isDefined = file !== undefined && definesName(modules.facts(file), name);
  const isPassedOn = file !== undefined && modules.resolve(file, name) !== undefined;
  return isModule || isDefined || isPassedOn ? { module, name } : undefined;
}

/** Returns the fixture in a value that has what a row refers to: `station` in `str(station.id)`. */
export function fixtureIn(
  value: readonly Token[],
  target: BackendModel,
  fixtures: ReadonlySet<string>,
): string | undefined {
  const mention = mentionOf(target);
  return value.find(({ text }) => fixtures.has(text) && mention.test(text))?.text;
}

/** Returns the fixture of the same kind for another model, if there is one. */
export function derivedFixture(
  fixture: string,
  old: BackendModel,
  target: BackendModel,
  fixtures: ReadonlySet<string>,
): string | undefined {
  const other = renaming(old, target, [])(fixture);
  return fixtures.has(other) ? other : undefined;
}
