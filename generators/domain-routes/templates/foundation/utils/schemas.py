"""What the schemas of all features have in common."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

NO_FILTERS = {"page", "page_size", "sort", "with_total"}


class ListParams(BaseModel):
    """Which page of a list is wanted, and in which order; `-` sorts downwards.

    Every further field of a subclass filters by the attribute of the same name.
    """

    model_config = ConfigDict(extra="forbid")

    page: Annotated[int, Field(ge=1, le=10**6)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    sort: str = "created_at"
    # Counting reads all that matches: null instead is much quicker in a long list.
    with_total: bool = True

    @property
    def filters(self) -> dict[str, Any]:
        """The attributes to filter by, with the values wanted."""
        return self.model_dump(exclude=NO_FILTERS, exclude_none=True)
