/** Random modules in which imported names are used, bound again, quoted and merely mentioned. */
import fc from 'fast-check';

/** Imported names; each is also a parameter, a variable, an attribute, a key or a word somewhere. */
const NAMES = ['status', 'date', 'Query', 'Field', 'uuid4', 'MAX', 'select'];
const OTHERS = ['Other', 'do', 'x', 'a', 'b', 'self'];
const MODULES = [
  ...['fastapi', 'datetime', 'app.models.status', 'uuid', '.router', '..base', 'sqlalchemy.orm'],
  ...['collections.abc', 'app', 'tests.factories.x10', 'tests.factories.x9', 'tests.factories.x09'],
];

const name = fc.constantFrom(...NAMES);
const indented = (text: string) => text.replaceAll(/^/gm, '    ');

const expression: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    name,
    name,
    fc.constantFrom('x', 'self', '1', '"status"', '"date | None"', 'x.date', 'x["status"]', '...'),
    fc.constantFrom('f"{date}"', 'f"{x:>10}"', 'f"{status!r}"', `f"{x['date']}"`, 'f"a"', 'rb"x"'),
    fc.constantFrom('lambda: date', 'lambda status: status', '(status := 1)', 'cast("date", x)'),
    fc.constantFrom('[status for status in x]', '[b for b in status]', '{date: b for b in x}'),
    fc.tuple(tie('any'), name).map(([a, b]) => `${a}.${b}`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `do(${a}, ${b})`),
    fc.tuple(name, tie('any')).map(([a, b]) => `do(x, ${a}=${b})`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `{${a}: ${b}}`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(${a})[${b}]`),
    tie('any').map((a) => `Annotated[str, Field(${a})]`),
  ),
})).any;

const annotation = fc.oneof(
  name,
  fc.constantFrom('str', '"status"', 'list["date"]', 'Literal["status"]', 'date | None'),
  fc.constantFrom('Annotated[str, Field("date")]', 'dict[str, status]', 'Annotated[str, "date"]'),
);

const line = fc.oneof(
  fc.tuple(name, expression).map((parts) => parts.join(' = ')),
  fc
    .tuple(
      fc.constantFrom('x', 'self.status', 'x.date', 'x[status]', 'status.x', 'a, date', '[a]'),
      expression,
    )
    .map((parts) => parts.join(' = ')),
  fc.tuple(name, annotation).map((parts) => parts.join(': ')),
  fc.tuple(name, annotation, expression).map(([a, b, c]) => `${a}: ${b} = ${c}`),
  expression,
  expression.map((a) => `print(${a})`),
  fc.constantFrom('del x["status"]', 'del date', 'global status', 'x += 1', 'status += 1', 'pass'),
  fc.constantFrom(
    '# date',
    '"""status"""',
    'import date',
    'match = 1',
    'type = 2',
    'type X = date',
  ),
  fc.constantFrom('assert date, status', 'raise ValueError from date', 'x = 1; b = date'),
  fc.constantFrom(
    '__all__ = ["status"]',
    'x = [\n    date,  # status\n]',
    'x = date \\\n    + status',
  ),
  fc.constantFrom('b = """\nimport date\n"""', '@date\ndef h(x):\n    return x', 'x: "date" = 1'),
);

const statement: fc.Arbitrary<string> = fc.letrec<{ any: string; body: string }>((tie) => ({
  body: fc.array(tie('any'), { minLength: 1, maxLength: 2 }).map((all) => indented(all.join('\n'))),
  any: fc.oneof(
    { maxDepth: 3 },
    line,
    fc.tuple(name, tie('body')).map(([a, body]) => `for ${a} in x:\n${body}`),
    fc.tuple(expression, tie('body')).map(([a, body]) => `for b in ${a}:\n${body}`),
    fc.tuple(expression, tie('body')).map(([a, body]) => `if ${a}:\n${body}`),
    fc.tuple(expression, name, tie('body')).map(([a, b, body]) => `with ${a} as ${b}:\n${body}`),
    fc
      .tuple(tie('body'), name)
      .map(([body, a]) => `try:\n${body}\nexcept ValueError as ${a}:\n    print(${a})`),
    fc
      .tuple(name, name, annotation, expression, annotation, tie('body'))
      .map(
        ([a, b, c, d, e, body]) => `def ${a}_of(${b}: ${c} = ${d}, **more: str) -> ${e}:\n${body}`,
      ),
    fc
      .tuple(fc.constantFrom(...NAMES, 'g'), name, tie('body'))
      .map(([a, b, body]) => `async def ${a}(self, *${b}):\n${body}\n    return ${b}, x`),
    fc
      .tuple(fc.constantFrom('A', 'status'), expression, tie('body'))
      .map(([a, b, body]) => `class ${a}(${b}):\n${body}`),
  ),
})).any;

/** Every name once, from random modules, in statements of random shapes, some of them twice. */
const imports = fc
  .tuple(
    fc.shuffledSubarray([...NAMES, ...OTHERS], { minLength: NAMES.length + OTHERS.length - 1 }),
    fc.infiniteStream(
      fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(...MODULES), fc.nat(3)),
    ),
    fc.subarray(
      [
        ...['import sqlalchemy as sa', 'import os', 'import app.models  # noqa: F401'],
        ...['import math, re', 'from fastapi import A as B', 'import uuid as uid'],
        'from typing import Annotated, Literal, TYPE_CHECKING, cast',
      ],
      { minLength: 1 },
    ),
    fc.boolean(),
  )
  .map(([names, shapes, further, isRepeated]) => {
    const statements: string[] = [];
    for (let rest = names; rest.length > 0; ) {
      const [count, module, shape] = shapes.next().value;
      const [first, ...others] = rest.slice(0, count);
      rest = rest.slice(count);
      const list = [first, ...others].join(shape === 1 ? ',\n    ' : ', ');
      if (shape === 1) statements.push(`from ${module} import (\n    ${list},\n)`);
      else if (shape === 2 && others.length === 0)
        statements.push(`from ${module} import ${first}_x as ${first}`);
      else statements.push(`from ${module} import ${list}`);
    }
    for (const [index, each] of further.entries()) {
      statements.splice((index * 3) % statements.length, 0, each);
    }
    return [...statements, ...(isRepeated ? statements.slice(0, 2) : [])].join('\n');
  });

const guarded = fc.constantFrom(
  ...['', '', ''],
  'if TYPE_CHECKING:\n    from app.models.status import Zed, Abc\n',
  'if TYPE_CHECKING:\n    import time\n    from app import Zed\n',
);
const gap = fc.constantFrom(
  ...['\n', '\n\n', '\n\n\n\n', '\n# comment\n', '\n# comment\n\n', '\n\n\n# c\n\n# d\n'],
);

/** A module, of which most are Python and many have mistakes. */
export const randomModule = fc
  .tuple(
    fc.constantFrom('', '"""Doc."""\n', '"""Doc\nimport os\n"""\n\n', '# c\n'),
    fc.constantFrom('', '', 'from __future__ import annotations\n'),
    imports,
    gap,
    guarded,
    fc.array(statement, { minLength: 1, maxLength: 2 }),
  )
  .map(([docstring, future, head, space, types, body]) =>
    [docstring, future, head, space, types, body.join('\n'), '\n'].join(''),
  );
