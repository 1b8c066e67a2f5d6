"""What lists are filtered by, without a database."""

from typing import Any

from pydantic import BaseModel

from app.infrastructure.filters import Filter


def filters_in(query: BaseModel, model: type[Any]) -> dict[str, Any]:
    """Return what is asked by filters that only rows have an attribute for."""
    names = {name for name, each in vars(model).items() if isinstance(each, Filter)}
    return query.model_dump(include=names, exclude_none=True)


def is_asked_for(entity: object, model: type[Any], asked: dict[str, Any]) -> bool:
    """Tell whether all of these filters accept an entity."""
    filters = vars(model)
    return all(filters[name].__get__(entity, model) == asked[name] for name in asked)
