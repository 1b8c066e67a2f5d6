"""All routes: a folder for each feature, with its schemas beside its router."""

from .auth import router as auth_router
from .profile import router as profile_router

__all__ = [
    "auth_router",
    "profile_router",
]
