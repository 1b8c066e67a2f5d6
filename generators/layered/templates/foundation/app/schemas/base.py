"""What the schemas of all features have in common."""

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

ValueT = TypeVar("ValueT")


def _refuse_none(value: ValueT | None) -> ValueT | None:
    """Refuse an explicit null; a default is not looked at.

    Args:
        value: What a caller sent.

    Returns:
        The same value.

    Raises:
        ValueError: It is None.
    """
    if value is None:
        raise ValueError("must not be null: leave it out to keep it as it is")
    return value


Omittable = Annotated[ValueT | None, AfterValidator(_refuse_none)]
"""A field that a change may leave out, but not clear."""


class ListParams(BaseModel):
    """Which part of a list is wanted, and in which order; `-` sorts downwards.

    Every further field of a subclass filters by the attribute of the same name.
    """

    model_config = ConfigDict(extra="forbid")

    skip: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    sort: str = "id"

    @property
    def filters(self) -> dict[str, Any]:
        """The attributes to filter by, with the values wanted."""
        return self.model_dump(exclude={"skip", "limit", "sort"}, exclude_none=True)
