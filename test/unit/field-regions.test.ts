/** What becomes of the functions of a neighbour whose fields a new feature lacks. */
import { describe, expect, test } from '@jest/globals';
import { commonWords } from '../../shared/plan/neighbour/common-references.js';
import type { FieldChange } from '../../shared/plan/neighbour/field-context.js';
import { withFields } from '../../shared/plan/neighbour/field-regions.js';
import type { NewField } from '../../shared/plan/neighbour/new-fields.js';
import type { BackendModel } from '../../shared/project/foreign/models.js';
import { Holes } from '../../shared/project/neighbour/words.js';

const field = (name: string): NewField => ({
  name,
  optional: false,
  type: 'str',
  checked: 'str',
  column: `${name}: str`,
  sample: '""',
  sampleInJson: '""',
  otherSample: '""',
  otherInJson: '""',
});

const USER = { name: 'User', feature: 'user' } as BackendModel;

/** Returns a module of something with these fields, for a new feature that has a name and a weight. */
function changed(source: string, change: Partial<FieldChange> = {}, isTest = false) {
  const holes = new Holes();
  const whole: FieldChange = {
    model: 'Item',
    hasModel: false,
    key: 'id',
    base: undefined,
    old: new Set(['name', 'sku', 'status', 'owner_id', 'owner', 'parts']),
    relationships: new Set(['owner', 'parts']),
    otherEnds: new Map(),
    commonWords: new Set(),
    unasked: new Set(['owner_id']),
    fields: [field('name'), field('weight')],
    gone: new Set(),
    isDataclass: false,
    isMigrated: false,
    targets: new Map([['owner_id', USER]]),
    definitions: '',
    members: new Map(),
    fixtures: new Set(),
    bodies: new Set(),
    parametersOf: (name) =>
      new Map(name === 'find' ? [['status', true] as const, ['codes', true] as const] : []),
    rowFixture: () => undefined,
    bare: (name) => name.replaceAll(/items?/g, ''),
    rename: (name) => name,
    check: () => undefined,
    ...change,
  };
  const { text, ...rest } = withFields(source, whole, holes, isTest);
  return { ...rest, text: holes.fill(text) };
}

/** Returns a function without what is about fields that the new feature lacks, and which are lost whole. */
function without(source: string) {
  const { lost, text } = changed(source);
  return { text, lost: lost.map(({ name }) => name) };
}

describe('what is about fields that the new feature lacks', () => {
  test.each([
    [
      'a filter, and what is passed on of it',
      `
async def list_items(skip: int = 0, status: str | None = None, sku: str | None = None):
    query = select(Item)
    if status is not None:
        query = query.where(Item.status == status)
    if sku:
        query = query.where(Item.sku == sku)
    total = await count_items(status=status, sku=sku)
    return await run(query, skip=skip), total
`,
      `
async def list_items(skip: int = 0):
    query = select(Item)
    total = await count_items()
    return await run(query, skip=skip), total
`,
    ],
    [
      'what is loaded with rows',
      `
def get_item(session, item_id: int):
    query = select(Item).options(selectinload(Item.parts)).where(Item.id == item_id)
    return session.scalar(query)
`,
      `
def get_item(session, item_id: int):
    query = select(Item).where(Item.id == item_id)
    return session.scalar(query)
`,
    ],
    [
      'one of the conditions of a query',
      `
def get_item(session, item_id: int):
    return session.scalar(select(Item).where(Item.status == "open", Item.id == item_id))
`,
      `
def get_item(session, item_id: int):
    return session.scalar(select(Item).where(Item.id == item_id))
`,
    ],
    [
      'a value that only it needs, and the condition that is left empty',
      `
def update_item(session, item, data):
    if data.name:
        code = slugify(data.name)
        taken = session.scalar(select(Item).where(Item.sku == code))
        if taken:
            raise ValueError
    item.name = data.name
    item.sku = slugify(data.name)
    return item
`,
      `
def update_item(session, item, data):
    item.name = data.name
    item.weight = data.weight
    return item
`,
    ],
    [
      'what is worked out besides all that callers give',
      `
def create_item(session, data):
    code = make_code(data)
    return Item(**data.model_dump(), sku=code, status="new")
`,
      `
def create_item(session, data):
    return Item(**data.model_dump())
`,
    ],
    [
      'a value that only it needs, but none that is needed beside it or told',
      `
def create_item(session, data):
    name = clean(data.name)
    code = slugify(name)
    seen = now()
    item = Item(sku=code, name=name)
    logger.info(f"created at {seen}")
    return item
`,
      `
def create_item(session, data):
    name = clean(data.name)
    seen = now()
    item = Item(name=name, weight=data.weight)
    logger.info(f"created at {seen}")
    return item
`,
    ],
    [
      'rows of others that are looked up for it',
      `
def create_item(session, data):
    parts = find_parts(session, data.part_ids)
    item = Item(name=data.name, sku=data.sku)
    item.parts = parts
    return item
`,
      `
def create_item(session, data):
    item = Item(name=data.name, weight=data.weight)
    return item
`,
    ],
    [
      'a comment on what is gone',
      `
def list_items(session, status: str | None = None):
    # Newest first.
    query = select(Item)

    # Only those that are asked for.
    # All others are not.
    if status:
        query = query.where(Item.status == status)

    # What is left.
    return session.scalars(query)
`,
      `
def list_items(session):
    # Newest first.
    query = select(Item)


    # What is left.
    return session.scalars(query)
`,
    ],
    [
      'a field that is searched, where another one is',
      `
def list_items(session, search: str):
    return session.scalars(select(Item).where(or_(Item.sku.ilike(search), Item.status.ilike(search))))
`,
      `
def list_items(session, search: str):
    return session.scalars(select(Item).where(or_(Item.name.ilike(search), Item.weight.ilike(search))))
`,
    ],
    [
      'what is passed on as it may be missing, in its place or by another name',
      `
def list_items(service, page: int, status: str | None = None):
    codes = split(status)
    return service.find(page, status, codes=codes)
`,
      `
def list_items(service, page: int):
    return service.find(page)
`,
    ],
    [
      'what is asked for of rows that are found',
      `
def list_items(service, page: int, name: str):
    return service.find(page, name=name, status="open")
`,
      `
def list_items(service, page: int, name: str):
    return service.find(page, name=name)
`,
    ],
    [
      'what somebody is told of a row',
      `
def delete_item(session, item_id: int):
    item = session.get(Item, item_id)
    return Answer.success(item.sku, item_id)
`,
      `
def delete_item(session, item_id: int):
    item = session.get(Item, item_id)
    return Answer.success(item.name, item_id)
`,
    ],
    [
      'a value that is worked out, and what needs it',
      `
def create_item(session, data):
    code = normalize(data.sku)
    taken = session.scalar(select(Item).where(Item.sku == code))
    if taken is not None:
        raise ValueError(code)
    item = Item(name=data.name, sku=code)
    session.add(item)
    logger.info("new item %s", code)
    return item
`,
      `
def create_item(session, data):
    item = Item(name=data.name, weight=data.weight)
    session.add(item)
    return item
`,
    ],
    [
      'an answer that is written by hand, in the case of its keys',
      `
def get_item(session, item_id: int):
    item = session.get(Item, item_id)
    shown = {"id": item.id, "itemName": item.name, "ownSku": item.sku, "status": item.status}
    return shown
`,
      `
def get_item(session, item_id: int):
    item = session.get(Item, item_id)
    shown = {"id": item.id, "itemName": item.name, "weight": item.weight}
    return shown
`,
    ],
  ])('goes without the rest: %s', (_, source, written) => {
    expect(without(source)).toEqual({ text: written, lost: [] });
  });

  test('goes without it in what works out by what rows are filtered, whatever that is called', () => {
    const source =
      '\ndef _filters(name: str | None, status: str | None = None):\n    filters = [Item.id > 0]\n    if name:\n        filters.append(Item.name == name)\n    if status:\n        filters.append(Item.status == status)\n    return filters\n';
    expect(changed(source)).toMatchObject({
      text: '\ndef _filters(name: str | None):\n    filters = [Item.id > 0]\n    if name:\n        filters.append(Item.name == name)\n    return filters\n',
      particular: [],
    });
    const business =
      '\ndef publish(item, status: str = "open"):\n    item.status = status\n    return item\n';
    expect(changed(business)).toMatchObject({ particular: ['publish'] });
  });

  test('in tests, each new field of something has a value, and nothing uses a helper that is left out', () => {
    const mock =
      'def make_mock():\n    mock = Mock()\n    mock.id = 1\n    mock.name = "A"\n    mock.sku = "S"\n    mock.status = 2\n    return mock\n';
    const helper =
      'def send_sku():\n    post(row.sku)\n\n\ndef test_sends(client):\n    assert send_sku()\n\n\ndef test_other(client):\n    async def run():\n        assert row.sku\n\n    run()\n\n\ndef test_another(client):\n    async def run():\n        pass\n\n    run()\n';
    const { left, text } = changed(`${mock}\n\n${helper}`, {}, true);
    expect(text).toContain(
      '    mock.id = 1\n    mock.name = "A"\n    mock.weight = ""\n    return mock\n',
    );
    expect(left).toEqual(['send_sku', 'test_sends', 'run', 'test_other']);
    expect(text).toContain('def test_another(client):\n    async def run():\n');
  });

  test('what an endpoint is documented with is no row, and nothing is made up', () => {
    const fields = { old: new Set(['name', 'description', 'sku']) };
    const documented =
      '\n@router.get("/{id}", responses={404: {"description": "Gone"}, 403: {"description": "No" "pe"}})\ndef get_item(id: int):\n    return find(id)\n';
    expect(changed(documented, fields).text).toBe(documented);
    const unclear =
      '\ndef create_item(session, raw):\n    return Item(sku=make(raw), description=tell(raw))\n';
    const { lost, text } = changed(unclear, fields);
    expect(lost.map(({ name }) => name)).toEqual(['create_item']);
    expect(text).not.toContain('undefined');
  });

  test('leaves no star that nothing comes after', () => {
    const source = '\ndef count_items(session, *, status: str | None = None):\n    return 1\n';
    expect(without(source).text).toBe('\ndef count_items(session):\n    return 1\n');
  });

  test('of functions that are called after what both refer to, leaves lines out, too', () => {
    const source =
      '\ndef create_user_item(session, user_id: int, data):\n    if data.status:\n        unset_all(session, user_id)\n    return Item(**data.model_dump(), owner_id=user_id)\n';
    const owner = { ...field('owner_id'), target: USER };
    const fields = [field('name'), owner];
    const words = commonWords(fields, new Map([['owner_id', USER]]));
    const { lost, particular, text } = changed(source, { fields, commonWords: words });
    expect({ lost, particular }).toEqual({ lost: [], particular: [] });
    expect(text).not.toContain('unset_all');
    expect(changed(source).particular).toEqual(['create_user_item']);
  });

  test('leaves out what finds rows by one of them', () => {
    const source =
      '\ndef sku_exists(session, sku: str):\n    return session.scalar(select(Item).where(Item.sku == sku))\n';
    expect(changed(source)).toMatchObject({ lost: [], particular: ['sku_exists'] });
  });

  test.each([
    [
      'who may see a row',
      '    return session.scalar(select(Item).where(Item.id == item_id, Item.owner_id == user.id))',
    ],
    [
      'who may change it',
      '    item = session.get(Item, item_id)\n    if item.owner_id != user.id:\n        raise PermissionError\n    return item',
    ],
    [
      'by what a row is found',
      '    return session.scalar(select(Item).where(Item.sku == DEFAULT))',
    ],
    [
      'either way of a choice',
      '    if item_id.status:\n        row = 1\n    else:\n        row = 2\n    return row',
    ],
    ['what is returned', '    parts = session.get(Item, item_id).parts\n    return parts'],
    [
      'what is done with rows',
      '    session.execute(update(Item).values(Item.status))\n    return item_id',
    ],
  ])('takes the function with it where it is %s', (_, body) => {
    const source = `\ndef get_item(session, item_id: int, user):\n${body}\n`;
    expect(without(source).lost).toEqual(['get_item']);
  });

  describe('where a field is set if another is given', () => {
    const update = (rest: string) =>
      `\ndef update_item(session, item, data):\n    if data.name and data.name != item.name:\n        check(data)\n        item.name = data.name\n${rest}    return item\n`;

    test('others are set where whatever is given is set', () => {
      const loop = (except: string) =>
        `    for key, value in data.model_dump(exclude=${except}).items():\n        setattr(item, key, value)\n`;
      expect(without(update(loop('{"name", "sku"}')))).toEqual({
        text: update(loop('{"name"}')),
        lost: [],
      });
    });

    test('others are set where each is', () => {
      const source = update('')
        .replace('item.name = data.name', 'item.status = data.status')
        .replaceAll(/data.name (and|!=).*:/g, 'data.status:');
      const plain = '    item.name = data.name\n    return item\n';
      expect(without(source.replace('    return item\n', plain))).toEqual({
        text: '\ndef update_item(session, item, data):\n    item.name = data.name\n    item.weight = data.weight\n    return item\n',
        lost: [],
      });
    });

    test('they are not set if nothing else does: the feature cannot be written so', () => {
      expect(without(update('')).lost).toEqual(['update_item']);
    });
  });

  test('takes what is named after rows of others, whatever it says of them', () => {
    const source =
      '\ndef add_item_to_part(session, part_id: int, item_id: int):\n    session.get(Part, part_id).items.append(item_id)\n\n\ndef create_item():\n    pass\n';
    expect(changed(source)).toMatchObject({
      text: expect.not.stringContaining('add_item_to_part'),
      particular: ['add_item_to_part'],
      lost: [],
    });
  });

  test('leaves what dependencies give where it is: without it, anybody could call', () => {
    const source = (given: string) =>
      `\n@router.post("/")\ndef create_item(data: ItemIn, owner_id: int = Depends(caller), db: Session = Depends(get_db)):\n    item = Item(${given})\n    db.add(item)\n    return item\n`;
    const list =
      '\n@router.get("/")\ndef list_items(owner_id: int = Depends(caller)):\n    return crud.list_items()\n';
    expect(without(list)).toEqual({ text: list, lost: [] });
    expect(without(source('name=data.name, sku=data.sku, owner_id=owner_id'))).toEqual({
      text: source('name=data.name, weight=data.weight'),
      lost: [],
    });
  });

  test('a parameter that has to be given is none that rows are filtered by', () => {
    const source =
      '\ndef get_item(session, sku: str):\n    return session.scalar(select(Item).where(Item.sku == sku))\n';
    expect(without(source).lost).toEqual(['get_item']);
  });
});
