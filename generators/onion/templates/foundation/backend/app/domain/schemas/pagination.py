"""Lists, a page at a time."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field

ItemT = TypeVar("ItemT")


class Page(BaseModel, Generic[ItemT]):
    """A part of a longer list, and how long that list is."""

    items: list[ItemT]
    total: int


class PageQuery(BaseModel):
    """Which part of a list is wanted, and in which order; `-` sorts downwards.

    Every further field of a subclass filters by the attribute of the same name.
    """

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    sort: str = "id"

    @property
    def filters(self) -> dict[str, Any]:
        """The attributes to filter by, with the values wanted."""
        return self.model_dump(exclude={"limit", "offset", "sort"}, exclude_none=True)
