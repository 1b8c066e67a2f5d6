"""What callers say about users."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from app.domain.entities.user import UserEmail, UserRole
from app.domain.schemas.pagination import PageQuery
from app.domain.types import Text


def _at_most_72_bytes(value: str) -> str:
    # bcrypt reads no further, so a longer password would be checked in part.
    if len(value.encode()) > 72:
        raise ValueError("must be at most 72 bytes long")
    return value


Password = Annotated[Text, Field(min_length=8), AfterValidator(_at_most_72_bytes)]


class UserDraft(BaseModel):
    """What somebody who registers decides."""

    email: UserEmail
    password: Password = Field(repr=False)


class UserChanges(BaseModel):
    """What an admin can change about somebody."""

    role: UserRole


class UserQuery(PageQuery):
    """Which users to list."""

    sort: Literal["id", "-id", "email", "-email"] = "id"
    role: UserRole | None = None
