"""What the API takes and gives for profiles."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from utils.types import FilledLine, Text


class ProfileUpdate(BaseModel):
    """The body of `PUT /profile`."""

    model_config = ConfigDict(extra="forbid")

    display_name: Annotated[FilledLine, Field(max_length=120)]
    bio: Annotated[Text, Field(max_length=2000)] | None = None


class ProfileResponse(BaseModel):
    """A profile as the API shows it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    display_name: str
    bio: str | None
    created_at: datetime
    updated_at: datetime
