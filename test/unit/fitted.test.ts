/** Where the parts of a feature go in existing backends that few resemble. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A backend with a base, a session, a model, a router and an application. */
const BACKEND = {
  'app/__init__.py': '',
  'app/database.py':
    'from collections.abc import Iterator\n\nfrom sqlalchemy import create_engine\nfrom sqlalchemy.orm import DeclarativeBase, Session\n\n' +
    'engine = create_engine("sqlite://")\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\n' +
    'def get_db() -> Iterator[Session]:\n    with Session(engine) as session:\n        yield session\n',
  'app/models/__init__.py': '',
  'app/models/item.py':
    'from sqlalchemy.orm import Mapped, mapped_column\n\nfrom app.database import Base\n\n\nclass Item(Base):\n    __tablename__ = "items"\n\n' +
    '    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str]\n',
  'app/routers/__init__.py': '',
  'app/routers/items.py':
    'from fastapi import APIRouter, Depends\nfrom sqlalchemy.orm import Session\n\nfrom app.database import get_db\nfrom app.models.item import Item\n\nrouter = APIRouter(prefix="/items")\n\n\n' +
    '@router.get("")\ndef list_items(db: Session = Depends(get_db)) -> list[str]:\n    return [item.name for item in db.query(Item)]\n',
  'app/main.py':
    'from fastapi import FastAPI\n\nfrom app.routers import items\n\napp = FastAPI()\napp.include_router(items.router)\n',
};

/** Alembic, with an environment that has these lines. */
const alembic = (environment: string) => ({
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'migrations/env.py': `from alembic import context\n\nfrom app.database import Base\n${environment}\n\ncontext.configure(target_metadata=Base.metadata)\n`,
  'migrations/versions/1a2b3c4d5e6f_start.py':
    'revision = "1a2b3c4d5e6f"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n',
});

/** Returns a folder of its own with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'fitted-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Returns what a backend with these files gets: the text of each changed file by its path. */
function changesOf(
  files: Readonly<Record<string, string>>,
  {
    architecture: id = 'layered-direct',
    fields = [],
    ...options
  }: FeatureOptions & { architecture?: string; fields?: readonly string[] } = {},
): Readonly<Record<string, string>> {
  const root = folderWith({ ...BACKEND, ...files });
  const architecture = findArchitecture(id);
  const spec = featureFromArguments('product', ['name:str', ...fields], options, architecture);
  const planned = planFeature(layOut(architecture, new Workspace(root)), spec).files;
  return Object.fromEntries(planned.map(({ path, after }) => [path, after]));
}

/** The migration among what a backend gets. */
const migrationIn = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).find(([path]) => path.startsWith('migrations/versions/'))?.[1] ?? '';

describe('Alembic knows a new model', () => {
  test.each([
    [
      'a module',
      'from app.models import item  # noqa: F401',
      'from app.models import item, product  # noqa: F401',
    ],
    [
      'its class',
      'from app.models.item import Item  # noqa: F401',
      'from app.models.product import Product  # noqa: F401',
    ],
    [
      'everything in it',
      'from app.models.item import *  # noqa: F403',
      'from app.models.product import *  # noqa: F403',
    ],
    [
      'a module by its whole name',
      'import app.models.item  # noqa: F401',
      'import app.models.product  # noqa: F401',
    ],
  ])('where its environment imports others, by %s', (_, line, added) => {
    expect(changesOf(alembic(line))['migrations/env.py']).toContain(`${added}\n`);
  });

  test('where a package imports others, relatively', () => {
    const files = changesOf({ ...alembic(''), 'app/models/__init__.py': 'from . import item\n' });
    expect(files['app/models/__init__.py']).toBe('from . import item, product\n');
    expect(files).not.toHaveProperty(['migrations/env.py']);
  });

  test('where nothing imports any', () => {
    expect(changesOf(alembic(''))['migrations/env.py']).toContain(
      'from app.models.product import Product  # noqa: F401\n',
    );
  });

  test.each([
    [
      'its environment',
      alembic('import pkgutil\nfor each in pkgutil.walk_packages(["app/models"]):\n    pass'),
    ],
    [
      'the package of the models',
      {
        ...alembic('import app.models'),
        'app/models/__init__.py': 'from pkgutil import iter_modules\n',
      },
    ],
  ])('by itself, where %s looks for models', (_, files) => {
    const changed = Object.keys(changesOf(files));
    expect(changed).not.toContain('migrations/env.py');
    expect(changed).not.toContain('app/models/__init__.py');
  });
});

describe('a router goes where others are,', () => {
  const { 'app/routers/items.py': items } = BACKEND;

  test.each([
    ['included', 'app.include_router(items.router)\n'],
    ['or not', ''],
  ])('%s', (_, included) => {
    const changed = changesOf({
      'app/routers/__init__.py': '',
      'app/routers/items.py': '',
      'app/web/__init__.py': '',
      'app/web/items.py': items,
      'app/main.py': `from fastapi import FastAPI\n\nfrom app.web import items\n\napp = FastAPI()\n${included}`,
    });
    expect(Object.keys(changed)).toContain('app/web/products.py');
    expect(changed['app/main.py']).toMatch(/^app\.include_router\(products[._]router\)$/m);
  });
});

test('a model that is called like the schema of another is no schema', () => {
  const changed = changesOf({
    'app/models/item.py': `${BACKEND['app/models/item.py']}\n\nclass ItemBase(Base):\n    __tablename__ = "item_schemas"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n`,
    'app/schemas.py':
      'from pydantic import BaseModel\n\n\nclass ItemCreate(BaseModel):\n    name: str\n\n\nclass ItemRead(ItemCreate):\n    id: int\n',
  });
  expect(changed['app/schemas.py']).toContain('class ProductCreate(');
});

describe('the columns of a base class', () => {
  const base = (columns: string) => ({
    ...alembic('from app.models import item  # noqa: F401'),
    'app/database.py': BACKEND['app/database.py']
      .replace('import create_engine', 'import DateTime, String, create_engine, func')
      .replace('DeclarativeBase, Session', 'DeclarativeBase, Mapped, Session, mapped_column')
      .replace('    pass\n', columns),
    'app/models/item.py': BACKEND['app/models/item.py'].replace(/ {4}id: .*\n/, ''),
  });
  const id = '    id: Mapped[int] = mapped_column(primary_key=True)\n';

  test.each<[string, string]>([
    [
      'created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())',
      'sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)',
    ],
    [
      'created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)',
      'sa.Column("created_at", sa.DateTime(timezone=True), nullable=False)',
    ],
    [
      'created_at: Mapped[datetime | None] = mapped_column(DateTime, index=True)',
      'sa.Column("created_at", sa.DateTime(), nullable=True, index=True)',
    ],
  ])('%s is in the migration', (column, expected) => {
    const migration = migrationIn(changesOf(base(`${id}    ${column}\n`)));
    expect(
      migration.replaceAll(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(', )', ')'),
    ).toContain(expected);
    expect(migration).toContain('sa.Column("id", sa.Integer(), primary_key=True)');
  });

  test('has the type of an earlier migration, if its class leaves it open', () => {
    const files = base(`${id}    created_at: Mapped[datetime] = mapped_column()\n`);
    const migration = migrationIn(
      changesOf({
        ...files,
        'migrations/versions/1a2b3c4d5e6f_start.py':
          'revision = "1a2b3c4d5e6f"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table(\n        "items",\n' +
          '        sa.Column("created_at", sa.TIMESTAMP(), nullable=False),\n    )\n',
      }),
    );
    expect(migration).toContain('sa.Column("created_at", sa.TIMESTAMP(), nullable=False)');
  });
});

describe('of the layers between endpoints and models,', () => {
  const service = {
    'app/services/__init__.py': '',
    'app/services/item_service.py': 'class ItemService:\n    pass\n',
  };
  const repository = {
    'app/repositories/__init__.py': '',
    'app/repositories/item_repository.py': 'class ItemRepository:\n    pass\n',
  };
  const layersOf = (files: Readonly<Record<string, string>>) =>
    Object.keys(changesOf(files, { architecture: 'layered-service' })).filter((path) =>
      /service|repositor/.test(path),
    );

  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['services alone', service, ['app/services/product_service.py']],
    [
      'both',
      { ...service, ...repository },
      ['app/repositories/product_repository.py', 'app/services/product_service.py'],
    ],
  ])('a feature has those that its neighbours have: %s', (_, files, expected) => {
    expect(layersOf(files).sort()).toEqual(expected);
  });

  test('a feature has all where no neighbour has any', () => {
    expect(layersOf({}).filter((path) => !path.endsWith('__init__.py'))).toHaveLength(2);
  });
});

describe('where tables are called in the singular', () => {
  const model = 'app/models/item.py';
  const singular = { [model]: BACKEND[model].replace('"items"', '"item"') };

  test.each([
    ['so is a new one', {}, 'product'],
    ['one that is said to be called in the plural is', { table: 'products' }, 'products'],
  ])('%s', (_, options, table) => {
    const text = Object.values(changesOf(singular, options)).join('\n');
    expect(/__tablename__ = "(\w+)"/.exec(text.replaceAll('"item"', ''))?.[1]).toBe(table);
  });
});

describe('a mixin behind the base of the models', () => {
  const mixin = (columns: string) => ({
    'app/mixins.py': `from sqlalchemy.orm import Mapped, mapped_column\n\n\nclass Common:\n${columns}`,
    'app/models/item.py': BACKEND['app/models/item.py']
      .replace('import Base\n', 'import Base\nfrom app.mixins import Common\n')
      .replace('Item(Base)', 'Item(Base, Common)'),
  });

  test('has no metadata, so that tables of links take that of the base', () => {
    const files = changesOf(mixin('    note: Mapped[str]\n'), { fields: ['items:refs=Item'] });
    expect(files['app/models/product.py']).toContain(
      'Table(\n    "product_items",\n    Base.metadata,',
    );
  });

  test.each([
    [
      'seen: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True, comment="by whom")',
      'sa.Column("seen", sa.DateTime(timezone=True), comment="by whom", nullable=False, index=True)',
    ],
    [
      'seen: Mapped[datetime | None] = mapped_column("seenAt", DateTime, server_default=func.now(), onupdate=func.now())',
      'sa.Column("seenAt", sa.DateTime(), server_default=sa.func.now(), nullable=True)',
    ],
    [
      'maker_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))',
      'sa.Column("maker_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False)',
    ],
    // Only the project knows the type, and an earlier migration has written it.
    [
      'code: Mapped[str] = mapped_column(Code(), unique=True)',
      'sa.Column("code", sa.String(7), unique=True, nullable=False)',
    ],
    [
      'seen: Mapped[str] = mapped_column(String(LONGEST))',
      'sa.Column("seen", sa.String(), nullable=False)',
    ],
    ['code: Mapped[code7] = mapped_column()', 'sa.Column("code", sa.String(7), nullable=False)'],
  ])('has its columns as it declares them: %s', (line, column) => {
    const files = changesOf({
      ...alembic(''),
      ...mixin(`    ${line}\n`),
      'migrations/versions/1a2b3c4d5e6f_start.py':
        'revision = "1a2b3c4d5e6f"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("items", sa.Column("code", sa.String(7), nullable=True))\n',
    });
    expect(
      migrationIn(files)
        .replaceAll(/\(\s+/g, '(')
        .replaceAll(/,?\s+\)/g, ')')
        .replaceAll(/\s+/g, ' '),
    ).toContain(column);
  });
});

describe('Pydantic 2', () => {
  const schema = (line: string) =>
    `from pydantic import BaseModel, ConfigDict\n\n\nclass ItemRead(BaseModel):\n    ${line}\n`;
  const old = schema('class Config:\n        orm_mode = True');

  test('is what most schemas are written for, though one was left as it was', () => {
    const files = {
      'app/schemas/item.py': schema('model_config = ConfigDict(from_attributes=True)'),
      'app/schemas/old.py': old,
    };
    expect(changesOf(files)).toHaveProperty(['app/schemas/product.py']);
  });

  test('is not, where none is', () => {
    expect(() => changesOf({ 'app/schemas/item.py': old })).toThrow(/uses Pydantic 1/);
  });
});

describe('an instant', () => {
  test('is in UTC where SQLite would keep it without its zone', () => {
    const schemas = (database: string) =>
      changesOf(
        { 'app/database.py': BACKEND['app/database.py'].replace('sqlite://', database) },
        { fields: ['at:datetime'] },
      )['app/schemas/product.py'];
    expect(schemas('sqlite://')).toContain(
      'AfterValidator(lambda at: at.astimezone(timezone.utc))',
    );
    expect(schemas('postgresql://')).not.toContain('AfterValidator');
  });
});

describe('a router has the prefix and the tag that its neighbours have,', () => {
  const items = (args: string) => ({
    'app/routers/items.py': BACKEND['app/routers/items.py'].replace('prefix="/items"', args),
  });
  const included = (args: string) => ({
    'app/main.py': BACKEND['app/main.py'].replace('items.router)', `items.router, ${args})`),
  });

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    [
      'itself',
      items('prefix="/items"'),
      '(prefix="/products", tags=["products"])',
      'products.router)',
    ],
    [
      'below what others are below',
      items('prefix="/api/items", tags=["Items"]'),
      '(prefix="/api/products", tags=["Products"])',
      'products.router)',
    ],
    [
      'its tag where it is, its prefix where it is included',
      { ...items('tags=["items"]'), ...included('prefix="/items"') },
      '(tags=["products"])',
      'products.router, prefix="/products")',
    ],
    [
      'its prefix where it is, its tag where it is included',
      included('tags=["Items"]'),
      '(prefix="/products")',
      'products.router, tags=["Products"])',
    ],
    [
      'both where it is included',
      { ...items(''), ...included('prefix="/items", tags=["items"]') },
      'APIRouter()',
      'products.router, prefix="/products", tags=["products"])',
    ],
    [
      'though a variable is in theirs',
      items('prefix=f"{settings.api}/items"'),
      '(prefix="/products", tags=["products"])',
      'products.router)',
    ],
  ])('%s', (_, files, own, call) => {
    const changed = changesOf(files);
    expect(changed['app/routers/products.py']).toContain(own);
    expect(changed['app/main.py']).toContain(call);
  });
});

describe('a model whose table comes from a package', () => {
  const users = (base: string, own = '    pass') => ({
    'app/models/user.py': `import uuid\n\nfrom fastapi_users.db import ${base.replace(/\[.*/, '')}\nfrom sqlalchemy.orm import Mapped, mapped_column\n\nfrom app.database import Base\n\n\nclass User(${base}, Base):\n${own}\n`,
  });
  const asInteger = '    id: Mapped[int] = mapped_column(primary_key=True)';

  test.each([
    ['with its key', users('SQLAlchemyBaseUserTableUUID'), 'UUID', 'user.id'],
    ['with a key of its own', users('SQLAlchemyBaseUserTable[int]', asInteger), 'int', 'user.id'],
    [
      'under another name',
      users('SQLAlchemyBaseUserTableUUID', '    __tablename__ = "people"'),
      'UUID',
      'people.id',
    ],
  ])('is referred to, %s', (_, files, type, key) => {
    const { 'app/models/product.py': model } = changesOf(files, { fields: ['buyer:ref=User'] });
    expect(model).toContain(
      `buyer_id: Mapped[${type}] = mapped_column(ForeignKey("${key}"), index=True)`,
    );
  });

  test.each([
    [
      'import fastapi_users_db_sqlalchemy.generics',
      'fastapi_users_db_sqlalchemy.generics.GUID()',
      'import fastapi_users_db_sqlalchemy.generics\n',
    ],
    ['from app.types import Key', 'Key(length=26)', 'from app.types import Key\n'],
    ['', 'sa.CHAR(length=36)', ''],
    // Where it comes from is not said, so that another migration could not have it.
    ['from app.types import *', 'Key()', undefined],
  ])('has a key of the type that its migration says: %s', (line, type, imported) => {
    const files = changesOf(
      {
        ...alembic(''),
        ...users('SQLAlchemyBaseUserTableUUID'),
        'migrations/versions/1a2b3c4d5e6f_start.py': `${line}\nrevision = "1a2b3c4d5e6f"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table(\n        "user",\n        sa.Column("id", ${type}, nullable=False),\n    )\n`,
      },
      { fields: ['buyer:ref=User', 'fans:refs=User'] },
    );
    const migration = migrationIn(files).replaceAll(/\s+(?=[\w"])/g, ' ');
    const used = imported === undefined ? 'sa.Uuid()' : type;
    expect(migration).toContain(`"buyer_id", ${used}, sa.ForeignKey("user.id")`);
    expect(migration).toContain(`"fan_id", ${used}, sa.ForeignKey("user.id", `);
    expect(migrationIn(files)).toContain(imported ?? 'import sqlalchemy as sa');
    expect(migration).not.toContain('NullType');
  });
});

describe('the tests of a feature', () => {
  const tested = (...paths: string[]) =>
    Object.fromEntries([
      ['pyproject.toml', '[project]\nname = "shop"\ndependencies = ["pytest", "httpx"]\n'],
      ...paths.map((path) => [
        path,
        'from fastapi.testclient import TestClient\n\nfrom app.main import app\n\n\ndef test_lists():\n    assert TestClient(app).get("/items").status_code == 200\n',
      ]),
    ]);
  const testsIn = (files: Readonly<Record<string, string>>) =>
    Object.keys(changesOf(files)).filter((path) => /test\w*\.py$/.test(path));

  test.each([
    ['tests/test_items.py', 'tests/test_products.py'],
    ['tests/items/test_routes.py', 'tests/products/test_routes.py'],
    ['tests/item/test_api.py', 'tests/product/test_api.py'],
    // What this one tests is its own, and so is the folder.
    ['tests/items/test_discounts.py', 'tests/test_products.py'],
  ])('have the place that %s suggests', (theirs, ours) => {
    expect(testsIn(tested(theirs))).toEqual([ours]);
  });
});

describe('the next steps', () => {
  const tests = {
    'tests/test_items.py':
      'from fastapi.testclient import TestClient\n\nfrom app.main import app\n\n\ndef test_lists():\n    assert TestClient(app).get("/items").status_code == 200\n',
  };
  const settings = (more: string) => ({
    'pyproject.toml': `[project]\nname = "shop"\ndependencies = ["pytest", "httpx"]\n${more}`,
  });
  const inSource = Object.fromEntries(
    Object.keys(BACKEND).map((path) => [`src/${path}`, BACKEND[path as keyof typeof BACKEND]]),
  );

  test.each([
    ['python -m pytest', { ...BACKEND, ...settings('') }],
    ['pytest', { ...BACKEND, ...settings('[tool.pytest.ini_options]\npythonpath = ["."]\n') }],
    ['pytest', { ...BACKEND, ...settings(''), 'conftest.py': '' }],
    ['pytest', { ...BACKEND, ...settings(''), 'tests/__init__.py': '' }],
    ['pytest', { ...BACKEND, ...settings('[build-system]\nrequires = ["hatchling"]\n') }],
    ['pytest -o pythonpath=src', { ...inSource, ...settings('') }],
    // It is in the folder of the tests, and that is not what imports start from.
    ['pytest -o pythonpath=src', { ...inSource, ...settings(''), 'conftest.py': '' }],
  ])('run tests by %s, so that they find the application', (command, files) => {
    const root = folderWith({ ...files, ...tests });
    const architecture = findArchitecture('layered-direct');
    const spec = featureFromArguments('product', ['name:str'], {}, architecture);
    const { nextSteps } = planFeature(layOut(architecture, new Workspace(root)), spec);
    expect(nextSteps[0]).toBe(`${command} tests/test_products.py`);
  });
});

describe('a reference to nothing', () => {
  const refused = '_refuse_missing(db, values)';
  const routerWith = (files: Readonly<Record<string, string>>, ...fields: string[]) =>
    changesOf(files, { fields })['app/routers/products.py'];
  const url = { 'app/settings.py': 'DATABASE_URL = "sqlite:///./shop.db"\n' };

  test('is refused where SQLite would keep it', () => {
    const router = routerWith(url, 'item:ref=Item', 'parent:ref=Product:optional');
    expect(router?.split(refused)).toHaveLength(3);
    expect(router).toContain('select(Item.id).where(Item.id == values["item_id"])');
    expect(router).toContain('select(Product.id).where(Product.id == values["parent_id"])');
  });

  test.each([
    ['each connection is told to', 'connection.execute("PRAGMA foreign_keys=ON")\n'],
    ['the driver is', 'connection.execute("PRAGMA foreign_keys (1)")\n'],
  ])('is left to the database where %s', (_, line) => {
    const settings = { 'app/settings.py': `${url['app/settings.py']}${line}` };
    expect(routerWith(settings, 'item:ref=Item')).not.toContain('_refuse_missing');
  });

  test('is left to a database that checks it', () => {
    const settings = { 'app/settings.py': 'DATABASE_URL = "postgresql+psycopg://db/shop"\n' };
    const database = {
      'app/database.py': BACKEND['app/database.py'].replace('sqlite://', 'postgresql://db/shop'),
    };
    expect(routerWith({ ...settings, ...database }, 'item:ref=Item')).not.toContain(
      '_refuse_missing',
    );
  });

  test('is nothing that a feature without references knows of', () => {
    expect(routerWith(url)).not.toContain('_refuse_missing');
  });
});

describe('of two environments of Alembic', () => {
  const audit = {
    'audit/env.py':
      'from alembic import context\n\nfrom app.audit import metadata\n\ncontext.configure(target_metadata=metadata)\n',
    'audit/versions/0a0b0c0d0e0f_start.py':
      'revision = "0a0b0c0d0e0f"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("entries")\n',
    'app/audit.py': 'from sqlalchemy import MetaData\n\nmetadata = MetaData()\n',
  };
  const migrationsIn = (files: Readonly<Record<string, string>>) =>
    Object.keys(changesOf({ ...alembic(''), ...audit, ...files })).filter((path) =>
      path.includes('/versions/'),
    );

  test('the one is meant that imports the base of the models', () => {
    expect(migrationsIn({})).toEqual([expect.stringMatching(/^migrations\/versions\//)]);
  });

  test('the one is meant that creates the tables of the models, whatever the other imports', () => {
    const files = {
      'migrations/env.py': 'from alembic import context\n\ncontext.configure()\n',
      'migrations/versions/1a2b3c4d5e6f_start.py':
        'revision = "1a2b3c4d5e6f"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("items")\n',
      'audit/env.py': `from app.database import Base\n${audit['audit/env.py']}`,
    };
    expect(migrationsIn(files)).toEqual([expect.stringMatching(/^migrations\/versions\//)]);
  });
});

describe('models that a registry maps', () => {
  const mapped = (above: string, rest = '') => ({
    'app/database.py':
      'from collections.abc import Iterator\n\nfrom sqlalchemy import create_engine\nfrom sqlalchemy.orm import Session, mapped_as_dataclass, registry\n\n' +
      'engine = create_engine("postgresql://db/shop")\ntables = registry()\n\n\n' +
      'def get_db() -> Iterator[Session]:\n    with Session(engine) as session:\n        yield session\n',
    'app/models/item.py': `from sqlalchemy.orm import Mapped, mapped_as_dataclass, mapped_column\n\nfrom app.database import tables\n\n\n@${above}\nclass Item:\n    __tablename__ = "items"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str]\n${rest}`,
  });

  test.each([
    ['tables.mapped', '@tables.mapped\nclass Product:', 'mapped_column(primary_key=True)\n'],
    [
      'tables.mapped_as_dataclass',
      '@tables.mapped_as_dataclass(kw_only=True)\nclass Product:',
      'mapped_column(primary_key=True, init=False)\n',
    ],
    [
      'tables.mapped_as_dataclass(repr=False)',
      '@tables.mapped_as_dataclass(kw_only=True)\nclass Product:',
      'mapped_column(primary_key=True, init=False)\n',
    ],
    [
      'mapped_as_dataclass(tables)',
      '@tables.mapped_as_dataclass(kw_only=True)\nclass Product:',
      'mapped_column(primary_key=True, init=False)\n',
    ],
  ])('by @%s are joined by one', (above, heading, id) => {
    const { 'app/models/product.py': model = '' } = changesOf(mapped(above), {
      fields: ['items:refs=Item'],
    });
    expect(model).toContain('from app.database import tables\n');
    expect(model).toContain(heading);
    expect(model).toContain(`    id: Mapped[int] = ${id}`);
    expect(model).toContain('Table(\n    "product_items",\n    tables.metadata,');
  });

  test('are not what a base class maps, where there is one', () => {
    const { 'app/models/product.py': model } = changesOf({
      'app/models/old.py': mapped('tables.mapped')['app/models/item.py'].replace('Item', 'Old'),
    });
    expect(model).toContain('class Product(Base):');
  });
});
