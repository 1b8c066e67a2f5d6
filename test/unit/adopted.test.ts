/** Backends that nobody prepared: what features are written like there, and what they are not written like. */
import { describe, expect, test } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { without } from '../../shared/evolve/without.js';
import { plannedFiles } from './planned-files.js';
import { altered, likeIn, PRODUCT, planIn, standing } from './standing-backend.js';

/** Edits of a backend of loans, in which a session comes from what is no dependency. */
const WITHOUT_SESSIONS = {
  'app/database.py': (text: string) =>
    text.replace(
      /def get_db[\s\S]*/,
      'class Unit:\n    def __init__(self):\n        self.db = SessionLocal()\n',
    ),
  ...Object.fromEntries(
    ['books', 'loans', 'members'].map((name) => [
      `app/routers/${name}.py`,
      (text: string) =>
        text
          .replaceAll('db: Session = Depends(get_db)', 'unit: Unit = Depends()')
          .replaceAll('import get_db', 'import Unit')
          .replaceAll('db.', 'unit.db.'),
    ]),
  ),
};

describe('where no dependency provides sessions', () => {
  test('a feature is written like one that does without', () => {
    const router = likeIn(altered('lending', WITHOUT_SESSIONS), 'book').get(
      'app/routers/products.py',
    );
    expect(router).toContain('unit: Unit = Depends()');
    expect(router).toContain('product = unit.db.get(Product, product_id)');
  });

  test('templates are refused, and those features are the way', () => {
    expect(() => likeIn(altered('lending', WITHOUT_SESSIONS), 'none')).toThrow(
      /Name a feature that stands \(\w+, \w+, \w+\) with --like, which needs none/,
    );
  });
});

test('a class that is called like its table is that of one row', () => {
  const plural = (text: string) => text.replaceAll(/\bMember\b/g, 'Members');
  const paths = ['app/models/__init__.py', 'app/models/member.py', 'app/routers/members.py'];
  const project = altered('lending', Object.fromEntries(paths.map((path) => [path, plural])));
  const files = likeIn(project, 'member');
  expect(files.get('app/models/product.py')).toMatch(
    /class Products\(Base\):\n {4}__tablename__ = "products"\n/,
  );
  expect(files.get('app/schemas/product.py')).toContain('class ProductCreate(BaseModel)');
  expect(files.get('app/routers/products.py')).toContain('product = Products(**data.model_dump())');
});

test('what says that a class is a table is no part of the name of its feature', () => {
  const prefixed = (text: string) => text.replaceAll(/\bMember\b/g, 'DBMember');
  const paths = ['app/models/__init__.py', 'app/models/member.py', 'app/routers/members.py'];
  const project = altered('lending', Object.fromEntries(paths.map((path) => [path, prefixed])));
  const files = likeIn(project, 'member');
  expect(files.get('app/models/product.py')).toContain('class DBProduct(Base):');
  expect(files.get('app/routers/products.py')).toContain(
    'product = DBProduct(**data.model_dump())',
  );
});

describe('the migration creates the table of the model', () => {
  const migrationOf = (files: ReadonlyMap<string, string>) =>
    [...files].find(([path]) => /versions/.test(path))?.[1];

  test('that is called as the neighbour calls its own', () => {
    const others =
      '\n\nclass Tag(Base):\n    __tablename__ = "tags"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n';
    const project = altered('blog-posts', {
      'app/models.py': (text) =>
        text.replace('"posts"', '"post"').replace('\n\n\ndef get_db', `${others}\n\ndef get_db`),
    });
    expect(migrationOf(likeIn(project, 'post'))).toContain('create_table(\n        "product",');
  });

  test('that is called after the class', () => {
    const project = altered('blog-posts', {
      'app/models.py': (text) =>
        text
          .replace('    __tablename__ = "posts"\n\n', '')
          .replace(
            'class Base(DeclarativeBase):\n    pass',
            'class Base(DeclarativeBase):\n    @declared_attr.directive\n    def __tablename__(cls) -> str:\n        return cls.__name__.lower() + "s"',
          )
          .replace('Mapped, Session', 'Mapped, Session, declared_attr'),
    });
    const files = likeIn(project, 'post', ['weather_site', 'label:str=40']);
    expect(migrationOf(files)).toContain('create_table(\n        "weathersites",');
  });
});

describe('columns of other tables that refer to the neighbour', () => {
  const counted = (text: string) =>
    text
      .replace(
        '    if book is None:',
        '    lent = db.scalar(select(Loan).where(Loan.book_id == book_id))\n    if book is None or lent:',
      )
      .replace('import Book', 'import Book, Loan');

  test('are not repeated, and what cannot do without them is refused', () => {
    const project = altered('lending', { 'app/routers/books.py': counted });
    expect(() => likeIn(project, 'book')).toThrow(
      '--like book: app/routers/books.py uses Loan.book_id, and Loan has nothing of the kind for another feature. Name another',
    );
  });

  test('are nothing of a feature that only has an attribute of that name', () => {
    const project = altered('lending', {
      'app/routers/books.py': (text) =>
        text.replace('    return book\n', '    print(db.info.book_id)\n    return book\n'),
    });
    const files = likeIn(project, 'book', PRODUCT);
    expect([...files.keys()]).not.toContain('app/models/loan.py');
    expect([...files.keys()]).not.toContain('app/schemas/loan.py');
  });
});

test('a model in a module of another feature is no example', () => {
  const project = altered('lending', {
    'app/models/book.py': (text) =>
      `${text}\n\nclass Shelf(Base):\n    __tablename__ = "shelves"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n`,
    'app/models/__init__.py': (text) => text.replace('import Book\n', 'import Book, Shelf\n'),
  });
  expect(() => likeIn(project, 'shelf')).toThrow(
    'the model of shelf is in app/models/book.py, which is called after another feature',
  );
});

test('the name of a table is not given to what is written like another', () => {
  const project = altered('lending', WITHOUT_SESSIONS);
  expect(() => likeIn(project, 'book', PRODUCT, { table: 'wares' })).toThrow(
    '--table: a feature that is written like book has a table that is called as that one calls its own.',
  );
});

describe('what people have added to a feature that a run wrote', () => {
  /** A backend with a feature of products that is written like the one of materials, and then edited. */
  function edited(edits: Readonly<Record<string, (text: string) => string>>) {
    const workspace = standing('team-service');
    planIn(workspace, 'material', PRODUCT);
    const [name = '', ...fields] = PRODUCT;
    const features = { [name]: { fields, like: 'material' } };
    const own = { architecture: 'layered-direct', foreign: true, features };
    const memory = JSON.stringify({ 'generator-fastapi-feature': own });
    workspace.write('.yo-rc.json', memory, { layer: 'feature', why: 'Remembers.' });
    for (const [path, edit] of Object.entries(edits)) {
      const after = edit(workspace.read(path) ?? '');
      expect(after).not.toBe(workspace.read(path));
      workspace.write(path, after, { layer: 'feature', why: 'Edited.' });
    }
    return workspace;
  }
  const GAUGE = ['gauge', 'label:str=40', 'amount:int'];

  test('is not written for another one that is like it, and that is said', () => {
    const workspace = edited({
      'app/services/product_service.py': (text) =>
        `${text}\n    async def product_report(self) -> str:\n        return "all"\n\n\nclass ProductAudit:\n    pass\n`,
    });
    const { files, notes } = planIn(workspace, 'product', GAUGE);
    const service = files.find(({ path }) => path === 'app/services/gauge_service.py')?.after;
    expect(service).toContain('class GaugeService');
    expect(service).not.toMatch(/report|Audit/i);
    expect(notes).toContain(
      'Left out, as somebody has added it to what was written for product: product_report, ProductAudit.',
    );
  });

  test('is written where what was written uses it by now, as are edits', () => {
    const workspace = edited({
      'app/services/product_service.py': (text) =>
        `${text.replace(/^class /m, 'AUDITED = True\n\n\ndef audit_product() -> bool:\n    return AUDITED\n\n\nassert audit_product()\n\n\nclass ')}`,
    });
    const { files, notes } = planIn(workspace, 'product', GAUGE);
    const service = files.find(({ path }) => path === 'app/services/gauge_service.py')?.after;
    expect(service).toContain('def audit_gauge() -> bool:');
    expect(notes.join()).not.toContain('somebody has added');
  });
});

test('layers without a neighbour are beside the models, and not in a package of something else', () => {
  const project = altered('lending', {
    'core/server.py': () => 'from fastapi import FastAPI\n\napp = FastAPI()\n',
    'app/mail/service.py': () => 'def send() -> None:\n    pass\n',
    'app/presentation/__init__.py': () => '# Shown.\n',
    'app/presentation/repositories/__init__.py': () => '# None yet.\n',
    'app/main.py': () => '# It is in core/server.py.\n',
  });
  const files = plannedFiles(findArchitecture('layered-service'), project, PRODUCT, {
    like: 'none',
  });
  const paths = files.map(({ path }) => path);
  expect(paths).toContain('app/services/product_service.py');
  expect(paths).toContain('app/presentation/repositories/product_repository.py');
});

describe('a backend that asks for Pydantic 1', () => {
  /** A backend whose schemas say nothing of the version, with what it asks for. */
  const asking = (path: string, text: string) =>
    altered('lending', {
      [path]: () => text,
      ...Object.fromEntries(
        ['book', 'loan', 'member'].map((name) => [
          `app/schemas/${name}.py`,
          (schemas: string) =>
            schemas.replaceAll(/^ *model_config.*\n\n/gm, '').replace(', ConfigDict', ''),
        ]),
      ),
    });

  test.each([
    ['requirements.txt', 'fastapi==0.70.0\npydantic==1.8.2\n'],
    ['requirements.txt', 'pydantic[email]>=1.10,<2.0\n'],
    [
      'pyproject.toml',
      '[tool.poetry.dependencies]\npydantic = { version = "^1.8", extras = ["dotenv"] }\n',
    ],
  ])('is refused: %s, %j', (path, text) => {
    expect(() => likeIn(asking(path, text), 'book')).toThrow(
      'uses Pydantic 1 (in what it asks for)',
    );
  });

  test.each(['pydantic>=1.10\n', 'pydantic<3,>=2.1\n', 'pydantic-core==1.1\n'])(
    'is none with %j',
    (text) => {
      expect(() => likeIn(asking('requirements.txt', text), 'book')).not.toThrow();
    },
  );
});

test('whoever has not signed in may be turned away by what is asked before', () => {
  const auth =
    'from fastapi import Depends, Header, HTTPException, status\n\n\n' +
    'def get_tenant(host: str = Header("")):\n    if not host:\n        raise HTTPException(\n            status_code=status.HTTP_400_BAD_REQUEST,\n            detail="Which?",\n        )\n    return host\n\n\n' +
    'def get_current_user(token: str = Header(""), tenant: str = Depends(get_tenant)):\n    if not token:\n        raise HTTPException(404)\n    return token\n';
  const project = altered('lending', { 'app/auth.py': () => auth });
  const files = plannedFiles(findArchitecture('layered-direct'), project, PRODUCT, {
    like: 'none',
  });
  const tests = files.find(({ path }) => path === 'tests/test_products.py')?.after;
  expect(tests).toContain('status_code in {400, 401, 403}');
});

test.each(['', '\n', '\n\n'])(
  'what ends a file stays where a last line is taken out: %j',
  (end) => {
    const text = `include(a)\ninclude(b)\n${end}`;
    const [way] = without(text, [{ text: 'include(b)' }]);
    expect(way).toBe(`include(a)\n${end}`);
  },
);

describe('endpoints that do not say what they are about', () => {
  const unsaid = (text: string) => text.replaceAll(/"\/posts?/g, '"/things');

  test('are refused, as another feature would have the same', () => {
    const path = 'app/routers/posts.py';
    expect(() => likeIn(altered('blog-posts', { [path]: unsaid }), 'post')).toThrow(
      /^--like post: POST \/things in app\/routers\/posts\.py does not say that it is about post/,
    );
    expect(likeIn(standing('blog-posts'), 'post').size).toBeGreaterThan(0);
    const prefixed = altered('blog-posts', {
      [path]: (text) => unsaid(text).replace('APIRouter(', 'APIRouter(prefix="/posts", '),
    });
    expect(likeIn(prefixed, 'post').size).toBeGreaterThan(0);
  });
});
