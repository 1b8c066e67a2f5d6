"""What repositories without a database do where lists are read from a position on."""

from app.repositories.base import ModelType
from app.repositories.keyset import KeysetRepository
from app.schemas.cursors import CursorParams, KeysetPage, Position
from tests.fakes.repository import FakeRepository


class FakeKeysetRepository(FakeRepository[ModelType], KeysetRepository[ModelType]):
    """Keeps rows in a dictionary, under their ids."""

    async def get_page(self, params: CursorParams) -> KeysetPage[ModelType]:
        """Return what follows a position, in the order of ids."""
        wanted = params.filters.items()
        rows = [
            row
            for row in self.rows.values()
            if all(getattr(row, name) == value for name, value in wanted)
        ]
        rows.sort(key=lambda row: row.id, reverse=params.sort.startswith("-"))
        total = len(rows) if params.with_total else None
        if params.after is not None:
            last = params.after.row_id
            downwards = params.sort.startswith("-")
            rows = [
                row for row in rows if (row.id < last if downwards else row.id > last)
            ]
        items = rows[: params.limit]
        if len(items) == len(rows):
            return KeysetPage(items, total)
        return KeysetPage(items, total, Position((items[-1].id,), items[-1].id))
