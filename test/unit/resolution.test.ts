/** What a change must not leave behind in an existing backend: modules that cannot be imported. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { unresolvedAfter } from '../../shared/project/foreign/resolution.js';
import { type PlannedFile, Workspace } from '../../shared/project/workspace.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const BACKEND = {
  'app/__init__.py': '',
  'app/database.py':
    'from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n',
  'app/main.py':
    'from fastapi import FastAPI\n\nfrom app.routers import items\n\napp = FastAPI()\napp.include_router(items.router)\n',
  'app/models/__init__.py': '',
  'app/models/item.py':
    'from sqlalchemy.orm import Mapped, mapped_column\n\nfrom app.database import Base\n\n\nclass Item(Base):\n    __tablename__ = "items"\n    id: Mapped[int] = mapped_column(primary_key=True)\n',
  'app/routers/__init__.py': '',
  'app/routers/items.py':
    'from fastapi import APIRouter\n\nfrom app.models.item import Item\n\nrouter = APIRouter()\n',
};
type Files = Readonly<Record<string, string>>;

/** Returns what would be wrong after some files are written, in words. */
function wrong(changes: Files, standing: Files = {}): string[] {
  const before: Files = { ...BACKEND, ...standing };
  const root = mkdtempSync(join(tmpdir(), 'resolution-'));
  folders.push(root);
  for (const [path, text] of Object.entries(before)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const files = Object.entries(changes).map(([path, after]): PlannedFile => {
    const action = before[path] === undefined ? 'create' : 'edit';
    return { path, action, layer: 'x', why: 'x', before: before[path], after };
  });
  return unresolvedAfter(new Workspace(root), files).map(({ message }) => message);
}

const main = (line: string) => ({ 'app/main.py': `${line}\n${BACKEND['app/main.py']}` });
const model = (head: string, body = '    id: Mapped[int] = mapped_column(primary_key=True)\n') => ({
  'app/models/product.py': `from sqlalchemy import Column, Table\nfrom sqlalchemy.orm import Mapped, mapped_column\n${head}:\n    __tablename__ = "products"\n${body}`,
});

describe('is refused before it is written', () => {
  test.each<[string, Files, Files, RegExp[]]>([
    [
      'a module that is not there',
      main('from app.routers.products import router'),
      {},
      [/^app\/main\.py would import app\.routers\.products, and there is no such module\./],
    ],
    [
      'a relative one',
      main('from .routers.products import router'),
      {},
      [/would import \.routers\.products, and there is no such module/],
    ],
    [
      'a name that its module does not have',
      main('from app.models.item import Product'),
      {},
      [
        /^app\/main\.py would import Product from app\.models\.item, but app\/models\/item\.py has no Product\./,
      ],
    ],
    [
      'a name that its package does not have',
      main('from app.models import product'),
      {},
      [/would import product from app\.models, but app\/models\/__init__\.py has no product/],
    ],
    [
      'a name in a module that only the new one imports',
      { ...main('import app.extra'), 'app/extra.py': 'from app.models.item import Nothing\n' },
      {},
      [/^app\/extra\.py would import Nothing/],
    ],
    [
      'what no application imports',
      { 'scripts/load.py': 'from app.models.item import Product\n' },
      {},
      [/^scripts\/load\.py would import Product/],
    ],
    [
      'what a test imports',
      { 'tests/test_products.py': 'from app.main import application\n\n\ndef test_it(): ...\n' },
      {},
      [/^tests\/test_products\.py would import application/],
    ],
    [
      'a circle',
      {
        'app/models/item.py': `from app.models.product import Product\n${BACKEND['app/models/item.py']}`,
        'app/models/product.py': 'from app.models.item import Item\n',
      },
      {},
      [
        /^app\/models\/product\.py would import Item from app\.models\.item, while that is still being imported: app\/models\/item\.py -> app\/models\/product\.py -> app\/models\/item\.py\. Move Item/,
      ],
    ],
    [
      'a router under another name',
      {
        'app/main.py': `${BACKEND['app/main.py'].replace('import items', 'import items, products')}app.include_router(products.router)\n`,
        'app/routers/products.py':
          'from fastapi import APIRouter\n\nproducts_router = APIRouter()\n',
      },
      {},
      [
        /^app\/main\.py would use products\.router, but products in app\/routers\/products\.py has no router/,
      ],
    ],
    [
      'metadata of a mixin',
      model(
        'from app.database import Base\nfrom app.mixins import Times\n\nlinks = Table("links", Times.metadata)\n\nclass Product(Base, Times)',
      ),
      { 'app/mixins.py': 'class Times:\n    created_at = 1\n' },
      [
        /^app\/models\/product\.py would use Times\.metadata, but Times in app\/mixins\.py has no metadata\./,
      ],
    ],
    [
      'a table that another model of the same base has',
      model('from app.database import Base\n\nclass Product(Base)'),
      {
        'app/models/old.py':
          'from sqlalchemy.orm import Mapped, mapped_column\nfrom app.database import Base\n\nclass Old(Base):\n    __tablename__ = "products"\n    id: Mapped[int] = mapped_column(primary_key=True)\n',
      },
      [
        /^app\/models\/product\.py would define the table products in Product, which app\/models\/old\.py defines already, in Old\./,
      ],
    ],
    [
      'bases in an order that Python has not',
      model('from app.database import Base, Common\n\nclass Product(Base, Common)'),
      {
        'app/database.py': `${BACKEND['app/database.py']}\n\nclass Common(Base):\n    __abstract__ = True\n`,
      },
      [/would define class Product\(Base, Common\), whose base classes have no order/],
    ],
    [
      'a model without a key',
      model('from app.database import Base\n\nclass Product(Base)', '    name: Mapped[str]\n'),
      {},
      [/would define the model Product without a primary key: none of Base has one/],
    ],
  ])('%s', (_, changes, standing, messages) => {
    expect(wrong(changes, standing)).toEqual(messages.map((each) => expect.stringMatching(each)));
  });
});

describe('is no reason to refuse', () => {
  const circle = (inside: string) => ({
    'app/models/item.py': `${inside}\n${BACKEND['app/models/item.py']}`,
    'app/models/product.py': 'from app.models.item import Item\n',
  });
  test.each<[string, Files, Files]>([
    ['what is right', main('from app.models.item import Item'), {}],
    [
      'a circle for type checkers',
      circle(
        'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.models.product import Product',
      ),
      {},
    ],
    [
      'a circle in a function',
      circle('def later():\n    from app.models.product import Product'),
      {},
    ],
    [
      'a circle of modules whose names are there by then',
      {
        'app/models/item.py': `${BACKEND['app/models/item.py']}\n\nfrom app.models.product import Product\n`,
        'app/models/product.py': 'from app.models.item import Item\n\nProduct = Item\n',
      },
      {},
    ],
    [
      'a package that imports its own modules',
      { 'app/models/__init__.py': 'from app.models.item import Item\n' },
      {},
    ],
    [
      'what is tried',
      main('try:\n    from app.fast import x\nexcept ImportError:\n    x = None'),
      {},
    ],
    [
      'what was wrong before',
      main('import app.models'),
      {
        'app/routers/items.py': `from app.version import VERSION\n${BACKEND['app/routers/items.py']}`,
      },
    ],
    [
      'names that a module makes as it runs',
      main('from app.lazy import Anything'),
      { 'app/lazy.py': 'def __getattr__(name):\n    return name\n' },
    ],
    [
      'names behind a star',
      main('from app.all import Item'),
      { 'app/all.py': 'from app.models.item import *\n' },
    ],
    [
      'names that are made in other ways',
      main('from app.ways import a, b, c, d, e, f, g'),
      {
        'app/ways.py':
          'a, b = 1, 2\nif a:\n    c = 3\nfor d in [1]: pass\nwith open("x") as e: pass\nx = (f := 1)\ng: int = 1\n',
      },
    ],
    [
      'a package of the same name as a folder',
      { 'alembic/versions/a.py': 'from alembic import op\n' },
      { 'alembic/__init__.py': '' },
    ],
    [
      'a folder that is no package',
      main('from app.plain import thing'),
      { 'app/plain/thing.py': '' },
    ],
    [
      'a key of a mixin, of a type of its own, or of a package',
      {
        ...model(
          'from app.mixins import Keyed\nfrom app.database import Base\n\nclass Product(Keyed, Base)',
          '',
        ),
        'app/models/other.py':
          'from sqlalchemy.orm import Mapped\nfrom app.database import Base\n\nclass Other(Base):\n    __tablename__ = "o"\n    id: Mapped[intpk]\n',
        'app/models/user.py':
          'from fastapi_users.db import SQLAlchemyBaseUserTable\nfrom app.database import Base\n\nclass User(SQLAlchemyBaseUserTable, Base):\n    __tablename__ = "u"\n',
      },
      { 'app/mixins.py': 'class Keyed:\n    id: Mapped[int] = mapped_column(primary_key=True)\n' },
    ],
    [
      'metadata of a base',
      model(
        'from app.database import Base\n\nlinks = Table("l", Base.metadata)\n\nclass Product(Base)',
      ),
      {},
    ],
  ])('%s', (_, changes, standing) => {
    expect(wrong(changes, standing)).toEqual([]);
  });
});
