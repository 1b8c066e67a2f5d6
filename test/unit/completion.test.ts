/** What is offered for a command line that is not finished. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { answerFor } from '../../generators/completion/answer.js';
import { complete } from '../../generators/completion/complete.js';
import { readStanding } from '../../generators/completion/standing.js';
import { VOCABULARY } from '../../generators/completion/vocabulary.js';
import type { OptionDeclaration } from '../../shared/feature/option.js';
import { OPTIONS, writtenOption } from '../../shared/feature/options.js';

const STANDING = {
  architecture: 'onion',
  features: ['category', 'order_item'],
  models: ['Category', 'OrderItem', 'User'],
  roles: ['editor'],
};

/** Returns what may follow the words of a line, of which the last is not finished. */
function offered(...words: string[]): string[] {
  const found = complete(words, VOCABULARY, () => STANDING);
  return Array.isArray(found) ? found.map(({ text }) => text) : [`${found}`];
}

describe('the first word', () => {
  test('is a command, an architecture or a feature of the project', () => {
    expect(offered('')).toEqual(
      expect.arrayContaining(['inspect', 'eject', 'completion', 'onion', 'layered', 'category']),
    );
    expect(offered('on')).toEqual(['onion']);
    expect(offered('order')).toEqual(['order_item']);
  });

  test('each is finished and says what it is', () => {
    expect(complete(['insp'], VOCABULARY, () => STANDING)).toEqual([
      { text: 'inspect', help: expect.stringMatching(/show what was found/), isFinished: true },
    ]);
  });

  test('is no command of which this version has only the name', () => {
    expect(offered('imp')).toEqual([]);
  });
});

describe('a generator outside of this package that the project remembers', () => {
  const outside = { generator: 'team:hexagonal', architecture: 'hexagonal' };
  const standing = () => ({ ...STANDING, architecture: undefined, outside });
  const texts = (...words: string[]) => {
    const found = complete(words, VOCABULARY, standing);
    return Array.isArray(found) ? found.map(({ text }) => text) : [];
  };

  test('is a first word, whose features and fields follow', () => {
    expect(texts('te')).toEqual(['team:hexagonal']);
    expect(texts('team:hexagonal', 'cat')).toEqual(['category']);
    expect(texts('team:hexagonal', 'tag', 'name:te')).toEqual(['name:text']);
    expect(offered('te')).toEqual([]);
  });

  test('has templates to copy', () => {
    expect(texts('eject', 'hexa')).toEqual(['hexagonal']);
    expect(texts('eject', '')).toEqual(expect.arrayContaining(['hexagonal', 'onion', 'skill']));
  });

  test('whose architecture is named as one of ours is offered once', () => {
    const found = complete(['eject', 'oni'], VOCABULARY, () => ({
      ...STANDING,
      outside: { generator: 'team:onion', architecture: 'onion' },
    }));
    expect(found).toHaveLength(1);
  });
});

describe('options', () => {
  test('are those of the architecture', () => {
    expect(offered('onion', 'product', '--par')).toEqual(['--parts']);
    expect(offered('domain-routes', 'product', '--par')).toEqual(['--parts', '--parent']);
    expect(offered('layered', 'product', '--st')).toEqual(['--style']);
  });

  test('are all of them where no architecture is known', () => {
    const found = complete(['product', '--'], VOCABULARY, () => ({
      ...STANDING,
      architecture: undefined,
    }));
    expect(Array.isArray(found) ? found.map(({ text }) => text) : found).toEqual([
      ...OPTIONS.filter((option: OptionDeclaration) => option.of === undefined).map(
        (option) => `--${writtenOption(option)}`,
      ),
      '--help',
      '--version',
    ]);
  });

  test('are those of the command', () => {
    expect(offered('eject', '--')).toEqual(
      expect.arrayContaining(['--dry-run', '--force', '--help']),
    );
    expect(offered('eject', '--re')).toEqual([]);
  });

  test('are offered once, but for lists', () => {
    expect(offered('onion', 'product', '--dry-run', '--dr')).toEqual([]);
    expect(offered('domain-routes', 'product', '--with', 'webhook', '--wi')).toEqual(['--with']);
  });

  test('are offered after the features and their fields, where nothing else is known', () => {
    expect(offered('onion', 'product', 'name', '')).toContain('--dry-run');
  });

  test.each([
    [
      ['layered', 'product', '--style', ''],
      ['service', 'direct'],
    ],
    [['layered', 'product', '--style=d'], ['--style=direct']],
    [
      ['onion', 'product', '--concurrency', ''],
      ['lock', 'version'],
    ],
    [['onion', 'product', '--read', 'pu'], ['public']],
    [['onion', 'product', '--write', 'e'], ['editor']],
    [
      ['onion', 'product', '--delete', 'admin+'],
      ['admin+owner', 'admin+editor'],
    ],
    [['onion', 'product', '--endpoints', 'list+g'], ['list+get']],
    [
      ['domain-routes', 'product', '--with', 'http-client+'],
      ['http-client+webhook', 'http-client+accounts', 'http-client+deploy'],
    ],
    [['onion', '--with', 'ad'], ['adapter=']],
    [['domain-routes', 'product', '--parent', 'o'], ['order_item']],
    [['layered', 'product', '--backend', 's'], ['session=']],
  ])('%j', (words, values) => {
    expect(offered(...words)).toEqual(values);
  });

  test.each([
    [['onion', '--spec', ''], 'files'],
    [['onion', '--spec=sh'], 'files'],
    [['inspect', '--destination', ''], 'folders'],
    [['onion', 'product', '--plural', ''], ''],
  ])('%j is left to the shell', (words, kind) => {
    expect(offered(...words)).toEqual(kind === '' ? [] : [kind]);
  });
});

describe('fields', () => {
  const field = (token: string) => offered('onion', 'product', token);

  test('have each type, with an equals sign where an argument has to follow', () => {
    expect(field('price:')).toEqual(
      expect.arrayContaining(['price:str', 'price:decimal', 'price:enum=', 'price:ref=']),
    );
    expect(field('price:dec')).toEqual(['price:decimal']);
    expect(field('status:en')).toEqual(['status:enum=']);
  });

  test('are not finished, as a modifier may follow', () => {
    const found = complete(['onion', 'product', 'a:int'], VOCABULARY, () => STANDING);
    expect(found).toEqual([{ text: 'a:int', help: expect.any(String), isFinished: false }]);
  });

  test.each([
    ['category:ref=C', ['category:ref=Category']],
    ['items:refs=', ['items:refs=Category', 'items:refs=OrderItem', 'items:refs=User']],
    ['words:list=te', ['words:list=text']],
    ['name:str=80:uni', ['name:str=80:unique']],
    ['name:str:unique:u', []],
    ['price:decimal=10.2:g', ['price:decimal=10.2:gt=', 'price:decimal=10.2:ge=']],
    ['active:bool:default=', ['active:bool:default=true', 'active:bool:default=false']],
    ['at:datetime:default=', ['at:datetime:default=now']],
    ['on:date:default=t', ['on:date:default=today']],
    ['status:enum=draft/live:default=l', ['status:enum=draft/live:default=live']],
    ['active:bool:un', []],
    ['name:nothing:', []],
  ])('%s', (token, tokens) => {
    expect(field(token)).toEqual(tokens);
  });
});

describe('commands', () => {
  test.each([
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['eject', 'layered-'],
      ['layered-service', 'layered-direct'],
    ],
    [['eject', 'onion', 'shared/gitig'], ['shared/gitignore.ejs']],
    [['eject', 'sk'], ['skill']],
    [['eject', 'skill', '.cl'], ['.claude/skills']],
    [['remove', 'ord'], ['order_item']],
    [['remove', 'category', '--wir'], ['--wiring-only']],
    [['onion', 'product', '--as'], []],
  ])('%j', (words, values) => {
    expect(offered(...words)).toEqual(values);
  });
});

describe('fish, which ends its only word with a space,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vocabulary-'));
  const path = join(folder, 'completion.json');
  beforeAll(() => writeFileSync(path, JSON.stringify(VOCABULARY)));
  afterAll(() => rmSync(folder, { recursive: true }));

  const wordsFor = (...words: readonly string[]) =>
    answerFor('fish', words, pathToFileURL(path))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t')[0]);

  test.each([
    ['price:deci', ['price:decimal', 'price:decimal:']],
    ['name:str=80:uni', ['name:str=80:unique', 'name:str=80:unique:']],
    ['status:en', ['status:enum=']],
    ['--dry', ['--dry-run']],
  ])('is offered how a word goes on that may: %s', (word, words) => {
    expect(wordsFor('product', word)).toEqual(words);
  });
});

describe('what stands in a project', () => {
  let folder: string | undefined;
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  function project(files: Readonly<Record<string, string>>): string {
    folder = mkdtempSync(join(tmpdir(), 'standing-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  test('is nothing in an empty folder, and in one whose memory cannot be read', () => {
    const nothing = { architecture: undefined, features: [], models: [], roles: [] };
    expect(readStanding(project({}), VOCABULARY)).toEqual(nothing);
    expect(readStanding(project({ '.yo-rc.json': '{ "gen' }), VOCABULARY)).toEqual(nothing);
    const odd = '{ "generator-fastapi-feature": { "architecture": 7, "features": [1] } }';
    expect(readStanding(project({ '.yo-rc.json': odd }), VOCABULARY)).toEqual(nothing);
  });

  test('is what an architecture laid out, with what was added by hand', () => {
    const own = {
      architecture: 'onion',
      features: { order_item: { fields: {}, access: { read: 'public', write: 'editor+boss' } } },
    };
    const model = (name: string) => `class ${name}(Base):\n    __tablename__ = "x"\n`;
    const folder = 'backend/app/infrastructure/models';
    const root = project({
      '.yo-rc.json': `\uFEFF${JSON.stringify({ 'generator-fastapi-feature': own })}`,
      [`${folder}/order_item.py`]: model('OrderItemModel'),
      [`${folder}/invoice.py`]: model('InvoiceModel'),
      'backend/app/other.py': model('Elsewhere'),
    });
    expect(readStanding(root, VOCABULARY)).toEqual({
      architecture: 'onion',
      features: ['order_item'],
      models: ['Invoice', 'OrderItem'],
      roles: ['boss', 'editor'],
    });
  });

  test('is by a generator outside of this package, if that is remembered', () => {
    const own = { architecture: 'hexagonal', generator: 'team:hexagonal', features: {} };
    const root = project({
      '.yo-rc.json': JSON.stringify({ 'generator-fastapi-feature': own }),
    });
    expect(readStanding(root, VOCABULARY)).toMatchObject({
      architecture: undefined,
      outside: { generator: 'team:hexagonal', architecture: 'hexagonal' },
    });
  });

  test('is what somebody else wrote', () => {
    const root = project({
      'app/models.py': [
        'class Base(DeclarativeBase):',
        '    metadata = MetaData()',
        'class Times:',
        '    created_at: Mapped[datetime] = mapped_column()',
        'class Abstract(Base):',
        '    __abstract__ = True',
        '    id = Column(Integer)',
        'class Team(Base):',
        '    id = Column(Integer)',
        'class Member(SQLModel, table=True):',
        '    id: int',
        'class MemberIn(SQLModel):',
        '    name: str',
      ].join('\n'),
      'venv/lib/x.py': 'class Foreign(Base):\n    id = Column(Integer)\n',
    });
    expect(readStanding(root, VOCABULARY).models).toEqual(['Member', 'Team']);
  });
});
