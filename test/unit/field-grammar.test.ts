import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../../shared/errors.js';
import {
  formatFieldToken,
  parseFieldObject,
  parseFieldToken,
  parseNamedField,
} from '../../shared/feature/field/grammar.js';
import { MODIFIERS, MODIFIERS_HELP } from '../../shared/feature/field/settings.js';
import type { FieldSpec } from '../../shared/feature/field/spec.js';
import {
  FIELD_EXAMPLES,
  FIELD_TYPES,
  FIELD_TYPES_HELP,
  type FieldType,
  settingsOf,
} from '../../shared/feature/field/types.js';
import { refusal } from './refusal.js';

const PLAIN = { optional: false, unique: false, index: false, private: false, readonly: false };

/** Returns what a message marks: the text above the carets. */
function marked(message: string): string {
  const [, token = '', carets = ''] = message.split('\n').map((line) => line.slice(2));
  expect(carets).toMatch(/^ *\^+$/);
  return token.slice(carets.indexOf('^'), carets.length);
}

describe('parseFieldToken accepts', () => {
  test.each<[token: string, rest: Partial<FieldSpec>]>([
    ['name', { type: 'str' }],
    ['name:str', { type: 'str' }],
    ['name:str=120', { type: 'str', max: '120' }],
    ['name:str=0120', { type: 'str', max: '120' }],
    ['name:str:min=2:max=5', { type: 'str', min: '2', max: '5' }],
    ['name?', { type: 'str', optional: true }],
    ['name:ref=Order:on-delete=cascade', { type: 'ref', target: 'Order', 'on-delete': 'cascade' }],
    [
      'name?:ref=Order:on-delete=null',
      { type: 'ref', target: 'Order', optional: true, 'on-delete': 'null' },
    ],
    ['name:ref=Order:embed=code', { type: 'ref', target: 'Order', embed: 'code' }],
    [
      'name?:ref=Order:embed=code+at',
      { type: 'ref', target: 'Order', optional: true, embed: 'code+at' },
    ],
    ['name:ref=Order:on-delete=refuse', { type: 'ref', target: 'Order' }],
    ['name:duration:default=PT90M', { type: 'duration', default: 'PT1H30M' }],
    ['name:duration:default=P1DT0S', { type: 'duration', default: 'P1D' }],
    ['name:slug=title', { type: 'slug', source: 'title', unique: true }],
    [
      'name:slug=title:max=40:readonly',
      { type: 'slug', source: 'title', unique: true, max: '40', readonly: true },
    ],
    ['name:ip:default=2001::DB8::0::0::0::0::0::1', { type: 'ip', default: '2001:db8::1' }],
    ['name:bytes:max=20', { type: 'bytes', max: '20' }],
    ['name?:int', { type: 'int', optional: true }],
    ['name:int?', { type: 'int', optional: true }],
    ['name:str=9?:unique', { type: 'str', max: '9', optional: true, unique: true }],
    ['name:text:optional', { type: 'text', optional: true }],
    ['name:int:min=+01:max=9', { type: 'int', ge: '1', le: '9' }],
    ['name:int:gt=-5:lt=5:default=0', { type: 'int', gt: '-5', lt: '5', default: '0' }],
    ['name:int:ge=1:le=4:default=4', { type: 'int', ge: '1', le: '4', default: '4' }],
    ['name:int:ge=1:le=4:default=1', { type: 'int', ge: '1', le: '4', default: '1' }],
    ['name:str=3:min=3:default=abc', { type: 'str', min: '3', max: '3', default: 'abc' }],
    ['name:str=2:default=😀😀', { type: 'str', max: '2', default: '😀😀' }],
    ['name:int:le=2147483647', { type: 'int', le: '2147483647' }],
    ['name:bigint:le=9223372036854775807', { type: 'bigint', le: '9223372036854775807' }],
    ['name:float:ge=.5', { type: 'float', ge: '0.5' }],
    ['name:decimal', { type: 'decimal', precision: 12, scale: 2 }],
    ['name:decimal=10.2:gt=0.00', { type: 'decimal', precision: 10, scale: 2, gt: '0' }],
    ['name:decimal=2.2:le=0.99', { type: 'decimal', precision: 2, scale: 2, le: '0.99' }],
    ['name:decimal=1.0', { type: 'decimal', precision: 1, scale: 0 }],
    ['name:decimal=5.0:default=007', { type: 'decimal', precision: 5, scale: 0, default: '7' }],
    ['name:bool:default=true', { type: 'bool', default: 'true' }],
    ['name:date:default=today', { type: 'date', default: 'today' }],
    ['name:datetime:default=now', { type: 'datetime', default: 'now' }],
    [
      'name:datetime:default=2024-01-31T09:30:00Z:index',
      { type: 'datetime', default: '2024-01-31T09:30:00Z', index: true },
    ],
    ['name:time:default=09:30:optional', { type: 'time', default: '09:30:00', optional: true }],
    ['name:uuid:unique', { type: 'uuid', unique: true }],
    ['name:json:private', { type: 'json', private: true }],
    ['name:email:default=jo@Example.com', { type: 'email', default: 'jo@example.com' }],
    [
      'name:url:default=https://a.co:8080/x?y=1:optional',
      { type: 'url', default: 'https://a.co:8080/x?y=1', optional: true },
    ],
    ['name:enum=draft/2xl:default=2xl', { type: 'enum', values: ['draft', '2xl'], default: '2xl' }],
    ['name:ref=order-item', { type: 'ref', target: 'OrderItem' }],
    ['name_id:ref=HTTPServer:optional', { type: 'ref', target: 'HttpServer', optional: true }],
    ['name:list=decimal:max=3', { type: 'list', items: 'decimal', max: '3' }],
    ['name:str:default=a=b', { type: 'str', default: 'a=b' }],
    ['name:str:default=a::unique', { type: 'str', default: 'a:unique' }],
    ['name:str:default=a:::optional', { type: 'str', default: 'a:', optional: true }],
    ['name:str:pattern=^(?:a|b):[0-9]+$', { type: 'str', pattern: '^(?:a|b):[0-9]+$' }],
    ['name:str:pattern=^a:b:unique', { type: 'str', pattern: '^a:b', unique: true }],
    ['name:str:pattern=^a::max=3$', { type: 'str', pattern: '^a:max=3$' }],
    ['name:int:optional:readonly', { type: 'int', optional: true, readonly: true }],
    [
      'name:str:default=x:readonly:private',
      { type: 'str', default: 'x', readonly: true, private: true },
    ],
  ])('%s', (token, rest) => {
    expect(parseFieldToken(token)).toEqual({ ...PLAIN, name: 'name', ...rest });
  });

  test.each([
    ['tags:refs=Tag', 'tags'],
    ['tag_ids:refs=Tag', 'tags'],
    ['category_ids:refs=Category', 'categories'],
    ['news:refs=News:private:readonly', 'news'],
  ])('%s under the name %s', (token, name) => {
    expect(parseFieldToken(token).name).toBe(name);
  });
});

describe('parseFieldToken refuses, marking the place,', () => {
  test.each([
    ['of:ref=Order:on-delete=null', 'on-delete=null', /required.*Add optional/s],
    ['of:ref=Order:embed=code+', 'code+', /a name is missing.*embed=name\+code/s],
    [
      'of:ref=Order:embed=code/at',
      'code/at',
      /"code\/at" cannot be the name of a field.*joined by "\+"/s,
    ],
    ['of:ref=Order:embed=at+at', 'at+at', /"at" is named twice/],
    ['of:ref=Order:embed=id', 'id', /the id is shown anyway/],
    ['of:ref=Order:private:embed=at', 'embed=at', /contradict each other/],
    ['of:refs=Order:embed=at', 'embed=at', /does not apply to the type refs.*by its ids/s],
    ['name:str:embed=at', 'embed=at', /does not apply to the type str/],
    ['of:ref=Order:on-delete=restrict', 'restrict', /Did you mean "refuse"/],
    ['name:str:on-delete=cascade', 'on-delete=cascade', /does not apply to the type str/],
    ['length:duration:default=soon', 'soon', /not a length of time.*PT1H30M/s],
    ['length:duration:default=P100000D', 'P100000D', /not a length of time/],
    ['seen:ip:default=192.0.2.256', '192.0.2.256', /not an address of IPv4 or IPv6/],
    ['raw:bytes:default=AA==', 'default=AA==', /does not apply.*optional instead/s],
    // names
    ['', '', /name is missing/],
    [':int', '', /name is missing/],
    ['unitPrice:int', 'unitPrice', /capital letter.*"unit_price"/s],
    ['unit-price:int', 'unit-price', /"-".*"unit_price"/s],
    ['données', 'données', /outside a to z.*"donnees"/s],
    ['a b', 'a b', /space.*"a_b"/s],
    ['2nd:int', '2nd', /start with a letter.*"nd"/s],
    ['_x', '_x', /start with a letter.*"x"/s],
    ['x_:int', 'x_', /ends with an underscore/],
    ['x__y', 'x__y', /two underscores/],
    ['x'.repeat(51), 'x'.repeat(51), /51 characters/],
    ['id:int', 'id', /adds a column.*"item_id"/s],
    ['xmin:int', 'xmin', /PostgreSQL has a system column.*column=NAME/s],
    ['tag:refs=Tag', 'tag', /"tags"/],
    // types
    ['x:', '', /type is missing/],
    ['x::unique', '', /type is missing/],
    ['x:decmal=10.2', 'decmal', /no type "decmal".*Did you mean "decimal"/s],
    ['x:string', 'string', /Did you mean "str"/],
    ['x:Integer', 'Integer', /Did you mean "int"/],
    ['x:belongs_to=User', 'belongs_to', /Did you mean "ref"/],
    ['x:banana', 'banana', /no type "banana"\.\n.*\n.*\n {2}Types:/],
    ['x:decimal(10,2)', 'decimal(10,2)', /Did you mean "decimal=10.2"/],
    ['x:str[5]', 'str[5]', /Did you mean "str=5"/],
    ['x:unique', 'unique', /str:unique/],
    ['x:max=5:unique', 'max=5', /str:max=N/],
    // arguments
    ['x:str=', 'str', /argument of str is missing/],
    ['x:str=0', '0', /from 1 to 10485760/],
    ['x:str=10485761', '10485761', /from 1 to 10485760/],
    ['x:str=a', 'a', /whole number/],
    ['x:text=5', '5', /text:max=5/],
    ['x:int=5', '5', /int takes no argument/],
    ['x:decimal=10', '10', /decimal=10\.0/],
    ['x:decimal=10,2', '10,2', /"decimal=10.2"/],
    ['x:decimal=0.0', '0', /from 1 to 38/],
    ['x:decimal=39.2', '39', /from 1 to 38/],
    ['x:decimal=1', '1', /For whole numbers: decimal=1\.0/],
    ['x:decimal=2.3', '3', /"decimal=5.3"/],
    ['x:decimal=a.b', 'a', /whole number/],
    ['x:enum', 'enum', /needs its values/],
    ['x:enum=', 'enum', /missing/],
    ['x:enum=a/b/a', 'a', /twice/],
    ['x:enum=a//b', '', /empty/],
    ['x:enum=in-progress/in_progress', 'in_progress', /IN_PROGRESS/],
    ['x:enum=a/b,c', 'b,c', /"enum=a\/b\/c"/],
    ['x:enum=a, b', 'a, b', /Did you mean "enum=a\/b"/],
    ['x:enum=a/-b', '-b', /starts with a letter or digit/],
    [`x:enum=${'a'.repeat(51)}`, 'a'.repeat(51), /At most 50/],
    ['category:ref', 'ref', /: category:ref=MODEL\./],
    ['tags:refs', 'refs', /: tags:refs=MODEL\./],
    ['x:ref=a/b', 'a/b', /cannot be the name/],
    ['x:ref=1a', '1a', /cannot be the name/],
    ['x:list', 'list', /"list=str"/],
    ['x:list=ref', 'ref', /refs=MODEL/],
    ['x:list=json', 'json', /cannot hold json/],
    ['x:list=strng', 'strng', /Did you mean "str"/],
    ['x:list=str=5', 'str=5', /Write list=str\./],
    // modifiers
    ['x:str:', '', /nothing between two colons/],
    ['x:str::unique', '', /nothing between two colons/],
    ['x:str:optinal', 'optinal', /"optional"/],
    ['x:str:nullable', 'nullable', /"optional"/],
    ['x:int:gte=5', 'gte', /"gt"|"ge"/],
    ['x:str:required', 'required', /leave it out/],
    ['x:str:pattern=^a:optinal', 'optinal', /"optional".*::/s],
    ['x:str:default=a:b', 'b', /::/],
    ['x:str:unique=true', 'unique=true', /takes no value/],
    ['x:str:max', 'max', /needs a value/],
    ['x:str:max=', 'max=', /needs a value/],
    ['x:str:default=', 'default=', /needs a value/],
    ['x:str:unique:unique', 'unique', /twice/],
    ['x:str?:optional', 'optional', /twice/],
    ['x:str=5:max=6', 'max=6', /twice/],
    // what does not fit a type
    ['x:json:unique', 'unique', /does not apply to the type json/],
    ['x:list=str:index', 'index', /does not apply/],
    ['x:bool:unique', 'unique', /two rows/],
    ['x:text:unique', 'unique', /str=N/],
    ['x:int:pattern=a', 'pattern=a', /does not apply/],
    ['x:str:gt=3', 'gt=3', /does not apply/],
    ['x:date:min=3', 'min=3', /does not apply/],
    ['x:ref=A:default=1', 'default=1', /No row/],
    ['xs:refs=A:optional', 'optional', /never required/],
    ['xs:refs=A:unique', 'unique', /does not apply/],
    ['xs:refs=A:max=100001', '100001', /whole number from 1 to 100000/],
    ['xs:refs=A:max=0', '0', /number of ids/],
    ['xs:refs=A:readonly:max=5', 'max=5', /no request has this field/],
    ['xs:refs=User:caller:max=5', 'max=5', /no request has this field/],
    ['x:json:default=1', 'default=1', /does not apply/],
    ['x:str=661:unique', 'unique', /660/],
    ['x:str=661:index', 'index', /661 characters.* cannot be indexed, .*"index".*660/s],
    ['x:url:max=661:unique', 'unique', /660/],
    // limits
    ['x:int:min=3:max=1', 'max=1', /no value can satisfy min=3 and max=1/],
    ['x:int:gt=1:lt=2', 'lt=2', /no value/],
    ['x:int:gt=2147483647', 'gt=2147483647', /no value/],
    ['x:decimal=4.2:gt=0:lt=0.01', 'lt=0.01', /no value/],
    ['x:float:gt=1:lt=1', 'lt=1', /no value/],
    ['x:float:ge=2:le=1', 'le=1', /no value/],
    ['x:decimal=2.0:gt=99', 'gt=99', /no value/],
    ['x:decimal=2.0:lt=-99', 'lt=-99', /no value/],
    ['x:float:gt=1:le=1', 'le=1', /no value/],
    ['x:int:gt=1:ge=2', 'ge=2', /same side/],
    ['x:int:ge=1:min=2', 'min=2', /same side/],
    ['x:int:max=1:lt=2', 'max=1', /same side/],
    ['x:int:gt=a', 'a', /not a whole number/],
    ['x:int:gt=1.5', '1.5', /not a whole number/],
    ['x:int:le=2147483648', '2147483648', /bigint/],
    ['x:bigint:le=9223372036854775808', '9223372036854775808', /bigint holds/],
    ['x:decimal=4.2:le=100', '100', /at most 2 digits before the point/],
    ['x:decimal=4.2:le=0.001', '0.001', /at most 2 digits after the point/],
    ['x:float:le=nan', 'nan', /not a number/],
    ['x:str:min=5:max=3', '5', /min=3:max=5/],
    ['x:str:min=256', '256', /max=256/],
    ['x:email:max=255', '255', /from 1 to 254/],
    ['x:url:max=9999', '9999', /from 1 to 2083/],
    ['x:str:min=-1', '-1', /from 0/],
    ['x:list=str:max=0', '0', /number of elements/],
    // patterns
    ['x:str:pattern=[', '[', /not closed/],
    ['x:str:pattern=(?=a)', '(?=a)', /uses lookahead/],
    ['x:str:pattern=(a)\\1', '(a)\\1', /backreference/],
    // defaults
    ['x:int:default=a', 'a', /not a whole number/],
    ['x:int:default=5:max=4', '5', /outside le=4/],
    ['x:int:default=4:lt=4', '4', /outside lt=4/],
    ['x:float:default=0.5:ge=0.6', '0.5', /outside ge=0.6/],
    ['x:int:default=4:gt=4', '4', /outside gt=4/],
    ['x:int:default=2147483648', '2147483648', /bigint/],
    ['x:decimal=4.2:default=1.234', '1.234', /at most 2 digits after the point/],
    ['x:float:default=inf', 'inf', /not a number/],
    ['x:bool:default=yes', 'yes', /Did you mean "true"/],
    ['x:date:default=2024-02-30', '2024-02-30', /not a date/],
    ['x:date:default=now', 'now', /today/],
    ['x:datetime:default=2024-01-31T09:30:00', '2024-01-31T09:30:00', /timezone/],
    ['x:time:default=25:00', '25:00', /not a time/],
    ['x:uuid:default=1', '1', /not a UUID/],
    ['x:email:default=a', 'a', /not a deliverable email address/],
    ['x:url:default=ftp://a.co', 'ftp://a.co', /not an http/],
    ['x:enum=draft/active:default=drft', 'drft', /Did you mean "draft".*Values: draft, active/s],
    ['x:str=3:default=abcd', 'abcd', /4 characters, more than the 3/],
    ['x:str:min=3:default=ab', 'ab', /fewer than min=3/],
    [`x:str:default=${'a'.repeat(256)}`, 'a'.repeat(256), /255/],
    ['x:str:default=abc:pattern=^[0-9]+$', 'abc', /does not match/],
    ['x:str:default=  ', '  ', /blank.*min=0/s],
    ['x:str:default=a\u202eb', 'a\u202eb', /turns its direction/],
    ['x:str:pattern=a\u202eb', 'a\u202eb', /turns its direction/],
    [
      `x:str:default=${'a'.repeat(1200)}:max=2000:pattern=a`,
      'a'.repeat(1200),
      /too many to be held against a pattern/,
    ],
    // contradictions
    ['x:str:unique:default=a', 'default=a', /unique field cannot have a default/],
    ['x:str:readonly', 'readonly', /default=VALUE or optional/],
    ['x:json:readonly', 'readonly', /Add optional\./],
  ])('%s', (token, place, message) => {
    const text = refusal(() => parseFieldToken(token));
    expect(text).toMatch(message);
    // If nothing is there, a single caret is enough.
    if (place === '') expect(marked(text)).toMatch(/^[:/]?$/);
    else expect(marked(text)).toBe(place);
    expect(text.startsWith(`field "${token}": `)).toBe(true);
  });

  test('in the agreed form', () => {
    expect(refusal(() => parseFieldToken('price:decmal=10.2', 'field 2'))).toBe(
      [
        'field 2, "price:decmal=10.2": there is no type "decmal".',
        '  price:decmal=10.2',
        '        ^^^^^^',
        '  Did you mean "decimal"? Types: str, text, int, bigint, float, decimal, bool, date, datetime, time, uuid, smallint, duration, json, bytes, file, email, url, ip, slug, enum, ref, refs, parts, count, list (see --help).',
      ].join('\n'),
    );
  });

  test('what cannot be shown', () => {
    expect(refusal(() => parseFieldToken('x:str:default=a\nb', 'field 1'))).toMatch(
      /^field 1, "x:str:default=a\\nb": .*line break/,
    );
    expect(refusal(() => parseFieldToken('x'.repeat(2001)))).toMatch(/2001 characters/);
  });

  test('with what is known from the context', () => {
    const context = { feature: 'product', extraReserved: { owner_id: 'every table has it' } };
    expect(refusal(() => parseFieldToken('id', 'field 1', context))).toMatch(/"product_id"/);
    expect(refusal(() => parseFieldToken('owner:ref=User', 'field 1', context))).toMatch(
      /every table has it/,
    );
    const taken = { extraReserved: { item_id: 'of a test', own_id: 'of a test' } };
    expect(refusal(() => parseFieldToken('id', 'field 1', taken))).toMatch(
      /Choose a more specific name\.$/,
    );
    expect(parseFieldToken('owner_id:int', 'field 1').name).toBe('owner_id');
  });
});

describe('other forms', () => {
  test('a token may lack its name if that is given separately', () => {
    const path = 'features.product.fields.price';
    expect(parseNamedField('price', 'decimal=10.2:gt=0', path)).toEqual(
      parseFieldToken('price:decimal=10.2:gt=0'),
    );
    expect(refusal(() => parseNamedField('price', 'decmal=10.2', path))).toMatch(
      /^features\.product\.fields\.price, "decmal=10\.2": there is no type "decmal"\.\n {2}decmal=10\.2\n {2}\^{6}\n/,
    );
    expect(refusal(() => parseNamedField('id', 'str', 'fields.id'))).toMatch(
      /^fields\.id, "str": "id" cannot be a field name.*\n {2}Choose/,
    );
  });

  test.each([
    [{ type: 'decimal', precision: 10, scale: 2, gt: 0 }, 'x:decimal=10.2:gt=0'],
    [{ type: 'decimal=10.2', gt: '0' }, 'x:decimal=10.2:gt=0'],
    [{}, 'x:str'],
    [{ optional: true, max: 20 }, 'x:str=20:optional'],
    [{ type: 'enum', values: ['a', 2], default: 'a' }, 'x:enum=a/2:default=a'],
    [{ type: 'bool', default: false }, 'x:bool:default=false'],
    [{ type: 'list', items: 'int', max: 3 }, 'x:list=int:max=3'],
    [{ type: 'ref', target: 'Category', unique: true, index: false }, 'x:ref=Category:unique'],
    [{ type: 'str', default: 'a:unique' }, 'x:str:default=a::unique'],
    [{ type: 'str', pattern: 'a::b' }, 'x:str:pattern=a::::b'],
    [{ type: 'float', ge: 1.5, default: undefined }, 'x:float:ge=1.5'],
  ])('the object %j means %s', (object, token) => {
    expect(parseFieldObject('x', object, 'fields.x')).toEqual(parseFieldToken(token));
  });

  test.each([
    [{ type: 'decmal' }, /^fields\.x\.type: there is no type "decmal"\. Did you mean "decimal"/],
    [{ type: 'decimal', precision: 10 }, /^fields\.x\.precision: .*the scale is missing/],
    [{ type: 'decimal', scale: 2 }, /^fields\.x\.scale: .*the precision is missing/],
    [
      { type: 'int', precision: 10 },
      /^fields\.x\.precision: "precision" does not apply to the type int/,
    ],
    [{ type: 'int', gt: 'a' }, /^fields\.x\.gt: "a" is not a whole number/],
    [{ type: 'int=3' }, /^fields\.x\.type: int takes no argument/],
    [{ type: 'str=5', max: 4 }, /^fields\.x\.max: the type's argument already sets max/],
    [{ type: 'enum', values: [] }, /^fields\.x\.type: an enum needs its values/],
    [{ type: 'enum', values: ['a/b'] }, /^fields\.x\.values: "a\/b" cannot be an enum value/],
    [{ type: 'bigint', le: 2 ** 60 }, /^fields\.x\.le: .*too large.*quotes/],
    [{ type: 'str', default: 'a\nb' }, /^fields\.x\.default: .*line break/],
    [{ readonly: true }, /^fields\.x\.readonly: this field could never be set/],
  ])('the object %j is refused', (object, message) => {
    expect(refusal(() => parseFieldObject('x', object, 'fields.x'))).toMatch(message);
  });

  test('a name is refused at the path of its field', () => {
    expect(refusal(() => parseFieldObject('id', {}, 'fields.id'))).toMatch(/^fields\.id: "id"/);
  });
});

describe('help', () => {
  test.each(FIELD_TYPES)('the example of %s is valid and canonical', (type) => {
    const field = parseFieldToken(FIELD_EXAMPLES[type]);
    expect(field.type).toBe(type);
    expect(parseFieldToken(formatFieldToken(field))).toEqual(field);
  });

  test('has a line for each type and each modifier', () => {
    expect(FIELD_TYPES_HELP.map(([usage]) => usage.split(/[[=]/)[0])).toEqual([...FIELD_TYPES]);
    expect(MODIFIERS_HELP.map(([usage]) => usage.split('=')[0])).toEqual([...MODIFIERS]);
    for (const [, description] of [...FIELD_TYPES_HELP, ...MODIFIERS_HELP]) {
      expect(description).toMatch(/^\S.{8,}\S$/);
    }
  });
});

describe('any field that is accepted', () => {
  const number = fc.oneof(
    fc.integer({ min: -50, max: 50 }).map(String),
    fc.constantFrom('0', '+7', '007', '1.50', '-0.0', '.5', '1e2', '99999999999'),
  );
  const length = fc.integer({ min: 0, max: 30 }).map(String);
  const text = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      'a:b',
      ':',
      '::',
      'a:unique',
      'a::max=3',
      'https://x.co:80/',
      '9:30',
      ':min',
      'x=y:',
      'true',
    ),
  );
  const pattern = fc.constantFrom(
    '^a:b$',
    '(?:x|y)+',
    '^[a-z]*$',
    'a:min=3',
    '::',
    '^\\d{2}:\\d{2}$',
    '',
    ':unique',
  );
  const initial = fc.oneof(
    text,
    number,
    fc.constantFrom(
      'now',
      'today',
      'true',
      'false',
      'draft',
      '2024-01-31',
      '09:30',
      '2024-01-31T09:30:00+02:00',
      'jo@example.com',
      'https://example.com:8080/a',
      '123E4567-e89b-42d3-a456-426614174000',
    ),
  );
  const flags = fc.record(
    {
      optional: fc.boolean(),
      unique: fc.boolean(),
      index: fc.boolean(),
      private: fc.boolean(),
      readonly: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const limits = fc.record(
    { gt: number, ge: number, lt: number, le: number, min: length, max: length },
    { requiredKeys: [] },
  );
  const type = fc.constantFrom(
    ...FIELD_TYPES.filter(
      (each) => !['enum', 'ref', 'refs', 'parts', 'list', 'slug', 'count'].includes(each),
    ),
    'str=20',
    'decimal=10.2',
    'decimal=5.0',
    'enum=draft/active',
    'enum=2xl',
    'ref=Category',
    'ref=order-item',
    'refs=Tag',
    'list=str',
    'list=decimal',
  );
  const name = fc.constantFrom(
    'price',
    'tags',
    'unit_price',
    'category_id',
    'tag_ids',
    's3_key',
    'opened_at',
  );
  const settings = fc
    .tuple(
      flags,
      fc.option(limits, { freq: 2, nil: {} }),
      fc.record({ default: initial }, { requiredKeys: [] }),
      fc.record({ pattern }, { requiredKeys: [] }),
    )
    .map((parts): Record<string, string | boolean> => Object.assign({}, ...parts));

  /** Drops most of the settings that do not fit the type, because a refusal proves nothing here. */
  function fitting(kind: string, said: Record<string, string | boolean>) {
    const takes = settingsOf(kind.split('=')[0] as FieldType);
    return Object.fromEntries(
      Object.entries(said).filter(([key]) => (takes as readonly string[]).includes(key)),
    );
  }

  function parsed(read: () => FieldSpec): FieldSpec | undefined {
    try {
      return read();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return undefined;
    }
  }

  test('is written as a token that reads back as the same field', () => {
    let accepted = 0;
    fc.assert(
      fc.property(name, type, settings, (field, kind, said) => {
        const spec = parsed(() =>
          parseFieldObject(field, { type: kind, ...fitting(kind, said) }, 'x'),
        );
        if (spec === undefined) return;
        accepted++;
        const token = formatFieldToken(spec);
        expect(parseFieldToken(token)).toEqual(spec);
        expect(formatFieldToken(parseFieldToken(token))).toBe(token);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  test('is the same as a token, as a token without its name, and as an object', () => {
    let accepted = 0;
    const simple = fc.record(
      {
        optional: fc.boolean(),
        index: fc.boolean(),
        default: fc.constantFrom('5', 'draft', '0.5', 'now'),
        min: length,
        max: length,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(name, type, simple, (field, kind, said) => {
        const modifiers = Object.entries(said)
          .filter(([, value]) => value !== false)
          .map(([key, value]) => (value === true ? `:${key}` : `:${key}=${value}`));
        const rest = kind + modifiers.join('');
        const spec = parsed(() => parseFieldToken(`${field}:${rest}`));
        expect(parsed(() => parseNamedField(field, rest, 'x'))).toEqual(spec);
        expect(parsed(() => parseFieldObject(field, { type: kind, ...said }, 'x'))).toEqual(spec);
        if (spec !== undefined) accepted++;
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('whatever is typed', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ':',
      '::',
      '=',
      '/',
      '?',
      '.',
      'x',
      'name',
      ...FIELD_TYPES,
      ...MODIFIERS,
      '5',
      '10.2',
      'draft',
      'Category',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const garbage = fc.oneof(
    fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  test('is a field, or a usage error whose message shows it', () => {
    fc.assert(
      fc.property(
        garbage,
        fc.option(fc.constantFrom('field 1', 'features.product.fields[0]'), { nil: undefined }),
        (token, place) => {
          try {
            const spec = parseFieldToken(token, place);
            expect(parseFieldToken(formatFieldToken(spec))).toEqual(spec);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
            const { message } = error as UsageError;
            expect(message.startsWith(place === undefined ? 'field "' : `${place}, "`)).toBe(true);
            expect(message.split('\n').length).toBeLessThanOrEqual(4);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
