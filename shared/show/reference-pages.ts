/**
 * The pages of the documentation that are generated from tables: one for each architecture, and one
 * for fields.
 */

import { callersOf, creatorsOf, parseAccess } from '../feature/access.js';
import { ACTION_OF, ENDPOINTS, requestOf } from '../feature/endpoints.js';
import { helpOnModifier, isModifier, MODIFIERS } from '../feature/field/settings.js';
import { LONGEST_INDEXED } from '../feature/field/text-type.js';
import { definitionOf, FIELD_TYPES, settingsOf } from '../feature/field/types.js';
import { exampleOf, usageOf } from '../feature/items.js';
import { lowered } from '../feature/naming.js';
import { subcommandOf } from '../feature/notation.js';
import { exampleFilesOf } from '../plan/additions.js';
import type { Architecture, Integration } from '../plan/architecture.js';
import { targetPath } from '../plan/templates.js';
import { exampleFiles, exampleRegistrations } from './layout-picture.js';

const EXAMPLE = { feature: 'product', features: 'products', route: 'products', parentRoute: '' };

/** Returns the page about an architecture, in Markdown. */
export function architecturePage(architecture: Architecture): string {
  const { fits, id, integrations = [], title, unsupportedOptions } = architecture;
  const files = [...exampleFiles(architecture)].flatMap(([layer, ofLayer]) =>
    ofLayer.map(({ path, why }) => [layer, `\`${path}\``, why]),
  );
  return [
    `# ${title}`,
    '',
    `Choose it when ${fits}.`,
    '',
    '```sh',
    `fastapi-feature ${subcommandOf(architecture)} product name:str=120 price:decimal=10.2:gt=0`,
    '```',
    '',
    '## What a feature consists of',
    '',
    table(['layer', 'file', 'why it exists'], files),
    '',
    '## Where it is registered',
    '',
    table(
      ['file', 'what the edit does'],
      exampleRegistrations(architecture).map(({ path, why }) => [
        `\`${targetPath(path, EXAMPLE)}\``,
        why,
      ]),
    ),
    '',
    '## What a request passes through',
    '',
    '```mermaid',
    'flowchart TD',
    '    caller([caller])',
    ...architecture.requestPath.map(
      (template, index) => `    step${index + 1}["${targetPath(template, EXAMPLE)}"]`,
    ),
    `    caller --> ${architecture.requestPath.map((_, index) => `step${index + 1}`).join(' --> ')}`,
    '```',
    '',
    `Where the next business rule goes: ${lowered(targetPath(architecture.nextRule, EXAMPLE))}`,
    '',
    '## Who may call it',
    '',
    table(
      ['request', 'by default'],
      ENDPOINTS.map((endpoint) => {
        const { method, url } = requestOf(endpoint, architecture.urls, 'products');
        const who = architecture.defaultAccess?.[ACTION_OF[endpoint]] ?? 'user';
        return [
          `\`${method} ${url}\``,
          (endpoint === 'create' ? creatorsOf : callersOf)(parseAccess(who, architecture.id)),
        ];
      }),
    ),
    '',
    '`--read`, `--write` and `--delete` change this: `public`, `user`, `admin`, or roles such as `editor+manager`.',
    ...(integrations.length === 0
      ? []
      : [
          '',
          '## Integrations',
          '',
          table(
            ['option', 'what it adds'],
            integrations.map((each) => [`\`--with ${usageOf(each)}\``, each.why]),
          ),
          ...integrations.flatMap(integrationSection),
        ]),
    '',
    '## What is added to the project once',
    '',
    table(
      ['part', 'purpose', 'recognised by'],
      architecture.capabilities
        .filter(({ when }) => when === undefined)
        .map(({ evidence, id: part, why }) => [
          part,
          why,
          `\`${evidence.path}\`${evidence.symbol === undefined ? '' : ` (\`${evidence.symbol}\`)`}`,
        ]),
    ),
    ...(Object.keys(unsupportedOptions).length === 0
      ? []
      : [
          '',
          '## What it does not support',
          '',
          ...Object.entries(unsupportedOptions).map(([option, why]) => `- \`--${option}\`: ${why}`),
        ]),
    '',
    `Its templates can be changed in a project: \`fastapi-feature eject ${id}\`.`,
    '',
  ].join('\n');
}

/** Lists what an integration adds to a project; nothing if it belongs to features, where it is among their files. */
function integrationSection(integration: Integration): string[] {
  const { addition } = integration;
  if (addition === undefined) return [];
  const rows = exampleFilesOf(integration).map((file) => [
    file.layer,
    `\`${file.template}\``,
    file.why,
  ]);
  return [
    '',
    `### \`--with ${exampleOf(integration)}\``,
    '',
    'For the whole project, with a feature or without one.',
    ...(addition.needs ?? []).map((each) => `It brings \`${each}\` along.`),
    '',
    table(['layer', 'file', 'why it exists'], rows),
  ];
}

/** Returns the page about fields, in Markdown. */
export function fieldsPage(): string {
  return [
    '# Fields',
    '',
    'A field is `name:type[=argument][:modifier[=value]]...`; a bare `name` is a `str`.',
    '',
    table(
      ['type', 'what it is', 'example', 'modifiers'],
      FIELD_TYPES.map((type) => {
        const { description, example, usage } = definitionOf(type);
        return [
          `\`${usage}\``,
          description,
          `\`${example}\``,
          settingsOf(type).filter(isModifier).join(', '),
        ];
      }),
    ),
    '',
    table(
      ['modifier', 'meaning'],
      MODIFIERS.map((modifier) => {
        const [usage, description] = helpOnModifier(modifier);
        return [`\`${usage}\``, description];
      }),
    ),
    '',
    'In a spec file, the same goes after the name (`price: decimal=10.2:gt=0`) or becomes an object',
    '(`price: { type: decimal, precision: 10, scale: 2, gt: 0 }`).',
    '',
    '## Names',
    '',
    'A field has the name of its column, in snake_case, and the API calls it the same. Where Python, Pydantic or SQLAlchemy',
    'have that name for something else, or the emitted code does, only the attribute is called otherwise:',
    '',
    '- `type`, `from` and `metadata` are `type_`, `from_` and `metadata_` in Python, with an alias in the schemas and the name',
    '  of the column in the model.',
    '- `date`, `time` and `datetime` stay what they are; the types are `dt.date`, `dt.time` and `dt.datetime` there.',
    '- A list is filtered by `limit_eq`, `sort_eq` and so on where `limit` and `sort` say which page is wanted.',
    '- It is compared by `price_gt`, `price_ge`, `price_lt` and `price_le` where an index holds `price`, a number or a date. A field',
    '  that is called `price_ge` itself is `price_ge_` in Python then, and filtered by `price_ge_eq`.',
    '- What begins with it is found by `name_prefix=An` where the field says `prefix`. `A` is not `a` there, as in the index: one of its',
    '  own, which PostgreSQL 15 and later find beginnings by; earlier ones read the table.',
    '- `column=NAME` is for tables that exist: `unit_price:decimal=10.2:column=UnitPrice`.',
    '',
    'No field can be called like the columns that every table has (`id`, `created_at`, `updated_at`, `deleted_at`, and in',
    'domain-routes `owner_id`), and no column like those that PostgreSQL adds (`xmin`).',
    '',
    '## Slugs',
    '',
    '`title:str=200 slug:slug=title` makes a slug of the title when a row is created: lower case ASCII letters and digits,',
    'joined by hyphens. `--by slug` looks rows up by it: `GET /articles/by-slug/the-title`.',
    '',
    '- It is unique (in domain-routes among the rows of one owner). Where it is taken, it gets the first number that is free:',
    '  `the-title-2`. The constraint decides, so that as many rows as one likes can be created at the same time.',
    '- It stays when the title changes, so that links do not break. A request that changes rows can say another one.',
    '- A request that creates can say one, too: what is said is stored as it is, or answered with 409 where it is taken.',
    '  With `readonly`, no request can say any.',
    '- Accents are left out (`Crème` is `creme`, `Łódź` is `lodz`), and so is all else that has no ASCII letters. Where nothing',
    '  remains (`!!!`), the slug is what the feature is called: `article`, `article-2`.',
    '- It has at most 255 characters, or `max=N`. What is made leaves room for a number.',
    '- It is made of a `str` or a `text` of the same feature that requests say and answers show. It is there in every row, so it',
    '  is neither `optional` nor has a default.',
    '- A slug that `change` adds gives the rows that are there their id: `article-7`.',
    '- The code is in the project (`slugs.py`) and a page long: python-slugify would bring a table of other scripts that has not',
    '  changed since 2019, to guess how they are read. Who wants that calls it in `slugify`.',
    '- Features in existing backends have none: `slug:str=255:unique`, made by hand where rows are created, is the way there.',
    '',
    '## What the database makes sure of itself',
    '',
    'What `gt`, `ge`, `lt` and `le` say of numbers, the values of an enum, the fewest characters, and the most of `text` and',
    '`bytes` are a CHECK constraint of the table (`ck_products_price`), and a default is the default of its column, so that rows',
    'which are written past the application obey the same rules. `change` and `upgrade` write the migration. Known to the',
    'application alone: patterns, what a list has, addresses being addresses, and the defaults of `uuid`, `duration`, lists and',
    'fixed instants, which SQLite and PostgreSQL keep in different forms. Features in existing backends get none of it.',
    '',
    '## Links to rows of other features',
    '',
    '`tags:refs=Tag` has a table of its own, with both ids for its key and an index for each of them:',
    '',
    '- A request has `tag_ids`, and leaves the links as they are where it does not. It has at most 100 of them, or what `max` says,',
    '  up to 300: `tags:refs=Tag:max=20`. More are refused with 422.',
    '- Answers have the ids in order. One statement reads them for all rows of a page, and nothing else of what is linked.',
    '- `updated_at` moves when the links change.',
    '',
    '## Parts',
    '',
    '`lines:parts=order_line` makes the lines of an order parts of it: they are written, read, replaced and deleted with it, in one',
    'request and one transaction, and have no endpoints of their own. What a line has is below `parts`:',
    '',
    '```yaml',
    'architecture: onion',
    'features:',
    '  product: { fields: [name] }',
    '  order:',
    '    fields: { note: text:optional, lines: parts=order_line }',
    '    parts:',
    '      order_line: { product: ref=Product:unique, quantity: int:gt=0 }',
    '```',
    '',
    'On the command line: `--parts order_line+product:ref=Product:unique+quantity:int:gt=0`.',
    '',
    '- A request has `lines: [{ "product_id": 3, "quantity": 2 }]`. One that creates a row and says none makes none; one that',
    '  changes a row and says none leaves them as they are; with some, they replace all.',
    '- Answers have them in the order in which they were said, with one more statement however many rows are shown. They have no',
    '  ids. `updated_at` moves when they are replaced.',
    '- At most 100 of them, or what `max` says, up to 300; at least what `min` says. Others are refused with 422, as a line is',
    '  that breaks a rule of its fields. What all lines refer to is looked up with one statement for each reference.',
    '- `unique` means within the row: no order has two lines of one product. It and the order are the key of the table then; else',
    '  the order and the position are.',
    '- The table (`order_lines`) has a foreign key to the row, by which the database deletes them with it, and the constraints that',
    '  any table has. A product that a line refers to cannot be deleted.',
    '- Their rules are where the rules of the row are; in onion, the entity `Order` consists of `OrderLine`.',
    '- Said anew in a spec file, a feature that stands gets parts, or other fields in them, with a migration.',
    '- `line_count:count=lines` is how many they are, in answers. It is in no request and no column, and counts links (`refs`)',
    '  likewise. Lists are neither filtered nor sorted by it, as no index knows it.',
    '- Not possible in a part: links, slugs, numbers of rows and parts, `caller`, `embed`, `on-delete`, `flow`, `private`, `readonly` and `index`.',
    '  In domain-routes, every row has an owner, and existing backends have their own way of writing rows: there, make the part a',
    '  feature of its own.',
    '',
    '## Links that users make for themselves',
    '',
    '`favorites:refs=User:caller` links rows to those who sign in, each by themselves and nobody else:',
    '',
    '- `PUT /articles/7/favorites` puts the caller among them, `DELETE /articles/7/favorites` takes them away. Both are answered',
    '  with 204, however often they are sent and whoever sends them at once; with 404 where there is no such row, or none that',
    '  the caller may read; with 401 without a token. Whoever may read may do so. No request has a body, and no body of another',
    '  request has the field.',
    '- Answers with rows have `favorites_count` and `favorited`: how many they are, and whether who asks is one of them. Where',
    '  reading is public, nobody has to sign in: a visitor is told `false`, and so is whoever has a token that is not valid. Each',
    '  link takes one statement, however many rows are answered. Who they are, no answer says.',
    '- `GET /articles?favorited=true` lists what the caller is linked to, `false` what they are not.',
    '- `favorited` is the participle of the verb that the singular is: `likes` are `liked`, `stars` `starred`, `replies`',
    '  `replied`; `followers` and what else ends in `er` are `followed`. Where that is no word, `as` says another one:',
    '  `members:refs=User:caller:as=joined`.',
    '- The table of the link (`article_favorites`) has both ids for its key, with an index for each of them. It goes with the row',
    '  and with the user. `updated_at` and the version of a row do not change.',
    '- In `--style direct`, what is cached is for everybody, and is told to each caller with how they are linked.',
    '- `likes:count=favorites` calls the number `likes`, in place of `favorites_count`.',
    '- A feature can have several such links, with or without an owner. Features in existing backends have none.',
    '',
    '## What a deletion does to what refers to it',
    '',
    'A row that another one refers to is not deleted: the request is answered with 409. `on-delete` says otherwise, for one',
    'reference and in the database itself:',
    '',
    '- `order:ref=Order:on-delete=cascade`: the row goes with what it refers to, and what refers to the row in the same way',
    '  goes with it. No activity log mentions them one by one.',
    '- `brand:ref=Brand:optional:on-delete=null`: the row stays, and refers to nothing.',
    '- In domain-routes, where deleted rows stay, the service does the same by its own means.',
    '- Said anew (`change line order:ref=Order:on-delete=cascade`), a migration exchanges the foreign key.',
    '',
    '## Features that refer to each other',
    '',
    'A store has a manager, who works in a store: `manager:ref=Staff:optional` of stores and `store:ref=Store` of staff. Both in',
    'one spec file, or first `store` and `staff` and then `change store manager:ref=Staff:optional`, come to the same, however',
    'many features the circle goes through:',
    '',
    '- One reference of the circle has to be `optional`: a row is there before what it refers to by it. It is added last, by a',
    '  migration of its own, once all tables are there; undone, that goes first. Where every row needs the next, it is refused.',
    '- Both models say by which of the columns between their tables they go (`foreign_keys`), the one that stands too. The',
    '  reference that closes the circle is known by name alone, so that no module imports another in a circle.',
    '- Rows that tests and `seed` store refer to nothing by it, unless a test says what.',
    '- Neither feature can be removed first: `change store --drop manager` opens the circle again.',
    '- Features in existing backends are refused in a circle.',
    '',
    'Two references of one feature to another (`billing:ref=Address` and `shipping:ref=Address`) are none, and need nothing.',
    '',
    '## What answers show of what a row refers to',
    '',
    '`category:ref=Category:embed=name` shows the category with its name in every answer, beside the id that requests have:',
    '',
    '```json',
    '{ "id": 7, "category_id": 3, "category": { "id": 3, "name": "Tools" } }',
    '```',
    '',
    '- Several fields are joined by `+` (`embed=name+code`); in a spec file they can be a list. An optional reference that is',
    '  not set is `null`, as its id is.',
    '- Lists, single rows, and what is answered to a request that creates or changes rows all look the same. It takes one more',
    '  statement for each such reference, however many rows are shown; no other column of theirs is read.',
    '- Possible are the fields of the other feature that have plain values: text, numbers, booleans, dates and times, UUIDs and',
    '  enums. What is `private` is not possible, nor are passwords, tokens and the like, of users either.',
    '- Who may read a row is shown what it embeds, whoever may read the other feature. A reference may point to any row that',
    '  is there, so whoever may write rows can find out what is embedded of each: embed what they all may know.',
    '- Of users, strangers are shown what [`others`](spec-files.md#users) names, and nothing else: `embed=email` is refused unless',
    '  only roles read and write the rows.',
    '- In `--style direct`, cached answers are forgotten when what they show of others has changed.',
    '- `change` adds it to a reference that stands, or takes it away (`change product category:ref=Category`). What others show',
    '  can be renamed or dropped once they do not show it any more. Features in existing backends have no `embed`.',
    '',
    '## Several fields together',
    '',
    '`--unique order+product` has no two rows with the same order and the same product; `--index status+created_at` indexes',
    'both columns, in this order. Fields have their own names here (a reference that of its field, not of its column), and an',
    'index can have `created_at` and `updated_at`, too, or one of them alone: a list can be sorted by a time that is first in',
    'one, and by all columns of an index in their order. In domain-routes, an index begins with the owner and what a row is',
    'nested in, as lists do; where some read the rows of everyone, a list is sorted by a time only if that has an index alone.',
    'Both can be given several times. In a spec file:',
    '',
    '```yaml',
    'architecture: onion',
    'features:',
    '  order: { fields: [placed:date] }',
    '  product: { fields: [name] }',
    '  line:',
    '    fields: { order: ref=Order, product: ref=Product, status: enum=open/done }',
    '    unique: [[order, product]]',
    '    index: [[status, created_at]]',
    '```',
    '',
    '- A request that would make the second row is answered with 409 and the names of the columns, as for a single unique',
    '  field. In domain-routes, it is the second one of its owner; what is deleted does not count.',
    '- Where one of the fields is optional and null, the row is like no other, as nulls differ in SQL: any number of rows can',
    '  have the same order and no product.',
    '- An address (`email`) among them is stored in lower case, as a unique one is.',
    '- Of `index: [[status, created_at]]`, a list can be had as `?sort=status,-created_at`: the open ones first, of these the',
    '  newest. Each of up to three columns has a direction of its own; more of them, and all in a list that is paged by cursor,',
    '  have one together. Columns in another order than that of an index are 422, and so is what no answer shows; by cursor, each',
    '  column has to be required.',
    `- Not possible: one field (\`:unique\` and \`:index\` are for that), types without an index (${unindexed()}),`,
    '  a field that is unique by itself, more text than an index holds, fields that all have a default, and fields in which',
    '  hardly any two rows could differ.',
    '- `change --rename` gives them the new name, and `change --drop` takes them away with a field of theirs.',
    '',
    '## State machines',
    '',
    '`status:enum=draft/active/archived:flow=draft-active-archived/draft-archived` says which steps lead from value to value, and',
    'no others do. Paths are joined by `/`, their values by `-`; a value that a step comes back to is written again',
    '(`flow=open-done-open`).',
    '',
    '- New rows begin with the first value of the first path, which is the default. A request that creates has no such field:',
    '  whatever is new has been through no step yet.',
    '- `POST /products/7/status/active` takes a step: the field and the value as the API has them, as not every value has a verb',
    '  (`sold-out`), two fields can have the same value, and nothing has to be guessed. There is one for each value that a step',
    '  leads to; whoever may change rows may call it, and its body is empty. An [action](spec-files.md#actions) called like the',
    '  state can leave it to others.',
    '- A request that changes rows can take a step, too, together with other changes. What stays as it is is no step. With',
    '  `readonly`, the steps are the only way.',
    '- Any other step is answered with 409 and what is allowed from here, also where two are taken at the same time:',
    '  `Invalid status transition from archived to draft. Allowed from archived: none.`',
    '- The rule is where the architecture has such rules: in the entity (onion), in the service, or beside the endpoints',
    '  (`--style direct`). The emitted tests try every pair of states.',
    '- The longest value that fits is taken for one with hyphens: `flow=draft-in-review-done`. Where that is not what is meant,',
    '  dots are between the values of a path (`flow=in.review`), or it is a list in a spec file:',
    '',
    '```yaml',
    'architecture: onion',
    'features:',
    '  document:',
    '    fields:',
    '      title: str=80',
    '      status: { type: enum, values: [draft, in-review, done], flow: [[draft, in-review, done], [in-review, draft]] }',
    '```',
    '',
    '- Not possible: a value that no step leads to (but the first), a step from a value to itself, another default, `optional`,',
    '  `unique` and `private`. Features of existing backends have no flow.',
    '- `change` adds a flow to an enum, or takes it away. Rows stay in the state that they are in.',
    '',
    '## What is refused',
    '',
    'The emitted schemas answer with 422, and the emitted tests show it:',
    '',
    `- A text that is \`unique\` or indexed has at most ${LONGEST_INDEXED} characters: as many as an index of PostgreSQL holds,`,
    '  whatever they are. A `unique` e-mail address is stored in lower case.',
    '- A `str`, an `email` and a `url` are on one line. Whatever ends a line in Unicode is refused, and so are the',
    '  characters that turn the direction of text (U+202A to U+202E, U+2066 to U+2069) and so hide what it says. The marks',
    '  that Hebrew and Arabic need (U+200E, U+200F, U+061C) are not. A `text` may have any of them.',
    '- A required `str` or `text` must not be blank; `min=0` takes blank text. An optional one may be blank; `min=1` refuses',
    '  that.',
    '- `true` and `false` are not numbers. A number in a string (`"12"`) is one.',
    '- A pattern is what Pydantic takes it for: it may match anywhere in the text unless `^` and `$` say otherwise, and `\\d`,',
    '  `\\w`, `\\s` and `\\b` know all of Unicode. For the digits 0 to 9 only, write `[0-9]`.',
    '',
  ].join('\n');
}

/** Returns the types that have no index, as a list. */
function unindexed(): string {
  return FIELD_TYPES.filter((type) => !settingsOf(type).includes('index'))
    .map((type) => `\`${type}\``)
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
