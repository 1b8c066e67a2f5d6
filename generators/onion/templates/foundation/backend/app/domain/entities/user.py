"""Somebody who can sign in."""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.entities.base import Entity
from app.domain.types import LowercaseEmail

UserEmail = Annotated[LowercaseEmail, Field(max_length=254)]
UserRole = Literal["user", "admin"]


class User(Entity):
    """A person with an account. What they may do hangs on their role."""

    email: UserEmail
    password_hash: str = Field(repr=False)
    role: UserRole = "user"
