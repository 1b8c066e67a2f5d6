"""What the API takes and gives for users."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from app.domain.schemas.user import UserChanges, UserDraft, UserQuery


class ListUsersRequest(UserQuery):
    """The query string of `GET /users`."""

    model_config = ConfigDict(extra="forbid")


class CreateUserRequest(UserDraft):
    """The body of `POST /users`."""

    model_config = ConfigDict(extra="forbid")


class UpdateUserRequest(UserChanges):
    """The body of `PATCH /users/{user_id}`."""

    model_config = ConfigDict(extra="forbid")


class UserResponse(BaseModel):
    """A user as the API shows them."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    role: str
    created_at: datetime
    updated_at: datetime
