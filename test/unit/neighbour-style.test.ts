/** The lines of fields in a feature that is written like one that stands: they read as that one's own do. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { Workspace } from '../../shared/project/workspace.js';
import { plannedFiles } from './planned-files.js';

const FIELDS = [
  'name:str=120',
  'price:decimal=10.2:gt=0',
  'remark:text:optional',
  'code:str=20:unique:optional',
];

const USER = `from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
`;

const MODEL = `from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    isbn: Mapped[str | None] = mapped_column(String(13))
`;

const SCHEMAS = `from pydantic import BaseModel, ConfigDict


class BookCreate(BaseModel):
    title: str
    isbn: str | None = None


class BookUpdate(BaseModel):
    title: str | None = None
    isbn: str | None = None


class BookRead(BookCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
`;

const ROUTER = `from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from app.database import get_db
from app.models.book import Book
from app.schemas.book import BookCreate, BookRead, BookUpdate

router = APIRouter(prefix="/books", tags=["books"])


@router.post("/", response_model=BookRead, status_code=201)
def create_book(data: BookCreate, db: Session = Depends(get_db)):
    book = Book(**data.model_dump())
    db.add(book)
    db.commit()
    return book


@router.get("/{book_id}", response_model=BookRead)
def get_book(book_id: int, db: Session = Depends(get_db)):
    book = db.get(Book, book_id)
    if book is None:
        raise HTTPException(status_code=404, detail="Book not found")
    return book


@router.patch("/{book_id}", response_model=BookRead)
def update_book(book_id: int, data: BookUpdate, db: Session = Depends(get_db)):
    book = get_book(book_id, db)
    for key, value in data.model_dump(exclude_unset=True).items():
        setattr(book, key, value)
    db.commit()
    return book
`;

const FILES: Readonly<Record<string, string>> = {
  'app/__init__.py': '',
  'app/database.py': `from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, sessionmaker

engine = create_engine("postgresql://localhost/books")
SessionLocal = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


def get_db():
    with SessionLocal() as session:
        yield session
`,
  'app/main.py': `from fastapi import FastAPI

from app.routers import books

app = FastAPI()
app.include_router(books.router)
`,
  'app/models/__init__.py': '',
  'app/models/user.py': USER,
  'app/models/book.py': MODEL,
  'app/schemas/__init__.py': '',
  'app/schemas/book.py': SCHEMAS,
  'app/routers/__init__.py': '',
  'app/routers/books.py': ROUTER,
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Returns the text of each file of a gadget like a book, in a backend that has these files besides or instead. */
function gadgetIn(
  files: Readonly<Record<string, string>>,
  fields: readonly string[] = FIELDS,
): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'style-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ ...FILES, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const planned = plannedFiles(
    findArchitecture('layered-direct'),
    new Workspace(folder),
    ['gadget', ...fields],
    { like: 'book' },
  );
  return new Map(planned.map(({ after, path }) => [path, after]));
}

const SCHEMA_FILE = 'app/schemas/gadget.py';
const MODEL_FILE = 'app/models/gadget.py';

describe('in schemas', () => {
  const schemasLike = (text: string) =>
    gadgetIn({ 'app/schemas/book.py': text }).get(SCHEMA_FILE) ?? '';

  test('what may be missing is Optional where that is how it is written', () => {
    const text = SCHEMAS.replaceAll('str | None', 'Optional[str]');
    const written = schemasLike(`from typing import Optional\n\n${text}`);
    expect(written).toContain('    remark: Optional[str] = None\n');
    expect(written).toContain('    name: str = Field(max_length=120)\n');
    expect(written).toContain('    name: Optional[str] = Field(None, max_length=120)\n');
    expect(written).toContain('from typing import Optional\n');
    expect(written).not.toContain('| None');
  });

  test('or a Union, or something that is not in the contract', () => {
    const union = schemasLike(
      `from typing import Union\n\n${SCHEMAS.replaceAll('str | None', 'Union[str, None]')}`,
    );
    expect(union).toContain('    remark: Union[str, None] = None\n');
    const skipped = schemasLike(
      SCHEMAS.replace(
        'class BookCreate',
        'from pydantic.json_schema import SkipJsonSchema\n\n\nclass BookCreate',
      )
        .replace('title: str | None', 'title: str | SkipJsonSchema[None]')
        .replace(
          /isbn: str \| None(?= = None\n\n\nclass BookRead)/,
          'isbn: (str | SkipJsonSchema[None])',
        ),
    );
    // What may be empty in a row may be made so.
    expect(skipped.match(/ {4}remark: str \| None = None\n/g)).toHaveLength(2);
    expect(skipped).toContain(
      '    name: Annotated[str, Field(max_length=120)] | SkipJsonSchema[None] = None\n',
    );
  });

  test('a column that may be empty is so in a form of the model', () => {
    const model = `from typing import Optional\n\n${MODEL.replace('str | None', 'Optional[str]')}`;
    const written = gadgetIn({ 'app/models/book.py': model }).get(MODEL_FILE);
    expect(written).toContain('    remark: Mapped[Optional[str]] = mapped_column(Text)\n');
    expect(written).toContain('from typing import Optional\n');
  });

  test('rules are in the value where they are there', () => {
    const text = SCHEMAS.replace('title: str\n', 'title: str = Field(..., max_length=80)\n')
      .replace('isbn: str | None = None', 'isbn: str | None = Field(None, max_length=13)')
      .replace('BaseModel, ConfigDict', 'BaseModel, ConfigDict, Field');
    const written = schemasLike(text);
    expect(written).toContain(`class GadgetCreate(BaseModel):
    name: str = Field(..., max_length=120)
    price: Decimal = Field(..., gt=0, max_digits=10, decimal_places=2)
    remark: str | None = None
    code: str | None = Field(None, max_length=20)
`);
    expect(written).toContain('    name: str | None = Field(None, max_length=120)\n');
    const other = schemasLike(
      text.replace('Field(..., ', 'Field(').replace('Field(None, ', 'Field(default=None, '),
    );
    expect(other).toContain('    name: str = Field(max_length=120)\n');
    expect(other).toContain('    code: str | None = Field(default=None, max_length=20)\n');
  });

  test('or in types of their own', () => {
    const written = schemasLike(
      SCHEMAS.replace('title: str\n', 'title: constr(max_length=80)\n').replace(
        'BaseModel, ConfigDict',
        'BaseModel, ConfigDict, constr',
      ),
    );
    expect(written).toContain('    name: constr(max_length=120)\n');
    expect(written).toContain('    price: condecimal(gt=0, max_digits=10, decimal_places=2)\n');
    const stripped = schemasLike(
      SCHEMAS.replace(
        'title: str\n',
        'title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]\n',
      ).replace(
        'from pydantic import BaseModel, ConfigDict',
        'from typing import Annotated\n\nfrom pydantic import BaseModel, ConfigDict, StringConstraints',
      ),
    );
    expect(stripped).toContain(
      '    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]\n',
    );
    expect(stripped).toContain('price: Annotated[Decimal, Field(gt=0');
  });

  test('what is told of every field is told of the new ones, in their words', () => {
    const written = schemasLike(
      SCHEMAS.replace(
        'title: str\n    isbn: str | None = None',
        'title: str = Field(..., max_length=80, description="Title of the book", title="Title", examples=["Dune"])\n' +
          '    isbn: str | None = Field(None, description="Isbn of the book", title="Isbn", examples=["1"])',
      ).replace('BaseModel, ConfigDict', 'BaseModel, ConfigDict, Field'),
    );
    expect(written.replaceAll(/\s+/g, ' ')).toContain(
      'name: str = Field( ..., max_length=120, description="Name of the gadget", title="Name", examples=["name of gadget 1"], )',
    );
    expect(written).toContain('description="Remark of the gadget"');
    expect(written).not.toMatch(/Dune|Isbn|Title of/);
  });
});

describe('in models', () => {
  const MIGRATION = `"""Creates books."""
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table("books", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("books")
`;
  const ALEMBIC = {
    'alembic.ini': '[alembic]\nscript_location = alembic\n',
    'alembic/env.py':
      'from alembic import context\n\nfrom app.database import Base\n\ncontext.configure(target_metadata=Base.metadata)\n',
    'alembic/versions/0001_books.py': MIGRATION,
  };

  /** Returns the model and the migration of a gadget, where a book is declared so. */
  function columnsLike(
    imports: string,
    lines: readonly string[],
    fields = [...FIELDS, 'seen:datetime:optional', 'owner:ref=User', 'buyer:ref=User:optional'],
  ) {
    const model = `${imports}
from app.database import Base


class Book(Base):
    __tablename__ = "books"

${lines.map((each) => `    ${each}\n`).join('')}`;
    const files = gadgetIn({ ...ALEMBIC, 'app/models/book.py': model }, fields);
    const [, migration = ''] = [...files].find(([path]) => /versions/.test(path)) ?? [];
    const joined = (text: string) =>
      text
        .replaceAll(/\(\n\s+/g, '(')
        .replaceAll(/,?\n\s+\)/g, ')')
        .replaceAll(/,\n\s+/g, ', ');
    return { model: joined(files.get(MODEL_FILE) ?? ''), migration: joined(migration) };
  }

  test('columns say as much of themselves as the others do', () => {
    const { migration, model } = columnsLike(
      'import sqlalchemy as sa\nfrom sqlalchemy.orm import Mapped, mapped_column\n',
      [
        'id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)',
        'title: Mapped[str] = mapped_column(sa.String(80), nullable=False, comment="Title of the book")',
        'isbn: Mapped[str | None] = mapped_column(sa.String(13), unique=True, nullable=True, comment="Isbn")',
        'paid: Mapped[float | None] = mapped_column(sa.DECIMAL(10, 2), nullable=True, comment="Paid")',
        'sold: Mapped[str | None] = mapped_column(sa.TIMESTAMP(timezone=True), nullable=True, comment="Sold")',
        'owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, comment="Owner")',
      ],
    );
    for (const line of [
      'name: Mapped[str] = mapped_column(sa.String(120), nullable=False, comment="Name of the gadget")',
      'price: Mapped[Decimal] = mapped_column(sa.DECIMAL(10, 2), nullable=False, comment="Price of the gadget")',
      'remark: Mapped[str | None] = mapped_column(sa.Text, nullable=True, comment="Remark of the gadget")',
      'code: Mapped[str | None] = mapped_column(sa.String(20), unique=True, nullable=True, comment="Code of the gadget")',
      'seen: Mapped[datetime | None] = mapped_column(sa.TIMESTAMP(timezone=True), nullable=True, comment="Seen of the gadget")',
      'buyer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True, nullable=True, comment="Buyer id of the gadget")',
    ]) {
      expect(model).toContain(`    ${line}\n`);
    }
    expect(model).not.toContain('from sqlalchemy import');
    for (const column of [
      'sa.Column("price", sa.DECIMAL(precision=10, scale=2), nullable=False, comment="Price of the gadget")',
      'sa.Column("seen", sa.TIMESTAMP(timezone=True), nullable=True, comment="Seen of the gadget")',
      'sa.Column("owner_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True, comment="Owner id of the gadget")',
    ]) {
      expect(migration).toContain(column);
    }
  });

  test('types that annotations have are not repeated where none is', () => {
    const { migration, model } = columnsLike(
      'from sqlalchemy.orm import Mapped, mapped_column\n',
      [
        'id: Mapped[int] = mapped_column(primary_key=True)',
        'title: Mapped[str]',
        'isbn: Mapped[str | None] = mapped_column(unique=True)',
      ],
      ['name:str=120', 'amount:int', 'sold:date:optional', 'code:str=20:unique', 'note:text'],
    );
    expect(model).toContain('    name: Mapped[str]\n    amount: Mapped[int]\n');
    expect(model).toContain('    sold: Mapped[date | None]\n');
    expect(model).toContain('    code: Mapped[str] = mapped_column(unique=True)\n');
    expect(model).toContain('    note: Mapped[str] = mapped_column(Text)\n');
    expect(migration).toContain('sa.Column("name", sa.String(), nullable=False)');
    expect(migration).toContain('sa.Column("note", sa.Text(), nullable=False)');
  });

  test('columns of older models are as they are', () => {
    const { migration, model } = columnsLike(
      'from sqlalchemy import Column, ForeignKey, Integer, String\n',
      [
        'id = Column(Integer, primary_key=True, index=True)',
        'title = Column(String, nullable=False)',
        'isbn = Column(String, index=True)',
        'owner_id = Column(Integer, ForeignKey("users.id", ondelete="SET NULL"))',
      ],
    );
    expect(model).toContain('    name = Column(String, nullable=False)\n');
    expect(model).toContain('    remark = Column(Text)\n');
    expect(model).toContain('    code = Column(String, unique=True)\n');
    // Nothing can be taken from what has to be there.
    expect(model).toContain(
      '    owner_id = Column(Integer, ForeignKey("users.id"), nullable=False, index=True)\n',
    );
    expect(model).toContain(
      '    buyer_id = Column(Integer, ForeignKey("users.id", ondelete="SET NULL"), index=True)\n',
    );
    expect(migration).toContain('sa.ForeignKey("users.id", ondelete="SET NULL"), nullable=True');
    expect(migration).toContain('sa.Column("name", sa.String(), nullable=False)');
  });

  test('a key is of the type that the other keys say, under the name that it has there', () => {
    const { model } = columnsLike(
      'from datetime import datetime\n\nfrom sqlalchemy import ForeignKey, Integer as Int, String, func\nfrom sqlalchemy.orm import Mapped, mapped_column\n\nNumber = int\n\n',
      [
        'id: Mapped[int] = mapped_column(Int, primary_key=True)',
        'title: Mapped[str] = mapped_column(String(80), nullable=False)',
        'author_id: Mapped[Number] = mapped_column(Int, ForeignKey("users.id"), nullable=False)',
        'created_at: Mapped[datetime] = mapped_column(server_default=func.now())',
      ],
      ['name:str=20', 'owner:ref=User'],
    );
    expect(model).toContain('    name: Mapped[str] = mapped_column(String(20), nullable=False)\n');
    expect(model).toContain(
      '    owner_id: Mapped[Number] = mapped_column(Int, ForeignKey("users.id"), index=True, nullable=False)\n',
    );
  });

  test('what a person says of a reference comes first', () => {
    const { migration, model } = columnsLike(
      'from sqlalchemy import ForeignKey, Integer, String\nfrom sqlalchemy.orm import Mapped, mapped_column\n',
      [
        'id: Mapped[int] = mapped_column(Integer, primary_key=True)',
        'title: Mapped[str] = mapped_column(String(80))',
        'owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))',
      ],
      ['name:str', 'owner:ref=User:optional:on-delete=null'],
    );
    expect(model).toContain('ForeignKey("users.id", ondelete="SET NULL")');
    expect(migration).toContain('ForeignKey("users.id", ondelete="SET NULL")');
    expect(model + migration).not.toContain('CASCADE');
  });
});

test('fields of every type have what they need', () => {
  const types =
    'str text int smallint bigint float decimal=10.2 bool date datetime time duration uuid json email url ip enum=a/b list=str';
  const fields = types.split(' ').map((type, index) => `field_${index}:${type}:optional`);
  const written = gadgetIn({}, fields);
  expect(written.get(SCHEMA_FILE)).toContain('IPvAnyAddress,\n');
  expect(written.get(MODEL_FILE)).toContain('field_18: Mapped[list[str] | None]');
});

describe('of unique fields', () => {
  const UNIQUE = MODEL.replace(
    'mapped_column(String(13))',
    'mapped_column(String(13), unique=True)',
  ).replace('isbn: Mapped[str | None]', 'isbn: Mapped[str]');
  const REPOSITORY = `from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.book import Book


class BookRepository:
    def __init__(self, db: Session):
        self.db = db

    def get_by_isbn(self, isbn: str) -> Book | None:
        """Find a book by its ISBN."""
        return self.db.scalar(select(Book).where(Book.isbn == isbn))

    def add(self, book: Book) -> Book:
        self.db.add(book)
        self.db.commit()
        return book
`;
  const CHECKED = ROUTER.replace(
    '    book = Book(**data.model_dump())',
    `    if BookRepository(db).get_by_isbn(data.isbn):
        raise HTTPException(409, f"Book with ISBN {data.isbn} already exists")
    book = Book(**data.model_dump())`,
  )
    .replace(
      '    book = get_book(book_id, db)',
      `    book = get_book(book_id, db)
    if data.isbn is not None and data.isbn != book.isbn:
        taken = db.execute(select(Book).where(Book.isbn == data.isbn))
        if taken.first():
            raise HTTPException(409, "This isbn is taken")`,
    )
    .replace(
      'from app.schemas',
      'from app.repositories.book import BookRepository\nfrom app.schemas',
    )
    .replace('from sqlalchemy.orm', 'from sqlalchemy import select\nfrom sqlalchemy.orm');
  const uniqueLike = (fields: readonly string[]) => {
    const files = gadgetIn(
      {
        'app/models/book.py': UNIQUE,
        'app/repositories/__init__.py': '',
        'app/repositories/book.py': REPOSITORY,
        'app/routers/books.py': CHECKED,
      },
      fields,
    );
    return {
      repository: files.get('app/repositories/gadget.py') ?? '',
      router: files.get('app/routers/gadgets.py') ?? '',
    };
  };

  test('the new ones are looked up and checked as those of the neighbour are', () => {
    const { repository, router } = uniqueLike(['name:str', 'serial_number:int:unique']);
    expect(
      repository,
    ).toContain(`    def get_by_serial_number(self, serial_number: int) -> Gadget | None:
        """Find a gadget by its serial number."""
        return self.db.scalar(
            select(Gadget).where(Gadget.serial_number == serial_number)
        )
`);
    expect(router).toContain(`    if GadgetRepository(db).get_by_serial_number(data.serial_number):
        raise HTTPException(
            409, f"Gadget with serial number {data.serial_number} already exists"
        )
`);
    expect(router).toContain('data.serial_number != gadget.serial_number:');
    expect(router).toContain('"This serial number is taken"');
    expect(repository + router).not.toMatch(/isbn/i);
  });

  test('rows are found by the new one where those of the neighbour are found by theirs', () => {
    const keyed = {
      'app/models/book.py': UNIQUE,
      'app/crud/__init__.py': '',
      'app/crud/book.py': `from sqlalchemy import select

from app.models.book import Book


def read_book(db, isbn: str) -> Book | None:
    return db.scalar(select(Book).where(Book.isbn == isbn))
`,
      'app/routers/books.py': ROUTER.replace(
        'from app.models',
        'from app.crud.book import read_book\nfrom app.models',
      )
        .replaceAll('{book_id}', '{isbn}')
        .replaceAll('book_id: int', 'isbn: str')
        .replaceAll('db.get(Book, book_id)', 'read_book(db, isbn)')
        .replaceAll('get_book(book_id, db)', 'get_book(isbn, db)'),
    };
    for (const fields of [
      ['name:str', 'code:int:unique'],
      ['isbn:str', 'tag:str:unique:optional', 'code:int:unique'],
    ]) {
      const files = gadgetIn(keyed, fields);
      const router = files.get('app/routers/gadgets.py') ?? '';
      expect(router).toContain('@router.patch("/{code}", response_model=GadgetRead)');
      expect(router).toContain('def get_gadget(code: int, db: Session = Depends(get_db)):');
      expect(router).toContain('    gadget = read_gadget(db, code)\n');
      expect(router).toContain('    gadget = get_gadget(code, db)\n');
      expect(files.get('app/crud/gadget.py')).toContain(
        'def read_gadget(db, code: int) -> Gadget | None:\n    return db.scalar(select(Gadget).where(Gadget.code == code))\n',
      );
    }
    expect(() => gadgetIn(keyed, ['isbn:str'])).toThrow(
      'book is found by its isbn, of which no two may be the same. Say ":unique" of it',
    );
    expect(gadgetIn(keyed, ['isbn:str:unique']).get('app/routers/gadgets.py')).toContain(
      '"/{isbn}"',
    );
  });

  test('each of several, and those that may be empty only if they are given', () => {
    const { repository, router } = uniqueLike(['isbn:str:unique', 'code:str=9:unique:optional']);
    expect(repository).toContain('    def get_by_isbn(self, isbn: str)');
    expect(repository).toContain('    def get_by_code(self, code: str)');
    expect(router).toContain('    if GadgetRepository(db).get_by_isbn(data.isbn):\n');
    expect(router).toContain(`    if data.code is not None:
        if GadgetRepository(db).get_by_code(data.code):
            raise HTTPException(409, f"Gadget with CODE {data.code} already exists")
`);
    expect(router).toContain('if data.code is not None and data.code != gadget.code:');
  });

  test('where there is none, nothing is looked up, whether or not there is a field of that name', () => {
    for (const fields of [['name:str'], ['name:str', 'isbn:str=13']]) {
      const { repository, router } = uniqueLike(fields);
      expect(repository).not.toContain('get_by');
      expect(router).not.toMatch(/get_by|409|taken/);
      expect(repository).toContain('    def add(self');
    }
  });
});

describe('in a whole feature', () => {
  const garage = (fields: readonly string[]) => {
    const planned = plannedFiles(
      findArchitecture('layered-direct'),
      new Workspace(join(import.meta.dirname, '..', 'neighbours', 'garage')),
      ['gadget', ...fields],
      { like: 'vehicle' },
    );
    return new Map(planned.map(({ after, path }) => [path, after]));
  };
  const files = garage([
    'name:str=120',
    'price:decimal=10.2:gt=0',
    'note:text:optional',
    'sku:str=20:unique',
    'mechanic:ref=Mechanic',
    'owner:ref=Mechanic',
  ]);
  const service = files.get('app/services/gadget.py') ?? '';
  const tests = files.get('tests/test_gadgets.py') ?? '';

  test('validators of several fields are those of the new ones: all of a type, or all that have to be there', () => {
    const schemas = files.get(SCHEMA_FILE) ?? '';
    expect(schemas).toContain(
      '    @field_validator("name", "sku")\n    @classmethod\n    def strip',
    );
    expect(schemas).toContain(
      '    @field_validator("name", "price", "sku", "owner_id")\n    @classmethod\n    def refuse_null(cls, value):\n        if value is None:',
    );
    const numbers = garage(['amount:int', 'price:decimal=10.2']).get(SCHEMA_FILE);
    expect(numbers).not.toContain('def strip');
    expect(numbers).toContain('    @field_validator("amount", "price")\n');
  });

  test('what both refer to is looked up as it was, besides what only the new feature refers to', () => {
    expect(service).toContain('get(Mechanic, data.mechanic_id) is None');
    expect(service).toContain('get(Mechanic, data.owner_id) is None');
  });

  test('helpers of tests take one of the new fields, and their callers give it', () => {
    expect(tests).toContain('def create(client, mechanic, sku="sku of gadget 1", **more):\n');
    expect(tests).toContain('        "name": "name of gadget 1",\n');
    expect(tests).toContain('        "sku": sku,\n');
    expect(tests).toContain('    create(client, mechanic, "CD-2")\n');
    expect(tests).toContain('json={"name": None}');
    expect(tests).toContain('def test_create_gadget_duplicate_sku(client, mechanic):');
  });

  test('nothing is said of fields that there are not', () => {
    expect(service).toContain('"""Create a gadget with its fields."""');
    expect(service).toContain('"""Update a gadget\'s fields."""');
    expect(files.get('app/routers/gadgets.py')).toContain('summary="All gadgets by sku"');
    expect(files.get('app/repositories/gadget.py')).toContain('.order_by(Gadget.sku)');
    expect(files.get(MODEL_FILE)).not.toContain('#');
    expect(tests).not.toContain('#');
    for (const path of ['app/repositories/gadget.py', SCHEMA_FILE, MODEL_FILE]) {
      expect(files.get(path)).not.toMatch(/plate|insurance/i);
    }
    // Without a unique field, rows are found by none.
    const plain = garage(['name:str=120']);
    expect(plain.get('app/routers/gadgets.py')).toContain('summary="All gadgets by id"');
    expect(plain.get('app/services/gadget.py')).not.toMatch(/plate|409/);
    expect(plain.get('tests/test_gadgets.py')).not.toMatch(/plate|409/);
  });

  test('what is left out of a class in a module of several features leaves one empty line', () => {
    const model = MODEL.split('\n\n\n')[1] ?? '';
    const files = gadgetIn({
      'app/models/book.py': '',
      'app/models/__init__.py': USER.concat(
        '\n\n',
        model,
        '    \n    \n    def by_isbn(self):\n        return self.isbn\n    \n    \n    def shout(self):\n        return "!"\n',
      ),
      'app/routers/books.py': ROUTER.replace('app.models.book', 'app.models'),
    });
    expect(files.get('app/models/__init__.py')).toMatch(
      /code: Mapped\[str \| None\] = .*\n\n {4}def shout\(self\):\n/,
    );
  });

  test('values that are given by their position are those of the new fields', () => {
    const written = gadgetIn(
      {
        'app/services/__init__.py': '',
        'app/services/book.py': `from sqlalchemy.orm import Session

from app.models.book import Book


def add_book(db: Session, title: str, isbn: str | None) -> Book:
    book = Book(title=title, isbn=isbn)
    db.add(book)
    db.commit()
    return book
`,
        'app/routers/books.py': ROUTER.replace(
          '    book = Book(**data.model_dump())\n    db.add(book)\n    db.commit()\n    return book\n',
          '    return add_book(db, data.title, data.isbn)\n',
        ).replace('\nrouter =', 'from app.services.book import add_book\n\nrouter ='),
      },
      ['amount:int', 'note:text:optional', 'price:decimal=10.2'],
    );
    expect(written.get('app/services/gadget.py')).toContain(
      'def add_gadget(db: Session, amount: int, price: Decimal, note: str | None) -> Gadget:\n',
    );
    expect(written.get('app/routers/gadgets.py')).toContain(
      '    return add_gadget(db, data.amount, data.price, data.note)\n',
    );
  });
});
