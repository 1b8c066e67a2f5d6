"""Reading rows: one of them, or a list a page at a time."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.schemas.pagination import PageQuery

ModelT = TypeVar("ModelT", bound=Any)


def get_row(
    db: Session, model: type[ModelT], row_id: Any, *, for_update: bool
) -> ModelT | None:
    """Return the row, or None where there is none with this id.

    A lock ends with the transaction; what refers to the row can be added meanwhile.
    """
    update = {"key_share": True} if for_update else None
    return db.get(model, row_id, populate_existing=for_update, with_for_update=update)


def row_exists(db: Session, model: type[Any], row_id: Any) -> bool:
    """Tell whether there is a row with this id."""
    found = select(model.id).where(model.id == row_id)
    return db.scalar(select(found.exists())) is True


def fetch_page(
    db: Session, statement: Select[Any], model: type[ModelT], query: PageQuery
) -> tuple[Sequence[ModelT], int | None]:
    """Return the rows of the page, and how many rows match in all if asked.

    Rows that are equal in what they are sorted by come in the order of their ids, so
    that no row is on two pages.
    """
    total = None
    if query.with_total:
        matching = statement.order_by(None).subquery()
        total = db.scalar(select(func.count()).select_from(matching))
    order: list[Any] = []
    for key in query.sort.split(","):
        column = model.__table__.c[key.removeprefix("-")]
        # An index holds them in this order, and read backwards in the other.
        if downwards := key.startswith("-"):
            order.append(column.desc().nulls_first())
        else:
            order.append(column.asc().nulls_last())
    order.append(model.id.desc() if downwards else model.id.asc())
    page = statement.order_by(*order)
    rows = db.scalars(page.limit(query.limit).offset(query.offset)).all()
    return rows, total
