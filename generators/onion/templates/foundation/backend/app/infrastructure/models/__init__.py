"""All models: importing this package makes every table known to `Base.metadata`."""

from app.infrastructure.models.sign_in_attempts import sign_in_attempts
from app.infrastructure.models.user import UserModel

__all__ = [
    "UserModel",
    "sign_in_attempts",
]
