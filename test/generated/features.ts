/** Features that together use everything that features offer. */
import { EVERY_FIELD } from './every-field.js';

/** Names that columns of real databases have, and Python or its libraries something else. */
const NAMES =
  'hash format schema license min max bytes object list set dict range sum all any map input print vars dir help copy ' +
  'json fields validate registry query session import global pass return order group key index value values column ' +
  'table user status open file iter self cls str int float property db';

/** Fields with such names: of every kind that depends on names, and the rest as cheap as can be. */
const NAMED_FIELDS: readonly string[] = [
  'type:enum=a/b:default=a:index',
  'date:date:index',
  'time:time:optional',
  'datetime:datetime:default=now',
  'metadata:str=20:unique',
  'filter:str:private',
  'limit:int:index',
  'offset:int:index:optional',
  'page:int:index:optional',
  'sort:str=20:index',
  'state:str:readonly:default=new',
  'class:ref=Tag:embed=name',
  'next:ref=NamedThing:optional',
  'from:date:column=valid_from',
  'unit_price:decimal=10.2:unique:column=UnitPrice',
  'customer:ref=Tag:column=CustomerID:optional',
  'returning:int:unique',
  'registries:refs=Tag',
  ...NAMES.split(' ').map((name) => `${name}:json:optional`),
];

/** Arguments of the runner, one array for each feature, in an order in which they can be added. */
export const FEATURES: readonly (readonly string[])[] = [
  ['category', 'name:str=80:unique', '--write', 'admin', '--delete', 'admin'],
  ['tag', 'name:str=40:unique', '--table=Known Tags'],
  ['every_thing', ...EVERY_FIELD],
  [
    'order_item',
    'quantity:int:gt=0',
    'category:ref=Category',
    'parent:ref=OrderItem:optional:embed=quantity',
    'manager:ref=User:optional',
    'backup:ref=User:optional',
    'tags:refs=Tag',
    'siblings:refs=OrderItem',
    '--unique=category+quantity',
    '--index=quantity+created_at',
    '--id=bigint',
    '--read=public',
    '--write=editor+admin',
    '--delete=admin',
  ],
  ['person', 'name', 'birthday:date:optional', '--endpoints', 'list+get'],
  [
    'news',
    'title:str=200',
    'body_text:text:private',
    '--read=public',
    '--write=public',
    '--delete=public',
  ],
  [
    'profile',
    'owner:ref=User:unique',
    'parent:ref=Profile:optional:unique',
    'editor:ref=User:optional:readonly',
  ],
  [
    'badge',
    'holder:ref=User:optional:private:unique',
    'tags:refs=Tag:private',
    'pin:int:private:unique',
  ],
  // Fields called as what factories take and as what schemas have, and a pattern with quotes that just fits one line.
  [
    'form_field',
    'db:enum=8/s-1',
    'register:time:optional',
    'code:str=200:optional:pattern=^[A-Z0-9]*"{2}[a-z]?[a-z_-]{3,}[A-Z]+\\+{2}[a-z]{2,5}$',
    '--read=editor+admin',
  ],
  ['tmp_counter', 'count:bigint:default=1:readonly', 'tags:refs=Tag:readonly'],
  [
    'log_entry',
    'at:time:unique',
    'size:decimal=38.10:unique',
    '--endpoints',
    'create',
    '--write',
    'public',
  ],
  [
    'document',
    'state:enum=draft/final:default=draft',
    'title:str=80:unique',
    'previous:ref=Document:optional',
    'tags:refs=Tag',
    '--id=uuid',
    '--by=title',
    '--write=editor',
    '--concurrency=version',
  ],
  ['setting', 'key:str=40', '--endpoints=update+get', '--no-tests'],
  ['named_thing', ...NAMED_FIELDS, '--unique', 'customer+date', '--index=type+updated_at'],
  // What becomes of them when what they refer to is deleted.
  [
    'footnote',
    'text:str=80',
    'above:ref=Footnote:optional:on-delete=cascade',
    'category:ref=Category:on-delete=cascade',
    'document:ref=Document:optional:on-delete=null:unique:embed=title+state',
    'sources:refs=Document',
    'lines:refs=OrderItem:max=12',
  ],
  // Rows of whoever has signed in: read by all and changed by few, or the owner's alone.
  [
    'article',
    'title:str=80:unique',
    'tags:refs=Tag',
    'author:ref=User:caller',
    '--id=uuid',
    '--read=user',
    '--write=owner',
    '--delete=owner+admin',
    '--concurrency=version',
  ],
  ['diary', 'text:str=80', 'author:ref=User:caller', '--read', 'owner'],
  // State machines: of somebody's rows, with values that have hyphens, and where nothing else changes a row.
  [
    'ticket',
    'title:str=80:unique',
    'type:enum=new/in-review/on-hold/done:flow=new-in-review-done/in-review-on-hold-in-review',
    'level:enum=low/high:flow=low-high-low:readonly',
    'assignee:ref=User:caller',
    '--read=owner+auditor',
    '--write=owner',
    '--by=title',
    '--concurrency=version',
  ],
  ['lamp', 'light:enum=off/on:flow=off-on-off', '--endpoints=get+delete', '--write=editor'],
  // Actions: of somebody's rows, by others, and where nothing else changes a row. One of them is a step.
  [
    'letter',
    'subject:str=80',
    'status:enum=draft/sent:flow=draft-sent',
    'author:ref=User:caller',
    '--read=user',
    '--write=owner',
    '--concurrency=version',
    '--action=file+sent+send_again=put/owner/admin+flag=patch/editor',
  ],
  [
    'parcel',
    'label:str=80',
    'state:enum=packed/on-the-way/arrived:readonly:flow=packed-on-the-way-arrived/packed-arrived',
    '--id=bigint',
    '--write=editor',
    '--action=arrived=admin+weigh',
  ],
  ['notice', 'text', '--endpoints=list', '--action=pin_up=admin'],
  ['leaflet', 'name', '--endpoints', 'delete', '--delete', 'user', '--concurrency', 'version'],
];

/** {@link FEATURES} for projects in which every row has an owner and `profile` is taken. */
export const OWNED_FEATURES = [
  ...FEATURES.map(([name = '', ...words]) =>
    // Of what others read, no two rows of one owner have the same title, but two of all.
    [name, ...words.filter((word) => name !== 'ticket' || word !== '--by=title')].map((word) =>
      word
        // Somebody has to own what is created.
        .replace(/^(--write=)?public$/, '$1user')
        .replace(/^profile$/, 'biography')
        .replace('ref=Profile', 'ref=Biography')
        .replace(/^owner:/, 'author:')
        // Every row has a UUID.
        .replace('--id=bigint', '--id=uuid')
        // Nobody says whose rows they are.
        .replace(':caller', ''),
    ),
  ),
  // Nested: under a feature of which each user has exactly one, and four levels deep.
  ['experience', 'title:str=80', '--parent', 'profile'],
  ['course', 'title:str', '--parent', 'experience', '--endpoints', 'list+create'],
  ['remark', 'body_text:text', 'rating:int:ge=1:le=5', '--parent', 'order_item'],
  [
    'reply',
    ...['body_text:text', 'category:ref=Category', 'tags:refs=Tag', 'code:str=10:unique'],
    ...['--parent', 'remark'],
  ],
  [
    'vote',
    ...['up:bool', 'reason:str:optional:private'],
    ...['--parent', 'reply', '--write', 'editor', '--concurrency', 'version'],
  ],
  // Below what everybody reads, and reached by roles there and below what is hidden.
  [
    'opinion',
    ...['body_text:text', 'near:ref=Article:optional', '--parent', 'article'],
    ...['--write', 'owner+editor', '--delete', 'admin', '--concurrency', 'version'],
  ],
  [
    'verdict',
    'body_text:text',
    '--parent',
    'opinion',
    '--read',
    'public',
    '--delete',
    'owner+admin',
  ],
  ['protest', 'text', '--parent', 'remark', '--action', 'settle+reopen=put/editor'],
  ['complaint', 'text', 'status:enum=open/closed:flow=open-closed', '--parent', 'remark'],
  ['medal', 'title:str', 'profile:ref=Profile'],
  // Connected to other services.
  ['payment', 'amount:decimal=10.2', '--with', 'http-client+webhook'],
  ['shipment', 'code:str=20:unique', '--endpoints', 'list+create', '--with', 'webhook'],
];

/** Features whose rows a field identifies: referred to, linked, searched, owned, and read page by page. */
export const KEYED_FEATURES: readonly (readonly string[])[] = [
  ['country', 'code:str=2', 'name:str=80', '--key=code', '--pages=cursor', '--docs'],
  [
    'customer',
    'number:int',
    'name:str=80',
    'country:ref=Country:embed=name',
    '--key=number',
    '--search=name',
  ],
  [
    'label',
    'code:str=8:pattern=^[A-Z]{3}-[0-9]{4}$:column=Label',
    'above:ref=Label:optional',
    'relatives:refs=Label',
    'owner:ref=User:caller',
    'fans:refs=User:caller',
    '--key=code',
    '--write=owner',
    '--concurrency=version',
  ],
  [
    'item',
    'item_id:uuid',
    'title:str',
    'labels:refs=Label',
    'customer:ref=Customer',
    'state:enum=a/b:flow=a-b',
    '--key=item_id',
    '--action=publish',
  ],
];

/** Rows that consist of others: told apart or not, of every type, by names that Python has for something else, beside all that rows can have. */
export const FEATURES_WITH_PARTS: readonly (readonly string[])[] = [
  ['product', 'name:str=40:unique'],
  ['place', 'code:str=5', 'name:str', '--key=code'],
  [
    'order',
    'title:str=50',
    'slug:slug=title',
    'note:text:optional',
    'owner:ref=User:caller',
    'place:ref=Place:embed=name',
    'fans:refs=User:caller',
    'kin:ref=Order:optional',
    'status:enum=open/done:flow=open-done',
    'lines:parts=order_line:min=2:max=20',
    'marks:parts=order_mark:max=2',
    '--parts=order_line+product:ref=Product:unique+substitute:ref=Product:optional+from:ref=Place+type:enum=a/b:default=a+date:date+time:time:optional+metadata:json:optional+class:str=20:optional+price:decimal=10.2:ge=0+at:datetime:default=now+uuid:uuid:optional+dur:duration:optional+bytes:bytes:max=20:optional+ip:ip:optional+email:email:optional+bool:bool:default=false+float:float:min=0:max=10+tags:list=str:max=5+say_all:text:optional',
    '--parts=order_mark+order:int+colour:enum=red/green:unique',
    '--concurrency=version',
    '--pages=cursor',
    '--search=title+note',
    '--by=slug',
    '--write=owner',
    '--delete=owner+admin',
    '--id=uuid',
    '--action=archive',
  ],
];

/**
 * Returns features that together have every key of requests and answers, in a project with `json: camel`. Only the first
 * says so: the project remembers it.
 *
 * @param ownsRows whether rows belong to users by themselves.
 */
export function featuresInCamelCase(ownsRows: boolean): readonly (readonly string[])[] {
  const category = ['category', 'display_name:str=60:unique', 'sort_key:int:index'];
  const first = [...category, '--json-case=camel'];
  const product = [
    'product',
    'long_name:str=80:prefix',
    'full_text:text:optional',
    'unit_price:decimal=10.2:gt=0:index',
    'main_category:ref=Category:embed=display_name',
    'other_categories:refs=Category:each',
    'from:str=20:optional:unique',
    'model_config:str=20:optional',
    'item_state:enum=draft/on_sale/sold_out:flow=draft-on_sale-sold_out',
    'url_slug:slug=long_name',
    'is_new:bool:default=false',
    'saved_items:refs=User:caller',
    '--search=long_name+full_text',
    '--by=url_slug',
    '--unique=long_name+unit_price',
    '--index=is_new+unit_price',
    '--action=send_again',
    '--concurrency=version',
  ];
  const review = ['review', 'star_count:int:min=1:max=5', 'full_text:text', '--pages=cursor'];
  if (ownsRows) return [first, product, [...review, '--parent=product']];
  return [
    first,
    [...product, '--soft-delete'],
    [...review, 'written_by:ref=User:caller', 'about_product:ref=Product'],
    [
      'order',
      'order_note:text:optional',
      'order_lines:parts=order_line:max=20',
      '--parts=order_line+line_product:ref=Product+line_count:int:gt=0+from:str=20:optional',
      '--soft-delete',
    ],
    [
      'country',
      'country_code:str=5',
      'long_name:str=60',
      'near_by:refs=Country',
      '--key=country_code',
    ],
  ];
}
