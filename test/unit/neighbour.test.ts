/** Features that are written like one that stands. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { planChange } from '../../shared/evolve/change.js';
import { planRemoval } from '../../shared/evolve/removal.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { repeatMembers, withoutMembers } from '../../shared/plan/neighbour/needed-members.js';
import { withOtherEnd } from '../../shared/plan/neighbour/other-ends.js';
import { particularIn } from '../../shared/plan/neighbour/particular.js';
import {
  repeatRegistrations,
  withoutRepeatedItems,
} from '../../shared/plan/neighbour/registrations.js';
import { planFeature } from '../../shared/plan/plan.js';
import type { ModelHabits } from '../../shared/project/foreign/models.js';
import { readBackend } from '../../shared/project/foreign/read-backend.js';
import { standingFeatures } from '../../shared/project/neighbour/nearest.js';
import { proseRenaming, renaming } from '../../shared/project/neighbour/words.js';
import { Workspace } from '../../shared/project/workspace.js';
import { chooseNeighbours } from '../../shared/run/neighbour-choice.js';
import { inspectProject } from '../../shared/show/inspection.js';
import { newProject, plannedFiles } from './planned-files.js';
import { altered, likeIn, PRODUCT, standing } from './standing-backend.js';

/** Returns the text of each file of a feature of products, by its path. */
function like(project: string, neighbour: string, words = PRODUCT): ReadonlyMap<string, string> {
  const files = plannedFiles(findArchitecture('layered-direct'), standing(project), words, {
    like: neighbour,
  });
  return new Map(files.map(({ after, path }) => [path, after]));
}

describe('words', () => {
  const rename = renaming(
    { feature: 'order', features: 'orders' },
    { feature: 'invoice_line', features: 'invoice_lines' },
    [{ feature: 'order_item', features: 'order_items' }],
  );

  test.each([
    ['order', 'invoice_line'],
    ['OrderRead, SqlOrder, ORDERS', 'InvoiceLineRead, SqlInvoiceLine, INVOICE_LINES'],
    ['get_order_by_id', 'get_invoice_line_by_id'],
    ['"/orders" tags=["Orders"]', '"/invoice-lines" tags=["Invoice Lines"]'],
    ['An order of orders', 'An invoice_line of invoice_lines'],
    [
      'OrderItem, order_items, border, ordered, reorder',
      'OrderItem, order_items, border, ordered, reorder',
    ],
  ])('of %s', (text, renamed) => {
    expect(rename(text)).toBe(renamed);
  });
});

test('a class may spell the name of its feature in capitals of its own', () => {
  const rule = { feature: 'ip_rule', features: 'ip_rules', name: 'IPRuleModel' };
  const rename = renaming(rule, { feature: 'crate', features: 'crates' }, []);
  expect(rename('class IPRuleModel, IPRules, ip_rules, IPRuler')).toBe(
    'class CrateModel, Crates, crates, IPRuler',
  );
});

test.each([
  ['"An order of orders"', '"An invoice line of invoice lines"'],
  ['"Order {order.id} not found"', '"Invoice line {order.id} not found"'],
  ['# See order.py, /orders and `order`.', '# See order.py, /orders and `order`.'],
])('in sentences, words are not joined: %s', (sentence, written) => {
  const rename = proseRenaming(
    { feature: 'order', features: 'orders' },
    { feature: 'invoice_line', features: 'invoice_lines' },
  );
  expect(rename?.(sentence)).toBe(written);
});

test('sentences of every file are written so, and tests wait for what is said', () => {
  const files = like('sqlmodel-stations', 'station', ['weather_site', 'title:str=40']);
  const router = files.get('app/routes/weather_sites.py');
  expect(router).toContain('"""Get a weather site by its id."""');
  expect(router).toContain('detail="Weather site not found"');
  expect(files.get('tests/test_weather_sites.py')).toContain('== "Weather site not found"\n');
});

test('what is called like a method of HTTP, or a schema like its model, is told apart', () => {
  const files = like('blog-posts', 'post', ['invoice_line', 'label:str=40', 'amount:int:optional']);
  const router = files.get('app/routers/invoice_lines.py');
  expect(router).toContain(
    '@router.post("/invoice-line", response_model=InvoiceLine, status_code=201)',
  );
  expect(router).toContain('def write_invoice_line(data: InvoiceLineCreate');
  const schemas = files.get('app/schemas/invoice_line.py');
  expect(schemas).toContain('class InvoiceLineCreate(InvoiceLineBase):\n    pass\n');
  expect(schemas).not.toContain('mapped_column');
  expect(files.get('tests/test_invoice_lines.py')).toContain(
    'client.post("/invoice-line", json=body)',
  );
});

test('the migration has the columns that the neighbour has for every row', () => {
  const files = like('blog-posts', 'post', ['invoice_line', 'label:str=40']);
  const [, migration] = [...files].find(([path]) => /versions/.test(path)) ?? [];
  expect(migration).toContain('sa.Column("updated_at", sa.DateTime(), nullable=True)');
  expect(migration).toContain('sa.Column("is_deleted", sa.Boolean(), nullable=False)');
});

test('what only has the word of the neighbour in it is not repeated', () => {
  const rename = (text: string) => text.replaceAll('book', 'crate').replaceAll('Book', 'Crate');
  const words = { mention: /[bB]ook/, own: /[cC]rate/, rename };
  const source =
    'app = FastAPI(title="Books API", routes=[books])\nfrom app.books import *\nnames = {"books": books}\n';
  expect(repeatRegistrations('main.py', source, words)).toBe(
    'app = FastAPI(title="Books API", routes=[books, crates])\nfrom app.books import *\nfrom app.crates import *\nnames = {"books": books, "crates": crates}\n',
  );
});

test('models that refer to the neighbour do not refer to another feature, unless that has the other end', () => {
  const rename = (text: string) => text.replaceAll('book', 'crate').replaceAll('Book', 'Crate');
  const words = { mention: /[bB]ook/, own: /[cC]rate/, rename };
  const page =
    'class Page(Base):\n    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"))\n    book: Mapped["Book"] = relationship(back_populates="pages")\n';
  expect(repeatRegistrations('page.py', page, words)).toBe(page);
  expect(repeatMembers(page, ['book'], rename)).toBe(page);
  const user =
    'class User(Base):\n    books: Mapped[list["Book"]] = relationship(back_populates="owner")\n';
  expect(repeatRegistrations('user.py', user, words)).toBe(user);
  expect(
    repeatRegistrations('user.py', user, { ...words, relationships: new Set(['owner']) }),
  ).toBe(`${user}    crates: Mapped[list["Crate"]] = relationship(back_populates="owner")\n`);
});

test('the other end of a relationship comes with what type checkers import for it, and goes with it', () => {
  const rename = (text: string) => text.replaceAll('book', 'crate').replaceAll('Book', 'Crate');
  const relationships = new Set(['owner']);
  const words = { mention: /[bB]ook/, own: /[cC]rate/, rename, relationships };
  const user = (imports: string, ends: string) =>
    `if TYPE_CHECKING:\n    from .book import Book\n${imports}\n\nclass User(Base):\n    books: list["Book"] = Relationship(back_populates="owner")\n${ends}`;
  const written = user(
    '    from .crate import Crate\n',
    '    crates: list["Crate"] = Relationship(back_populates="owner")\n',
  );
  expect(repeatRegistrations('user.py', user('', ''), words)).toBe(written);
  expect(withoutRepeatedItems(written, words)).toBe(user('    from .crate import Crate\n', ''));
});

test.each([
  [
    'relationship(back_populates="books")',
    'relationship(back_populates="crates")',
    'relationship()',
  ],
  [
    'relationship("User", back_populates="books", lazy="joined")',
    'relationship("User", back_populates="crates", lazy="joined")',
    'relationship("User", lazy="joined")',
  ],
  [
    "Relationship(backref='books', lazy=True)",
    "Relationship(backref='crates', lazy=True)",
    'Relationship(lazy=True)',
  ],
])('%s has its own name at the other end, or no other end', (text, paired, alone) => {
  const write = (end: string) => end.replace('book', 'crate');
  expect(withOtherEnd('owner', text, new Map([['owner', 'user.py']]), write)).toBe(paired);
  expect(withOtherEnd('owner', text, new Map(), write)).toBe(alone);
});

test('an import that only passes a name on is repeated, whatever it is called there', () => {
  const rename = (text: string) => text.replaceAll('book', 'crate').replaceAll('Book', 'Crate');
  const words = { mention: /[bB]ook/, own: /[cC]rate/, rename };
  const source = 'from app.book.models import Book as Book\n';
  expect(repeatRegistrations('models/__init__.py', source, words)).toContain(
    'from app.crate.models import Crate as Crate\n',
  );
});

test('of nested lists, the innermost has the new feature beside the neighbour', () => {
  const rename = (text: string) => text.replaceAll('BOOKS', 'CRATES');
  const words = { mention: /BOOKS/, own: /CRATES/, rename };
  const source =
    'ROLES = {\n    "admin": {\n        May.SEE_USERS,\n        May.SEE_BOOKS,\n    },\n    "editor": {May.SEE_BOOKS, May.SEE_PAGES},\n}\n';
  expect(repeatRegistrations('roles.py', source, words)).toBe(
    'ROLES = {\n    "admin": {\n        May.SEE_USERS,\n        May.SEE_BOOKS,\n        May.SEE_CRATES,\n    },\n    "editor": {May.SEE_BOOKS, May.SEE_CRATES, May.SEE_PAGES},\n}\n',
  );
});

test.each([
  ['for each in (books, crates, members):\n    include(each)\n', '(books, members)'],
  ['ALL = [\n    books,\n    crates,\n]\n', '[\n    books,\n]'],
  ['ALL = (books, crates,)\n', '(books,)'],
  ['ALL = [members, crates, books]\n', '[members, books]'],
  ['ALL = {"books": books, "crates": crates}\n', '{"books": books}'],
  ['CRATES = [crates]\n', '[crates]'],
])('items of lists are taken out again: %j', (source, without) => {
  const rename = (text: string) => text.replaceAll('book', 'crate').replaceAll('Book', 'Crate');
  const words = { mention: /[bB]ook/, own: /[cC]rate/, rename };
  expect(withoutRepeatedItems(source, words)).toContain(without);
});

test('what functions do with rows of the neighbour makes nothing known, and is not repeated', () => {
  const rename = (text: string) => text.replaceAll('book', 'crate').replaceAll('Book', 'Crate');
  const words = { mention: /[bB]ook/, own: /[cC]rate/, rename };
  const kept = [
    '@router.post("/lend")\ndef lend(session):\n    book = find(session, Book)\n    add(book.id, session)\n',
    'def total(session):\n    book = session.get(Book, 1)\n    send({"price": book.price})\n',
  ];
  for (const source of kept) expect(repeatRegistrations('lend.py', source, words)).toBe(source);
  const registered =
    'class Unit:\n    def __init__(self, session):\n        self.books = Books(session)\n\n\n' +
    'def create_app():\n    for each in (books, members):\n        app.include_router(each.router)\n    app.include_router(books.router)\n';
  const text = repeatRegistrations('main.py', registered, words);
  expect(text).toContain(
    '        self.books = Books(session)\n        self.crates = Crates(session)\n',
  );
  expect(text).toContain('    for each in (books, crates, members):\n');
  expect(text).toContain(
    '    app.include_router(books.router)\n    app.include_router(crates.router)\n',
  );
});

test('references and tests of them go where the new feature has none', () => {
  const tests = like('lending', 'loan', ['sheet', 'label:str=40']).get('tests/test_sheets.py');
  expect(tests).toContain('def sheet(client):\n    body = {"label": "label of sheet 1"}\n');
  expect(tests).not.toContain('of_nothing');
});

test('a module that nothing imports is left out, and that is said', () => {
  const backend = readBackend(standing('unused-module'));
  const [feature] = backend === undefined ? [] : standingFeatures(backend);
  expect(feature?.left).toEqual([{ path: 'app/old_parcels.py', isUsed: false }]);
  const architecture = findArchitecture('layered-direct');
  const spec = featureFromArguments('crate', ['label:str=40'], { like: 'parcel' }, architecture);
  const { files, notes } = planFeature(layOut(architecture, standing('unused-module')), spec);
  expect(files.map(({ path }) => path)).not.toContain('app/old_crates.py');
  expect(notes).toContain('There is none like app/old_parcels.py: nothing imports it.');
});

test('the most complete feature comes first, with its files and what registers it', () => {
  const backend = readBackend(standing('hexagonal'));
  const [first, second] = backend === undefined ? [] : standingFeatures(backend);
  expect([first?.model.feature, second?.model.feature]).toEqual(['book', 'author']);
  expect(first?.files).toContain('app/application/use_cases/books/create_book.py');
  expect(first?.registrations).toEqual(['app/infrastructure/models/__init__.py', 'app/main.py']);
});

test.each([
  // Its users have more files, or definitions in more of them.
  ['tests-by-feature', ['item', 'user']],
  ['registry-dataclasses', ['todo', 'user']],
])('the feature of who signs in is no example: %s', (name, features) => {
  const backend = readBackend(standing(name));
  const found = backend === undefined ? [] : standingFeatures(backend);
  expect(found.map(({ model }) => model.feature)).toEqual(features);
});

test('who has signed in is told once: nothing of it is written for another feature', () => {
  const written = like('sqlmodel-routes', 'user');
  expect(written.has('backend/app/api/deps.py')).toBe(false);
  expect([...written.values()].join('\n')).not.toMatch(/get_current_product|CurrentProduct/);
});

test('a package that only passes on what it imports keeps all of it, without what is left out', () => {
  const files = like('clinic', 'room', ['ward', 'label:str=40']);
  expect(files.get('app/usecase/ward/__init__.py')).toBe(
    ['create_ward', 'delete_ward', 'find_ward_by_id', 'find_wards', 'update_ward']
      .map((name) => {
        const Name = name.replaceAll(/(^|_)([a-z])/g, (_, _1, letter) => letter.toUpperCase());
        return `from .${name}_usecase import ${Name}UseCase, ${Name}UseCaseImpl\n`;
      })
      .join(''),
  );
  expect(files.get('app/infrastructure/sqlite/ward/ward_dto.py')).toContain('class WardDTO(Base):');
});

test('below a parent, a feature is written as what is there below it', () => {
  const files = like('boards', 'card', ['note', 'text:str=40', 'color:str=7', 'board:ref=Board']);
  const router = files.get('src/api/notes/router.py');
  expect(router).toContain("APIRouter(prefix='/boards/{board_id}/notes', tags=['notes'])");
  // A variable of a loop is no field, and what is about one field of several is that of the neighbour.
  const service = files.get('src/api/notes/service.py');
  expect(service).toContain('for name, value in data.model_dump().items():\n');
  expect(service).not.toContain('def move');
  expect(files.get('tests/test_notes.py')).toContain('def note(client, board):\n');
});

test.each([
  ['board:ref=Board', 'label'],
  [undefined, 'board'],
])('with %s, the nearest is %s', (field, nearest) => {
  const words = ['note', 'title:str=40', ...(field === undefined ? [] : [field])];
  const architecture = findArchitecture('package-per-feature');
  const spec = featureFromArguments('note', words.slice(1), {}, architecture);
  const request = { architecture, features: [spec], choices: {} };
  const { features, notes } = chooseNeighbours(request, standing('boards'));
  expect([features[0]?.like, notes]).toEqual([nearest, []]);
});

/** Returns what features without a neighbour of their own get, and what is said of it. */
function chosenIn(
  root: string | Workspace,
  features: readonly [string[], object?][],
  id = 'layered-direct',
) {
  const architecture = findArchitecture(id);
  const workspace = typeof root === 'string' ? standing(root) : root;
  const specs = features.map(([[name = '', ...fields], options = {}]) =>
    featureFromArguments(name, fields, options, architecture),
  );
  const chosen = chooseNeighbours({ architecture, features: specs, choices: {} }, workspace);
  return { ...chosen, likes: chosen.features.map(({ like }) => like) };
}

describe('without a neighbour of its own, a feature', () => {
  test('is written like the nearest that is complete, and so is one that refers to it', () => {
    const words = ['gadget:ref=Gadget', 'title:str=40'];
    const { likes, notes } = chosenIn('hexagonal', [[PRODUCT], [['gadget', 'name:str']]]);
    expect([likes, notes]).toEqual([['book', 'book'], []]);
    const parts: [string[]][] = [[['gadget', 'name:str']], [['part', ...words]]];
    expect(chosenIn('hexagonal', parts, 'onion').likes).toEqual(['book', 'book']);
    // A feature that is fitted in would look the gadget up.
    const direct = chosenIn('hexagonal', parts);
    expect(direct.likes).toEqual(['book', undefined]);
    expect(direct.notes).toEqual([expect.stringMatching(/gadget_id of no row is answered/)]);
  });

  test('is fitted in where a unique value would be answered with 500', () => {
    const { likes, notes } = chosenIn('hexagonal', [[['gadget', 'name:str=40:unique']]]);
    expect(likes).toEqual([undefined]);
    expect(notes).toEqual([expect.stringMatching(/same name is answered, so .* fails with 500/)]);
  });

  test('is fitted in where that lacks endpoints or tests, and is told of it', () => {
    const { likes, notes } = chosenIn('lending', [[PRODUCT]]);
    expect(likes).toEqual([undefined]);
    expect(notes).toEqual([expect.stringMatching(/^Where member is .*, --like member writes/)]);
  });

  test('is fitted in where it cannot be written so, and the reason is said', () => {
    // Nothing says any more what callers give, so that it may be the owner, too.
    const workspace = standing('recipes');
    for (const path of ['app/recipes/router.py', 'app/menus/router.py']) {
      const untyped = (workspace.read(path) ?? '').replaceAll(/: \w+(Create|Update)\b/g, ': dict');
      workspace.write(path, untyped, { layer: 'router', why: 'Takes anything.' });
    }
    const { likes, notes } = chosenIn(workspace, [[PRODUCT]]);
    expect(likes).toEqual([undefined]);
    expect(notes).toEqual([
      expect.stringMatching(/^Fitted in from templates, as it cannot .* without owner_id/),
    ]);
    expect(chosenIn(workspace, [[[...PRODUCT, 'owner:ref=User']]]).likes).toEqual(['recipe']);
  });

  test('belongs to whom rows of its neighbour belong to, where no caller says that', () => {
    const { features, likes, notes } = chosenIn('recipes', [[PRODUCT]]);
    expect(likes).toEqual(['recipe']);
    expect(features[0]?.fields.map(({ name, target }) => [name, target])).toEqual([
      ['name', undefined],
      ['price', undefined],
      ['owner', 'User'],
    ]);
    expect(notes).toEqual([
      'product has owner:ref=User, too, as recipe has: no request says it, the application does.',
    ]);
    const said = chosenIn('recipes', [[[...PRODUCT, 'owner:ref=User']]]);
    expect(said).toMatchObject({ likes: ['recipe'], notes: [] });
    // Nor does it where templates are used.
    const [none] = chosenIn('recipes', [[PRODUCT, { like: 'none' }]]).features;
    expect(none?.fields).toHaveLength(2);
  });

  test('is not written like what all others are built on', () => {
    const workspace = standing('hexagonal');
    expect(chosenIn(workspace, [[PRODUCT]]).likes).toEqual(['book']);
    const write = (path: string, text: string) =>
      workspace.write(path, text, { layer: 'models', why: 'Derives.' });
    const derived = ['Loan', 'Shelf', 'Fine'].map((name) => `class ${name}(BookRow):\n    pass\n`);
    write(
      'app/domain/rows.py',
      `from app.domain.book import Book as BookRow\n\n\n${derived.join('\n\n')}`,
    );
    expect(chosenIn(workspace, [[PRODUCT]]).likes).toEqual(['author']);
  });

  test('stays what it is where somebody says so, or it stands', () => {
    expect(chosenIn('hexagonal', [[PRODUCT, { like: 'none' }]]).likes).toEqual(['none']);
    expect(chosenIn('hexagonal', [[PRODUCT, { like: 'author' }]]).likes).toEqual(['author']);
    const workspace = standing('hexagonal');
    const features = { product: { fields: {}, like: 'author' }, gadget: { fields: {} } };
    const memory = {
      'generator-fastapi-feature': { architecture: 'onion', foreign: true, features },
    };
    workspace.write('.yo-rc.json', JSON.stringify(memory), { layer: 'models', why: 'Remembers.' });
    const { likes } = chosenIn(workspace, [[PRODUCT], [['gadget', 'name:str']]]);
    expect(likes).toEqual(['author', undefined]);
  });

  test('is below rows of another where a neighbour is, with the reference that this takes', () => {
    const nested = chosenIn('boards', [[['note', 'title:str=40'], { parent: 'board' }]]);
    const [note] = nested.features;
    expect([note?.like, note?.parent]).toEqual(['label', undefined]);
    expect(note?.fields.map(({ name }) => name)).toEqual(['board', 'title']);
    // Nothing is nested in labels.
    const refused = chosenIn('boards', [[['note', 'title:str=40'], { parent: 'label' }]]);
    expect(refused.features[0]?.parent).toBe('label');
  });

  test('is written like the next where nobody has to sign in for the nearest, though people can', () => {
    const workspace = standing('boards');
    const path = 'src/api/labels/router.py';
    const open = (workspace.read(path) ?? '')
      .replaceAll(/, user: CurrentUser/g, '')
      .replace(/^from src.api.users.*\n/m, '');
    workspace.write(path, open, { layer: 'router', why: 'Opens it.' });
    expect(chosenIn(workspace, [[['note', 'board:ref=Board']]]).likes).toEqual(['card']);
    expect(chosenIn('boards', [[['note', 'board:ref=Board']]]).likes).toEqual(['label']);
  });

  test('is not written like what a run has written before', () => {
    const workspace = standing('hexagonal');
    const features = { book: { fields: { title: 'str' } }, author: { fields: { name: 'str' } } };
    const memory = {
      'generator-fastapi-feature': { architecture: 'layered-direct', foreign: true, features },
    };
    workspace.write('.yo-rc.json', JSON.stringify(memory), { layer: 'models', why: 'Remembers.' });
    expect(chosenIn(workspace, [[PRODUCT]])).toMatchObject({ likes: [undefined], notes: [] });
  });

  test('that founds a project has none', () => {
    expect(chosenIn(newProject(), [[PRODUCT]])).toMatchObject({ likes: [undefined], notes: [] });
  });
});

test('what is called after the neighbour alone is no part of what another feature is written like', () => {
  const root = mkdtempSync(join(tmpdir(), 'particular-'));
  cpSync(join(import.meta.dirname, '..', 'neighbours', 'team-service'), root, { recursive: true });
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  const main = readFileSync(join(root, 'app/main.py'), 'utf8');
  write(
    'app/material_middleware.py',
    'class MaterialMiddleware:\n    def __init__(self, app):\n        self.app = app\n',
  );
  write(
    'app/main.py',
    `from app.material_middleware import MaterialMiddleware\n${main}\napp.add_middleware(MaterialMiddleware)\n`,
  );
  const isolation =
    'from app.models.material import Material\n\n\ndef test_it():\n    assert Material\n';
  write('tests/test_material_isolation.py', isolation);
  write('tests/test_signing_in.py', isolation);
  try {
    const architecture = findArchitecture('layered-service');
    const spec = featureFromArguments(
      'crate',
      ['label:str=40'],
      { like: 'material' },
      architecture,
    );
    const { files, notes } = planFeature(layOut(architecture, new Workspace(root)), spec);
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('app/models/crate.py');
    expect(paths).toContain('tests/test_crates.py');
    expect(paths.filter((path) => /middleware|isolation|signing|main/.test(path))).toEqual([]);
    expect(notes).toContain(
      'There is none like app/material_middleware.py: no other feature has one of the kind.',
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('a table and a tag have the word of the feature, also where lists of all features call their rows so', () => {
  const workspace = standing('layers-async');
  const page = 'class Page:\n    items: list[int]\n';
  workspace.write('app/schemas/page.py', page, { layer: 'schemas', why: 'A page of anything.' });
  const architecture = findArchitecture('layered-service');
  const files = plannedFiles(architecture, workspace, ['crate', ...PRODUCT.slice(1)], {
    like: 'item',
  });
  const texts = files.map(({ after }) => after).join('\n');
  expect(texts).toContain('__tablename__ = "crates"');
  expect(texts).toContain('tags=["crates"]');
  // What provides each feature is no list of rows.
  const wired = like('wired', 'book');
  expect(wired.get('app/products/router.py')).toContain('from app.products.schemas import');
  expect(wired.get('app/ioc.py')).toContain('    products = provide(ProductRepository)\n');
});

test('what the neighbour uses of shared classes, and its fields in lists of names and texts, are there for the new one', () => {
  const root = mkdtempSync(join(tmpdir(), 'members-'));
  cpSync(join(import.meta.dirname, '..', 'neighbours', 'team-service'), root, { recursive: true });
  const path = (name: string) => join(root, 'app', name);
  const model = readFileSync(path('models/supplier.py'), 'utf8');
  const service = readFileSync(path('services/supplier_service.py'), 'utf8');
  writeFileSync(
    path('core/permissions.py'),
    'from enum import Enum\n\n\nclass Permission(Enum):\n    SEE_USERS = 1\n    SEE_SUPPLIERS = 2\n\n\nCLERK = {Permission.SEE_USERS, Permission.SEE_SUPPLIERS}\n',
  );
  writeFileSync(
    path('models/supplier.py'),
    `${model}\n    def __repr__(self) -> str:\n        return f"<Supplier name={self.name!r}>"\n`,
  );
  writeFileSync(
    path('services/supplier_service.py'),
    `from app.core.permissions import Permission\n${service}\n\nSUPPLIER_SORTS = ("created_at", "name")\nSUPPLIER_ASKS = Permission.SEE_SUPPLIERS\n`,
  );
  try {
    const files = plannedFiles(
      findArchitecture('layered-service'),
      new Workspace(root),
      ['crate', 'label:str=40', 'weight:int'],
      { like: 'supplier' },
    );
    const texts = new Map(files.map(({ after, path }) => [path, after]));
    expect(texts.get('app/core/permissions.py')).toContain('    SEE_CRATES = 2\n');
    expect(texts.get('app/core/permissions.py')).toContain(
      'CLERK = {Permission.SEE_USERS, Permission.SEE_SUPPLIERS, Permission.SEE_CRATES}',
    );
    expect(texts.get('app/models/crate.py')).toContain('f"<Crate label={self.label!r}>"');
    const written = texts.get('app/services/crate_service.py');
    expect(written).toContain('CRATE_SORTS = ("created_at", "label")');
    expect(written).toContain('CRATE_ASKS = Permission.SEE_CRATES');
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('members of classes are repeated with their decorators, once', () => {
  const rename = (text: string) => text.replaceAll('books', 'crates').replaceAll('Book', 'Crate');
  const source =
    'class Unit:\n    @property\n    def books(self):\n        return Book\n\n    @property\n    def users(self):\n        return User\n';
  const once = repeatMembers(source, ['books'], rename);
  expect(once).toContain(
    '        return Book\n\n    @property\n    def crates(self):\n        return Crate\n\n    @property\n    def users',
  );
  expect(repeatMembers(once, ['books'], rename)).toBe(once);
  expect(withoutMembers(once, ['books'], rename)).toBe(source);
});

test('a body that a test wants to see refused does not become a whole row', () => {
  const refused =
    '\n\ndef test_refuses(client):\n    answer = client.post("/api/suppliers", json={"name": ""})\n    assert answer.status_code == 422\n';
  const project = altered('team-service', {
    'tests/test_suppliers.py': (text) => text + refused,
  });
  const tests = likeIn(project, 'supplier').get('tests/test_products.py');
  expect(tests).toMatch(/json=\{"name": "[^"]*"\}\)\n +assert answer.status_code == 422/);
});

test('what a path has finds a row, and is no field among others', () => {
  const workspace = standing('stock');
  const path = 'src/app/api/v1/shelves.py';
  const text = (workspace.read(path) ?? '').replace(
    /$/,
    '\n\n@router.get("/shelf/labelled/{label}")\nasync def find_shelf(label: str, db: Annotated[AsyncSession, Depends(async_get_db)]):\n    return await crud_shelves.load(db=db, label=label)\n',
  );
  workspace.write(path, text, { layer: 'router', why: 'Finds one by its label.' });
  // With a field alone, it is the only one that rows have, too.
  const model = 'src/app/models/shelf.py';
  const alone = (workspace.read(model) ?? '').replace(/^ +height.*\n/m, '');
  workspace.write(model, alone, { layer: 'models', why: 'Has one field.' });
  const architecture = findArchitecture('layered-direct');
  const words = ['crate', 'label:str=40', 'weight:int'];
  const files = plannedFiles(architecture, workspace, words, { like: 'shelf' });
  const router = files.find((each) => each.path === 'src/app/api/v1/crates.py')?.after;
  expect(router).toMatch(/find_crate\(\s*label: str, db: /);
  expect(router).toContain('crud_crates.load(db=db, label=label)');
});

test('a reference that both have stays as the neighbour has it', () => {
  const workspace = standing('boards');
  const path = 'tests/test_labels.py';
  const more =
    "\n\ndef test_build(board):\n    assert Label(board_id=board['id'], name='a').board_id == board['id']\n";
  const text = `from src.api.labels.models import Label\n${workspace.read(path)}${more}`;
  workspace.write(path, text, { layer: 'tests', why: 'Builds one.' });
  const words = ['note', 'board:ref=Board', 'title:str=40'];
  const architecture = findArchitecture('layered-direct');
  const files = plannedFiles(architecture, workspace, words, { like: 'label' });
  const tests = files.find((each) => each.path === 'tests/test_notes.py')?.after;
  expect(tests).toContain("Note(board_id=board['id'], ");
});

test('an onion is written like a neighbour where there are migrations, too', () => {
  const files = plannedFiles(findArchitecture('onion'), standing('blog-posts'), PRODUCT, {
    like: 'post',
  });
  const migration = files.find(({ path }) => /versions/.test(path));
  expect(migration?.after).toContain('op.create_table(\n        "products",');
  expect(migration?.after).toContain(
    'sa.Column("price", sa.Numeric(precision=10, scale=2), nullable=False)',
  );
});

test('tests take the fixture of what only the new feature refers to, typed as the neighbour has its own', () => {
  const words = ['gauge', 'title:str=40', 'on:bool', 'station:ref=Station'];
  const typed = like('sqlmodel-stations', 'station', words).get('tests/test_gauges.py');
  expect(typed).toContain('from app.models import Station\n');
  expect(typed).toContain('def test_create_gauge(client: TestClient, station: Station) -> None:');
  expect(typed).toContain('"station_id": str(station.id)');
  expect(typed).toContain('assert content["data"][0]["on"] is True\n');
  const plain = like('lending', 'member', ['card', 'title:str=40', 'book:ref=Book']);
  expect(plain.get('tests/conftest.py')).toContain('def card(client, book):\n');
  expect(plain.get('tests/conftest.py')).toContain('"book_id": book["id"]');
});

test('what asks for a field that the new feature lacks goes with what it refuses, and with its tests', () => {
  const words = ['spare_bin', 'note:str=40:optional', 'label:str=40', 'height:int'];
  const files = like('stock', 'part', words);
  const router = files.get('src/app/api/v1/spare_bins.py');
  expect(router).toContain('@router.post("/spare-bin", response_model=SpareBinRead');
  expect(router).not.toMatch(/_row|DuplicateValueException/);
  const tests = files.get('tests/test_spare_bin.py');
  expect(tests).not.toContain('same_sku');
  expect(tests).toContain('"/api/v1/spare-bin"');
  // A dataclass takes what may be left out last.
  expect(files.get('src/app/models/spare_bin.py')).toContain(
    '    height: Mapped[int] = mapped_column(Integer)\n    note: Mapped[str | None] = mapped_column(String(40), default=None)\n',
  );
});

test('of how people sign in, no endpoints and tests of that are written for another feature, and it is said', () => {
  const architecture = findArchitecture('package-per-feature');
  const spec = featureFromArguments('note', ['email:str=40'], { like: 'user' }, architecture);
  const { files, notes } = planFeature(layOut(architecture, standing('tests-by-feature')), spec);
  const tests = files.filter(({ path }) => path.startsWith('tests/'));
  expect(tests.map(({ after }) => after).join('')).not.toMatch(/signs_in|Bearer/);
  expect(notes.join('\n')).toMatch(/user is how people sign in: who may call/);
});

describe('a check of another field', () => {
  const CREATE = '    station = Station.model_validate(station_in)\n';

  /** Returns the router of something like a station, whose checks come first when it is created. */
  function routerWith(check: string): string | undefined {
    const project = standing('sqlmodel-stations');
    const folder = mkdtempSync(join(tmpdir(), 'checks-'));
    cpSync(project.root, folder, { recursive: true });
    const path = join(folder, 'app/routes/stations.py');
    const source = project.read('app/routes/stations.py') ?? '';
    writeFileSync(path, source.replace(CREATE, `${check}${CREATE}`));
    try {
      const layout = findArchitecture('layered-direct');
      const words = ['weather_site', 'label:str=40'];
      const files = plannedFiles(layout, new Workspace(folder), words, { like: 'station' });
      return files.find((each) => each.path === 'app/routes/weather_sites.py')?.after;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const LOOKUP = '    taken = session.exec(select(Station).where(Station.height == 7)).first()\n';
  const OTHERWISE = '    ELSE:\n        session.flush()\n';

  test.each([
    ['where a field is asked', '    if station_in.height == 7:\n        session.flush()\n'],
    ['where something is looked up by it', `${LOOKUP}    if taken:\n        raise ValueError\n`],
  ])('goes %s', (_, check) => {
    const router = routerWith(check);
    expect(router).toContain('def create_weather_site(');
    expect(router).not.toMatch(/height ==|taken|flush/);
  });

  test.each([
    ['else', '    if station_in.height == 7:\n        session.flush()\n'],
    ['elif station_in', '    if station_in.height == 7:\n        session.flush()\n'],
    ['else', `${LOOKUP}    if taken:\n        raise ValueError\n`],
    ['elif station_in', `${LOOKUP}    if taken:\n        raise ValueError\n`],
  ])('does not leave an %s behind', (otherwise, check) => {
    expect(() => routerWith(check + OTHERWISE.replace('ELSE', otherwise))).toThrow(
      /create_station .* cannot be written without fields that station has for itself/,
    );
  });
});

test('an empty module stays empty', () => {
  const files = like('recipes', 'menu', ['dish', 'name:str=40', 'owner:ref=User']);
  expect(files.get('app/dishes/__init__.py')).toBe('');
});

test('inspect shows what would be taken, file by file', () => {
  const { findings } = inspectProject(standing('hexagonal'), []);
  const nearestIn = (name: string) =>
    inspectProject(standing(name), []).findings.find(({ what }) => what === 'neighbour');
  expect(nearestIn('hexagonal')).toMatchObject({
    value: 'book',
    why: 'what a new feature is written like, unless --like names another one, or none; there are also author',
  });
  expect(nearestIn('lending')?.why).toMatch(/lacks endpoints or tests: --like \w+ writes/);
  expect(findings.filter(({ what }) => what === 'taken of it').map(({ path }) => path)).toContain(
    'app/domain/ports/book_repository.py',
  );
});

test('what is about its own fields is particular to a feature', () => {
  const backend = readBackend(standing('team-service'));
  if (backend?.models === undefined) throw new Error('no models');
  const material = standingFeatures(backend).find(({ model }) => model.feature === 'material');
  if (material === undefined) throw new Error('no material');
  const particular = (path: string) =>
    particularIn(backend, material, backend.models as ModelHabits, path);
  expect(particular('app/services/material_service.py')).toEqual(['restock']);
  expect(particular('app/api/material/router.py')).toEqual([]);
});

test('every file has the new fields in place of those of the neighbour', () => {
  const files = like('hexagonal', 'author');
  expect(files.get('app/domain/entities/product.py')).toContain(
    '    name: str\n    price: Decimal\n',
  );
  expect(files.get('app/infrastructure/models/product.py')).toContain(
    'price: Mapped[Decimal] = mapped_column(Numeric(10, 2))',
  );
  expect(files.get('app/infrastructure/mappers/product_mapper.py')).toContain(
    'Product(id=row.id, name=row.name, price=row.price)',
  );
  expect(files.get('app/application/use_cases/products/update_product.py')).toContain(
    '        if price is not None:\n            product.price = price\n',
  );
  expect(files.get('app/main.py')).toContain('app.include_router(products.router, prefix="/api")');
});

test('what is about other fields is left out, with all that uses it', () => {
  const repository = like('hexagonal', 'author').get(
    'app/infrastructure/repositories/product_repository.py',
  );
  expect(repository).not.toContain('email');
  const files = like('team-service', 'material');
  for (const text of files.values()) expect(text).not.toMatch(/restock_product/);
  expect(files.get('tests/test_products.py')).toContain('{"code": "not_found"}');
});

test('what is about fields that both have stays', () => {
  const words = ['product', 'name:str=120', 'email:str=255'];
  expect(
    like('hexagonal', 'author', words).get('app/domain/ports/product_repository.py'),
  ).toContain('def find_by_email(self, email: str) -> Product | None: ...');
});

test('what both have is where the neighbour has it, and choices of its own are left out', () => {
  const files = like('registry-dataclasses', 'todo', ['note', 'title:str=40', 'user:ref=User']);
  const models = files.get('tasks/models.py') ?? '';
  expect(models).toContain(
    "@table_registry.mapped_as_dataclass\nclass Note:\n    __tablename__ = 'notes'\n\n" +
      '    id: Mapped[int] = mapped_column(init=False, primary_key=True)\n    title: Mapped[str]\n' +
      "    user_id: Mapped[int] = mapped_column(ForeignKey('users.id'), index=True)\n    created_at",
  );
  expect(models).not.toContain('NoteState');
  // The neighbour takes it from who has signed in.
  expect(files.get('tasks/schemas.py')).toContain(
    'class NoteSchema(BaseModel):\n    title: str\n\n\nclass NotePublic(NoteSchema):',
  );
  expect(files.get('tasks/routers/notes.py')).toContain('Note(title=note.title, user_id=user.id)');
  expect(files.get('tests/test_notes.py')).toContain("json={'title': 'title of note 1'},");
});

const REVIEW = [
  'review',
  'rating:enum=good/bad:default=good',
  'member:ref=Member',
  'book:ref=Book:optional',
];

test('references and choices are written as the neighbour writes its own', () => {
  const files = like('lending', 'loan', REVIEW);
  const model = files.get('app/models/review.py');
  expect(model).toContain(
    'class ReviewRating(str, Enum):\n    good = "good"\n    bad = "bad"\n\n\nclass Review(Base):',
  );
  expect(model).toContain('SqlEnum(ReviewRating, native_enum=False)');
  expect(model).toContain('    member: Mapped[Member] = relationship()\n');
  expect(model).toContain('    book: Mapped[Book | None] = relationship()\n');
  expect(files.get('app/schemas/review.py')).toContain(
    '    rating: ReviewRating = ReviewRating.good\n',
  );
  expect(files.get('app/routers/reviews.py')).toContain(
    '    member = db.get(Member, data.member_id)\n    if member is None:\n' +
      '        raise HTTPException(422, "There is no such member")\n    if data.book_id is not None:\n' +
      '        book = db.get(Book, data.book_id)\n        if book is None:\n',
  );
  expect(files.get('app/routers/reviews.py')).toContain('import Book, Member, Review\n');
  const tests = files.get('tests/test_reviews.py');
  expect(tests).toContain('def review(client, member, book):\n');
  expect(tests).toContain('"member_id": member["id"], "book_id": book["id"]');
  expect(tests).toContain('"member_id": 999, "book_id": 999');
});

test('choices are defined in the innermost layer, and imported from there', () => {
  const files = like('hexagonal', 'book', ['product', 'name:str=40', 'status:enum=draft/live']);
  expect(files.get('app/domain/entities/product.py')).toContain(
    'class ProductStatus(str, Enum):\n',
  );
  expect(files.get('app/infrastructure/models/product.py')).toContain(
    'from app.domain.entities.product import ProductStatus\n',
  );
  expect(files.get('app/application/use_cases/products/create_product.py')).toContain(
    'import Product, ProductStatus\n',
  );
});

test('models of SQLModel share the new columns with their schemas', () => {
  const words = [
    'site',
    'title:str=40',
    'price:decimal=10.2:gt=0:optional',
    'state:enum=a/b:default=a',
  ];
  const models = like('sqlmodel-stations', 'station', words).get('app/models.py');
  expect(models).toContain(
    'class SiteBase(SQLModel):\n    title: str = Field(max_length=40)\n' +
      '    price: Decimal | None = Field(default=None, gt=0, max_digits=10, decimal_places=2)\n' +
      '    state: SiteState = Field(\n        default=SiteState.A,\n',
  );
  expect(models).toContain(
    'class SiteUpdate(SQLModel):\n    title: str | None = Field(default=None, max_length=40)\n',
  );
  expect(models).toContain(
    'class Site(SiteBase, table=True):\n    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)\n\n\n',
  );
});

test('what only the model has of SQLModel stays there, as its neighbour has it', () => {
  const words = ['gauge', 'title:str=40', 'station:ref=Station'];
  const files = like('sqlmodel-stations', 'sensor', words);
  const models = files.get('app/models.py');
  expect(models).toContain(
    'class GaugeBase(SQLModel):\n    title: str = Field(max_length=40)\n\n\n',
  );
  expect(models).toContain(
    'class Gauge(GaugeBase, table=True):\n    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)\n' +
      '    station_id: uuid.UUID = Field(\n        foreign_key="station.id", nullable=False, ondelete="CASCADE"\n    )\n',
  );
  const tests = files.get('tests/test_gauges.py');
  expect(tests).toContain('data = {"title": "title of gauge 1", "station_id": str(station.id)}');
  expect(tests).toContain('    assert content["title"] == data["title"]\n');
  expect(tests).toContain('assert content["data"][0]["title"] == "title of gauge 1"\n');
  expect(tests).toContain('assert response.json()["title"] == "title of gauge 2"\n');
});

test.each([
  [
    'hexagonal',
    'book',
    'author:ref=AuthorModel',
    /^Nothing that is taken of book shows how author_id of no row/,
  ],
  ['registry-dataclasses', 'todo', 'user:ref=User', undefined],
  ['lending', 'loan', 'member:ref=Member', undefined],
])(
  'of %s like %s, %s is said to be unchecked unless the neighbour has it',
  (name, like, field, said) => {
    const architecture = findArchitecture('layered-direct');
    const spec = featureFromArguments('product', ['title:str=40', field], { like }, architecture);
    const { notes } = planFeature(layOut(architecture, standing(name)), spec);
    const found = notes.find((note) => note.startsWith('Nothing that'));
    expect(found === undefined ? undefined : found.replace(/^(.*no row).*$/, '$1')).toEqual(
      said === undefined ? undefined : expect.stringMatching(said),
    );
  },
);

test.each([
  ['hexagonal', 'book'],
  ['hexagonal', 'author'],
  ['team-service', 'material'],
  ['team-service', 'supplier'],
  ['blog-posts', 'post'],
  ['sqlmodel-stations', 'station'],
  ['lending', 'book'],
])(
  'of %s like %s, a second run writes nothing, and a removal leaves what was there',
  (name, neighbour) => {
    const architecture = findArchitecture('layered-service');
    const project = standing(name);
    const options = { like: neighbour };
    const written = plannedFiles(architecture, project, PRODUCT, options);
    const again = plannedFiles(architecture, project, PRODUCT, options);
    expect(again.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    const { files } = planRemoval({
      workspace: project,
      layOut: (own) => layOut(architecture, own),
      spec: featureFromArguments('product', PRODUCT.slice(1), options, architecture),
      others: [],
      isWiringOnly: false,
      isCommitted: () => false,
    });
    const left = new Map(
      files.map((file) => [file.path, file.action === 'delete' ? undefined : file.after]),
    );
    const before = standing(name);
    expect(written.filter(({ path }) => left.get(path) !== before.read(path))).toEqual([]);
  },
);

test('the environment of Alembic imports the new model, where it imports each', () => {
  const project = altered('team-service', {
    'migrations/env.py': () =>
      'from app.core.db import Base\nfrom app.models import material as material_models  # noqa: F401\n' +
      'from app.models import supplier as supplier_models  # noqa: F401\n\ntarget_metadata = Base.metadata\n',
  });
  expect(likeIn(project, 'material').get('migrations/env.py')).toContain(
    'product as product_models  # noqa: F401\n',
  );
});

test('what is shown of a row by a field that the new feature lacks is shown by one that it has', () => {
  const shown =
    '    def __repr__(self) -> str:\n        return f"<Post {self.teaser!r} {self.id}>"\n';
  const project = altered('blog-posts', {
    'app/models.py': (text) => text.replace('\n\n\ndef get_db', `\n\n${shown}\n\ndef get_db`),
  });
  const models = likeIn(project, 'post').get('app/models.py');
  expect(models).toContain('class Product(Base)');
  expect(models).toContain('return f"<Product {self.name!r} {self.id}>"');
});

test('a class that is called after two features is not that of the nearer one, and what a module defines is not imported', () => {
  const project = altered('sqlmodel-stations', {
    'app/models.py': (text) =>
      `${text}\n\nclass StationWithSensors(StationPublic):\n    sensors: list[SensorPublic] = []\n`,
  });
  const words = ['gauge', 'label:str=40', 'station:ref=Station'];
  const models = likeIn(project, 'sensor', words).get('app/models.py');
  expect(models).toContain('class GaugePublic(');
  expect(models).not.toMatch(/StationWithGauges|import .*Station/);
});

test('constraints of columns that the new feature lacks are left out', () => {
  const args =
    '    __table_args__ = (\n        UniqueConstraint("title", "teaser"),\n        CheckConstraint("teaser <> \'\'"),\n        {"comment": "All."},\n    )\n';
  const project = altered('blog-posts', {
    'app/models.py': (text) =>
      text
        .replace('= "posts"\n', `= "posts"\n${args}`)
        .replace('StaticPool,', 'CheckConstraint, StaticPool, UniqueConstraint,'),
  });
  const models = likeIn(project, 'post').get('app/models.py')?.split('class Product(')[1];
  expect(models).toContain('{"comment": "All."}');
  expect(models).not.toMatch(/Constraint|teaser/);
});

test('a class stays that derives its methods, where its own are about other fields', () => {
  const project = altered('team-service', {
    'app/services/material_service.py': (text) => text.replace(/ {4}model = Material\n\n/, ''),
  });
  expect(likeIn(project, 'material').get('app/services/product_service.py')).toMatch(
    /class ProductService\(BaseService\[Product\]\):\n {4}pass\n$/,
  );
});

test('a method that is called like a field is none', () => {
  const project = altered('blog-posts', {
    'app/models.py': (text) =>
      text.replace('    created_at', '    items: Mapped[list[int]]\n    created_at'),
    'app/routers/posts.py': (text) =>
      text.replace(
        '    db.add(post)\n',
        '    for key, value in data.model_dump().items():\n        setattr(post, key, value)\n    db.add(post)\n',
      ),
  });
  expect(likeIn(project, 'post').get('app/routers/products.py')).toContain(
    '.items():\n        setattr(product, key, value)\n',
  );
});

test('tests claim nothing of a field that they do not send', () => {
  const project = altered('blog-posts', {
    'app/models.py': (text) =>
      text.replace('    created_at', '    rating: Mapped[int | None]\n    created_at'),
    'tests/test_posts.py': () =>
      'def test_create(client):\n    body = {"title": "a", "teaser": "b"}\n    post = client.post("/post", json=body).json()\n' +
      '    assert post["title"] == "a"\n    assert post["teaser"] == "b"\n    assert post["rating"] is None\n\n\n' +
      'def test_update(client):\n    post = client.put("/post/1", json={"rating": 3}).json()\n    assert post["rating"] == 3\n',
  });
  const words = ['product', 'title:str=30', 'weight:int', 'rating:int:optional'];
  const tests = likeIn(project, 'post', words).get('tests/test_products.py');
  expect(tests).toContain(
    '    assert product["weight"] == 10\n    assert product["rating"] is None\n',
  );
  expect(tests).toContain('json={"rating": 20}).json()\n    assert product["rating"] == 20\n');
  expect(tests?.match(/rating/g)).toHaveLength(3);
});

test('what is posted is a row, whatever little of it is sent', () => {
  const project = altered('blog-posts', {
    'tests/test_posts.py': () =>
      'import pytest\n\n\n@pytest.fixture\ndef post(client):\n    return client.post("/post", json={"title": "a"}).json()\n\n\n' +
      'def test_title(client):\n    data = {"title": "b"}\n    client.post("/post", json=data)\n\n\n' +
      'def test_update(client, post):\n    client.put("/post", json={"title": "c"})\n',
  });
  const tests = likeIn(project, 'post').get('tests/test_products.py');
  const row = '{"name": "name of product 1", "price": "0.11"}';
  expect(tests).toContain(`"/product", json=${row}
    ).json()`);
  expect(tests).toContain('json={"name": "name of product 2"}');
});

test('what only shows rows of others has none of the new fields', () => {
  const project = altered('lending', {
    'app/models/member.py': (text) => `${text}    loans: Mapped[list["Loan"]] = relationship()\n`,
    'app/schemas/member.py': (text) =>
      `${text}\n\nclass MemberWithLoans(MemberRead):\n    loans: list[int] = []\n`,
  });
  expect(likeIn(project, 'member').get('app/schemas/product.py')).toContain(
    'class ProductWithLoans(ProductRead):\n    pass\n',
  );
});

test('in a module that is not formatted, definitions are as long and as far from each other as they may be', () => {
  const project = altered('blog-posts', {
    'app/models.py': (text) =>
      `${text}\n\nLIMITS = {'a':1}\n`.replace(
        '\n\n\ndef get_db',
        '\n\n\ndef post_by_teaser(teaser):\n    return Post.teaser == teaser\n\n\ndef new_post():\n    return Post()\n\n\ndef get_db',
      ),
  });
  const words = ['product', 'state:enum=draft/published/archived/deleted:default=draft'];
  const models = likeIn(project, 'post', words).get('app/models.py') ?? '';
  expect(models).toContain('class Product(');
  expect(models).not.toMatch(/\n\n\n\n/);
  expect(models.split('\n').filter((line) => line.length > 88)).toEqual([]);
});

test('a class with a member for each feature gets one, and its list of routers goes back to what it was', () => {
  const project = altered('team-service', {
    'app/tags.py': () =>
      'from enum import Enum\n\n\nclass Tags(Enum):\n    MATERIALS = "Materials"\n    SUPPLIERS = "Suppliers"\n',
    'app/api/material/router.py': (text) =>
      `from app.tags import Tags\n${text}\n\nrouter.tags.append(Tags.MATERIALS)\n`,
    'app/api/routers.py': () =>
      'from app.api.material.router import router as material_router\n\nROUTERS = [\n    material_router,\n]\n',
  });
  const before = project.read('app/api/routers.py');
  const files = likeIn(project, 'material');
  expect(files.get('app/tags.py')).toContain(
    '    MATERIALS = "Materials"\n    PRODUCTS = "Products"\n',
  );
  expect(files.get('app/api/routers.py')).toContain('    product_router,\n');
  const architecture = findArchitecture('layered-direct');
  const { files: left } = planRemoval({
    workspace: project,
    layOut: (own) => layOut(architecture, own),
    spec: featureFromArguments('product', PRODUCT.slice(1), { like: 'material' }, architecture),
    others: [],
    isWiringOnly: false,
    isCommitted: () => false,
  });
  expect(left.find(({ path }) => path === 'app/api/routers.py')?.after).toBe(before);
  expect(left.find(({ path }) => path === 'app/tags.py')?.after).not.toContain('PRODUCTS');
});

test('what callers send has rules, and what functions make for tests is JSON', () => {
  const project = altered('blog-posts', {
    'app/schemas/post.py': (text) =>
      `${text}\n\nclass PostPayload(BaseModel):\n    title: str = Field(min_length=1)\n    teaser: str\n`.replace(
        'ConfigDict',
        'ConfigDict, Field',
      ),
    'tests/test_posts.py': () =>
      'def post_body(**more):\n    return {"title": "a", "teaser": "b"} | more\n\n\n' +
      'def test_create(client):\n    client.post("/post", json=post_body(teaser="c"))\n',
  });
  const files = likeIn(project, 'post', ['product', 'price:decimal=10.2:gt=0', 'made:date']);
  expect(files.get('app/schemas/product.py')).toMatch(
    /class ProductPayload\(BaseModel\):\n {4}price: Decimal = Field\(gt=0/,
  );
  expect(files.get('tests/test_products.py')).toContain('product_body(price="0.21")');
});

test('lists are in the order of ids where the neighbour sorts by a field of its own', () => {
  const sorted = (order: string, words?: string[]) =>
    likeIn(
      altered('blog-posts', {
        'app/routers/posts.py': (text) =>
          `${text}\n\n@router.get("/post", response_model=list[Post])\ndef list_posts(db: Session = Depends(get_db)):\n    return db.query(models.Post).order_by(${order}).all()\n`,
      }),
      'post',
      words,
    ).get('app/routers/products.py');
  expect(sorted('models.Post.title.desc()')).toContain('.order_by(models.Product.id.desc()).all()');
  expect(sorted('models.Post.title, models.Post.id')).toContain(
    '.order_by(models.Product.id).all()',
  );
  expect(sorted('models.Post.title, models.Post.teaser')).toContain(
    '.order_by(models.Product.id).all()',
  );
  const titled = ['product', 'title:str=40', 'price:int'];
  expect(sorted('models.Post.title, models.Post.teaser', titled)).toContain(
    '.order_by(models.Product.title).all()',
  );
});

test('tests wait for no message that has a value of the neighbour in it', () => {
  const project = altered('blog-posts', {
    'tests/test_posts.py': () =>
      'def test_taken(client):\n    body = {"title": "Week 1", "teaser": "b"}\n    response = client.post("/post", json=body)\n' +
      '    assert response.status_code == 409\n    assert response.json()["detail"] == "Post Week 1 is there"\n',
  });
  const words = ['product', 'title:str=40', 'price:int'];
  const tests = likeIn(project, 'post', words).get('tests/test_products.py');
  expect(tests).toContain('== 409\n');
  expect(tests).not.toContain('Week 1');
});

test('what stands in modules of several features changes with it', () => {
  const architecture = findArchitecture('layered-direct');
  const project = standing('blog-posts');
  plannedFiles(architecture, project, PRODUCT, { like: 'post' });
  const specOf = (fields: readonly string[]) =>
    featureFromArguments('product', fields, { like: 'post' }, architecture);
  const evolved = planChange({
    workspace: project,
    layOut: (own) => layOut(architecture, own),
    spec: specOf(PRODUCT.slice(1)),
    next: specOf([...PRODUCT.slice(1), 'stock:int:default=0']),
    others: [],
    renamed: new Map(),
    architecture: architecture.id,
    choices: {},
  });
  const models = evolved?.files.find(({ path }) => path === 'app/models.py')?.after;
  expect(models?.match(/class Product\(/g)).toHaveLength(1);
  expect(models).toContain('    stock: Mapped[int]\n');
});

describe('is refused', () => {
  test('for a feature that does not stand, with those that do', () => {
    expect(() => like('hexagonal', 'shelf')).toThrow(
      '--like shelf: no feature of that name stands in this backend. Allowed: book, author.',
    );
  });

  test('where an endpoint needs a field that only the neighbour has', () => {
    expect(() => like('tests-by-feature', 'item')).toThrow(
      /^--like item: list_items in shop\/items\/router\.py cannot be written without .*owner_id/,
    );
  });

  test('with the reference by which the neighbour finds its rows', () => {
    expect(() => like('recipes', 'menu')).toThrow(
      /^--like menu: get in app\/menus\/repository\.py cannot .* Add owner:ref=User to the fields/,
    );
  });

  test.each([
    [{ write: 'admin' }, /^--write: .* guarded alike\. Leave --write out/],
    [{ read: 'public', delete: 'owner' }, /2 things are wrong:\n- --read:.*\n- --delete:/],
    [{ endpoints: 'list+get' }, /^--endpoints: .* has those of book\. Leave --endpoints out/],
    [{ unique: ['name+price'] }, /^--unique: .*book.* Leave --unique out/],
    [{ index: ['name+price'] }, /^--index: .*book.* Leave --index out/],
  ])('what the neighbour decides: %j', (options, message) => {
    const planned = () =>
      plannedFiles(findArchitecture('layered-direct'), standing('hexagonal'), PRODUCT, {
        like: 'book',
        ...options,
      });
    expect(planned).toThrow(message);
  });

  test('for lists of references, for instants on SQLite', () => {
    const words = ['product', 'authors:refs=AuthorModel'];
    expect(() => like('hexagonal', 'book', words)).toThrow(/field "authors" needs definitions/);
    // Its rows have an owner, whom the model has and no schema.
    expect(() => like('sqlmodel-routes', 'item')).not.toThrow();
    const instant = ['product', 'starts_at:datetime'];
    expect(() => like('hexagonal', 'book', instant)).toThrow(/"starts_at" is an instant/);
  });

  test('an onion without one, which is named as the way', () => {
    const onion = findArchitecture('onion');
    expect(() => plannedFiles(onion, standing('hexagonal'), PRODUCT)).toThrow(
      /Name a feature that stands \(\w+, \w+\) with --like/,
    );
    const files = plannedFiles(onion, standing('hexagonal'), PRODUCT, { like: 'book' });
    expect(files.map(({ path }) => path)).toContain('app/domain/ports/product_repository.py');
  });

  test('where the migration would create another table', () => {
    const project = standing('blog-posts');
    const source = project.read('app/models.py') ?? '';
    const other = source.replace('id: Mapped[int]', 'code: Mapped[int]');
    const folder = mkdtempSync(join(tmpdir(), 'other-key-'));
    cpSync(project.root, folder, { recursive: true });
    writeFileSync(join(folder, 'app/models.py'), other);
    const planned = (options: object) => () =>
      plannedFiles(findArchitecture('layered-direct'), new Workspace(folder), PRODUCT, {
        like: 'post',
        ...options,
      });
    expect(planned({})).toThrow(/identified by code.*Add --no-migration and let Alembic write it/);
    expect(planned({ migration: false })).not.toThrow();
    rmSync(folder, { recursive: true });
  });

  test('in a project of ours', () => {
    expect(() =>
      plannedFiles(findArchitecture('layered-direct'), newProject(), PRODUCT, { like: 'item' }),
    ).toThrow('--like item: this applies only to existing backends');
  });
});
