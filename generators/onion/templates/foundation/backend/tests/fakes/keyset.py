"""What repositories without a database do where lists are read from a position on."""

from typing import Any, Generic, TypeVar

from app.domain.entities.base import Entity
from app.domain.schemas.keyset import KeysetPage, KeysetQuery, Position
from tests.fakes.repository import InMemoryRepository

EntityT = TypeVar("EntityT", bound=Entity)
QueryT = TypeVar("QueryT", bound=KeysetQuery)


class InMemoryKeysetRepository(
    InMemoryRepository[EntityT, Any], Generic[EntityT, QueryT]
):
    """Keeps entities in a dictionary, and lists them from a position on."""

    def get_all(self, query: QueryT) -> KeysetPage[EntityT]:  # type: ignore[override]
        """Return what follows a position, of the entities that match."""
        wanted = query.filters.items()
        found = [
            entity.model_copy(deep=True)
            for entity in self._entities.values()
            if all(getattr(entity, name) == value for name, value in wanted)
        ]
        total = len(found) if query.with_total else None
        attributes = [key.removeprefix("-") for key in query.sort.split(",")]
        downwards = query.sort.startswith("-")

        def position_of(entity: EntityT) -> Position:
            known = dict(entity)
            values = (
                known.get(name, known.get(f"{name}_", entity.id)) for name in attributes
            )
            return Position(tuple(values), entity.id)

        found.sort(key=lambda entity: _rank(position_of(entity)), reverse=downwards)
        if query.after is not None:
            last = _rank(query.after)
            ranks = [_rank(position_of(entity)) for entity in found]
            passed = sum(rank >= last if downwards else rank <= last for rank in ranks)
            found = found[passed:]
        items = found[: query.limit]
        more = len(found) > len(items)
        return KeysetPage(items, total, position_of(items[-1]) if more else None)


def _rank(position: Position) -> tuple[Any, ...]:
    """What has no value comes last."""
    values, row_id = position
    return (*((value is None, value) for value in values), row_id)
