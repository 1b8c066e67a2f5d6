"""What all repositories can do."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.base import ExecutableOption

from app.core.database import utc_now
from app.core.exceptions import ConflictError, InvalidReferenceError
from app.models.base import BaseModel, SoftDeleteMixin
from app.repositories.refusal import explain
from app.schemas.base import ListParams

ModelType = TypeVar("ModelType", bound=BaseModel)
RelatedType = TypeVar("RelatedType", bound=BaseModel)


class BaseRepository(Generic[ModelType]):
    """Reads and writes the rows of one model; rows that are deleted softly are hidden.

    It flushes, so that the database's refusals are known at once. It never commits:
    `get_db` does, when all of a request has gone well.
    """

    # What is loaded along with each row.
    options: ClassVar[Sequence[ExecutableOption]] = ()

    def __init__(self, model: type[ModelType], db: AsyncSession) -> None:
        self.model = model
        self.db = db

    async def get(self, row_id: Any) -> ModelType | None:
        """Return the row, or None where there is none with this id."""
        statement = self._select().where(self.model.id == row_id)
        return await self.db.scalar(statement.options(*self.options))

    async def get_multi(self, params: ListParams) -> Sequence[ModelType]:
        """Return one page of the rows that match.

        Rows that are equal in what they are sorted by come in the order of their ids,
        so that no row is on two pages.
        """
        order: list[Any] = []
        for key in params.sort.split(","):
            column = self.model.__table__.c[key.removeprefix("-")]
            # An index holds them in this order, and read backwards in the other.
            if downwards := key.startswith("-"):
                order.append(column.desc().nulls_first())
            else:
                order.append(column.asc().nulls_last())
        order.append(self.model.id.desc() if downwards else self.model.id.asc())
        statement = (
            self._select()
            .filter_by(**params.filters)
            .order_by(*order)
            .offset(params.skip)
            .limit(params.limit)
            .options(*self.options)
        )
        return (await self.db.scalars(statement)).all()

    async def count(self, params: ListParams) -> int | None:
        """Return how many rows match, on whatever page; None if nobody asks."""
        if not params.with_total:
            return None
        matching = self._select().filter_by(**params.filters).subquery()
        return await self.db.scalar(select(func.count()).select_from(matching))

    async def exists(self, row_id: Any) -> bool:
        """Tell whether there is a row with this id."""
        statement = self._select().where(self.model.id == row_id)
        return await self.db.scalar(select(statement.exists())) is True

    async def create(self, values: dict[str, Any]) -> ModelType:
        """Insert a row.

        Raises:
            ConflictError: a value that has to be unique is taken.
        """
        row = self.model(**values)
        self.db.add(row)
        await self._flush()
        return row

    async def update(self, row_id: Any, values: dict[str, Any]) -> ModelType | None:
        """Change what `values` has of a row; None where there is no such row.

        Raises:
            ConflictError: a value that has to be unique is taken.
        """
        row = await self._lock(row_id)
        if row is None:
            return None
        for attribute, value in values.items():
            setattr(row, attribute, value)
        await self._flush()
        return row

    async def delete(self, row_id: Any, soft: bool = True) -> bool:
        """Delete a row: softly where its model can be, unless that is not wanted.

        Returns:
            Whether there was such a row.

        Raises:
            ConflictError: another row still refers to it.
        """
        row = await self._lock(row_id)
        if row is None:
            return False
        if soft and isinstance(row, SoftDeleteMixin):
            row.deleted_at = utc_now()
        else:
            await self.db.delete(row)
        await self._flush("It is still in use.")
        return True

    async def get_related(
        self, model: type[RelatedType], ids: Collection[Any], field: str
    ) -> list[RelatedType]:
        """Return the rows of another model that `field` names by their ids.

        Raises:
            InvalidReferenceError: one of them does not exist.
        """
        if not ids:
            return []
        statement = select(model).where(model.id.in_(ids)).order_by(model.id)
        rows = (await self.db.scalars(statement)).all()
        missing = set(ids) - {row.id for row in rows}
        if missing:
            raise InvalidReferenceError(field, min(missing))
        return list(rows)

    def _select(self) -> Select[ModelType]:
        statement = select(self.model)
        if issubclass(self.model, SoftDeleteMixin):
            statement = statement.where(self.model.deleted_at.is_(None))
        return statement

    async def _lock(self, row_id: Any) -> ModelType | None:
        """Read a row as `get` does, but so that nobody else changes it meanwhile.

        What refers to it can be added.
        """
        statement = self._select().where(self.model.id == row_id)
        locked = statement.with_for_update(key_share=True)
        row = await self.db.scalar(locked.execution_options(populate_existing=True))
        if row is not None and self.options:
            # Read anew with its links, a row that is one of them would lose some.
            await self.db.scalar(statement.options(*self.options))
        return row

    async def _flush(self, in_use: str | None = None) -> None:
        try:
            await self.db.flush()
        except IntegrityError as violation:
            refusal = ConflictError(in_use) if in_use else explain(violation)
            raise refusal from violation
