from fastapi import APIRouter

from .items import router as items_router

router = APIRouter(prefix="/v1")
router.include_router(
    items_router,
    prefix="/items",
)
