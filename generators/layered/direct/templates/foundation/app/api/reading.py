"""Reads rows: to change them, or lists a page at a time."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.base import ListParams

ModelT = TypeVar("ModelT", bound=Any)


def locking(statement: Select[ModelT]) -> Select[ModelT]:
    """Lock rows until the transaction ends; what refers to them can be added meanwhile.

    Args:
        statement: What selects the rows.

    Returns:
        The statement that locks them, and reads them as they are by then.
    """
    locked = statement.with_for_update(key_share=True)
    return locked.execution_options(populate_existing=True)


async def fetch_page(
    db: AsyncSession, statement: Select[Any], model: type[ModelT], params: ListParams
) -> tuple[Sequence[ModelT], int | None]:
    """Read one page of the rows that match.

    Rows that are equal in what they are sorted by come in the order of their ids, so
    that no row is on two pages.

    Args:
        db: The request's session.
        statement: What selects the rows.
        model: Their model.
        params: What to filter by, in which order, and which page.

    Returns:
        The rows of the page, and how many match in all if asked.
    """
    statement = statement.filter_by(**params.filters)
    total = None
    if params.with_total:
        total = await db.scalar(select(func.count()).select_from(statement.subquery()))
    order: list[Any] = []
    for key in params.sort.split(","):
        column = model.__table__.c[key.removeprefix("-")]
        # An index holds them in this order, and read backwards in the other.
        if downwards := key.startswith("-"):
            order.append(column.desc().nulls_first())
        else:
            order.append(column.asc().nulls_last())
    order.append(model.id.desc() if downwards else model.id.asc())
    page = statement.order_by(*order)
    rows = await db.scalars(page.offset(params.skip).limit(params.limit))
    return rows.all(), total
