import { FIELD_EXAMPLES, FIELD_TYPES } from '../../shared/feature/field/types.js';

/** Tokens that together use every modifier there is, and nearly every type. */
const TOKENS = [
  'name:str=120:min=2:unique',
  'note:text:optional',
  'story:text',
  'remark:text:min=0',
  'count:int:ge=0:le=100:default=5:index',
  'big:bigint',
  'small:smallint:index',
  'ratio:float:gt=0:lt=1',
  'price:decimal=10.2:gt=0',
  'active:bool:default=true',
  'day:date:index',
  'moment:datetime:default=now',
  'starts:time',
  'token:uuid:unique',
  'meta:json:optional',
  'contact:email:unique',
  'site:url:optional',
  'status:enum=draft/in-progress/done:default=draft',
  'labels:list=str:max=5',
  'days:list=date:optional',
  'code:str=8:pattern=^[A-Z]{2}[0-9]+$',
  'longest:duration:optional:index',
  'seen_from:ip:unique',
  'handle:slug=story',
  'thumbnail:bytes:max=1000',
  'secret:str:private',
  'score:int:default=0:readonly',
];

/** The types that no token has yet: a new one is tried by its own example. References need something to refer to, and parts fields of their own; files have tests of their own. */
const OTHERS = FIELD_TYPES.filter(
  (type) =>
    !['ref', 'refs', 'parts', 'count', 'file'].includes(type) &&
    !TOKENS.some((token) => new RegExp(`:${type}(?=[:=]|$)`).test(token)),
);

/** Tokens that together use every field type and every modifier there is. */
export const EVERY_FIELD = [...TOKENS, ...OTHERS.map((type) => FIELD_EXAMPLES[type])];
