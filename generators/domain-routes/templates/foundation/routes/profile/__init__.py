"""The routes under `/profile`."""

from .router import router

__all__ = ["router"]
