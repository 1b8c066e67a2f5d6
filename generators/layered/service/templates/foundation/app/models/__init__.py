"""All models: importing this package makes every table known to `Base.metadata`."""

from app.models.activity_log import ActivityLog
from app.models.user import User

__all__ = [
    "ActivityLog",
    "User",
]
