"""Version 2."""

from fastapi import APIRouter

from . import items

router = APIRouter(prefix="/v2")
router.include_router(items.router)

__all__ = ["router"]
