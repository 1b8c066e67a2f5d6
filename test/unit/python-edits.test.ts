/** Edits of existing Python: one insertion in the style of the file, and no other byte changes. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RefusalError } from '../../shared/errors.js';
import { addClassFields } from '../../shared/python/class-fields.js';
import { addDefinitions } from '../../shared/python/definitions.js';
import { addVariables } from '../../shared/python/env-file.js';
import { addToAll } from '../../shared/python/exports.js';
import { addFromImport, addImportLine } from '../../shared/python/imports.js';
import { addDependencies } from '../../shared/python/pyproject.js';
import { registerRouter } from '../../shared/python/routers.js';
import { EMITTED, openWorkspace } from '../../shared/python/ruff.js';
import { addStatement } from '../../shared/python/statements.js';

/** Splits an expectation into before and after: `«...»` marks what the edit adds. */
function shape(marked: string): { before: string; after: string } {
  return { before: marked.replace(/«[\s\S]*?»/g, ''), after: marked.replace(/[«»]/g, '') };
}

function expectEdit(marked: string, edit: (source: string) => string): void {
  const { before, after } = shape(marked);
  expect(edit(before)).toBe(after);
  expect(edit(after)).toBe(after);
}

describe('addFromImport', () => {
  const add = (source: string) =>
    addFromImport(source, { path: 'main.py', module: 'app.routers', name: 'product' });

  test.each([
    ['one line', 'from app.routers import auth«, product», user\n'],
    ['one line, before the first', 'from app.routers import «product, »user\n'],
    ['one line, after the last', 'from app.routers import auth«, product»\n'],
    ['one line, unsorted', 'from app.routers import user, auth«, product»\n'],
    ['one line, with a comment', 'from app.routers import auth«, product»  # noqa: F401\n'],
    ['one line, parenthesised', 'from app.routers import (auth«, product», user)\n'],
    ['one line, parenthesised, trailing comma', 'from app.routers import (auth,« product,»)\n'],
    ['one name per line', 'from app.routers import (\n    auth,\n«    product,\n»    user,\n)\n'],
    ['one name per line, at the end', 'from app.routers import (\n    auth,«\n    product,»\n)\n'],
    [
      'one name per line, no trailing comma',
      'from app.routers import (\n    auth«,\n    product»\n)\n',
    ],
    [
      'a comment after the last name',
      'from app.routers import (\n    auth,  # first«\n    product,»\n)\n',
    ],
    [
      'a comment above the next name',
      'from app.routers import (\n    auth,\n«    product,\n»    # people\n    user,\n)\n',
    ],
    ['tabs', 'from app.routers import (\n\tauth,\n«\tproduct,\n»\tuser,\n)\n'],
    ['CRLF', 'from app.routers import (\r\n    auth,\r\n«    product,\r\n»    user,\r\n)\r\n'],
    ['aliases', 'from app.routers import auth as a«, product», user as u\n'],
    ['no final newline', 'from app.routers import auth«, product»'],
    ['a byte-order mark', '\uFEFFfrom app.routers import auth«, product»\n'],
    [
      'a new line among neighbours',
      'from app.config import settings\n«from app.routers import product\n»from app.tools import x\n',
    ],
    [
      'a new line after neighbours',
      'import os\n\nfrom app.config import settings«\nfrom app.routers import product»\n\nx = 1\n',
    ],
    [
      'a new line after unsorted neighbours',
      'from app.tools import x\nfrom app.config import y«\nfrom app.routers import product»\n',
    ],
    [
      'a comment above a neighbour',
      '«from app.routers import product\n»# the tools\nfrom app.tools import x\n',
    ],
    [
      'its own section',
      'import os\nfrom fastapi import FastAPI«\n\nfrom app.routers import product»\n',
    ],
    ['after the docstring', '"""Äpp."""«\n\nfrom app.routers import product»\n\nx = 1\n'],
    ['an empty file', '«from app.routers import product\n»'],
    ['no import and no docstring', '«from app.routers import product\n\n»x = 1\n'],
    [
      'not into TYPE_CHECKING',
      'from typing import TYPE_CHECKING«\n\nfrom app.routers import product»\n\nif TYPE_CHECKING:\n    from app.routers import auth\n',
    ],
    [
      'above a first line with a byte-order mark',
      '\uFEFF«from app.routers import product\n»from app.tools import x\n',
    ],
    ['joined by backslashes', 'from app.routers import \\\n    auth, \\\n    «product, »user\n'],
    ['joined by backslashes, at the end', 'from app.routers import \\\n    auth«, product»\n'],
    [
      'behind all that is on the line',
      'import os; x = """\n\n"""; y = 1«\n\nfrom app.routers import product»\n\nz = 1\n',
    ],
    ['next to a star import', 'from app.routers import *«\nfrom app.routers import product»\n'],
  ])('%s', (_, marked) => expectEdit(marked, add));

  test('wraps a line that would become too long, as formatters do', () => {
    const names = Array.from({ length: 9 }, (_, index) => `name_${index}`);
    const before = `from app.routers import ${names.join(', ')}\n`;
    const lines = [...names, 'product'].map((name) => `    ${name},\n`).join('');
    expect(add(before)).toBe(`from app.routers import (\n${lines})\n`);
  });

  test.each([
    'from app.routers import product\n',
    'from app.routers import (\n    auth, product\n)\n',
  ])('leaves alone what is imported already', (source) => expect(add(source)).toBe(source));

  test('refuses a file that is not Python, with the line to add', () => {
    expect(() => add('def broken(:\n')).toThrow(RefusalError);
    expect(() => add('def broken(:\n')).toThrow(
      /main\.py.*line 1.*\n {2}from app\.routers import product/s,
    );
  });
});

describe('addImportLine', () => {
  const add = (source: string) =>
    addImportLine(source, {
      path: 'env.py',
      line: 'import app.models.product',
      isAlike: ({ names }) => names.some(({ name }) => name === 'app.models.user'),
    });

  test.each([
    ['behind one like it', 'import app.models.user«\nimport app.models.product»\nimport os\n'],
    [
      'with the mark for the linter',
      'import app.models.user  # noqa: F401«\nimport app.models.product  # noqa: F401»\n',
    ],
    [
      'without any other comment',
      'import app.models.user  # people«\nimport app.models.product»\n',
    ],
    ['behind the imports', 'import os«\n\nimport app.models.product»\n\nx = 1\n'],
    ['CRLF', 'import app.models.user«\r\nimport app.models.product»\r\n'],
  ])('%s', (_, marked) => expectEdit(marked, add));
});

describe('addDefinitions', () => {
  const add = (source: string) =>
    addDefinitions(source, {
      path: 'app/models.py',
      text: '"""Models."""\n\nfrom app.base import Base\nfrom app.models import User\n\n\nclass Product(Base):\n    x = 1\n',
    });

  test.each([
    [
      'at the end, without what the module has itself',
      '«from app.base import Base\n\n»class User:\n    x = 2\n«\n\nclass Product(Base):\n    x = 1\n»',
    ],
    [
      'with an import that is there, however it is written',
      'from .base import Base\n\n\nclass User(Base):\n    x = 2\n«\n\nclass Product(Base):\n    x = 1\n»',
    ],
  ])('%s', (_, marked) => expectEdit(marked, add));

  test.each([
    ['a class', 'class Product: ...\n', /defines Product already/],
    ['a function', 'def Product(): ...\n', /defines Product already/],
    ['an import', 'from shop import Product\n', /defines Product already/],
    ['a module in the place of an import', 'import Base\n', /something else called Base/],
    ['another import', 'from sqlalchemy.orm import Base\n', /something else called Base/],
  ])('refuses %s of the same name', (_, source, why) => {
    expect(() => add(source)).toThrow(RefusalError);
    expect(() => add(source)).toThrow(why);
  });
});

describe('addToAll', () => {
  const add = (source: string) => addToAll(source, { path: '__init__.py', name: 'Product' });

  test.each([
    ['one name per line', '__all__ = [\n    "Category",\n«    "Product",\n»    "User",\n]\n'],
    ['one line', '__all__ = ["Category"«, "Product"», "User"]\n'],
    ['single quotes', "__all__ = ['Category'«, 'Product']»\n".replace(']»', '»]')],
    ['unsorted', '__all__ = ["User", "Category"«, "Product"»]\n'],
    ['a tuple', '__all__ = ("Category"«, "Product"», "User")\n'],
    ['a tuple of one', '__all__ = ("Category",« "Product",»)\n'],
    ['an empty list', '__all__ = [«"Product"»]\n'],
    ['with a type', '__all__: list[str] = ["Category"«, "Product"»]\n'],
    [
      'with a type that has a comma',
      '__all__: Annotated[list, A(b=1)] = ["Category"«, "Product"»]\n',
    ],
    ['of two names', '__all__ = names = ["Category"«, "Product"»]\n'],
    ['without brackets', '__all__ = "Category"«, "Product"», "User"\n'],
    ['of one, without brackets', '__all__ = "Category"«, "Product"»,\n'],
    ['of other lists', '__all__ = [*a.__all__, *b.__all__«, "Product"»]\n'],
    ['of no strings', '__all__ = [A.__name__«, "Product"»]\n'],
    ['of joined strings', '__all__ = ["Cate" "gory", "B"«, "Product"»]\n'],
    ['of raw strings', '__all__ = [r"Category"«, "Product"»]\n'],
    ['added to', '__all__ = ["User"]\n__all__ += ["Category"«, "Product"»]\n'],
    ['CRLF', '__all__ = [\r\n    "Category",«\r\n    "Product",»\r\n]\r\n'],
  ])('%s', (_, marked) => expectEdit(marked, add));

  test.each([
    'x = 1\n',
    "__all__ = ['Product']\n",
    '__all__ = [*others]\n'.replace('*others', '"Product", *others'),
    '__all__ = [name for name in dir()]\n',
    '__all__ = [name for name in ("Category", "User")]\n',
    '__all__ = names(first, second)\n',
    '__all__ = ["Category"] + other.names("a", "b")\n',
    '__all__ = ["Category"] if x else ["User"]\n',
    '__all__ = {"Category": 1, "User": 2}\n',
    '__all__ = ("Category")\n',
    '__all__[0:1] = ["Category"]\n',
  ])('does not change a module that lists nothing, or already lists it', (source) =>
    expect(add(source)).toBe(source),
  );
});

describe('registerRouter', () => {
  const request = {
    path: 'main.py',
    package: 'app.routers',
    module: 'product',
    receiver: 'app',
    options: 'prefix="/products", tags=["products"]',
  };
  const add = (source: string) => registerRouter(source, request);
  const include = 'app.include_router(product.router, prefix="/products", tags=["products"])';
  const head = 'from fastapi import FastAPI\n\nfrom app.routers import auth«, product»\n\n';

  test.each([
    [
      'after the last',
      `${head}app = FastAPI()\napp.include_router(auth.router)«\n${include}»\n\nx = 1\n`,
    ],
    [
      'after a call over several lines',
      `${head}app = FastAPI()\napp.include_router(\n    auth.router,\n    prefix="/auth",\n)«\n${include}»\n`,
    ],
    [
      'in a factory',
      `${head}def create_app() -> FastAPI:\n    app = FastAPI()\n    app.include_router(auth.router)«\n    ${include}»\n    return app\n`,
    ],
    [
      'with tabs',
      `${head}def create_app():\n\tapp = FastAPI()\n\tapp.include_router(auth.router)«\n\t${include}»\n\treturn app\n`,
    ],
    [
      'with single quotes',
      `${head}app = FastAPI()\napp.include_router(auth.router, prefix='/auth')«\n${include.replaceAll('"', "'")}»\n`,
    ],
    ['after the application, if none is included', `${head}app = FastAPI()«\n${include}»\n`],
    [
      'before what others do',
      `${head}app = FastAPI()\napp.add_middleware(X)«\n${include}»\nlog.info("made")\n`,
    ],
    [
      'after what sets the application up',
      `${head}app = FastAPI()\napp.add_middleware(X)\nregister(app)«\n${include}»\n\nprint(1)\n`,
    ],
    [
      'after an application with a type',
      `${head}app: Annotated[FastAPI, A(b=1)] = fastapi.FastAPI()«\n${include}»\n`,
    ],
    ['after an application of two names', `${head}app = other = FastAPI()«\n${include}»\n`],
    [
      'after the last of a line',
      `${head}app = FastAPI(); app.include_router(auth.router); x = """\n\n"""«\n${include}»\n`,
    ],
    [
      'next to conditional ones',
      `${head}app = FastAPI()\napp.include_router(auth.router)«\n${include}»\nif DEBUG:\n    app.include_router(debug.router)\n`,
    ],
    [
      'with CRLF',
      `${head}app = FastAPI()\napp.include_router(auth.router)«\n${include}»\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    ],
    [
      'without a final newline',
      `${head}app = FastAPI()\napp.include_router(auth.router)«\n${include}»`,
    ],
    [
      'under another name, if the name of the module is taken',
      'from fastapi import FastAPI\n\nfrom app.config import product\nfrom app.routers import auth\n' +
        '«from app.routers.product import router as product_router\n»\napp = FastAPI()\n' +
        `app.include_router(auth.router)«\n${include.replace('product.router', 'product_router')}»\n`,
    ],
    [
      'in the router that includes the others',
      `${head}api = APIRouter()\napi.include_router(auth.router)«\n${include.replace('app.', 'api.')}»\napp = FastAPI()\napp.include_router(api)\n`,
    ],
  ])('%s', (_, marked) => expectEdit(marked, add));

  test('wraps a long call as formatters do', () => {
    const long = {
      ...request,
      module: 'purchase_order_line',
      receiver: 'app',
      options: 'prefix="/purchase-order-lines", tags=["purchase-order-lines"]',
    };
    const before =
      'from app.routers import auth\n\napp = FastAPI()\napp.include_router(auth.router)\n';
    expect(registerRouter(before, long)).toBe(
      'from app.routers import auth, purchase_order_line\n\napp = FastAPI()\napp.include_router(auth.router)\n' +
        'app.include_router(\n    purchase_order_line.router,\n    prefix="/purchase-order-lines",\n    tags=["purchase-order-lines"],\n)\n',
    );
  });

  test('wraps the arguments of the call, and not those of its receiver', () => {
    const source = 'make("a-rather-long-name").include_router(auth.router)\n';
    expect(add(source)).toContain(
      '\nmake("a-rather-long-name").include_router(\n    product.router',
    );
  });

  test.each([
    'from app.routers import product as p\napp.include_router(p.router)\n',
    'from app.routers.product import router as products\napp.include_router(router=products, prefix="/x")\n',
    "from app.routers import product\ndef create():\n    app.include_router(\n        product.router, prefix='/products'\n    )\n",
  ])('does not change what is already included, under whatever name', (source) => {
    expect(add(source)).toBe(source);
  });

  test('nor what a package includes of its own', () => {
    const source =
      'from . import items\nfrom .product import router as product_router\nrouter = APIRouter()\n' +
      'router.include_router(product_router)\nrouter.include_router(items.router)\n';
    expect(registerRouter(source, { ...request, package: '.', module: 'product' })).toBe(source);
  });

  test.each([
    ['no application', 'x = 1\n', /no FastAPI application/],
    ['what is made of an application', 'app = FastAPI().state\n', /no FastAPI application/],
    ['an application or none', 'app = FastAPI() if X else None\n', /no FastAPI application/],
    ['a function on one line', 'def f(app): app.include_router(a.router)\n', /conditions/],
    ['several applications', 'a = FastAPI()\nb = FastAPI()\n', /several applications/],
    ['a loop', 'app = FastAPI()\nfor r in routers:\n    app.include_router(r)\n', /loop/],
    ['conditions only', 'app = FastAPI()\nif X:\n    app.include_router(a.router)\n', /conditions/],
    [
      'several receivers',
      'a.include_router(x.router)\nb.include_router(y.router)\n',
      /several places/,
    ],
    [
      'several functions',
      'def f(app):\n    app.include_router(x.router)\ndef g(app):\n    app.include_router(y.router)\n',
      /several functions/,
    ],
    ['a syntax error', 'app = FastAPI(\n', /syntax error/],
  ])('refuses %s, with the lines to add', (_, source, why) => {
    expect(() => add(source)).toThrow(RefusalError);
    expect(() => add(source)).toThrow(why);
    expect(() => add(source)).toThrow(
      /main\.py[\s\S]*\n {2}from app\.routers import product\n {2}app\.include_router\(product\.router/,
    );
  });
});

describe('addStatement', () => {
  const add = (source: string, more: { mayBeFirst?: boolean } = {}) =>
    addStatement(source, {
      path: 'app/main.py',
      statement: 'create(Product)',
      kind: /^create\(/,
      kindName: 'calls of create',
      ...more,
    });

  test.each([
    ['at the top level', 'create(Item)\n«create(Product)\n»\nrun()\n'],
    ['in a function', 'def start():\n    create(Item)\n«    create(Product)\n»    run()\n'],
    ['behind the last one', 'create(Item)\nrun()\ncreate(Tag)\n«create(Product)\n»'],
    ['at the end of a file that has no line end', 'create(Item)«\ncreate(Product)»'],
    ['with the line ends of the file', 'create(Item)\r\n«create(Product)\r\n»run()\r\n'],
  ])('adds it behind its kind %s', (_, marked) => {
    const source = marked.replace(/«[^»]*»/, '');
    expect(add(source)).toBe(marked.replace(/[«»]/g, ''));
  });

  test('changes nothing where the statement is there, wherever that is', () => {
    const source = 'def start():\n    create(Product)\n    create(Item)\n';
    expect(add(source)).toBe(source);
  });

  test('puts the first of its kind behind the imports, where it may be the first', () => {
    const source = 'import os\nfrom app import create\n\nx = 1\n';
    expect(add(source, { mayBeFirst: true })).toBe(
      'import os\nfrom app import create\n\ncreate(Product)\n\nx = 1\n',
    );
  });

  test.each([
    ['none of its kind', 'import os\n', {}, /it has no calls of create/],
    [
      'no imports to put the first one behind',
      'x = 1\n',
      { mayBeFirst: true },
      /no calls of create/,
    ],
    [
      'some in several functions',
      'def start():\n    create(Item)\ndef stop():\n    create(Tag)\n',
      {},
      /calls of create in several functions/,
    ],
    [
      'some at the top level and in a function',
      'create(Item)\ndef stop():\n    create(Tag)\n',
      { mayBeFirst: true },
      /calls of create in several functions/,
    ],
  ])('refuses a file that has %s, with the line to add', (_, source, more, why) => {
    expect(() => add(source, more)).toThrow(RefusalError);
    expect(() => add(source, more)).toThrow(why);
    expect(() => add(source, more)).toThrow(/app\/main\.py[\s\S]*\n {2}create\(Product\)/);
  });
});

describe('whatever the file', () => {
  const statement = fc.constantFrom(
    ...[
      'import os',
      'from app.routers import auth',
      'from app.routers import (\n    auth,\n    user,\n)',
      'x = 1  # ünïcode',
    ],
    ...[
      'def f():\n    return {"a": [1, 2]}',
      '@deco\nclass A:\n    """Doc."""',
      '__all__ = ["A", "Z"]',
      '# a comment',
      '',
      'y = (\n    1,\n)',
    ],
  );
  const source = fc
    .tuple(
      fc.array(statement, { maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([statements, newline, bom, final]) =>
      `${bom ? '\uFEFF' : ''}${[...statements, 'app = FastAPI()', 'app.include_router(auth.router)'].join('\n')}${final ? '\n' : ''}`.replaceAll(
        '\n',
        newline,
      ),
    );
  const edits = [
    (text: string) => addFromImport(text, { path: 'x.py', module: 'app.routers', name: 'product' }),
    (text: string) => addToAll(text, { path: 'x.py', name: 'Product' }),
    (text: string) =>
      registerRouter(text, {
        path: 'x.py',
        package: 'app.routers',
        module: 'product',
        receiver: 'app',
        options: 'prefix="/p", tags=["p"]',
      }),
  ];

  test.each(edits.map((edit, index) => [index, edit] as const))(
    'edit %i only adds, and only once',
    (_, edit) => {
      fc.assert(
        fc.property(source, (text) => {
          const edited = edit(text);
          expect(isSubsequence(text, edited)).toBe(true);
          expect(edit(edited)).toBe(edited);
          expect(edited.replaceAll('\r\n', '').includes('\r')).toBe(false);
          if (text.includes('\r\n')) expect(/[^\r]\n/.test(edited)).toBe(false);
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('a file that is edited again and again', () => {
  const source = fc
    .tuple(
      fc.uniqueArray(
        fc.constantFrom(
          'from app.routers import auth',
          'from app.routers import (\n    auth,\n    user,\n)',
          'from app.routers import (auth, user,)  # all',
          'from app.models.base import Base  # noqa: F401',
          'import os\nfrom typing import Any',
          '# above\nfrom app.zeta import z',
          '__all__ = ["A", "Z"]',
          '__all__ = [\n    "Z",\n    "A",  # last\n]',
          '__all__ = "A", "B"',
          'def f():\n    return {"a": [1, 2]}',
          'if x:\n    import late',
        ),
        { maxLength: 5 },
      ),
      fc.constantFrom(
        'app = FastAPI()\napp.add_middleware(x)',
        'app = FastAPI()\napp.include_router(auth.router)\n\nprint(app)',
        'def create_app():\n    app = FastAPI()\n    app.include_router(auth.router)\n    return app',
      ),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([statements, end, newline]) =>
      [...statements, end, ''].join('\n').replaceAll('\n', newline),
    );

  type Edit = (text: string, path: string) => string;
  const names = ['a', 'Bee', 'SEA', 'item2', 'item10', 'a_name_that_is_rather_long_for_one'];
  const edit = fc
    .tuple(
      fc.constantFrom(...names),
      fc.nat(7),
      fc.constantFrom('app.routers', 'app.other', '.near'),
    )
    .map(([name, kind, module]): Edit => {
      const edits: Edit[] = [
        (text, path) => addFromImport(text, { path, module, name }),
        (text, path) => addFromImport(text, { path, module, name, alias: `${name}_x` }),
        (text, path) =>
          addImportLine(text, {
            path,
            line: `from app.lines.${name} import ${name}`,
            isAlike: (one) => one.module.startsWith('app.'),
          }),
        (text, path) =>
          addImportLine(text, {
            path,
            line: `from app.apart.${name} import *`,
            isAlike: () => false,
          }),
        (text, path) => addToAll(text, { path, name }),
        (text, path) =>
          registerRouter(text, {
            path,
            package: 'app.routers',
            module: name,
            receiver: 'app',
            options: `prefix="/${name}", tags=["${name}"]`,
          }),
        (text, path) =>
          addStatement(text, {
            path,
            statement: `app.include_router(${name})`,
            kind: /^app\.include_router\(/,
            kindName: 'calls of include_router',
            mayBeFirst: true,
          }),
        (text, path) =>
          addDefinitions(text, {
            path,
            text: `"""Doc."""\n\nfrom app.base import Base\n\n\nclass ${name}(Base):\n    x = 1\n`,
          }),
      ];
      return edits[kind] as Edit;
    });

  /** Makes an edit, and returns the text or why it is refused. */
  const outcome = (edit: Edit, text: string, path: string) => {
    try {
      return { text: edit(text, path) };
    } catch (error) {
      if (error instanceof RefusalError) return { refused: error.message.replaceAll(path, '') };
      throw error;
    }
  };

  test('becomes what it would become if every edit read it anew', () => {
    let files = 0;
    fc.assert(
      fc.property(source, fc.array(edit, { minLength: 2, maxLength: 12 }), (start, edits) => {
        files += 1;
        const path = `known${files}.py`;
        let text = start;
        for (const each of edits) {
          files += 1;
          const edited = outcome(each, text, path);
          expect(edited).toEqual(outcome(each, text, `new${files}.py`));
          text = edited.text ?? text;
        }
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at += 1;
  return at === part.length;
}

describe('addClassFields', () => {
  const add = (source: string) =>
    addClassFields(source, {
      path: 'config.py',
      className: 'Settings',
      fields: { API_URL: ': str = ""', API_KEY: ': str | None = None' },
    });

  test.each([
    [
      'after the last field',
      'class Settings(BaseSettings):\n    NAME: str = "x"«\n    API_URL: str = ""\n    API_KEY: str | None = None»\n\n    def f(self): ...\n',
    ],
    [
      'after a field of several lines, without changing other classes',
      'class Other:\n    NAME = 1\n\nclass Settings:\n\tNAME: str = (\n\t\t"x"\n\t)  # why«\n\tAPI_URL: str = ""\n\tAPI_KEY: str | None = None»\n',
    ],
    [
      'one that already exists',
      'class Settings:\n    API_URL: int = 3«\n    API_KEY: str | None = None»\n',
    ],
    [
      'CRLF',
      'class Settings:\r\n    NAME = 1«\r\n    API_URL: str = ""\r\n    API_KEY: str | None = None»\r\n',
    ],
  ])('%s', (_, marked) => expectEdit(marked, add));

  test.each([
    ['no class', 'settings = 1\n'],
    ['no field', 'class Settings:\n    pass\n'],
    ['no Python', 'class Settings(:\n'],
  ])('%s is refused', (_, source) => {
    expect(() => add(source)).toThrow(RefusalError);
    expect(() => add(source)).toThrow(/API_KEY: str \| None = None/);
  });
});

describe('a line that is too long is wrapped as the formatter does it', () => {
  const LONG = 'customer_subscription_cancelation_reason';
  const statement = `${LONG}s_models.Base.metadata.create_all(bind=engine)`;
  const created = (source: string) =>
    addStatement(source, {
      path: 'main.py',
      statement,
      kind: /^\w+(\.Base\.metadata)?\.create_all\(/,
      kindName: 'create_all calls',
    });
  const expectFormatted = (text: string) => {
    expect(openWorkspace(EMITTED).format(text)).toBe(text);
  };

  test('a statement, which is found again however it is wrapped', () => {
    const once = created('def f() -> None:\n    m.Base.metadata.create_all(bind=engine)\n');
    expect(once).toContain(
      `    ${LONG}s_models.Base.metadata.create_all(\n        bind=engine\n    )\n`,
    );
    expectFormatted(once);
    expect(created(once)).toBe(once);
    const otherwise = once.replace('bind=engine\n    )', 'bind=engine,\n    )');
    expect(created(otherwise)).toBe(otherwise);
    // The next one comes behind all of its lines.
    expect(
      addStatement(once, {
        path: 'main.py',
        statement: 'z.create_all()',
        kind: /^\w+(\.Base\.metadata)?\.create_all\(/,
        kindName: '',
      }),
    ).toBe(`${once}    z.create_all()\n`);
  });

  test.each(['float = Field(default=30, gt=0)', 'SecretStr | None = None'])(
    'a field: %s',
    (rest) => {
      const name = `${LONG}_API_TIMEOUT_IN_SECONDS`.toUpperCase();
      const text = addClassFields('class Settings:\n    A: int = 1\n', {
        path: 'config.py',
        className: 'Settings',
        fields: { [name]: `: ${rest}` },
      });
      expect(text).toContain(name);
      expect(text.split('\n').every((line) => line.length <= 88)).toBe(true);
      expectFormatted(text);
    },
  );
});

describe('addDependencies', () => {
  const add = (source: string) =>
    addDependencies(source, 'pyproject.toml', { httpx: 'httpx>=0.28', tenacity: 'tenacity>=9.0' });

  test.each([
    [
      'in order',
      '[project]\ndependencies = [\n    "fastapi>=0.1",\n«    "httpx>=0.28",\n»    "sqlalchemy",\n«    "tenacity>=9.0",\n»    "uvicorn",\n]\n',
    ],
    [
      'at the end',
      '[project]\ndependencies = [\n  "fastapi", # web\n  "Httpx[http2]"«,\n  "tenacity>=9.0"»,\n]\n',
    ],
    ['on one line', '[project]\ndependencies = [\'fastapi\'«, "httpx>=0.28", "tenacity>=9.0"»]\n'],
    [
      'CRLF',
      '[project]\r\ndependencies = [\r\n  "httpx",\r\n«  "tenacity>=9.0",\r\n»  "uvicorn"\r\n]\r\n',
    ],
  ])('%s', (_, marked) => expectEdit(marked, add));

  test.each([
    ['an empty list', '[project]\ndependencies = []\n', /"httpx>=0\.28", "tenacity>=9\.0"/],
  ])('%s', (_, source, expected) => expect(add(source)).toMatch(expected));

  test.each([
    ['no list', '[project]\nname = "x"\n'],
    ['the list of something else', '[tool.x]\ndependencies = []\n'],
    ['no TOML', '[project\n'],
  ])('%s is refused', (_, source) => {
    expect(() => add(source)).toThrow(RefusalError);
    expect(() => add(source)).toThrow(/"tenacity>=9\.0",/);
  });
});

describe('addVariables', () => {
  const add = (source: string) =>
    addVariables(source, { API_KEY: '# API_KEY=', API_URL: '# API_URL=' });

  test.each([
    ['at the end', 'A=1\n«# API_KEY=\n# API_URL=\n»'],
    ['without a final newline', 'A=1«\n# API_KEY=\n# API_URL=\n»'],
    ['one that already exists', 'API_KEY=3\n«# API_URL=\n»'],
    ['CRLF', '#API_KEY=\r\n«# API_URL=\r\n»'],
  ])('%s', (_, marked) => expectEdit(marked, add));
});
