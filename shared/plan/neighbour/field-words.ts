/** What words in a module of the neighbour are about: every feature, or a field of it. */
/** Words that the functions of every feature have in their names. */
const CRUD = new Set(
  (
    'create add new insert get read retrieve list all find fetch search update edit patch put replace modify change delete ' +
    'remove destroy by id many multi one count save exists paginated page test not found missing and or in the of to is ' +
    'can cannot requires unauthorized forbidden init repr str from entity model domain row dict orm schema response dto json output as serialize map convert service handler controller endpoint route view api db repo repository crud use case async execute call success returns out 404 401 403 422'
  ).split(' '),
);

/** Calls whose arguments are none of a row, whatever they are called. */
export const OF_OTHER_THINGS =
  /^(Field|Query|Path|Body|Header|Cookie|Form|APIRouter|FastAPI|HTTPException|Depends|Security|mapped_column|Column|relationship|Relationship|ForeignKey|String|Enum|ConfigDict|Index|UniqueConstraint|CheckConstraint|count|exists|filter_by|where|filter|get|post|put|patch|delete|include_router|fixture|Table)$/;

/** Whether a function is one that every feature has, by its name without the words of the feature. */
export function isCrud(bare: string): boolean {
  return bare
    .split('_')
    .filter(Boolean)
    .every((word) => CRUD.has(word.toLowerCase()));
}

/** Returns the field that the name of a function says: `get_by_sku`, `create_with_same_sku`. */
export function fieldInName(name: string): string | undefined {
  return /(?:^|_)(?:by|with|same|duplicate|unique)_(?:(?:same|duplicate|unique|existing|taken|wrong|invalid)_)?(\w+)$/.exec(
    name,
  )?.[1];
}

/** Whether the name of a test says a field, anywhere: `test_negative_weight`. What every feature has in its names says none. */
export function isFieldInTest(name: string, field: string): boolean {
  return !CRUD.has(field) && hasWords(name, field);
}

/** Whether a name has the words of another in it. */
export function hasWords(name: string, words: string): boolean {
  return `_${name}_`.includes(`_${words}_`);
}

/** Whether a function finds rows, by its name without the words of the feature. */
export function readsRows(bare: string): boolean {
  return isOfMany(bare) || hasWord(bare, /^(get|read|retrieve|find|fetch)$/);
}

/** Whether a function finds any number of rows, by its name without the words of the feature. */
export function isOfMany(bare: string): boolean {
  return hasWord(bare, /^(list|all|many|multi|search|count|filter|paginated?|page)$/);
}

/** Whether a function makes or changes rows, by its name without the words of the feature. */
export function writesRows(bare: string): boolean {
  return hasWord(
    bare,
    /^(create|add|new|insert|update|edit|patch|put|set|change|save|replace|modify)$/,
  );
}

function hasWord(name: string, words: RegExp): boolean {
  return name.split('_').some((word) => words.test(word));
}
