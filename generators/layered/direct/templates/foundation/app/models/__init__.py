"""All models: importing this package makes every table known to `Base.metadata`."""

from app.models.user import User

__all__ = [
    "User",
]
