/** What people do to files that were written for them. */
import { indentAt, insert, lineEnd, lineStart } from '../shared/python/edits.js';
import { EMITTED_FORMAT } from '../shared/python/format-options.js';
import { formatPython } from '../shared/python/formatter.js';
import { addFromImport } from '../shared/python/imports.js';
import { definedName, parseOnce, type Statement } from '../shared/python/syntax.js';
import { isString } from '../shared/python/tokens.js';

/** Why a file is not as it was written. */
export const BY_HAND = { layer: 'project', why: 'Somebody has changed it by hand.' };

function definitions(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((each) =>
    each.keyword === 'def' ? [each] : each.keyword === 'class' ? definitions(each.block ?? []) : [],
  );
}

/** What a person does to a file; each leaves the mark, if it leaves anything. */
export const EDITS: Readonly<Record<string, (text: string) => string>> = {
  nothing: (text) => text,
  'a function appended': (text) => `${text}\n\ndef zqmark() -> None:\n    """Ours."""\n`,
  'a method appended': (text) =>
    insert(
      text,
      parseOnce(text)
        .statements.filter(({ keyword }) => keyword === 'class')
        .map(({ to }) => ({
          at: lineEnd(text, to),
          text: '\n\n    def zqmark(self) -> int:\n        """Ours."""\n        return 7',
        })),
    ),
  'a test of their own': (text) =>
    /^(async )?def test_/m.test(text)
      ? `${text}\n\ndef test_zqmark() -> None:\n    """Ours."""\n`
      : text,
  'a line in every function': (text) =>
    insert(
      text,
      definitions(parseOnce(text).statements).flatMap(({ block = [], to, tokens }) => {
        const first = block[0]?.tokens.every(isString) ? block[1] : block[0];
        if (first === undefined || !text.slice(tokens.at(-1)?.to, to).includes('\n')) return [];
        return [
          { at: lineStart(text, first.from), text: `${indentAt(text, first.from)}_zqmark = 1\n` },
        ];
      }),
    ),
  'a field of their own': (text) => text.replace(/^( {4}name: .*\n)/m, '$1    zqmark: int = 7\n'),
  'a comment above the field': (text) => text.replace(/^(?= {4}notes: )/gm, '    # zqmark\n'),
  'reformatted to 120': (text) =>
    formatPython(text, { ...EMITTED_FORMAT, lineLength: 120 }) ?? text,
  decorators: (text) =>
    text
      .replaceAll(/^(?=(class|def|async def|@pytest) )/gm, '@zqmark\n')
      .replaceAll(/(@zqmark\n)(@pytest.*\n)@zqmark\n/g, '$1$2'),
  'an import of their own': (text) => text.replace(/^(?=(from|import) )/m, 'import zqmark\n'),
  'a moved class': (text) => {
    const classes = parseOnce(text).statements.filter(({ keyword }) => keyword === 'class');
    const [one, other] = classes.slice(-2);
    if (one === undefined || other === undefined) return text;
    const end = lineEnd(text, other.to);
    return `${text.slice(0, one.from)}${text.slice(other.from, end)}${text.slice(one.to, other.from)}${text.slice(one.from, one.to)}${text.slice(end)}`;
  },
};

/** The module of a person's own that {@link WORKING_EDITS} import. */
export const OWN_MODULE = `"""Ours."""

from typing import TypeVar

T = TypeVar("T")


def zqmark(marked: T) -> T:
    """Give back what it is given."""
    return marked
`;

/** The edits, as people make them whose code goes on working; what they import has to be sorted in. */
export const WORKING_EDITS: Readonly<Record<string, (text: string, path: string) => string>> = {
  ...EDITS,
  'a field of their own': (text, path) => {
    const edited = text.replace(/^( {4}name: .*\n)/m, '$1    zqmark: ClassVar[int] = 7\n');
    return edited === text ? text : importing(edited, path, 'typing', 'ClassVar');
  },
  decorators: (text, path) => {
    const edited = EDITS.decorators?.(text) ?? text;
    return edited === text ? text : importing(edited, path, 'zqmark', 'zqmark');
  },
  'an import of their own': (text, path) =>
    importing(`${text}\n\nOWN = zqmark(7)\n`, path, 'zqmark', 'zqmark'),
  'a moved class': (text) => {
    const { statements } = parseOnce(text);
    const last = statements.findLastIndex(({ keyword }) => keyword === 'class');
    const both = statements.slice(Math.max(0, last - 1), last + 1);
    const [one, other] = both.map((each) => definedName(each) ?? '');
    const refers = both.some(({ from, to }, index) =>
      new RegExp(`\\b${index === 0 ? other : one}\\b`).test(text.slice(from, to)),
    );
    if (refers || both.some(({ keyword }) => keyword !== 'class')) return text;
    return EDITS['a moved class']?.(text) ?? text;
  },
};

function importing(text: string, path: string, module: string, name: string): string {
  return addFromImport(text, { path, module, name });
}

/** Returns how many marks of a person are in a text. */
export function marksIn(text: string): number {
  return text.match(/zqmark/g)?.length ?? 0;
}
