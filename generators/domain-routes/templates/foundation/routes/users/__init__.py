"""The routes under `/users`."""

from .router import router

__all__ = ["router"]
