"""What all answers have in common."""

from typing import Generic, TypeVar

from pydantic import BaseModel

ItemT = TypeVar("ItemT")


class PageResponse(BaseModel, Generic[ItemT]):
    """A part of a list; `total` is the length of the whole."""

    items: list[ItemT]
    total: int | None
    limit: int
    offset: int
