"""What the API takes and gives."""

from app.schemas.activity_log import ActivityLogListResponse, ActivityLogResponse
from app.schemas.user import UserCreate, UserListResponse, UserResponse, UserUpdate

__all__ = [
    "ActivityLogListResponse",
    "ActivityLogResponse",
    "UserCreate",
    "UserListResponse",
    "UserResponse",
    "UserUpdate",
]
