/** How the new files of a project end their lines. */
import { posix } from 'node:path';

/** How a line ends. */
export type LineEnd = '\n' | '\r\n';

/** Whether two texts are the same but for how their lines end. */
export function isSameText(one: string, other: string): boolean {
  return withoutReturns(one) === withoutReturns(other);
}

/** Returns a text whose lines end as git keeps them. */
export function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** What a project says, or shows, about its line ends. */
export interface LineEndSources {
  /** The text of `.editorconfig`. */
  readonly editorconfig: string | undefined;
  /** The text of `.gitattributes`. */
  readonly gitattributes: string | undefined;
  /** The texts of files that are there. */
  readonly standing: Iterable<string | undefined>;
}

/** Files that match a pattern end their lines in one way. */
interface Rule {
  readonly pattern: RegExp;
  readonly lineEnd: LineEnd;
}

/**
 * Returns what says how the lines of a new file end: as `.editorconfig` says, or else `.gitattributes`, or else as in
 * most of the files that are there. Where there are none, lines end as everywhere but on Windows.
 */
export function readLineEnds({
  editorconfig = '',
  gitattributes = '',
  standing,
}: LineEndSources): (path: string) => LineEnd {
  const rules = [...gitRules(gitattributes), ...editorRules(editorconfig)];
  const usual = mostCommon(standing);
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.lineEnd ?? usual;
}

function mostCommon(texts: Iterable<string | undefined>): LineEnd {
  let balance = 0;
  for (const text of texts) {
    if (text?.includes('\n')) balance += text.includes('\r\n') ? 1 : -1;
  }
  return balance > 0 ? '\r\n' : '\n';
}

function gitRules(text: string): Rule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, glob, lineEnd] = /^\s*([^#\s]\S*)\s(?:.*\s)?eol=(lf|crlf)(?:\s|$)/.exec(line) ?? [];
    return ruleOf(glob, lineEnd);
  });
}

function editorRules(text: string): Rule[] {
  let section: string | undefined;
  return text.split(/\r?\n/).flatMap((line) => {
    section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1] ?? section;
    return ruleOf(section, /^\s*end_of_line\s*=\s*(lf|crlf)\s*$/i.exec(line)?.[1]);
  });
}

function ruleOf(glob: string | undefined, lineEnd: string | undefined): Rule[] {
  if (glob === undefined || lineEnd === undefined) return [];
  return [{ pattern: patternOf(glob), lineEnd: lineEnd.toLowerCase() === 'crlf' ? '\r\n' : '\n' }];
}

/** Turns a glob into a pattern of paths. Without a slash in it, it is about names in any folder. */
function patternOf(glob: string): RegExp {
  const written = glob.includes('/') ? posix.join('.', glob).replace(/^\//, '') : `**/${glob}`;
  const source = written.replaceAll(/\*\*\/?|[*?{},]|[^*?{},]+/g, (piece) => {
    if (piece.startsWith('**')) return '.*';
    const known = { '*': '[^/]*', '?': '[^/]', '{': '(?:', '}': ')', ',': '|' }[piece];
    return known ?? piece.replaceAll(/[.+^$()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`);
}
