"""What all repositories without a database have in common."""

from datetime import UTC, datetime
from functools import partial
from typing import Any, Generic, TypeVar

from app.domain.entities.base import Entity
from app.domain.schemas.pagination import Page, PageQuery

EntityT = TypeVar("EntityT", bound=Entity)
QueryT = TypeVar("QueryT", bound=PageQuery)


class InMemoryRepository(Generic[EntityT, QueryT]):
    """Keeps entities in a dictionary.

    As with a database, what goes out is a copy, and no id is given twice.
    """

    def __init__(self, *entities: EntityT) -> None:
        self._entities: dict[Any, EntityT] = {}
        self._given_ids: set[Any] = set()
        for entity in entities:
            self.create(entity)

    def create(self, entity: EntityT) -> EntityT:
        """Store a new entity; one that has an id already keeps it."""
        now = datetime.now(UTC)
        entity_id = entity.id or max(self._given_ids, default=0) + 1
        stamps = {"id": entity_id, "created_at": now, "updated_at": now}
        return self._store(entity_id, entity.model_copy(update=stamps))

    def get_by_id(self, entity_id: Any, *, for_update: bool = False) -> EntityT | None:
        """Return the entity, or None; nobody else is there to be locked out."""
        entity = self._entities.get(entity_id)
        return None if entity is None else entity.model_copy(deep=True)

    def find(self, attribute: str, value: object) -> EntityT | None:
        """Return the entity whose attribute has this value, or None."""
        for entity in self._entities.values():
            if getattr(entity, attribute) == value:
                return entity.model_copy(deep=True)
        return None

    def exists(self, entity_id: Any) -> bool:
        """Tell whether there is such an entity."""
        return entity_id in self._entities

    def get_all(self, query: QueryT) -> Page[EntityT]:
        """Return one page of the entities that match."""
        matching = [
            entity
            for entity in self._entities.values()
            if all(
                getattr(entity, name) == value for name, value in query.filters.items()
            )
        ]
        *keys, last = query.sort.split(",")
        tie = "-id" if last.startswith("-") else "id"
        for key in (tie, last, *reversed(keys)):
            rank = partial(_rank, key.removeprefix("-"))
            matching.sort(key=rank, reverse=key.startswith("-"))
        page = matching[query.offset : query.offset + query.limit]
        copies = [entity.model_copy(deep=True) for entity in page]
        total = len(matching) if query.with_total else None
        return Page(items=copies, total=total)

    def update(self, entity: EntityT) -> EntityT:
        """Store an entity that exists."""
        stamps = {"updated_at": datetime.now(UTC)}
        return self._store(entity.id or 0, entity.model_copy(update=stamps))

    def delete(self, entity_id: Any) -> None:
        """Remove an entity that exists."""
        del self._entities[entity_id]

    def _store(self, entity_id: Any, entity: EntityT) -> EntityT:
        self._given_ids.add(entity_id)
        self._entities[entity_id] = entity.model_copy(deep=True)
        return entity


def _rank(attribute: str, entity: Entity) -> tuple[bool, Any]:
    """What an entity is sorted by: what has no value comes last."""
    values = dict(entity)
    value = values.get(attribute, values.get(f"{attribute}_", entity.id))
    return value is None, value
