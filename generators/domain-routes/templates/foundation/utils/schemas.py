"""What the schemas of all features have in common."""

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

ValueT = TypeVar("ValueT")


def _refuse_none(value: ValueT | None) -> ValueT | None:
    # A default is not looked at: only an explicit null comes here.
    if value is None:
        raise ValueError("must not be null: leave it out to keep it as it is")
    return value


Omittable = Annotated[ValueT | None, AfterValidator(_refuse_none)]
"""A field that a change may leave out, but not clear."""


class ListParams(BaseModel):
    """Which page of a list is wanted, and in which order; `-` sorts downwards.

    Every further field of a subclass filters by the attribute of the same name.
    """

    model_config = ConfigDict(extra="forbid")

    page: Annotated[int, Field(ge=1, le=10**6)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    sort: str = "created_at"

    @property
    def filters(self) -> dict[str, Any]:
        """The attributes to filter by, with the values wanted."""
        return self.model_dump(exclude={"page", "page_size", "sort"}, exclude_none=True)
