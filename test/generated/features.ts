/** Features that together use everything a feature can have. */
import { EVERY_FIELD } from './every-field.js';

/** Arguments of the runner, one array for each feature, in the order in which they can be added. */
export const FEATURES: readonly (readonly string[])[] = [
  ['category', 'name:str=80:unique', '--write', 'admin', '--delete', 'admin'],
  ['tag', 'name:str=40:unique'],
  ['every_thing', ...EVERY_FIELD],
  [
    'order_item',
    'quantity:int:gt=0',
    'category:ref=Category',
    'parent:ref=OrderItem:optional',
    'manager:ref=User:optional',
    'backup:ref=User:optional',
    'tags:refs=Tag',
    'siblings:refs=OrderItem',
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
  ['counter', 'count:bigint:default=1:readonly', 'tags:refs=Tag:readonly'],
  [
    'log_entry',
    'at:time:unique',
    'size:decimal=38.10:unique',
    '--endpoints',
    'create',
    '--write',
    'public',
  ],
  ['setting', 'key:str=40', '--endpoints=update+get', '--no-tests'],
  ['leaflet', 'name', '--endpoints', 'delete', '--delete', 'user'],
];
