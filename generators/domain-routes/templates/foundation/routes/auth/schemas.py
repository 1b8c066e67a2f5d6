"""What the API takes and gives for accounts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from utils.security import LONGEST_PASSWORD
from utils.types import LowercaseEmail, Text


def _refuse_more_than_bcrypt_reads(value: str) -> str:
    if len(value.encode()) > LONGEST_PASSWORD:
        raise ValueError(f"must be at most {LONGEST_PASSWORD} bytes long")
    return value


UserEmail = Annotated[LowercaseEmail, Field(max_length=254)]
Password = Annotated[
    Text,
    Field(min_length=8, max_length=LONGEST_PASSWORD),
    AfterValidator(_refuse_more_than_bcrypt_reads),
]


class UserCreate(BaseModel):
    """The body of `POST /auth/register`."""

    model_config = ConfigDict(extra="forbid")

    email: UserEmail
    password: Password = Field(repr=False)


class UserResponse(BaseModel):
    """A user as the API shows them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    role: str
    created_at: datetime
    updated_at: datetime


class LoginForm(BaseModel):
    """The form of `POST /auth/login`, in the names that OAuth2 has for it."""

    username: Text
    password: Text = Field(repr=False, json_schema_extra={"format": "password"})


class TokenResponse(BaseModel):
    """A token for the `Authorization` header."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
