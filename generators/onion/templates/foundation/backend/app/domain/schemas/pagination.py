"""Lists, a page at a time."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field

ItemT = TypeVar("ItemT")

NO_FILTERS = {"limit", "offset", "sort", "with_total"}


class Page(BaseModel, Generic[ItemT]):
    """A part of a longer list, and how long that list is."""

    items: list[ItemT]
    total: int | None


class PageQuery(BaseModel):
    """Which part of a list is wanted, and in which order; `-` sorts downwards.

    Every further field of a subclass filters by the attribute of the same name.
    """

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    sort: str = "id"
    # Counting reads all that matches: null instead is much quicker in a long list.
    with_total: bool = True

    @property
    def filters(self) -> dict[str, Any]:
        """The attributes to filter by, with the values wanted."""
        return self.model_dump(exclude=NO_FILTERS, exclude_none=True)
