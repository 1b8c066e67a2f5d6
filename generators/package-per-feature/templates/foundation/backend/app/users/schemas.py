"""What the API takes and gives for users."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.core.schemas import ListParams
from app.core.security import LONGEST_PASSWORD
from app.core.types import LowercaseEmail, Omittable, Text


def _refuse_more_than_bcrypt_reads(value: str) -> str:
    if len(value.encode()) > LONGEST_PASSWORD:
        raise ValueError(f"must be at most {LONGEST_PASSWORD} bytes long")
    return value


UserEmail = Annotated[LowercaseEmail, Field(max_length=254)]
UserRole = Literal["user", "admin"]
Password = Annotated[
    Text,
    Field(min_length=8, max_length=LONGEST_PASSWORD),
    AfterValidator(_refuse_more_than_bcrypt_reads),
]


class UserBase(BaseModel):
    """What users tell about themselves."""

    email: UserEmail


class UserCreate(UserBase):
    """The body of `POST /users/`."""

    model_config = ConfigDict(extra="forbid")

    password: Password = Field(repr=False)


class UserUpdate(BaseModel):
    """What an admin can change about somebody."""

    model_config = ConfigDict(extra="forbid")

    role: Omittable[UserRole] = None


class User(UserBase):
    """A user as they are stored: rules are for what comes in."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    role: str
    created_at: datetime
    updated_at: datetime


class UserPage(BaseModel):
    """Some users; `total` counts those on all pages."""

    total: int | None
    items: list[User]


class UserListParams(ListParams):
    """The query string of `GET /users/`."""

    sort: Literal["id", "-id", "email", "-email"] = "id"
    role: Omittable[UserRole] = None


class LoginForm(BaseModel):
    """The form of `POST /users/login`, in the names that OAuth2 has for it."""

    username: Text
    password: Text = Field(repr=False, json_schema_extra={"format": "password"})


class Token(BaseModel):
    """A token for the `Authorization` header."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
