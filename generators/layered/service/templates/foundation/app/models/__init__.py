"""All models: importing this package makes every table known to `Base.metadata`."""

from app.models.activity_log import ActivityLog
from app.models.sign_in_attempts import sign_in_attempts
from app.models.user import User

__all__ = [
    "ActivityLog",
    "User",
    "sign_in_attempts",
]
