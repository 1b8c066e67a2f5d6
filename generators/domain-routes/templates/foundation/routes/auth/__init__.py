"""The routes under `/auth`."""

from .router import router

__all__ = ["router"]
