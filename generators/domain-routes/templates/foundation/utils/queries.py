"""Queries that all services share; each of them is scoped to one owner."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from database.models import Base, OwnedMixin, RowMixin, utc_now
from utils.exceptions import ConflictError, InvalidReferenceError
from utils.refusal import explain
from utils.schemas import ListParams

ModelT = TypeVar("ModelT", bound=RowMixin)


def owned(model: type[ModelT], owner_id: UUID) -> Select[ModelT]:
    """Select what an owner finds and is not deleted: their own, and what is shared.

    Users are shared: everybody may refer to them.
    """
    statement = select(model).where(model.deleted_at.is_(None))
    if issubclass(model, OwnedMixin):
        statement = statement.where(model.owner_id == owner_id)
    return statement


def locking(statement: Select[ModelT]) -> Select[ModelT]:
    """Lock the rows until the transaction ends, and read them as they are by then.

    What refers to them can be added meanwhile.
    """
    locked = statement.with_for_update(key_share=True)
    return locked.execution_options(populate_existing=True)


def fetch_page(
    db: Session, statement: Select[ModelT], model: type[ModelT], params: ListParams
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
        column = inspect(model).local_table.c[key.removeprefix("-")]
        # An index holds them in this order, and read backwards in the other.
        if downwards := key.startswith("-"):
            order.append(column.desc().nulls_first())
        else:
            order.append(column.asc().nulls_last())
    order.append(model.id.desc() if downwards else model.id.asc())
    page = statement.order_by(*order)
    offset = (params.page - 1) * params.page_size
    rows = db.scalars(page.offset(offset).limit(params.page_size)).all()
    return rows, total


def require_row(
    db: Session,
    model: type[RowMixin],
    owner_id: UUID,
    field: str,
    values: dict[str, Any],
) -> None:
    """Check the id that `field` has in the values, if it has one.

    Raises:
        InvalidReferenceError: the owner has no such row.
    """
    row_id = values.get(field)
    if row_id is None:
        return
    found = owned(model, owner_id).where(model.id == row_id)
    # Nobody deletes it while this transaction lasts.
    locked = found.with_for_update(read=True, key_share=True)
    if db.scalar(locked.with_only_columns(model.id)) is None:
        raise InvalidReferenceError(field, row_id)


def require_unused(db: Session, row: RowMixin, in_use: str) -> None:
    """Check that no other row refers to this one, so that it can be deleted.

    What is to go with it is deleted too, and what may do without it lets go of it.

    Raises:
        ConflictError: one does that is not deleted itself; `in_use` is what it says.
    """
    # Whoever is about to refer to it has locked it, and is waited for.
    identity = inspect(type(row)).columns["id"]
    db.execute(select(identity).where(identity == row.id).with_for_update())
    for mapper in Base.registry.mappers:
        model = mapper.class_
        for column in mapper.columns:
            if not column.references(identity):
                continue
            others = select(model).where(column == row.id, model.id != row.id)
            rule = next(iter(column.foreign_keys)).ondelete
            for other in db.scalars(others.where(model.deleted_at.is_(None))):
                if rule is None:
                    raise ConflictError(in_use)
                if rule == "SET NULL":
                    setattr(other, mapper.get_property_by_column(column).key, None)
                    continue
                other.deleted_at = utc_now()
                require_unused(db, other, in_use)


def get_linked_rows(
    db: Session,
    model: type[ModelT],
    owner_id: UUID,
    field: str,
    ids: Collection[UUID],
) -> list[ModelT]:
    """Return the rows that `field` links to by their ids.

    Raises:
        InvalidReferenceError: the owner does not have one of them.
    """
    if not ids:
        return []
    statement = owned(model, owner_id).where(model.id.in_(ids)).order_by(model.id)
    rows = db.scalars(statement).all()
    missing = set(ids) - {row.id for row in rows}
    if missing:
        raise InvalidReferenceError(field, min(missing))
    return list(rows)


def flush(db: Session) -> None:
    """Write what has changed, to be committed with the rest of the request.

    Raises:
        ConflictError: a value that has to be unique is taken.
        InvalidReferenceError: what it refers to is gone.
    """
    try:
        db.flush()
    except IntegrityError as violation:
        raise explain(violation) from violation
