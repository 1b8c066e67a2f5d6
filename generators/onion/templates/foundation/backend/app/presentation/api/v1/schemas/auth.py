"""What the API gives to those who sign in."""

from typing import Literal

from pydantic import BaseModel


class TokenResponse(BaseModel):
    """A token for the `Authorization` header."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
