"""What the `crud` modules of all packages share."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.exceptions import ConflictError, InvalidReferenceError
from app.core.refusal import explain
from app.core.schemas import ListParams

ModelT = TypeVar("ModelT", bound=Any)


def fetch_page(
    db: Session, statement: Select[Any], model: type[ModelT], params: ListParams
) -> tuple[Sequence[ModelT], int | None]:
    """Return one page of the rows that match, and how many match in all if asked.

    Rows that are equal in what they are sorted by come in the order of their ids, so
    that no row is on two pages.
    """
    statement = statement.filter_by(**params.filters)
    total = None
    if params.with_total:
        total = db.scalar(select(func.count()).select_from(statement.subquery()))
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
    rows = db.scalars(page.offset(params.skip).limit(params.limit)).all()
    return rows, total


def locking(statement: Select[ModelT]) -> Select[ModelT]:
    """Lock the rows until the transaction ends, and read them as they are by then.

    What refers to them can be added meanwhile.
    """
    locked = statement.with_for_update(key_share=True)
    return locked.execution_options(populate_existing=True)


@contextmanager
def refusals(in_use: str | None = None) -> Iterator[None]:
    """Say what is wrong where a statement in the block violates a constraint.

    Raises:
        ConflictError: a value is taken or, if `in_use` says so, something refers to it.
        InvalidReferenceError: what it refers to is gone.
    """
    try:
        yield
    except IntegrityError as violation:
        refusal = ConflictError(in_use) if in_use else explain(violation)
        raise refusal from violation


def require_row(
    db: Session, model: type[Any], field: str, values: dict[str, Any]
) -> None:
    """Check the id that `field` has in the values, if it has one.

    Raises:
        InvalidReferenceError: there is no such row.
    """
    row_id = values.get(field)
    if row_id is None:
        return
    if not db.scalar(select(select(model).where(model.id == row_id).exists())):
        raise InvalidReferenceError(field, row_id)


def get_linked_rows(
    db: Session, model: type[ModelT], field: str, ids: Collection[Any]
) -> list[ModelT]:
    """Return the rows that `field` links to by their ids.

    Raises:
        InvalidReferenceError: one of them does not exist.
    """
    if not ids:
        return []
    statement = select(model).where(model.id.in_(ids)).order_by(model.id)
    rows = db.scalars(statement).all()
    missing = set(ids) - {row.id for row in rows}
    if missing:
        raise InvalidReferenceError(field, min(missing))
    return list(rows)
