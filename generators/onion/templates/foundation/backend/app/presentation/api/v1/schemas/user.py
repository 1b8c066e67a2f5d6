"""What the API takes and gives for users."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from app.domain.entities.user import UserEmail, UserRole
from app.domain.schemas.user import Password, UserChanges, UserDraft, UserQuery


class ListUsersRequest(UserQuery):
    """The query string of `GET /users`."""

    model_config = ConfigDict(extra="forbid")


class CreateUserRequest(BaseModel):
    """The body of `POST /users`."""

    model_config = ConfigDict(extra="forbid")

    email: UserEmail
    password: Password = Field(repr=False)

    def to_draft(self) -> UserDraft:
        """Say it in the words of the domain."""
        return UserDraft(email=self.email, password=self.password)


class UpdateUserRequest(BaseModel):
    """The body of `PATCH /users/{user_id}`."""

    model_config = ConfigDict(extra="forbid")

    role: UserRole

    def to_changes(self) -> UserChanges:
        """Say it in the words of the domain."""
        return UserChanges(role=self.role)


class UserResponse(BaseModel):
    """A user as the API shows them."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    role: str
    created_at: datetime
    updated_at: datetime
