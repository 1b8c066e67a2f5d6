from fastapi import APIRouter

from .parts import router as parts_router
from .shelves import router as shelves_router

router = APIRouter(prefix="/v1")
router.include_router(parts_router)
router.include_router(shelves_router)
