/** The packages that the code of backends is known to import. */

/** The packages that imports are often from. What is neither here nor in Python is not certain. */
const THIRD_PARTY = new Set(
  (
    'alembic bcrypt fakeredis fastapi httpx jwt pydantic pydantic_core pydantic_settings pytest redis sqlalchemy ' +
    'sqlmodel starlette structlog'
  ).split(' '),
);

/** Whether a module is from one of those packages. */
export function isPackaged(module: string): boolean {
  return THIRD_PARTY.has(module.split('.')[0] ?? '');
}
