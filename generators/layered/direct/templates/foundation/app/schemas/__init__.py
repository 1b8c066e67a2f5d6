"""What the API takes and gives."""

from app.schemas.user import UserCreate, UserListResponse, UserResponse, UserUpdate

__all__ = [
    "UserCreate",
    "UserListResponse",
    "UserResponse",
    "UserUpdate",
]
