"""What the API takes from those who sign in, and gives to them."""

from typing import Literal

from pydantic import BaseModel, Field

from app.schemas.types import Text


class LoginForm(BaseModel):
    """The form of `POST /auth/login`, in the names that OAuth2 has for it."""

    username: Text
    password: Text = Field(repr=False, json_schema_extra={"format": "password"})


class TokenResponse(BaseModel):
    """A token for the `Authorization` header."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
