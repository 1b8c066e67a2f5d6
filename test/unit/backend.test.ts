/** Reads existing backends. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { parseFieldToken } from '../../shared/feature/field/grammar.js';
import { pythonField } from '../../shared/feature/field/types.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { migrationFile } from '../../shared/plan/foreign/migration.js';
import { planRequest } from '../../shared/plan/request.js';
import { Modules } from '../../shared/project/foreign/modules.js';
import { commonPattern, patternOf } from '../../shared/project/foreign/path-patterns.js';
import { plainDialect } from '../../shared/project/foreign/plain-dialect.js';
import { readBackend } from '../../shared/project/foreign/read-backend.js';
import { Workspace } from '../../shared/project/workspace.js';

const folders: string[] = [];

/** Creates a project with these files. */
function projectOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'backend-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the files of a project', () => {
  test('are only its own', () => {
    const elsewhere = projectOf({ 'lib/secret.py': 'x = 1\n' });
    const root = projectOf({
      'app/main.py': '',
      'app/items.txt': '',
      '.hidden/a.py': '',
      'node_modules/b/b.py': '',
      'env-of-mine/pyvenv.cfg': '',
      'env-of-mine/lib/c.py': '',
      'app/__pycache__/d.py': '',
    });
    symlinkSync(join(elsewhere, 'lib'), join(root, 'app', 'linked'));
    symlinkSync(join(elsewhere, 'lib', 'secret.py'), join(root, 'app', 'linked.py'));
    symlinkSync(root, join(root, 'app', 'itself'));
    expect(new Workspace(root).pythonFiles()).toEqual(['app/main.py']);
  });

  test('are read in linear time', () => {
    const router = (n: number) => `
from fastapi import APIRouter
router = APIRouter(prefix="/things${n}")

@router.get("")
def list_things${n}() -> list[int]:
    return []
${Array.from({ length: 30 }, (_, index) => `\ndef helper_${index}(value: int) -> int:\n    return value + ${index}\n`).join('')}`;
    const read = (count: number) => {
      const files = Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`app/routers/things${n}.py`, router(n)]),
      );
      const root = projectOf({
        'app/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
        ...files,
      });
      const start = performance.now();
      expect(readBackend(new Workspace(root))?.routers).toHaveLength(count);
      return performance.now() - start;
    };
    read(50);
    const few = read(250);
    // With four times as many files, even the busiest machine should stay far below twelve times
    // the time.
    expect(read(1000)).toBeLessThan(12 * few);
  }, 60_000);

  test('that are not UTF-8 are ignored', () => {
    const root = projectOf({ 'app/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' });
    writeFileSync(join(root, 'app', 'old.py'), Buffer.from([0x23, 0xe4, 0x0a]));
    expect(readBackend(new Workspace(root))?.applications).toEqual([
      { path: 'app/main.py', name: 'app', isFactory: false },
    ]);
  });

  test('a project without FastAPI is not a backend', () => {
    const root = projectOf({ 'script.py': 'print("FastAPI")\n' });
    expect(readBackend(new Workspace(root))).toBeUndefined();
  });
});

describe('a name is traced to its definition', () => {
  const files = {
    'backend/src/shop/__init__.py': '',
    'backend/src/shop/db/__init__.py': 'from .base import Base as Base\nfrom . import session\n',
    'backend/src/shop/db/base.py': 'class Base:\n    pass\n',
    'backend/src/shop/db/session.py': 'def get_db():\n    yield 1\n',
    'backend/src/shop/models.py': 'from shop.db import Base\nimport shop.db.session\n',
    'backend/src/shop/web/items.py':
      'from .. import db\nfrom ..db import session as s, Base as B\n',
    'backend/tests/test_items.py': 'from shop.models import Base\n',
  };

  test.each([
    ['through a package', 'backend/src/shop/models.py', 'Base', 'db/base.py:Base'],
    ['through a module', 'backend/src/shop/web/items.py', 's.get_db', 'db/session.py:get_db'],
    ['by another name', 'backend/src/shop/web/items.py', 'B', 'db/base.py:Base'],
    ['as an attribute', 'backend/src/shop/web/items.py', 'db.Base', 'db/base.py:Base'],
    [
      'by its full path',
      'backend/src/shop/models.py',
      'shop.db.session.get_db',
      'db/session.py:get_db',
    ],
    ['from a test', 'backend/tests/test_items.py', 'Base', 'db/base.py:Base'],
    ['to nowhere', 'backend/src/shop/models.py', 'Missing', undefined],
  ])('%s', (_, path, name, expected) => {
    const found = new Modules(new Workspace(projectOf(files))).resolve(path, name);
    expect(found && `${found.path}:${found.name}`).toBe(expected && `backend/src/shop/${expected}`);
  });

  test('and files are imported the way others import them', () => {
    const modules = new Modules(new Workspace(projectOf(files)));
    expect(modules.nameOf('backend/src/shop/db/base.py')).toBe('shop.db.base');
    const from = 'backend/src/shop/web/items.py';
    expect(modules.importPath(from, 'backend/src/shop/db/base.py', true)).toBe('..db.base');
    expect(modules.importsRelatively(from)).toBe(true);
  });
});

describe('files are named like their neighbours', () => {
  const model = (feature: string, features: string) => ({
    path: '',
    name: '',
    feature,
    features,
    table: '',
    schema: undefined,
    id: { name: 'id', kind: 'integer' as const, nullable: false, text: '' },
  });
  const models = [model('item', 'items'), model('order_item', 'order_items')];

  test.each([
    ['app/routers/items.py', 'app/routers/[features].py'],
    ['app/order_items/router.py', 'app/[features]/router.py'],
    ['app/services/order_item_service.py', 'app/services/[feature]_service.py'],
    ['app/crud/crud_item.py', 'app/crud/crud_[feature].py'],
    ['tests/api/test_items.py', 'tests/api/test_[features].py'],
    ['app/itemised/router.py', undefined],
  ])('%s', (path, pattern) => expect(patternOf(path, models)).toBe(pattern));

  test('the majority decides', () => {
    const paths = ['app/a/item.py', 'app/b/items.py', 'app/b/order_items.py', 'app/health.py'];
    expect(commonPattern(paths, models)?.pattern).toBe('app/b/[features].py');
  });
});

describe('a feature of a backend', () => {
  const backend = {
    'app/__init__.py': '',
    'app/main.py': `
from fastapi import FastAPI
from app.routers import users
app = FastAPI()
app.include_router(users.router)
`,
    'app/database.py': `
from collections.abc import Iterator
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Session
engine = create_engine("sqlite://")

class Base(DeclarativeBase):
    pass

def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session
`,
    'app/models/user.py': `
from sqlalchemy.orm import Mapped, mapped_column
from app.database import Base

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
`,
    'app/schemas/user.py': `
from pydantic import BaseModel

class UserRead(BaseModel):
    id: int
`,
    'app/routers/users.py': `
from typing import Annotated
from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session
from app.database import get_session
router = APIRouter(prefix="/users")

@router.get("")
def list_users(session: Annotated[Session, Depends(get_session)]) -> list[int]:
    return []
`,
  };
  const direct = findArchitecture('layered-direct');
  const plan = (workspace: Workspace, name: string, tokens: string[], plural?: string) => {
    const feature = featureFromArguments(name, tokens, { plural }, direct);
    return planRequest({ architecture: direct, features: [feature], choices: {} }, workspace).files;
  };

  test.each<[string, string | undefined]>([
    ['payment', 'warehouse_result'],
    ['news', undefined],
    ['device', 'device_model'],
  ])('stays where it is when it is said again: %s', (name, plural) => {
    const workspace = new Workspace(projectOf(backend));
    plan(workspace, name, ['title'], plural);
    plan(workspace, 'order_item', ['title'], 'order_item_list');
    plan(workspace, 'stock', ['title']);
    const again = plan(workspace, name, ['title'], plural);
    const changed = again.filter(({ action }) => action !== 'unchanged');
    expect(changed.map(({ path }) => path)).toEqual([]);
  });

  test('refers to no model that no import reaches', () => {
    const model = (name: string) => `
from sqlalchemy.orm import Mapped, mapped_column
from app.database import Base

class ${name}(Base):
    __tablename__ = "${name.toLowerCase()}s"
    id: Mapped[int] = mapped_column(primary_key=True)
`;
    const root = projectOf({
      ...backend,
      'app/models/2021-08-09_old.py': model('Old'),
      'migrations/versions/abc_add_project.py': `revision = "abc"\ndown_revision = None\n${model('Project')}`,
    });
    expect(readBackend(new Workspace(root))?.models?.models.map(({ name }) => name)).toEqual([
      'User',
    ]);
    for (const target of ['Old', 'Project']) {
      expect(() => plan(new Workspace(root), 'stock', [`origin:ref=${target}`])).toThrow(
        new RegExp(`"?${target}`),
      );
    }
  });
});

describe('our own types are written out', () => {
  const types = { hasEmail: true, usesSqlmodelField: false, hasUtc: true };
  const annotation = (token: string, changes: Partial<typeof types> = {}) => {
    const dialect = plainDialect({ ...types, ...changes });
    const context = { enumClass: 'Kind', featureLabel: 'event', dialect };
    return dialect.annotation(pythonField(parseFieldToken(token), context).checked);
  };

  test.each([
    ['a:str=40', 'Annotated[str, Field(max_length=40)]'],
    ['a:int:gt=0', 'Annotated[int, Field(gt=0, le=2147483647)]'],
    ['a:int', 'Annotated[int, Field(ge=-2147483648, le=2147483647)]'],
    ['a:list=bigint', 'list[int]'],
    ['a:datetime', 'AwareDatetime'],
    ['a:json', 'dict[str, Any]'],
    ['a:email:max=9', 'Annotated[EmailStr, Field(max_length=9)]'],
  ])('%s is %s', (token, plain) => expect(annotation(token)).toBe(plain));

  test('without email-validator, addresses are checked by a pattern', () => {
    expect(annotation('a:email', { hasEmail: false })).toMatch(
      /^Annotated\[str, Field\(.*pattern=/,
    );
  });

  test("SQLModel's Field has no pattern", () => {
    expect(annotation('a:str=9:pattern=^a', { usesSqlmodelField: true })).toBe(
      'Annotated[str, StringConstraints(max_length=9, pattern="^a")]',
    );
  });
});

describe('a migration is named like its neighbours', () => {
  const alembic = (fileTemplate?: string) => ({
    folder: 'm/versions',
    environment: '',
    fileTemplate,
  });
  const standing = (revision: string) => ({
    revision,
    downRevisions: [],
    path: `m/versions/${revision}_x.py`,
  });

  test('with its revision and what it does', () => {
    const target = migrationFile(alembic(), [standing('1a2b3c4d5e6f')], 'abc', 'create_products');
    expect(target).toEqual({
      path: 'm/versions/abc_create_products.py',
      revision: 'abc',
      standing: undefined,
    });
  });

  test('with a number, if they are numbered', () => {
    const target = migrationFile(alembic(), [standing('0009')], 'abc', 'create_products');
    expect(target).toMatchObject({ path: 'm/versions/0010_create_products.py', revision: '0010' });
  });

  test('with the date, if alembic.ini says so', () => {
    const template = '%%(year)d-%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s';
    const { path } = migrationFile(alembic(template), [], 'abc', 'create_products');
    expect(path).toMatch(/^m\/versions\/20\d\d-\d\d-\d\d_abc_create_products\.py$/);
  });
});
