"""What all repositories without a database have in common."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.base import BaseRepository, ModelType, RelatedType
from app.schemas.base import ListParams


class FakeRepository(BaseRepository[ModelType]):
    """Keeps rows in a dictionary; as with a database, no id is given twice."""

    def __init__(self, model: type[ModelType], _: AsyncSession) -> None:
        # A session that is connected to nothing: whatever is not faked fails.
        super().__init__(model, AsyncSession())
        self.rows: dict[Any, ModelType] = {}
        self.given_ids: set[Any] = set()

    async def get(self, row_id: Any) -> ModelType | None:
        """Return the row, or None."""
        return self.rows.get(row_id)

    async def get_multi(self, params: ListParams) -> Sequence[ModelType]:
        """Return one page of the rows that match, in the order of their ids."""
        rows = self._matching(params)
        rows.sort(key=lambda row: row.id, reverse=params.sort.startswith("-"))
        return rows[params.skip : params.skip + params.limit]

    async def count(self, params: ListParams) -> int:
        """Return how many rows match."""
        return len(self._matching(params))

    async def exists(self, row_id: Any) -> bool:
        """Tell whether there is such a row."""
        return row_id in self.rows

    async def create(self, values: dict[str, Any]) -> ModelType:
        """Store a row, with the defaults that its columns have."""
        row_id = values.get("id") or max(self.given_ids, default=0) + 1
        row = self.model(**(values | {"id": row_id}))
        for name, column in inspect(self.model).columns.items():
            if column.default is not None and getattr(row, name) is None:
                default: Any = column.default
                value = default.arg(None) if default.is_callable else default.arg
                setattr(row, name, value)
        self.given_ids.add(row_id)
        self.rows[row_id] = row
        return row

    async def update(self, row_id: Any, values: dict[str, Any]) -> ModelType | None:
        """Change a row."""
        row = self.rows.get(row_id)
        for attribute, value in values.items() if row else ():
            setattr(row, attribute, value)
        return row

    async def delete(self, row_id: Any, soft: bool = True) -> bool:
        """Forget a row."""
        return self.rows.pop(row_id, None) is not None

    async def get_related(
        self, model: type[RelatedType], ids: Collection[Any], field: str
    ) -> list[RelatedType]:
        """Believe that there are such rows."""
        return [model(id=row_id) for row_id in ids]

    def _matching(self, params: ListParams) -> list[ModelType]:
        wanted = params.filters.items()
        return [
            row
            for row in self.rows.values()
            if all(getattr(row, name) == value for name, value in wanted)
        ]
