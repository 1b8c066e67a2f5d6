/**
 * What a field is called where it is used: in the API, in its table and in Python.
 *
 * The API and the table keep the name that the field was given. Where Python, Pydantic, SQLAlchemy or
 * the emitted code has that name for something else, the attribute is called otherwise, as PEP 8 has
 * it: `type_`, `metadata_`.
 */

import { type JsonCase, keyInJson } from '../json-case.js';
import { singularOf } from '../naming.js';
import { isLanguageName, looksLikeDigit } from '../reserved-words.js';
import type { FieldSpec } from './spec.js';

/** The names of a field. */
export interface FieldNames {
  /** Its key in the API: `type`, `category_id`, `tag_ids`. */
  readonly key: string;
  /** The same as JSON spells it: `categoryId`. */
  readonly json: string;
  /** Whether JSON calls it otherwise than Python does, however words are joined. */
  readonly isRenamed: boolean;
  /** Its column, if it has one. */
  readonly columnName: string;
  /** The attribute of models and schemas: `type_`. */
  readonly attribute: string;
  /** The attribute for the rows that it refers to: `category`. */
  readonly relationship: string;
  /** The parameter that filters lists by it: its key, unless that says which page is wanted. */
  readonly filter: string;
}

/** What the classes of an architecture have that fields are attributes of. */
export interface OwnAttributes {
  /** The parameters of lists that say which page is wanted, and in which order. */
  readonly listParameters: readonly string[];
  /** Methods and properties. */
  readonly methods: readonly string[];
}

/** Attributes that no class has but those of the libraries and of all emitted code. */
export const NO_OWN_ATTRIBUTES: OwnAttributes = { listParameters: [], methods: [] };

const SQLALCHEMY_ATTRIBUTES = words('awaitable_attrs metadata registry type_annotation_map');

/** Those of `BaseModel`, and of its own class: `mro` and `register`. */
const PYDANTIC_ATTRIBUTES = words(`
  construct copy dict from_orm json model_computed_fields model_config model_construct model_copy
  model_extra model_fields model_fields_set model_json_schema model_parametrized_name model_post_init
  model_rebuild mro parse_file parse_obj parse_raw register schema schema_json update_forward_refs validate`);

/** What starts like one of the methods that a field must not be mistaken for, Pydantic warns of. */
const PYDANTIC_PREFIX = /^model_(?:dump|validate)/;

/** Functions called in the bodies of models and schemas, from which a field would hide them. */
const CALLED_IN_CLASSES = words(`
  computed_field enum_type false field_serializer field_validator func mapped_column matching
  model_validator relationship true uuid4`);

/** First arguments: of methods, and of the functions that make rows in tests. */
const ARGUMENTS = words('cls db self');

/**
 * Works out the names of a field.
 *
 * @param own what the architecture's classes have besides.
 * @param hidden names that the class of the model needs for something else.
 * @param spelling how the project spells the keys of JSON.
 */
export function namesOfField(
  { column, name, type }: Pick<FieldSpec, 'column' | 'name' | 'type'>,
  { listParameters, methods }: OwnAttributes = NO_OWN_ATTRIBUTES,
  hidden: ReadonlySet<string> = new Set(),
  spelling?: JsonCase,
): FieldNames {
  const isTaken = (attribute: string) =>
    isNeededInPython(attribute) ||
    hidden.has(attribute) ||
    listParameters.includes(attribute) ||
    methods.includes(attribute);
  const key = keyOfField(name, type);
  const attribute = attributeFor(key, isTaken);
  const json = keyInJson(key, spelling);
  return {
    key,
    json,
    isRenamed: json !== keyInJson(attribute, spelling),
    columnName: column ?? key,
    attribute,
    relationship: attributeFor(name, isTaken),
    filter: listParameters.includes(key) ? `${key}_eq` : key,
  };
}

/** Returns the key of a field in JSON. */
export function keyOfField(name: string, type: FieldSpec['type']): string {
  if (type === 'ref') return `${name}_id`;
  if (type === 'refs') return `${singularOf(name)}_ids`;
  return name;
}

/** Whether an attribute can have the name that the API has for it. */
export function looksFree(name: string): boolean {
  return attributeFor(name, isNeededInPython) === name;
}

function attributeFor(name: string, isTaken: (name: string) => boolean): string {
  if (PYDANTIC_PREFIX.test(name)) return `field_${name}`;
  return isTaken(name) ? `${name}_` : name;
}

function isNeededInPython(name: string): boolean {
  return (
    isLanguageName(name) ||
    looksLikeDigit(name) ||
    SQLALCHEMY_ATTRIBUTES.has(name) ||
    PYDANTIC_ATTRIBUTES.has(name) ||
    CALLED_IN_CLASSES.has(name) ||
    ARGUMENTS.has(name)
  );
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
