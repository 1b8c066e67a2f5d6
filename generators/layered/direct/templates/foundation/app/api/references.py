"""What refers to what: checked with one statement however many they are."""

from collections.abc import Collection, Sequence
from typing import Any

from fastapi import HTTPException, status
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.redis import redis_manager


async def require_rows(
    db: AsyncSession, model: type[Any], field: str, values: Sequence[dict[str, Any]]
) -> None:
    """Refuse values that refer to rows that do not exist.

    Args:
        db: The request's session.
        model: What they refer to.
        field: The field with the id; where it is missing or None, there is nothing to
            check.
        values: The values of new or changed rows.

    Raises:
        HTTPException: 422 where a row does not exist.
    """
    ids = {value[field] for value in values if value.get(field) is not None}
    if ids:
        found = await db.scalars(select(model.id).where(model.id.in_(ids)))
        _refuse_missing(field, ids, set(found))


async def link_rows(
    db: AsyncSession,
    model: type[Any],
    field: str,
    relationship: str,
    values: Sequence[dict[str, Any]],
) -> None:
    """Put rows in place of the ids that link to them.

    Args:
        db: The request's session.
        model: What is linked to.
        field: The field with the ids; where it is missing, there is nothing to link.
        relationship: What takes its place.
        values: The values of new or changed rows; they are changed.

    Raises:
        HTTPException: 422 where a row does not exist.
    """
    linking = [value for value in values if field in value]
    ids = {row_id for value in linking for row_id in value[field]}
    statement = select(model).where(model.id.in_(ids)).order_by(model.id)
    rows = (await db.scalars(statement)).all() if ids else []
    _refuse_missing(field, ids, {row.id for row in rows})
    for value in linking:
        wanted = set(value.pop(field))
        value[relationship] = [row for row in rows if row.id in wanted]


async def forget_deleted(model: type[Any]) -> None:
    """Forget what is cached of rows that the deletion of one changes.

    The database deletes what is to go with it, and empties what may refer to nothing.

    Args:
        model: What was deleted.
    """
    tables = {mapper.local_table for mapper in model.registry.mappers}
    changed, gone = {model.__table__}, [model.__table__]
    for table in gone:
        for other in tables:
            keys = [key for key in other.foreign_keys if key.references(table)]
            rules = {key.ondelete for key in keys}
            if rules & {"CASCADE", "SET NULL"}:
                changed.add(other)
            if "CASCADE" in rules and other not in gone:
                gone.append(other)
    for table in changed:
        await redis_manager.invalidate_cache("*", table.name)


def _refuse_missing(field: str, ids: Collection[int], found: Collection[int]) -> None:
    """Refuse ids of which some were not found.

    Args:
        field: The field they are in.
        ids: All of them.
        found: Those that exist.

    Raises:
        HTTPException: 422 where one is missing.
    """
    missing = set(ids) - set(found)
    if missing:
        raise HTTPException(
            status_code=status.HTTP_422_UNPROCESSABLE_CONTENT,
            detail=f"{field}: there is no row {min(missing)}.",
        )
