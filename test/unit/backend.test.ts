/** Reads existing backends. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { RefusalError } from '../../shared/errors.js';
import { parseFieldToken } from '../../shared/feature/field/grammar.js';
import { pythonField } from '../../shared/feature/field/types.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { decideAccess } from '../../shared/plan/foreign/guards.js';
import { migrationFile } from '../../shared/plan/foreign/migration.js';
import { planRequest } from '../../shared/plan/request.js';
import type { Backend } from '../../shared/project/foreign/backend.js';
import { Modules } from '../../shared/project/foreign/modules.js';
import { commonPattern, patternOf } from '../../shared/project/foreign/path-patterns.js';
import { dialectOf, plainDialect } from '../../shared/project/foreign/plain-dialect.js';
import { readBackend } from '../../shared/project/foreign/read-backend.js';
import { prefersSlash } from '../../shared/project/foreign/routers.js';
import { findSeveralBackends } from '../../shared/project/foreign/several.js';
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
    tableOfClass: false,
    schema: undefined,
    id: { name: 'id', kind: 'integer' as const, nullable: false, text: '', value: '' },
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

  test('both forms of a name count where a path has both', () => {
    const paths = [
      'app/items/models/item.py',
      'app/order_items/models/order_item.py',
      'app/box/models/order_item.py',
    ];
    expect(commonPattern(paths, models)).toEqual({
      pattern: 'app/[features]/models/[feature].py',
      paths: paths.slice(0, 2),
    });
  });
});

/** An application whose endpoints get what `app/deps.py` gives. */
function backendOf(deps: string, more: Readonly<Record<string, string>> = {}): Backend {
  const root = projectOf({
    'app/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
    'app/deps.py': `from fastapi import Depends\n\n${deps}`,
    ...more,
  });
  const backend = readBackend(new Workspace(root));
  if (backend === undefined) throw new Error('not a backend');
  return backend;
}

/** A function that FastAPI can call. */
const dependency = (name: string) =>
  `def ${name}(token: str = Depends(read_token)):\n    return token\n\n\n`;

/** An endpoint for each dependency that one has. */
const endpointsWith = (...names: readonly string[]) =>
  `from fastapi import APIRouter, Depends\nfrom app.deps import ${[...new Set(names)].join(', ')}\n\nrouter = APIRouter(prefix="/items")\n${names
    .map(
      (name, n) =>
        `\n\n@router.get("/${n}")\ndef read_${n}(user=Depends(${name})):\n    return user\n`,
    )
    .join('')}`;

describe('who is calling', () => {
  test.each([
    ['get_current_user', ['get_current_user_optional', 'get_current_user']],
    ['get_current_user', ['get_current_optional_user', 'get_current_user']],
    ['current_user', ['current_maybe_user', 'current_user_or_none', 'current_user']],
    // What lets in admins only says too little about everyone else.
    ['get_current_user', ['get_current_superuser', 'get_current_user']],
  ])('is what %s says, of %j', (user, names) => {
    const { access } = backendOf(names.map(dependency).join(''));
    expect(access.user).toMatchObject({ dependency: { path: 'app/deps.py', name: user } });
  });

  test('is not known where being signed in is optional', () => {
    const { access } = backendOf(dependency('get_current_optional_user'));
    expect(access.user).toBeUndefined();
  });

  test('is not known by what takes arguments that no request has', () => {
    const { access } = backendOf(
      'def get_current_user(token: str):\n    return token\n\n\nx = Depends\n',
    );
    expect(access.user).toBeUndefined();
  });

  const refusing = (name: string, raised: string) =>
    `def ${name}(token: str = Depends(bearer)):\n    if not token:\n        raise ${raised}\n    return token\n\n\n`;

  test.each([
    ['require_authenticated_principal', 'HTTPException(status_code=401)'],
    ['who_calls', 'HTTPException(status.HTTP_401_UNAUTHORIZED)'],
    ['get_member', 'UnauthorizedError(detail="Sign in.")'],
  ])('is what refuses strangers where it is called otherwise: %s', (name, raised) => {
    const deps = refusing('get_api_key', 'HTTPException(401)') + refusing(name, raised);
    const { access } = backendOf(deps, {
      'app/items.py': endpointsWith('get_api_key', 'get_api_key', name),
    });
    expect(access.user?.dependency.name).toBe(name);
  });

  test('is what a function makes, which can be called without arguments', () => {
    const made = (parameters: string) =>
      `def get_current_user(${parameters}):\n    def current_user(token: str = Depends(oauth2)):\n        return token\n\n    return current_user\n`;
    const user = (parameters: string) => backendOf(made(parameters)).access.user;
    expect(user('permissions: list | None = None')).toMatchObject({ isFactory: true });
    expect(user('permissions: list')).toBeUndefined();
  });

  test('is what an instance of a class refuses, which can be made without arguments', () => {
    const bearer = (parameters: string, raised: string) =>
      `class TokenBearer(HTTPBearer):\n    def __init__(${parameters}):\n        super().__init__()\n\n` +
      `    async def __call__(self, request: Request):\n        token = await super().__call__(request)\n        ${raised}\n\n\n` +
      'class AccessTokenBearer(TokenBearer):\n    pass\n\n\nclass RefreshTokenBearer(TokenBearer):\n    pass\n';
    const access = (parameters: string, raised: string) =>
      backendOf(bearer(parameters, raised), {
        'app/items.py':
          'from app.deps import AccessTokenBearer, RefreshTokenBearer\n' +
          endpointsWith('RefreshTokenBearer()', 'RefreshTokenBearer()', 'AccessTokenBearer()'),
      }).access;
    expect(access('self, auto_error: bool = True', 'raise Rejected()').user).toEqual({
      dependency: { path: 'app/deps.py', name: 'AccessTokenBearer' },
      usedBy: 1,
      isFactory: true,
    });
    expect(access('self, realm: str', 'raise Rejected()').user).toBeUndefined();
    expect(access('self', 'return token').user).toBeUndefined();
  });

  test('is what an instance of fastapi-users says, unless that is optional', () => {
    const { access } = backendOf(
      'anybody = fastapi_users.current_user(optional=True)\n' +
        'current_user = fastapi_users.current_user(optional=True)\n' +
        'current_active_user = fastapi_users.current_user(active=True)\n',
    );
    expect(access.user?.dependency.name).toBe('current_active_user');
  });

  test('is what most endpoints ask', () => {
    const { access } = backendOf(
      ['get_current_user', 'get_current_active_user'].map(dependency).join(''),
      {
        'app/items.py': endpointsWith(
          'get_current_user',
          'get_current_active_user',
          'get_current_active_user',
        ),
      },
    );
    expect(access.user).toEqual({
      dependency: { path: 'app/deps.py', name: 'get_current_active_user' },
      usedBy: 2,
      isFactory: false,
    });
  });
});

describe('who may call a fitted feature', () => {
  const guardsOf = (deps: string, options: FeatureOptions = {}) => {
    const spec = featureFromArguments('product', ['name'], options);
    const guards = decideAccess(backendOf(deps), spec);
    return Object.fromEntries(
      Object.entries(guards).map(([action, guard]) => [
        action,
        guard && [guard.line, guard.expression].filter(Boolean).join('; '),
      ]),
    );
  };
  const user = dependency('get_current_user');
  const admin = dependency('get_current_superuser');
  const roles = 'def require_roles(*roles: str):\n    return check\n';
  const role = 'def require_role(role: str):\n    return check\n';
  const open = { read: undefined, write: undefined, delete: undefined };
  const signedIn = 'Depends(get_current_user)';

  test('anyone who is signed in, unless something else is said', () => {
    expect(guardsOf(user)).toEqual({ read: signedIn, write: signedIn, delete: signedIn });
  });

  test('anyone, where nobody can sign in and nothing is said', () => {
    expect(guardsOf('x = Depends\n')).toEqual(open);
  });

  test('is asked about where somebody can sign in, and nothing says who it is', () => {
    const deps = 'from fastapi.security import HTTPBearer\n\nbearer = HTTPBearer()\nx = Depends\n';
    expect(() => guardsOf(deps)).toThrow(
      /^somebody can sign in to this backend \(app\/deps\.py\), .* --backend user=PATH:NAME\. Or say who may: --read public\.$/,
    );
    const everybody = { read: 'public', write: 'public', delete: 'public' };
    expect(guardsOf(deps, everybody)).toEqual(open);
  });

  test('whoever has signed in, by what a function makes', () => {
    const made =
      'def get_current_user(role=None):\n    def current_user(token: str = Depends(oauth2)):\n        return token\n\n    return current_user\n';
    const guard = 'signed_in = get_current_user(); Depends(signed_in)';
    expect(guardsOf(made)).toEqual({ read: guard, write: guard, delete: guard });
  });

  test('anyone, where that is said', () => {
    expect(guardsOf(user, { read: 'public' })).toEqual({
      read: undefined,
      write: signedIn,
      delete: signedIn,
    });
  });

  test.each<[string, string, string, string]>([
    ['admin', 'a dependency for admins', admin, 'Depends(get_current_superuser)'],
    ['admin', 'roles', roles, 'may_delete = require_roles("admin"); Depends(may_delete)'],
    ['a+b', 'roles', roles, 'may_delete = require_roles("a", "b"); Depends(may_delete)'],
    ['a', 'one role', role, 'may_delete = require_role("a"); Depends(may_delete)'],
  ])('the role %s, by %s', (wanted, _, how, guard) => {
    expect(guardsOf(user + how, { delete: wanted })).toEqual({
      read: signedIn,
      write: signedIn,
      delete: guard,
    });
  });

  test.each<[string, string, FeatureOptions, RegExp]>([
    [
      'a user nobody can identify',
      'x = Depends\n',
      { read: 'user' },
      /^--read user: no dependency/,
    ],
    ['a role nobody checks', user, { write: 'admin' }, /^--write admin: .*Found: get_current_user/],
    ['another role than admin', user + admin, { write: 'editor' }, /^--write editor: no dep/],
    ['several roles', user + admin, { write: 'admin+editor' }, /^--write admin\+editor: no dep/],
    ['roles where one is accepted', user + role, { write: 'a+b' }, /takes only one role/],
  ])('is refused for %s', (_, deps, options, message) => {
    expect(() => guardsOf(deps, options)).toThrow(RefusalError);
    expect(() => guardsOf(deps, options)).toThrow(message);
  });
});

test('several backends are told apart where they share a folder, and each says what it needs', () => {
  const service = (name: string) => ({
    [`backend/${name}/pyproject.toml`]: `[project]\nname = "${name}"\ndependencies = ["fastapi", "sqlalchemy"]\n`,
    [`backend/${name}/main.py`]:
      'from fastapi import FastAPI\nfrom shared.log import log\nfrom models.row import Row\n\napp = FastAPI()\n',
    [`backend/${name}/models/row.py`]:
      'from shared.base import Base\nfrom shared.log import log, warn, tell\n\n\nclass Row(Base):\n    __tablename__ = "rows"\n',
  });
  const root = projectOf({
    'backend/shared/base.py':
      'from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n',
    'backend/shared/log.py': 'log = warn = tell = print\n',
    ...service('carts'),
    ...service('orders'),
  });
  const found = findSeveralBackends(new Modules(new Workspace(root)));
  expect(found).toEqual(['backend/carts', 'backend/orders']);
});

test('a module that sets an application up says nothing of packages, though it is called setup.py', () => {
  const root = projectOf({
    'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["fastapi", "sqlalchemy"]\n',
    'src/app/core/setup.py':
      'from fastapi import FastAPI\n\n\ndef create():\n    app = FastAPI()\n    return app\n',
    'src/app/core/db.py':
      'from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass Row(Base):\n    __tablename__ = "rows"\n',
    'src/app/main.py':
      'from fastapi import FastAPI\n\nfrom app.core.setup import create\n\napp = FastAPI()\n',
    'src/app/models.py':
      'from app.core.db import Base\n\n\nclass Item(Base):\n    __tablename__ = "items"\n',
  });
  expect(findSeveralBackends(new Modules(new Workspace(root)))).toEqual([]);
});

describe('where tests of endpoints go', () => {
  test('not into the folder of what is served, whatever serves it', () => {
    const test = 'def test_it(client):\n    pass\n';
    const root = projectOf({
      'app/main.py':
        'from fastapi import FastAPI\nfrom app.routers.items.router import router\n\napp = FastAPI()\napp.include_router(router)\n',
      'app/db.py':
        'from sqlalchemy.orm import DeclarativeBase, Session\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\ndef get_db():\n    with Session() as db:\n        yield db\n',
      'app/models/item.py':
        'from sqlalchemy.orm import Mapped, mapped_column\n\nfrom app.db import Base\n\n\nclass Item(Base):\n    __tablename__ = "items"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n',
      'app/routers/items/router.py':
        'from fastapi import APIRouter, Depends\n\nfrom app.db import get_db\n\nrouter = APIRouter(prefix="/items")\n\n\n@router.get("")\ndef list_items(db=Depends(get_db)):\n    return []\n',
      'app/routers/auth.py': 'router = users.get_auth_router(backend)\n',
      'app/routers/health/views.py': 'ready = True\n',
      'tests/routers/auth/test_sign_in.py': test,
      'tests/routers/auth/test_sign_out.py': test,
      'tests/routers/test_health/test_ready.py': test,
      'tests/routers/invitations/test_invite.py': test,
      'tests/routers/invitations/test_accept.py': test,
      'requirements.txt': 'fastapi\nsqlalchemy\npydantic>=2\npytest\nhttpx\n',
    });
    const architecture = findArchitecture('layered-direct');
    const feature = featureFromArguments('gadget', ['name'], {}, architecture);
    const { files } = planRequest(
      { architecture, features: [feature], choices: {} },
      new Workspace(root),
    );
    expect(files.map(({ path }) => path).filter((path) => path.startsWith('tests/'))).toEqual([
      'tests/test_gadgets.py',
    ]);
  });
});

describe('sessions', () => {
  const session = (name: string) =>
    `def ${name}() -> Iterator[Session]:\n    with Session() as session:\n        yield session\n\n\n`;
  const uses = (...names: readonly string[]) =>
    endpointsWith(...names).replaceAll('user=Depends', 'db: Session = Depends');

  test.each([
    ['get_db', ['get_session', 'get_db', 'get_db']],
    ['get_session', ['get_db', 'get_session', 'get_session']],
  ])('%s is what most endpoints have', (name, names) => {
    const { sessions } = backendOf(`${session('get_db')}${session('get_session')}`, {
      'app/items.py': uses(...names),
    });
    expect(sessions.map(({ dependency: { name }, usedBy }) => [name, usedBy])).toEqual([
      [name, 2],
      [name === 'get_db' ? 'get_session' : 'get_db', 1],
    ]);
  });
});

test.each([
  ['an endpoint', '@router.get("/{role_name}")\ndef get_role(role_name: str): ...\n'],
  ['what reads a row', 'def get_role(session: Session, role_id: int): ...\n'],
  ['what reads a row by its id', 'async def get_role(role_id: int): ...\n'],
])('%s of a feature called role does not check roles', (_, source) => {
  expect(backendOf('x = Depends\n', { 'app/roles.py': source }).access.roles).toBeUndefined();
});

describe('a session that no endpoint has yet', () => {
  const maker = (decorator: string) =>
    `${decorator}def get_session() -> Iterator[Session]:\n    with Session() as session:\n        yield session\n\n\nx = Depends\n`;

  test('is found by what it yields', () => {
    expect(backendOf(maker('')).sessions).toMatchObject([
      { dependency: { path: 'app/deps.py', name: 'get_session' }, usedBy: 1 },
    ]);
  });

  test('is none where it is a context manager or a fixture, which no endpoint can have', () => {
    for (const decorator of ['@contextmanager\n', '@pytest.fixture\n']) {
      expect(backendOf(maker(decorator)).sessions).toEqual([]);
    }
  });

  test('has its own name, whatever an endpoint calls it', () => {
    const { sessions } = backendOf(maker(''), {
      'app/items.py':
        'from fastapi import APIRouter, Depends\nfrom app.deps import get_session as db_of\n\nrouter = APIRouter()\n\n\n' +
        '@router.get("/")\ndef read(db: Session = Depends(db_of)):\n    return db\n',
    });
    expect(sessions).toMatchObject([{ expression: 'get_session', parameter: 'db', usedBy: 1 }]);
  });
});

describe('models', () => {
  const modelsOf = (classes: string) =>
    backendOf('x = Depends\n', {
      'app/models.py': `from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\n${classes}`,
    }).models?.models.map(({ name }) => name);
  const column = '    name: Mapped[str] = mapped_column()\n';
  const item = `class Item(Base):\n    __tablename__ = "items"\n${column}`;

  test('are the classes with a table', () => {
    expect(modelsOf(item)).toEqual(['Item']);
  });

  test('are not the abstract ones, nor those that no table is named for', () => {
    expect(
      modelsOf(
        `class Common(Base):\n    __abstract__ = True\n    __tablename__ = "common"\n${column}\n\nclass Named(Base):\n${column}\n\n${item}`,
      ),
    ).toEqual(['Item']);
  });

  test('are those whose table a base class names, if they have columns', () => {
    const naming = `class Naming(Base):\n    __abstract__ = True\n\n    def __tablename__(cls):\n        return cls.__name__.lower()\n\n\n`;
    expect(
      modelsOf(`${naming}class Item(Naming):\n${column}\n\nclass Empty(Naming):\n    pass\n`),
    ).toEqual(['Item']);
  });
});

describe('code is formatted', () => {
  test.each([
    ['single', { 'pyproject.toml': '[tool.ruff.format]\nquote-style = "single"\n' }],
    ['single', { 'ruff.toml': '[format]\nquote-style = "single"\n' }],
    [
      'double',
      {
        'pyproject.toml': '[tool.ruff.format]\nquote-style = "single"\n',
        'ruff.toml': '[format]\nquote-style = "double"\n',
      },
    ],
    ['double', {}],
  ])('with %s quotes, as %j says', (quotes, files) => {
    expect(backendOf('x = Depends\ny = ""\n', files).tooling.quotes).toBe(quotes);
  });

  test.each([
    [88, {}],
    [100, { 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' }],
    [79, { 'pyproject.toml': '[tool.black]\nline-length = 79\n' }],
    [
      120,
      {
        'pyproject.toml': '[tool.ruff]\nline-length = 100\n[tool.black]\nline-length = 79\n',
        'ruff.toml': 'line-length = 120\n',
      },
    ],
  ])('in lines of %i, as %j says', (length, files) => {
    expect(backendOf('x = Depends\n', files).tooling.lineLength).toBe(length);
  });
});

describe('the URL of a collection', () => {
  const router = (...paths: readonly string[]) => ({
    path: '',
    variable: 'router',
    prefix: undefined,
    tag: undefined,
    endpoints: paths,
  });

  test.each<[boolean, string[], string[]]>([
    [true, ['/', '/{item_id}'], ['/', '/search']],
    [false, ['', '/{item_id}'], ['']],
    // The majority decides.
    [true, ['', '/{item_id}'], ['/', '/']],
    [false, ['/', '/{item_id}'], ['', '']],
    // An endpoint of its own says nothing about collections.
    [false, ['/health', '/ready'], ['']],
    [false, ['/health'], []],
  ])('ends with a slash: %s, beside %j and %j', (slash, one, other) => {
    expect(prefersSlash([router(...one), router(...other)])).toBe(slash);
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
  /** Plans a feature, and returns the paths of the files that change. */
  function changedBy(
    workspace: Workspace,
    architecture: Architecture,
    name: string,
    plural?: string,
  ): string[] {
    const feature = featureFromArguments(name, ['title'], { plural }, architecture);
    return planRequest({ architecture, features: [feature], choices: {} }, workspace)
      .files.filter(({ action }) => action !== 'unchanged')
      .map(({ path }) => path);
  }
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

  // A module with such a name need not have tests; what others only call their models may be a name.
  const names = [
    'user_test',
    'test_user',
    'user_table',
    'user_model',
    'car_model',
    'user_orm',
    'l_n8p',
  ];
  const fitting = ['layered-service', 'layered-direct', 'package-per-feature'];
  test.each(names.flatMap((name) => fitting.map((id) => [name, id] as const)))(
    'is known by its whole name: %s (%s)',
    (name, id) => {
      // No router says how files are called, and one module has all models.
      const { 'app/models/user.py': models, 'app/routers/users.py': _, ...rest } = backend;
      const main = 'from fastapi import FastAPI\napp = FastAPI()\n';
      const bare = { ...rest, 'app/main.py': main, 'app/models.py': models };
      const workspace = new Workspace(projectOf(bare));
      const architecture = findArchitecture(id);
      const changed = () => changedBy(workspace, architecture, name, 'specimens');
      expect(changed()).not.toEqual([]);
      expect(changed()).toEqual([]);
    },
  );

  test('has addresses checked as before when another is called email_str', () => {
    const workspace = new Workspace(projectOf(backend));
    plan(workspace, 'person', ['address:email']);
    plan(workspace, 'email_str', ['title']);
    const again = plan(workspace, 'person', ['address:email']);
    expect(again.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('keeps the names of its schemas, though its own ends as those of another may', () => {
    const model = (name: string) => `
class ${name}(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
`;
    const { 'app/schemas/user.py': _, 'app/models/user.py': __, ...rest } = backend;
    const workspace = new Workspace(
      projectOf({
        ...rest,
        'app/database.py': backend['app/database.py'].replace(
          'class Base(DeclarativeBase):\n    pass',
          '',
        ),
        'app/models.py': `from sqlmodel import Field, SQLModel\n${model('User')}${model('Tag')}`,
      }),
    );
    plan(workspace, 'tag_read', ['title']);
    const again = plan(workspace, 'tag_read', ['title']);
    expect(again.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('is open as before when another is called current_user', () => {
    const workspace = new Workspace(projectOf(backend));
    plan(workspace, 'blog', ['title']);
    plan(workspace, 'current_user', ['title']);
    const again = plan(workspace, 'blog', ['title']);
    expect(again.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('keeps its table, however others that come later are called', () => {
    const singular = Object.entries(backend).map(([path, text]) => [
      path,
      text.replace('__tablename__ = "users"', '__tablename__ = "user"'),
    ]);
    const workspace = new Workspace(projectOf(Object.fromEntries(singular)));
    const architecture = findArchitecture('layered-direct');
    const changed = (name: string, plural?: string) =>
      changedBy(workspace, architecture, name, plural);
    changed('parcel');
    for (const name of ['crate', 'sheep', 'truck', 'depot']) changed(name, `${name}_register`);
    expect(changed('parcel')).toEqual([]);
  });

  /** The backend without endpoints and schemas, and with tables in the singular: its features alone say how files are called. */
  function bareBackend(): Workspace {
    const { 'app/routers/users.py': _, 'app/schemas/user.py': __, ...rest } = backend;
    const main = 'from fastapi import FastAPI\napp = FastAPI()\n';
    const user = rest['app/models/user.py'].replace('"users"', '"user"');
    return new Workspace(projectOf({ ...rest, 'app/main.py': main, 'app/models/user.py': user }));
  }

  test.each(['service', 'repository'])('stays where it is beside its own name and %s', (ending) => {
    const workspace = bareBackend();
    const architecture = findArchitecture('layered-service');
    const changed = (name: string) => changedBy(workspace, architecture, name);
    changed('parcel');
    changed(`parcel_${ending}`);
    expect(changed('parcel')).toEqual([]);
    expect(changed(`parcel_${ending}`)).toEqual([]);
  });

  test.each([
    ['service', 'app/repositories/user_repository.py'],
    ['repository', 'app/services/user_service.py'],
  ])('is no %s of others, whatever it is called', (ending, layer) => {
    const { 'app/schemas/user.py': schemas, ...rest } = backend;
    const files = {
      ...rest,
      'app/schemas/user/user.py': schemas,
      [layer]: 'class UserLayer:\n    pass\n',
    };
    const workspace = new Workspace(projectOf(files));
    const architecture = findArchitecture('layered-service');
    expect(changedBy(workspace, architecture, 'parcel')).toContain('app/schemas/parcel/parcel.py');
    changedBy(workspace, architecture, `tour_${ending}`);
    expect(changedBy(workspace, architecture, 'parcel')).toEqual([]);
  });

  const layered = fitting.filter((id) => id.startsWith('layered'));
  test.each(layered)('is no guide to another whose name goes on where its own ends: %s', (id) => {
    const workspace = bareBackend();
    const architecture = findArchitecture(id);
    const created = (name: string) =>
      changedBy(workspace, architecture, name)
        .map((path) => path.replaceAll(name, 'NAME'))
        .filter((path) => path.includes('NAME'));
    for (const first of ['brand_tag', 'brand_tag_2']) created(first);
    expect(created('brand_tag2_router')).toContain('app/routers/NAMEs.py');
    expect(created('brand_tag_2')).toEqual([]);
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
    // In other zones, an instant further out would be of a year that Python has not.
    [
      'a:datetime',
      'Annotated[AwareDatetime, Field(ge=datetime.min.replace(tzinfo=UTC), le=datetime.max.replace(tzinfo=UTC))]',
    ],
    ['a:json', 'dict[str, Any]'],
    ['a:email:max=9', 'Annotated[EmailStr, Field(max_length=9)]'],
    ['a:email:unique', 'Annotated[EmailStr, AfterValidator(str.lower)]'],
    [
      'a:email:unique:max=99',
      'Annotated[EmailStr, Field(max_length=99), AfterValidator(str.lower)]',
    ],
  ])('%s is %s', (token, plain) => expect(annotation(token)).toBe(plain));

  test('without email-validator, addresses are checked by a pattern', () => {
    expect(annotation('a:email', { hasEmail: false })).toMatch(
      /^Annotated\[str, Field\(.*pattern=/,
    );
  });

  test.each([
    ['from pydantic import BaseModel, EmailStr', true],
    ['from pydantic import (\n    BaseModel,\n    EmailStr,\n)', true],
    ['import pydantic\naddress: pydantic.EmailStr', true],
    ['from pydantic.networks import EmailStr as Address', true],
    ['from app.models import EmailStr', false],
    ['from pydantic import BaseModel\nEmailStr = BaseModel', false],
  ])('email-validator is there where Pydantic has addresses: %j', (text, isThere) => {
    const root = projectOf({
      'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
      'schemas.py': text,
    });
    const project = readBackend(new Workspace(root));
    const checked = dialectOf(project as Backend).annotation({ name: 'EmailStr' });
    expect(checked === 'EmailStr').toBe(isThere);
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
